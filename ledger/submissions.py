"""Filings as they were received: one by id, or many by slot."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from filings.nouns import dataclass
from filings.submission import Document, Submission
from ledger.store import Store
from ledger.tables.filing import submission_documents, submissions
from ledger.tables.register import agencies, jurisdictions

_ONE = sa.select(submissions).where(submissions.c.id == sa.bindparam("submission"))
_LOCK: sa.Select[Any] = (
    sa.select(submissions.c.id, submissions.c.practice, jurisdictions.c.code, jurisdictions.c.revision)
    .select_from(
        submissions.outerjoin(agencies, agencies.c.code == submissions.c.slot_agency).outerjoin(
            jurisdictions, jurisdictions.c.code == agencies.c.jurisdiction
        )
    )
    .where(submissions.c.id == sa.bindparam("submission"))
    .with_for_update(of=submissions)
)
_DOCUMENTS = (
    sa.select(submission_documents)
    .where(submission_documents.c.submission.in_(sa.bindparam("submissions", expanding=True)))
    .order_by(submission_documents.c.submission, submission_documents.c.number)
)


@dataclass(frozen=True, slots=True)
class Submissions:
    """Reading filings."""

    store: Store

    def find(self, submission: str) -> Submission | None:
        """The filing with this id; its agency and year are those of the slot where it counts."""
        with self.store.reading() as connection:
            return read_submission(connection, submission)

    def of(self, agency: str, year: int) -> tuple[Submission, ...]:
        """The filings in a slot, first one first; held ones are not among them."""
        with self.store.reading() as connection:
            slot = sa.and_(submissions.c.slot_agency == agency, submissions.c.slot_year == year)
            return read_submissions(connection, slot)

    def page(
        self,
        area: str,
        agency: str = "",
        year: int | None = None,
        after: str = "",
        limit: int = 100,
        *,
        practice: bool = False,
    ) -> tuple[Submission, ...]:
        """The filings of a jurisdiction that come behind ``after``, newest first; of one agency or year if named.

        Those for ``practice``, or those in earnest. A held one counts where it was handed in. None come behind a
        filing that is not among them.
        """
        whose = sa.func.coalesce(submissions.c.slot_agency, submissions.c.agency)
        query = (
            sa.select(submissions.c.id)
            .join(agencies, agencies.c.code == whose)
            .where(agencies.c.jurisdiction == area, submissions.c.practice.is_(practice))
        )
        query = query.where(whose == agency) if agency else query
        query = query.where(sa.func.coalesce(submissions.c.slot_year, submissions.c.year) == year) if year else query
        order = (submissions.c.received_at.desc(), submissions.c.id)
        with self.store.reading() as connection:
            if after:
                last = sa.select(submissions.c.received_at).where(submissions.c.id == after)
                at = connection.execute(last).scalar()
                if at is None:
                    return ()
                behind = sa.and_(submissions.c.received_at == at, submissions.c.id > after)
                query = query.where(sa.or_(submissions.c.received_at < at, behind))
            ids = connection.execute(query.order_by(*order).limit(limit)).scalars().all()
            found = {one.id: one for one in read_submissions(connection, submissions.c.id.in_(ids))}
        return tuple(found[name] for name in ids)

    def recent(self, limit: int = 100) -> tuple[Submission, ...]:
        """The filings received last, newest first."""
        with self.store.reading() as connection:
            newest = sa.select(submissions.c.id).order_by(submissions.c.received_at.desc()).limit(limit)
            found = read_submissions(connection, submissions.c.id.in_(newest))
        return tuple(sorted(found, key=lambda submission: submission.received_at, reverse=True))


def lock_submission(connection: sa.Connection, submission: str) -> sa.Row[Any] | None:
    """Lock a filing until the caller's transaction ends, before anything that hangs on it is written.

    Its id, and of the agency in whose slot it counts (None while it is held) jurisdiction and the revision of that;
    None when there is no such filing. The strongest lock at once: a filing can be moved to another slot, and a lock
    that grows later can be a deadlock.
    """
    return connection.execute(_LOCK, {"submission": submission}).first()


def read_submission(connection: sa.Connection, submission: str) -> Submission | None:
    """The filing with this id, in the caller's transaction."""
    row = connection.execute(_ONE, {"submission": submission}).first()
    return submission_of(row, _documents(connection, [submission])[submission]) if row else None


def read_submissions(connection: sa.Connection, where: sa.ColumnElement[bool]) -> tuple[Submission, ...]:
    """Filings with their documents, by slot and ordinal, in the caller's transaction."""
    order = (submissions.c.agency, submissions.c.year, submissions.c.ordinal, submissions.c.received_at)
    rows = connection.execute(sa.select(submissions).where(where).order_by(*order)).all()
    documents = _documents(connection, [row.id for row in rows])
    return tuple(submission_of(row, documents[row.id]) for row in rows)


def _documents(connection: sa.Connection, ids: Iterable[str]) -> dict[str, list[Document]]:
    wanted = list(ids)
    found: dict[str, list[Document]] = defaultdict(list)
    for start in range(0, len(wanted), 500):
        for row in connection.execute(_DOCUMENTS, {"submissions": wanted[start : start + 500]}):
            found[row.submission].append(document_of(row))
    return found


def document_of(row: sa.Row[Any]) -> Document:
    """A row of the table as a noun."""
    return Document(sha256=row.sha256, name=row.name, role=row.role, size=row.size)


def submission_of(row: sa.Row[Any], documents: Iterable[Document]) -> Submission:
    """A row of the table as a noun, with its documents."""
    return Submission(
        id=row.id,
        agency=row.slot_agency or row.agency,
        year=row.year if row.slot_year is None else row.slot_year,
        received_at=row.received_at,
        documents=tuple(documents),
        channel=row.channel,
        ordinal=row.ordinal,
        insisted=row.insisted,
        taken_at=row.taken_at,
        practice=row.practice,
    )
