"""Standings as a pure function of facts."""

from datetime import UTC, date, datetime

import pytest

from filings.act import Act, ActKind, PaperReceipt
from filings.agency import Agency, Relation, RelationKind
from filings.calendar import Calendar, DueDate, Extension
from filings.dossier import StandingState
from filings.finding import Verdict
from filings.policy import Policy, Timeliness
from filings.standing import FilingFact, StandingFacts, freed, standing_of

LAW = DueDate(kinds=frozenset({"department"}), event="received", month=1, day=31, statutory=True, basis="第四十九条")
LOCAL = DueDate(kinds=frozenset({"township"}), event="received", month=2, day=10, statutory=False, basis="县通知")
EARLY = DueDate(kinds=frozenset({"department"}), event="received", month=1, day=20, statutory=False, basis="县通知")
PUBLIC = DueDate(
    kinds=frozenset({"department"}), event="published", month=1, day=31, statutory=True, basis="第四十九条"
)
OFFICE = Agency(code="A", name="甲局", kind="department")
TOWN = Agency(code="T", name="乙镇", kind="township")
AS_OF = date(2026, 2, 15)


def filing(ordinal: int = 1, day: date = date(2026, 1, 15), **more: object) -> FilingFact:
    """A filing of an ordinal and a day."""
    return FilingFact(submission=f"s{ordinal}", ordinal=ordinal, received_on=day, **more)  # type: ignore[arg-type]


def act(number: int, kind: ActKind, day: date, resubmit_by: date | None = None) -> Act:
    """An act of the office."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Act(id=number, submission="s", kind=kind, by="李四", at=at, on=day, resubmit_by=resubmit_by)


def paper(day: date, submission: str = "") -> PaperReceipt:
    """A receipt that the office recorded."""
    at = datetime(2026, 2, 1, tzinfo=UTC)
    return PaperReceipt(agency="A", year=2025, received_on=day, by="李四", reason="纸质", at=at, submission=submission)


def facts(
    *filings: FilingFact, agency: Agency = OFFICE, dates: tuple[DueDate, ...] = (LAW,), **more: object
) -> StandingFacts:
    """The facts of an agency for 2025."""
    given = {"calendar": Calendar(dates=dates), **more}
    return StandingFacts(agency=agency, year=2025, filings=filings, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (filing(), StandingState.FILED),
        (filing(verdict=Verdict.MUST_FIX, owes=True), StandingState.EXPLANATION_OWED),
        (filing(verdict=Verdict.MUST_FIX, insisted=True), StandingState.AWAITING_OFFICE),
        (filing(verdict=Verdict.EXPLAIN, owes=True), StandingState.EXPLANATION_OWED),
        (filing(verdict=Verdict.EXPLAIN), StandingState.AWAITING_OFFICE),
        (filing(verdict=Verdict.CLEAN), StandingState.AWAITING_OFFICE),
        (filing(verdict=Verdict.UNREADABLE), StandingState.FILED),
        (filing(held=True), StandingState.HELD),
        (filing(acts=(act(1, ActKind.RETURNED, date(2026, 1, 16)),)), StandingState.RETURNED),
        (filing(acts=(act(1, ActKind.ACCEPTED, date(2026, 1, 16)),)), StandingState.ACCEPTED),
        (filing(acts=(act(1, ActKind.WITHDRAWN, date(2026, 1, 16)),)), StandingState.MISSING),
        (filing(acts=(act(1, ActKind.WITHDRAWN, date(2026, 2, 16)),)), StandingState.FILED),
        (filing(day=date(2026, 2, 16)), StandingState.MISSING),
        (filing(acts=(act(1, ActKind.ACCEPTED, date(2026, 2, 16)),)), StandingState.FILED),
    ],
)
def test_one_filing_and_its_state(known: FilingFact, state: StandingState) -> None:
    """What is known of the only filing on the day decides the state."""
    assert standing_of(facts(known), AS_OF).state is state


def test_the_last_act_on_a_filing_counts() -> None:
    """An acceptance can be taken back and a return be followed by an acceptance."""
    accepted, returned = act(1, ActKind.ACCEPTED, date(2026, 1, 16)), act(2, ActKind.RETURNED, date(2026, 1, 17))
    assert standing_of(facts(filing(acts=(accepted, returned))), AS_OF).state is StandingState.RETURNED
    assert standing_of(facts(filing(acts=(accepted, returned))), date(2026, 1, 16)).state is StandingState.ACCEPTED


def test_an_accepted_report_stands_until_another_is_accepted() -> None:
    """A later filing, even a faulty one, does not undo the acceptance."""
    first = filing(1, acts=(act(1, ActKind.ACCEPTED, date(2026, 1, 16)),))
    second = filing(2, date(2026, 1, 18), verdict=Verdict.MUST_FIX)
    standing = standing_of(facts(first, second), AS_OF)
    assert (standing.state, standing.accepted_on) == (StandingState.ACCEPTED, date(2026, 1, 16))


def test_a_resubmission_is_held_against_its_own_date() -> None:
    """The return, its deadline and the day of the next filing are all shown, and the first filing keeps its day."""
    back = act(1, ActKind.RETURNED, date(2026, 1, 20), resubmit_by=date(2026, 1, 25))
    first = filing(1, verdict=Verdict.MUST_FIX, acts=(back,))
    standing = standing_of(facts(first), AS_OF)
    assert (standing.state, standing.resubmit_by, standing.resubmitted_on) == (
        StandingState.RETURNED, date(2026, 1, 25), None,
    )  # fmt: skip
    again = filing(2, date(2026, 1, 27), verdict=Verdict.CLEAN)
    standing = standing_of(facts(first, again), AS_OF)
    assert standing.state is StandingState.AWAITING_OFFICE
    assert (standing.returned_on, standing.resubmitted_on) == (date(2026, 1, 20), date(2026, 1, 27))
    assert (standing.received_on, standing.days_late) == (date(2026, 1, 15), 0)


def test_an_unreadable_file_has_arrived() -> None:
    """That we cannot read it is our state: it is neither late nor missing, and its day stays."""
    broken = filing(1, verdict=Verdict.UNREADABLE)
    standing = standing_of(facts(broken), AS_OF)
    assert (standing.state, standing.received_on, standing.days_late) == (StandingState.FILED, date(2026, 1, 15), 0)
    assert "系统未能读取" in standing.note
    later = standing_of(facts(broken, filing(2, date(2026, 2, 3), verdict=Verdict.CLEAN)), AS_OF)
    assert (later.state, later.received_on, later.days_late) == (
        StandingState.AWAITING_OFFICE, date(2026, 1, 15), 0,
    )  # fmt: skip


def test_a_held_filing_has_arrived_and_is_told_as_a_note() -> None:
    """It is the sender's box while nothing else came, and a note when something did; it is never late for our doubt."""
    held = filing(1, held=True)
    standing = standing_of(facts(held), AS_OF)
    assert (standing.state, standing.received_on, standing.days_late) == (StandingState.HELD, date(2026, 1, 15), 0)
    both = standing_of(facts(held, filing(2, date(2026, 2, 3), verdict=Verdict.CLEAN)), AS_OF)
    assert (both.state, both.days_late) == (StandingState.AWAITING_OFFICE, 0)
    assert both.note == "另有1份文件归属待核对"


