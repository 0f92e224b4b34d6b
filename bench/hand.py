"""How the rules do on the hand-written texts: complaints about true ones, and which false figures are told."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from filings.finding import Audit
from rules.engine import audit
from rules.examples import dossier_of
from rules.rulebook import Rulebook
from samples.narratives import narratives


def by_hand(book: Rulebook) -> dict[str, float]:
    """Reports, findings about them by severity, slips and how many of them brought a finding."""
    counted: Counter[str] = Counter()
    for narrative in narratives():
        before = _audit(narrative.given, book)
        counted["reports"] += 1
        counted.update(finding.severity.value for finding in before.findings)
        known = {(one.fingerprint, one.facts_digest) for one in before.findings}
        for slip in narrative.slips:
            after = _audit(narrative.with_slip(slip), book).findings
            counted["slips"] += 1
            counted["told"] += any((one.fingerprint, one.facts_digest) not in known for one in after)
    return {name: counted[name] for name in ("reports", "must_fix", "verify", "hint", "slips", "told")}


def _audit(given: Mapping[str, Any], book: Rulebook) -> Audit:
    return audit(dossier_of(given, book.by_id["N01"]), book)
