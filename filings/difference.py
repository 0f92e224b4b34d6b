"""What changed from one audit to the next 整改对比: mended, new, still open, told apart by fingerprint."""

from dataclasses import dataclass

from filings.finding import Audit, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``mended`` come from the earlier audit, ``new`` and ``open`` from the later one, in the order of their audit."""

    mended: tuple[Finding, ...]
    new: tuple[Finding, ...]
    open: tuple[Finding, ...]


def difference(before: Audit, after: Audit) -> Difference:
    """Compare the audits of two filings of one agency-year."""
    earlier = {finding.fingerprint for finding in before.findings}
    later = {finding.fingerprint for finding in after.findings}
    return Difference(
        mended=tuple(finding for finding in before.findings if finding.fingerprint not in later),
        new=tuple(finding for finding in after.findings if finding.fingerprint not in earlier),
        open=tuple(finding for finding in after.findings if finding.fingerprint in earlier),
    )
