"""What changed from one audit to the next 整改对比: mended, new, still open, told apart by fingerprint."""

from filings.finding import Audit, Finding
from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``mended`` come from the earlier audit, ``new`` and ``open`` from the later one, in the order of their audit."""

    mended: tuple[Finding, ...]
    new: tuple[Finding, ...]
    open: tuple[Finding, ...]

    @property
    def words(self) -> str:
        """已改好2条，新增1条，仍有3条."""
        return f"已改好{len(self.mended)}条，新增{len(self.new)}条，仍有{len(self.open)}条"


def difference(before: Audit, after: Audit) -> Difference:
    """Compare the audits of two filings of one agency-year."""
    earlier = {finding.fingerprint for finding in before.findings}
    later = {finding.fingerprint for finding in after.findings}
    return Difference(
        mended=tuple(finding for finding in before.findings if finding.fingerprint not in later),
        new=tuple(finding for finding in after.findings if finding.fingerprint not in earlier),
        open=tuple(finding for finding in after.findings if finding.fingerprint in earlier),
    )