def test_what_is_taken_back_does_not_count() -> None:
    """A return that was taken back leaves no deadline of its own; the return itself stays on the filing."""
    back = act(1, ActKind.RETURNED, date(2026, 1, 20), resubmit_by=date(2026, 1, 25))
    undone = act(2, ActKind.REOPENED, date(2026, 1, 21))
    standing = standing_of(facts(filing(verdict=Verdict.CLEAN, acts=(back, undone))), AS_OF)
    assert (standing.state, standing.returned_on, standing.resubmit_by) == (StandingState.AWAITING_OFFICE, None, None)


@pytest.mark.parametrize(
    ("day", "state", "late"),
    [
        (date(2025, 12, 31), StandingState.NOT_DUE, 0),
        (date(2026, 1, 1), StandingState.DUE, 0),
        (date(2026, 1, 31), StandingState.DUE, 0),
        (date(2026, 2, 1), StandingState.MISSING, 1),
    ],
)
def test_the_last_day_counts_whole_even_on_a_weekend(day: date, state: StandingState, late: int) -> None:
    """31 January 2026 is a Saturday, and the deadline does not move."""
    standing = standing_of(facts(), day)
    assert (standing.state, standing.days_late, standing.due_on) == (state, late, date(2026, 1, 31))


def test_the_countys_date_is_the_one_that_holds() -> None:
    """Where the county set a date, that one makes late and missing; the law's other duty keeps its own date."""
    standing = standing_of(facts(dates=(LAW, EARLY, PUBLIC)), date(2026, 1, 25))
    assert (standing.state, standing.due_on, standing.days_late) == (StandingState.MISSING, date(2026, 1, 20), 5)
    assert (standing.lateness, standing.publish_by) == ("逾期5天", date(2026, 1, 31))
    filed = standing_of(facts(filing(day=date(2026, 1, 24)), dates=(LAW, EARLY, PUBLIC)), AS_OF)
    assert (filed.days_late, filed.lateness) == (4, "晚报4天")


@pytest.mark.parametrize(("day", "days"), [(date(2026, 1, 31), 0), (date(2026, 2, 3), 3), (date(2026, 2, 16), 0)])
def test_publishing_late_is_another_lateness(day: date, days: int) -> None:
    """It is counted against the law's day, whatever the county put off, and only once it was seen."""
    moved = Calendar(
        dates=(LAW, PUBLIC), extensions=(Extension(year=2025, until=date(2026, 2, 9), reason="洪水", approver="县长"),)
    )
    standing = standing_of(facts(filing(day=date(2026, 2, 4)), calendar=moved, published_on=day), AS_OF)
    assert (standing.days_late, standing.days_published_late) == (0, days)
    assert standing.lateness == (f"晚公布{days}天" if days else "")


