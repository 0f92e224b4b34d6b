"""One list file -> TermList: whatever does not hold together is refused with file and line."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from filings.errors import RulebookError
from filings.figure import squeeze
from rules.lexicon.terms import Term, TermList

_TOP = {
    "about": str, "scan": bool, "terms": list, "instead": dict, "misspelt": dict, "term": list, "excuse": dict,
}  # fmt: skip
_TERM = {
    "text": str, "also": list, "instead": str, "sort": str, "since": date, "until": date, "from_year": int,
    "until_year": int, "kinds": list, "unless": list, "near": list, "basis": str, "note": str, "extra": dict,
}  # fmt: skip
_EXCUSE = {"before": list, "after": list, "near": list, "titles": bool}
_MEMBERS: Mapping[str, Callable[[Iterable[str]], Any]] = {"kinds": frozenset, "unless": tuple, "near": tuple}
_TYPES = {str: "文字", list: "列表", dict: "表", date: "日期", int: "整数", bool: "true 或 false"}


class _FaultError(ValueError):
    """A fault with the key that it hangs on and the number of its ``[[term]]`` (0: none)."""

    def __init__(self, key: str, message: str, entry: int = 0) -> None:
        super().__init__(message)
        self.key, self.entry = key, entry


def read_list(name: str, text: str, file: str) -> TermList:
    """The list of a file. Raises RulebookError naming file and line."""
    import tomllib  # noqa: PLC0415 - what was built needs no parser

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{file}：不是合格的 TOML：{error}") from error
    return list_of(name, data, text, file)


def list_of(name: str, data: Mapping[str, Any], text: str, file: str) -> TermList:
    """The list of what a text of TOML says. Raises RulebookError naming file and line."""
    try:
        return _list(name, data)
    except _FaultError as fault:
        raise RulebookError(f"{file}:{_line(text, fault)}：{fault}") from fault


def list_data(entries: TermList) -> Mapping[str, Any]:
    """A list as plain data, what says nothing left out: ``list_from`` makes the same list of it."""
    values = {field.name: getattr(entries, field.name) for field in fields(entries) if field.name != "terms"}
    return {**values, "terms": [_term_data(term) for term in entries.terms]}


def list_from(data: Mapping[str, Any]) -> TermList:
    """The list of data that ``list_data`` made; nothing is verified again."""
    terms = tuple([Term(one) if type(one) is str else _term(one) for one in data["terms"]])
    return TermList(**{**{name: _frozen(value) for name, value in data.items()}, "terms": terms})


def _term_data(term: Term) -> str | Mapping[str, Any]:
    defaults = Term(term.text)._asdict()
    said = {name: value for name, value in term._asdict().items() if value != defaults[name]}
    plain = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in said.items()}
    return {"text": term.text, **plain} if plain else term.text


def _term(data: dict[str, Any]) -> Term:
    for name in data.keys() & _MEMBERS.keys():
        data[name] = _MEMBERS[name](data[name])
    return Term(**data)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - the value of any field
    return tuple(value) if isinstance(value, list) else value


def _list(name: str, data: Mapping[str, Any]) -> TermList:
    _known(data, _TOP, 0)
    if not data.get("about"):
        raise _FaultError("about", "缺少 about：请写明这份词表是什么、来自哪里")
    excuse = data.get("excuse", {})
    _known(excuse, _EXCUSE, 0)
    terms = tuple(_terms(data))
    _unrepeated(terms)
    words = {key: _strings(excuse, key, 0) for key in ("before", "after", "near")}
    return TermList(
        name=name,
        terms=terms,
        about=data["about"],
        titles=excuse.get("titles", False),
        scan=data.get("scan", True),
        **words,
    )


def _terms(data: Mapping[str, Any]) -> Iterator[Term]:
    for text in _strings(data, "terms", 0):
        yield Term(text=text)
    for text, instead in data.get("instead", {}).items():
        if not isinstance(instead, str) or text in ("", instead):
            raise _FaultError("instead", f"“{text}”应当写成 错 = 对，两边都是文字而且不同")
        yield Term(text=squeeze(text), instead=instead)
    for right, wrong in data.get("misspelt", {}).items():
        if not isinstance(wrong, list) or not wrong or right in wrong:
            raise _FaultError("misspelt", f"“{right}”应当写成 对 = [错, …]，至少一个，都和它不同")
        yield from (Term(text=text, instead=right) for text in _strings({"misspelt": wrong}, "misspelt", 0))
    for entry, given in enumerate(data.get("term", ()), 1):
        yield from _spelt(given, entry)


def _spelt(given: Mapping[str, Any], entry: int) -> Iterator[Term]:
    """The term of one ``[[term]]`` in each of its spellings."""
    _known(given, _TERM, entry)
    if "text" not in given:
        raise _FaultError("term", "缺少 text", entry)
    lists: dict[str, Any] = {key: _strings(given, key, entry) for key in ("unless", "near")}
    plain = {key: value for key, value in given.items() if key not in ("text", "also", "kinds", "unless", "near")}
    kinds = frozenset(_strings(given, "kinds", entry))
    for text in (*_strings({"text": [given["text"]]}, "text", entry), *_strings(given, "also", entry)):
        term = Term(text=text, kinds=kinds, **lists, **plain)
        if term.since and term.until and term.until <= term.since:
            raise _FaultError("until", f"“{text}”的 until 应当晚于 since", entry)
        if term.until_year < term.from_year or not term.anchor:
            raise _FaultError("text", f"“{text}”的年度倒置，或者没有可查找的文字", entry)
        yield term


def _strings(data: Mapping[str, Any], key: str, entry: int) -> tuple[str, ...]:
    values = data.get(key, ())
    for value in values:
        if not isinstance(value, str) or not squeeze(value):
            raise _FaultError(key, f"{key} 里的 {value!r} 应当是文字，不能是空的", entry)
    return tuple(squeeze(value) for value in values)


def _known(data: Mapping[str, Any], keys: Mapping[str, type], entry: int) -> None:
    for key, value in data.items():
        if key not in keys:
            raise _FaultError(key, f"没有“{key}”这个名目；可用的是：{'、'.join(keys)}", entry)
        if not isinstance(value, keys[key]) or (keys[key] is int and isinstance(value, bool)):
            raise _FaultError(key, f"“{key}”应当是{_TYPES[keys[key]]}", entry)


def _unrepeated(terms: tuple[Term, ...]) -> None:
    seen: set[tuple[object, ...]] = set()
    for term in terms:
        key = (term.text, term.sort, term.kinds, term.from_year, term.until_year)
        if key in seen:
            raise _FaultError(term.text, f"“{term.text}”写了两次")
        seen.add(key)


def _line(text: str, fault: _FaultError) -> int:
    """The line of the key, searched from the entry that is at fault; else the entry's own line."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines) if line.strip() == "[[term]]"]
    start = heads[fault.entry - 1] if 0 < fault.entry <= len(heads) else 0
    pattern = re.compile(rf"^\s*\[*{re.escape(fault.key)}\b")
    found = (number for number in range(start, len(lines)) if pattern.match(lines[number]))
    quoted = (number for number in range(start, len(lines)) if f'"{fault.key}"' in lines[number])
    return next(found, next(quoted, start)) + 1
