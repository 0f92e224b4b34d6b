"""Nouns to JSON text and back, by their types: the storage form, one spelling for one value."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dump(value: object) -> str:
    """Canonical JSON text of a noun, a mapping, a sequence or a plain value."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The noun of type ``kind`` that ``dump`` wrote. TypeError for a type that has no spelling."""
    made: T = _made(kind, json.loads(text))
    return made


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(item) for item in value)  # type: ignore[type-var]  # sets of words only
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, value: Any) -> Any:  # noqa: ANN401 - a type form, and whatever JSON holds
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kinds = [k for k in get_args(kind) if k is not type(None)]
        return None if value is None else _made(kinds[0], value)
    if origin in (tuple, frozenset):
        return origin(_made(get_args(kind)[0], item) for item in value)
    if origin is Mapping:
        key, item = get_args(kind)
        return {key(name): _made(item, inner) for name, inner in value.items()}
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # a dataclass type
        return kind(**{name: _made(hints[name], inner) for name, inner in value.items()})  # type: ignore[operator]
    return _simple(kind, value)


def _simple(kind: Any, value: Any) -> Any:  # noqa: ANN401 - the same
    if kind in (object, date, datetime, Decimal):
        return _free(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind in (str, int, float, bool):
        return value
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
