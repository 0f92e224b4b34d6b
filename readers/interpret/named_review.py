"""Table four by the names that stand over and before each cell: every cell has a kind of case and a result.

Whatever shape the table is drawn in and in whatever order, a cell belongs where the nearest names above it and left of
it say. Only a table that names all fifteen, each once, and holds no figure under nothing, is read so; any other is left
to the form's own order.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from filings.edition import Table
from filings.nouns import dataclass
from readers.interpret.grids import Positions
from readers.interpret.review_names import Name, names_in
from readers.interpret.tokens import Token
from readers.interpret.unnamed_figures import has_unnamed

_LEAST_KINDS = 2


@dataclass(frozen=True, slots=True)
class NamedReview:
    """The fifteen cells as token indexes, in the order of the form, and for each the tokens that name it."""

    slots: tuple[int, ...]
    kinds: tuple[int, ...]
    results: tuple[int, ...]

    @property
    def extent(self) -> tuple[int, int]:
        """The first and the last token."""
        there = (*self.slots, *self.kinds, *self.results)
        return min(there), max(there)

    @property
    def is_reordered(self) -> bool:
        """Whether they stand there in another order than that of the form."""
        return list(self.slots) != sorted(self.slots)


@dataclass(frozen=True, slots=True)
class _Naming:
    """The grids of table four: which token stands at each anchor, and the names of those that are labels."""

    tokens: Sequence[Token]
    positions: Positions
    at: Mapping[tuple[int, int, int], int]
    names: Mapping[int, tuple[Name, ...]]

    def cells(self) -> Iterator[tuple[int, int, int, int, int]]:
        """(kind, result, cell, token of the kind, token of the result) of every cell that has both names."""
        for at in self.at.values():
            token = self.tokens[at]
            if at in self.names or (token.body and not token.figure):
                continue
            found = [(name, by) for by in self._naming(token) for name in self.names[by]]
            kind = next(((name.kind, by) for name, by in found if name.kind is not None), None)
            result = next(((name.result, by) for name, by in found if name.result is not None), None)
            if kind and result:
                yield kind[0], result[0], at, kind[1], result[1]

    def _naming(self, token: Token) -> Iterator[int]:
        """The labels of a cell: those left of it, from the nearest on, then those above it."""
        row, column = token.grid_row, token.grid_column
        yield from self._nearest(token.block, ((row, left) for left in range(column - 1, -1, -1)))
        yield from self._nearest(token.block, ((above, column) for above in range(row - 1, -1, -1)))

    def _nearest(self, block: int, squares: Iterator[tuple[int, int]]) -> Iterator[int]:
        """The labels in a direction up to the first figure behind them."""
        seen: list[int] = []
        for square in squares:
            anchor = self.positions.anchor(block, *square)
            at = self.at.get((block, *anchor)) if anchor else None
            if at is None or at in seen:
                continue
            if at in self.names:
                seen.append(at)
                yield at
            elif seen and self.tokens[at].figure:
                return


def named(tokens: Sequence[Token], positions: Positions, table: Table) -> NamedReview | None:
    """All fifteen cells by their names; None where a name is not there or stands there twice."""
    labels = {at: words for at, token in enumerate(tokens) if (words := _label(token))}
    kinds: dict[int, set[int]] = {}
    for at, words in labels.items():
        kinds.setdefault(tokens[at].block, set()).update(name.kind for name in words if name.kind is not None)
    blocks = {block for block, there in kinds.items() if there}
    if len(set(chain.from_iterable(kinds.values()))) < _LEAST_KINDS:
        return None
    squares = {
        (token.block, token.grid_row, token.grid_column): at
        for at, token in enumerate(tokens)
        if token.grid_row >= 0 and token.block in blocks
    }
    return _complete(_Naming(tokens, positions, squares, labels), table)


def _label(token: Token) -> tuple[Name, ...]:
    return (names_in(token.body) or ()) if token.grid_row >= 0 and token.body and not token.figure else ()


def _complete(naming: _Naming, table: Table) -> NamedReview | None:
    found: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for kind, result, cell, by_kind, by_result in naming.cells():
        found.setdefault((kind, result), []).append((cell, by_kind, by_result))
    wanted = [(kind, result) for kind, row in enumerate(table.rows) for result in range(len(row.columns))]
    chosen = [_only(naming.tokens, found.get(pair, ())) for pair in wanted]
    known = [one for one in chosen if one is not None]
    if len(known) != len(wanted):
        return None
    slots, kinds, results = zip(*known, strict=True)
    return None if has_unnamed(naming.tokens, naming.positions, slots) else NamedReview(slots, kinds, results)


def _only(tokens: Sequence[Token], cells: Sequence[tuple[int, int, int]]) -> tuple[int, int, int] | None:
    """The only cell of these names, or the only one that is not blank."""
    if len(cells) > 1:
        cells = [one for one in cells if tokens[one[0]].text]
    return cells[0] if len(cells) == 1 else None
