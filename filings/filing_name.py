"""How a filing is named wherever one is told which was meant: agency, year, ordinal, file, time and number."""

from filings.civil import SHANGHAI
from filings.personal import without_numbers
from filings.submission import Submission

SHORT = 16  # characters of a filing's number that stand for it: sub_ and twelve hex digits


def filing_name(agency: str, filing: Submission) -> str:
    """云岭县教育局2025年度报告（第2次报送，文件“年报.docx”，2026-01-20 10:30收到，编号sub_0123456789ab）."""
    return f"{agency}{filing.year}年度报告（{filing_marks(filing)}）"


def filing_marks(filing: Submission) -> str:
    """What tells a filing from the others of its slot."""
    ordinal = f"第{filing.ordinal}次报送，" if filing.ordinal else ""
    return f"{ordinal}文件“{_file(filing)}”，{_when(filing)}，编号{filing.id[:SHORT]}"


def _file(filing: Submission) -> str:
    main = next((d for d in filing.documents if d.role == "report"), None)
    named = without_numbers(main.name) if main else "没有文件"
    return named if len(filing.documents) <= 1 else f"{named}等{len(filing.documents)}个"


def _when(filing: Submission) -> str:
    at = f"{filing.received_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if filing.taken_at is None:
        return f"{at}收到"
    return f"报送平台{at}收到、本系统{filing.taken_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}登记"
