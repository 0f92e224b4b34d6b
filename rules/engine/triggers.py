"""Cues: what must stand in a report before a check has anything to say. Without one it need not even be asked.

A check may offer two attributes besides those of ``rules.results.Check``. ``cues``: names of lists of which a word
must stand in the text, and of problems (``problem.…``) that a reader must have met; None (or no attribute): always ask.
``silence``: why the rule does not apply when there is no cue; without it the rule has then passed.
"""

from collections.abc import Iterable

from filings.finding import Outcome, Status
from rules.engine.results import Check

PROBLEM = "problem."


def cues_of(check: Check) -> frozenset[str] | None:
    """The cues of a check, None for one that must always be asked."""
    cues: frozenset[str] | None = getattr(check, "cues", None)
    return cues


def silence_of(rule: str, check: Check) -> Outcome:
    """How a rule ends when there is nothing to say, or no cue for it."""
    reason: str = getattr(check, "silence", "")
    return Outcome(rule=rule, status=Status.NOT_APPLICABLE if reason else Status.PASSED, reason=reason)


def problem_cues(codes: Iterable[str]) -> frozenset[str]:
    """The cues of a check that repeats what a reader met."""
    return frozenset(PROBLEM + code for code in codes)
