"""Blocks -> tokens: every printed piece of text with its place, in reading order, tables and loose lines alike."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import NamedTuple, cast, overload

from readers.blocks import LOW_CERTAINTY, Block, Grid, Text
from readers.interpret.labels import is_figure
from readers.interpret.layouts import LABEL_LENGTH, Columned, GridColumns, as_columns, key_of, words_of
from readers.interpret.lines import Fed, LinePiece, LooseCells, is_plain, pieces
from readers.interpret.merged_digits import is_glued, parted
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


class _PendingGrid(NamedTuple):
    """The tokens of a grid before they are made. ``start``: index of the first; ``row``: the printed row before it."""

    start: int
    grid: Grid
    columns: GridColumns
    block: int
    row: int


class TokenList(Sequence[Token]):
    """The tokens of a document in reading order. Those of grids are made when one of them is asked for."""

    __slots__ = ("_grids", "_tokens")

    def __init__(self, tokens: list[Token | None], grids: Sequence[_PendingGrid]) -> None:
        self._tokens = tokens
        self._grids = grids

    def outside(self, index: int) -> Token | None:
        """The token if it stands in no grid."""
        token = self._tokens[index]
        return None if token is None or token.grid_row >= 0 else token

    def block(self, index: int) -> int:
        """The index of the block that a token came from."""
        token = self._tokens[index]
        return token.block if token else max(one.block for one in self._grids if one.start <= index)

    def all(self) -> list[Token]:
        """Every token."""
        for cells in self._grids:
            self._tokens[cells.start : cells.start + len(cells.columns.texts)] = _grid_tokens(cells)
        self._grids = ()
        return cast("list[Token]", self._tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, slice):
            return self.all()[index]
        return self._tokens[index] or self.all()[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self._tokens)


class Tokens(NamedTuple):
    """The tokens of a document. ``grids``: by block index, the first token of each grid and the grid as columns.

    ``worded``: the tokens outside of grids that have a body, so that they may be labels or headings, by index.
    ``texts``: of all tokens.
    """

    tokens: TokenList
    grids: dict[int, tuple[int, GridColumns]]
    worded: list[tuple[int, Token]]
    texts: list[str]


def tokenise(blocks: Sequence[Block], columns: Columned | None = None, *, flattened: bool = False) -> Tokens:
    """The tokens of a document; page numbers and converters' marks are left out.

    ``columns``: the grids among the blocks, if somebody has made them. ``flattened``: see ``Pages``.
    """
    tokens: list[Token | None] = []
    grids: list[_PendingGrid] = []
    row = 0
    loose = LooseCells()
    for index, block in enumerate(blocks):
        if isinstance(block, Text):
            text, where, _, certainty = block
            word = _short_word(text) if len(text) <= LABEL_LENGTH else _word(text)
            if word is None or flattened:
                row = _lines(tokens, block, index, row, _fed(loose, text) if flattened else _NOTHING)
            else:
                row += 1
                certain = certainty >= LOW_CERTAINTY
                tokens.append(_made((text, where, row, False, index, *word, -1, -1, certain)))
            if len(tokens) > TOKENS:
                raise Unreadable("文件里的文字和数字过多，不像是一份年度报告")
            continue
        if isinstance(block, Grid):
            row += 1
            grid = columns[index] if columns is not None else None
            cells = _PendingGrid(len(tokens), block, grid or as_columns(block), index, row)
            grids.append(cells)
            tokens += [None] * len(cells.columns.texts)
            row += cells.columns.layout.lines[-1] + 1 if cells.columns.texts else 0
        loose.close()
    return _told(tokens, grids)


def _told(tokens: list[Token | None], grids: Sequence[_PendingGrid]) -> Tokens:
    texts: list[str] = []
    ends = [(cells.start, cells.columns.texts) for cells in grids]
    begin = 0
    for start, written in (*ends, (len(tokens), ())):
        texts += [token.text for token in tokens[begin:start] if token]
        texts += written
        begin = start + len(written)
    return Tokens(
        tokens=TokenList(tokens, grids),
        grids={cells.block: (cells.start, cells.columns) for cells in grids},
        worded=[(at, token) for at, token in enumerate(tokens) if token and token.body],
        texts=texts,
    )


_NOTHING = Fed()


def _lines(tokens: list[Token | None], block: Text, index: int, row: int, found: Fed) -> int:
    """Add what stands in a line that may be several words; the row in which it ends."""
    if found.joins and tokens and (last := tokens[-1]):
        tokens[-1] = _join(last, found.joins)
        return row
    if not block.text:
        return row
    row += not found.same_row
    word = None if found.pieces else _word(block.text)
    if word is None:
        tokens.extend(_line_tokens(block, index, row, found.pieces or pieces(block.text)))
    else:
        certain = block.certainty >= LOW_CERTAINTY
        tokens.append(_made((block.text, block.place, row, False, index, *word, -1, -1, certain)))
    return row


def _fed(loose: LooseCells, line: str) -> Fed:
    """What a line of a flattened document is to the cells on the lines before."""
    if is_glued(line):
        loose.close()
        return _NOTHING
    return loose.feed(line)


Word = tuple[bool, int, str]
"""``figure``, ``number`` and ``body`` of a token."""


def _word(line: str) -> Word | None:
    """What the token of a line is that is one word; None for a line that may be several, or is blank."""
    if not is_plain(line) or line[-1].isdecimal():
        return None
    return (is_figure(line), *key_of(line)) if len(line) <= LABEL_LENGTH else (is_figure(line), 0, "")


_short_word = lru_cache(maxsize=4096)(
    _word
)  # headings, labels and the names of a site's columns come in every document


def _grid_tokens(cells: _PendingGrid) -> Iterable[Token]:
    columns, layout = cells.columns, cells.columns.layout
    rows = [cells.row + 1 + line for line in layout.lines]
    certain = [cell.certainty >= LOW_CERTAINTY for cell in cells.grid.cells] if columns.doubtful else _ALWAYS
    fields = zip(
        columns.texts, columns.places, rows, _ALWAYS, repeat(cells.block), layout.figures, layout.numbers,
        layout.bodies, layout.shape.rows, layout.shape.columns, certain, strict=False,
    )  # fmt: skip
    return map(_made, fields)


def _line_tokens(block: Text, index: int, row: int, found: Iterable[LinePiece]) -> Iterator[Token]:
    line = block.place.startswith("L") and ":" not in block.place
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
