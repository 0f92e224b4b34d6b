"""Tables handed in as whole numbers: kept as one row of integers, and made cells only where somebody asks for one."""

import struct
from collections.abc import Collection, Iterator, KeysView, Mapping
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from filings.edition import Edition, Row
from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell, Label
from schemas.editions import edition

_LAYOUTS = 256  # senders have a handful of ways to order their rows
_LARGEST = 10**12
_FEWEST = 2  # a single cell is no table worth a layout
_WHOLE = {int}
_SHORT, _LONG = "H", "q"  # two bytes for a number, eight bytes
_SHORT_BYTES = 2

_Keys = tuple[tuple[str, ...], tuple[str, ...], bool]


@dataclass(frozen=True, eq=False)
class Layout:
    """Which cells of a form a sender gives. ``refs``: in printed order; ``names``: the same in order of their letters.

    ``places``: JSON pointers, in the order of ``names``. Two reports that give the same cells share one layout, in
    whatever order they send their rows.
    """

    form: str
    refs: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]

    @cached_property
    def at(self) -> Mapping[str, int]:
        """Where the number of each cell stands, the cells in printed order."""
        at = {name: index for index, name in enumerate(self.names)}
        return {ref: at[ref] for ref in self.refs}

    @cached_property
    def labels(self) -> "LayoutLabels":
        """The labels that the form prints for these cells."""
        return LayoutLabels(self)


class _Sent(NamedTuple):
    """How rows are sent: their widths, and what puts their numbers into the order of the layout's names."""

    layout: Layout
    widths: tuple[int, ...]
    ordered: "itemgetter[tuple[int, ...]]"


class Figures(Mapping[str, Cell]):
    """Cells by address, every one a whole number. ``numbers`` stand in the order of the layout's names.

    ``packed``: the numbers as ``pack`` writes them.
    """

    __slots__ = ("layout", "numbers", "packed")

    def __init__(self, layout: Layout, numbers: tuple[int, ...], packed: bytes) -> None:
        self.layout = layout
        self.numbers = numbers
        self.packed = packed

    def within(self, most: int) -> bool:
        """Whether every number lies from 0 to ``most``, which two bytes can hold; a quick test."""
        return len(self.packed) == _SHORT_BYTES * len(self.numbers) and max(self.numbers) <= most

    def number(self, ref: str) -> int:
        """The number in a cell, without making the cell."""
        return self.numbers[self.layout.at[ref]]

    def place(self, ref: str) -> str:
        """Where a cell stands, without making it."""
        return self.layout.places[self.layout.at[ref]]

    def changed(self, numbers: Mapping[str, int]) -> "Figures":
        """The same cells with other numbers in some of them, which the layout must have."""
        now = list(self.numbers)
        for ref, number in numbers.items():
            now[self.layout.at[ref]] = number
        return Figures(self.layout, tuple(now), pack(now))

    def __getitem__(self, ref: str) -> Cell:
        index = self.layout.at[ref]
        value = self.numbers[index]
        return Cell(raw=str(value), state=CellState.NUMBER, value=Decimal(value), place=self.layout.places[index])

    def __contains__(self, ref: object) -> bool:
        return ref in self.layout.at

    def __iter__(self) -> Iterator[str]:
        return iter(self.layout.refs)

    def keys(self) -> KeysView[str]:
        """The addresses, in printed order."""
        return self.layout.at.keys()

    def __len__(self) -> int:
        return len(self.numbers)

    def __repr__(self) -> str:
        return f"Figures({dict(self)!r})"


def pack(numbers: Collection[int]) -> bytes:
    """Whole numbers as bytes: two for each where none needs more, else eight. Equal rows give equal bytes.

    Raises struct.error for anything but a whole number, and for one that does not go into eight bytes.
    """
    try:
        return _packer(len(numbers), _SHORT).pack(*numbers)
    except struct.error:
        return _packer(len(numbers), _LONG).pack(*numbers)


@lru_cache(maxsize=_LAYOUTS)
def _packer(count: int, size: str) -> struct.Struct:
    return struct.Struct(f"<{count}{size}")


