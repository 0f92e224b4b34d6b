"""Lateness beside the verdict."""

from dataclasses import replace
from datetime import date

import pytest

from filings.finding import Audit, Finding, Severity, Verdict
from filings.lateness import reason_asked, verdict_words

_PLAIN = Finding(
    rule="D04", title="晚于本县的报送期限", severity=Severity.HINT, message="", place="", refs=("received",), places=(),
    facts={"days": 4}, basis=(), fix="", fingerprint="f", facts_digest="d",
)  # fmt: skip
_PUBLIC = replace(_PLAIN, rule="D02", facts={"days": 2})


def _audit(*findings: Finding) -> Audit:
    return Audit(
        verdict=Verdict.CLEAN, rulebook_version="1", rulebook_hash="b", as_of=date(2026, 2, 4), dossier_digest="d",
        agency="甲局", year=2025, edition="2021", sha256="", findings=findings,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("findings", "words", "asked"),
    [
        ((), "校验通过", ""),
        ((_PLAIN,), "校验通过，晚报4天", "晚报4天，请说明原因"),
        ((_PUBLIC, _PLAIN), "校验通过，晚报4天，晚公布2天", "晚报4天、晚公布2天，请说明原因"),
        ((replace(_PLAIN, explained=True), _PUBLIC), "校验通过，晚报4天，晚公布2天", "晚公布2天，请说明原因"),
        ((replace(_PLAIN, waived=True),), "校验通过，晚报4天", ""),
        ((replace(_PLAIN, rule="A01"),), "校验通过", ""),
    ],
)
def test_late_is_told_beside_the_verdict(findings: tuple[Finding, ...], words: str, asked: str) -> None:
    """Each duty with its days; a reason or a waiver ends what is asked, and not the fact."""
    assert verdict_words(_audit(*findings)) == words
    assert reason_asked(findings).startswith(asked)
    assert bool(reason_asked(findings)) == bool(asked)
