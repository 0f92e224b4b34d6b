"""The suspects name the wrong cell with the right figure, show equal rivals, and never touch what was accepted."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.dossier import Dossier
from filings.figure import CellState, plain
from filings.finding import Audit, Suspect
from filings.report import Cell, Report, Surplus
from rules.book_io.rulebook import rulebook
from rules.book_io.zero_report import zero_report
from rules.engine.audit import audit
from samples.figures import dossier_with, valid_report, with_fault, with_figures
from schemas.editions import edition

SUMS = rulebook().only(["A01", "A02", "A03", "A04", "L01", "Y01", "C15", "L02"])
PLAIN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(min_value=0, max_value=10_000)


def _audit(report: Report, previous: Report | None = None) -> Audit:
    return audit(dossier_with(report, previous), SUMS)


def _cells(suspect: Suspect) -> dict[str, str]:
    return {cell.ref: cell.suggested for cell in suspect.cells}


def _fingerprints(result: Audit) -> set[str]:
    return {finding.fingerprint for finding in result.findings}


@PLAIN
@given(SEEDS, st.sampled_from(["2019", "2021"]))
def test_a_valid_report_has_no_suspects(seed: int, form: str) -> None:
    """Reports whose sums hold are clean, whatever their figures."""
    result = _audit(valid_report(Random(seed), form))
    assert (result.findings, result.suspects) == ((), ())


@PLAIN
@given(SEEDS)
def test_one_wrong_cell_of_table_three_is_named_first(seed: int) -> None:
    """The one suspect is the wrong cell with the right figure, and it explains every finding."""
    random = Random(seed)
    report = valid_report(random)
    ref = random.choice([ref for ref in report.cells if ref.startswith("applications.")])
    wrong, fault = with_fault(random, report, ref)
    result = _audit(wrong)
    assert [_cells(suspect) for suspect in result.suspects] == [{ref: plain(fault.right)}]
    assert set(result.suspects[0].mends) == _fingerprints(result)
    assert result.suspects[0].cells[0].found == plain(fault.wrong)


@PLAIN
@given(SEEDS)
def test_two_wrong_cells_of_table_three_are_named_together(seed: int) -> None:
    """Both cells stand in one shown set; the first in nearly every case (measured by the accuracy bench)."""
    random = Random(seed)
    report = valid_report(random)
    refs = random.sample([ref for ref in report.cells if ref.startswith("applications.")], 2)
    for ref in refs:
        wrong, _ = with_fault(random, report, ref)
        report = with_figures(report, {ref: wrong.cells[ref].value or Decimal(0)})
    result = _audit(report)
    assert result.findings
    assert all(len(suspect.cells) <= 2 for suspect in result.suspects)
    assert all(set(suspect.mends) == _fingerprints(result) for suspect in result.suspects)


@PLAIN
@given(SEEDS)
def test_a_wrong_cell_of_table_four_is_among_the_five_shown(seed: int) -> None:
    """One sum alone cannot tell which of its five cells is wrong, so all that would mend it are shown."""
    random = Random(seed)
    report = valid_report(random)
    ref = random.choice([ref for ref in report.cells if ref.startswith("review.")])
    wrong, fault = with_fault(random, report, ref)
    result = _audit(wrong)
    assert {ref: plain(fault.right)} in [_cells(suspect) for suspect in result.suspects]
    assert len(result.suspects) <= 5


def test_two_false_totals_of_table_four_are_named_each() -> None:
    """Totals printed 0 beside parts that add up to 11 and 5: both are named, and first."""
    figures = {"review.reconsideration.upheld": 10, "review.reconsideration.corrected": 1}
    report = with_figures(zero_report(), figures | {"review.litigation_after.upheld": 5})
    first, second, rival = _audit(report).suspects
    assert _cells(first) == {"review.reconsideration.total": "11"}
    assert _cells(second) == {"review.litigation_after.total": "5"}
    assert all("漏填总计" in suspect.cause for suspect in (first, second))
    assert _cells(rival) == {"review.litigation_after.upheld": "0"}


def _with_column(**rows: int) -> Report:
    """A report with figures in the column of natural persons, every other sum adjusted."""
    figures = {"new": 21, "granted": 21, "total": 21} | rows
    cells = {f"applications.{row}.natural": value for row, value in figures.items()}
    totals = {ref.replace(".natural", ".total"): value for ref, value in cells.items()}
    return with_figures(zero_report(), cells | totals)


@pytest.mark.parametrize(
    ("ref", "wrong", "words"),
    [
        ("applications.new.natural", 31, "十位写错"),
        ("applications.new.natural", 12, "相邻两位写颠倒"),
        ("applications.new.natural", 211, "多写一位"),
        ("applications.new.natural", 2, "少写一位"),
        ("applications.new.natural", 0, "漏填"),
        ("applications.new.total", 0, "漏填总计"),
        ("applications.new.natural", 9, "与合计差12"),
        ("applications.new.business", 21, "抄成了总计"),
    ],
)
def test_the_cause_says_how_the_figure_may_have_come_about(ref: str, wrong: int, words: str) -> None:
    """A slip, a swap, a digit more or less, an omission or a copied total, each in a clerk's words."""
    suspect = _audit(with_figures(_with_column(), {ref: wrong})).suspects[0]
    assert suspect.cells[0].ref == ref
    assert words in suspect.cause


