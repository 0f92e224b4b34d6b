"""Generated reports hold together, continue the year before, say what their tables say, and are the same every time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.figure import CellState, read_figure
from filings.finding import Severity
from filings.report import Report
from readers import read
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from samples.forms import write
from samples.reports.faults import ONE_CELL, SLIPS, Faulty, cell_fault, date_fault, text_fault
from samples.reports.making import Sample, draft_of, sample
from schemas.editions import edition

PLAIN = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(min_value=0, max_value=1_000_000)
TABLES = st.sampled_from(["proactive", "applications", "review"])


def _values(report: Report) -> dict[str, Decimal]:
    return {ref: cell.value for ref, cell in report.cells.items() if cell.value is not None}


def _sum(values: dict[str, Decimal], refs: list[str]) -> Decimal:
    return sum((values[ref] for ref in refs), Decimal(0))


@PLAIN
@given(SEEDS)
def test_every_column_of_table_three_is_a_flow(seed: int) -> None:
    """New and carried in are what was answered and carried out; the total is the sum of all results."""
    report = sample(seed).report
    values = _values(report)
    groups = edition(report.edition or "").groups
    for column in groups["applications.columns"]:
        leaves = [f"applications.{row}.{column}" for row in groups["applications.leaves"]]
        if f"applications.other.1.{column}" not in values and report.edition == "2021":
            leaves = [ref for ref in leaves if ".other." not in ref] + [f"applications.other.{column}"]
        flow = {row: values[f"applications.{row}.{column}"] for row in groups["applications.flow"]}
        assert flow["new"] + flow["carried_in"] == flow["total"] + flow["carried_out"]
        assert flow["total"] == _sum(values, leaves)


@PLAIN
@given(SEEDS)
def test_rows_add_up_to_their_totals(seed: int) -> None:
    """In tables three and four every total is the sum of its row."""
    values = _values(sample(seed).report)
    rows = {ref.rpartition(".")[0] for ref in values if ref.startswith(("applications.", "review."))}
    for row in rows:
        parts = [ref for ref in values if ref.startswith(f"{row}.") and ref.rpartition(".")[0] == row]
        parts.remove(f"{row}.total")
        assert _sum(values, parts) == values[f"{row}.total"]


@PLAIN
@given(SEEDS)
def test_a_report_continues_the_year_before(seed: int) -> None:
    """What was carried out comes in, documents in force and items go on where both years use one form."""
    one = sample(seed)
    now, before = _values(one.report), _values(one.previous)
    assert one.report.year == (one.previous.year or 0) + 1
    for column in edition("2021").groups["applications.columns"]:
        assert now[f"applications.carried_in.{column}"] == before[f"applications.carried_out.{column}"]
    if one.report.edition == one.previous.edition == "2021":
        valid, issued, repealed = (now[f"proactive.normative.{key}"] for key in ("valid", "issued", "repealed"))
        assert valid == before["proactive.normative.valid"] + issued - repealed
    if one.report.edition == one.previous.edition == "2019":
        for row in edition("2019").groups["proactive.items"]:
            ended = before[f"proactive.{row}.before"] + before[f"proactive.{row}.change"]
            assert now[f"proactive.{row}.before"] == ended


@PLAIN
@given(SEEDS)
def test_no_rule_demands_anything_of_a_generated_report(seed: int) -> None:
    """Under the whole rulebook with the year before, the county's register and the dates: hints at most, no failure."""
    result = audit(sample(seed).dossier, rulebook())
    assert [finding.message for finding in result.findings if finding.severity is Severity.MUST_FIX] == []
    assert not [outcome for outcome in result.outcomes if outcome.status.value == "failed"]


@PLAIN
@given(SEEDS)
def test_a_seed_gives_the_same_report_every_time(seed: int) -> None:
    """Deterministic: report, case file and text."""
    assert sample(seed) == sample(seed)


def test_reports_are_as_varied_as_a_county() -> None:
    """Both forms, all kinds, offices without a request beside such with more than a thousand, and the older print."""
    many = [sample(seed) for seed in range(250)]
    requests = [one.report.value("applications.new.total") or 0 for one in many]
    kinds = {one.body.agency.kind for one in many}
    assert {one.report.edition for one in many} == {"2019", "2021"}
    assert kinds == {"government", "department", "township", "subdistrict", "institution"}
    assert min(requests) == 0 < max(requests) > 1000
    third = {one.report.edition: "applications.other.1.total" in one.report.cells for one in many}
    assert third == {"2019": False, "2021": True}  # one row in place of three is a fault of the 2021 form
    assert len({one.report.sections for one in many}) == len(many)


