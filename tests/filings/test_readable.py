"""A readable copy beside a sealed file: whose figures count, what is told, and by which names it is known."""

from decimal import Decimal

import pytest

from filings import problems
from filings.figure import CellState
from filings.readable import read_beside, stem_of_sealed
from filings.report import Cell, Problem, Report


def _cells(**values: int | None) -> dict[str, Cell]:
    return {
        f"review.{name}": Cell(
            raw="" if value is None else str(value),
            state=CellState.AMBIGUOUS if value is None else CellState.NUMBER,
            value=None if value is None else Decimal(value),
            place=f"T1R1C{at}",
        )
        for at, (name, value) in enumerate(values.items(), 1)
    }


def _report(agency: str = "云岭县水务局", year: int = 2023, *told: str, **values: int | None) -> Report:
    found = tuple(Problem(code=code, message="话。") for code in told)
    return Report(agency=agency, year=year, cells=_cells(**values), problems=found)


def _codes(report: Report) -> list[str]:
    return [one.code for one in report.problems]


def test_figures_are_those_of_the_copy() -> None:
    """What the sealed file left open is read from the copy; that it was read unsurely is told no more."""
    sealed = _report("云岭县水务局", 2023, problems.GUESSED, problems.SCANNED, problems.HIDDEN_DATA, a=1, b=None)
    found = read_beside(sealed, _report(a=1, b=2))
    assert [cell.value for cell in found.cells.values()] == [1, 2]
    assert _codes(found) == [problems.HIDDEN_DATA]


def test_what_both_show_otherwise_is_told_once() -> None:
    """Both figures with the place in the copy; a cell that one of them left open proves nothing."""
    found = read_beside(_report(a=1, b=3, c=None, d=4), _report(a=1, b=5, c=9, d=7))
    (problem,) = found.problems
    assert problem.code == problems.COPY_DIFFERS
    assert "共2格" in problem.message
    assert "盖章的文件是3，可读文件是5" in problem.message
    assert problem.place == "T1R1C2"
    assert found.cells["review.b"].value == 5


def test_one_differing_cell_is_not_counted() -> None:
    """A single one is named, no sum of one is said."""
    (problem,) = read_beside(_report(b=3), _report(b=5)).problems
    assert "共" not in problem.message


@pytest.mark.parametrize(("agency", "year", "word"), [("云岭县教育局", 2023, "单位"), ("云岭县水务局", 2022, "年度")])
def test_the_copy_of_another_report_is_told(agency: str, year: int, word: str) -> None:
    """Agency and year are held against each other too."""
    (problem,) = read_beside(_report(a=1), _report(agency, year, a=1)).problems
    assert problem.code == problems.COPY_DIFFERS
    assert word in problem.message


@pytest.mark.parametrize(("agency", "year"), [("云岭县教育局", 2023), ("云岭县水务局", 2022)])
def test_another_report_is_no_copy(agency: str, year: int) -> None:
    """Another name or year and other figures: what was sealed is what counts, and both names are told."""
    sealed = _report(a=1, b=2, c=3)
    found = read_beside(sealed, _report(agency, year, a=7, b=8, c=9))
    assert (found.agency, found.year, found.cells) == (sealed.agency, sealed.year, sealed.cells)
    (problem,) = found.problems
    assert problem.code == problems.COPY_UNUSED
    assert "像是另一份报告" in problem.message


def test_a_sealed_file_that_cannot_be_read_is_told_to_the_reader() -> None:
    """Then nothing was compared, and somebody has to look."""
    sealed = Report(problems=(Problem(code=problems.UNREADABLE, message="文件打不开。"),))
    assert _codes(read_beside(sealed, _report(a=1))) == [problems.COPY_ALONE]


def test_a_copy_that_is_no_report_counts_for_nothing() -> None:
    """The sealed file is audited as if it stood alone, and the reason is told."""
    copy = Report(problems=(Problem(code=problems.UNREADABLE, message="文件设有密码。"),))
    found = read_beside(_report("云岭县水务局", 2023, problems.GUESSED, a=1), copy)
    assert found.cells["review.a"].value == 1
    assert _codes(found) == [problems.GUESSED, problems.COPY_UNUSED]
    assert "文件设有密码" in found.problems[1].message
    assert _codes(read_beside(_report(a=1), Report())) == [problems.COPY_UNUSED]


@pytest.mark.parametrize(
    ("stem", "sealed"),
    [
        ("报告（可读）", "报告"), ("报告.可读", "报告"), ("报告-可读文件", "报告"), ("2025年报 (可读版)", "2025年报"),
        ("报告[可读文本]", "报告"), ("报告", ""), ("可读", ""), ("可读性报告", ""),
    ],
)  # fmt: skip
def test_a_copy_is_known_by_its_name(stem: str, sealed: str) -> None:
    """In whatever brackets; a report that merely has the word in its name is none."""
    assert stem_of_sealed(stem) == sealed
