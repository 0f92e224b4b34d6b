"""Figures that lost the gaps between them: ``属于国家秘密1000001`` is split where one split alone fits the form."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from filings.edition import Column
from filings.figure import fold
from filings.patterns import pattern
from readers.interpret.cell_assignment import RowSum
from readers.interpret.labels import body
from readers.interpret.lines import LinePiece
from schemas.editions import editions

_LONGEST = 20  # signs: more can be split in too many ways
_LABELLED = pattern(r"^(?P<label>.*[^\d\s.,，-])\s*(?P<figures>\d[\d.-]*)$", re.DOTALL)
_ENUMERATOR = pattern(r"\d{1,2}[.、．]\D*$")
_WRITTEN = pattern(r"^\d[\d.-]*$")
_PART = pattern(r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$")


def parted(piece: LinePiece) -> tuple[LinePiece, ...]:
    """A label of the form and the figures behind it, if the piece is nothing else; else the piece itself."""
    at = _figures_at(piece.text)
    if at is None:
        return (piece,)
    label = piece.text[:at].rstrip()
    inner = _ENUMERATOR.search(label) if body(label) not in row_labels() else None
    cuts = [0, inner.start(), at] if inner else [0, at]
    ends = [*cuts[1:], len(piece.text)]
    return tuple(
        piece._replace(text=piece.text[start:end].strip(), column=piece.column + start)
        for start, end in zip(cuts, ends, strict=True)
    )


def is_glued(line: str) -> bool:
    """Whether a line is a label of the form with figures stuck to it."""
    return line[-1:].isdecimal() and _figures_at(line.strip()) is not None


def _figures_at(text: str) -> int | None:
    """Where the figures begin that stand behind a label of the form, None if there is no such label."""
    if not text[-1:].isdecimal() or len(text) > 2 * _LONGEST + _longest():
        return None
    found = _LABELLED.match(text)
    if found is None or not (body(found["label"]) in row_labels() or body(found["label"]) in _with_parents()):
        return None
    return found.start("figures")


@cache
def row_labels() -> frozenset[str]:
    """The bodies of the labels of rows, in all forms."""
    rows = (row for form in editions() for table in form.tables for row in table.rows if table.key != "review")
    return frozenset(body(text) for row in rows for text in (row.label, *row.aliases))


@cache
def _with_parents() -> frozenset[str]:
    """The same behind the label of their group: （三）不予公开1.属于国家秘密."""
    rows = (row for form in editions() for row in form.table("applications").rows if row.parent)
    return frozenset(body(f"{row.parent}{text}") for row in rows for text in (row.label, *row.aliases))


@cache
def _longest() -> int:
    return max(map(len, _with_parents())) + 8  # its number and brackets


def split(text: str, columns: Sequence[Column], sums: Sequence[RowSum]) -> tuple[str, ...] | None:
    """The one way to read a run of figures as one for each column; None when there is none, or more than one."""
    bare = fold(text)
    if len(bare) > _LONGEST or not _WRITTEN.match(bare) or len(bare) < len(columns):
        return None
    found: tuple[str, ...] | None = None
    for parts in _ways(bare, columns, sums, ()):
        if found is not None:
            return None
        found = parts
    return found


def _ways(
    rest: str, columns: Sequence[Column], sums: Sequence[RowSum], before: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    at = len(before)
    if at == len(columns):
        if not rest:
            yield before
        return
    last = at == len(columns) - 1
    for size in range(len(rest) if last else 1, len(rest) - (len(columns) - at - 1) + 1):
        part = rest[:size]
        parts = (*before, part)
        if _fits(part, columns[at]) and all(_holds(parts, one) for one in sums if one.total == at):
            yield from _ways(rest[size:], columns, sums, parts)


def _fits(part: str, column: Column) -> bool:
    """Whether a figure may stand in a column: no leading zeros, a sign or a fraction only where the form has them."""
    if _PART.match(part) is None:
        return False
    return (column.signed or part[0] != "-") and (column.money or "." not in part)


def _holds(parts: Sequence[str], one: RowSum) -> bool:
    return sum((Decimal(parts[part]) for part in one.parts), Decimal(0)) == Decimal(parts[one.total])
