"""A JSON Schema as a quick plain test: what it accepts is valid, what it does not accept is left to jsonschema."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

Test: TypeAlias = Callable[[Any], bool]
Schema: TypeAlias = Mapping[str, Any]

_TYPES: Mapping[str, frozenset[type]] = {
    "object": frozenset({dict}), "array": frozenset({list}), "string": frozenset({str}), "integer": frozenset({int}),
    "number": frozenset({int, float}), "boolean": frozenset({bool}), "null": frozenset({type(None)}),
}  # fmt: skip
_SAYS_NOTHING = frozenset({"$schema", "$id", "$defs", "title", "description"})
_ROW = frozenset({"type", "items", "minItems", "maxItems"})
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class UnsupportedError(ValueError):
    """Raised for a schema that says more than the quick test understands; jsonschema alone judges by it."""


def test_of(schema: Schema) -> Test:
    """The test of a schema. It refuses all that the schema refuses, and some more (1.0 as an integer, for one).

    Raises UnsupportedError for a keyword that it does not know.
    """
    return _Compiler(schema.get("$defs", {})).test(schema)


class _Compiler:
    """Makes tests of schemas that may refer to common definitions."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self._definitions = definitions
        self._by_keyword: Mapping[str, Callable[[Schema], Test]] = {
            "type": _type, "enum": _enum, "const": lambda schema: _enum({"enum": [schema["const"]]}),
            "minimum": _least, "maximum": _most, "minLength": _shortest, "maxLength": _longest, "minItems": _fewest,
            "maxItems": _upmost, "pattern": _pattern, "format": _format, "required": _required, "items": self._items,
            "properties": self._properties, "propertyNames": self._names, "$ref": self._reference,
        }  # fmt: skip

    def test(self, schema: Schema) -> Test:
        if row := self._row(schema):
            return row
        keywords = [key for key in schema if key not in _SAYS_NOTHING]
        if "additionalProperties" in keywords:
            keywords = [key for key in keywords if key not in ("additionalProperties", "properties")] + ["properties"]
        unknown = [key for key in keywords if key not in self._by_keyword]
        if unknown:
            raise UnsupportedError(f"no quick test for {unknown[0]}")
        keywords.sort(key=lambda key: key != "type")  # every other test may count on the type
        return _both([self._by_keyword[key](schema) for key in keywords])

    def _row(self, schema: Schema) -> Test | None:
        """One test for a short list of plain values, by far the most frequent thing in a report; None for others."""
        if schema.keys() - _SAYS_NOTHING != _ROW or schema["type"] != ["array", "null"]:
            return None
        wanted = self._resolved(schema["items"])
        if set(wanted) - _SAYS_NOTHING != {"type"}:
            return None
        least, most, covers = schema["minItems"], schema["maxItems"], _types(wanted).issuperset
        return lambda value: (
            (least <= len(value) <= most and covers(map(type, value))) if type(value) is list else value is None
        )

    def _reference(self, schema: Schema) -> Test:
        return self.test(self._resolved(schema))

    def _resolved(self, schema: Schema) -> Schema:
        head, _, name = schema.get("$ref", "").rpartition("/")
        if not name:
            return schema
        if head != "#/$defs":
            raise UnsupportedError(f"no quick test for a reference to {head}")
        return self._definitions[name]

    def _items(self, schema: Schema) -> Test:
        wanted = self._resolved(schema["items"])
        if set(wanted) - _SAYS_NOTHING == {"type"}:
            return _all_of(_types(wanted))
        one = self.test(wanted)
        return lambda value: type(value) is not list or all(map(one, value))

    def _names(self, schema: Schema) -> Test:
        one = self.test({"type": "string", **schema["propertyNames"]})
        return lambda value: type(value) is not dict or all(map(one, value))

    def _properties(self, schema: Schema) -> Test:
        tests = {name: self.test(inner) for name, inner in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties", True)
        other: Test = (lambda _: bool(more)) if isinstance(more, bool) else self.test(more)
        return _members(tests, other)


def _members(tests: Mapping[str, Test], other: Test) -> Test:
    find = tests.get

    def test(value: Any) -> bool:  # noqa: ANN401 - anything may come
        if type(value) is not dict:
            return True
        for name, member in value.items():  # noqa: SIM110 - a generator costs as much as the tests
            if not find(name, other)(member):
                return False
        return True

    return test


def _both(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:  # noqa: PLR2004 - a pair, the most frequent case
        first, second = tests
        return lambda value: first(value) and second(value)

    def test(value: Any) -> bool:  # noqa: ANN401 - anything may come
        for one in tests:  # noqa: SIM110 - a generator costs as much as the tests
            if not one(value):
                return False
        return True

    return test


def _types(schema: Schema) -> frozenset[type]:
    names = schema["type"]
    return frozenset().union(*(_TYPES[name] for name in ([names] if isinstance(names, str) else names)))


def _type(schema: Schema) -> Test:
    allowed = _types(schema)
    if len(allowed) == 1:
        (only,) = allowed
        return lambda value: type(value) is only
    return lambda value: type(value) in allowed


def _all_of(allowed: frozenset[type]) -> Test:
    return lambda value: type(value) is not list or allowed.issuperset(map(type, value))


def _enum(schema: Schema) -> Test:
    if not all(one is None or isinstance(one, str) for one in schema["enum"]):
        raise UnsupportedError("no quick test for an enum of other things than words")
    words = frozenset(schema["enum"])
    return lambda value: (value is None or type(value) is str) and value in words


def _least(schema: Schema) -> Test:
    limit = schema["minimum"]
    return lambda value: type(value) not in (int, float) or value >= limit


def _most(schema: Schema) -> Test:
    limit = schema["maximum"]
    return lambda value: type(value) not in (int, float) or value <= limit


def _shortest(schema: Schema) -> Test:
    limit = schema["minLength"]
    return lambda value: type(value) is not str or len(value) >= limit


def _longest(schema: Schema) -> Test:
    limit = schema["maxLength"]
    return lambda value: type(value) is not str or len(value) <= limit


def _fewest(schema: Schema) -> Test:
    limit = schema["minItems"]
    return lambda value: type(value) is not list or len(value) >= limit


def _upmost(schema: Schema) -> Test:
    limit = schema["maxItems"]
    return lambda value: type(value) is not list or len(value) <= limit


def _pattern(schema: Schema) -> Test:
    search = re.compile(schema["pattern"]).search
    return lambda value: type(value) is not str or search(value) is not None


def _required(schema: Schema) -> Test:
    names = frozenset(schema["required"])
    return lambda value: type(value) is not dict or names <= value.keys()


def _format(schema: Schema) -> Test:
    if schema["format"] != "date":
        raise UnsupportedError(f"no quick test for the format {schema['format']}")
    return lambda value: type(value) is not str or _is_day(value)


def _is_day(text: str) -> bool:
    if _DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
