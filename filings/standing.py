"""Where an agency-year stands as of a day: facts in, one Standing out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from filings.act import Act, ActKind, PaperReceipt
from filings.agency import Agency, Relation, RelationKind
from filings.calendar import Calendar
from filings.dossier import Standing, StandingState
from filings.finding import Verdict
from filings.policy import Policy, Timeliness

_NEVER_LATE = (StandingState.EXEMPT, StandingState.NOT_DUE)
_FREED = {
    RelationKind.EXEMPT: "已核定免报",
    RelationKind.SUPERVISED_ELSEWHERE: "由上级部门主管，不在本辖区报送",
    RelationKind.SHARES_FILING: "与其他单位合署，由其一并报送",
    RelationKind.ABOLISHED: "机构已撤销",
    RelationKind.MERGED: "机构已并入其他单位",
    RelationKind.RENAMED: "机构已更名，由更名后的单位报送",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingFact:
    """What counts of one filing. ``verdict``: None while not audited; ``owes``: a finding waits for an explanation.

    ``baseline``: taken over from before this ledger began; nobody knows when it came, so it is never late.
    """

    submission: str
    ordinal: int
    received_on: date
    held: bool = False
    verdict: Verdict | None = None
    owes: bool = False
    insisted: bool = False
    acts: tuple[Act, ...] = ()
    baseline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFacts:
    """Everything that decides the standing of ``agency`` for the report of ``year``."""

    agency: Agency
    year: int
    calendar: Calendar
    policy: Policy = field(default_factory=Policy)
    filings: tuple[FilingFact, ...] = ()
    papers: tuple[PaperReceipt, ...] = ()


def standing_of(facts: StandingFacts, as_of: date) -> Standing:
    """The standing as of the end of ``as_of``; filings, receipts and acts of later days are not seen.

    A deadline on a weekend does not move. The first readable filing in the right slot decides whether the report was
    in time (by policy: the accepted one); a resubmission is held against its own date.
    """
    filings = _known(facts, as_of)
    live = [f for f in filings if not f.held and f.verdict is not Verdict.UNREADABLE]
    accepted = [f for f in live if _last(f, as_of, ActKind.ACCEPTED)]
    state, note = _state(facts, filings, live, as_of)
    received = _received(facts, live, as_of, paper=True)
    by_accepted = facts.policy.timeliness is Timeliness.ACCEPTED
    judged = _received(facts, accepted, as_of, paper=False) if by_accepted else received
    returned = _last_return(filings, as_of)
    again = [f for f in live if returned and f.ordinal > returned[0].ordinal]
    taken_over = any(f.baseline for f in live)
    acts = [act for f in accepted if (act := _last(f, as_of, ActKind.ACCEPTED))]
    return Standing(
        agency=facts.agency.code,
        year=facts.year,
        state=state,
        received_on=received,
        accepted_on=max((act.on for act in acts), default=None),
        returned_on=returned[1].on if returned else None,
        resubmit_by=returned[1].resubmit_by if returned else None,
        resubmitted_on=min((f.received_on for f in again), default=None),
        due_on=_asked(facts) or _owed(facts),
        days_late=0 if taken_over or state in _NEVER_LATE else _late(facts, judged, as_of),
        note=note or ("以往年度的报告，作为上年数导入，不计报送时间" if taken_over else ""),
    )


def freed(agency: Agency, year: int, day: date) -> str:
    """Why the agency owes no report for ``year`` as of ``day``, in Chinese; ``""`` when it owes one."""
    if agency.since is not None and agency.since > date(year, 12, 31):
        return "报告年度结束后才设立"
    if agency.until is not None and agency.until <= day:
        return "机构已不存续"
    return next(
        (_FREED[r.kind] for r in agency.relations if r.kind in _FREED and r.holds(day) and not _in_place(r)), ""
    )


def _in_place(relation: Relation) -> bool:
    """A change of name that keeps the code: the agency goes on."""
    return relation.kind is RelationKind.RENAMED and not relation.other


def _known(facts: StandingFacts, as_of: date) -> list[FilingFact]:
    return sorted((f for f in facts.filings if f.received_on <= as_of), key=lambda f: f.ordinal)


def _last(filing: FilingFact, as_of: date, kind: ActKind) -> Act | None:
    acts = sorted((act for act in filing.acts if act.on <= as_of), key=lambda act: act.id)
    return acts[-1] if acts and acts[-1].kind is kind else None


def _last_return(filings: Iterable[FilingFact], as_of: date) -> tuple[FilingFact, Act] | None:
    found = [(f, act) for f in filings for act in f.acts if act.kind is ActKind.RETURNED and act.on <= as_of]
    return max(found, key=lambda pair: pair[1].id, default=None)


def _state(
    facts: StandingFacts, filings: list[FilingFact], live: list[FilingFact], as_of: date
) -> tuple[StandingState, str]:
    if any(_last(f, as_of, ActKind.ACCEPTED) for f in live):
        return StandingState.ACCEPTED, ""
    if live:
        return _of_filing(live[-1], as_of), ""
    if any(p.received_on <= as_of and not p.submission for p in facts.papers):
        return StandingState.FILED, "只有纸质报送记录，电子文本尚未收到"
    if any(f.held for f in filings):
        return StandingState.HELD, "所报文件与报送栏目不符，待办公室认领"
    unread = "已收到文件，但系统未能读取，请联系该单位重新报送" if filings else ""
    return _without(facts, as_of, unread)


def _of_filing(filing: FilingFact, as_of: date) -> StandingState:
    if _last(filing, as_of, ActKind.RETURNED):
        return StandingState.RETURNED
    if filing.verdict is None or (filing.verdict is Verdict.MUST_FIX and not filing.insisted):
        return StandingState.FILED
    if filing.verdict is Verdict.EXPLAIN and filing.owes:
        return StandingState.EXPLANATION_OWED
    return StandingState.AWAITING_OFFICE


def _without(facts: StandingFacts, as_of: date, note: str) -> tuple[StandingState, str]:
    reason = freed(facts.agency, facts.year, as_of)
    if reason:
        return StandingState.EXEMPT, reason
    dates = [day for day in (_owed(facts), _asked(facts)) if day]
    if not dates:
        return StandingState.NOT_DUE, note or "日历中没有适用于该类单位的报送期限，请办公室设定"
    if as_of.year <= facts.year:
        return StandingState.NOT_DUE, note
    return (StandingState.MISSING if as_of > max(dates) else StandingState.DUE), note


def _received(facts: StandingFacts, chosen: list[FilingFact], as_of: date, *, paper: bool) -> date | None:
    """The first receipt of the chosen filings, as the office corrected it; ``paper`` alone counts too if asked."""
    ids = {f.submission for f in chosen} | ({""} if paper else set())
    recorded = [p.received_on for p in facts.papers if p.received_on <= as_of and p.submission in ids]
    return min([*(f.received_on for f in chosen), *recorded], default=None)


def _owed(facts: StandingFacts) -> date | None:
    """The day against which lateness is counted: the law's, else the county's."""
    return facts.calendar.statutory("received", facts.agency.kind, facts.year) or _asked(facts)


def _asked(facts: StandingFacts) -> date | None:
    return facts.calendar.local("received", facts.agency.kind, facts.year, facts.agency.code)


def _late(facts: StandingFacts, received: date | None, as_of: date) -> int:
    owed = _owed(facts)
    return max(0, ((received or as_of) - owed).days) if owed else 0
