"""In which order the heads of columns stand, where they stand in another one than that of the form.

Heads that nobody knows are taken for the columns that are left, never read: where the others stand at places that are
not theirs, the figures below stay open.
"""

from collections.abc import Iterable, Mapping, Sequence

from filings.edition import Column
from readers.interpret.cell_assignment import RowSum
from readers.interpret.labels import body
from readers.interpret.rows import RowForm
from readers.interpret.tokens import Token

_REACH = 12  # words above the first row
_BLANKS = 80  # cells, blank ones too

Order = tuple[int, ...] | None
"""The form's columns in printed order, ``()`` for its own; None where nobody can say."""


def ordered(printed: Sequence[int], size: int) -> Order:
    """``printed``: the columns whose heads are known, as they stand there."""
    if list(printed) == sorted(printed):
        return ()
    return tuple(printed) if len(printed) == size else None


def order_above(tokens: Sequence[Token], first: int, columns: Sequence[Column], known: Mapping[int, int]) -> Order:
    """The order of the heads in the printed row above the label ``first``. ``known``: column -> token, as aligned."""
    above = _above(tokens, first)
    row = _row_above(tokens, first, above)
    heads = row or above
    named = {at: index for index, at in known.items()} | dict(_exact(tokens, heads, columns))
    there = [named[at] for at in heads if at in named]
    if len(set(there)) < len(there) or len(columns) == 1:
        return ()
    own = row[-len(columns) :]
    if len(there) < len(columns) <= len(row) <= len(columns) + 1:
        return () if all(named.get(at, place) == place for place, at in enumerate(own)) else None
    return ordered(there, len(columns))


def _above(tokens: Sequence[Token], first: int) -> list[int]:
    """The words above a label, up to the figures of another row."""
    found: list[int] = []
    for at in range(first - 1, max(-1, first - 1 - _BLANKS), -1):
        if tokens[at].figure or len(found) == _REACH:
            break
        if tokens[at].text:
            found.insert(0, at)
    return found


def _row_above(tokens: Sequence[Token], first: int, above: Sequence[int]) -> list[int]:
    """Of these words the nearest printed row that holds several."""
    rows: dict[int, list[int]] = {}
    for at in above:
        if tokens[at].row != tokens[first].row:
            rows.setdefault(tokens[at].row, []).append(at)
    return next((row for _, row in sorted(rows.items(), reverse=True) if len(row) > 1), [])


def _exact(tokens: Sequence[Token], heads: Iterable[int], columns: Sequence[Column]) -> Iterable[tuple[int, int]]:
    spelled = {body(text): index for index, one in enumerate(columns) for text in (one.label, *one.aliases)}
    return [(at, spelled[tokens[at].body]) for at in heads if tokens[at].body in spelled]


def reordered(line: RowForm, order: tuple[int, ...]) -> RowForm:
    """A row whose cells stand in the order that the header prints."""
    if not order:
        return line
    at = {index: place for place, index in enumerate(order)}
    sums = tuple(RowSum(tuple(at[part] for part in one.parts), at[one.total]) for one in line.sums)
    refs, columns = (tuple(line.refs[index] for index in order), tuple(line.columns[index] for index in order))
    return RowForm(line.address, refs, columns, sums)
