"""How a rulebook is put to the dossiers of one scope: worked out once, since a county has a handful of scopes."""

from collections.abc import Mapping
from typing import TypeAlias

from filings.finding import Outcome, Status
from filings.nouns import dataclass
from rules.book_io.rule import Rule
from rules.cached import cached
from rules.engine.applies import Scope, why_not
from rules.engine.context import CheckContext
from rules.engine.triggers import PROBLEM, triggers_of
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

    def left(self, proved: frozenset[str], context: CheckContext) -> tuple[Rule, ...]:
        """The rules that must be asked: not proved by the figures, and not answered by the want of a trigger."""
        left = self._unproved.get(proved)
        if left is None:
            if len(self._unproved) >= _KEPT:
                self._unproved.clear()
            triggered = tuple([one for one in self._triggered if one[0].id not in proved])
            left = self._unproved[proved] = _Unproved(triggered)
        return left.triggered(context)

    @cached
    def _triggered(self) -> "tuple[_Triggered, ...]":
        """The rules that apply, each with its triggers."""
        return tuple((rule, self._known(triggers_of(rule.check))) for rule in self.asked)

    def _known(self, triggers: frozenset[str] | None) -> frozenset[str] | None:
        """The triggers, None if one of them is no word that the one scan looks for: then the rule is always asked."""
        return triggers if triggers is not None and all(map(self.lists.scans, triggers)) else None


_Triggered: TypeAlias = tuple[Rule, frozenset[str] | None]


@dataclass(frozen=True, eq=False)
class _Unproved:
    """Rules that the figures alone do not prove, each with its triggers."""

    _rules: tuple[_Triggered, ...]

    @cached
    def rules(self) -> tuple[Rule, ...]:
        """All of them."""
        return tuple(rule for rule, _ in self._rules)

    @cached
    def _need_words(self) -> bool:
        """Whether any of them waits for words of the text."""
        return any(not trigger.startswith(PROBLEM) for _, triggers in self._rules for trigger in triggers or ())

    @cached
    def _always_asked(self) -> tuple[Rule, ...]:
        """Those that need no trigger."""
        return tuple(rule for rule, triggers in self._rules if triggers is None)

    def triggered(self, context: CheckContext) -> tuple[Rule, ...]:
        """The rules that have a trigger or need none; all of them where the year is unknown, since lists are dated."""
        report = context.dossier.report
        if report is None or report.year is None:
            return self.rules
        if not report.problems and not self._need_words:
            return self._always_asked
        matched_lists = {PROBLEM + problem.code for problem in report.problems}
        if self._need_words:
            try:
                matched_lists |= context.body.matched_lists
            except Exception:  # noqa: BLE001 - our fault in the text must not stop the audit: each rule then says so
                return self.rules
        found_none = matched_lists.isdisjoint
        return tuple([rule for rule, triggers in self._rules if triggers is None or not found_none(triggers)])


def plan_of(rules: tuple[Rule, ...], in_order: tuple[Rule, ...], scope: Scope, lists: Lists) -> Plan:
    """The plan for a scope. ``in_order``: so that each rule comes after all rules of its ``after``."""
    excused = {rule.id: reason for rule in rules if (reason := why_not(rule, scope))}
    settled = (
        Outcome(rule=rule.id, status=Status.NOT_APPLICABLE, reason=excused[rule.id])
        if rule.id in excused
        else rule.unasked
        for rule in rules
    )
    asked = tuple(rule for rule in in_order if rule.id not in excused)
    return Plan(rules=rules, asked=asked, settled=tuple(settled), lists=lists)
