"""What stands above the first section: title, agency, year, the page's own date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date

from filings.figure import squeeze
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.title import Title, is_title, parse_title, title_of
from readers.blocks import Block, Text
from readers.interpret.dates import find_date
from readers.interpret.lines import clean

_PUBLISHED = pattern(r"(?:发布时间|发布日期|发布于|公开时间|公开日期|发表时间)\s*[:：]?\s*")
META = re.compile(
    r"^\s*[【\[(（]?(?:发布时间|发布日期|发布机构|公开时间|公开日期|发表时间|信息来源|来源|文章来源|字体|字号"
    r"|浏览|阅读|点击|访问|索引号|作者|责任编辑|编辑|时间|日期|分享)"
    r"[^。]{0,8}[:：]"
)
_NAME = pattern(r"^[\u4e00-\u9fff（）()·]{3,40}$")
_PERIOD = pattern(r"统计期限[^。]{0,12}?((?:19|20)\d{2})年1月1日")
_COMPILED = pattern(
    r"(?:本报告由|本报告是|现将|现公布|特向社会公布)\s*([\u4e00-\u9fff]{3,30}?)"
    r"(?=[，,、（(]|(?:19|20)\d{2}|根据|编制|按照)"
)
_OFFICE = pattern(r"(?:局|委|办|办公室|中心|政府|镇|乡|街道|院|站|会|厅|部|队|所|区|县|市|公司|学校|社|馆)$")
_PLACED = pattern(
    r"(?P<place>[\u4e00-\u9fff]{1,3}[县市区旗州])"
    r"(?P<office>[\u4e00-\u9fff]{2,12}?(?:局|委员会|办公室|中心|街道办事处|人民政府))"
)
_CALLED = pattern(
    r"^\s*(?:[【\[](?:文章)?(?:标\s*题|题\s*名|名\s*称)[】\]]\s*[:：]?|(?:文章)?(?:标\s*题|题\s*名|名\s*称|title)\s*[:：])\s*",
    re.IGNORECASE,
)
_BESIDE = pattern(r"\s*[|｜]\s*(?:发布|发文|公开|发表|成文)?(?:时间|日期|来源|作者|浏览|阅读).*$")
_DATA_SIGNS = pattern("[:：】\\]|｜]")
_OTHER_NOUN = pattern(r"(?:总结|小结|汇报|通报|情况|说明|公报|报表|报告|计划|安排|要点|方案|打算)$")
_OFTEN = 3
_MOST_LINES = 600  # menus and links above the title may be hundreds
_LONGEST_LINE = 45
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """``after``: index of the first block below the title. ``places``: see ``Report.places``."""

    title: str | None = None
    agency: str | None = None
    year: int | None = None
    published_on: date | None = None
    after: int = 0
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Candidate:
    parsed: Title
    first: int
    last: int
    score: float


def read_title_block(blocks: Sequence[Block], stop: int, fallback: str, *, sections: int = 0) -> TitleBlock:
    """Read it from the blocks before ``stop`` (the first heading). ``fallback``: the document's own title.

    ``sections``: how many headings follow; above several of them a line with the subject and a year is the title,
    whatever it calls the document.
    """
    lines = [
        (index, block) for index, block in enumerate(blocks[:stop]) if isinstance(block, Text) and block.text.strip()
    ]
    published, where = _published(lines)
    places = {"published_on": where} if published else {}
    best = _best(list(_candidates(lines[:_MOST_LINES])), lines, fallback, last=sections > 0)
    if best is None and sections >= _SEVERAL and title_of(_bare(fallback)) is None:
        best = next(_wrongly_named(lines[:_MOST_LINES]), None)
    if best is None:
        return _from_property(fallback, published, places)
    at = lines[best.first][1].place
    places |= (
        {"title": at} | ({"agency": at} if best.parsed.agency else {}) | ({"year": at} if best.parsed.year else {})
    )
    return TitleBlock(
        title=_printed(lines, best),
        agency=best.parsed.agency or None,
        year=best.parsed.year,
        published_on=published,
        after=lines[best.last][0] + 1,
        places=places,
    )


def _best(
    found: Sequence[_Candidate], lines: Sequence[tuple[int, Text]], fallback: str, *, last: bool
) -> _Candidate | None:
    """The title among the lines that read as one: links to other reports name another year or agency.

    ``last``: of two that are worth the same the one further down, which is nearer to the text.
    """
    if len(found) <= 1:
        return next(iter(found), None)
    told = squeeze("".join(block.text for _, block in lines if len(block.text) > _LONGEST_LINE + 25))
    year, own = year_of_period([told]), parse_title(_bare(fallback)).text
    return max(
        enumerate(found),
        key=lambda one: (
            one[1].score
            + 1.5 * (year is not None and one[1].parsed.year == year)
            + (1.0 + len(one[1].parsed.agency) / 100) * (bool(one[1].parsed.agency) and one[1].parsed.agency in told)
            + 1.0 * (one[1].parsed.text == own),
            one[0] if last else -one[0],
        ),
    )[1]


def _from_property(title: str, published: date | None, places: dict[str, str]) -> TitleBlock:
    """What the document's own title says, where its text has none; the name of the site behind it is left out."""
    bare = _bare(title)
    parsed = title_of(bare)
    if parsed is None:
        return TitleBlock(published_on=published, places=places)
    return TitleBlock(title=bare, agency=parsed.agency or None, year=parsed.year, published_on=published, places=places)


