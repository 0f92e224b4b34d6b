"""Page numbers, running headers and footers: lines that belong to the paper and not to the report."""

from collections import Counter

from filings.patterns import pattern
from readers.layout.lines import Line

_EDGE = 0.1  # share of the page's height, at either end, where such lines stand
_MOST_EDGE = 86.0  # points: three centimetres, however long the page is
_PAGE_NUMBER = pattern(r"[-—–―－\s·.]*(?:第?\s*\d{1,3}\s*页?(?:\s*[,，/共\s]*\s*\d{1,3}\s*页?)?)[-—–―－\s·.]*")
_DIGITS = pattern(r"\d+")


def without(pages: list[tuple[float, list[Line]]]) -> list[list[Line]]:
    """The lines of every (height, lines) page without what repeats at the edge of pages, numbers aside."""
    counts = Counter(key for height, lines in pages for key in {_key(line) for line in lines if _at_edge(line, height)})
    return [[line for line in lines if not _is_furniture(line, height, counts)] for height, lines in pages]


def _is_furniture(line: Line, height: float, counts: Counter[tuple[str, int]]) -> bool:
    if not _at_edge(line, height):
        return False
    return _PAGE_NUMBER.fullmatch(line.text) is not None or counts[_key(line)] > 1


def _at_edge(line: Line, height: float) -> bool:
    edge = min(height * _EDGE, _MOST_EDGE)
    return line.middle < edge or line.middle > height - edge


def _key(line: Line) -> tuple[str, int]:
    """What a running line keeps from page to page: its words without digits, and about its height on the page."""
    return _DIGITS.sub("#", line.text), round(line.middle / 6)
