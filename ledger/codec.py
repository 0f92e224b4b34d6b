"""Nouns to JSON text and back, by their types: the storage form, one spelling for one value."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import orjson

T = TypeVar("T")
Way: TypeAlias = Callable[[Any], Any]

_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
_CANONICAL |= orjson.OPT_PASSTHROUGH_DATACLASS  # orjson would keep the order of the fields


def dump(value: object) -> str:
    """Canonical JSON text of a noun, a mapping, a sequence or a plain value: keys sorted, no blanks, unescaped."""
    try:
        return orjson.dumps(value, _spelled, _CANONICAL).decode()
    except TypeError:  # a number beyond 64 bits, half a surrogate pair, what is nested very deep
        plain = json.loads(json.dumps(value, default=_spelled))  # all keys are texts now, and are sorted as such
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The noun of type ``kind`` that ``dump`` wrote. TypeError for a type that has no spelling."""
    made: T = _reading(cast("Any", kind))(json.loads(text))
    return made


def _spelled(value: object) -> object:
    """What JSON has no spelling for, by what it has; what that holds is asked for in turn."""
    kind: Any = type(value)
    way: Way = _writing(kind)
    return way(value)


@cache
def _writing(kind: Any) -> Way:  # noqa: ANN401 - any type
    """How values of a type are written, found out once for each type."""
    if is_dataclass(kind):
        return _fields_of(kind)
    return next((way for base, way in _WAYS.items() if issubclass(kind, base)), _unknown)


def _fields_of(kind: Any) -> Way:  # noqa: ANN401 - a dataclass type
    names = tuple(field.name for field in fields(kind))
    exact = tuple(name for name, hint in get_type_hints(kind).items() if Decimal in (hint, *get_args(hint)))
    single = len(names) == 1
    held = attrgetter(*names)

    def write(value: object) -> dict[str, object]:
        values = held(value)
        row: dict[str, object] = {names[0]: values} if single else dict(zip(names, values, strict=True))
        for name in exact:  # at once: a report has two hundred cells
            if row[name] is not None:
                row[name] = _spelled(row[name])
        return row

    return write


def _unknown(value: object) -> object:
    raise TypeError(type(value))


def _same(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has a spelling for
    return value


_WAYS: Mapping[type, Way] = {
    Decimal: lambda value: {"$decimal": str(value)},
    date: lambda value: {"$date": value.isoformat()},
    Mapping: dict,
    frozenset: sorted,  # sets of words only
    set: sorted,
    Enum: attrgetter("value"),
}


@cache
def _reading(kind: Any) -> Way:  # noqa: ANN401 - a type form
    """How values of a type are read, found out once for each type."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _reading(next(k for k in get_args(kind) if k is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin in (tuple, frozenset):
        item = _reading(get_args(kind)[0])
        return lambda value: origin(map(item, value))
    if origin is Mapping:
        key, held = get_args(kind)
        item = _reading(held)
        return lambda value: {key(name): item(inner) for name, inner in value.items()}
    return _noun(kind) if is_dataclass(kind) else _simple(kind)


def _noun(kind: Any) -> Way:  # noqa: ANN401 - a dataclass type
    """Its fields' ways are found when the first one is read: a noun may hold its own kind."""
    ways: dict[str, Way] = {}

    def read(value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the noun
        if not ways:
            ways.update({name: _reading(hint) for name, hint in get_type_hints(kind).items()})
        return kind(**{name: ways[name](inner) for name, inner in value.items()})

    return read


def _simple(kind: Any) -> Way:  # noqa: ANN401 - a type form
    if kind in (object, date, datetime, Decimal):
        return _free
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, float, bool):
        return _same
    raise TypeError(kind)


def _free(value: Any) -> Any:  # noqa: ANN401 - values of facts are free; lists come back as tuples
    if isinstance(value, dict):
        if "$decimal" in value:
            return Decimal(value["$decimal"])
        if "$date" in value:
            text = value["$date"]
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        return {name: _free(inner) for name, inner in value.items()}
    return tuple(_free(item) for item in value) if isinstance(value, list) else value
