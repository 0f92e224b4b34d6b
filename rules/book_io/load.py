"""Rule files -> rules: discovery by folder, refusal with file and line of whatever does not hold together."""

import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from filings.errors import RulebookError
from filings.finding import Severity
from filings.patterns import pattern
from rules.book_io.bind import BindError, bind
from rules.book_io.kinds import kind_names, kind_of
from rules.book_io.rebuilt import rule_of
from rules.book_io.rule import Rule
from schemas.editions import editions
from schemas.validate import faults

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Fault: TypeAlias = tuple[str, str]  # the key at fault, and why

_QUOTED = pattern("“(.+?)”")
_CAPPED = frozenset("NWX")  # running text is never certain: these groups never return a report


def read_rules(folder: "Traversable", lists: Iterable[str]) -> tuple[tuple[Rule, ...], dict[str, bytes]]:
    """All rules below a folder in order of their ids, and the bytes of every file read. Raises RulebookError."""
    sources = {name: entry.read_bytes() for name, entry in _files(folder, "")}
    names = frozenset(lists)
    rules, wrong = [], []
    for name, text in sorted(sources.items()):
        try:
            rules.append(read_rule(name, text, names))
        except RulebookError as error:
            wrong.append(str(error))
    if wrong:
        raise RulebookError("\n".join(wrong))
    _unique(rules)
    _acyclic(rules, sources)
    return tuple(sorted(rules, key=lambda rule: rule.id)), sources


def read_rule(file: str, source: bytes, lists: Iterable[str]) -> Rule:
    """One rule file. Raises RulebookError with file and line, a line for each fault."""
    text = _decoded(file, source)
    data = _parse(file, text)
    if data["check"] not in kind_names():
        raise _refused(
            file, text, [("check", f"没有“{data['check']}”这种核查方式；可用的是：{'、'.join(kind_names())}")]
        )
    kind = kind_of(data["check"])
    wrong = list(_unsuitable(data))
    # a form may be used in a wrong year, so the years of a rule exclude none
    forms = [form for form in editions() if form.id in data.get("editions", [form.id])]
    try:
        check = bind(kind, data.get("with", {}), forms, lists)
    except BindError as error:
        raise _refused(file, text, [*wrong, *error.faults, *_placeholders(data, kind.facts)]) from error
    wrong += _placeholders(data, check.facts)
    if wrong:
        raise _refused(file, text, wrong)
    return rule_of(file, data, check)


def _unsuitable(data: Mapping[str, Any]) -> Iterator[Fault]:
    if data["id"][0] in _CAPPED and data["severity"] == Severity.MUST_FIX:
        yield "severity", "N、W、X 组依据的是行文，最高只能是 verify"


def _files(folder: "Traversable", prefix: str) -> "Iterable[tuple[str, Traversable]]":
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, name + "/")
        elif entry.name.endswith(".toml"):
            yield name, entry


def _decoded(file: str, source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise RulebookError(f"{file}:{line}：编码不是 UTF-8，请用 UTF-8 保存") from error


def _parse(file: str, text: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{file}：不是合格的 TOML：{error}") from error
    wrong = []
    for pointer, message in faults("rule", data):
        named = _QUOTED.search(message)
        key = pointer.strip("/").split("/")[0] or (named[1] if named else "")
        wrong.append((key, f"{pointer or '/'} {message}"))
    if wrong:
        raise _refused(file, text, wrong)
    return data


def _placeholders(data: Mapping[str, Any], facts: frozenset[str]) -> Iterator[Fault]:
    """What stands in braces and has no fact behind it."""
    known = facts | {"place", "year", "agency"}
    for key in ("message", "fix"):
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(data[key]) if name is not None]
        except ValueError:
            yield key, "句式里的花括号不成对"
            continue
        for name in names:
            if name not in known:
                yield key, f"句式里的“{{{name}}}”没有对应的数值；可用的是：{'、'.join(sorted(known))}"


def _refused(file: str, text: str, wrong: Iterable[Fault]) -> RulebookError:
    """The refusal of a file, a line for each fault in the order of the file."""
    lines = sorted((_line(text, key), message) for key, message in wrong)
    return RulebookError("\n".join(f"{file}:{line}：{message}" for line, message in lines))


def _line(text: str, key: str) -> int:
    """The line on which a key is first set, 1 when it is not there."""
    pattern = re.compile(rf"^\s*(?:\[+\s*(?:with\.)?)?{re.escape(key)}\b")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def _unique(rules: Iterable[Rule]) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            raise RulebookError(f"{rule.file}:1：编号 {rule.id} 已经用在 {seen[rule.id]}")
        seen[rule.id] = rule.file


def _acyclic(rules: Iterable[Rule], sources: Mapping[str, bytes]) -> None:
    """Refuse an ``after`` that names no rule or leads back to itself."""
    book = {rule.id: rule for rule in rules}
    for rule in book.values():
        line = _line(sources[rule.file].decode("utf-8"), "after")
        for name in rule.after:
            if name not in book:
                raise RulebookError(f"{rule.file}:{line}：after 里的 {name} 不存在")
        if rule.id in _reached(rule.id, book):
            raise RulebookError(f"{rule.file}:{line}：after 绕回了 {rule.id} 自己")


def _reached(start: str, book: Mapping[str, Rule]) -> set[str]:
    found: set[str] = set()
    waiting = list(book[start].after)
    while waiting:
        name = waiting.pop()
        if name in book and name not in found:
            found.add(name)
            waiting.extend(book[name].after)
    return found
