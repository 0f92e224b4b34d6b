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
from typing import Any

from filings.agency import Agency, Register
from filings.calendar import Calendar
from filings.dossier import Dossier
from filings.figure import CellState
from filings.report import Cell, Label, Paragraph, Report, Section
from schemas.figures import Figures, Layout, Printed, pack

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
    pieces = [_VERSION]
    parts = _parts(dossier)
    for name, part, absent in compress(zip(_KEYS, parts, _ABSENT, strict=True), map(is_not, parts, _ABSENT)):
        if part != absent:  # what is absent is absent from the bytes
            pieces += (name, _TOLD.get(type(part), _any)(part))
    return hashlib.sha256(b"".join(pieces)).hexdigest()[:_FEW]


def _any(part: object) -> bytes:
    pieces: list[str] = []
    _collect(part, pieces.append)
    return _bytes("".join(pieces))


def _report(report: Report) -> bytes:
    """A report by its own fields: the frequent case by far, so it is not walked member by member."""
    lead, closing, rest = report.lead, report.closing, _rest(report)
    pieces = [ascii(_head(report)).encode(), _sections(report.sections), _cells(report.cells), _labels(report.labels)]
    if lead or closing:
        pieces.append(_bytes(f"P{_paragraphs(lead)}{_paragraphs(closing)}"))
    if any(rest):
        pieces.append(_any(rest))
    return b"".join(pieces)


def _sections(sections: tuple[Section, ...]) -> bytes:
    """The sections. Headings without any text are often the same object in one report after another: told once."""
    known = _HEADINGS.get(id(sections))
    if known is not None:
        return known[1]
    told = _bytes(f"[{len(sections)}{''.join(map(_section, sections))}")
    if not any(section.paragraphs for section in sections):
        if len(_HEADINGS) >= _KEPT:
            _HEADINGS.clear()
        _HEADINGS[id(sections)] = (sections, told)
    return told


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
    if isinstance(labels, Printed):
        return _printed(labels.layout)
    return _hash("".join(f"|{len(key)}:{key}={_label(labels[key])}" for key in sorted(labels)))


@lru_cache(maxsize=_KEPT)
def _printed(layout: Layout) -> bytes:
    return _labels(dict(layout.labels))


def _label(label: Label) -> str:
    return f"L{len(label.raw)}:{label.raw}@{len(label.place)}:{label.place}"


def _collect(value: Any, add: Callable[[str], None]) -> None:  # noqa: ANN401 - any noun may come
    """Everything in a value as text."""
    kind = type(value)
    if kind in _SHORT:
        add(_SHORT[kind](value))
    elif kind in _TOLD:
        add(hashlib.sha256(_TOLD[kind](value)).hexdigest())
    elif kind is tuple or kind is list:
        add(f"[{len(value)}")
        for one in value:
            _collect(one, add)
    elif kind is frozenset:
        _collect(tuple(sorted(value)), add)
    elif names := _names(kind):
        _noun(value, names, add)
    elif isinstance(value, Mapping):
        add(f"{{{len(value)}")
        for key in sorted(value):
            _collect(key, add)
            _collect(value[key], add)
    else:
        add(f"{kind.__name__}:{value};")


def _noun(value: object, names: Iterable[str], add: Callable[[str], None]) -> None:
    add(f"({type(value).__name__}")
    for name in names:
        member = getattr(value, name)
        if member is not None:  # what is absent is absent from the text
            add(f"|{name}=")
            _collect(member, add)
    add(")")


def _lasting(value: object) -> bytes:
    """A noun that is the same object in one audit after another: made once while it is kept."""
    known = _LASTING.get(id(value))
    if known is None:
        pieces: list[str] = []
        _noun(value, _names(type(value)), pieces.append)
        if len(_LASTING) >= _KEPT:
            _LASTING.clear()
        known = _LASTING[id(value)] = (value, _hash("".join(pieces)))
    return known[1]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hash(text: str) -> bytes:
    return hashlib.sha256(_bytes(text)).hexdigest().encode()


# by id, with the thing itself, so that nothing else can have its id
_LASTING: dict[int, tuple[object, bytes]] = {}
_HEADINGS: dict[int, tuple[object, bytes]] = {}
_NAMES: dict[type[Any], tuple[str, ...]] = {}
_TOLD: Mapping[type[Any], Callable[[Any], bytes]] = {
    Report: _report,
    Agency: _lasting,
    Calendar: _lasting,
    Register: _lasting,
    date: lambda day: day.isoformat().encode(),
}
_SHORT: Mapping[type[Any], Callable[[Any], str]] = {
    str: lambda text: f"s{len(text)}:{text}",
    date: lambda day: f"d{day.isoformat()}",
    Decimal: lambda value: f"n{value.normalize():f};",
    NoneType: lambda _none: "-",
}


def _names(noun: type[Any]) -> tuple[str, ...]:
    """The fields of a noun, none for anything else."""
    names = _NAMES.get(noun)
    if names is None:
        names = _NAMES[noun] = tuple(field.name for field in fields(noun)) if is_dataclass(noun) else ()
    return names


@lru_cache(maxsize=4096)
def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