def _bare(title: str) -> str:
    """The document's own title without the name of the site behind it."""
    return re.split(r"[_|-]", title)[0].strip()


def agency_in_text(texts: Sequence[str]) -> str | None:
    """The body that a report without a name in title, lead-in and signature keeps naming; None unless it is plain.

    Its bare name must stand there at least three times, and its place at least twice.
    """
    whole = squeeze("。".join(texts))
    found: dict[str, int] = {}
    for one in _PLACED.finditer(whole):
        if whole.count(one["office"]) >= _OFTEN and (where := _place_of(one["place"], whole)):
            found[where + one["office"]] = whole.count(where)
    return max(found, key=lambda name: found[name], default=None)


def _place_of(text: str, whole: str) -> str:
    """The longest end of the text that is named more than once: 攸县 out of 建设攸县; ``""`` if there is none."""
    return next((text[start:] for start in range(len(text) - 1) if whole.count(text[start:]) > 1), "")


def _printed(lines: Sequence[tuple[int, Text]], best: _Candidate) -> str:
    return "".join(_line(block) for _, block in lines[best.first : best.last + 1])


def _line(block: Text) -> str:
    """A line without the word that a list of data puts before the title: 标题：…"""
    text = clean(block.text).strip()
    return _BESIDE.sub("", _CALLED.sub("", text)) if _DATA_SIGNS.search(text) else text


def _wrongly_named(lines: Sequence[tuple[int, Text]]) -> Iterator[_Candidate]:
    """Lines that are a title but for their noun: …2025年政府信息公开工作总结."""
    for index, (_, block) in enumerate(lines):
        text = _line(block)
        if is_wrongly_named(text):
            yield _Candidate(parse_title(text), index, index, 0.0)


def is_wrongly_named(text: str) -> bool:
    """Whether a line is a title but for its noun."""
    if len(text) > _LONGEST_LINE or not _OTHER_NOUN.search(text) or META.match(text):
        return False
    parsed = parse_title(text)
    return bool(parsed.subject and parsed.year)


def _candidates(lines: Sequence[tuple[int, Text]]) -> Iterator[_Candidate]:
    """Titles on one line, or cut over two or three."""
    told = [at for at, (_, block) in enumerate(lines) if "报" in block.text]  # as every title is
    for index in sorted({start for at in told for start in range(max(at - 2, 0), at + 1)}):
        part: list[str] = []
        for size, (_, block) in enumerate(lines[index : index + 3], 1):
            part.append(_line(block))
            if len(part[-1]) > _LONGEST_LINE + 25 or META.match(part[-1]):
                break
            parsed = title_of("".join(part))
            if parsed is not None:
                above = _line(lines[index - 1][1]) if index and not parsed.agency else ""
                named = _names_agency(above)
                if named:
                    parsed = parse_title("".join((above, *part)))
                yield _Candidate(parsed, index - named, index + size - 1, _worth(parsed, size, named))
                break


def _names_agency(above: str) -> bool:
    """Whether the line above a title is the agency that the title itself leaves out."""
    bare = squeeze(above)
    return bool(_NAME.match(bare) and _OFFICE.search(bare) and not is_title(bare))


def _worth(parsed: Title, size: int, above: int) -> float:
    return (
        2.0 * bool(parsed.year)
        + bool(parsed.agency)
        + 0.5 * parsed.work
        + parsed.annual
        - 0.2 * (size - 1)
        - 0.1 * above
    )


def _published(lines: Sequence[tuple[int, Text]]) -> tuple[date | None, str]:
    for _, block in lines:
        if "发" not in block.text and "公开" not in block.text and "20" not in block.text:
            continue
        found = _PUBLISHED.search(block.text) or (META.match(block.text) if "20" in block.text else None)
        day = find_date(block.text[found.end() - (found.re is META) :][:24]) if found else None
        if day:
            return day, block.place
    return None, ""


def year_of_period(texts: Sequence[str]) -> int | None:
    """The year of the data period that the lead-in names."""
    found = _PERIOD.search(squeeze("".join(texts)))
    return int(found[1]) if found else None


def compiling_agency(texts: Sequence[str]) -> str | None:
    """The agency that the lead-in says compiled the report."""
    found = _COMPILED.search(squeeze("".join(texts)))
    name = found[1] if found else ""
    return name if _OFFICE.search(name) else None
