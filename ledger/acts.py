"""The office's acts on filings: accepted, returned. Never the machine's, unless a recorded policy says so."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from filings.act import Act, ActKind, Refused
from filings.civil import SHANGHAI, civil_day
from filings.finding import Verdict
from filings.notice import Notice
from filings.nouns import dataclass
from ledger.event_log import note
from ledger.evidence import Proof, proof
from ledger.outbox import put_notices
from ledger.store import Store, insert_counted
from ledger.tables.filing import acts, audits, submissions

_ACTS = sa.select(acts).where(acts.c.submission.in_(sa.bindparam("submissions", expanding=True))).order_by(acts.c.id)

PRACTISED = Refused(reason="该报送件是练习报送，不计入、不办理；要办理，请用正式令牌重新报送")


@dataclass(frozen=True, slots=True)
class Acts:
    """Accepting and returning filings, withdrawing them, and taking such an act back.

    ``seen``: how many acts the one who acts has seen on the filing; None asks no such question. When there are more by
    now, somebody was quicker: the act is refused and the other one told, so that two at once are one act.
    """

    store: Store

    def accept(
        self,
        submission: str,
        by: str,
        now: datetime,
        reason: str = "",
        notices: tuple[Notice, ...] = (),
        *,
        seen: int | None = None,
    ) -> Act | Refused:
        """Accept a filing 审核同意. One with a must_fix finding needs a reason, unless the agency gave reasons for it.

        Notices go out in the same commit. An earlier accepted report of the slot stands until this moment.
        """
        due = self.store.time.moment(now)
        with self.store.writing("act.before_commit", "act.after_commit") as connection:
            refused = (
                _unfit(connection, submission)
                or _overtaken(connection, submission, seen)
                or _settled(connection, submission, ActKind.ACCEPTED)
                or _unaccepted(connection, submission, reason)
            )
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
        seen: int | None = None,
    ) -> Act | Refused:
        """Return a filing 退回修改, with a reason and, if set, the day by which it is to come again."""
        if not reason.strip():
            return Refused(reason="请写明退回的理由，报送单位要据此修改")
        due = self.store.time.moment(now)
        with self.store.writing("act.before_commit", "act.after_commit") as connection:
            if refused := _unfit(connection, submission) or _overtaken(connection, submission, seen):
                return refused
            told = put_notices(connection, notices, due).proofs
            returned, until = ActKind.RETURNED, resubmit_by
            return put_act(connection, submission, returned, by, now, reason=reason, resubmit_by=until, proofs=told)

    def reopen(
        self,
        submission: str,
        by: str,
        now: datetime,
        reason: str,
        notices: tuple[Notice, ...] = (),
        *,
        seen: int | None = None,
    ) -> Act | Refused:
        """Take the last act back 撤销办理: the filing waits for the office again. The act undone stays on record."""
        if not reason.strip():
            return Refused(reason="请写明撤销的理由，撤销和理由都会留在记录里")
        due = self.store.time.moment(now)
        with self.store.writing("act.before_commit", "act.after_commit") as connection:
            if refused := _unfit(connection, submission) or _overtaken(connection, submission, seen):
                return refused
            last = _last(connection, submission)
            if last is None or last.kind is ActKind.REOPENED:
                return Refused(reason="该报送件没有可以撤销的办理，现在就是待办状态")
            told = put_notices(connection, notices, due).proofs
            return put_act(connection, submission, ActKind.REOPENED, by, now, reason=reason, proofs=told)

    def withdraw(
        self, submission: str, by: str, now: datetime, reason: str, *, seen: int | None = None
    ) -> Act | Refused:
        """Withdraw a filing 撤回: it does not count any more. What the office has accepted is not withdrawn."""
        if not reason.strip():
            return Refused(reason="请写明撤回的理由")
        with self.store.writing("act.before_commit", "act.after_commit") as connection:
            if refused := _unfit(connection, submission) or _overtaken(connection, submission, seen):
                return refused
            last = _last(connection, submission)
            if last is not None and last.kind is ActKind.ACCEPTED:
                return Refused(reason="该报送件已经审核同意，不能撤回；确需撤回的，请主管部门先撤销办理")
            if refused := _settled(connection, submission, ActKind.WITHDRAWN):
                return refused
            return put_act(connection, submission, ActKind.WITHDRAWN, by, now, reason=reason)

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
    query = (
        sa.select(submissions.c.slot_agency, submissions.c.practice)
        .where(submissions.c.id == submission)
        .with_for_update()
    )
    row = connection.execute(query).first()
    if row is None:
        return Refused(reason=f"没有编号为“{submission}”的报送件，请核对编号")
    if row.practice:
        return PRACTISED
    if row.slot_agency is None:
        return Refused(reason="该报送件归属待核对，请先认领到正确的单位和年度，再作办理")
    return None


def _last(connection: sa.Connection, submission: str) -> Act | None:
    found = acts_of(connection, [submission])
    return found[-1] if found else None


def _overtaken(connection: sa.Connection, submission: str, seen: int | None) -> Refused | None:
    """Somebody has acted since the one who acts now looked. Asked with the filing locked."""
    found = acts_of(connection, [submission])
    if seen is None or len(found) <= seen:
        return None
    last = found[-1]
    done = f"{last.by}刚刚（{last.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}）已对该报送件“{last.kind.label}”"
    return Refused(reason=f"{done}，这一次没有再办；请查看后再定")


def _settled(connection: sa.Connection, submission: str, kind: ActKind) -> Refused | None:
    """The act was done before and still stands: doing it again would tell everybody twice."""
    last = _last(connection, submission)
    if last is None or last.kind is not kind:
        return None
    return Refused(reason=f"{last.by}已于{last.on}对该报送件“{kind.label}”，不用再办；要改，请先撤销办理")


def _unaccepted(connection: sa.Connection, submission: str, reason: str) -> Refused | None:
    last = sa.select(audits.c.verdict, submissions.c.insisted).join(
        submissions, submissions.c.id == audits.c.submission
    )
    row = connection.execute(last.where(submissions.c.id == submission).order_by(audits.c.id.desc()).limit(1)).first()
    if row is None:
        return Refused(reason="该报送件尚未核查完毕，请稍候再办理")
    if row.verdict == Verdict.UNREADABLE.value and not reason.strip():
        return Refused(reason="该报送件系统未能读取；已打开原件核对、仍要审核同意的，请写明理由")
    if row.verdict == Verdict.MUST_FIX.value and not row.insisted and not reason.strip():
        return Refused(reason="该报送件有“必须修改”的核查意见；仍要审核同意的，请写明理由")
    return None
