"""A digest of everything that an audit saw, so that the same input can be recognised."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import NoneType
from typing import Any

from filings.dossier import Dossier
from filings.report import Cell, Label

_FEW = 16


def dossier_digest(dossier: Dossier) -> str:
    """Sixteen hex digits over all parts of the dossier."""
    pieces: list[str] = []
    _collect(dossier, pieces.append)
    return hashlib.sha256("".join(pieces).encode()).hexdigest()[:_FEW]


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
    elif is_dataclass(kind):
        add(f"({kind.__name__}")
        for name in _names(kind):
            add(f"|{name}=")
            _collect(getattr(value, name), add)
    elif isinstance(value, Mapping):
        add(f"{{{len(value)}")
        for key in sorted(value):
            add(f"|{key}=")
            _collect(value[key], add)
    else:
        add(f"{kind.__name__}:{value};")


def _cell(cell: Cell) -> str:
    amount = "" if cell.value is None else _plain(cell.value)
    return f"C{len(cell.raw)}:{cell.raw}{cell.state}={amount}@{len(cell.place)}:{cell.place}"


_SHORT: Mapping[type[Any], Callable[[Any], str]] = {
    Cell: _cell,
    Label: lambda label: f"L{len(label.raw)}:{label.raw}@{len(label.place)}:{label.place}",
    str: lambda text: f"s{len(text)}:{text}",
    Decimal: lambda value: f"n{value.normalize():f}",
    NoneType: lambda _none: "-",
}


@cache
def _names(noun: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(noun))


@lru_cache(maxsize=4096)
def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
