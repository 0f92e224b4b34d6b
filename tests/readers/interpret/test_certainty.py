"""What a picture did not show clearly stays open: never a value, never a blank, whatever the sums say."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.figure import CellState
from filings.report import Report
from readers.blocks import LOW_CERTAINTY, Block, Grid, GridCell, Pages, Text
from readers.interpret import interpret
from samples.forms import Draft, compose, write
from samples.writers import flat
from samples.writers.parts import PlainTable, placed
from schemas.editions import edition

_NEW = "applications.new"
_REFS = next(row.refs for row in edition("2021").table("applications").rows if row.address == _NEW)
_FIGURES = dict(zip(_REFS, ("3", "4", "0", "0", "0", "0", "7"), strict=True))
_LOW = LOW_CERTAINTY - 0.01


def _pages(marks: Mapping[str, tuple[str, float]], *, drop: int = 0, label: float = 1.0, figures: float = 1.0) -> Pages:
    """A report in grids. ``marks``: reference -> (text, certainty) in the row of new applications.

    ``drop``: so many last cells of that row are left away; ``label``: certainty of all labels, ``figures`` of the rest.
    """
    values = dict.fromkeys(edition("2021").refs, "0") | _FIGURES | {ref: f"#{ref}" for ref in marks}
    blocks: list[Block] = []
    for number, part in enumerate(compose(Draft(edition="2021", values=values))):
        if isinstance(part, PlainTable):
            blocks.append(_grid(part, f"G{number}", marks, label, figures, drop))
        else:
            blocks.append(Text(text=part, place=f"P{number}"))
    return Pages(blocks=tuple(blocks))


def _grid(
    table: PlainTable, where: str, marks: Mapping[str, tuple[str, float]], label: float, figures: float, drop: int
) -> Grid:
    cells = []
    for row, column, spot in placed(table):
        usual = figures if spot.text.isdigit() else label
        text, certainty = marks.get(spot.text.removeprefix("#"), (spot.text, usual))
        cells.append(
            GridCell(
                row=row, column=column, text=text, place=f"{where}R{row}C{column}", rows=spot.rows,
                columns=spot.columns, certainty=certainty,
            )
        )  # fmt: skip
    new = next((cell.row for cell in cells if cell.text.startswith("一、本年新收")), -1)
    kept = [cell for cell in cells if cell.row != new]
    return Grid(cells=tuple(sorted([*kept, *_shortened(cells, new, drop)], key=_order)), place=where)


def _shortened(cells: list[GridCell], row: int, drop: int) -> list[GridCell]:
    found = [cell for cell in cells if cell.row == row]
    return found[: len(found) - drop]


def _order(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column


def _states(report: Report) -> list[CellState]:
    return [report.cells[ref].state for ref in _REFS]


def test_the_grids_are_read_when_all_is_certain() -> None:
    """The report that the other tests spoil: every figure of the row is there."""
    report = interpret(_pages({}))
    assert [report.cells[ref].value for ref in _REFS] == [Decimal(text) for text in _FIGURES.values()]


@pytest.mark.parametrize(("text", "certainty"), [("3", _LOW), ("", _LOW), ("？", 0.0), ("/", 0.5), ("8", 0.0)])
def test_a_cell_that_is_not_certain_is_left_open(text: str, certainty: float) -> None:
    """A figure, a stroke, illegible ink and even a blank: open, with what was seen kept, and its neighbours read."""
    cell = (report := interpret(_pages({_REFS[0]: (text, certainty)}))).cells[_REFS[0]]
    assert (cell.state, cell.value, cell.raw) == (CellState.AMBIGUOUS, None, text)
    assert cell.place
    assert [report.cells[ref].value for ref in _REFS[1:]] == [Decimal(text) for text in list(_FIGURES.values())[1:]]


def test_a_cell_that_is_just_certain_is_read() -> None:
    """The bound itself is enough."""
    report = interpret(_pages({_REFS[0]: ("3", LOW_CERTAINTY)}))
    assert (report.cells[_REFS[0]].state, report.cells[_REFS[0]].value) == (CellState.NUMBER, Decimal(3))


def test_a_sum_does_not_fill_what_is_open() -> None:
    """3 + ？ = 7 has one answer, and it is not given."""
    report = interpret(_pages({_REFS[1]: ("？", 0.0)}))
    assert report.cells[_REFS[1]].value is None
    assert report.cells[_REFS[-1]].value == 7


def test_a_total_that_is_open_does_not_hide_its_parts() -> None:
    """The total is open; the parts stand as printed."""
    report = interpret(_pages({_REFS[-1]: ("9", 0.2)}))
    assert _states(report) == [CellState.NUMBER] * 6 + [CellState.AMBIGUOUS]


def test_a_row_of_another_length_is_open_when_not_all_of_it_is_certain() -> None:
    """With a cell gone, order alone tells what stands where, and doubtful ink may be a figure or none."""
    report = interpret(_pages({_REFS[1]: ("", 0.0)}, drop=1))
    assert set(_states(report)) == {CellState.AMBIGUOUS}
    assert not report.surplus


def test_labels_are_matched_from_uncertain_text() -> None:
    """Badly printed labels still tell the rows; nobody takes them for values."""
    report = interpret(_pages({}, label=0.3))
    assert [report.cells[ref].value for ref in _REFS] == [Decimal(text) for text in _FIGURES.values()]
    assert set(report.cells) == set(interpret(_pages({})).cells)


def test_no_table_holds_a_value_when_nothing_is_certain() -> None:
    """All three tables, all figures doubtful: not one value, not one blank."""
    cells = interpret(_pages({}, figures=_LOW)).cells
    assert len(cells) > len(_REFS)
    assert {cell.state for cell in cells.values()} == {CellState.AMBIGUOUS}


def test_loose_lines_of_a_picture_are_held_to_the_same() -> None:
    """A table without rulings comes as lines of text; those that are not certain give no value either."""
    text = flat.tabs(compose(Draft(edition="2021", values=dict.fromkeys(edition("2021").refs, "0"))))
    blocks = tuple(
        Text(text=line, place=f"L{number}", certainty=0.5) for number, line in enumerate(text.splitlines(), start=1)
    )
    report = interpret(Pages(blocks=blocks))
    assert report.cells
    assert not [cell for cell in report.cells.values() if cell.value is not None]


def test_doubtful_ink_makes_no_finding_about_the_form() -> None:
    """An unknown word or a figure in a heading row of a picture is not said to be an extra row, column or number."""
    sure, unsure = (_with_extra(certainty) for certainty in (1.0, 0.5))
    assert sure.extras
    assert not unsure.extras


def _with_extra(certainty: float) -> Report:
    """The report with a row that the form does not have, as certain as told."""
    blocks: list[Block] = []
    for block in _pages({}).blocks:
        if isinstance(block, Grid) and any(cell.text.startswith("一、本年新收") for cell in block.cells):
            row = next(cell.row for cell in block.cells if cell.text.startswith("一、本年新收")) + 1
            moved = [_moved(cell, row) for cell in block.cells]
            extra = [
                GridCell(row=row, column=column, text=text, place=f"X{column}", columns=columns, certainty=certainty)
                for column, columns, text in [(0, 3, "其中网上申请"), *((3 + one, 1, "5") for one in range(7))]
            ]
            blocks.append(Grid(cells=tuple(sorted([*moved, *extra], key=_order)), place=block.place))
        else:
            blocks.append(block)
    return interpret(Pages(blocks=tuple(blocks)))


def _moved(cell: GridCell, row: int) -> GridCell:
    return GridCell(
        row=cell.row + (cell.row >= row), column=cell.column, text=cell.text, place=cell.place, rows=cell.rows,
        columns=cell.columns,
    )  # fmt: skip


def test_two_figures_in_one_cell_are_text_and_no_label() -> None:
    """A cell with two numbers has no value, and is not taken for the label of a row the form does not have."""
    for raw in ("1\n2", "1 2", "1\u2009234"):
        report = interpret(_pages({_REFS[0]: (raw, 1.0)}))
        assert (report.cells[_REFS[0]].state, report.cells[_REFS[0]].value) == (CellState.TEXT, None)
        assert not report.extras


@given(st.dictionaries(st.sampled_from(_REFS), st.tuples(st.sampled_from(["", "3", "？", "12"]), st.floats(0, 1))))
def test_what_is_certain_is_read_and_what_is_not_is_open(marks: Mapping[str, tuple[str, float]]) -> None:
    """Cell by cell: below the bound open, else as it would be read by itself."""
    report = interpret(_pages(marks))
    for ref, (text, certainty) in marks.items():
        cell = report.cells[ref]
        assert (cell.state is CellState.AMBIGUOUS) == (certainty < LOW_CERTAINTY)
        assert cell.value is None or (certainty >= LOW_CERTAINTY and str(cell.value) == text)


def test_a_document_with_text_knows_no_doubt() -> None:
    """Only pictures have certainties below one: a written report is read whole."""
    from readers import read  # noqa: PLC0415 - only here

    data = write(Draft(edition="2021", values=dict.fromkeys(edition("2021").refs, "0")), "html")
    assert {cell.value for cell in read(data, "报告.html").cells.values()} == {Decimal(0)}
