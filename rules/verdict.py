"""Findings and outcomes -> the machine's verdict. Withholding must not whitewash."""

from collections.abc import Iterable

from filings import problems
from filings.dossier import Dossier
from filings.finding import Finding, Outcome, Severity, Status, Verdict

CORE = frozenset({"A01", "A02", "A03", "L01"})  # the sums printed on the form or following from its layout
_UNREADABLE = frozenset({problems.UNREADABLE, problems.NOT_A_REPORT})


def verdict_of(dossier: Dossier, findings: Iterable[Finding], outcomes: Iterable[Outcome]) -> Verdict:
    """``unreadable``, ``must_fix``, ``explain`` or ``clean``. A dossier without a report is judged by its findings."""
    report = dossier.report
    if report and any(problem.code in _UNREADABLE for problem in report.problems):
        return Verdict.UNREADABLE
    standing = [finding for finding in findings if not finding.waived]
    if any(finding.severity is Severity.MUST_FIX for finding in standing):
        return Verdict.MUST_FIX
    asked = any(finding.severity is Severity.VERIFY and not finding.explained for finding in standing)
    return Verdict.EXPLAIN if asked or _not_run(dossier, outcomes) else Verdict.CLEAN


def _not_run(dossier: Dossier, outcomes: Iterable[Outcome]) -> bool:
    """Whether a rule failed through our fault, or a core equation could not be run."""
    failed, unrun = Status.FAILED, Status.NOT_APPLICABLE
    for outcome in outcomes:
        if outcome.status is failed:
            return True
        if outcome.status is unrun and outcome.rule in CORE and dossier.report is not None:
            return True
    return False
