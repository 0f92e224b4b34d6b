"""Findings and outcomes -> the machine's verdict. Withholding must not whitewash."""

from collections.abc import Iterable

from filings import problems
from filings.dossier import Dossier
from filings.finding import Finding, Outcome, Severity, Status, Verdict

CORE = frozenset({"A01", "A02", "A03", "L01"})  # the sums printed on the form or following from its layout
_UNREADABLE = frozenset({problems.UNREADABLE, problems.NOT_A_REPORT})


def verdict_of(dossier: Dossier, findings: Iterable[Finding], told: Iterable[Outcome], *, unrun: bool) -> Verdict:
    """``unreadable``, ``must_fix``, ``explain`` or ``clean``. A dossier without a report is judged by its findings.

    ``told``: the outcomes of the rules that were asked and did not simply pass; ``unrun``: whether an equation of the
    core was not asked at all.
    """
    report = dossier.report
    if report and report.problems and any(problem.code in _UNREADABLE for problem in report.problems):
        return Verdict.UNREADABLE
    standing = [finding for finding in findings if not finding.waived]
    if any(finding.severity is Severity.MUST_FIX for finding in standing):
        return Verdict.MUST_FIX
    asked = any(finding.severity is Severity.VERIFY and not finding.explained for finding in standing)
    return Verdict.EXPLAIN if asked or _not_run(dossier, told, unrun=unrun) else Verdict.CLEAN


def _not_run(dossier: Dossier, told: Iterable[Outcome], *, unrun: bool) -> bool:
    """Whether a rule failed through our fault, or a core equation could not be run."""
    reported = dossier.report is not None
    return (unrun and reported) or any(
        one.status is Status.FAILED or (reported and one.status is Status.NOT_APPLICABLE and one.rule in CORE)
        for one in told
    )
