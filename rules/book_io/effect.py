"""Two rulebooks over the same documents: which findings appear and which vanish."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from filings.finding import Audit, Finding, Status
from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """A finding that only one of the books makes. ``document``: its name; ``appears``: the new book makes it."""

    document: str
    finding: Finding
    appears: bool


def changes(document: str, old: Audit, new: Audit) -> Iterator[FindingChange]:
    """What vanishes, then what appears. A finding is the same when fingerprint, severity and words are."""
    before = {_key(finding): finding for finding in old.findings}
    after = {_key(finding): finding for finding in new.findings}
    for key, finding in before.items():
        if key not in after:
            yield FindingChange(document=document, finding=finding, appears=False)
    for key, finding in after.items():
        if key not in before:
            yield FindingChange(document=document, finding=finding, appears=True)


def coverage(audits: Iterable[Audit]) -> Mapping[str, Counter[Status]]:
    """Rule id -> how often it ended in each status over the audits."""
    counted: dict[str, Counter[Status]] = {}
    for audit in audits:
        for outcome in audit.outcomes:
            counted.setdefault(outcome.rule, Counter())[outcome.status] += 1
    return counted


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.fingerprint, finding.severity.value, finding.message