def test_a_figure_counted_again_under_another_result_is_told() -> None:
    """Requests answered in part that are counted once more under 予以公开 make the column too high by their number."""
    report = with_figures(_with_column(granted=18, partial=3), {"applications.granted.natural": 21})
    report = with_figures(report, {"applications.granted.total": 18})
    suspect = _audit(report).suspects[0]
    assert _cells(suspect) == {"applications.granted.natural": "18"}
    assert "部分公开的3件疑似又计入了这一项" in suspect.cause


def test_a_figure_put_into_the_next_column_is_told_as_moved() -> None:
    """Row and total agree, two columns do not: the figure stands one cell too far to the right."""
    report = with_figures(_with_column(), {"applications.new.natural": 0, "applications.new.business": 21})
    suspect = _audit(report).suspects[0]
    assert _cells(suspect) == {"applications.new.natural": "21", "applications.new.business": "0"}
    assert suspect.cause.startswith("疑似把")


def test_last_years_figures_are_evidence_and_never_suspected() -> None:
    """A carried-in figure that differs from last year's report is the suspect; the accepted report is not."""
    good = _with_column(carried_in=2, new=19)
    before = with_figures(
        zero_report("2021", 2022), {"applications.carried_out.natural": 2, "applications.carried_out.total": 2}
    )
    report = with_figures(good, {"applications.carried_in.natural": 3})
    result = _audit(report, before)
    assert {finding.rule for finding in result.findings} == {"A01", "A03", "Y01"}
    assert [_cells(suspect) for suspect in result.suspects] == [{"applications.carried_in.natural": "2"}]


def test_a_whole_year_that_does_not_join_leaves_this_years_sums_explained() -> None:
    """Where last year's figures fit nothing, the wrong cell of this year is named without them."""
    before = with_figures(
        zero_report("2021", 2022), {f"applications.carried_out.{c}": 9 for c in ("natural", "legal", "other", "total")}
    )
    result = _audit(with_figures(_with_column(), {"applications.granted.natural": 27}), before)
    assert [_cells(suspect) for suspect in result.suspects] == [{"applications.granted.natural": "21"}]


def test_a_whole_year_that_does_not_join_accuses_nobody_when_this_years_sums_hold() -> None:
    """The accepted report may be of another form or body: this year's figures agree, so none of them is suspected."""
    before = with_figures(
        zero_report("2021", 2022), {f"applications.carried_out.{c}": 9 for c in ("natural", "legal", "other", "total")}
    )
    result = _audit(_with_column(), before)
    assert {finding.rule for finding in result.findings} == {"Y01"}
    assert result.suspects == ()


