"""A published page held against the filed report: every difference told, nothing that is only typography."""

from decimal import Decimal

from filings.figure import CellState
from filings.report import Cell, Paragraph, Report, Section
from workers.publication_check import differences

_LONG = "全年主动公开政府信息一百三十七条，其中许可结果六十六条。"


def _report(value: int | None = 7, *, year: int = 2025, edition: str = "2021", text: str = _LONG) -> Report:
    state = CellState.BLANK if value is None else CellState.NUMBER
    cell = Cell(raw="", state=state, value=None if value is None else Decimal(value), place="T1")
    sections = (Section(number=1, heading="一、总体情况", place="P1", paragraphs=(Paragraph(text=text, place="P2"),)),)
    return Report(
        edition=edition, year=year, cells={"applications.new.natural": cell}, sections=sections if text else ()
    )


def test_the_same_report_has_no_differences() -> None:
    """A report against itself, and against itself with other punctuation and width."""
    assert differences(_report(), _report()) == ()
    assert differences(_report(), _report(text=_LONG.replace("，", ", "))) == ()


def test_year_form_figure_and_text_are_told() -> None:
    """Each with both values; the lost paragraph by its beginning."""
    found = differences(_report(), _report(8, year=2024, edition="2019", text="别的话。"))
    assert found[:2] == ("年度：报送2025，公布2024", "版式：报送2021年版，公布2019年版")
    assert "报送7，公布8" in found[2]
    assert found[3].startswith("第一部分有1段文字与报送的不一致，第一处：“全年主动公开政府信息")


def test_what_one_of_the_two_leaves_open_is_not_compared() -> None:
    """A blank is no zero, and a page without readable text says nothing about the text."""
    assert differences(_report(None), _report(8)) == ()
    assert differences(_report(), _report(None, text="")) == ()
