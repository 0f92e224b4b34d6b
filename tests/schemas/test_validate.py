"""Faults of data, worded in Chinese."""

import pytest
from jsonschema import Draft202012Validator

from schemas.validate import faults, schema

_RULE = {
    "id": "A01", "title": "名称", "says": "规则说的是什么。", "severity": "hint", "basis": ["实务"], "check": "balance",
    "message": "有毛病的地方。", "fix": "请改正。", "example": [{"title": "例子", "given": {}}] * 3,
}  # fmt: skip


def test_a_proper_rule_has_no_fault() -> None:
    """A complete rule file passes."""
    assert list(faults("rule", _RULE)) == []


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"severity": "fatal"}, "/severity", "只能是：must_fix、verify、hint"),
        ({"id": "balance"}, "/id", "“balance”写法不对"),
        ({"basis": []}, "/basis", "至少要有1项，现在是0项"),
        ({"since": "2019"}, "/since", "应当是一个整数"),
        ({"since": 1999}, "/since", "不能小于2008"),
        ({"title": "长" * 41}, "/title", "太长，最多40个字"),
        ({"fix": "改"}, "/fix", "太短，至少4个字"),
        ({"colour": "red"}, "", "有不认识的键：“colour”"),
    ],
)
def test_a_fault_is_located_and_worded(change: dict[str, object], pointer: str, words: str) -> None:
    """The pointer leads to the place; the sentence says what is wrong there, in Chinese."""
    found = list(faults("rule", {**_RULE, **change}))
    assert found[0][0] == pointer
    assert found[0][1].startswith(words)


def test_a_missing_key_is_named() -> None:
    """Only what is missing is named."""
    data = {key: value for key, value in _RULE.items() if key != "fix"}
    assert list(faults("rule", data)) == [("", "缺少“fix”")]


@pytest.mark.parametrize("name", ["rule", "audit", "report"])
def test_every_schema_is_a_schema(name: str) -> None:
    """The files are valid JSON Schema 2020-12."""
    Draft202012Validator.check_schema(schema(name))
