"""The made-up county: its documents are what the sources say, and the audit finds just what is wrong in each."""

from datetime import date

import pytest

from filings.dossier import Dossier, Publication
from filings.finding import Audit, Severity, Verdict
from filings.lateness import LATE_RULES
from readers import read
from rules.book_io.rulebook import rulebook
from samples.county import document, register, sources
from samples.county.source import SampleSource, make
from schemas.calendars import statutory
from workers.examine import examine

_ALL = {source.file: source for source in sources()}

# file -> rules that must speak (must_fix and verify); nothing else of these severities may
_EXPECTED: dict[str, set[str]] = {
    "行政审批局2025年度报告.docx": set(),
    "云岭县教育局2025年政府信息公开工作年度报告.docx": set(),
    "水务局2024年度报告.docx": set(),
    "水务局2025年度报告.docx": {"A01", "A02", "A03"},
    "农业农村局2025年度报告.html": {"N01"},
    "农业农村局2020年度报告.html": set(),
    "卫健局2025.txt": {"H03", "H04", "H09"},
    "自然资源局2024年度报告.html": set(),
    "自然资源局2025年度报告.html": {"D02", "D15", "Y01"},
    "交通运输局年报（终稿）.docx": {"C01", "C02"},
    "市场监督管理局2025年度报告.docx": {"H22", "T10"},
    "城关镇2025年度报告.docx": set(),
    "河东镇2025年度报告.txt": {"P01", "T06"},
    "石桥乡年报.txt": {"C11", "C16"},
    "云岭县人民政府2025年度报告.docx": set(),
}


def _audit(source: SampleSource) -> Audit:
    agency = next((a for a in register().agencies if a.name == source.agency), None)
    previous = read(document(source.previous), source.previous) if source.previous else None
    context = Dossier(
        as_of=date(source.year + 1, 3, 31),
        agency=agency,
        register=register(),
        calendar=statutory(),
        received_on=source.received,
        folder_year=source.year,
        previous=previous,
        publication=Publication(published_on=source.published) if source.published else None,
    )
    return examine(document(source.file), source.file, context, rulebook(), read).audit


@pytest.mark.parametrize("file", _ALL)
def test_the_documents_are_what_the_sources_say(file: str) -> None:
    """``python -m samples.county.make`` would change nothing."""
    assert document(file) == make(_ALL[file])


@pytest.mark.parametrize("file", _ALL)
def test_the_audit_finds_just_what_is_wrong(file: str) -> None:
    """Every planted fault is found, lateness too, and nothing else asks the agency to do anything."""
    found = {
        finding.rule
        for finding in _audit(_ALL[file]).findings
        if finding.severity is not Severity.HINT or finding.rule in LATE_RULES
    }
    assert found == _EXPECTED[file]


def test_a_right_report_is_clean() -> None:
    """The verdict of a report without a fault is 校验通过."""
    assert _audit(_ALL["行政审批局2025年度报告.docx"]).verdict is Verdict.CLEAN


def test_one_slip_is_one_suspect() -> None:
    """The three broken sums of 水务局 come from one cell, 41 for 14, and the suspect says so."""
    audit = _audit(_ALL["水务局2025年度报告.docx"])
    first = audit.suspects[0]
    assert [(cell.ref, cell.found, cell.suggested) for cell in first.cells] == [
        ("applications.total.natural", "41", "14")
    ]
    assert len(first.mends) == 3


def test_the_register_names_every_agency_that_reports() -> None:
    """Each report's agency is in the register, each once."""
    names = [agency.name for agency in register().agencies]
    assert len(set(names)) == len(names)
    assert {source.agency for source in _ALL.values()} <= set(names)
