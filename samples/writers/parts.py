"""What a writer is given: an ordered list of paragraphs (str) and tables of printed cells with spans."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed cell, as in a web page: it stands once, at its upper left corner."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Printed rows; ``widths``: relative widths of the grid columns, equal if empty; ``headers``: rows to repeat."""

    rows: tuple[tuple[Spot, ...], ...]
    widths: tuple[float, ...] = ()
    headers: int = 0


Part = str | PlainTable


def placed(table: PlainTable) -> Iterator[tuple[int, int, Spot]]:
    """(row, column, spot) of the expanded grid, each printed cell once."""
    taken: set[tuple[int, int]] = set()
    for row, spots in enumerate(table.rows):
        column = 0
        for spot in spots:
            while (row, column) in taken:
                column += 1
            yield row, column, spot
            taken |= {(row + r, column + c) for r in range(spot.rows) for c in range(spot.columns)}
            column += spot.columns


def width(table: PlainTable) -> int:
    """Number of grid columns."""
    return max((column + spot.columns for _, column, spot in placed(table)), default=0)
