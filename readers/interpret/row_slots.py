"""The slots of a row: the tokens after its label that stand for its cells."""

from collections.abc import Container, Sequence

from filings.nouns import dataclass
from readers.interpret.align import LabelMatch
from readers.interpret.tokens import Token

_WORD_IN_A_CELL = 8
_MARKED = 30  # characters of a figure with signs around it


@dataclass(frozen=True, slots=True)
class RowSlots:
    """The slots of a row, as token indexes. ``whole``: blank slots are cells of the document."""

    slots: tuple[int, ...]
    whole: bool


def after(tokens: Sequence[Token], hit: LabelMatch, stops: Container[int], size: int) -> RowSlots:
    """The window of the row whose label is at ``hit``: ``size`` cells are expected."""
    same = _same_row(tokens, hit.end, stops)
    if tokens[hit.end].whole and same:
        return RowSlots(tuple(same), whole=True)
    if sum(tokens[index].figure for index in same) == size:
        return RowSlots(tuple(index for index in same if tokens[index].figure), whole=False)
    if size == 1 and same and _is_marked(tokens[same[0]]):  # one cell, of which the figure has signs in it
        return RowSlots((same[0],), whole=False)
    return RowSlots(tuple(loose(tokens, hit.end + 1, stops, size)), whole=False)


def _is_marked(token: Token) -> bool:
    return not token.figure and len(token.text) <= _MARKED and any(map(str.isdecimal, token.text))


def _same_row(tokens: Sequence[Token], end: int, stops: Container[int]) -> list[int]:
    found: list[int] = []
    row = tokens[end].row
    for index in range(end + 1, len(tokens)):
        if tokens[index].row != row or index in stops:
            break
        found.append(index)
    return found


def loose(tokens: Sequence[Token], start: int, stops: Container[int], size: int) -> list[int]:
    """Figures from ``start`` on, whatever line they stand on, up to the next words that are no cell."""
    found: list[int] = []
    for index in range(start, len(tokens)):
        token = tokens[index]
        if index in stops or len(found) > 4 * size:
            break
        if token.figure or (token.text and _is_cell(tokens, index, stops, size - len(found) - 1)):
            found.append(index)
        elif token.text:
            break
    return found


def _is_cell(tokens: Sequence[Token], index: int, stops: Container[int], missing: int) -> bool:
    """Whether words among figures fill the place of a figure: then exactly the missing figures follow."""
    token = tokens[index]
    if missing < 0 or token.number or len(token.text) > _WORD_IN_A_CELL:
        return False
    following = 0
    for later in range(index + 1, min(len(tokens), index + 3 * missing + 3)):
        if later in stops or (tokens[later].text and not tokens[later].figure):
            break
        following += tokens[later].figure
    return following == missing > 0
