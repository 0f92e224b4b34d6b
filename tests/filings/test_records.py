"""The small nouns that the ledger answers with."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from filings.act import ActKind
from filings.agency import Jurisdiction
from filings.calendar import Calendar
from filings.civil import civil_day, end_of
from filings.county import AgencyYear, CountyYear, OpenFinding
from filings.delivery import delivery_id
from filings.difference import difference
from filings.dossier import Standing, StandingState
from filings.event import GENESIS, Event, canonical, link
from filings.finding import Audit, Finding, Severity, Verdict
from filings.job import job_id

FINDINGS = st.builds(Finding, fingerprint=st.sampled_from("abcdef"), facts=st.just({}))
AUDITS = st.builds(Audit, findings=st.lists(FINDINGS, max_size=5).map(tuple))


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)))
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    """The last moment of a civil day and the first of the next lie apart by nothing."""
    end = end_of(day)
    assert civil_day(end - timedelta(microseconds=1)) == day
    assert civil_day(end) == day + timedelta(days=1)


def test_midnight_in_shanghai_is_four_in_the_afternoon_utc() -> None:
    """A deadline of 31 January ends at 16:00 UTC."""
    assert end_of(date(2026, 1, 31)) == datetime(2026, 1, 31, 16, tzinfo=UTC)


@given(AUDITS, AUDITS)
def test_a_difference_accounts_for_every_finding(before: Audit, after: Audit) -> None:
    """Each earlier finding is mended or open, each later one new or open; nothing is both."""
    seen = difference(before, after)
    assert {f.fingerprint for f in seen.mended} == {f.fingerprint for f in before.findings} - {
        f.fingerprint for f in after.findings
    }
    assert sorted(f.fingerprint for f in seen.new + seen.open) == sorted(f.fingerprint for f in after.findings)
    assert not {f.fingerprint for f in seen.new} & {f.fingerprint for f in seen.open}
    assert difference(after, after).open == after.findings


def test_stable_ids_tell_kind_and_key_apart() -> None:
    """The same words give the same id; words shifted between kind and key do not."""
    assert job_id("audit", "k") == job_id("audit", "k")
    assert job_id("audit", "k") != job_id("audi", "tk")
    assert delivery_id("n", "e") != delivery_id("ne", "")


def test_acts_have_their_words() -> None:
    """What the office does, and what undoes it."""
    assert [kind.label for kind in ActKind] == ["审核同意", "退回修改", "撤销办理", "撤回"]


def test_every_part_of_an_event_is_bound() -> None:
    """Changing any part, or the event before, changes the hash."""
    event = Event(
        id=1, at=datetime(2026, 1, 1, tzinfo=UTC), kind="k", subject="s", actor="a", facts={"b": 1, "a": "二"}
    )
    assert canonical(event) == (
        '{"actor":"a","at":"2026-01-01T00:00:00+00:00","facts":{"a":"二","b":1},"id":1,"kind":"k","subject":"s"}'
    )
    changed = [
        replace(event, id=2), replace(event, at=datetime(2026, 1, 2, tzinfo=UTC)), replace(event, kind="x"),
        replace(event, subject="x"), replace(event, actor="x"), replace(event, facts={}),
    ]  # fmt: skip
    hashes = {link(GENESIS, entry) for entry in (event, *changed)} | {link("f" * 64, event)}
    assert len(hashes) == 8


def _line(code: str, state: StandingState, late: int, *findings: OpenFinding) -> AgencyYear:
    received = None if state in (StandingState.MISSING, StandingState.EXEMPT) else date(2026, 1, 30)
    standing = Standing(agency=code, year=2025, state=state, received_on=received, days_late=late)
    return AgencyYear(
        agency=code, name=code, kind="department", standing=standing, findings=findings, verdict=Verdict.CLEAN
    )


def _finding(rule: str, severity: Severity = Severity.MUST_FIX, *, settled: bool = False) -> OpenFinding:
    return OpenFinding(rule=rule, title=rule, severity=severity, message="", fingerprint=rule, settled=settled)


def test_the_countys_numbers() -> None:
    """Filed, late, owing, by state and by rule: settled findings do not count, a rule counts once an agency."""
    lines = (
        _line("A", StandingState.ACCEPTED, 0, _finding("A01"), _finding("A01"), _finding("H02", Severity.HINT)),
        _line("B", StandingState.FILED, 3, _finding("H02", Severity.HINT), _finding("C01", settled=True)),
        _line("C", StandingState.MISSING, 9),
        _line("D", StandingState.EXEMPT, 0),
    )
    year = CountyYear(
        jurisdiction=Jurisdiction(code="1", name="县"),
        year=2025,
        as_of=date(2026, 2, 9),
        calendar=Calendar(),
        agencies=lines,
    )
    assert [line.agency for line in year.filed] == ["A", "B"]
    assert [line.agency for line in year.late] == ["B"]
    assert [line.agency for line in year.owing] == ["A", "B", "C"]
    assert [line.agency for line in year.in_state(StandingState.MISSING)] == ["C"]
    assert [line.agency for line in year.in_state(StandingState.ACCEPTED)] == ["A"]
    assert not year.in_state(StandingState.DUE)
    assert list(year.by_rule.items()) == [("H02", 2), ("A01", 1)]
    assert year.severities(lines[0]) == {Severity.MUST_FIX: 2, Severity.VERIFY: 0, Severity.HINT: 1}
    assert year.severities(lines[1]) == {Severity.MUST_FIX: 0, Severity.VERIFY: 0, Severity.HINT: 1}
