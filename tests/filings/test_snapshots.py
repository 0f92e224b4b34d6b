"""What was issued is never changed afterwards, and the machine's words have their Chinese."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from filings.agency import Jurisdiction
from filings.bulletin import Bulletin
from filings.calendar import Calendar
from filings.county import CountyYear
from filings.dossier import StandingState
from filings.finding import Severity, Verdict
from filings.intake import Receipt, Upload
from filings.matching import Certainty
from filings.report import Report, Section
from filings.submission import Submission

_AT = datetime(2026, 2, 9, 8, tzinfo=UTC)
_COUNTY = CountyYear(
    jurisdiction=Jurisdiction(code="450000", name="云岭县"), year=2025, as_of=date(2026, 2, 9), calendar=Calendar()
)
_BULLETIN = Bulletin(id="bul_0", issued_at=_AT, by="张某", county=_COUNTY)
_RECEIPT = Receipt(
    submission=Submission(id="sub_0", agency="E", year=2025, received_at=_AT, documents=(), channel="form"), job="job_0"
)


@pytest.mark.parametrize(("issued", "part"), [(_BULLETIN, "county"), (_RECEIPT, "submission")])
def test_what_was_issued_stays_as_it_was(issued: object, part: str) -> None:
    """A bulletin and a receipt are evidence: no later line of code can slip other figures or another filing in."""
    with pytest.raises(FrozenInstanceError):
        setattr(issued, part, None)


def test_a_plain_upload_is_the_report_and_a_first_receipt_repeats_nothing() -> None:
    """A sender who says nothing else hands in the report itself, and is told 'repeated' only when it is."""
    assert Upload(name="报告.docx", data=b"x").role == "report"
    assert not _RECEIPT.repeated


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (Severity, ["必须修改", "请核实", "提示"]),
        (Verdict, ["校验通过", "请核实", "必须修改", "未能读取"]),
        (Certainty, ["确定", "较可能", "待定"]),
        (
            StandingState,
            [
                "未到报送期", "待报送", "已收到", "待核对归属", "待改正或说明", "待审核", "退回修改", "审核同意",
                "未报送", "免报送",
            ],
        ),
    ],
)  # fmt: skip
def test_every_word_of_the_machine_has_its_chinese(words: type[StrEnum], labels: list[str]) -> None:
    """Pages and sheets show these to clerks: none is missing, and 校验通过 is never read as the office's 审核同意."""
    assert [one.label for one in words] == labels  # type: ignore[attr-defined]


def test_must_fix_is_the_gravest() -> None:
    """Findings are listed by gravity."""
    assert sorted(Severity, key=lambda one: one.rank) == [Severity.MUST_FIX, Severity.VERIFY, Severity.HINT]


def test_a_cell_that_was_not_read_has_no_value() -> None:
    """Absent is None, never zero."""
    assert Report().value("applications.total.natural") is None


def test_a_section_is_found_by_what_it_is() -> None:
    """Sections stand in the order of the document, which may be wrong; what is not there is None."""
    third, first = (Section(number=number, heading="", place="") for number in (3, 1))
    report = Report(sections=(third, first))
    assert report.section(1) is first
    assert report.section(2) is None
