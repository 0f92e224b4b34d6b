"""How a rulebook is put to the dossiers of one scope: worked out once, since a county has a handful of scopes."""

from collections.abc import Mapping
from typing import TypeAlias

from filings.finding import Outcome, Status
from filings.nouns import dataclass
from rules.book_io.rule import Rule
from rules.cached import cached
from rules.engine.applies import Scope, why_not
from rules.engine.context import CheckContext
from rules.engine.triggers import PROBLEM, cues_of
from rules.engine.verdict import CORE
from rules.lexicon.lists import Lists

_KEPT = 256


@dataclass(frozen=True)
class Plan:
    """``asked``: the rules that apply, in the order in which they are asked. ``rules``: all, as outcomes list them.

    ``settled``: how each rule ends before any is asked: why it does not apply, or what it answers when there is
    nothing to say.
    """

    rules: tuple[Rule, ...]
    asked: tuple[Rule, ...]
    settled: tuple[Outcome, ...]
    lists: Lists

    @cached
    def at(self) -> Mapping[str, int]:
        """Where the outcome of a rule stands."""
        return {rule.id: number for number, rule in enumerate(self.rules)}

    @cached
    def unrun(self) -> bool:
        """Whether an equation on which the verdict rests does not apply."""
        return any(one.rule in CORE and one.status is Status.NOT_APPLICABLE for one in self.settled)

    @cached
    def _unproved(self) -> dict[frozenset[str], "_Unproved"]:
        return {}

    def left(self, proved: frozenset[str], scene: CheckContext) -> tuple[Rule, ...]:
        """The rules that must be asked: not proved by the figures, and not silent for want of a cue."""
        left = self._unproved.get(proved)
        if left is None:
            if len(self._unproved) >= _KEPT:
                self._unproved.clear()
            cued = tuple([one for one in self._cued if one[0].id not in proved])
            left = self._unproved[proved] = _Unproved(cued)
        return left.cued(scene)

    @cached
    def _cued(self) -> "tuple[_Cued, ...]":
        """The rules that apply, each with its cues."""
        return tuple((rule, self._known(cues_of(rule.check))) for rule in self.asked)

    def _known(self, cues: frozenset[str] | None) -> frozenset[str] | None:
        """The cues, None if one of them is no word that the one scan looks for: then the rule is always asked."""
        return cues if cues is not None and all(map(self.lists.scans, cues)) else None


_Cued: TypeAlias = tuple[Rule, frozenset[str] | None]


@dataclass(frozen=True, eq=False)
class _Unproved:
    """Rules that the figures alone do not prove, each with its cues."""

    _cues: tuple[_Cued, ...]

    @cached
    def rules(self) -> tuple[Rule, ...]:
        """All of them."""
        return tuple(rule for rule, _ in self._cues)

    @cached
    def _listen(self) -> bool:
        """Whether any of them waits for words of the text."""
        return any(not cue.startswith(PROBLEM) for _, cues in self._cues for cue in cues or ())

    @cached
    def _uncued(self) -> tuple[Rule, ...]:
        """Those that need no cue."""
        return tuple(rule for rule, cues in self._cues if cues is None)

    def cued(self, scene: CheckContext) -> tuple[Rule, ...]:
        """The rules that have a cue or need none; all of them where the year is unknown, since lists are dated."""
        report = scene.dossier.report
        if report is None or report.year is None:
            return self.rules
        if not report.problems and not self._listen:
            return self._uncued
        heard = {PROBLEM + problem.code for problem in report.problems}
        if self._listen:
            try:
                heard |= scene.body.heard
            except Exception:  # noqa: BLE001 - our fault in the text must not stop the audit: each rule then says so
                return self.rules
        silent = heard.isdisjoint
        return tuple([rule for rule, cues in self._cues if cues is None or not silent(cues)])


def plan_of(rules: tuple[Rule, ...], in_order: tuple[Rule, ...], scope: Scope, lists: Lists) -> Plan:
    """The plan for a scope. ``in_order``: so that each rule comes after all rules of its ``after``."""
    excused = {rule.id: reason for rule in rules if (reason := why_not(rule, scope))}
    settled = (
        Outcome(rule=rule.id, status=Status.NOT_APPLICABLE, reason=excused[rule.id])
        if rule.id in excused
        else rule.silent
        for rule in rules
    )
    asked = tuple(rule for rule in in_order if rule.id not in excused)
    return Plan(rules=rules, asked=asked, settled=tuple(settled), lists=lists)
