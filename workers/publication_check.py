"""A published page held against the report that was filed: what it says otherwise, in sentences. Pure."""

from collections.abc import Iterator

from filings.figure import fold, plain
from filings.patterns import pattern
from filings.report import Report
from schemas.editions import edition

_SIGNS = pattern(r"[\W_]+")
_SHORTEST = 12  # characters; shorter lines are headings and marks, which pages set in their own way
_QUOTED = 24
_NUMERALS = "一二三四五六"


def differences(filed: Report, page: Report) -> tuple[str, ...]:
    """What the page says otherwise than the report, in Chinese; empty if nothing.

    Cells that one of the two leaves open are not compared, and punctuation and spaces do not count.
    """
    return (*_head(filed, page), *_cells(filed, page), *_texts(filed, page))


def _head(filed: Report, page: Report) -> Iterator[str]:
    if filed.year and page.year and filed.year != page.year:
        yield f"年度：报送{filed.year}，公布{page.year}"
    if filed.edition and page.edition and filed.edition != page.edition:
        yield f"版式：报送{filed.edition}年版，公布{page.edition}年版"


def _cells(filed: Report, page: Report) -> Iterator[str]:
    titles = edition(filed.edition).titles if filed.edition else {}
    for ref, cell in filed.cells.items():
        shown = page.value(ref)
        if cell.value is not None and shown is not None and cell.value != shown:
            yield f"{titles.get(ref, ref)}：报送{plain(cell.value)}，公布{plain(shown)}"


def _texts(filed: Report, page: Report) -> Iterator[str]:
    whole = "".join(_bare(p.text) for section in page.sections for p in section.paragraphs)
    if not whole:
        return
    for section in filed.sections:
        lost = [p.text for p in section.paragraphs if len(_bare(p.text)) >= _SHORTEST and _bare(p.text) not in whole]
        if lost:
            number = _NUMERALS[section.number - 1]
            yield f"第{number}部分有{len(lost)}段文字与报送的不一致，第一处：“{lost[0][:_QUOTED]}…”"


def _bare(text: str) -> str:
    return _SIGNS.sub("", fold(text))