class LayoutLabels(Mapping[str, Label]):
    """The labels of a layout: data by key has no wording of its own, so they are what the form prints."""

    __slots__ = ("_labels", "layout")

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._labels = dict(printed_labels(edition(layout.form), frozenset(layout.refs)))

    def __getitem__(self, key: str) -> Label:
        return self._labels[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def __repr__(self) -> str:
        return f"Printed({self._labels!r})"


def figures_of(form: str, tables: Mapping[str, Any]) -> Figures | None:
    """The cells of tables in the published shape; None unless every row has its width and holds whole numbers alone."""
    first, second = tables.get("proactive") or {}, tables.get("applications") or {}
    rows = [*first.values(), *second.values(), *filter(None, (tables.get("review"),))]
    way = _sent(form, (tuple(first), tuple(second), bool(tables.get("review"))))
    sent: list[int] = []
    try:
        for row in rows:
            sent += row
        if way is None or tuple(map(len, rows)) != way.widths:
            return None
        numbers = way.ordered(sent)
        packed = pack(numbers)
    except (TypeError, struct.error):  # a row that was not read, a number that is none
        return None
    if set(map(type, sent)) != _WHOLE:  # a truth value would be packed as a number
        return None
    if len(packed) > _SHORT_BYTES * len(numbers) and not -_LARGEST <= min(numbers) <= max(numbers) <= _LARGEST:
        return None
    return Figures(way.layout, numbers, packed)


@lru_cache(maxsize=_LAYOUTS)
def _sent(form: str, keys: _Keys) -> _Sent | None:
    """How rows in this order are to be taken; None where the form has no such row, or cells for fewer than two."""
    known = _rows(form)
    addresses = [f"proactive.{key}" for key in keys[0]] + [f"applications.{key}" for key in keys[1]]
    if not all(address in known for address in addresses):
        return None
    review = [row.refs for row in edition(form).table("review").rows] if keys[2] else []
    rows = [known[address] for address in addresses]
    sent = [ref for refs in (*rows, *review) for ref in refs]
    if len(sent) < _FEWEST:
        return None
    layout = layout_of(form, frozenset(sent))
    at = {ref: index for index, ref in enumerate(sent)}
    widths = (*map(len, rows), *([sum(map(len, review))] if review else ()))
    return _Sent(layout, widths, itemgetter(*[at[name] for name in layout.names]))


@lru_cache(maxsize=_LAYOUTS)
def layout_of(form: str, refs: frozenset[str]) -> Layout:
    """The layout of these cells of a form."""
    pointers = {ref: place for ref, place in _pointers(edition(form)) if ref in refs}
    names = tuple(sorted(pointers))
    return Layout(form=form, refs=tuple(pointers), names=names, places=tuple(pointers[name] for name in names))


@cache
def _rows(form: str) -> Mapping[str, tuple[str, ...]]:
    """The cells of each row of a form."""
    return {row.address: row.refs for table in edition(form).tables for row in table.rows}


def _pointers(form: Edition) -> Iterator[tuple[str, str]]:
    """(cell, JSON pointer) in printed order."""
    for name in ("proactive", "applications"):
        for row in form.table(name).rows:
            key = row.address.removeprefix(f"{name}.")
            yield from ((ref, f"/tables/{name}/{key}/{index}") for index, ref in enumerate(row.refs))
    review = [ref for row in form.table("review").rows for ref in row.refs]
    yield from ((ref, f"/tables/review/{index}") for index, ref in enumerate(review))


def printed_labels(form: Edition, cells: Mapping[str, object] | frozenset[str]) -> Iterator[tuple[str, Label]]:
    """The labels that the form prints, for the rows that are there."""
    for table in form.tables:
        there = [row for row in table.rows if any(ref in cells for ref in row.refs)]
        if table.note and there:
            yield f"{table.key}.note", Label(raw=table.note, place="")
        for block in table.blocks:
            if block.label and any(row in there for row in block.rows):
                yield f"{table.key}.blocks.{block.key}", Label(raw=block.label, place="")
            for row in block.rows:
                if row in there:
                    yield from _row_labels(table.key, row)


def _row_labels(table: str, row: Row) -> Iterator[tuple[str, Label]]:
    prefix = table if table == "applications" else row.address
    for column in row.columns:
        yield f"{prefix}.columns.{column.key}", Label(raw=column.label, place="")
    yield row.address, Label(raw=row.label, place="")
