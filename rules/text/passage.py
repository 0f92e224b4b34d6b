"""A stretch of running text with its place: what the text of a report is made of."""

from collections.abc import Mapping
from typing import NamedTuple

from filings.report import Report

ALL_PARTS = ("title", "lead", *(f"section.{number}" for number in range(1, 7)), "closing")
_NAMES = {"title": "标题", "lead": "开头说明", "closing": "落款", "headings": "各部分标题", "contact": "联系方式"}
_NUMERALS = "一二三四五六"


class Passage(NamedTuple):
    """A stretch of running text; a named tuple, since a hundred are made for every report.

    ``part``: title, lead, section.1 …; ``place``: of its paragraph.
    """

    part: str
    text: str
    place: str


def passages_of(report: Report) -> Mapping[str, tuple[Passage, ...]]:
    """The passages of a report by part; ``headings`` holds the headings as printed."""
    found: dict[str, tuple[Passage, ...]] = {}
    if report.title:
        found["title"] = (Passage("title", report.title, report.places.get("title", "")),)
    found["lead"] = tuple([Passage("lead", p.text, p.place) for p in report.lead])
    found["closing"] = tuple([Passage("closing", p.text, p.place) for p in report.closing])
    found["headings"] = tuple([Passage("headings", s.heading, s.place) for s in report.sections])
    for section in report.sections:
        part = f"section.{section.number}"
        passages = tuple([Passage(part, p.text, p.place) for p in section.paragraphs])
        found[part] = found.get(part, ()) + passages
    return found


def part_name(part: str) -> str:
    """What messages call a part: 标题, 开头说明, 第一部分 …"""
    return _NAMES.get(part) or f"第{_NUMERALS[int(part.removeprefix('section.')) - 1]}部分"
