"""The layout of a grid: everything of it but its figures. Most reports share a few, so what it tells is kept."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from filings.nouns import dataclass
from readers.blocks import LOW_CERTAINTY, Block, ColumnCells, Grid, Shape, shaped
from readers.interpret.labels import is_figure, label_key

FIGURE = "0"
"""Stands for every figure."""

LABEL_LENGTH = 60
_MOST = 256
_LONGEST = 400  # characters of a cell of such a layout
_LARGEST = 2000  # cells of a layout worth keeping; the forms have five hundred


@dataclass(frozen=True, slots=True, eq=False)
class GridLayout:
    """``masks``: the printed texts, ``FIGURE`` for figures. One object for all grids of the same layout.

    ``lines``: number of the printed row of each cell, from 0.
    ``figures``, ``numbers``, ``bodies``: as in ``Token``.
    """

    masks: tuple[str, ...]
    shape: Shape
    lines: tuple[int, ...]
    certain: bool
    figures: tuple[bool, ...]
    numbers: tuple[int, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridColumns:
    """A grid as columns: its layout, texts and places; ``doubtful``: some text was not recognised with certainty."""

    layout: GridLayout
    texts: tuple[str, ...]
    places: Sequence[str]
    doubtful: bool = False


Columned = Sequence[GridColumns | None]
"""The grids among the blocks of a document as columns; None for every other block."""


def columned(blocks: Sequence[Block]) -> Columned:
    """The grids among blocks as columns, each in its place."""
    return [as_columns(block) if isinstance(block, Grid) else None for block in blocks]


def as_columns(grid: Grid) -> GridColumns:
    """The grid as columns."""
    if not grid.cells:
        return GridColumns(_layout((), shaped((), (), (), ()), certain=grid.certain), (), ())
    printed, certainty = _columns(grid)
    texts = tuple(map(str.strip, printed.texts))
    short = max(map(len, texts)) <= LABEL_LENGTH
    masks = tuple(map(_short_mask, texts)) if short else tuple([_long_or_short(text) for text in texts])
    small = len(masks) <= _LARGEST and (short or max(map(len, masks)) <= _LONGEST)
    layout = (_kept if small else _layout)(masks, printed.shape, certain=grid.certain)
    return GridColumns(layout, texts, printed.places, certainty < LOW_CERTAINTY)


def _columns(grid: Grid) -> tuple[ColumnCells, float]:
    """The cells as columns, and how certain the least certain of them is."""
    if isinstance(grid.cells, ColumnCells):
        return grid.cells, 1.0
    rows, columns, texts, places, down, across, certainty = zip(*grid.cells, strict=True)
    return ColumnCells(shaped(rows, columns, down, across), texts, places), min(certainty)


def _mask(text: str) -> str:
    return FIGURE if is_figure(text) else text


_short_mask = lru_cache(maxsize=8192)(_mask)  # the same labels and small figures stand in every report


def _long_or_short(text: str) -> str:
    return (_mask if len(text) > LABEL_LENGTH else _short_mask)(text)


def key_of(text: str) -> tuple[int, str]:
    """``words_of`` a text that may be a label; nothing for figures and long texts."""
    return (0, "") if len(text) > LABEL_LENGTH or is_figure(text) else words_of(text)


def words_of(text: str) -> tuple[int, str]:
    """``label_key``, but nothing for digits alone: two figures in one cell are no label."""
    number, body = label_key(text)
    return (0, "") if body.isdecimal() else (number, body)


def _layout(masks: tuple[str, ...], shape: Shape, *, certain: bool) -> GridLayout:
    keys = [key_of(text) for text in masks]
    return GridLayout(
        masks=masks,
        shape=shape,
        lines=tuple(_lines(shape.rows)),
        certain=certain,
        figures=tuple(map(is_figure, masks)),
        numbers=tuple(number for number, _ in keys),
        bodies=tuple(body for _, body in keys),
    )


_kept = lru_cache(maxsize=_MOST)(_layout)


def _lines(rows: tuple[int, ...]) -> Iterator[int]:
    line = previous = -1
    for row in rows:
        line += row != previous
        previous = row
        yield line