def test_a_suspect_never_carries_over_more_than_there_was() -> None:
    """With the totals unread, a false row could be mended in two ways; the one that breaks another rule is not told."""
    good = _with_column(new=2, granted=1, total=1, carried_out=1)
    report = with_figures(good, {"applications.carried_out.total": 5})
    unread = Cell(raw="", state=CellState.AMBIGUOUS, value=None, place="")
    cells = {**report.cells, "applications.total.natural": unread, "applications.total.total": unread}
    more = with_figures(replace(report, cells=cells), {"applications.new.natural": 9, "applications.new.total": 9})
    assert [_cells(suspect) for suspect in _audit(replace(report, cells=cells)).suspects] == [
        {"applications.carried_out.total": "1"}
    ]
    assert {"applications.carried_out.natural": "5"} in [_cells(suspect) for suspect in _audit(more).suspects]


def test_more_faults_than_three_are_explained_where_they_do_not_hang_together() -> None:
    """Four wrong cells in sums that share none: each group of broken sums is explained by itself."""
    wrong = {
        f"applications.refused.{n}.{c}": 4 for n, c in ((1, "natural"), (2, "business"), (3, "legal"), (4, "other"))
    }
    result = _audit(with_figures(_with_column(), wrong))
    assert result.findings
    assert all(suspect.mends for suspect in result.suspects)


def test_a_blank_may_be_what_is_missing() -> None:
    """A blank cell is suspected when the sums want a figure there and no filling of others would do."""
    report = _with_column()
    cells = dict(report.cells)
    cells["applications.new.natural"] = replace(
        cells["applications.new.natural"], raw="", state=CellState.BLANK, value=None
    )
    cells["applications.new.total"] = replace(cells["applications.new.total"], raw="20", value=Decimal(20))
    result = _audit(replace(report, cells=cells))
    assert {cell.found for suspect in result.suspects for cell in suspect.cells} <= {"", "20", "21"}
    assert result.findings


def test_cells_that_were_inferred_are_suspected_first() -> None:
    """A break that touches a value chosen by the reader is withheld, and the chosen cell is named."""
    report = with_figures(_with_column(), {"applications.total.natural": 25, "applications.total.total": 25})
    cells = {
        ref: replace(cell, state=CellState.INFERRED) if ref.startswith("applications.total.") else cell
        for ref, cell in report.cells.items()
    }
    surplus = Surplus(row="applications.total", raw=("25", "0", "0", "0", "0", "0", "0", "25"), place="")
    result = _audit(replace(report, cells=cells, surplus=(surplus,)))
    assert {finding.rule for finding in result.findings} == {"C16"}
    assert {"applications.total.natural": "21", "applications.total.total": "21"} in [
        _cells(s) for s in result.suspects
    ]
    assert "推定" in result.suspects[0].cause


def test_a_suspect_also_mends_the_number_rules_that_then_hold() -> None:
    """Cases without any request: the requests were left out, and the rule that misses them holds once they stand."""
    report = with_figures(zero_report(), {"review.reconsideration.upheld": 1, "review.reconsideration.total": 1})
    report = with_figures(
        report, {"applications.new.natural": 0, "applications.new.total": 0, "applications.granted.natural": 2}
    )
    report = with_figures(
        report, {"applications.granted.total": 2, "applications.total.natural": 2, "applications.total.total": 2}
    )
    result = _audit(report, zero_report("2021", 2022))
    by_rule = {finding.rule: finding.fingerprint for finding in result.findings}
    suspect = next(
        s for s in result.suspects if _cells(s) == {"applications.new.natural": "2", "applications.new.total": "2"}
    )
    assert by_rule["L02"] in suspect.mends


def test_nothing_is_suspected_without_a_report() -> None:
    """A dossier without a readable report has no suspects."""
    dossier: Dossier = replace(dossier_with(zero_report()), report=None)
    assert audit(dossier, SUMS).suspects == ()


def test_the_audit_is_the_same_every_time() -> None:
    """The order of suspects does not hang on hashing."""
    report = with_figures(_with_column(), {"review.reconsideration.total": 3})
    assert _audit(report) == _audit(report)
    assert len(_audit(report).suspects) == len(edition("2021").groups["review.columns"])
