"""Which figure of a row belongs to which cell, when a row may hold more or fewer figures than cells.

A cell gets a value only if every order-keeping placement that satisfies the row's own sums gives it that value. A
blank stands for any number that is not negative. Nothing is guessed: what several placements give differently is left
open.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from itertools import combinations
from math import comb

from filings.nouns import dataclass

MOST_PLACEMENTS = 7000


class CellCertainty(Enum):
    """How sure it is what a cell holds: given by the document, inferred with the help of a sum, or left open."""

    GIVEN = 1
    INFERRED = 2
    OPEN = 3


@dataclass(frozen=True, slots=True)
class SlotContent:
    """What stands in one slot of a row. ``value``: None for a blank (``text`` empty), a stroke or words."""

    text: str
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RowSum:
    """The cells ``parts`` of a row add up to its cell ``total``."""

    parts: Sequence[int]
    total: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell: the slot it takes its content from, None if it stays blank or open."""

    slot: int | None
    standing: CellCertainty


Placement = tuple[int | None, ...]


def place(
    slots: Sequence[SlotContent], size: int, sums: Sequence[RowSum] = (), *, whole: bool = False
) -> tuple[Placed, ...]:
    """Give ``size`` cells their slots. ``whole``: blank slots are cells of the document, not gaps of its layout."""
    found = _placements(slots, size, whole=whole)
    if found is None:
        return (Placed(None, CellCertainty.OPEN),) * size
    plain, total = found
    if total == 1:
        return tuple(Placed(slot, CellCertainty.GIVEN) for slot in next(iter(plain)))
    return _agreed(slots, plain, size, sums)


def _placements(slots: Sequence[SlotContent], size: int, *, whole: bool) -> tuple[Iterable[Placement], int] | None:
    """Every placement worth considering, and how many; None when there are too many to try."""
    filled = [index for index, slot in enumerate(slots) if slot.text]
    if not filled:
        return [tuple(range(size)) if whole and len(slots) == size else (None,) * size], 1
    if whole and len(slots) == size:
        return [tuple(range(size))], 1
    if len(filled) == size:
        return [tuple(filled)], 1
    if whole and len(slots) > size and (windows := list(_windows(slots, filled, size))):
        return windows, len(windows)
    if len(filled) > size:
        return _choices(filled, size)
    return _spreads(filled, size)


def _windows(slots: Sequence[SlotContent], filled: Sequence[int], size: int) -> Iterator[Placement]:
    """Stretches of the row that leave out nothing but blanks at its edges."""
    for start in range(len(slots) - size + 1):
        if start <= filled[0] and filled[-1] < start + size:
            yield tuple(range(start, start + size))


def _choices(filled: Sequence[int], size: int) -> tuple[Iterable[Placement], int] | None:
    surplus = len(filled) - size
    count = comb(len(filled), size)
    if surplus > max(2, size // 3) or count > MOST_PLACEMENTS:
        return None
    return combinations(filled, size), count


def _spreads(filled: Sequence[int], size: int) -> tuple[Iterable[Placement], int] | None:
    count = comb(size, len(filled))
    if count > MOST_PLACEMENTS:
        return None
    return _spread(filled, size), count


def _spread(filled: Sequence[int], size: int) -> Iterator[Placement]:
    for chosen in combinations(range(size), len(filled)):
        cells: list[int | None] = [None] * size
        for cell, slot in zip(chosen, filled, strict=True):
            cells[cell] = slot
        yield tuple(cells)


def _agreed(
    slots: Sequence[SlotContent], placements: Iterable[Placement], size: int, sums: Sequence[RowSum]
) -> tuple[Placed, ...]:
    first: Placement | None = None
    proved = not sums
    same, always = [True] * size, [True] * size
    before: Placement | None = None
    for placement in placements:
        if before is not None:
            _compare(slots, before, placement, always)
        before = before or placement
        if not satisfies(slots, placement, sums):
            continue
        if first is not None:
            _compare(slots, first, placement, same)
        first = first or placement
        proved = proved or any(placement[one.total] is not None for one in sums)
        if not any(same):
            break
    if first is None or not proved:  # where no total is left to speak against it anything fits
        return (Placed(None, CellCertainty.OPEN),) * size
    return tuple(_placed(first[cell], agreed=same[cell], always=always[cell]) for cell in range(size))


def _compare(slots: Sequence[SlotContent], first: Placement, other: Placement, same: list[bool]) -> None:
    for cell, agreed in enumerate(same):
        if agreed and _content(slots, first[cell]) != _content(slots, other[cell]):
            same[cell] = False


def _placed(slot: int | None, *, agreed: bool, always: bool) -> Placed:
    if not agreed:
        return Placed(None, CellCertainty.OPEN)
    return Placed(slot, CellCertainty.GIVEN if always else CellCertainty.INFERRED)


def _content(slots: Sequence[SlotContent], slot: int | None) -> object:
    if slot is None:
        return ""
    written = slots[slot]
    return written.text if written.value is None else written.value


def satisfies(slots: Sequence[SlotContent], placement: Placement, sums: Sequence[RowSum]) -> bool:
    """Whether some filling of the blanks with numbers that are not negative makes every sum hold."""
    return all(_holds(slots, placement, one) for one in sums)


def _holds(slots: Sequence[SlotContent], placement: Placement, one: RowSum) -> bool:
    total = _value(slots, placement[one.total])
    if total is None:
        return True
    known, unknown = Decimal(0), False
    for cell in one.parts:
        value = _value(slots, placement[cell])
        if value is None:
            unknown = True
        else:
            known += value
    return known <= total if unknown else known == total


def _value(slots: Sequence[SlotContent], slot: int | None) -> Decimal | None:
    return None if slot is None else slots[slot].value
