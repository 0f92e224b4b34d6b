"""Filing with reasons against must_fix findings 附说明报送: which of them have a sentence, and which still lack one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from filings.act import FilingReason
from filings.finding import Audit, Finding, Severity


def with_reasons(audit: Audit, statements: Sequence[FilingReason]) -> Audit:
    """The audit with the must_fix findings marked as explained of which a statement speaks. The verdict stays."""
    if not statements:
        return audit
    found = tuple(
        replace(finding, explained=True) if statement_on(finding, statements) else finding for finding in audit.findings
    )
    return replace(audit, findings=found)


def statement_on(finding: Finding, statements: Iterable[FilingReason]) -> FilingReason | None:
    """The last statement that speaks of a must_fix finding; None for other findings."""
    if finding.severity is not Severity.MUST_FIX:
        return None
    said = [one for one in statements if one.covers(finding.rule, finding.fingerprint)]
    return said[-1] if said else None


def lacking(findings: Iterable[Finding], statements: Sequence[FilingReason]) -> tuple[Finding, ...]:
    """The must_fix findings that ask for a sentence and have none: not waived, not explained, not spoken of."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.MUST_FIX
        and not (finding.waived or finding.explained)
        and statement_on(finding, statements) is None
    )
