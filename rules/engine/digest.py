"""A digest of everything that an audit saw, so that the same input can be recognised.

What is digested is one row of bytes, in which every text is preceded by its length or stands in quotes, so that no two
dossiers read the same. It begins with the version of this way of writing.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import compress
from operator import attrgetter, is_not
from types import NoneType
from typing import Any, cast

from filings.agency import Agency, Register
from filings.calendar import Calendar
from filings.dossier import Dossier
from filings.figure import CellState
from filings.report import Cell, Label, Paragraph, Report, Section
from rules.engine.kept import Kept
from schemas.figures import Figures, Layout, LayoutLabels, pack

_VERSION = b"2"
_FEW = 16
_LARGEST = 2**63 - 1
_KEPT = 256

_FIELDS = fields(Dossier)
_parts = attrgetter(*(field.name for field in _FIELDS))
_KEYS = tuple(f"|{field.name}=".encode() for field in _FIELDS)
_ABSENT = tuple(None if field.default is MISSING else field.default for field in _FIELDS)
_head = attrgetter("edition", "title", "agency", "year", "signed_by", "signed_on", "published_on")
_rest = attrgetter("extras", "surplus", "problems", "places")


def dossier_digest(dossier: Dossier) -> str:
    """Sixteen hex digits over all parts of the dossier."""
    return DossierDigests().of(dossier)


class DossierDigests:
    """Digests of one dossier after another; what stays the same from one to the next is told once."""

    def __init__(self) -> None:
        lasting = Kept(self._lasting)
        self._headings = Kept(_told_sections)
        self._ways: Mapping[type[Any], Callable[[Any], bytes]] = {
            Report: self._report,
            Agency: lasting,
            Calendar: lasting,
            Register: lasting,
            date: lambda day: day.isoformat().encode(),
        }

    def of(self, dossier: Dossier) -> str:
        """Sixteen hex digits over all parts of the dossier."""
        chunks = [_VERSION]
        parts = _parts(dossier)
        for name, part, absent in compress(zip(_KEYS, parts, _ABSENT, strict=True), map(is_not, parts, _ABSENT)):
            if part != absent:  # what is absent is absent from the bytes
                chunks += (name, self._ways.get(type(part), self._any)(part))
        return hashlib.sha256(b"".join(chunks)).hexdigest()[:_FEW]

    def _any(self, part: object) -> bytes:
        chunks: list[str] = []
        self._collect(part, chunks.append)
        return _bytes("".join(chunks))

    def _report(self, report: Report) -> bytes:
        """A report by its own fields: the frequent case by far, so it is not walked member by member."""
        lead, closing, rest = report.lead, report.closing, _rest(report)
        head = ascii(_head(report)).encode()
        chunks = [head, self._sections(report.sections), _cells(report.cells), _labels(report.labels)]
        if lead or closing:
            chunks.append(_bytes(f"P{_paragraphs(lead)}{_paragraphs(closing)}"))
        if any(rest):
            chunks.append(self._any(rest))
        return b"".join(chunks)

    def _sections(self, sections: tuple[Section, ...]) -> bytes:
        """The sections. Headings without any text are often the same object in one report after another."""
        known = self._headings.known(sections)
        if known is not None:
            return known
        return _told_sections(sections) if any(one.paragraphs for one in sections) else self._headings(sections)

    def _collect(self, value: Any, add: Callable[[str], None]) -> None:  # noqa: ANN401 - any noun may come
        """Everything in a value as text."""
        kind = type(value)
        if kind in _SHORT:
            add(_SHORT[kind](value))
        elif kind in self._ways:
            add(hashlib.sha256(self._ways[kind](value)).hexdigest())
        elif kind is tuple or kind is list:
            add(f"[{len(value)}")
            for one in value:
                self._collect(one, add)
        elif kind is frozenset:
            self._collect(tuple(sorted(value)), add)
        elif names := _names(kind):
            self._noun(value, names, add)
        elif isinstance(value, Mapping):
            add(f"{{{len(value)}")
            for key in sorted(value):
                self._collect(key, add)
                self._collect(value[key], add)
        else:
            add(f"{kind.__name__}:{value};")

    def _noun(self, value: object, names: Iterable[str], add: Callable[[str], None]) -> None:
        add(f"({type(value).__name__}")
        for name in names:
            member = getattr(value, name)
            if member is not None:  # what is absent is absent from the text
                add(f"|{name}=")
                self._collect(member, add)
        add(")")

    def _lasting(self, value: object) -> bytes:
        chunks: list[str] = []
        self._noun(value, _names(type(value)), chunks.append)
        return _hash("".join(chunks))


def _told_sections(sections: tuple[Section, ...]) -> bytes:
    return _bytes(f"[{len(sections)}{''.join(map(_section, sections))}")


def _section(one: Section) -> str:
    head = f"S{one.number}:{len(one.heading)}:{one.heading}@{len(one.place)}:{one.place}"
    return head + _paragraphs(one.paragraphs)


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> str:
    return f"[{len(paragraphs)}{''.join(map(_paragraph, paragraphs))}"


def _paragraph(one: Paragraph) -> str:
    text, place = one.text, one.place
    return f"P{len(text)}:{text}@{len(place)}:{place}"


def _cells(cells: Mapping[str, Cell]) -> bytes:
    """Cells as a hash of their addresses and places, and what stands there: the same however they are kept."""
    if isinstance(cells, Figures):
        return _row(_keys_of(cells.layout), cells.packed)
    keys = sorted(cells)
    found = [cells[key] for key in keys]
    addresses = _keys_hash((key, cell.place) for key, cell in zip(keys, found, strict=True))
    numbers = _whole_numbers(found)
    if numbers is not None:
        return _row(addresses, pack(numbers))
    return b"{%b|%b}" % (addresses, _bytes("|".join(map(_cell, found))))


def _row(addresses: bytes, numbers: bytes) -> bytes:
    """A row of whole numbers, in order of the addresses."""
    return b"{%b#%d:%b}" % (addresses, len(numbers), numbers)


def _whole_numbers(cells: Iterable[Cell]) -> list[int] | None:
    """The numbers of cells that hold nothing but plain whole ones; None where any holds something else."""
    numbers = []
    for cell in cells:
        value = cell.value
        number = int(value) if value is not None and cell.state is CellState.NUMBER and value.is_finite() else None
        if number is None or number != value or cell.raw != str(number) or abs(number) > _LARGEST:
            return None
        numbers.append(number)
    return numbers


def _cell(cell: Cell) -> str:
    """A plain number as it is; anything else with what was written and what was made of it."""
    amount = "" if cell.value is None else _plain(cell.value)
    if cell.state is CellState.NUMBER and cell.raw == amount:
        return amount
    return f"C{len(cell.raw)}:{cell.raw}{cell.state}={amount}"


def _keys_hash(keys: Iterable[tuple[str, str]]) -> bytes:
    return _hash("".join(f"{len(key)}:{key}@{len(place)}:{place}" for key, place in keys))


@lru_cache(maxsize=_KEPT)
def _keys_of(layout: Layout) -> bytes:
    return _keys_hash(zip(layout.names, layout.places, strict=True))


def _labels(labels: Mapping[str, Label]) -> bytes:
    if isinstance(labels, LayoutLabels):
        return _printed(labels.layout)
    return _hash("".join(f"|{len(key)}:{key}={_label(labels[key])}" for key in sorted(labels)))


@lru_cache(maxsize=_KEPT)
def _printed(layout: Layout) -> bytes:
    return _labels(dict(layout.labels))


def _label(label: Label) -> str:
    return f"L{len(label.raw)}:{label.raw}@{len(label.place)}:{label.place}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hash(text: str) -> bytes:
    return hashlib.sha256(_bytes(text)).hexdigest().encode()


_SHORT: Mapping[type[Any], Callable[[Any], str]] = {
    str: lambda text: f"s{len(text)}:{text}",
    date: lambda day: f"d{day.isoformat()}",
    Decimal: lambda value: f"n{value.normalize():f};",
    NoneType: lambda _none: "-",
}


def _fields_of(noun: type[Any]) -> tuple[str, ...]:
    """The fields of a noun, none for anything else."""
    return tuple(field.name for field in fields(noun)) if is_dataclass(noun) else ()


# a class is hashable, which mypy does not see
_names = cast("Callable[[type[Any]], tuple[str, ...]]", lru_cache(maxsize=_KEPT)(_fields_of))


@lru_cache(maxsize=4096)
def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
