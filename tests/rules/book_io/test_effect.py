"""Two books over the same document: what a change of rules would change for agencies, before it is put to them."""

from collections import Counter
from dataclasses import replace

from filings.finding import Audit, Severity, Status
from rules.book_io.effect import changes, coverage
from rules.book_io.overlay import overlay_of
from rules.book_io.rulebook import rulebook
from rules.book_io.zero_report import zero_report
from rules.engine.audit import audit
from samples.figures import dossier_with, with_figures

BOOK = rulebook().only(["A01", "A02", "A03"])
WRONG = with_figures(zero_report(), {"applications.new.natural": 3, "applications.new.total": 3})


def _audit(overlay: str = "") -> Audit:
    return audit(dossier_with(WRONG), overlay_of(overlay, "county.toml", BOOK))


def _told(old: Audit, new: Audit) -> list[tuple[str, bool]]:
    return [(change.finding.rule, change.appears) for change in changes("报告.docx", old, new)]


def test_the_same_book_changes_nothing() -> None:
    """Findings that both books make are no change."""
    assert _audit().findings
    assert _told(_audit(), _audit()) == []


def test_what_vanishes_and_what_appears() -> None:
    """A rule that is switched off takes its findings away; the way back brings them."""
    full, less = _audit(), _audit("[rules.A01]\nactive = false")
    assert set(_told(full, less)) == {("A01", False)}
    assert set(_told(less, full)) == {("A01", True)}


def test_a_finding_of_another_severity_is_another_finding() -> None:
    """What had to be fixed and is now a hint both vanishes and appears: the agency is told something else."""
    milder = _audit("[rules.A01]\nseverity = 'hint'")
    told = [(c.finding.severity, c.appears) for c in changes("报告.docx", _audit(), milder)]
    assert told == sorted(told, key=lambda one: one[1])
    assert set(told) == {(Severity.MUST_FIX, False), (Severity.HINT, True)}


def test_a_finding_in_other_words_is_another_finding() -> None:
    """The same place with another sentence is read anew by a clerk."""
    old = _audit()
    new = replace(old, findings=tuple(replace(one, message=one.message + "（新）") for one in old.findings))
    assert len(_told(old, new)) == 2 * len(old.findings)


def test_coverage_counts_how_every_rule_ended() -> None:
    """Over a pile of reports: how often each rule held, broke or did not apply, so that a silent rule is seen."""
    broken, clean = _audit("[rules.A02]\nactive = false"), audit(dossier_with(zero_report()), BOOK)
    counted = coverage([broken, clean, clean])
    assert counted["A01"] == Counter({Status.PASSED: 2, Status.BROKEN: 1})
    assert counted["A02"] == Counter({Status.PASSED: 2, Status.NOT_APPLICABLE: 1})
    assert coverage([]) == {}
