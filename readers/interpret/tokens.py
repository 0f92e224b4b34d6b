"""Blocks -> tokens: every printed piece of text with its place, in reading order, tables and loose lines alike."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, repeat
from typing import NamedTuple

from readers.blocks import LOW_CERTAINTY, Block, Grid, Text
from readers.interpret.glued import is_glued, parted
from readers.interpret.labels import is_figure
from readers.interpret.layouts import Laid, key_of, laid, words_of
from readers.interpret.lines import Fed, LooseCells, Piece, is_plain, pieces
from readers.limits import TOKENS
from readers.refusal import Unreadable


class Token(NamedTuple):
    """A printed piece of text. ``row``: number of the printed row; ``whole``: blanks of that row count as cells.

    ``block``: index of the block it came from; ``grid_row``, ``grid_column``: -1 outside of grids.
    ``number``, ``body``: see ``label_key``; both empty for long texts and bare digits, which are never labels.
    ``certain``: False for what was recognised in a picture so badly that it may be a label but never a value.
    """

    text: str
    place: str
    row: int
    whole: bool
    block: int
    figure: bool
    number: int = 0
    body: str = ""
    grid_row: int = -1
    grid_column: int = -1
    certain: bool = True


_ALWAYS = repeat(object=True)
_made = partial(tuple.__new__, Token)


class Tokens(NamedTuple):
    """The tokens of a document. ``grids``: by block index, the first token of each grid and the grid as columns."""

    tokens: list[Token]
    grids: dict[int, tuple[int, Laid]]


def tokenise(blocks: Iterable[Block], *, flattened: bool = False) -> Tokens:
    """The tokens of a document; page numbers and converters' marks are left out. ``flattened``: see ``Pages``."""
    tokens: list[Token] = []
    grids: dict[int, tuple[int, Laid]] = {}
    row = 0
    loose = LooseCells()
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            grids[index] = len(tokens), laid(block)
            tokens.extend(_grid_tokens(block, grids[index][1], index, row + 1))
            row = max(row + 1, tokens[-1].row if block.cells else 0)
            loose.close()
        elif isinstance(block, Text):
            if flattened and is_glued(block.text):
                loose.close()
                found = _NOTHING
            else:
                found = loose.feed(block.text) if flattened else _NOTHING
            if found.joins and tokens:
                tokens[-1] = _join(tokens[-1], found.joins)
                continue
            if not block.text:
                continue
            row += not found.same_row
            if found.pieces or not is_plain(block.text) or block.text[-1:].isdecimal():
                tokens.extend(_line_tokens(block, index, row, found.pieces or pieces(block.text)))
            else:
                tokens.append(_plain_token(block, index, row))
            if len(tokens) > TOKENS:
                raise Unreadable("文件里的文字和数字过多，不像是一份年度报告")
        else:
            loose.close()
    return Tokens(tokens, grids)


_NOTHING = Fed()


def _grid_tokens(grid: Grid, columns: Laid, index: int, row: int) -> Iterable[Token]:
    layout = columns.layout
    rows = [row + 1 + line for line in layout.lines]
    certain = [cell.certainty >= LOW_CERTAINTY for cell in grid.cells] if columns.doubtful else _ALWAYS
    fields = zip(
        columns.texts, columns.places, rows, _ALWAYS, repeat(index), layout.figures, layout.numbers,
        layout.bodies, layout.rows, layout.columns, certain, strict=False,
    )  # fmt: skip
    return map(_made, fields)


def _plain_token(block: Text, index: int, row: int) -> Token:
    """The token of a line that is one word."""
    text, where, _, certainty = block
    number, body = key_of(text)
    return _made((text, where, row, False, index, is_figure(text), number, body, -1, -1, certainty >= LOW_CERTAINTY))


def _line_tokens(block: Text, index: int, row: int, found: Iterable[Piece]) -> Iterator[Token]:
    line = block.place.startswith("L")
    certain = block.certainty >= LOW_CERTAINTY
    for piece in chain.from_iterable(map(parted, found)):
        where = f"{block.place}:{piece.column + 1}" if line and piece.column else block.place
        number, body = key_of(piece.text)
        figure = is_figure(piece.text)
        yield _made((piece.text, where, row, piece.whole, index, figure, number, body, -1, -1, certain))


def _join(token: Token, text: str) -> Token:
    """The token with the next line of a cell that runs over several lines."""
    joined = f"{token.text}{text}"
    figure = is_figure(joined)
    number, body = (0, "") if figure else words_of(joined)
    return token._replace(text=joined, figure=figure, number=number, body=body)