def test_a_township_is_judged_by_its_local_date() -> None:
    """With a local date it is due and late like anyone; without one it is not due and the office is told."""
    assert standing_of(facts(agency=TOWN, dates=(LAW, LOCAL)), AS_OF).days_late == 5
    assert standing_of(facts(agency=TOWN, dates=(LAW, LOCAL)), AS_OF).state is StandingState.MISSING
    bare = standing_of(facts(agency=TOWN), AS_OF)
    assert (bare.state, bare.due_on, bare.days_late) == (StandingState.NOT_DUE, None, 0)
    assert "请办公室设定" in bare.note
    assert standing_of(facts(filing(), agency=TOWN), AS_OF).days_late == 0


def test_an_extension_covers_the_days_up_to_its_own() -> None:
    """Until the extended day nobody is missing or late, even behind the law's day; after it the days count from it."""
    moved = Calendar(dates=(LAW,), extensions=(Extension(year=2025, until=AS_OF, reason="洪水", approver="县长"),))
    standing = standing_of(facts(calendar=moved), AS_OF)
    assert (standing.state, standing.due_on, standing.days_late) == (StandingState.DUE, AS_OF, 0)
    assert standing_of(facts(filing(day=date(2026, 2, 4)), calendar=moved), AS_OF).days_late == 0
    assert standing_of(facts(calendar=moved), date(2026, 2, 17)).days_late == 2


def test_paper_counts_as_filed_and_an_earlier_receipt_moves_the_day() -> None:
    """What the office recorded counts from the day it recorded, once that day has come."""
    alone = standing_of(facts(papers=(paper(date(2026, 1, 30)),)), AS_OF)
    assert (alone.state, alone.received_on, alone.days_late) == (StandingState.FILED, date(2026, 1, 30), 0)
    assert "纸质" in alone.note
    late = filing(1, date(2026, 2, 5), verdict=Verdict.CLEAN)
    assert standing_of(facts(late, papers=(paper(date(2026, 1, 31), "s1"),)), AS_OF).days_late == 0
    assert standing_of(facts(late, papers=(paper(date(2026, 1, 31), "s9"),)), AS_OF).days_late == 5
    assert standing_of(facts(papers=(paper(date(2026, 2, 16)),)), AS_OF).state is StandingState.MISSING


def test_policy_may_judge_by_the_accepted_filing() -> None:
    """Then a good first filing does not save a late acceptable one, and lateness grows until one is accepted."""
    policy = Policy(timeliness=Timeliness.ACCEPTED)
    first = filing(1, verdict=Verdict.MUST_FIX)
    waiting = standing_of(facts(first, policy=policy), AS_OF)
    assert (waiting.days_late, waiting.received_on) == (15, date(2026, 1, 15))
    second = filing(2, date(2026, 2, 4), acts=(act(1, ActKind.ACCEPTED, date(2026, 2, 6)),))
    assert standing_of(facts(first, second, policy=policy), AS_OF).days_late == 4
    assert standing_of(facts(first, second), AS_OF).days_late == 0


@pytest.mark.parametrize("kind", [kind for kind in RelationKind if kind is not RelationKind.SPLIT])
def test_who_owes_nothing_is_exempt_with_the_reason(kind: RelationKind) -> None:
    """Each relation that frees says why, also of who filed all the same; what came before an agency ended stands."""
    agency = Agency(
        code="A", name="甲局", kind="department", relations=(Relation(kind=kind, since=date(2026, 1, 1), other="B"),)
    )
    standing = standing_of(facts(agency=agency), AS_OF)
    assert (standing.state, standing.days_late, bool(standing.note)) == (StandingState.EXEMPT, 0, True)
    assert standing_of(facts(agency=agency), date(2025, 12, 1)).state is StandingState.NOT_DUE
    ended = kind in (RelationKind.ABOLISHED, RelationKind.MERGED, RelationKind.RENAMED)
    filed = standing_of(facts(filing(), agency=agency), AS_OF)
    assert filed.state is (StandingState.FILED if ended else StandingState.EXEMPT)
    assert ended or filed.note.endswith("；仍收到了报送")


def test_when_an_agency_owes_for_a_year() -> None:
    """Not before it was set up, not after it ended; a new name or a split frees nobody."""

    def agency(**more: object) -> Agency:
        return Agency(code="A", name="甲局", kind="department", **more)  # type: ignore[arg-type]

    assert "设立" in freed(agency(since=date(2026, 1, 1)), 2025, AS_OF)
    assert freed(agency(since=date(2025, 12, 31)), 2025, AS_OF) == ""
    assert "不存续" in freed(agency(until=AS_OF), 2025, AS_OF)
    assert freed(agency(until=date(2026, 2, 16)), 2025, AS_OF) == ""
    named = Relation(kind=RelationKind.RENAMED, since=date(2026, 1, 1))
    split = Relation(kind=RelationKind.SPLIT, since=date(2026, 1, 1), other="B")
    over = Relation(kind=RelationKind.EXEMPT, since=date(2020, 1, 1), until=date(2024, 1, 1))
    assert freed(agency(relations=(named, split, over)), 2025, AS_OF) == ""
