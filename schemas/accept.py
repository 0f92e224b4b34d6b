"""A JSON Schema as a quick plain test: what it accepts is valid, what it does not accept is left to jsonschema.

The test is one Python function, written out of the schema: every key and limit in it comes from the schema file, and
nothing that was sent.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

Test: TypeAlias = Callable[[Any], bool]
Schema: TypeAlias = Mapping[str, Any]

_TYPES: Mapping[str, frozenset[type]] = {
    "object": frozenset({dict}), "array": frozenset({list}), "string": frozenset({str}), "integer": frozenset({int}),
    "number": frozenset({int, float}), "boolean": frozenset({bool}), "null": frozenset({type(None)}),
}  # fmt: skip
_SAYS_NOTHING = frozenset({"$schema", "$id", "$defs", "title", "description"})
_OF_STRINGS = frozenset({"minLength", "maxLength", "pattern", "format"})
_OF_NUMBERS = frozenset({"minimum", "maximum"})
_OF_LISTS = frozenset({"minItems", "maxItems", "items"})
_OF_OBJECTS = frozenset({"required", "properties", "additionalProperties", "propertyNames"})
_KNOWN = frozenset({"type", "enum", "const", "$ref"}) | _OF_STRINGS | _OF_NUMBERS | _OF_LISTS | _OF_OBJECTS
_DEEPEST = 16
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ABSENT = object()


class UnsupportedError(ValueError):
    """Raised for a schema that says more than the quick test understands; jsonschema alone judges by it."""


def test_of(schema: Schema) -> Test:
    """The test of a schema. It refuses all that the schema refuses, and some more (1.0 as an integer, for one).

    Raises UnsupportedError for a keyword that it does not know.
    """
    writer = _Writer(schema.get("$defs", {}))
    writer.value(schema, "value")
    source = "\n".join(("def test(value):", *writer.lines, " return True"))
    exec(source, writer.space)  # noqa: S102 - see the docstring of the module
    test: Test = writer.space["test"]
    return test


@dataclass(slots=True)
class _Writer:
    """Writes the statements that refuse a value; what they need beside it stands in ``space`` by name."""

    definitions: Mapping[str, Schema]
    lines: list[str] = field(default_factory=list)
    space: dict[str, Any] = field(default_factory=lambda: {"absent": _ABSENT, "is_day": _is_day})
    depth: int = 1

    def value(self, schema: Schema, name: str) -> None:
        """The statements for one value, which stands in the variable ``name``."""
        schema = self._resolved(schema)
        keywords = schema.keys() - _SAYS_NOTHING
        if unknown := keywords - _KNOWN:
            raise UnsupportedError(f"no quick test for {min(unknown)}")
        if self.depth > _DEEPEST:
            raise UnsupportedError("no quick test for a schema that is nested so deeply")
        types = _types(schema)
        if "type" in keywords:
            self._refuse_unless(self._of_type(types, name))
        if keywords & {"enum", "const"}:
            self._refuse_unless(f"({name} is None or type({name}) is str) and {name} in {self._words(schema)}")
        for kinds, wanted, write in (
            (frozenset({str}), _OF_STRINGS, self._string), (frozenset({int, float}), _OF_NUMBERS, self._number),
            (frozenset({list}), _OF_LISTS, self._list), (frozenset({dict}), _OF_OBJECTS, self._object),
        ):  # fmt: skip
            if keywords & wanted and kinds & types:
                with self._block(f"if {self._of_type(kinds, name)}:" if types - kinds else ""):
                    write(schema, name)

    def _string(self, schema: Schema, name: str) -> None:
        for keyword, sign in (("minLength", ">="), ("maxLength", "<=")):
            if keyword in schema:
                self._refuse_unless(f"len({name}) {sign} {int(schema[keyword])}")
        if "pattern" in schema:
            self._refuse_unless(f"{self._named(re.compile(schema['pattern']).search)}({name}) is not None")
        if "format" in schema:
            if schema["format"] != "date":
                raise UnsupportedError(f"no quick test for the format {schema['format']}")
            self._refuse_unless(f"is_day({name})")

    def _number(self, schema: Schema, name: str) -> None:
        for keyword, sign in (("minimum", ">="), ("maximum", "<=")):
            if keyword in schema:
                self._refuse_unless(f"{name} {sign} {schema[keyword]!r}")

    def _list(self, schema: Schema, name: str) -> None:
        for keyword, sign in (("minItems", ">="), ("maxItems", "<=")):
            if keyword in schema:
                self._refuse_unless(f"len({name}) {sign} {int(schema[keyword])}")
        wanted = self._resolved(schema.get("items", {}))
        if wanted.keys() - _SAYS_NOTHING == {"type"}:
            self._refuse_unless(f"{self._named(_types(wanted).issuperset)}(map(type, {name}))")
        elif wanted:
            with self._block(f"for {name}_ in {name}:"):
                self.value(wanted, f"{name}_")

    def _object(self, schema: Schema, name: str) -> None:
        """Each known member by its name; where others are not allowed, they are counted."""
        required, known = frozenset(schema.get("required", ())), schema.get("properties", {})
        more = schema.get("additionalProperties", True)
        for key in sorted(required - known.keys()):
            self._refuse_unless(f"{key!r} in {name}")
        counted = f"{name}n"
        if more is False:
            self._line(f"{counted} = 0")
        for key, inner in known.items():
            self._line(f"{name}_ = {name}.get({key!r}, absent)")
            if key in required:
                self._refuse_unless(f"{name}_ is not absent")
            with self._block("" if key in required else f"if {name}_ is not absent:"):
                if more is False:
                    self._line(f"{counted} += 1")
                self.value(inner, f"{name}_")
        if more is False:
            self._refuse_unless(f"{counted} == len({name})")
        elif more is not True:
            self._others(more, known, name)
        if "propertyNames" in schema:
            with self._block(f"for {name}_ in {name}:"):
                self.value({"type": "string", **schema["propertyNames"]}, f"{name}_")

    def _others(self, schema: Schema, known: Mapping[str, Schema], name: str) -> None:
        with self._block(f"for {name}k, {name}_ in {name}.items():"):
            if known:
                with self._block(f"if {name}k in {self._named(frozenset(known))}:"):
                    self._line("continue")
            self.value(schema, f"{name}_")

    def _of_type(self, types: frozenset[type], name: str) -> str:
        """The condition that a value is of one of the types."""
        named = [f"{name} is None" if one is type(None) else f"type({name}) is {one.__name__}" for one in types]
        return " or ".join(sorted(named, reverse=True))

    def _words(self, schema: Schema) -> str:
        words = frozenset(schema["enum"] if "enum" in schema else (schema["const"],))
        if not all(one is None or isinstance(one, str) for one in words):
            raise UnsupportedError("no quick test for an enum of other things than words")
        return self._named(words)

    def _resolved(self, schema: Schema) -> Schema:
        """The schema with what its reference says."""
        if "$ref" not in schema:
            return schema
        head, _, name = schema["$ref"].rpartition("/")
        beside = {key: schema[key] for key in schema.keys() - _SAYS_NOTHING - {"$ref"}}
        if head != "#/$defs" or beside:
            raise UnsupportedError(f"no quick test for a reference to {schema['$ref']} with more beside it")
        return self._resolved(self.definitions[name])

    def _named(self, thing: object) -> str:
        name = f"k{len(self.space)}"
        self.space[name] = thing
        return name

    def _refuse_unless(self, condition: str) -> None:
        self._line(f"if not ({condition}): return False")

    def _line(self, line: str) -> None:
        self.lines.append(" " * self.depth + line)

    @contextmanager
    def _block(self, head: str) -> Iterator[None]:
        """What is written meanwhile stands below ``head``; without a head, where it is."""
        if head:
            self._line(head)
            self.depth += 1
        written = len(self.lines)
        yield
        if head:
            if len(self.lines) == written:
                self._line("pass")
            self.depth -= 1


def _types(schema: Schema) -> frozenset[type]:
    """The types that a schema allows; all of them where it names none."""
    names = schema.get("type", tuple(_TYPES))
    return frozenset().union(*(_TYPES[name] for name in ([names] if isinstance(names, str) else names)))


def _is_day(text: str) -> bool:
    if _DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
