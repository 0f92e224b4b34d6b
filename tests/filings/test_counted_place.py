"""Paragraphs are counted within their part, as a clerk counts them."""

import pytest

from filings.counted_place import described, within_part
from filings.report import Paragraph, Report, Section


def _report(heading: str, *places: str) -> Report:
    return Report(
        lead=(Paragraph(text="引言", place="P2"),),
        sections=(
            Section(
                number=1,
                heading="一、总体情况",
                place=heading,
                paragraphs=tuple(Paragraph(text="好。", place=one) for one in places),
            ),
        ),
        closing=(Paragraph(text="云岭县水务局", place="P40"),),
    )


@pytest.mark.parametrize(
    ("place", "within", "whole"),
    [
        ("P11", "第1段", "第一部分第1段"),
        ("P14+3:2", "第3段", "第一部分第3段"),
        ("P10", "", "第一部分"),
        ("P2", "开头说明第1段", "开头说明第1段"),
        ("P40", "落款第1段", "落款第1段"),
        ("P99", "第99段", "第99段"),
        ("T2R5C3", "第2个表格第5行第3格", "第2个表格第5行第3格"),
        ("", "", ""),
    ],
)
def test_paragraphs_are_counted_within_their_part(place: str, within: str, whole: str) -> None:
    """Blank ones and tables between do not count; a heading is named alone; what is no paragraph keeps its words."""
    report = _report("P10", "P11", "P13", "P14")
    assert (within_part(report, place, "第一部分"), described(report, place)) == (within, whole)


def test_lines_and_pages_are_told_as_well() -> None:
    """Whoever looks into a text or a PDF finds the place by line or page."""
    assert described(_report("L10", "L12"), "L12:3") == "第12行"
    assert described(_report("L10", "L12"), "L12") == "第一部分第1段，第12行"
    assert described(_report("G1@1,2,3,4", "G2@1,2,3,4"), "G2@1,2,3,4") == "第一部分第1段，第2页"
    assert within_part(_report("L10", "L12"), "L10", "第一部分") == "第10行"
