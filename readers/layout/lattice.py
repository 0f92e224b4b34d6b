"""A group of rulings -> a lattice: column and row edges, and which lattice squares form one printed cell."""

from bisect import bisect_right

from filings.nouns import dataclass
from readers.layout import rulings
from readers.layout.marks import Ruling
from readers.layout.rulings import NEAR

MOST_SQUARES = 40_000  # rows x columns; the forms have under 500
_OPEN = 7.5  # points by which rules stand out over the last one across them; a row of text is higher
_SHARE = 0.7  # of a square's side must be drawn; scans and rounded corners leave gaps


@dataclass(slots=True, kw_only=True)
class Lattice:
    """Edges in points; ``owner[row][column]`` is the number of the cell that holds the square."""

    xs: list[float]
    ys: list[float]
    owner: list[list[int]]
    open_top: bool
    open_bottom: bool

    def square(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of the square at a point, None outside."""
        if not (self.xs[0] - NEAR <= x <= self.xs[-1] + NEAR and self.ys[0] - NEAR <= y <= self.ys[-1] + NEAR):
            return None
        row, column = bisect_right(self.ys, y, 1, len(self.ys) - 1), bisect_right(self.xs, x, 1, len(self.xs) - 1)
        return row - 1, column - 1


def lattices(across: list[Ruling], down: list[Ruling]) -> list[Lattice]:
    """The tables that the strokes of one page draw; frames around text and lines inside cells are no tables."""
    found = [
        lattice
        for flats, uprights in rulings.groups(rulings.merge(across), rulings.merge(down))
        if (lattice := build(flats, uprights))
    ]
    return [one for one in found if not any(_inside(one, other) for other in found)]


def _inside(one: Lattice, other: Lattice) -> bool:
    return one is not other and (
        other.xs[0] < one.xs[0] and one.xs[-1] < other.xs[-1] and other.ys[0] < one.ys[0] and one.ys[-1] < other.ys[-1]
    )


def build(flats: list[Ruling], uprights: list[Ruling]) -> Lattice | None:
    """The lattice of connected rulings, its outer edges closed where a rule is missing; None if it has one cell."""
    xs, _, _ = _edges([u.at for u in uprights], [flat.start for flat in flats], [flat.end for flat in flats])
    ys, top, bottom = _edges([flat.at for flat in flats], [u.start for u in uprights], [u.end for u in uprights])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_SQUARES:  # noqa: PLR2004 - two edges, one cell
        return None
    owner = _flood(xs, ys, _by_edge(flats, ys), _by_edge(uprights, xs))
    if len({cell for row in owner for cell in row}) == 1:
        return None
    return Lattice(xs=xs, ys=ys, owner=owner, open_top=top, open_bottom=bottom)


def _edges(own: list[float], starts: list[float], ends: list[float]) -> tuple[list[float], bool, bool]:
    """Edges of one direction, with the ends of the crossing rulings where no ruling closes them."""
    edges = rulings.cluster(own)
    first, last = min(starts), max(ends)
    opened = edges[0] - first > _OPEN
    closing = last - edges[-1] > _OPEN
    return [first] * opened + edges + [last] * closing, opened, closing


def _by_edge(lines: list[Ruling], edges: list[float]) -> list[list[Ruling]]:
    out: list[list[Ruling]] = [[] for _ in edges]
    for line in lines:
        out[min(range(len(edges)), key=lambda i: abs(edges[i] - line.at))].append(line)
    return out


def _covered(lines: list[Ruling], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(end, line.end) - max(start, line.start)) for line in lines)
    return drawn >= (end - start) * _SHARE


def _flood(
    xs: list[float], ys: list[float], flats: list[list[Ruling]], uprights: list[list[Ruling]]
) -> list[list[int]]:
    """Squares with no ruling between them flow together."""
    columns = len(xs) - 1
    owner = list(range((len(ys) - 1) * columns))
    for row in range(len(ys) - 1):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _covered(uprights[column + 1], ys[row], ys[row + 1]):
                _unite(owner, here, here + 1)
            if row + 2 < len(ys) and not _covered(flats[row + 1], xs[column], xs[column + 1]):
                _unite(owner, here, here + columns)
    return [[_root(owner, row * columns + column) for column in range(columns)] for row in range(len(ys) - 1)]


def _unite(owner: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(owner, one), _root(owner, other)))
    owner[high] = low


def _root(owner: list[int], one: int) -> int:
    while owner[one] != one:
        owner[one] = owner[owner[one]]
        one = owner[one]
    return one
