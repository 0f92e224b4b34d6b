"""Where a paragraph stands as a clerk counts: its number within its part, not within the document."""

from filings.patterns import pattern
from filings.place import describe, page_box, unspan
from filings.report import Paragraph, Report

_NUMERALS = "一二三四五六"
_BODY = pattern(r"P\d+")


def within_part(report: Report, place: str, part: str) -> str:
    """``第2段`` for a paragraph of the ``part``, with page or line where there are any, else what ``described`` says.

    Of the heading of the part in a document without pages and lines: ``""``, its name says all.
    """
    found = _found(report, unspan(place))
    return _counted(found[1], place) if found and found[0] == part else described(report, place)


def described(report: Report, place: str) -> str:
    """``第一部分第2段`` for a paragraph of a part, else what ``filings.place.describe`` says."""
    found = _found(report, unspan(place))
    return f"{found[0]}{_counted(found[1], place)}" if found else describe(place)


def _counted(number: int, place: str) -> str:
    """The number of a paragraph, 0 for a heading, and its page or line."""
    lined = "" if _BODY.fullmatch(unspan(place)) else describe(place)
    if not number:
        return lined
    return f"第{number}段" + (f"，{lined}" if lined and (page_box(place) or place.startswith("L")) else "")


def _found(report: Report, place: str) -> tuple[str, int] | None:
    """(name of the part, number of the paragraph in it, 0 for its heading); of paragraphs at one place the first."""
    parts: list[tuple[str, str, tuple[Paragraph, ...]]] = [("开头说明", "", report.lead)]
    parts += [(f"第{_NUMERALS[one.number - 1]}部分", one.place, one.paragraphs) for one in report.sections]
    for name, heading, paragraphs in (*parts, ("落款", "", report.closing)) if place else ():
        if heading == place and _BODY.fullmatch(place):
            return name, 0
        for number, paragraph in enumerate(paragraphs, 1):
            if paragraph.place == place:
                return name, number
    return None
