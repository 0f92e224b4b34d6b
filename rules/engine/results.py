"""What a check yields: refs and named facts, never text. Text is made in one place, ``rules.engine.render``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, TypeAlias

from filings.edition import Edition
from rules.engine.context import Scene
from rules.tables.equation import Equation, Gap

__all__ = ["Breach", "Check", "Equation", "Gap", "Linear", "Note", "Result"]

Fact: TypeAlias = object


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A place where a rule is broken.

    ``refs``: what is concerned, most important first: cell addresses (``applications.new.total``), rows
    (``applications.new``), tables (``review``) or parts (``title``, ``lead``, ``section.1``, ``headings``); empty: the
    report as a whole. ``places``: where in the document; empty: looked up from the refs. ``excerpt``: of a text rule,
    the words concerned, normalised into the fingerprint in place of refs that may move. ``masked``: facts that must
    never be shown are masked by the check itself before they get here.
    """

    refs: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The rule holds, and something is worth saying about how: 空格按 0 成立."""

    text: str


Result: TypeAlias = Breach | Gap | Note


class Check(Protocol):
    """One kind of rule: a frozen dataclass whose fields are the ``[with]`` parameters of a rule file.

    ``facts`` names what every breach carries, so that a message's placeholders are verified at load (``place`` is
    added by the renderer). ``needs`` names the parts of the dossier besides the report without which the rule is not
    applicable: previous, agency, calendar, standing, rollup, publication, register, submission, neighbours,
    received_on; ``report`` is needed unless ``no_report`` is True.
    """

    facts: ClassVar[frozenset[str]]

    @property
    def needs(self) -> frozenset[str]:
        """What the dossier must hold."""
        ...

    def run(self, scene: Scene) -> Iterator[Result]:
        """Breaches, gaps and notes, in printed order. Nothing yielded means the rule holds."""
        ...


class Linear(Check, Protocol):
    """A check that exposes its equations: they feed the check, the handbook, the fast path and the suspects."""

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """Its equations on a form, rows of either/or resolved by the scene, not here."""
        ...
