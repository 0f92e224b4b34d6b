"""A county's own changes to the rulebook: severity, activation and local basis, each with its days, and more words.

A TOML file laid over the book that ships::

    [rules.H16]
    active   = true                      # switch a rule on or off
    severity = "verify"
    basis    = ["云岭县政府办公室2026年年报通知"]   # added to the rule's own
    since    = 2026-01-01                # first day of audits on which it holds; absent: always
    until    = 2026-12-31                # the last one

    [lists.officials]                    # in the words of a list file; joined with the list of that name
    [[lists.officials.term]]
    text  = "张某某县长"
    since = 2025-06-01

Everything in it enters the hash of the rulebook.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from filings.errors import RulebookError
from filings.finding import Severity
from rules.book_io.rule import Rule
from rules.book_io.rulebook import Amendment, Rulebook
from rules.lexicon.listfile import list_of

_CAPPED = "NWX"
_KEYS: Mapping[str, type] = {"severity": str, "active": bool, "basis": list, "since": date, "until": date}


def read_overlay(path: Path, book: Rulebook) -> Rulebook:
    """The book with the changes of a county's file. Raises RulebookError with file and line."""
    return overlay_of(path.read_text(encoding="utf-8"), path.name, book)


def overlay_of(text: str, name: str, book: Rulebook) -> Rulebook:
    """The book with the changes that a text spells. ``name``: of its file, for refusals."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{name}：不是合格的 TOML：{error}") from error

    def refuse(message: str, *keys: str) -> RulebookError:
        return RulebookError(f"{name}:{_line(text, keys)}：{message}")

    _sort_out(data, refuse)
    amendments = []
    for rule, change in data.get("rules", {}).items():
        if rule not in book.by_id:
            raise refuse(f"没有规则 {rule}", f"rules.{rule}")
        if not _is_table(change):
            raise refuse(f"{rule} 的改动要写在 [rules.{rule}] 下面", "rules", rule)
        for key, message in _faults(book.by_id[rule], change):
            raise refuse(message, f"rules.{rule}", key)
        amendments.append(_amendment(book.by_id[rule], change))
    lists = [list_of(one, {"about": "本县增加的词", **entries}, text, name) for one, entries in _lists(data)]
    for entries in lists:
        if entries.name not in book.lists:
            raise refuse(f"没有词表 {entries.name}", f"lists.{entries.name}")
    digest = hashlib.sha256(f"{book.hash}\0{sorted(_flat(data))!r}".encode()).hexdigest()[:16]
    return replace(book, hash=digest, lists=book.lists.extended(lists), amendments=book.amendments + tuple(amendments))


def _sort_out(data: Mapping[str, Any], refuse: Callable[..., RulebookError]) -> None:
    """Refuse what is neither a table of rules nor of lists."""
    for key in data.keys() - {"rules", "lists", "about"}:
        raise refuse(f"没有“{key}”这个名目；可用的是：rules、lists、about", key)
    for key in ("rules", "lists"):
        entries = data.get(key, {})
        if not isinstance(entries, Mapping) or (key == "lists" and not all(map(_is_table, entries.values()))):
            raise refuse(f"{key} 的内容要一段一段写：[{key}.名称] 下面写要改的", key)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from data.get("lists", {}).items()


def _faults(rule: Rule, change: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, what is wrong with it) for one rule's changes, the first of which is told."""
    for key, value in change.items():
        if key not in _KEYS:
            yield key, f"{rule.id} 不能改“{key}”；可以改的是：{'、'.join(_KEYS)}"
        elif not isinstance(value, _KEYS[key]) or not all(isinstance(one, str) for one in _members(value)):
            yield key, f"{rule.id} 的“{key}”写法不对"
    severity = change.get("severity", rule.severity.value)
    if severity not in {one.value for one in Severity}:
        yield "severity", f"{rule.id} 的 severity 只能是：{'、'.join(one.value for one in Severity)}"
    elif severity == Severity.MUST_FIX and rule.id[0] in _CAPPED:
        yield "severity", f"{rule.id} 依据的是行文，最高只能是 verify"
    if change.get("since", date.min) > change.get("until", date.max):
        yield "until", f"{rule.id} 的 until 早于 since"


def _members(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _amendment(rule: Rule, change: Mapping[str, Any]) -> Amendment:
    changed = replace(
        rule,
        severity=Severity(change.get("severity", rule.severity)),
        active=change.get("active", rule.active),
        basis=rule.basis + tuple(change.get("basis", ())),
    )
    return Amendment(rule=changed, since=change.get("since", date.min), until=change.get("until", date.max))


def _line(text: str, keys: tuple[str, ...]) -> int:
    """The line of the last key, looked for behind the lines of those before it."""
    lines, at = text.splitlines(), 0
    for key in keys:
        pattern = re.compile(rf"^\s*\[*{re.escape(key)}\b")
        at = next((number for number in range(at, len(lines)) if pattern.match(lines[number])), at)
    return at + 1


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}={value!r}"
