"""Table four drawn otherwise than the form draws it: three rows of five, five rows of three, in whatever order."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.report import Report
from readers import read
from samples.forms import Draft, compose
from samples.writers import canvas, ods, ofd, page, pdf, rtf, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot
from schemas.editions import edition

EDITIONS = ("2019", "2021")
KINDS = ("行政复议", "未经复议直接起诉", "复议后起诉")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "a.docx": word.write,
    "a.html": page.write,
    "a.xlsx": xlsx.write,
    "a.ods": ods.write,
    "a.rtf": rtf.write,
    "a.pdf": lambda parts: pdf.write(canvas.draw(parts)),
    "a.ofd": lambda parts: ofd.write(canvas.draw(parts)),
}
FIGURES = st.lists(st.integers(0, 3000), min_size=15, max_size=15)


def _report(form: str, table: PlainTable, name: str) -> Report:
    parts = list(compose(Draft(edition=form, values={})))
    at = max(index for index, part in enumerate(parts) if isinstance(part, PlainTable))
    parts[at] = table
    return read(WRITERS[name](parts), name)


def _values(report: Report, form: str) -> list[Decimal | None]:
    return [report.cells[ref].value for row in edition(form).table("review").rows for ref in row.refs]


def _crossed(
    figures: list[int], kinds: Sequence[int], results: Sequence[int], *, turned: bool, corner: str
) -> PlainTable:
    """The kinds as rows, or as columns where ``turned``, in these orders."""
    rows, columns = (results, kinds) if turned else (kinds, results)
    row_names, column_names = (RESULTS, KINDS) if turned else (KINDS, RESULTS)
    head = (Spot(corner), *(Spot(column_names[one]) for one in columns))
    body = (
        (
            Spot(row_names[row]),
            *(Spot(str(figures[5 * column + row if turned else 5 * row + column])) for column in columns),
        )
        for row in rows
    )
    return PlainTable((head, *body))


@pytest.mark.parametrize("form", EDITIONS)
@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=6, deadline=None)
@given(
    figures=FIGURES,
    kinds=st.sampled_from(list(permutations(range(3)))),
    results=st.permutations(range(5)),
    turned=st.booleans(),
    corner=st.sampled_from(("", "类别", "案件类型", "情形")),
)
def test_a_figure_belongs_where_its_two_names_cross(
    form: str, name: str, figures: list[int], kinds: tuple[int, ...], results: list[int], *, turned: bool, corner: str
) -> None:
    """In every format with cells, whichever way the table is turned and ordered, and whether or not it adds up."""
    report = _report(form, _crossed(figures, kinds, results, turned=turned, corner=corner), name)
    assert _values(report, form) == figures
    assert all(problem.code not in ("table_missing", "disagreement") for problem in report.problems)


def _printed(figures: list[int], kinds: Sequence[int], results: Sequence[int], shape: str) -> PlainTable:
    """The form's one row, its columns in this order; or fifteen rows; or one table below the other."""
    heads = tuple(Spot(KINDS[one], columns=5) for one in kinds)
    names = tuple(Spot(RESULTS[one]) for one in results)
    cells = [[Spot(str(figures[5 * kind + one])) for one in results] for kind in kinds]
    if shape == "row":
        return PlainTable((heads, names * 3, tuple(cell for group in cells for cell in group)))
    if shape == "below":
        return PlainTable(
            tuple(row for head, group in zip(heads, cells, strict=True) for row in ((head,), names, tuple(group)))
        )
    return PlainTable(
        tuple(
            (*((Spot(KINDS[kind], rows=5),) if not at else ()), name, cell)
            for kind, group in zip(kinds, cells, strict=True)
            for at, (name, cell) in enumerate(zip(names, group, strict=True))
        )
    )


@pytest.mark.parametrize("shape", ["row", "below", "rows"])
@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=6, deadline=None)
@given(figures=FIGURES, kinds=st.permutations(range(3)), results=st.permutations(range(5)))
def test_a_figure_belongs_where_the_names_over_and_before_it_say(
    shape: str, name: str, figures: list[int], kinds: list[int], results: list[int]
) -> None:
    """In the form's own row with its columns in another order, in fifteen rows, and in parts below each other.

    Table three, whose words stand in table four as well, keeps its own figures.
    """
    values = {ref: "1" for row in edition("2021").table("applications").rows for ref in row.refs if not row.optional}
    parts = list(compose(Draft(edition="2021", values=values)))
    parts[max(at for at, part in enumerate(parts) if isinstance(part, PlainTable))] = _printed(
        figures, kinds, results, shape
    )
    report = read(WRITERS[name](parts), name)
    assert _values(report, "2021") == figures
    assert all(report.cells[ref].value == 1 for ref in values)
    assert {one.code for one in report.problems}.isdisjoint({"table_missing", "table_misplaced", "disagreement"})


@given(figures=FIGURES, twice=st.sampled_from(RESULTS))
def test_a_name_that_stands_twice_names_nothing(figures: list[int], twice: str) -> None:
    """Where two columns have the same name nobody can tell them apart: no figure of the wrong column is taken."""
    table = _crossed(figures, range(3), range(5), turned=False, corner="类别")
    other = RESULTS[(RESULTS.index(twice) + 1) % 5]
    head = tuple(Spot(twice) if spot.text == other else spot for spot in table.rows[0])
    values = _values(_report("2021", PlainTable((head, *table.rows[1:])), "a.docx"), "2021")
    assert values == [None] * 15


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=10, deadline=None)
@given(
    figures=FIGURES, row=st.integers(0, 2), column=st.integers(0, 4), more=st.sampled_from("0127"), turned=st.booleans()
)
def test_a_figure_too_many_moves_none_into_a_wrong_cell(
    name: str, figures: list[int], row: int, column: int, more: str, *, turned: bool
) -> None:
    """A row with one figure more than there are names is open, wherever the figure slipped in and whatever adds up."""
    table = _crossed(figures, range(3), range(5), turned=turned, corner="类别")
    rows = [list(spots) for spots in table.rows]
    rows[(column if turned else row) + 1].insert((row if turned else column) + 1, Spot(more))
    if name.endswith(".rtf"):  # whose rows are all of one length
        rows = [[*spots, *[Spot("")] * (max(map(len, rows)) - len(spots))] for spots in rows]
    values = _values(_report("2021", PlainTable(tuple(map(tuple, rows))), name), "2021")
    assert all(value in (None, figure) for value, figure in zip(values, figures, strict=True))


@settings(max_examples=10)
@given(figures=FIGURES, blank=st.integers(0, 14))
def test_a_blank_stays_a_blank_at_its_place(figures: list[int], blank: int) -> None:
    """A cell left empty moves no other figure and is no zero."""
    table = _crossed(figures, range(3), range(5), turned=False, corner="类别")
    row, column = divmod(blank, 5)
    rows = [list(spots) for spots in table.rows]
    rows[row + 1][column + 1] = Spot("")
    values = _values(_report("2021", PlainTable(tuple(map(tuple, rows))), "a.docx"), "2021")
    assert values == [None if at == blank else figure for at, figure in enumerate(figures)]
