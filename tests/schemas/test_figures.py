"""Tables of whole numbers kept as one row of integers are the same cells, labels and places as made one by one."""

from typing import Any

import pytest

from filings.figure import CellState
from rules.book_io.zero_report import zero_report
from schemas.editions import edition
from schemas.figures import Figures, LayoutLabels, figures_of, pack, printed_labels
from schemas.report import from_json, to_json


def _sent(form: str) -> dict[str, Any]:
    """A report as another system sends it, every cell another number."""
    data = to_json(zero_report(form))
    counted = iter(range(1000))
    for name in ("proactive", "applications"):
        data["tables"][name] = {key: [next(counted) for _ in row] for key, row in data["tables"][name].items()}
    data["tables"]["review"] = [next(counted) for _ in range(15)]
    return {key: value for key, value in data.items() if key not in ("cells", "labels")}


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_same_report_as_cell_by_cell(form: str) -> None:
    """Cells, labels, places and their order are those of the long way."""
    data = _sent(form)
    short = from_json(data)
    long = from_json(data | {"cells": {}})  # a sender who also gives cells as written may say more than numbers
    assert isinstance(short.cells, Figures)
    assert isinstance(long.cells, dict)
    assert short == long
    assert list(short.cells.items()) == list(long.cells.items())
    assert list(short.labels.items()) == list(long.labels.items())
    assert [short.cells.number(ref) for ref in short.cells] == [cell.value for cell in long.cells.values()]
    assert [short.cells.place(ref) for ref in short.cells] == [cell.place for cell in long.cells.values()]


def test_rows_may_come_in_any_order() -> None:
    """The sender's order of rows changes neither a cell nor the printed order."""
    data = _sent("2021")
    turned = dict(
        data, tables={k: v if k == "review" else dict(reversed(v.items())) for k, v in data["tables"].items()}
    )
    one, other = from_json(data), from_json(turned)
    assert list(one.cells.items()) == list(other.cells.items())
    assert list(other.cells.keys()) == [ref for ref in edition("2021").refs if ref in one.cells]


def test_the_rows_that_are_left_out_are_not_there() -> None:
    """A table or row that was not sent has no cells, and reports sent alike share one layout."""
    data = _sent("2021")
    del data["tables"]["applications"]["new"]
    data["tables"]["review"] = None
    one, other = from_json(data), from_json(data)
    assert isinstance(one.cells, Figures)
    assert isinstance(other.cells, Figures)
    assert isinstance(one.labels, LayoutLabels)
    assert one.cells.layout is other.cells.layout
    assert one.value("applications.new.total") is None
    assert one.value("review.reconsideration.total") is None
    assert "applications.new" not in one.labels
    assert "applications.total.natural" in one.cells
    assert len(one.cells) == len(list(one.cells))
    assert len(one.labels) == len(list(one.labels))


@pytest.mark.parametrize("odd", [None, 2.5, True, 10**13, -(10**13), "3"])
def test_anything_else_than_whole_numbers_goes_the_long_way(odd: object) -> None:
    """A blank, a fraction, a truth value or an absurd size is not packed."""
    tables = _sent("2021")["tables"]
    tables["applications"]["new"][2] = odd
    assert figures_of("2021", tables) is None


def test_a_blank_stays_a_blank() -> None:
    """Null is never a zero."""
    data = _sent("2021")
    data["tables"]["applications"]["new"][2] = None
    cell = from_json(data).cells["applications.new.research"]
    assert (cell.state, cell.value, cell.raw) == (CellState.BLANK, None, "")


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"proactive": {"fees": [3]}},
        {"applications": {"new": None}},
        {"applications": {"new": [1, 2, 3]}},
        {"applications": {"unheard_of": [1, 2, 3, 4, 5, 6, 7]}},
        {"proactive": {"services": [1, 2]}},
        {"review": [1, 2, 3]},
        {"applications": {"new": [1] * 6, "carried_in": [1] * 8}},
    ],
)
def test_what_does_not_fit_the_form_is_not_packed(tables: dict[str, Any]) -> None:
    """Rows that the form does not have, or has in another width, are left to the long way."""
    assert figures_of("2021", tables) is None


def test_it_can_be_looked_at() -> None:
    """Both mappings show what they hold."""
    report = from_json(_sent("2021"))
    assert "applications.new.natural" in repr(report.cells)
    assert "applications.new" in repr(report.labels)
    assert dict(report.labels) == dict(printed_labels(edition("2021"), report.cells))


@pytest.mark.parametrize(
    ("number", "small", "long"),
    [(0, True, False), (9999, True, False), (10_000, False, False), (-1, False, True), (70_000, False, True)],
)
def test_numbers_are_packed_and_told_apart_by_size(number: int, *, small: bool, long: bool) -> None:
    """Two bytes each while none is negative or large, else eight; small numbers are known as such."""
    tables = _sent("2021")["tables"]
    tables["applications"]["new"][2] = number
    figures = figures_of("2021", tables)
    assert figures is not None
    assert figures.within(9999) is small
    assert len(figures.packed) == (8 if long else 2) * len(figures)
    assert figures.packed == pack(figures.numbers)


def test_other_numbers_may_be_put_in() -> None:
    """The cells that are named hold the new numbers, all others what they held; the first figures stay as they are."""
    before = figures_of("2021", _sent("2021")["tables"])
    assert before is not None
    new = {"applications.new.research": 12_345_678, "proactive.fees.amount": -3}
    after = before.changed(new)
    expected = {ref: new.get(ref, int(cell.value or 0)) for ref, cell in before.items()}
    assert {ref: cell.value for ref, cell in after.items()} == expected
    assert {ref: cell.place for ref, cell in after.items()} == {ref: cell.place for ref, cell in before.items()}
    assert [cell.raw for cell in after.values()] == [str(number) for number in expected.values()]
    assert after.packed == pack(after.numbers)
    assert before == figures_of("2021", _sent("2021")["tables"])
