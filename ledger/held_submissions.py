"""Filings in the wrong slot: held after the audit, assigned by the office with a reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from filings.act import Held, Refused
from filings.intake import Receipt
from filings.nouns import dataclass
from ledger.event_log import note
from ledger.evidence import Proof, standing
from ledger.intake import next_ordinal, unknown_slot
from ledger.jobs import put_job
from ledger.passages import move_passages
from ledger.store import Store, insert_new
from ledger.submissions import lock_submission, read_submissions
from ledger.tables.filing import held, submissions

_TAKEN = Refused(reason="该报送件不在待核对归属之列，可能已由他人认领，请查看后再定")


@dataclass(frozen=True, slots=True)
class HeldSubmissions:
    """Held filings 待核对归属. They fill no slot and supersede nothing until they are assigned."""

    store: Store

    def hold(self, submission: str, reason: str, by: str, now: datetime) -> bool:
        """Take a filing out of its slot, by hand. False when it is held already or is unknown."""
        with self.store.writing() as connection:
            return hold_submission(connection, submission, reason, by, now, again=True)

    def waiting(self) -> tuple[Held, ...]:
        """The filings that wait to be assigned, longest waiting first."""
        with self.store.reading() as connection:
            query = _joined().where(held.c.assigned_at.is_(None)).order_by(held.c.at, held.c.submission)
            return tuple(_held(row) for row in connection.execute(query))

    def find(self, submission: str) -> Held | None:
        """Why a filing was held, and where it went."""
        with self.store.reading() as connection:
            row = connection.execute(_joined().where(held.c.submission == submission)).first()
            return _held(row) if row else None

    def unhold(self, submission: str, *, by: str, reason: str, now: datetime) -> Receipt | Refused:
        """Put a held filing back into the slot it was handed in for; it is audited again there."""
        waiting = self.find(submission)
        if waiting is None or waiting.assigned_at is not None:
            return _TAKEN
        return self.assign(submission, waiting.agency, waiting.year, by=by, reason=reason, now=now)

    def assign(
        self, submission: str, agency: str, year: int, *, by: str, reason: str, now: datetime
    ) -> Receipt | Refused:
        """Put a held filing into a slot, its own or another; it is audited again there, and stays where it is put."""
        if not reason.strip():
            return Refused(reason="请写明认领的理由，认领记录会随报送件保存")
        due = self.store.time.moment(now)
        with self.store.writing("assign.before_commit", "assign.after_commit") as connection:
            since = _since(connection, submission)
            if since is None:
                return _TAKEN
            if wrong := unknown_slot(connection, agency, year):
                return Refused(reason=wrong.reason)
            job = put_job(connection, "audit", f"{submission}/assigned/{since:%Y%m%dT%H%M%S%f}", submission, now, due)
            ordinal = next_ordinal(connection, agency, year)
            lock_submission(connection, submission)
            if _since(connection, submission) != since:  # another one was faster, and its job is the one above
                return _TAKEN
            slot = {"slot_agency": agency, "slot_year": year, "ordinal": ordinal}
            connection.execute(sa.update(submissions).where(submissions.c.id == submission).values(**slot))
            move_passages(connection, submission)
            done = {
                "assigned_agency": agency, "assigned_year": year, "assigned_by": by, "assigned_reason": reason,
                "assigned_at": now,
            }  # fmt: skip
            connection.execute(sa.update(held).where(held.c.submission == submission).values(**done))
            facts = {"agency": agency, "year": year, "reason": reason}
            note(connection, "submission.assigned", submission, now, by, facts, _proofs(connection, submission))
            (found,) = read_submissions(connection, submissions.c.id == submission)
            return Receipt(submission=found, job=job)


def hold_submission(
    connection: sa.Connection, submission: str, reason: str, by: str, now: datetime, *, again: bool = False
) -> bool:
    """Hold a filing in the caller's transaction. ``again``: a person may hold what was assigned, an audit may not."""
    known = lock_submission(connection, submission)
    if known is not None and known.practice:  # has no slot to be taken out of
        return False
    row = {
        "submission": submission, "reason": reason, "at": now, "assigned_agency": "", "assigned_by": "",
        "assigned_reason": "",
    }  # fmt: skip
    if not known or not (insert_new(connection, held, row) or (again and _held_again(connection, row))):
        return False
    empty = {"slot_agency": None, "slot_year": None}
    connection.execute(sa.update(submissions).where(submissions.c.id == submission).values(**empty))
    note(connection, "submission.held", submission, now, by, {"reason": reason}, _proofs(connection, submission))
    return True


def _proofs(connection: sa.Connection, submission: str) -> list[Proof]:
    mine = standing(connection, held, held.c.submission == submission)
    return [*mine, *standing(connection, submissions, submissions.c.id == submission)]


def _held_again(connection: sa.Connection, row: Mapping[str, Any]) -> bool:
    """Hold what was assigned before. False when it is held now."""
    assigned = sa.update(held).where(held.c.submission == row["submission"], held.c.assigned_at.is_not(None))
    return connection.execute(assigned.values(**row, assigned_year=None, assigned_at=None)).rowcount > 0


def _since(connection: sa.Connection, submission: str) -> datetime | None:
    """Since when a filing waits to be assigned; None when it does not."""
    waiting = sa.select(held.c.at).where(held.c.submission == submission, held.c.assigned_at.is_(None))
    since: datetime | None = connection.execute(waiting).scalar()
    return since


def _joined() -> sa.Select[Any]:
    return sa.select(held, submissions.c.agency, submissions.c.year).join(
        submissions, submissions.c.id == held.c.submission
    )


def _held(row: sa.Row[Any]) -> Held:
    return Held(
        submission=row.submission, agency=row.agency, year=row.year, reason=row.reason, at=row.at,
        assigned_agency=row.assigned_agency, assigned_year=row.assigned_year, assigned_by=row.assigned_by,
        assigned_reason=row.assigned_reason, assigned_at=row.assigned_at,
    )  # fmt: skip
