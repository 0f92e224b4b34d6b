"""Last year's figures of bodies that changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from filings.agency import Agency, Relation, RelationKind
from filings.figure import CellState
from filings.report import Cell, Report
from filings.succession import Lineage, add, fitting, lineage, previous_of

AS_OF = date(2026, 2, 1)
A = Agency(code="A", name="甲局", kind="department")


def gone(kind: RelationKind, since: date, other: str = "A") -> Agency:
    """Another body with one relation."""
    return Agency(code="B", name="乙局", kind="department", relations=(Relation(kind=kind, since=since, other=other),))


def report(value: int | None, state: CellState = CellState.NUMBER, edition: str = "2021", ref: str = "x") -> Report:
    """A report with one cell."""
    number = None if value is None else Decimal(value)
    return Report(
        edition=edition, agency="甲局", year=2024, cells={ref: Cell(raw="", state=state, value=number, place="")}
    )


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        (gone(RelationKind.MERGED, date(2025, 1, 1)), ("A", "B")),
        (gone(RelationKind.RENAMED, date(2025, 6, 1)), ("A", "B")),
        (gone(RelationKind.MERGED, date(2024, 12, 31)), ("A",)),
        (gone(RelationKind.MERGED, date(2026, 3, 1)), ("A",)),
        (gone(RelationKind.MERGED, date(2025, 6, 1), other="C"), ("A",)),
        (gone(RelationKind.EXEMPT, date(2025, 6, 1)), ("A",)),
        (gone(RelationKind.SPLIT, date(2024, 6, 1)), ("A",)),
    ],
)
def test_who_stands_behind_last_years_figures(other: Agency, codes: tuple[str, ...]) -> None:
    """Bodies that joined since 1 January of the report year, and nobody else."""
    assert lineage(A, [A, other], 2025, AS_OF) == Lineage(codes=codes)


def test_a_split_is_a_gap_for_both_sides() -> None:
    """The body that came out and the one it came out of have nothing to be compared with."""
    born = gone(RelationKind.SPLIT, date(2025, 6, 1))
    for agency in (A, born):
        line = lineage(agency, [A, born], 2025, AS_OF)
        assert (line.codes, line.gap) == ((), "乙局于2025年6月1日分设，上年数据未作划分，无法与上年比较")


def test_figures_are_added_cell_by_cell() -> None:
    """Numbers are added, cells that one form lacks are left out, a blank is never taken for zero."""
    assert add([report(2), report(3)]).value("x") == Decimal(5)
    assert add([report(2), report(3, CellState.INFERRED)]).value("x") == Decimal(5)
    assert add([report(2), report(3, ref="y")]).cells == {}
    blank = add([report(2), report(None, CellState.BLANK)]).cells["x"]
    assert (blank.value, blank.state) == (None, CellState.BLANK)


def test_a_sum_needs_every_part() -> None:
    """A predecessor without a report, or on another form, leaves a reason instead of a sum too small."""
    names = {"A": "甲局", "B": "乙局"}
    assert previous_of(["A", "B"], {"A": report(1)}, names) == (
        None,
        "并入单位乙局没有上年已审核同意的年报，无法合计上年数据",
    )
    assert previous_of(["A", "B"], {"A": report(1), "B": report(1, edition="2019")}, names)[1].endswith(
        "无法合计上年数据"
    )
    assert previous_of(["A"], {}, names) == (None, "")
    assert previous_of(["A"], {"A": report(4)}, names) == (report(4), "")
    total, gap = previous_of(["A", "B"], {"B": report(4), "A": report(5)}, names)
    assert (total.value("x") if total else None, gap) == (Decimal(9), "")


def test_a_new_body_takes_over_from_its_predecessor_alone() -> None:
    """Where the body itself filed nothing last year, the one that went into it speaks for both."""
    assert previous_of(["A", "B"], {"B": report(4)}, {}) == (report(4), "")


@pytest.mark.parametrize(
    ("previous", "gap"),
    [
        (None, ""),
        (report(1), ""),
        (replace(report(1), year=None), ""),
        (replace(report(1), year=2025), "给的上年报告是2025年度的，不是2024年度的，没有和上年比较"),
        (replace(report(1), cells={}), "给的上年报告没有读出来，没有和上年比较"),
    ],
)
def test_only_the_report_of_the_year_before_is_taken_for_last_years(previous: Report | None, gap: str) -> None:
    """A report of another year, or one that could not be read, is no evidence; the reason is given."""
    assert fitting(previous, replace(report(1), year=2025)) == (None if gap else previous, gap)
