"""Boxes that add up: over random histories every agency of the register is in exactly one, late or not."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from filings.act import Act, ActKind
from filings.agency import Agency, Jurisdiction, Relation, RelationKind
from filings.calendar import Calendar, DueDate, Extension
from filings.county import AgencyYear, CountyYear
from filings.dossier import StandingState
from filings.finding import Verdict
from filings.standing import FilingFact, StandingFacts, freed, standing_of

_FIRST = date(2026, 1, 1)
_DAYS = st.integers(0, 60).map(lambda days: _FIRST + timedelta(days=days))
_LAW = DueDate(kinds=frozenset({"department"}), event="received", month=1, day=31, statutory=True, basis="条例")
_LOCAL = DueDate(kinds=frozenset({"department"}), event="received", month=1, day=20, statutory=False, basis="通知")
_ARRIVED = frozenset(StandingState) - {
    StandingState.EXEMPT, StandingState.MISSING, StandingState.DUE, StandingState.NOT_DUE,
}  # fmt: skip


@st.composite
def _filing(draw: st.DrawFn, ordinal: int) -> FilingFact:
    came = draw(_DAYS)
    kinds = draw(st.lists(st.sampled_from(ActKind), max_size=4))
    acts = tuple(
        Act(id=ordinal * 10 + n, submission=f"s{ordinal}", kind=kind, by="甲", at=datetime(2026, 1, 1, tzinfo=UTC),
            on=came + timedelta(days=n))
        for n, kind in enumerate(kinds)
    )  # fmt: skip
    return FilingFact(
        submission=f"s{ordinal}", ordinal=ordinal, received_on=came, held=draw(st.booleans()),
        verdict=draw(st.none() | st.sampled_from(Verdict)), owes=draw(st.booleans()), acts=acts,
    )  # fmt: skip


@st.composite
def _facts(draw: st.DrawFn) -> StandingFacts:
    kind = draw(st.sampled_from(("department", "township", "government")))
    free = draw(st.none() | st.sampled_from((RelationKind.EXEMPT, RelationKind.ABOLISHED)))
    relations = (Relation(kind=free, since=draw(_DAYS), other=""),) if free else ()
    moved = draw(st.none() | _DAYS)
    calendar = Calendar(
        dates=draw(st.sampled_from(((), (_LAW,), (_LAW, _LOCAL)))),
        extensions=(Extension(year=2025, until=moved, reason="雪", approver="乙"),) if moved else (),
    )
    filings = [draw(_filing(n)) for n in range(1, draw(st.integers(0, 3)) + 1)]
    return StandingFacts(
        agency=Agency(code="A", name="甲局", kind=kind, relations=relations), year=2025, calendar=calendar,
        filings=tuple(filings),
    )  # fmt: skip


def _counts(filing: FilingFact, day: date) -> bool:
    """Whether a filing counts on a day, told anew: it came, and its last act by then does not withdraw it."""
    acts = [act for act in filing.acts if act.on <= day]
    return filing.received_on <= day and not (acts and acts[-1].kind is ActKind.WITHDRAWN)


@given(st.lists(_facts(), max_size=8), _DAYS)
def test_the_boxes_partition_the_register(histories: list[StandingFacts], day: date) -> None:
    """Boxes, in time and late, hold each unit once; with the county's own report they are the whole register."""
    lines = tuple(
        AgencyYear(agency=f"{n}", name=f"{n}", kind=facts.agency.kind, standing=standing_of(facts, day))
        for n, facts in enumerate(histories)
    )
    county = CountyYear(
        jurisdiction=Jurisdiction(code="1", name="某县"), year=2025, as_of=day, calendar=Calendar(), agencies=lines
    )
    assert sum(box.all for box in county.boxes.values()) + len(county.upward) == len(lines)
    assert len(county.owing) + county.boxes[StandingState.EXEMPT].all == len(county.units)
    waiting = sum(county.boxes[state].all for state in (StandingState.DUE, StandingState.NOT_DUE))
    assert len(county.filed) + waiting + county.boxes[StandingState.MISSING].all == len(county.owing)
    assert len(county.late) == sum(county.boxes[state].late for state in _ARRIVED)


@given(_facts(), _DAYS)
def test_a_box_says_what_came_and_lateness_how_late(facts: StandingFacts, day: date) -> None:
    """Read or not, held or not, what came and was not withdrawn has arrived; only what is over its date is late."""
    standing = standing_of(facts, day)
    came = [filing.received_on for filing in facts.filings if _counts(filing, day)]
    due = facts.deadlines.report_by
    assert standing.received_on == min(came, default=None)
    if standing.state is StandingState.EXEMPT:
        assert freed(facts.agency, 2025, day)
        assert standing.days_late == 0
        return
    assert (standing.state in _ARRIVED) == bool(came)
    assert (standing.state is StandingState.MISSING) == (not came and due is not None and day > due)
    late = max(0, (min(came, default=day) - due).days) if due else 0
    assert standing.days_late == (0 if standing.state is StandingState.NOT_DUE else late)
    assert (standing.state is StandingState.HELD) == (bool(came) and not _placed(facts, day))


def _placed(facts: StandingFacts, day: date) -> bool:
    return any(_counts(filing, day) and not filing.held for filing in facts.filings)
