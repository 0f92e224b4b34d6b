"""Triggers: what must stand in a report before a check has anything to say. Without one it need not even be asked.

A check may offer two attributes besides those of ``rules.results.Check``. ``triggers``: names of lists of which a word
must stand in the text, and of problems (``problem.…``) that a reader must have met; None (or no attribute): always ask.
``nothing_to_check``: why the rule does not apply when there is no trigger; without it the rule has then passed.
"""

from collections.abc import Iterable

from filings.finding import Outcome, Status
from rules.engine.results import Check

PROBLEM = "problem."


def triggers_of(check: Check) -> frozenset[str] | None:
    """The triggers of a check, None for one that must always be asked."""
    triggers: frozenset[str] | None = getattr(check, "triggers", None)
    return triggers


def unasked_outcome(rule: str, check: Check) -> Outcome:
    """How a rule ends when there is nothing to say, or no trigger for it."""
    reason: str = getattr(check, "nothing_to_check", "")
    return Outcome(rule=rule, status=Status.NOT_APPLICABLE if reason else Status.PASSED, reason=reason)


def problem_triggers(codes: Iterable[str]) -> frozenset[str]:
    """The triggers of a check that repeats what a reader met."""
    return frozenset(PROBLEM + code for code in codes)
