"""Figures torn by a blank or the end of a line: ``1 0`` for 10 is joined where the sums of its row leave one way."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import combinations, product

from filings.figure import CellState, fold
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.report import Cell
from readers.interpret.cell_assignment import RowSum, SlotContent, satisfies
from readers.interpret.labels import figure_of, is_figure
from readers.interpret.row_slots import RowSlots, loose
from readers.interpret.tokens import Token

_MOST = 2  # blanks within the figures of a row: with more of them too many ways fit by chance
_TORN = pattern(r"[1-9]\d*(?:\s+\d+)+", re.ASCII)
_PART = pattern(r"\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Joined:
    """``tokens``: of the cells of a row, None where nobody can say which; ``whole``: its torn figures are joined."""

    tokens: tuple[Token, ...] | None
    whole: bool = True


def is_torn(text: str) -> bool:
    """Whether a text is a figure with blanks or breaks between its digits."""
    return _TORN.fullmatch(text) is not None


def joined(found: Sequence[Token], size: int, sums: Sequence[RowSum]) -> Joined | None:
    """What comes of joining torn figures of a row of ``size`` cells; None where no joining satisfies the sums."""
    if len(found) == size:
        return _within_cells(found, sums)
    if found and found[0].whole and len(cells := _cells(found)) == size:
        return _within_cells(cells, sums) or Joined(tuple(cells), whole=False)
    filled = [token for token in found if token.text]
    if not sums:  # which of them are one nobody can say, and 1 1 12 13 may be 11, 12 and 13
        return Joined(None) if len(filled) > size and not filled[0].whole and filled[0].grid_row < 0 else None
    if not size < len(filled) <= size + _MOST or not all(map(_is_part, filled)):
        return None
    ways = list(_ways(filled, size, sums))
    if not ways:
        return None
    (tokens, torn), *others = ways
    texts = [token.text for token in tokens]
    values = [_written(token.text) for token in filled]
    dropped = any(satisfies(values, kept, sums) for kept in combinations(range(len(filled)), size))
    if dropped or not torn or any([token.text for token in other] != texts for other, _ in others):
        return Joined(None)
    return Joined(tokens)


def _cells(found: Sequence[Token]) -> list[Token]:
    """The cells of a text's row: figures that stand in one are one text."""
    cells: list[Token] = []
    for token in found:
        if cells and _is_tear(cells[-1], token) and token.row == cells[-1].row:
            cells[-1] = cells[-1]._replace(text=f"{cells[-1].text} {token.text}", figure=False)
        else:
            cells.append(token)
    return cells


def _is_part(token: Token) -> bool:
    return token.certain and _PART.fullmatch(fold(token.text)) is not None


def _ways(found: Sequence[Token], size: int, sums: Sequence[RowSum]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Ways to make ``size`` figures by joining neighbours; whether blanks and ends of lines alone were between them."""
    for gaps in combinations(range(1, len(found)), len(found) - size):
        ends = [at for at in range(1, len(found)) if at not in gaps]
        groups = [found[start:end] for start, end in zip((0, *ends), (*ends, len(found)), strict=True)]
        if any(len(group) > 1 and fold(group[0].text).startswith("0") for group in groups):
            continue
        tokens = tuple(group[0]._replace(text="".join(fold(one.text) for one in group)) for group in groups)
        if satisfies([_written(token.text) for token in tokens], tuple(range(size)), sums):
            yield tokens, all(_is_tear(found[at - 1], found[at]) for at in gaps)


def _is_tear(before: Token, after: Token) -> bool:
    """Whether a blank or the end of a line parts two figures, and no cell of a table."""
    return after.grid_row < 0 and (not after.whole or after.row != before.row)


def _within_cells(found: Sequence[Token], sums: Sequence[RowSum]) -> Joined | None:
    """Cells that hold ``1 0``: nothing else that could be meant may satisfy the sums."""
    torn = [at for at, token in enumerate(found) if token.certain and is_torn(token.text)]
    summed = {cell for one in sums for cell in (*one.parts, one.total)}
    if not 0 < len(torn) <= _MOST or not summed.issuperset(torn):
        return None
    known = [at in torn or _written(token.text).value is not None for at, token in enumerate(found)]
    if not all(known[at] for at in summed):
        return None  # beside a cell that may hold any number a sum proves nothing
    order = tuple(range(len(found)))
    whole = {at: "".join(found[at].text.split()) for at in torn}
    ways = [
        way
        for way in product(*((whole[at], *found[at].text.split()) for at in torn))
        if satisfies(_with(found, dict(zip(torn, way, strict=True))), order, sums)
    ]
    if ways != [tuple(whole.values())]:
        return None
    return Joined(
        tuple(token._replace(text=whole[at], figure=True) if at in whole else token for at, token in enumerate(found))
    )


def _with(found: Sequence[Token], texts: dict[int, str]) -> list[SlotContent]:
    return [_written(texts.get(at, token.text)) for at, token in enumerate(found)]


def _written(text: str) -> SlotContent:
    return SlotContent(text, figure_of(text).value)


def widened(
    tokens: Sequence[Token], window: RowSlots, stops: Container[int], size: int, sums: Sequence[RowSum]
) -> RowSlots:
    """The window with the figures on the lines below, where a line that ends within a figure alone explains the row."""
    if not window.slots or not sums or tokens[window.slots[-1]].grid_row >= 0:
        return window
    below = loose(tokens, window.slots[-1] + 1, stops, size)
    if not below:
        return window
    here = [_written(tokens[index].text) for index in window.slots]
    if len(here) == size and satisfies(here, tuple(range(size)), sums):
        return window
    slots = (*(index for index in window.slots if tokens[index].text), *below)
    found = joined([tokens[index] for index in slots], size, sums) if len(slots) > size else None
    return RowSlots(slots, whole=False) if found and found.whole else window


def goes_on_below(tokens: Sequence[Token], window: RowSlots, stops: Container[int]) -> bool:
    """Whether the next line of a text begins with a figure that is no cell of this row nor of any other."""
    if not window.slots:
        return False
    last, below = window.slots[-1], window.slots[-1] + 1
    if below >= len(tokens) or below in stops or tokens[last].grid_row >= 0 or tokens[below].grid_row >= 0:
        return False
    return is_figure(tokens[below].text.strip(" |")) and tokens[below].row != tokens[last].row


def torn_off(refs: Sequence[str], cells: Mapping[str, Cell], sums: Sequence[RowSum]) -> tuple[str, ...]:
    """The cells of such a row that may have lost digits: the last, or all of too few; none where its sums hold."""
    if any(cells[ref].state is CellState.BLANK for ref in refs):
        return tuple(refs)
    values = [SlotContent(cells[ref].raw, cells[ref].value) for ref in refs]
    holds = sums and all(one.value is not None for one in values) and satisfies(values, tuple(range(len(refs))), sums)
    return () if holds else (refs[-1],)
