"""Columns, rows and kinds of case in another order, under other words, turned, torn: read by their names, or open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from filings.figure import CellState
from filings.report import Report
from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import comma, flat, mht, ods, page, rtf, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot
from schemas.editions import edition

EDITIONS = ("2019", "2021")
PROACTIVE, APPLICATIONS, REVIEW = range(3)
WRITERS: Mapping[str, Callable[[Sequence[Part]], bytes]] = {
    "html": page.write, "docx": word.write, "xlsx": xlsx.write, "ods": ods.write, "rtf": rtf.write,
    "mht": mht.write, "csv": comma.write,
    **{f"{name}.txt": lambda parts, name=name: flat.LAYOUTS[name](parts).encode() for name in flat.LAYOUTS},
}  # fmt: skip
TEXTS = tuple(name for name in WRITERS if name.endswith(".txt"))
NOT_THERE = (CellState.ABSENT, CellState.BLANK)
Table = list[list[Spot]]


def _values(form: str) -> dict[str, str]:
    """Figures that differ and add up in the rows that have a total."""
    values = {ref: str(at + 11) for at, ref in enumerate(refs(Draft(edition=form, values={})))}
    for table in edition(form).tables[1:]:
        for row in table.rows:
            if row.refs[0] in values:
                values[row.refs[-1]] = str(sum(int(values[ref]) for ref in row.refs[:-1]))
    return values


def _read(form: str, which: int, change: Callable[[Table], Sequence[Sequence[Spot]]], name: str) -> Report:
    """The form with one of its tables changed, written and read."""
    parts = list(compose(Draft(edition=form, values=_values(form))))
    at = [at for at, part in enumerate(parts) if isinstance(part, PlainTable)][which]
    table = parts[at]
    assert isinstance(table, PlainTable)
    parts[at] = PlainTable(tuple(map(tuple, change([list(row) for row in table.rows]))))
    return read(WRITERS[name](parts), name)


def _differing(report: Report, form: str) -> dict[str, str]:
    return {
        ref: str(report.cells[ref].value) for ref, text in _values(form).items() if str(report.cells[ref].value) != text
    }


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("form", EDITIONS)
def test_table_two_is_read_by_the_heads_of_its_columns(form: str, name: str) -> None:
    """In whatever order its three columns stand, with their heads, each figure is that of its head."""
    for order in permutations((1, 2, 3)):
        report = _read(form, PROACTIVE, lambda rows, order=order: _moved(rows, order), name)
        assert not _differing(report, form), order


def _moved(rows: Table, order: Sequence[int]) -> Table:
    return [[row[0], *(row[at] for at in order)] if len(row) == 4 else row for row in rows]


@pytest.mark.parametrize("name", ["html", "xlsx", "tabs.txt", "spaced.txt"])
def test_a_head_that_nobody_knows_at_another_place_leaves_the_rows_open(name: str) -> None:
    """现行有效 moved to the front under other words: no figure is read under the head of another."""
    words = {"现行有效件数": "目前仍生效的"}

    def change(rows: Table) -> Table:
        return _moved([[replace(one, text=words.get(one.text, one.text)) for one in row] for row in rows], (3, 1, 2))

    report = _read("2021", PROACTIVE, change, name)
    assert {report.cells[f"proactive.regulations.{key}"].state for key in ("issued", "repealed", "valid")} == {
        CellState.AMBIGUOUS
    }
    assert report.cells["proactive.licences.decisions"].value is not None


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("order", [(6, 0, 1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 0, 6), (0, 3, 2, 1, 4, 5, 6)])
def test_table_three_is_read_by_the_heads_of_its_columns(order: Sequence[int], name: str) -> None:
    """A header of one line in another order, in text as in tables."""

    def change(rows: Table) -> Table:
        heads = [rows[1][0], *rows[2], rows[1][2]]
        heads = [Spot("项目", columns=3), *(Spot(heads[at].text) for at in order)]
        return [heads, *([*row[:-7], *(row[-7:][at] for at in order)] for row in rows[3:])]

    assert not _differing(_read("2021", APPLICATIONS, change, name), "2021")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("form", EDITIONS)
def test_lawsuits_before_reviews_are_read_as_they_stand(form: str, name: str) -> None:
    """The head of both lawsuits stands first, and so do their ten figures."""

    def change(rows: Table) -> Table:
        kinds, results = rows[1][5:], rows[1][:5]
        return [[rows[0][1], rows[0][0]], [*kinds, *results], rows[2], [*rows[3][5:], *rows[3][:5]]]

    assert not _differing(_read(form, REVIEW, change, name), form)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("form", EDITIONS)
def test_labels_behind_those_of_their_group_are_read(form: str, name: str) -> None:
    """（三）不予公开1.属于国家秘密 in one cell is the row, and no group has figures."""
    parents = {row.label: row.parent for row in edition(form).table("applications").rows if row.label[:1].isdecimal()}

    def change(rows: Table) -> Table:
        found = []
        for row in rows[3:]:
            label = row[-8].text
            found.append([Spot(parents.get(label, "") + label), *row[-7:]])
        return [[Spot("项目"), *(Spot(one.text) for one in (rows[1][0], *rows[2], rows[1][2]))], *found]

    report = _read(form, APPLICATIONS, change, name)
    assert not _differing(report, form)
    assert {one.code for one in report.problems}.isdisjoint({"parent_number", "table_cut"})


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("dress", ["（{}）", "{}、", "circled"])
def test_numbers_of_rows_in_another_dress_are_numbers(dress: str, name: str) -> None:
    """（1）, 1、 and ① before a label of two characters as before a long one."""

    def change(rows: Table) -> Table:
        return [
            [replace(one, text=_dressed(one.text, dress)) if one.text[1:2] == "." else one for one in row]
            for row in rows
        ]

    assert not _differing(_read("2021", APPLICATIONS, change, name), "2021")


def _dressed(text: str, dress: str) -> str:
    number = chr(ord("①") + int(text[0]) - 1) if dress == "circled" else dress.format(text[0])
    return number + text[2:]


@pytest.mark.parametrize("name", WRITERS)
def test_rows_that_changed_places_and_numbers_are_known_by_their_words(name: str) -> None:
    """5.属于四类过程性信息 before 6.属于三类内部事务信息: each figure is that of the words."""

    def change(rows: Table) -> Table:
        at = next(at for at, row in enumerate(rows) if row[0].text.startswith("5.属于"))
        five, six = rows[at], rows[at + 1]
        five[0], six[0] = replace(five[0], text="6." + five[0].text[2:]), replace(six[0], text="5." + six[0].text[2:])
        return [*rows[:at], six, five, *rows[at + 2 :]]

    assert not _differing(_read("2021", APPLICATIONS, change, name), "2021")


OTHER_WORDS = {"属于国家秘密": "涉密", "重复申请": "再次提出的", "本年新收政府信息公开申请数量": "今年收到的"}


@pytest.mark.parametrize("name", WRITERS)
def test_a_row_under_other_words_is_never_said_to_be_missing(name: str) -> None:
    """Its figures stand between the rows around it: the cells are open, whatever the first row is called."""

    def change(rows: Table) -> Table:
        return [[replace(one, text=_said_otherwise(one.text)) for one in row] for row in rows]

    report = _read("2021", APPLICATIONS, change, name)
    for row in ("refused.1", "rejected.2", "new"):
        assert report.cells[f"applications.{row}.total"].state is CellState.AMBIGUOUS, row
    assert set(_differing(report, "2021").values()) == {"None"}


def _said_otherwise(text: str) -> str:
    for words, other in OTHER_WORDS.items():
        text = text.replace(words, other)
    return text


def test_a_row_that_is_left_out_is_missing() -> None:
    """Control: nothing stands between its neighbours."""
    report = _read("2021", APPLICATIONS, lambda rows: [row for row in rows if row[0].text != "2.重复申请"], "html")
    assert report.cells["applications.rejected.2.total"].state is CellState.ABSENT


@pytest.mark.parametrize("name", WRITERS)
def test_a_turned_table_is_open_and_not_blank(name: str) -> None:
    """Heads of columns before the rows, labels of rows above them: no figure is read, none is said not to be there."""

    def change(rows: Table) -> Table:
        heads = [one.text for one in (rows[1][0], *rows[2], rows[1][2])]
        labels = [row[-8] for row in rows[3:]]
        return [
            [Spot("申请人"), *(Spot(one.text) for one in labels)],
            *([Spot(head), *(row[-7:][at] for row in rows[3:])] for at, head in enumerate(heads)),
        ]

    report = _read("2021", APPLICATIONS, change, name)
    cells = [cell for ref, cell in report.cells.items() if ref.startswith("applications.")]
    assert all(cell.value is None and cell.state not in NOT_THERE for cell in cells)


@pytest.mark.parametrize("name", ["tabs.txt", "spaced.txt", "pipes.txt", "loose.txt"])
@pytest.mark.parametrize("which", [PROACTIVE, APPLICATIONS])
def test_figures_that_the_end_of_a_line_tears_are_joined_or_open(which: int, name: str) -> None:
    """A text whose lines end within figures: whichever figure of a row is torn, no part of it is read as the whole."""
    for column in range(1, 8):

        def change(rows: Table, column: int = column) -> Table:
            for row in rows:
                cell = row[-column] if len(row) > column else row[-1]
                if cell.text.isdecimal():
                    row[row.index(cell)] = replace(cell, text=f"{cell.text[0]}\n{cell.text[1:]}")
            return rows

        report = _read("2021", which, change, name)
        assert set(_differing(report, "2021").values()) <= {"None"}
        table = "proactive" if which == PROACTIVE else "applications"
        states = {cell.state for ref, cell in report.cells.items() if ref.startswith(table)}
        assert states.isdisjoint(NOT_THERE)


@pytest.mark.parametrize("name", WRITERS)
def test_a_column_beside_the_total_moves_no_other(name: str) -> None:
    """占比 behind the total, over all lines of the header, which a text may join: no figure changes its column."""

    def change(rows: Table) -> Table:
        figures = ([*row, Spot("12.5%")] for row in rows[3:])
        return [[*rows[0], Spot("占比", rows=3)], *rows[1:3], *figures]

    assert set(_differing(_read("2021", APPLICATIONS, change, name), "2021").values()) <= {"None"}
