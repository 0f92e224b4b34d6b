"""The rulebook: all rules with the lists under one version hash, and a county's dated changes on top."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from filings.nouns import dataclass
from rules.book_io.built import TREE, Built, built
from rules.book_io.rebuilt import rules_of
from rules.book_io.rule import Rule
from rules.engine.applies import Scope
from rules.engine.digest import DossierDigests
from rules.engine.kept import Kept
from rules.engine.plan import Plan, plan_of
from rules.fast.compiled_checks import CompiledChecks
from rules.lexicon.listfile import list_from
from rules.lexicon.lists import Lists, load_lists
from schemas.figures import Layout

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")

VERSION = "2026.1"
_HASH = 16  # digits of a hash that are shown and kept
_PLANS = 256  # a county has a handful of kinds, years and forms; more are forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A rule as a county wants it, for audits from ``since`` to ``until``."""

    rule: Rule
    since: date
    until: date


@dataclass(frozen=True)
class Rulebook:
    """All rules of the house 规则手册.

    version: the version that people name. rules: in order of their ids. lists: the words that they look for.
    hash: of the data, 16 hex digits: rules, lists, forms and a county's changes.
    amendments: what a county has changed, each with its days.
    """

    version: str
    hash: str
    rules: tuple[Rule, ...]
    lists: Lists
    amendments: tuple[Amendment, ...] = ()

    def on(self, day: date) -> "Rulebook":
        """The book that holds for audits of a day: itself, where a county has changed nothing."""
        if not self.amendments:
            return self
        held = frozenset(at for at, one in enumerate(self.amendments) if one.since <= day <= one.until)
        if held not in self._held:
            changed = {self.amendments[at].rule.id: self.amendments[at].rule for at in sorted(held)}
            self._held[held] = replace(self, rules=tuple({**self.by_id, **changed}.values()), amendments=())
        return self._held[held]

    @cached_property
    def _held(self) -> "dict[frozenset[int], Rulebook]":
        return {}

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
    def compiled(self) -> dict[Layout, CompiledChecks]:
        """What the engine has worked out for the ways in which figures are sent."""
        return {}

    @cached_property
    def digests(self) -> DossierDigests:
        """What of one dossier after another need not be digested anew."""
        return DossierDigests()

    @cached_property
    def _kept(self) -> dict[Callable[[Any], Any], Kept[Any, Any]]:
        return {}

    def made_of(self, make: Callable[[_Thing], _Made], thing: _Thing) -> _Made:
        """What a function makes of an object that lasts, such as a register: made once while this book is in use."""
        kept: Kept[_Thing, _Made] = self._kept.setdefault(make, Kept(make))
        return kept(thing)

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
    """The book that ships with the house, of what was built of it if that is there. Raises RulebookError."""
    known = built()
    if known is not None:
        return book_of(known)
    from rules.book_io.building import keep  # noqa: PLC0415 - most often it was built

    book = load_book(TREE / "rules")
    keep()
    return book


def load_book(folder: "Traversable") -> Rulebook:
    """The book in a folder that holds ``book/`` and ``lists/``. Raises RulebookError with file and line."""
    from rules.book_io.building import data_digest  # noqa: PLC0415 - what was built was digested then
    from rules.book_io.load import read_rules  # noqa: PLC0415 - what was built needs neither schemas nor messages

    lists = load_lists(folder / "lists")
    rules, _ = read_rules(folder / "book", lists.names)
    digest = data_digest(folder, TREE / "schemas" / "editions")
    return Rulebook(version=VERSION, hash=digest[:_HASH], rules=rules, lists=lists)


def book_of(known: Built) -> Rulebook:
    """The book that was verified when it was built: equal to what ``load_book`` makes of the same files."""
    lists = Lists({one["name"]: list_from(one) for one in known.lists})
    return Rulebook(version=VERSION, hash=known.data[:_HASH], rules=rules_of(known.rules), lists=lists)