@PLAIN
@given(SEEDS)
def test_the_text_tells_the_figures_of_the_tables(seed: int) -> None:
    """Every figure that the text names stands in section one as the table has it."""
    one = sample(seed)
    text = "".join(paragraph.text for paragraph in one.report.sections[0].paragraphs)
    for name in one.telling.told:
        assert f"{one.telling.figures[name].normalize():f}" in text
    assert "{" not in text


@settings(max_examples=6, deadline=None)
@given(SEEDS, st.sampled_from(["html", "tabs"]))
def test_a_sample_written_as_a_document_is_read_back(seed: int, form: str) -> None:
    """The same cells, agency, year and day after a round through a document."""
    one = sample(seed)
    report = read(write(draft_of(one), form), f"report.{'html' if form == 'html' else 'txt'}")
    assert (report.agency, report.year, report.signed_on) == (one.report.agency, one.report.year, one.report.signed_on)
    assert _values(report) == _values(one.report)


@PLAIN
@given(SEEDS, TABLES, st.sampled_from(sorted(SLIPS)))
def test_a_slip_makes_wrong_what_it_says_and_nothing_else(seed: int, table: str, kind: str) -> None:
    """One cell (a shift: two) of the table holds another figure, all else is as it was."""
    one = sample(seed)
    faulty = cell_fault(Random(seed), one, table, (kind,))
    if faulty is None:
        return
    changed = {ref for ref, cell in faulty.report.cells.items() if cell.value != one.report.cells[ref].value}
    assert changed == {wrong.ref for wrong in faulty.cells}
    assert len(changed) == (2 if kind == "shift" else 1)
    for wrong in faulty.cells:
        assert wrong.ref.startswith(f"{table}.")
        assert (wrong.right, wrong.found) == (one.report.value(wrong.ref), faulty.report.value(wrong.ref))
        written = read_figure(faulty.report.cells[wrong.ref].raw, money="amount" in wrong.ref)
        assert (written.state, written.value) == (CellState.NUMBER, wrong.found)


@PLAIN
@given(SEEDS, st.integers(min_value=1, max_value=3))
def test_several_slips_befall_different_cells(seed: int, count: int) -> None:
    """As many wrong cells as slips."""
    faulty = cell_fault(Random(seed), sample(seed), "applications", ONE_CELL, count)
    assert faulty is None or len({wrong.ref for wrong in faulty.cells}) == count


@PLAIN
@given(SEEDS)
def test_text_and_dates_are_changed_without_touching_the_tables(seed: int) -> None:
    """A wrong digit in section one, a wrong year or day elsewhere; every cell stays."""
    one = sample(seed)
    made: list[Callable[[Random, Sample], Faulty | None]] = [text_fault, date_fault]
    for put in made:
        faulty = put(Random(seed), one)
        if faulty is not None:
            assert faulty.report != one.report
            assert faulty.report.cells == one.report.cells


def test_a_report_signed_on_29_february_gets_a_wrong_date_too() -> None:
    """The year before has no such day: the other faults of dates stay."""
    one = sample(3)
    leap = replace(one, report=replace(one.report, signed_on=date(2024, 2, 29)))
    kinds = {date_fault(Random(attempt), leap).kind for attempt in range(40)}
    assert kinds == {"year of the title", "year of the lead", "signed after it was sent"}


@pytest.mark.parametrize(("kind", "right", "found"), [("sign", "5", "-5"), ("omission", "5", "0")])
def test_a_slip_is_what_its_name_says(kind: str, right: str, found: str) -> None:
    """A sign turns the figure, an omission leaves 0."""
    one = next(one for one in map(sample, range(400)) if Decimal(5) in _values(one.report).values())
    for attempt in range(400):
        faulty = cell_fault(Random(attempt), one, "applications", (kind,))
        assert faulty is not None
        if faulty.cells[0].right == Decimal(right):
            assert faulty.cells[0].found == Decimal(found)
            return
    pytest.fail("no cell with 5 was drawn")
