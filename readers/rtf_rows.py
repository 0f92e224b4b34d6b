"""Rows of an RTF table, each with its own cell edges -> one grid with spans."""

from collections.abc import Sequence
from dataclasses import field

from filings import place
from filings.nouns import dataclass
from readers.blocks import Grid, GridCell

_NEAR = 40  # twips (2 points) between edges that are one


@dataclass(slots=True, kw_only=True)
class CellShape:
    """A cell as its row declares it. ``edge``: its right side in twips; merges go right and down."""

    edge: int
    goes_left: bool = False
    goes_up: bool = False


@dataclass(slots=True, kw_only=True)
class RtfRow:
    """Texts and shapes of a row; ``left`` is its left side in twips; ``flat``: it has no height."""

    left: int = 0
    flat: bool = False
    shapes: list[CellShape] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A cell while rows are still being added below it."""

    row: int
    column: int
    text: str
    columns: int
    printed: int
    rows: int = 1


def grid(rows: Sequence[RtfRow], table: int) -> Grid:
    """The grid of a table; ``table`` counts tables from 1."""
    edges = _edges(rows)
    cells: list[_Open] = []
    above: dict[int, _Open] = {}
    for index, row in enumerate(rows):
        here: dict[int, _Open] = {}
        _add_row(cells, above, here, index, row, edges)
        above = here
    return Grid(
        cells=tuple(
            GridCell(
                row=cell.row,
                column=cell.column,
                text=cell.text,
                rows=cell.rows,
                columns=max(cell.columns, 1),
                place=place.cell(table, cell.row + 1, cell.printed),
            )
            for cell in cells
        ),
        place=place.cell(table, 1, 1),
    )


def _edges(rows: Sequence[RtfRow]) -> list[int]:
    edges: list[int] = []
    for edge in sorted({row.left for row in rows} | {shape.edge for row in rows for shape in row.shapes}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _add_row(
    cells: list[_Open], above: dict[int, _Open], here: dict[int, _Open], index: int, row: RtfRow, edges: list[int]
) -> None:
    left, previous = _nearest(edges, row.left), None
    for printed, (shape, text) in enumerate(_paired(row), start=1):
        right = max(_nearest(edges, shape.edge), left)
        if shape.goes_left and previous is not None:
            previous.columns += right - left
        elif shape.goes_up and left in above:
            previous = above[left]
            previous.rows = index - previous.row + 1
            here[left] = previous
        else:
            previous = _Open(index, left, text, right - left, printed)
            cells.append(previous)
            here[left] = previous
        left = right


def _paired(row: RtfRow) -> list[tuple[CellShape, str]]:
    """Shapes with their texts; cells beyond the declared ones get edges of their own."""
    shapes = list(row.shapes)
    while len(shapes) < len(row.texts):
        shapes.append(CellShape(edge=(shapes[-1].edge if shapes else row.left) + 10 * _NEAR))
    texts = row.texts + [""] * (len(shapes) - len(row.texts))
    return list(zip(shapes, texts, strict=True))


def _nearest(edges: list[int], edge: int) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))
