"""jsonschema-rs never accepts what jsonschema refuses, and accepts the documents that pass every day."""

import copy
import json
from collections.abc import Iterator
from importlib.resources import files
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from rules.book_io.zero_report import zero_report
from schemas import validate
from schemas.report import to_json

_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.0, 2.5, 10**6, "", "x", "2024-02-30", "2024-1-5", "2024-01-05", "２０２４-01-05", "A01",
    "A01\n", [], {}, [1], ["x"], [None], [True], {"raw": ""}, {"text": 1}, {"number": 7, "heading": ""}, "9" * 300,
    "A０１", float("nan"), float("inf"), 2**70, -(2**70), "2024-01-05\n",
)  # fmt: skip


def _valid(name: str) -> list[Any]:
    if name == "report":
        whole = to_json(zero_report("2021"))
        few = {key: dict(list(whole[key].items())[:6]) for key in ("cells", "labels")}
        return [whole | few, {key: whole[key] for key in ("edition", "title", "agency", "year", "tables")}]
    rule = {
        "id": "A01", "title": "标题", "says": "一句大白话。", "severity": "must_fix", "basis": ["条例"],
        "check": "balance", "message": "某处不对了。", "fix": "请改正。", "since": 2019, "editions": ["2019"],
        "after": ["C16"], "active": True, "with": {"left": ["x"]},
        "example": [{"title": "例子", "given": {}, "expect": ["x"], "outcome": "broken"}] * 3,
    }  # fmt: skip
    return [rule]


