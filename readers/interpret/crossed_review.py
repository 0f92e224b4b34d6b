"""Table four as a grid of three kinds by five results: a figure stands where the lines of its two names cross.

The form prints all fifteen in one row; whoever draws three rows of five, or five rows of three, names every figure by
both of its labels all the same, in whatever order.
"""

from collections.abc import Iterator, Mapping, Sequence

from filings.edition import Table
from filings.nouns import dataclass
from readers.interpret.grids import Positions
from readers.interpret.labels import body
from readers.interpret.tokens import Token
from readers.interpret.unnamed_figures import has_unnamed


@dataclass(frozen=True, slots=True)
class Crossed:
    """``slots``: the fifteen figures as token indexes, in the order of the form. ``kinds``, ``results``: the labels."""

    slots: tuple[int, ...]
    kinds: tuple[int, ...]
    results: tuple[int, ...]

    @property
    def extent(self) -> tuple[int, int]:
        """The first and the last token."""
        there = (*self.slots, *self.kinds, *self.results)
        return min(there), max(there)


def crossed(tokens: Sequence[Token], positions: Positions, table: Table) -> tuple[Crossed, ...]:
    """Every such grid, and within a grid every row or column that stands there again."""
    return tuple(one for cells in _grids(tokens, table) for one in _read(tokens, cells, positions, table))


def _grids(tokens: Sequence[Token], table: Table) -> Iterator[dict[tuple[int, int], int]]:
    """For each grid that names a kind of the table, its tokens by row and column."""
    names = _kinds(table)[-1] | _kinds(table)[-2]
    named = {token.block for token in tokens if token.grid_row >= 0 and token.body in names}
    for block in sorted(named):
        yield {
            (token.grid_row, token.grid_column): at
            for at, token in enumerate(tokens)
            if token.block == block and token.grid_row >= 0
        }


def _kinds(table: Table) -> list[frozenset[str]]:
    return [frozenset({body(row.label), body(row.parent + row.label)}) for row in table.rows]


def _read(
    tokens: Sequence[Token], cells: Mapping[tuple[int, int], int], positions: Positions, table: Table
) -> Iterator[Crossed]:
    kinds = _named(tokens, cells, _kinds(table))
    columns = table.rows[0].columns
    results = _named(tokens, cells, [frozenset(map(body, (one.label, *one.aliases))) for one in columns])
    if all(len(there) > 1 for there in results):
        return  # the printed row has each of them once for every kind
    for again in range(max((len(there) for there in (*kinds, *results)), default=0)):
        these = (_nth(kinds, again), _nth(results, again))
        if None not in these and (one := _cross(tokens, cells, positions, these)):
            yield one


def _nth(named: Sequence[Sequence[int]], again: int) -> tuple[int, ...] | None:
    """Of each name the cell that has it for this time, or the last one; None where a name is not there."""
    return tuple(there[min(again, len(there) - 1)] for there in named) if all(named) else None


def _cross(
    tokens: Sequence[Token],
    cells: Mapping[tuple[int, int], int],
    positions: Positions,
    names: tuple[tuple[int, ...] | None, tuple[int, ...] | None],
) -> Crossed | None:
    kinds, results = names[0] or (), names[1] or ()
    slots = tuple(_crossing(tokens[kind], tokens[result], cells, positions) for kind in kinds for result in results)
    known = [slot for slot in slots if slot is not None]
    if len(set(known)) != len(kinds) * len(results) or not set(known).isdisjoint({*kinds, *results}):
        return None
    return None if has_unnamed(tokens, positions, known) else Crossed(tuple(known), kinds, results)


def _named(
    tokens: Sequence[Token], cells: Mapping[tuple[int, int], int], names: Sequence[frozenset[str]]
) -> tuple[tuple[int, ...], ...]:
    """The cells of each of these names."""
    return tuple(tuple(at for at in cells.values() if tokens[at].body in spellings) for spellings in names)


def _crossing(kind: Token, result: Token, cells: Mapping[tuple[int, int], int], positions: Positions) -> int | None:
    """The cell right of one label and below the other, whichever way the table is turned."""
    for row, column in ((kind, result), (result, kind)):
        if column.grid_row < row.grid_row and row.grid_column < column.grid_column:
            anchor = positions.anchor(row.block, row.grid_row, column.grid_column)
            return cells.get(anchor) if anchor else None
    return None
