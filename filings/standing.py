"""Where an agency-year stands as of a day: facts in, one Standing out."""

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date

from filings.act import Act, ActKind, PaperReceipt
from filings.agency import Agency, Relation, RelationKind
from filings.calendar import Calendar, Deadlines
from filings.dossier import Standing, StandingState
from filings.finding import Verdict
from filings.nouns import dataclass
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
_ENDED = frozenset({RelationKind.ABOLISHED, RelationKind.MERGED, RelationKind.RENAMED})
_UNREAD = "系统未能读取，由办公室打开原件核对，不算单位漏报或晚报"
_PAPER = "只有纸质报送记录，电子文本尚未收到"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingFact:
    """What counts of one filing. ``verdict``: None while not audited; ``owes``: a finding waits for the agency's word.

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
    """Everything that decides the standing of ``agency`` for the report of ``year``.

    ``published_on``: the day on which its report was seen published, None where nobody looked. ``elsewhere``: how many
    held filings of others may be its own, of which it is told nothing more.
    """

    agency: Agency
    year: int
    calendar: Calendar
    policy: Policy = field(default_factory=Policy)
    filings: tuple[FilingFact, ...] = ()
    papers: tuple[PaperReceipt, ...] = ()
    published_on: date | None = None
    elsewhere: int = 0

    @property
    def deadlines(self) -> Deadlines:
        """The two dates that hold for it."""
        return self.calendar.deadlines(self.agency.kind, self.year, self.agency.code)


@dataclass(frozen=True, slots=True)
class _KnownFacts:
    """The facts as of a day: what came by then and was not withdrawn. ``placed``: in its slot, not held."""

    facts: StandingFacts
    as_of: date
    due: date | None
    freed: str
    arrived: tuple[FilingFact, ...]
    placed: tuple[FilingFact, ...]

    @property
    def paper(self) -> bool:
        """Whether there is a filing on paper alone."""
        return any(p.received_on <= self.as_of and not p.submission for p in self.facts.papers)

    @property
    def begun(self) -> bool:
        """Whether the year is over and there is a date by which its report is owed."""
        return self.due is not None and self.as_of.year > self.facts.year

    def last(self, test: Callable[[FilingFact], bool]) -> bool:
        """Whether something is true of the filing that came last."""
        return bool(self.placed) and test(self.placed[-1])


# The boxes of every count: the first that is true holds, so that each agency is in exactly one. Late or not is apart.
_BOXES: tuple[tuple[StandingState, Callable[[_KnownFacts], bool]], ...] = (
    (StandingState.EXEMPT, lambda seen: bool(seen.freed)),
    (StandingState.ACCEPTED, lambda seen: any(_did(f, seen.as_of, ActKind.ACCEPTED) for f in seen.placed)),
    (StandingState.RETURNED, lambda seen: seen.last(lambda f: _did(f, seen.as_of, ActKind.RETURNED))),
    (StandingState.EXPLANATION_OWED, lambda seen: seen.last(lambda f: _read(f) and f.owes)),
    (StandingState.AWAITING_OFFICE, lambda seen: seen.last(_read)),
    (StandingState.FILED, lambda seen: bool(seen.placed) or seen.paper),
    (StandingState.HELD, lambda seen: bool(seen.arrived)),
    (StandingState.MISSING, lambda seen: seen.begun and seen.due is not None and seen.as_of > seen.due),
    (StandingState.DUE, lambda seen: seen.begun),
    (StandingState.NOT_DUE, lambda _seen: True),
)


def standing_of(facts: StandingFacts, as_of: date) -> Standing:
    """The standing as of the end of ``as_of``; filings, receipts and acts of later days are not seen.

    A deadline on a weekend does not move. The first document, whether we could read it or not, decides whether the
    report was in time (by policy: the accepted one); a resubmission is held against its own date.
    """
    dates, seen = facts.deadlines, _seen(facts, as_of)
    state = next(state for state, holds in _BOXES if holds(seen))
    accepted = [f for f in seen.placed if _did(f, as_of, ActKind.ACCEPTED)]
    received = _received(facts, seen.arrived, as_of, paper=True)
    by_accepted = facts.policy.timeliness is Timeliness.ACCEPTED
    judged = _received(facts, accepted, as_of, paper=False) if by_accepted else received
    returned = _last_return(seen.placed, as_of)
    again = [f for f in seen.placed if returned and f.ordinal > returned[0].ordinal]
    never = state in _NEVER_LATE or any(f.baseline for f in seen.placed)
    public = facts.published_on if facts.published_on and facts.published_on <= as_of else None
    return Standing(
        agency=facts.agency.code,
        year=facts.year,
        state=state,
        received_on=received,
        accepted_on=max((act.on for f in accepted for act in f.acts[-1:] if act.on <= as_of), default=None),
        returned_on=returned[1].on if returned else None,
        resubmit_by=returned[1].resubmit_by if returned else None,
        resubmitted_on=min((f.received_on for f in again), default=None),
        due_on=dates.report_by,
        days_late=0 if never else dates.days_late(judged or as_of),
        note=_note(seen, state),
        publish_by=dates.publish_by,
        published_on=public,
        days_published_late=0 if never or public is None else dates.days_published_late(public),
        elsewhere=facts.elsewhere,
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


def _seen(facts: StandingFacts, as_of: date) -> _KnownFacts:
    known = sorted((f for f in facts.filings if f.received_on <= as_of), key=lambda f: f.ordinal)
    arrived = tuple(f for f in known if not _did(f, as_of, ActKind.WITHDRAWN))
    placed = tuple(f for f in arrived if not f.held)
    why = freed(facts.agency, facts.year, as_of)
    if placed and _ended(facts.agency, as_of):  # what it filed before it ended still stands
        why = ""
    return _KnownFacts(facts, as_of, facts.deadlines.report_by, why, arrived, placed)


def _ended(agency: Agency, day: date) -> bool:
    over = agency.until is not None and agency.until <= day
    return over or any(r.kind in _ENDED and r.holds(day) and not _in_place(r) for r in agency.relations)


def _read(filing: FilingFact) -> bool:
    """Whether it is audited, and was not unreadable for us."""
    return filing.verdict not in (None, Verdict.UNREADABLE)


def _did(filing: FilingFact, as_of: date, kind: ActKind) -> bool:
    """Whether the last act on a filing, as of a day, is of a kind."""
    acts = sorted((act for act in filing.acts if act.on <= as_of), key=lambda act: act.id)
    return bool(acts) and acts[-1].kind is kind


def _last_return(filings: Iterable[FilingFact], as_of: date) -> tuple[FilingFact, Act] | None:
    """The last return that was not taken back, and the filing that was returned."""
    found = [(f, act) for f in filings for act in _standing_acts(f, as_of) if act.kind is ActKind.RETURNED]
    return max(found, key=lambda pair: pair[1].id, default=None)


def _standing_acts(filing: FilingFact, as_of: date) -> list[Act]:
    """The acts on a filing without those that were taken back, and without the taking back."""
    stand: list[Act] = []
    for act in sorted((act for act in filing.acts if act.on <= as_of), key=lambda act: act.id):
        if act.kind is ActKind.REOPENED:
            stand = stand[:-1]
        else:
            stand.append(act)
    return stand


def _note(seen: _KnownFacts, state: StandingState) -> str:
    held = sum(f.held for f in seen.arrived)
    match state:
        case StandingState.EXEMPT:
            return f"{seen.freed}；仍收到了报送" if seen.arrived else seen.freed
        case StandingState.FILED if not seen.placed:
            note = _PAPER
        case StandingState.FILED if seen.placed[-1].verdict is Verdict.UNREADABLE:
            note = f"已收到，{_UNREAD}"
        case StandingState.HELD:
            return f"收到{held}份文件，归属待办公室核对"
        case StandingState.NOT_DUE if seen.due is None:
            note = "日历中没有适用于该类单位的报送期限，请办公室设定"
        case _ if any(f.baseline for f in seen.placed):
            note = "以往年度的报告，作为上年数导入，不计报送时间"
        case _:
            note = ""
    more = f"另有{held}份文件归属待核对" if held else ""
    doubt = f"有{seen.facts.elsewhere}份别处报来的文件可能是该单位的，归属待核对" if seen.facts.elsewhere else ""
    return "；".join(word for word in (note, more, doubt) if word)


def _received(facts: StandingFacts, chosen: Iterable[FilingFact], as_of: date, *, paper: bool) -> date | None:
    """The first receipt of the chosen filings, as the office corrected it; ``paper`` alone counts too if asked."""
    filings = tuple(chosen)
    ids = {f.submission for f in filings} | ({""} if paper else set())
    recorded = [p.received_on for p in facts.papers if p.received_on <= as_of and p.submission in ids]
    return min([*(f.received_on for f in filings), *recorded], default=None)
