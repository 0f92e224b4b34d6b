"""What a check yields: refs and named facts, never text. Text is made in one place, ``rules.engine.render``."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import ClassVar, Protocol, TypeAlias

from filings.edition import Edition
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import marked
from rules.tables.equation import Equation, Gap
from rules.tables.linear import sources

__all__ = ["Breach", "Check", "Equation", "Gap", "Linear", "Note", "Result"]

Fact: TypeAlias = object


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A place where a rule is broken.

    ``refs``: what is concerned, most important first: cell addresses (``applications.new.total``), rows
    (``applications.new``), tables (``review``) or parts (``title``, ``lead``, ``section.1``, ``headings``); empty: the
    report as a whole. ``places``: where in the document; empty: looked up from the refs. ``excerpt``: of a text rule,
    the words concerned, normalised into the fingerprint in place of refs that may move. ``masked``: facts that must
    never be shown are masked by the check itself before they get here. ``doubtful``: it may not be one, so that it is
    told a grade milder than its rule.
    """

    refs: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    excerpt: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The rule holds, and something is worth saying about how: 空格按 0 成立."""

    text: str


Result: TypeAlias = Breach | Gap | Note


class Check:
    """One kind of rule: a frozen dataclass whose fields are the ``[with]`` parameters of a rule file.

    facts: what every breach carries, so that a message's placeholders are verified at load; ``place`` is added to them.
    no_report: True for one that is asked of a dossier without a report too.
    reads_problems: True for one that repeats what a reader met, even where nothing could be read.
    word_lists: lists of words that it always looks for, besides those named in its fields.
    nothing_to_check: why the rule does not apply when no trigger stands in the text; ``""``: it has then passed.
    """

    __slots__ = ()

    facts: ClassVar[frozenset[str]] = frozenset()
    no_report: ClassVar[bool] = False
    reads_problems: ClassVar[bool] = False
    word_lists: ClassVar[tuple[str, ...]] = ()
    nothing_to_check: ClassVar[str] = ""

    @property
    def needs(self) -> frozenset[str]:
        """What the dossier must hold besides the report: what its addresses read, last year's or the units' figures.

        Others say so themselves: previous, agency, calendar, standing, rollup, publication, register, submission,
        neighbours, received_on.
        """
        return sources(*marked(self, "cells"))

    @property
    def triggers(self) -> frozenset[str] | None:
        """The lists of which a word must stand in the text; None where it names none: then it is always asked."""
        return frozenset(name for name in (*self.word_lists, *marked(self, "terms")) if name) or None

    def run(self, context: CheckContext) -> Iterator[Result]:
        """Breaches, gaps and notes, in printed order. Nothing yielded means the rule holds."""
        yield from list(self.results(context)) or [Gap(reason=self.nothing_to_check)]

    def results(self, context: CheckContext) -> Iterator[Result]:
        """The same of a check of the text that has ``nothing_to_check``: where there is nothing, a gap says so."""
        raise NotImplementedError


class Linear(Protocol):
    """A check that exposes its equations: they feed the check, the handbook, the fast path and the suspects."""

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """Its equations on a form, rows of either/or resolved by the context, not here."""
        ...
