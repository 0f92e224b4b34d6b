"""Blocks -> tokens: every printed piece of text with its place, in reading order, tables and loose lines alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readers.blocks import LOW_CERTAINTY, Block, Grid, Text
from readers.interpret.labels import is_figure, label_key
from readers.interpret.lines import Fed, LooseCells, Piece, pieces
from readers.limits import TOKENS
from readers.refusal import Unreadable

LABEL_LENGTH = 60


@dataclass(slots=True)
class Token:
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


def tokenise(blocks: Iterable[Block], *, flattened: bool = False) -> list[Token]:
    """The tokens of a document; page numbers and converters' marks are left out. ``flattened``: see ``Pages``."""
    tokens: list[Token] = []
    row = 0
    loose = LooseCells()
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            row = _grid_tokens(block, index, row + 1, tokens)
            loose.close()
        elif isinstance(block, Text):
            found = loose.feed(block.text) if flattened else Fed()
            if found.joins and tokens:
                _join(tokens[-1], found.joins)
                continue
            if not block.text:
                continue
            row += not found.same_row
            tokens.extend(_line_tokens(block, index, row, found.pieces or pieces(block.text)))
            if len(tokens) > TOKENS:
                raise Unreadable("文件里的文字和数字过多，不像是一份年度报告")
        else:
            loose.close()
    return tokens


def _grid_tokens(grid: Grid, index: int, row: int, tokens: list[Token]) -> int:
    previous = -1
    for cell in grid.cells:
        if cell.row != previous:
            row += 1
            previous = cell.row
        token = _token(cell.text.strip(), cell.place, row, whole=True, block=index)
        token.grid_row, token.grid_column = cell.row, cell.column
        token.certain = cell.certainty >= LOW_CERTAINTY
        tokens.append(token)
    return row


def _line_tokens(block: Text, index: int, row: int, found: Iterable[Piece]) -> Iterator[Token]:
    line = block.place.startswith("L")
    for piece in found:
        where = f"{block.place}:{piece.column + 1}" if line and piece.column else block.place
        token = _token(piece.text, where, row, whole=piece.whole, block=index)
        token.certain = block.certainty >= LOW_CERTAINTY
        yield token


def _token(text: str, where: str, row: int, *, whole: bool, block: int) -> Token:
    figure = is_figure(text)
    number, body = (0, "") if figure or len(text) > LABEL_LENGTH else _key(text)
    return Token(text, where, row, whole, block, figure, number, body)


def _key(text: str) -> tuple[int, str]:
    """``label_key``, but nothing for digits alone: two figures in one cell are no label."""
    number, body = label_key(text)
    return (0, "") if body.isdecimal() else (number, body)


def _join(token: Token, text: str) -> None:
    """Add the next line of a cell that runs over several lines."""
    token.text = f"{token.text}{text}"
    token.figure = is_figure(token.text)
    token.number, token.body = (0, "") if token.figure else _key(token.text)
