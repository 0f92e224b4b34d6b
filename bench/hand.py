"""How the rules do on the hand-written texts: complaints about right ones, and which slips are told."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from filings.finding import Audit
from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import Rulebook
from rules.engine.audit import audit
from samples.narratives import Narrative, narratives


def by_hand(book: Rulebook) -> dict[str, dict[str, float]]:
    """By set of texts: reports, wrong findings by severity, right ones, slips, and how many of those are told."""
    sets: dict[str, list[Narrative]] = {}
    for narrative in narratives():
        sets.setdefault(narrative.source if narrative.source.startswith("authors") else "own", []).append(narrative)
    return {name: _counted(sets[name], book) for name in sorted(sets, reverse=True)}


def _counted(texts: list[Narrative], book: Rulebook) -> dict[str, float]:
    counted: Counter[str] = Counter()
    for narrative in texts:
        before = audit_of(narrative.given, book)
        counted["reports"] += 1
        right = [finding for finding in before.findings if finding.rule in narrative.true]
        counted["right"] += len(right)
        counted.update(finding.severity.value for finding in before.findings if finding not in right)
        for slip in narrative.slips:
            counted["slips"] += 1
            counted["told"] += tells(before, audit_of(narrative.with_slip(slip), book), book)
    return {name: counted[name] for name in ("reports", "must_fix", "verify", "hint", "right", "slips", "told")}


def tells(before: Audit, after: Audit, book: Rulebook) -> bool:
    """Whether a slip is told: a finding came that was not there before, other than a length counted anew."""
    known = {(one.fingerprint, one.facts_digest) for one in before.findings}
    places = {one.fingerprint for one in before.findings}
    return any(
        (one.fingerprint, one.facts_digest) not in known
        and not (one.fingerprint in places and book.by_id[one.rule].check_kind == "length")
        for one in after.findings
    )


def audit_of(given: Mapping[str, Any], book: Rulebook) -> Audit:
    """The audit of a text as it is given."""
    return audit(dossier_of(given, book.by_id["N01"]), book)
