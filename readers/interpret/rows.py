"""One printed row of figures -> its cells, with what was inferred, left open, or one too many."""

from collections.abc import Mapping, Sequence

from filings.edition import Column
from filings.figure import CellState, fold
from filings.nouns import dataclass
from filings.report import Cell, Surplus
from readers.interpret.cell_assignment import CellCertainty, Placed, RowSum, SlotContent, place
from readers.interpret.labels import figure_of
from readers.interpret.merged_digits import row_labels, split
from readers.interpret.row_slots import RowSlots
from readers.interpret.tokens import Token
from readers.interpret.torn import joined


@dataclass(frozen=True, slots=True)
class RowForm:
    """What a row of figures is to hold: the address and column of each cell, and the sums within the row."""

    address: str
    refs: tuple[str, ...]
    columns: tuple[Column, ...]
    sums: tuple[RowSum, ...]


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of a row by address; ``surplus``: see ``Report``; ``disagrees``: position and label contradict."""

    cells: Mapping[str, Cell]
    surplus: Surplus | None = None
    disagrees: bool = False
    split: bool = False


def fill(
    tokens: Sequence[Token],
    line: RowForm,
    window: RowSlots,
    where: str,
    opinion: Sequence[str | None] | None,
    *,
    guessed: bool = False,
) -> RowCells:
    """Fill a row. ``opinion``: what grid positions say stands in each cell, None (for one or all) where nothing.

    ``guessed``: where the cells are was told by where the words stand; the row is read if it has a figure for each.
    """
    found = [tokens[index] for index in window.slots]
    parts = _unglued(found, line)
    if parts:
        found = [found[0]._replace(text=part) for part in parts]
    mended = joined(found, len(line.refs), line.sums)
    if mended and mended.tokens:
        found = list(mended.tokens)
    written = [_written(token) for token in found]
    placed = place(written, len(line.refs), line.sums, whole=window.whole)
    if mended and not mended.tokens:
        placed = (Placed(None, CellCertainty.OPEN),) * len(placed)
    elif parts or (mended and mended.whole):
        placed = tuple(Placed(one.slot, CellCertainty.INFERRED) for one in placed)
    disagrees = opinion is not None and _disagrees(found, placed, opinion)
    swallowed = any(token.body in row_labels() for token in found if token.body)  # the label of another row
    uneven = guessed and (len(found) != len(line.refs) or not all(token.figure for token in found))
    if disagrees or swallowed or uneven or _is_doubtful(found, window, len(line.refs)):
        placed = (Placed(None, CellCertainty.OPEN),) * len(placed)
    texts = tuple(token.text for token in found if token.text)
    cells = {
        ref: _cell(found, one, column, where, " ".join(texts))
        for ref, one, column in zip(line.refs, placed, line.columns, strict=True)
    }
    is_open = any(one.standing is CellCertainty.OPEN for one in placed)
    extra = len(texts) > len(line.refs) and not is_open
    return RowCells(
        cells,
        Surplus(row=line.address, raw=texts, place=where) if extra else None,
        disagrees,
        is_open and _is_split(written, line),
    )


def _unglued(found: Sequence[Token], line: RowForm) -> tuple[str, ...] | None:
    """The figures of a row that stand there as one, if there is only one way to read them."""
    if len(found) != 1 or len(line.refs) == 1 or not found[0].figure or not found[0].certain:
        return None
    return split(found[0].text, line.columns, line.sums)


def absent(line: RowForm) -> dict[str, Cell]:
    """The cells of a row that is not there."""
    return {ref: Cell(raw="", state=CellState.ABSENT, value=None, place="") for ref in line.refs}


def _is_doubtful(found: Sequence[Token], window: RowSlots, size: int) -> bool:
    """Whether cells must be told by order although it is not certain what stands in the row, or whether anything."""
    by_order = not (window.whole and len(found) == size)
    return by_order and any(not token.certain for token in found)


def _written(token: Token) -> SlotContent:
    """What a slot holds; text that is not certain has no value, and no sum may give it one."""
    if not token.certain:
        return SlotContent(token.text)
    return SlotContent(token.text, figure_of(token.text, money=True).value) if token.figure else SlotContent(token.text)


def _cell(found: Sequence[Token], placed: Placed, column: Column, where: str, texts: str) -> Cell:
    if placed.standing is CellCertainty.OPEN:
        return Cell(raw=texts, state=CellState.AMBIGUOUS, value=None, place=where)
    if placed.slot is None:
        return Cell(raw="", state=CellState.BLANK, value=None, place=where)
    token = found[placed.slot]
    if not token.certain:
        return Cell(raw=token.text, state=CellState.AMBIGUOUS, value=None, place=token.place)
    figure = figure_of(token.text, money=column.money)
    state = figure.state
    if placed.standing is CellCertainty.INFERRED and state is CellState.NUMBER:
        state = CellState.INFERRED
    return Cell(raw=token.text, state=state, value=figure.value, place=token.place)


def _disagrees(found: Sequence[Token], placed: Sequence[Placed], opinion: Sequence[str | None]) -> bool:
    return any(
        text is not None
        and one.standing is not CellCertainty.OPEN
        and _differ("" if one.slot is None else found[one.slot].text, text)
        for one, text in zip(placed, opinion, strict=True)
    )


def _differ(text: str, other: str) -> bool:
    return text != other and fold(text) != fold(other)


def _is_split(written: Sequence[SlotContent], line: RowForm) -> bool:
    """Whether one figure cut over two cells explains the row: joining one pair of neighbours satisfies its sums."""
    filled = [one for one in written if one.text]
    if not line.sums or len(filled) != len(line.refs) + 1:
        return False
    return any(_joined_fits(filled, at, line) for at in range(len(filled) - 1))


def _joined_fits(filled: Sequence[SlotContent], at: int, line: RowForm) -> bool:
    left, right = fold(filled[at].text), fold(filled[at + 1].text)
    if not (left.isdigit() and right.isdigit()) or left.startswith("0"):
        return False
    joined = [*filled[:at], _whole(left + right), *filled[at + 2 :]]
    placed = place(joined, len(line.refs), line.sums)
    values = {one: joined[cell.slot].value for one, cell in enumerate(placed) if cell.slot is not None}
    return all(sum(values.get(part) or 0 for part in one.parts) == values.get(one.total) for one in line.sums)


def _whole(text: str) -> SlotContent:
    return SlotContent(text, figure_of(text).value)
