"""Rows and tables that stand there twice: the same figures are no fault, others leave the cells open and are told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from filings import problems
from filings.figure import CellState
from filings.report import Problem, Report
from readers import LayoutCache, read
from samples.forms import Draft, compose, refs
from samples.writers import canvas, flat, ods, ofd, page, pdf, rtf, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot

WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "a.docx": word.write,
    "a.html": page.write,
    "a.xlsx": xlsx.write,
    "a.ods": ods.write,
    "a.rtf": rtf.write,
    "a.pdf": lambda parts: pdf.write(canvas.draw(parts)),
    "a.ofd": lambda parts: ofd.write(canvas.draw(parts)),
    "a.txt": lambda parts: flat.LAYOUTS["tabs"](parts).encode(),
}
VALUES = {ref: str(at % 90 + 3) for at, ref in enumerate(refs(Draft(edition="2021", values={})))}
PROACTIVE, APPLICATIONS, REVIEW = range(3)


def _parts(values: dict[str, str] | None = None) -> list[Part]:
    return list(compose(Draft(edition="2021", values=VALUES if values is None else values)))


def _table(parts: Sequence[Part], which: int) -> tuple[int, PlainTable]:
    found = [(at, part) for at, part in enumerate(parts) if isinstance(part, PlainTable)]
    return found[which]


def _changed(spots: Sequence[Spot], figure: str) -> tuple[Spot, ...]:
    """The row with another figure in its last cell."""
    return (*spots[:-1], replace(spots[-1], text=figure))


def _doubled(which: int, label: str, figure: str | None) -> list[Part]:
    """A report with one row printed twice, the second time with another last figure if one is given."""
    parts = _parts()
    at, table = _table(parts, which)
    row = next(at for at, spots in enumerate(table.rows) if any(spot.text.endswith(label) for spot in spots))
    again = tuple(spot for spot in table.rows[row] if spot.rows == 1)
    if figure is not None:
        again = _changed(again, figure)
    rows = [*table.rows[: row + 1], again, *table.rows[row + 1 :]]
    parts[at] = replace(table, rows=tuple(rows))
    return parts


def _told(report: Report) -> list[Problem]:
    return [one for one in report.problems if one.code == problems.REPEATED_ROW]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("which", "label", "ref"),
    [
        (PROACTIVE, "行政许可", "proactive.licences.decisions"),
        (APPLICATIONS, "本年新收政府信息公开申请数量", "applications.new.total"),
        (APPLICATIONS, "上年结转政府信息公开申请数量", "applications.carried_in.total"),
    ],
)
def test_a_row_with_other_figures_stays_open_and_is_told(name: str, which: int, label: str, ref: str) -> None:
    """Both figures and what to do are said; the cells of the row that agree are read, and so are all other rows."""
    report = read(WRITERS[name](_doubled(which, label, "2999")), name)
    (problem,) = _told(report)
    assert all(word in problem.message for word in (label, VALUES[ref], "2999", "请核对"))
    assert report.cells[ref].state is CellState.AMBIGUOUS
    others = {one: str(report.cells[one].value) for one in VALUES if one != ref}
    assert others == {one: text for one, text in VALUES.items() if one != ref}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(("which", "label"), [(PROACTIVE, "行政许可"), (APPLICATIONS, "本年新收政府信息公开申请数量")])
def test_a_row_with_the_same_figures_is_no_fault(name: str, which: int, label: str) -> None:
    """Nothing is open and nothing is said."""
    report = read(WRITERS[name](_doubled(which, label, None)), name)
    assert not _told(report)
    assert {one: str(report.cells[one].value) for one in VALUES} == VALUES


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("which", [PROACTIVE, APPLICATIONS, REVIEW])
@pytest.mark.parametrize("differs", [True, False])
def test_a_second_table_is_told_once_where_it_differs(name: str, which: int, *, differs: bool) -> None:
    """However many cells differ: one sentence, the cells open; a table that says the same is no fault."""
    parts = _parts()
    other = {ref: str(int(text) + 1000) if ref.endswith("total") else text for ref, text in VALUES.items()}
    other |= {"proactive.licences.decisions": "1777", "proactive.fees.amount": VALUES["proactive.fees.amount"]}
    at, _ = _table(parts, which)
    parts.insert(at + 1, _table(_parts(other if differs else VALUES), which)[1])
    parts.insert(at + 1, "另附一份统计表。")
    report = read(WRITERS[name](parts), name)
    told = _told(report)
    assert len(told) == differs
    wrong = [one for one, text in VALUES.items() if report.cells[one].value not in (None, Decimal(text))]
    assert not wrong
    key = ("proactive", "applications", "review")[which]
    if differs:
        assert "出现了两次" in told[0].message
        changed = [ref for ref in VALUES if ref.startswith(key) and other[ref] != VALUES[ref]]
        assert {report.cells[ref].state for ref in changed} == {CellState.AMBIGUOUS}
    else:
        assert all(report.cells[ref].value == Decimal(VALUES[ref]) for ref in VALUES)


def test_a_second_row_of_table_four_is_told() -> None:
    """Its row has no label: a second row of fifteen figures under the same header."""
    parts = _parts()
    at, table = _table(parts, REVIEW)
    parts[at] = replace(table, rows=(*table.rows, _changed(table.rows[-1], "2999")))
    report = read(word.write(parts), "a.docx")
    (problem,) = _told(report)
    assert "第四部分" in problem.message
    assert "2999" in problem.message
    assert report.cells["review.litigation_after.total"].state is CellState.AMBIGUOUS


RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def _crossed(again: Sequence[Sequence[str]]) -> PlainTable:
    """Table four as three rows of five, with more rows below."""
    body = [
        ("行政复议", 1, 2, 3, 4, 10),
        ("未经复议直接起诉", 5, 6, 7, 8, 26),
        ("复议后起诉", 9, 10, 11, 12, 42),
        *again,
    ]
    head = tuple(map(Spot, ("类别", *RESULTS)))
    return PlainTable((head, *(tuple(Spot(str(text)) for text in row) for row in body)))


@pytest.mark.parametrize(
    ("again", "open_cells"),
    [
        ([], 0),
        ([("行政复议", "1", "2", "3", "4", "10")], 0),
        ([("行政复议", "1", "2", "3", "5", "11")], 2),
    ],
)
def test_a_crossed_table_four_may_have_a_row_twice(again: Sequence[Sequence[str]], open_cells: int) -> None:
    """The rows have labels here; a second one with other figures leaves open what differs."""
    parts = _parts()
    at, _ = _table(parts, REVIEW)
    parts[at] = _crossed(again)
    report = read(word.write(parts), "a.docx")
    cells = [cell for ref, cell in report.cells.items() if ref.startswith("review.")]
    assert sum(cell.value is None for cell in cells) == open_cells
    assert len(_told(report)) == bool(open_cells)


def test_two_crossed_tables_are_told_once() -> None:
    """The first is read where both agree."""
    parts = _parts()
    at, _ = _table(parts, REVIEW)
    other = _crossed([])
    parts[at : at + 1] = [
        other,
        "另一张：",
        replace(other, rows=(other.rows[0], _changed(other.rows[1], "77"), *other.rows[2:])),
    ]
    report = read(word.write(parts), "a.docx")
    (problem,) = _told(report)
    assert all(word in problem.message for word in ("10", "77", "哪一张"))
    assert report.cells["review.reconsideration.total"].value is None
    assert report.cells["review.litigation_after.total"].value == 42


def test_a_list_elsewhere_with_a_few_of_the_labels_is_no_second_table() -> None:
    """A text may count licences and penalties in a list of its own."""
    parts = _parts()
    rows = (("事项", "数量"), ("行政许可", "71"), ("行政处罚", "5"), ("行政强制", "1"))
    parts.insert(3, PlainTable(tuple(tuple(map(Spot, row)) for row in rows)))
    report = read(word.write(parts), "a.docx")
    assert not _told(report)
    assert report.cells["proactive.licences.decisions"].value == Decimal(VALUES["proactive.licences.decisions"])


def test_layouts_that_came_before_change_nothing() -> None:
    """A row that stands there twice is told in the first and in the hundredth report of a layout."""
    layouts = LayoutCache()
    label = "本年新收政府信息公开申请数量"
    same, other = (word.write(_doubled(APPLICATIONS, label, figure)) for figure in (None, "2999"))
    assert [len(_told(read(data, "a.docx", layouts=layouts))) for data in (same, same, same, other)] == [0, 0, 0, 1]
