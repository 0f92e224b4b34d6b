"""jsonschema-rs accepts what is valid; jsonschema locates a fault, and the catalogue here words it in Chinese."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filings.patterns import pattern

if TYPE_CHECKING:
    import jsonschema_rs

_HALF = pattern("[\ud800-\udfff]")
_TYPES = {
    "object": "一组键值", "array": "一个列表", "string": "一段文字", "integer": "一个整数", "number": "一个数",
    "boolean": "true 或 false", "null": "null",
}  # fmt: skip

_WORDING: Mapping[str, Callable[[Any, Any], str]] = {
    "required": lambda limit, got: "缺少" + "、".join(f"“{key}”" for key in limit if key not in got),
    "additionalProperties": lambda _limit, _got: "有不认识的键",
    "type": lambda limit, _got: (
        "应当是" + "或".join(_TYPES[one] for one in ([limit] if isinstance(limit, str) else limit))
    ),
    "enum": lambda limit, _got: "只能是：" + "、".join(map(str, limit)),
    "const": lambda limit, _got: f"只能是：{limit}",
    "minItems": lambda limit, got: f"至少要有{limit}项，现在是{len(got)}项",
    "maxItems": lambda limit, got: f"最多{limit}项，现在是{len(got)}项",
    "minLength": lambda limit, _got: f"太短，至少{limit}个字",
    "maxLength": lambda limit, _got: f"太长，最多{limit}个字",
    "minimum": lambda limit, got: f"不能小于{limit}，现在是{got}",
    "maximum": lambda limit, got: f"不能大于{limit}，现在是{got}",
    "pattern": lambda limit, got: f"“{got}”写法不对，应当符合 {limit}",
    "format": lambda limit, got: f"“{got}”不是合格的{limit}",
}


@cache
def schema(name: str) -> Mapping[str, Any]:
    """The JSON Schema ``name`` (report, audit, rule, event, notice)."""
    data: dict[str, Any] = json.loads((Path(__file__).with_name(f"{name}.schema.json")).read_text(encoding="utf-8"))
    return data


@cache
def _validator(name: str) -> Any:  # noqa: ANN401 - jsonschema ships no types
    import jsonschema  # noqa: PLC0415 - takes longer to load than most commands run, and valid data never needs it

    return jsonschema.Draft202012Validator(schema(name), format_checker=jsonschema.FormatChecker())


@cache
def _quick(name: str) -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs  # noqa: PLC0415 - what was built or read from a page was verified before

    return jsonschema_rs.Draft202012Validator(dict(schema(name)), validate_formats=True)


def accepted(name: str, data: object) -> bool:
    """Whether the quick test knows the data to be valid. What it does not accept may be valid all the same.

    It is the stricter of the two: ``$`` of a pattern ends the text, digits are 0 to 9, and NaN is within no limit.
    """
    try:
        return _quick(name).is_valid(data)
    except ValueError:  # half a character, or something that no JSON holds
        return False


def faults(name: str, data: object) -> Iterator[tuple[str, str]]:
    """(JSON pointer, Chinese sentence) of every fault, nearest to the root first."""
    halves = [(pointer, "有不完整的字符（半个代理码），请重新输入这段文字") for pointer in _halves(data)]
    if halves or accepted(name, data):
        yield from halves
        return
    for error in sorted(
        _validator(name).iter_errors(data), key=lambda e: (len(e.absolute_path), list(map(str, e.path)))
    ):
        yield "".join(f"/{step}" for step in error.absolute_path), _word(error)


def _halves(data: object) -> Iterator[str]:
    """Where texts hold half a character (a lone surrogate), which JSON can spell and no file can be written with."""
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, str):
            if _HALF.search(value):
                yield pointer
        elif isinstance(value, Mapping):
            waiting += [(f"{pointer}/{at}", key) for at, key in enumerate(value) if _HALF.search(str(key))]
            waiting += [(f"{pointer}/{key}", one) for key, one in value.items() if not _HALF.search(str(key))]
        elif isinstance(value, list):
            waiting += [(f"{pointer}/{at}", one) for at, one in enumerate(value)]


def _word(error: Any) -> str:  # noqa: ANN401 - jsonschema ships no types
    wording = _WORDING.get(error.validator)
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        return "有不认识的键：" + "、".join(f"“{key}”" for key in error.instance if key not in known)
    return wording(error.validator_value, error.instance) if wording else f"不符合 {error.validator} 的要求"
