"""One document in, one audit out."""

import hashlib
from datetime import date

from filings.agency import Agency
from filings.dossier import Dossier
from filings.finding import Verdict
from filings.report import Problem, Report
from rules.book_io.rulebook import rulebook
from rules.book_io.zero_report import zero_report
from workers.examine import examine

_TODAY = Dossier(as_of=date(2024, 2, 1))


def _examine(report: Report, context: Dossier = _TODAY):  # noqa: ANN202 - Examined
    return examine(b"bytes", "file.txt", context, rulebook(), lambda _data, _name: report)


def test_the_agency_is_taken_from_the_report_and_said_to_be_guessed() -> None:
    """Without a register the kind is inferred from the name, and the audit says so."""
    audit = _examine(zero_report()).audit
    assert (audit.agency, audit.kind, audit.kind_inferred) == ("云岭县水务局", "department", True)


def test_a_known_agency_wins_over_the_name_in_the_report() -> None:
    """What the caller knows is not overwritten by what the document claims."""
    known = Agency(code="1", name="云岭县教育局", kind="department")
    audit = _examine(zero_report(), Dossier(as_of=date(2024, 2, 1), agency=known)).audit
    assert (audit.agency, audit.kind_inferred) == ("云岭县教育局", False)


def test_the_audit_carries_the_documents_hash() -> None:
    """The bytes that were audited can be named for ever."""
    assert _examine(zero_report()).audit.sha256 == hashlib.sha256(b"bytes").hexdigest()


def test_an_unreadable_document_is_a_verdict_and_no_exception() -> None:
    """Nothing was read: the verdict says so, and no rule pretends to have run."""
    report = Report(problems=(Problem(code="unreadable", message="文件已损坏，打不开。"),))
    audit = _examine(report).audit
    assert audit.verdict is Verdict.UNREADABLE
    assert [finding.rule for finding in audit.findings] == ["S01"]
    assert audit.agency == ""


def test_the_same_input_gives_the_same_audit() -> None:
    """Nothing depends on the clock or on the order of runs."""
    assert _examine(zero_report()).audit == _examine(zero_report()).audit
