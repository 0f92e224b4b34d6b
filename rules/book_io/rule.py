"""A rule as data: identity, law, dates, words and examples beside one of the closed set of checks."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from filings.finding import Outcome, Severity, Status
from filings.nouns import dataclass
from rules.engine.results import Check
from rules.engine.triggers import unasked_outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example, which is a test and a piece of the handbook.

    ``given`` is laid over an all-zero, clean report; ``expect``: the exact sentences; ``outcome``: ``passed`` when
    absent and nothing is expected, ``broken`` when something is, or ``not_applicable``.
    """

    title: str
    given: Mapping[str, Any]
    expect: tuple[str, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the book. ``since``/``until``: report years, inclusive; empty ``editions``, ``kinds``, ``tags``: all.

    ``after``: rules whose breach at an overlapping place withholds this one's. ``active``: False ships it switched off
    until a county's overlay turns it on. ``file``: where it was read, for messages to rule authors.
    ``origin``: why a rule that the catalogue lacks was added, ``""`` for those of the catalogue.
    """

    id: str
    title: str
    says: str
    severity: Severity
    basis: tuple[str, ...]
    check_kind: str
    check: Check
    message: str
    fix: str
    parameters: Mapping[str, Any]
    since: int = 2019
    until: int = 9999
    editions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    active: bool = True
    examples: tuple[Example, ...] = ()
    file: str = ""
    origin: str = ""

    @cached_property
    def passed(self) -> Outcome:
        """How the rule ends when it holds and there is nothing to say."""
        return Outcome(rule=self.id, status=Status.PASSED)

    @cached_property
    def unasked(self) -> Outcome:
        """How the rule ends when its check has no trigger."""
        nothing_to_check = unasked_outcome(self.id, self.check)
        return self.passed if nothing_to_check == self.passed else nothing_to_check

    @cached_property
    def broken(self) -> Outcome:
        """How the rule ends when a breach stands."""
        return Outcome(rule=self.id, status=Status.BROKEN)
