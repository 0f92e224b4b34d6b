"""Which county, which agency, which filing, which finding a clerk means."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import pytest

from filings.errors import UsageError
from filings.finding import Audit, Finding, Severity, Verdict
from gateway import lookup
from gateway.clock import today
from gateway.office import office


def _finding(rule: str, fingerprint: str) -> Finding:
    return Finding(
        rule=rule, title="", severity=Severity.VERIFY, message="", place="", refs=(), places=(), facts={}, basis=(),
        fix="", fingerprint=fingerprint, facts_digest="",
    )  # fmt: skip


AUDIT = Audit(
    verdict=Verdict.EXPLAIN, rulebook_version="", rulebook_hash="", as_of=today(), dossier_digest="", agency="",
    year=2025, edition=None, sha256="",
    findings=(_finding("A01", "aaaabbbb01"), _finding("A01", "aaaabbbb02"), _finding("C02", "ccccdddd03")),
)  # fmt: skip


@pytest.mark.parametrize(("word", "number"), [("1", 0), ("3", 2), ("c02", 2), ("aaaabbbb02", 1), ("ccccdddd", 2)])
def test_a_finding_by_number_rule_or_fingerprint(word: str, number: int) -> None:
    """As they stand in ``gouji show``."""
    assert lookup.finding(AUDIT, word) is AUDIT.findings[number]


@pytest.mark.parametrize(
    ("word", "why"), [("A01", "序号：1、2"), ("aaaabbbb", "序号：1、2"), ("0", "没有"), ("aaaa", "没有")]
)
def test_a_finding_that_is_not_one_is_asked_for_again(word: str, why: str) -> None:
    """Several are listed by number; too short a fingerprint is none."""
    with pytest.raises(UsageError, match=why):
        lookup.finding(AUDIT, word)


def test_two_counties_must_be_told_apart(county) -> None:
    """With two counties the command asks which, by code or name; each finds its own."""
    county("register", "county", "--code", "450001", "--name", "邻县", "--office", "邻县人民政府办公室")
    assert "请用 --county 写明是哪个县：云岭县（450000）、邻县（450001）" in county(
        "agencies", "--year", 2025, status=2
    )
    assert office("邻县").area.code == "450001"
    assert office("450000").agency("教育局").code == "11450000007004110A"
    with pytest.raises(UsageError, match="请用 --county"):
        office("远县")


def test_two_agencies_of_one_name_are_told_apart(county, sheet) -> None:
    """A former name that another body bears today leaves the choice to the clerk."""
    table = sheet("统一社会信用代码,单位名称,类别,曾用名", "B1,云岭县文旅局,部门,云岭县教育局")
    county("register", "import", table, "--document", "d", "--approver", "a")
    with pytest.raises(UsageError, match="对应多个单位"):
        office().agency("教育局")
    assert office().agency("B1").name == "云岭县文旅局"


def test_the_start_of_an_id_is_enough_while_it_is_one_filing_s(county) -> None:
    """Eight signs of an id find the filing; with and without its prefix."""
    filing = county.file("教育局", "云岭县教育局2025年政府信息公开工作年度报告.docx")
    where = office()
    assert lookup.submission(where, filing.id[:12]) == filing
    assert lookup.submission(where, filing.id.removeprefix("sub_")[:8]) == filing
    assert lookup.submission(where, "云岭县教育局 / 2025") == filing


def test_of_several_filings_one_is_asked_for(county) -> None:
    """单位/年度 means one filing; where the slot has two, an act is refused with both named."""
    name = "云岭县教育局2025年政府信息公开工作年度报告.docx"
    first = county.file("教育局", name)
    second = county.file("教育局", "行政审批局2025年度报告.docx")
    county("unhold", second.id, "--reason", "没有报错")
    said = county("accept", "教育局/2025", status=2)
    assert "教育局/2025/1 是第1次报送，文件“云岭县教育局2025年政府信息公开工作年度报告.docx”，" in said
    assert f"编号{first.id[:16]}；教育局/2025/2 是第2次报送，文件“行政审批局2025年度报告.docx”" in said
    assert county.ledger.acts.of(first.id) == county.ledger.acts.of(second.id) == ()
    assert lookup.submission(office(), "教育局/2025/1") == first
    assert lookup.submission(office(), "教育局/2025年/第2次").id == second.id
    assert lookup.latest(office(), "教育局/2025").id == second.id
    assert "没有第3次报送，一共报送了2次" in county("accept", "教育局/2025/3", status=2)
    assert f"编号{first.id[:16]}" in county("accept", "教育局/2025/1")


def test_a_held_filing_is_found_by_its_slot(county) -> None:
    """While it waits it is what the slot's name means, so that it can be put back."""
    held = county.file("教育局", "行政审批局2025年度报告.docx")
    assert lookup.submission(office(), "教育局/2025").id == held.id
    assert "还没有报送2025年度报告" in county("show", "教育局/2025/1", status=2)
