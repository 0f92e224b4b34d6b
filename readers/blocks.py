"""The neutral model that every format is read into: an ordered list of blocks, each with a place.

A reader of a container (text, web page, Word, PDF, OFD, spreadsheet, scan) makes Blocks and judges nothing; one
interpreter (``readers.interpret``) makes a Report of them. A grid keeps anchors and spans: a merged cell stands once,
at its upper left corner, and its value is never repeated.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import repeat
from typing import NamedTuple, overload

from filings.nouns import dataclass
from filings.report import Problem

LOW_CERTAINTY = 0.9
"""A figure read from a picture with less certainty than this is left open."""


class Text(NamedTuple):
    """A paragraph or a line. ``heading``: the source itself marks it as a heading. ``certainty``: 0 to 1 (scans)."""

    text: str
    place: str
    heading: bool = False
    certainty: float = 1.0


class GridCell(NamedTuple):
    """A printed cell, anchored at ``row``/``column`` (from 0) of the expanded grid. ``certainty``: 0 to 1 (scans)."""

    row: int
    column: int
    text: str
    place: str
    rows: int = 1
    columns: int = 1
    certainty: float = 1.0


_LARGEST = 2_000  # cells of a shape worth keeping; the forms have five hundred


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Where the cells of a grid stand: ``rows`` and ``columns`` of their anchors, ``down`` and ``across`` their spans.

    One object for all grids of the same shape, see ``shaped``.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    down: tuple[int, ...]
    across: tuple[int, ...]
    height: int
    width: int


def shaped(rows: tuple[int, ...], columns: tuple[int, ...], down: tuple[int, ...], across: tuple[int, ...]) -> Shape:
    """The shape of these cells."""
    return (_kept if len(rows) <= _LARGEST else _shaped)(rows, columns, down, across)


def _shaped(rows: tuple[int, ...], columns: tuple[int, ...], down: tuple[int, ...], across: tuple[int, ...]) -> Shape:
    height = max(map(sum, zip(rows, down, strict=True)), default=0)
    width = max(map(sum, zip(columns, across, strict=True)), default=0)
    return Shape(rows, columns, down, across, height, width)


_kept = lru_cache(maxsize=256)(_shaped)
_made = partial(tuple.__new__, GridCell)


class ColumnCells(Sequence[GridCell]):
    """The cells of a grid as columns: a report has five hundred, and few of them are ever asked for as objects.

    All were read with certainty.
    """

    __slots__ = ("_cells", "places", "shape", "texts")

    def __init__(self, shape: Shape, texts: Sequence[str], places: Sequence[str]) -> None:
        self.shape = shape
        self.texts = texts
        self.places = places
        self._cells: tuple[GridCell, ...] | None = None

    def _all(self) -> tuple[GridCell, ...]:
        if self._cells is None:
            shape = self.shape
            fields = zip(
                shape.rows, shape.columns, self.texts, self.places, shape.down, shape.across, repeat(1.0), strict=False
            )
            self._cells = tuple(map(_made, fields))
        return self._cells

    @overload
    def __getitem__(self, index: int) -> GridCell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[GridCell, ...]: ...
    def __getitem__(self, index: int | slice) -> GridCell | tuple[GridCell, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[GridCell]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self.texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ColumnCells | tuple) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with real cells. ``certain``: False where columns were guessed (no rulings), so labels decide alone."""

    cells: Sequence[GridCell]
    place: str
    certain: bool = True

    @property
    def height(self) -> int:
        """Number of grid rows."""
        if isinstance(self.cells, ColumnCells):
            return self.cells.shape.height
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """Number of grid columns."""
        if isinstance(self.cells, ColumnCells):
            return self.cells.shape.width
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @property
    def texts(self) -> Sequence[str]:
        """The texts of the cells."""
        return self.cells.texts if isinstance(self.cells, ColumnCells) else [cell.text for cell in self.cells]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image that stands where text could: a scanned table, a stamp."""

    place: str


Block = Text | Grid | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What a container reader returns. ``flattened``: tables may stand in the text as loose lines (txt, md, bad html).

    ``title``: the document's own title property or <title>, ``""`` if none. ``published_on``: from the page's own data.
    """

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    flattened: bool = False
    title: str = ""
    published_on: date | None = None
