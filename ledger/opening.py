"""What an audit is made of, read at once before the job is claimed: a claim then holds nobody up for reading."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from filings.civil import civil_day
from filings.dossier import Dossier
from filings.job import JobState
from filings.nouns import dataclass
from filings.readable import READABLE
from filings.submission import Submission
from ledger.dossiers import dossier_of
from ledger.store import Store
from ledger.submissions import document_of, submission_of
from ledger.tables.filing import blobs, submission_documents, submissions
from ledger.tables.work import jobs

_REPORT = "report"  # the role of the document that is audited
_READ = (_REPORT, READABLE)
_JOB = (
    sa.select(jobs.c.key, jobs.c.subject, submissions)
    .join_from(jobs, submissions, submissions.c.id == jobs.c.subject, isouter=True)
    .where(jobs.c.id == sa.bindparam("job"), jobs.c.state.in_([JobState.DUE.value, JobState.LEASED.value]))
)
_DOCUMENTS = (
    sa.select(submission_documents, blobs.c.data)
    .join_from(
        submission_documents,
        blobs,
        sa.and_(blobs.c.sha256 == submission_documents.c.sha256, submission_documents.c.role.in_(_READ)),
        isouter=True,
    )
    .where(submission_documents.c.submission == sa.bindparam("submission"))
    .order_by(submission_documents.c.number)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A filing to be audited, its dossier without report and neighbours, and the document with its name.

    ``copy``: name and bytes of the readable copy beside it, None for none.
    ``first``: this is the audit that its receipt asked for, none that came later.
    """

    submission: Submission
    dossier: Dossier
    name: str
    data: bytes
    first: bool
    copy: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Reading what a job is about."""

    store: Store

    def of(self, job: str, as_of: date) -> Opened | None:
        """What an audit job needs, whoever holds it; None when there is no such job, or it is done or set aside.

        LookupError: the ledger lacks what the job is about.
        """
        with self.store.reading() as connection:
            row = connection.execute(_JOB, {"job": job}).first()
            if row is None:
                return None
            papers = connection.execute(_DOCUMENTS, {"submission": row.subject}).all()
            report = _report(row, papers)
            submission = submission_of(row, map(document_of, papers))
            dossier = dossier_of(connection, submission, as_of)
        whole = replace(dossier, sha256=report.sha256, received_on=civil_day(submission.received_at))
        return Opened(
            submission=submission, dossier=whole, name=report.name, data=bytes(report.data),
            first=row.key == submission.id, copy=_copy(papers),
        )  # fmt: skip


def _copy(papers: Sequence[sa.Row[Any]]) -> tuple[str, bytes] | None:
    found = next((paper for paper in papers if paper.role == READABLE), None)
    if found is not None and found.data is None:
        raise LookupError(found.sha256)
    return (found.name, bytes(found.data)) if found else None


def _report(row: sa.Row[Any], papers: Sequence[sa.Row[Any]]) -> sa.Row[Any]:
    found = next((paper for paper in papers if paper.role == _REPORT), None)
    if row.id is None or found is None or not found.data:  # without a report, or with one that was cleared away
        raise LookupError(found.sha256 if found else row.subject)
    return found