def _spots(data: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a document, the document itself included."""
    yield way
    if isinstance(data, dict):
        for key in data:
            yield from _spots(data[key], (*way, key))
    elif isinstance(data, list):
        for index, one in enumerate(data):
            yield from _spots(one, (*way, index))


def _damaged(random: Random, data: object) -> object:
    """The document with one thing put in place of another, left out, or added."""
    way = random.choice(list(_spots(data)))
    odd = copy.deepcopy(random.choice(_ODD))
    if not way:
        return odd
    damaged: Any = copy.deepcopy(data)
    inner = damaged
    for step in way[:-1]:
        inner = inner[step]
    kind = random.choice(("put", "put", "leave out", "add"))
    if kind == "put":
        inner[way[-1]] = odd
    elif kind == "leave out":
        del inner[way[-1]]
    elif isinstance(inner, dict):
        inner[random.choice(("more", "place", "raw", "number", ""))] = odd
    else:
        inner.append(odd)
    return damaged


@pytest.mark.no_cover  # nearly all of it is the work of a library
@pytest.mark.parametrize("name", ["report", "rule"])
def test_accepts_nothing_that_jsonschema_refuses(name: str) -> None:
    """Over thousands of damaged documents, what the quick test accepts has no fault."""
    random = Random(7)
    judge = _judge(name)
    valid, accepted, refused = _valid(name), 0, 0
    for _ in range(500):
        data = _damaged(random, random.choice(valid))
        if validate.accepted(name, data):
            accepted += 1
            assert judge.is_valid(data), data
        else:
            refused += not judge.is_valid(data)
    assert accepted > 10
    assert refused > 20


@pytest.mark.parametrize("name", ["report", "rule"])
def test_accepts_what_passes_every_day(name: str) -> None:
    """Valid documents pass the quick test, so that jsonschema is not even loaded for them."""
    assert all(validate.accepted(name, one) for one in _valid(name))


@pytest.mark.parametrize("name", ["report", "rule", "audit", "event", "notice", "receipt", "submission", "bulletin"])
def test_nothing_odd_is_accepted_alone(name: str) -> None:
    """No schema accepts a value that jsonschema refuses under it."""
    for odd in _ODD:
        assert not validate.accepted(name, odd) or _judge(name).is_valid(odd)


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer", "minimum": 2, "maximum": 4}, [2, 4], [1, 5, True, "3"]),
        ({"type": ["number", "null"]}, [1, 2.5, None], [True, "1"]),
        ({"minimum": 2, "maximum": 4}, [3, "x", None], [1.5, 9]),
        ({"type": "string", "minLength": 1, "maxLength": 2}, ["x"], ["", "xyz"]),
        ({"minLength": 1, "maxLength": 2, "pattern": "x", "format": "date"}, [7, None], ["", "xx"]),
        (
            {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}},
            [["x"]],
            [[], [1], ["", "", ""]],
        ),
        ({"minItems": 1, "maxItems": 2, "items": {"minLength": 2}}, ["x", ["xx"]], [[], ["x"], ["xx"] * 3]),
        ({"type": "array", "minItems": 1}, [[1], [None, "x"]], [[], "x"]),
        ({"const": "x"}, ["x"], ["y", ["x"], None]),
        ({"enum": ["x", None]}, ["x", None], ["y", 0]),
        ({"type": "string", "pattern": "^[a-z]+$"}, ["abc"], ["ABC"]),
        ({"type": "string", "format": "date"}, ["2024-02-29"], ["2023-02-29", "20240229", "2024-W01-1"]),
        (
            {"required": ["a"], "properties": {"a": {"type": "null"}}},
            [{"a": None}, [], {"a": None, "b": 1}],
            [{}, {"a": 1}],
        ),
        ({"additionalProperties": {"type": "null"}}, [{"a": None}], [{"a": 1}]),
        ({"additionalProperties": False, "properties": {"a": {}}}, [{"a": 1}, {}, 5], [{"b": 1}]),
        (
            {"properties": {"a": {"type": "null"}}, "additionalProperties": {"type": "string"}},
            [{"a": None, "b": "x"}, {}],
            [{"a": "x"}, {"a": None, "b": 1}],
        ),
        ({"required": ["b"], "properties": {"a": {}}}, [{"b": 1}, {"a": None, "b": 1}], [{"a": 1}]),
        ({"propertyNames": {"pattern": "^x"}}, [{"xy": 1}, 5], [{"y": 1}]),
        ({"$ref": "#/$defs/one", "$defs": {"one": {"type": "null"}}}, [None], [1]),
        ({"type": "array", "items": {"$ref": "#/$defs/one"}, "$defs": {"one": {"minimum": 3}}}, [[3]], [[2]]),
    ],
)
def test_keywords(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    """Each keyword accepts and refuses as jsonschema does."""
    quick, judge = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid, _of(schema)
    assert all(quick(one) and judge.is_valid(one) for one in good)
    assert not any(quick(one) or judge.is_valid(one) for one in bad)


@pytest.mark.parametrize(
    "data", ["\ud800", ["x", "a\udfff"], {"title": "\ud800"}, {"\ud800": 1}, {"a": {"b": [{"c": "\udc00"}]}}]
)
@pytest.mark.parametrize("name", ["report", "submission"])
def test_half_a_character_is_a_fault(name: str, data: object) -> None:
    """A lone surrogate, which no file can be written with, is refused in one sentence and never raised."""
    found = list(validate.faults(name, data))
    assert found
    assert {message for _, message in found} == {"有不完整的字符（半个代理码），请重新输入这段文字"}


@pytest.mark.parametrize("odd", [b"x", 1 + 2j, {1: 2}, object()])
def test_what_no_json_holds_is_not_accepted(odd: object) -> None:
    """A value that is no JSON is left to jsonschema, which says what is wrong."""
    assert not validate.accepted("report", odd)
    assert list(validate.faults("report", odd))


def test_schema_files_are_where_they_are_looked_for() -> None:
    """The quick test and jsonschema read the same file."""
    text = (files("schemas") / "report.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == validate.schema("report")


def _judge(name: str) -> Any:  # noqa: ANN401 - jsonschema ships no types
    return _of(validate.schema(name))


def _of(schema: Any) -> Any:  # noqa: ANN401 - jsonschema ships no types
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
