"""Which figure belongs to which cell: the design's rule, held against a slow and plain version of itself."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.interpret.cell_assignment import CellCertainty, Placed, RowSum, SlotContent, place

SEVEN = (RowSum(range(6), 6),)
GIVEN, INFERRED, OPEN = CellCertainty.GIVEN, CellCertainty.INFERRED, CellCertainty.OPEN


def _slots(*figures: str) -> list[SlotContent]:
    return [SlotContent(text, Decimal(text) if text.isdigit() else None) for text in figures]


def _values(slots: list[SlotContent], placed: tuple[Placed, ...]) -> list[str | None]:
    return [None if one.slot is None else slots[one.slot].text for one in placed]


@pytest.mark.parametrize(
    ("figures", "expected", "standing"),
    [
        ("7 0 0 0 0 0 7", "7 0 0 0 0 0 7", GIVEN),
        ("0 0 0 0 0 0 0 0", "0 0 0 0 0 0 0", GIVEN),
    ],
)
def test_rows_without_doubt(figures: str, expected: str, standing: CellCertainty) -> None:
    """As many figures as cells, or a surplus that changes nothing: given as they stand."""
    slots = _slots(*figures.split())
    placed = place(slots, 7, SEVEN)
    assert _values(slots, placed) == expected.split()
    assert {one.standing for one in placed} == {standing}


def test_sum_chooses_and_says_so() -> None:
    """7 0 0 0 0 0 0 7 fits seven cells in one way only; the cells that the sum chose are inferred."""
    slots = _slots(*["7", "0", "0", "0", "0", "0", "0", "7"])
    placed = place(slots, 7, SEVEN)
    assert _values(slots, placed) == ["7", "0", "0", "0", "0", "0", "7"]
    assert [one.standing for one in placed] == [INFERRED, GIVEN, GIVEN, GIVEN, GIVEN, GIVEN, INFERRED]


@pytest.mark.parametrize("figures", ["1 2 3 4 5 6 7 8", "0 0 0 0 0 0", "5", "1 0 0 0 0 0 0 0 0 0 0 0 0 0 1"])
def test_what_cannot_be_known_stays_open(figures: str) -> None:
    """No placement fits, several do, or there are far too many figures: nothing is guessed."""
    placed = place(_slots(*figures.split()), 7, SEVEN)
    assert {one.standing for one in placed} == {OPEN}


def test_blank_cells_of_the_document_are_blank() -> None:
    """Seven slots of which one is blank are seven cells."""
    slots = _slots("1", "", "0", "0", "0", "0", "1")
    placed = place(slots, 7, SEVEN, whole=True)
    assert [one.slot for one in placed] == list(range(7))


def test_blanks_at_the_edges_are_layout() -> None:
    """A leading and a trailing blank beyond the seven cells belong to the layout."""
    slots = _slots("", "7", "0", "", "0", "0", "0", "7", "")
    assert [one.slot for one in place(slots, 7, SEVEN, whole=True)] == list(range(1, 8))


def test_edge_blank_is_decided_by_the_sum_or_not_at_all() -> None:
    """Where a blank may be the first cell or the last, only the sum can tell."""
    slots = _slots("", "7", "0", "0", "0", "0", "7")
    assert _values(slots, place([*slots, SlotContent("")], 7, SEVEN, whole=True))[0] in (None, "", "7")


def test_no_figures_are_blanks() -> None:
    """A label with nothing behind it has blank cells."""
    assert place([], 3) == (Placed(None, GIVEN),) * 3


def test_too_many_ways_are_not_tried() -> None:
    """The number of placements has a limit; beyond it everything is open."""
    placed = place(_slots(*["1"] * 20), 40)
    assert {one.standing for one in placed} == {OPEN}


def _plainly(slots: list[SlotContent], size: int) -> list[object]:
    """The rule by trying everything: the value of each cell, or None where placements disagree or leave it empty.

    Where every total that is there speaks against the row, a blank one proves nothing.
    """
    kept = [list(one) for one in _all(slots, size) if _fits(one)]
    if not any(one[-1] is not None for one in kept):
        return [None] * size
    return [kept[0][cell] if all(one[cell] == kept[0][cell] for one in kept) else None for cell in range(size)]


def _all(slots: list[SlotContent], size: int) -> Iterator[tuple[Decimal | None, ...]]:
    values = [slot.value for slot in slots]
    if len(values) >= size:
        yield from combinations(values, size)
        return
    for chosen in combinations(range(size), len(values)):
        cells: list[Decimal | None] = [None] * size
        for cell, value in zip(chosen, values, strict=True):
            cells[cell] = value
        yield tuple(cells)


def _fits(cells: tuple[Decimal | None, ...]) -> bool:
    *parts, total = cells
    if total is None:
        return True
    known = sum(part for part in parts if part is not None)
    return known <= total if None in parts else known == total


@settings(deadline=None)
@given(figures=st.lists(st.integers(0, 3), min_size=1, max_size=7))
def test_the_rule_holds_for_every_short_row(figures: list[int]) -> None:
    """Five cells, up to two figures too many or any number too few: as trying everything says."""
    slots = _slots(*map(str, figures))
    found = [None if one.slot is None else slots[one.slot].value for one in place(slots, 5, (RowSum(range(4), 4),))]
    expected = [Decimal(f) for f in figures] if len(figures) == 5 else _plainly(slots, 5)
    assert found == expected
