"""The rulebook: all rules with the lists under one version hash, and a county's dated overlay on top."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from filings.errors import RulebookError
from filings.finding import Severity
from rules.applies import Scope
from rules.lists import Lists, load_lists
from rules.load import read_rules
from rules.plan import Plan, plan_of
from rules.proof import Proof
from rules.rule import Rule
from schemas.figures import Layout

VERSION = "2026.1"
_PLANS = 256  # a county has a handful of kinds, years and forms; more are forgotten


@dataclass(frozen=True)
class Rulebook:
    """All rules of the house 规则手册, in order of their ids. ``hash`` covers rules, lists and overlay."""

    version: str
    hash: str
    rules: tuple[Rule, ...]
    lists: Lists

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def in_order(self) -> tuple[Rule, ...]:
        """The rules so that each comes after all rules of its ``after``."""
        done: dict[str, Rule] = {}
        for rule in self.rules:
            self._visit(rule, done)
        return tuple(done.values())

    @cached_property
    def _plans(self) -> dict[Scope, Plan]:
        return {}

    @cached_property
    def proofs(self) -> dict[Layout, Proof]:
        """What the engine has worked out for the ways in which figures are sent."""
        return {}

    def plan(self, scope: Scope) -> Plan:
        """How the book is put to the dossiers of a scope."""
        plan = self._plans.get(scope)
        if plan is None:
            if len(self._plans) >= _PLANS:
                self._plans.clear()
            plan = self._plans[scope] = plan_of(self.rules, self.in_order, scope, self.lists)
        return plan

    def _visit(self, rule: Rule, done: dict[str, Rule]) -> None:
        if rule.id in done:
            return
        for name in rule.after:
            self._visit(self.by_id[name], done)
        done[rule.id] = rule

    def only(self, ids: Iterable[str]) -> "Rulebook":
        """A book of the named rules and all that they come after."""
        wanted: set[str] = set()
        waiting = list(ids)
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                waiting.extend(self.by_id[name].after)
        return replace(self, rules=tuple(rule for rule in self.rules if rule.id in wanted))


@cache
def rulebook() -> Rulebook:
    """The book that ships with the house. Raises RulebookError with file and line."""
    return load_book(files("rules"))


def load_book(folder: Traversable) -> Rulebook:
    """The book in a folder that holds ``book/`` and ``lists/``. Raises RulebookError with file and line."""
    lists = load_lists(folder / "lists")
    rules, sources = read_rules(folder / "book", lists.names)
    digest = hashlib.sha256()
    for name, source in sorted(sources.items()):
        digest.update(name.encode() + b"\0" + source + b"\0")
    digest.update(lists.hash.encode())
    return Rulebook(version=VERSION, hash=digest.hexdigest()[:16], rules=rules, lists=lists)


def overlaid(book: Rulebook, overlay: Mapping[str, Any], source: str = "overlay") -> Rulebook:
    """The book with a county's changes: per rule id ``severity``, ``active``, ``basis``. Raises RulebookError."""
    if unknown := sorted(overlay.keys() - {"rules"}):
        raise RulebookError(f"{source}：不认识“{'、'.join(unknown)}”；改动要写在 [rules.规则编号] 下面")
    rules = dict(book.by_id)
    for name, change in overlay.get("rules", {}).items():
        if name not in rules:
            raise RulebookError(f"{source}：没有规则 {name}")
        rules[name] = _changed(rules[name], change, source)
    digest = hashlib.sha256((book.hash + repr(sorted(_flat(overlay)))).encode()).hexdigest()[:16]
    return replace(book, hash=digest, rules=tuple(rules.values()))


_CHANGES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "severity": (lambda value: value in tuple(Severity), f"只能是：{'、'.join(Severity)}"),
    "active": (lambda value: isinstance(value, bool), "只能是 true 或者 false"),
    "basis": (
        lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
        '应当是一个列表，例如：["本县通知"]',
    ),
}


def _changed(rule: Rule, change: Any, source: str) -> Rule:  # noqa: ANN401 - read from TOML
    if not isinstance(change, Mapping):
        raise RulebookError(f"{source}：{rule.id} 的改动要写在 [rules.{rule.id}] 下面")
    if unknown := sorted(change.keys() - _CHANGES.keys()):
        raise RulebookError(f"{source}：{rule.id} 不能改“{'、'.join(unknown)}”")
    for name, value in change.items():
        fits, wanted = _CHANGES[name]
        if not fits(value):
            raise RulebookError(f"{source}：{rule.id} 的“{name}”{wanted}")
    severity = Severity(change.get("severity", rule.severity))
    if rule.id[0] in "NWX" and severity is Severity.MUST_FIX:
        raise RulebookError(f"{source}：{rule.id} 依据的是行文，最高只能是 verify")
    return replace(
        rule,
        severity=severity,
        active=change.get("active", rule.active),
        basis=rule.basis + tuple(change.get("basis", ())),
    )


def _flat(overlay: Mapping[str, Any]) -> Iterable[str]:
    for key, value in overlay.items():
        if isinstance(value, Mapping):
            yield from (f"{key}.{inner}" for inner in _flat(value))
        else:
            yield f"{key}={value!r}"
