"""Rows with fewer cells than the form: what stands under a printed head is never read as the figure of another."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest

from filings.figure import CellState
from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import ods, page, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot

WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "docx": word.write, "html": page.write, "xlsx": xlsx.write, "ods": ods.write,
}  # fmt: skip
COLUMNS = ("natural", "business", "research", "charity", "legal", "other", "total")
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def _values() -> dict[str, str]:
    """Figures that add up to nothing, so that no sum can help."""
    draws = Random(5)
    return {ref: str(draws.randrange(11, 99)) for ref in refs(Draft(edition="2021", values={}))}


def _without(table: PlainTable, column: int, *, rows: int | None) -> PlainTable:
    """Table three without the figures of a column; its head reaches down instead, or is gone where all rows are."""
    out: list[tuple[Spot, ...]] = []
    left = rows if rows is not None else len(table.rows)
    for row in table.rows:
        spots = list(row)
        figures = [at for at, spot in enumerate(spots) if spot.text.isdecimal()]
        heads = [at for at, spot in enumerate(spots) if spot.text == HEADS[column]]
        above = [at for at, spot in enumerate(spots) if spot.text.startswith("申请人情况")]
        if rows is None and above:
            spots[above[0]] = replace(spots[above[0]], columns=spots[above[0]].columns - 1)
        if heads and not figures:
            at = heads[-1]
            spots[at : at + 1] = [] if rows is None else [replace(spots[at], rows=spots[at].rows + rows)]
        elif figures and left:
            del spots[figures[column]]
            left -= 1
        out.append(tuple(spots))
    return replace(table, rows=tuple(out), widths=())


@pytest.mark.parametrize("rows", [None, 1, 2])
@pytest.mark.parametrize("column", [0, 6])
@pytest.mark.parametrize("form", WRITERS)
def test_no_figure_moves_to_the_column_that_is_not_there(form: str, column: int, rows: int | None) -> None:
    """Whether a column was taken out or its head reaches into the rows: each figure is right or open."""
    parts = [
        _without(part, column, rows=rows) if isinstance(part, PlainTable) and len(part.rows) > 20 else part
        for part in compose(Draft(edition="2021", values=_values()))
    ]
    report = read(WRITERS[form](parts), f"a.{form}")
    given = {ref: text for ref, text in _values().items() if ref.startswith("applications.")}
    found = {ref: str(report.cells[ref].value) for ref in given if report.cells[ref].value is not None}
    assert found.items() <= given.items()
    lacking = [ref for ref in list(given) if ref.endswith(f".{COLUMNS[column]}")][:rows]
    assert not [ref for ref in lacking if ref in found]
    assert rows is None or len(found) >= len(given) - rows * len(COLUMNS)


@pytest.mark.parametrize("column", [0, 3, 6])
@pytest.mark.parametrize("form", WRITERS)
def test_a_figure_that_reaches_over_two_rows_is_of_neither(form: str, column: int) -> None:
    """One cell for 本年新收 and 上年结转: how many of it each has nobody can say; all other rows are read."""

    def reaching(table: PlainTable) -> PlainTable:
        rows = [list(row) for row in table.rows]
        first, second = [at for at, row in enumerate(rows) if sum(spot.text.isdecimal() for spot in row) == 7][:2]
        at = [at for at, spot in enumerate(rows[first]) if spot.text.isdecimal()][column]
        rows[first][at] = replace(rows[first][at], rows=2)
        del rows[second][[at for at, spot in enumerate(rows[second]) if spot.text.isdecimal()][column]]
        return replace(table, rows=tuple(map(tuple, rows)))

    parts = [
        reaching(part) if isinstance(part, PlainTable) and len(part.rows) > 20 else part
        for part in compose(Draft(edition="2021", values=_values()))
    ]
    report = read(WRITERS[form](parts), f"a.{form}")
    for row in ("new", "carried_in"):
        cell = report.cells[f"applications.{row}.{COLUMNS[column]}"]
        assert (cell.value, cell.state) in ((None, CellState.AMBIGUOUS), (None, CellState.BLANK))
    assert report.cells[f"applications.new.{COLUMNS[column]}"].state is CellState.AMBIGUOUS
    given = {ref: text for ref, text in _values().items() if ".new." not in ref and ".carried_in." not in ref}
    assert {ref: str(report.cells[ref].value) for ref in given} == given


@pytest.mark.parametrize("form", WRITERS)
def test_a_row_that_a_page_end_cut_off_its_label_is_no_blank(form: str) -> None:
    """Its figures stand above, beside the beginning of the label, and the rest of the label below beside blanks."""

    def cut(table: PlainTable) -> PlainTable:
        rows: list[tuple[Spot, ...]] = []
        for row in table.rows:
            at = [at for at, spot in enumerate(row) if spot.text.startswith("2.重复申请")]
            if not at:
                rows.append(row)
                continue
            above, below = list(row), list(row)
            above[at[0]], below[at[0]] = replace(row[at[0]], text="2.重"), replace(row[at[0]], text="复申请")
            rows += [tuple(above), tuple(replace(one, text="") if one.text.isdecimal() else one for one in below)]
        return replace(table, rows=tuple(rows))

    parts = [
        cut(part) if isinstance(part, PlainTable) and len(part.rows) > 20 else part
        for part in compose(Draft(edition="2021", values=_values()))
    ]
    report = read(WRITERS[form](parts), f"a.{form}")
    refs_of = [f"applications.rejected.2.{column}" for column in COLUMNS]
    for ref in refs_of:
        cell = report.cells[ref]
        assert str(cell.value) == _values()[ref] or (cell.value, cell.state) == (None, CellState.AMBIGUOUS)
