"""A digest of everything that an audit saw, so that the same input can be recognised."""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any

from filings.agency import Agency, Register
from filings.calendar import Calendar
from filings.dossier import Dossier
from filings.figure import CellState
from filings.report import Cell, Label, Paragraph, Report, Section
from schemas.figures import Figures, Layout, Printed

_FEW = 16
_PARTS = tuple(field.name for field in fields(Dossier))
_parts = attrgetter(*_PARTS)
_LARGEST = 2**63 - 1
_KEPT = 256


def dossier_digest(dossier: Dossier) -> str:
    """Sixteen hex digits over all parts of the dossier."""
    pieces: list[str] = ["(Dossier"]
    add = pieces.append
    for name, part in zip(_PARTS, _parts(dossier), strict=True):
        if part is not None:  # what is absent is absent from the text
            add(f"|{name}=")
            known = _SHORT.get(type(part))
            add(known(part)) if known else _collect(part, add)
    return hashlib.sha256("".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()[:_FEW]


def _report(report: Report) -> str:
    """A report by its own fields: the frequent case by far, so it is not walked member by member."""
    head = (
        report.edition, report.title, report.agency, report.year, report.signed_by, report.signed_on,
        report.published_on, len(report.lead), len(report.sections), len(report.closing),
    )  # fmt: skip
    pieces = [f"R{len(word)}:{word}" for word in map(str, head)]
    pieces += map(_paragraph, report.lead)
    pieces += map(_section, report.sections)
    pieces += map(_paragraph, report.closing)
    _mapping(report.cells, pieces.append)
    _mapping(report.labels, pieces.append)
    rest = (report.extras, report.surplus, report.problems, report.places)
    if any(rest):
        _collect(rest, pieces.append)
    return "".join(pieces)


def _collect(value: Any, add: Callable[[str], None]) -> None:  # noqa: ANN401 - any noun may come
    """Everything in a value as text. Every text is preceded by its length, so that no two values read the same."""
    kind = type(value)
    if kind in _SHORT:
        add(_SHORT[kind](value))
    elif kind is tuple or kind is list:
        add(f"[{len(value)}")
        for one in value:
            _collect(one, add)
    elif kind is frozenset:
        _collect(tuple(sorted(value)), add)
    elif names := _names(kind):
        if kind in _LASTING:
            add(_lasting(value, names))
        else:
            _noun(value, names, add)
    elif isinstance(value, Mapping):
        _mapping(value, add)
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


def _mapping(value: Mapping[str, Any], add: Callable[[str], None]) -> None:
    """Cells and labels as a hash of their keys and places and the list of what stands there; the rest pair by pair."""
    if isinstance(value, Figures):
        add(_cells_text(_keys_of(value.layout), _row(_in_order(value.layout)(value.numbers))))
        return
    if isinstance(value, Printed):
        add(_printed(value.layout))
        return
    keys = sorted(value)
    if keys and type(value[keys[0]]) is Cell:
        cells = [value[key] for key in keys]
        numbers = _whole_numbers(cells)
        told = "|".join(map(_cell, cells)) if numbers is None else _row(numbers)
        add(_cells_text(_keys_hash((key, value[key].place) for key in keys), told))
        return
    if keys and type(value[keys[0]]) is Label:
        add(_hash("".join(f"|{key}={_label(value[key])}" for key in keys)))
        return
    add(f"{{{len(value)}")
    for key in keys:
        add(f"|{key}=")
        _collect(value[key], add)


def _label(label: Label) -> str:
    return f"L{len(label.raw)}:{label.raw}@{len(label.place)}:{label.place}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _cells_text(keys: str, cells: str) -> str:
    return f"{{{keys}|{cells}}}"


def _row(numbers: Iterable[int]) -> str:
    """Whole numbers in printed order, digested as a row of eight bytes each."""
    return hashlib.sha256(array("q", numbers).tobytes()).hexdigest()


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


def _keys_hash(keys: Iterable[tuple[str, str]]) -> str:
    return _hash("".join(f"{len(key)}:{key}@{len(place)}:{place}" for key, place in keys))


def _cell(cell: Cell) -> str:
    """A plain number as it is; anything else with what was written and what was made of it."""
    amount = "" if cell.value is None else _plain(cell.value)
    if cell.state is CellState.NUMBER and cell.raw == amount:
        return amount
    return f"C{len(cell.raw)}:{cell.raw}{cell.state}={amount}"


@lru_cache(maxsize=_KEPT)
def _keys_of(layout: Layout) -> str:
    return _keys_hash(sorted(zip(layout.refs, layout.places, strict=True)))


@lru_cache(maxsize=_KEPT)
def _in_order(layout: Layout) -> "itemgetter[tuple[int, ...]]":
    return itemgetter(*sorted(range(len(layout.refs)), key=layout.refs.__getitem__))


@lru_cache(maxsize=_KEPT)
def _printed(layout: Layout) -> str:
    pieces: list[str] = []
    _mapping(dict(layout.labels), pieces.append)
    return "".join(pieces)


def _lasting(value: object, names: Iterable[str]) -> str:
    """The text of a noun that is the same object in one audit after another: made once while it is kept."""
    known = _TEXTS.get(id(value))
    if known is None or known[0] is not value:
        pieces: list[str] = []
        _noun(value, names, pieces.append)
        if len(_TEXTS) >= _KEPT:
            _TEXTS.clear()
        known = _TEXTS[id(value)] = (value, _hash("".join(pieces)))
    return known[1]


def _paragraph(one: Paragraph) -> str:
    text, place = one.text, one.place
    return f"P{len(text)}:{text}@{len(place)}:{place}"


def _section(one: Section) -> str:
    paragraphs = "".join(map(_paragraph, one.paragraphs))
    head = f"S{one.number}:{len(one.heading)}:{one.heading}@{len(one.place)}:{one.place}"
    return f"{head}[{len(one.paragraphs)}{paragraphs}"


_NAMES: dict[type[Any], tuple[str, ...]] = {}
_TEXTS: dict[int, tuple[object, str]] = {}
_LASTING = frozenset({Calendar, Agency, Register})
_SHORT: Mapping[type[Any], Callable[[Any], str]] = {
    Cell: lambda cell: f"{_cell(cell)}@{len(cell.place)}:{cell.place}",
    Label: _label,
    Paragraph: _paragraph,
    Section: _section,
    Report: _report,
    str: lambda text: f"s{len(text)}:{text}",
    Decimal: lambda value: f"n{value.normalize():f}",
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
