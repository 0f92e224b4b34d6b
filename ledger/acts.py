"""The office's acts on filings: accepted, returned. Never the machine's, unless a recorded policy says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from filings.act import Act, ActKind, Refused
from filings.civil import civil_day
from filings.finding import Verdict
from filings.notice import Notice
from ledger.evidence import Proof, proof
from ledger.outbox import put_notices
from ledger.store import Store, insert_counted
from ledger.tables.filing import acts, audits, submissions
from ledger.trail import note

_ACTS = sa.select(acts).where(acts.c.submission.in_(sa.bindparam("submissions", expanding=True))).order_by(acts.c.id)


@dataclass(frozen=True, slots=True)
class Acts:
    """Accepting and returning filings."""

    store: Store

    def accept(
        self, submission: str, by: str, now: datetime, reason: str = "", notices: tuple[Notice, ...] = ()
    ) -> Act | Refused:
        """Accept a filing 签收. One with a must_fix finding needs a reason, unless the agency insisted on it.

        Notices go out in the same commit. An earlier accepted report of the slot stands until this moment.
        """
        due = self.store.time.moment(now)
        with self.store.writing("act.before_commit", "act.after_commit") as connection:
            refused = _unfit(connection, submission) or _unaccepted(connection, submission, reason)
            if refused:
                return refused
            told = put_notices(connection, notices, due).proofs
            return put_act(connection, submission, ActKind.ACCEPTED, by, now, reason=reason, proofs=told)

    def send_back(
        self,
        submission: str,
        by: str,
        now: datetime,
        reason: str,
        *,
        resubmit_by: date | None = None,
        notices: tuple[Notice, ...] = (),
    ) -> Act | Refused:
        """Return a filing 退回, with a reason and, if set, the day by which it is to come again."""
        if not reason.strip():
            return Refused(reason="请写明退回的理由，报送单位要据此修改")
        due = self.store.time.moment(now)
        with self.store.writing("act.before_commit", "act.after_commit") as connection:
            if refused := _unfit(connection, submission):
                return refused
            told = put_notices(connection, notices, due).proofs
            returned, until = ActKind.RETURNED, resubmit_by
            return put_act(connection, submission, returned, by, now, reason=reason, resubmit_by=until, proofs=told)

    def of(self, submission: str) -> tuple[Act, ...]:
        """The acts on a filing, first one first; the last one counts."""
        with self.store.reading() as connection:
            return acts_of(connection, [submission])


def put_act(
    connection: sa.Connection,
    submission: str,
    kind: ActKind,
    by: str,
    now: datetime,
    *,
    reason: str = "",
    resubmit_by: date | None = None,
    proofs: Iterable[Proof] = (),
) -> Act:
    """Record an act in the caller's transaction. ``proofs``: of what was written beside it."""
    row = {
        "submission": submission, "kind": kind.value, "by": by, "at": now, "reason": reason, "resubmit_by": resubmit_by
    }  # fmt: skip
    told = [proof(acts, insert_counted(connection, acts, row)), *proofs]
    note(connection, f"report.{kind.value}", submission, now, by, {"reason": reason, "resubmit_by": resubmit_by}, told)
    return acts_of(connection, [submission])[-1]


def acts_of(connection: sa.Connection, filings: Sequence[str]) -> tuple[Act, ...]:
    """The acts on these filings, in the order in which they were done."""
    return tuple(_act(row) for row in connection.execute(_ACTS, {"submissions": list(filings)}))


def _act(row: sa.Row[Any]) -> Act:
    return Act(
        id=row.id, submission=row.submission, kind=ActKind(row.kind), by=row.by, at=row.at, on=civil_day(row.at),
        reason=row.reason, resubmit_by=row.resubmit_by,
    )  # fmt: skip


def _unfit(connection: sa.Connection, submission: str) -> Refused | None:
    query = sa.select(submissions.c.slot_agency).where(submissions.c.id == submission).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        return Refused(reason=f"没有编号为“{submission}”的报送件，请核对编号")
    if row.slot_agency is None:
        return Refused(reason="该报送件正待认领，请先认领到正确的单位和年度，再作办理")
    return None


def _unaccepted(connection: sa.Connection, submission: str, reason: str) -> Refused | None:
    last = sa.select(audits.c.verdict, submissions.c.insisted).join(
        submissions, submissions.c.id == audits.c.submission
    )
    row = connection.execute(last.where(submissions.c.id == submission).order_by(audits.c.id.desc()).limit(1)).first()
    if row is None:
        return Refused(reason="该报送件尚未核查完毕，请稍候再签收")
    if row.verdict == Verdict.UNREADABLE.value:
        return Refused(reason="该报送件未能读取，不能签收；请退回并请报送单位重新提交")
    if row.verdict == Verdict.MUST_FIX.value and not row.insisted and not reason.strip():
        return Refused(reason="该报送件有“必须修改”的核查意见；如仍要签收，请写明理由")
    return None
