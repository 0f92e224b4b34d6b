"""Running text -> paragraphs: what stands between headings and is no table, mended where a page end cut it."""

import re
from collections.abc import Container, Iterator, Sequence

from filings.patterns import pattern
from filings.report import Paragraph, Section
from filings.title import title_of
from readers.blocks import Block, Text
from readers.interpret.headings import Heading
from readers.interpret.lines import PAGE_NUMBER_ENDS, clean, is_page_number
from readers.interpret.tokens import Token

_ENDS = pattern(r"[。！？!?；;：:”』」）)》〉…．.]\s*$")
_STARTS = pattern(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|\d{1,2}[.、．)）]|第[一二三四五六七八九十]+[章节条]|[①-⑳]|[一二三四五六七八九十]是|附[件：:])"
)
_LEAST_JOINED = 24
_HEADED_TEXT = pattern(r"^(?P<heading>.{4,34}?(?:情况|事项|措施))\s*[：:。]\s*(?P<text>\S.*)$", re.DOTALL)
JUNK = re.compile(
    r"^\s*(?:版权所有|网站标识码|.{0,12}ICP备|.{0,6}公网安备|主办单位|承办单位|技术支持|上一篇|下一篇|【?打印|【?关闭|扫一扫|分享到|相关链接|网站地图|联系我们|返回顶部"
    r"|上一条|下一条|相关(?:阅读|文章|信息|新闻|稿件)\s*$)"
)
_JUNK_STARTS = frozenset("版网主承技上下【打关扫分相联返")
_JUNK_REACH = 20


_TITLE_ENDS = frozenset("告报表)）]］〕")


def paragraphs(
    blocks: Sequence[Block], span: range, skip: Container[int], *, mend: bool, above: bool = False
) -> tuple[Paragraph, ...]:
    """The paragraphs of a stretch of blocks. ``mend``: lines may be cut by the end of a page.

    ``above``: before the first heading, where a line of the page's own (打印, 相关链接) ends nothing.
    """
    found = _plain(blocks, span, skip, above=above)
    return tuple(_mended(found)) if mend else tuple(found)


def _plain(blocks: Sequence[Block], span: range, skip: Container[int], *, above: bool) -> list[Paragraph]:
    found: list[Paragraph] = []
    for index, block in enumerate(blocks[span.start : span.stop], span.start):
        if not isinstance(block, Text) or index in skip:
            continue
        text = block.text
        if "[" in text or "**" in text:
            text = clean(text)
        text = text.strip()
        if not text:
            continue
        if (text[0] in _JUNK_STARTS or "备" in text[:_JUNK_REACH]) and JUNK.match(text):
            if above:
                continue
            break
        if text[-1] not in PAGE_NUMBER_ENDS or not is_page_number(text):
            found.append(Paragraph(text=text, place=block.place))
    return found


def _mended(found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    current: Paragraph | None = None
    for paragraph in found:
        if current is not None and _continues(current.text, paragraph.text):
            current = Paragraph(text=current.text + paragraph.text, place=current.place)
            continue
        if current is not None:
            yield current
        current = paragraph
    if current is not None:
        yield current


def _continues(text: str, following: str) -> bool:
    """Whether a paragraph plainly goes on: it has no end, and the next has no beginning of its own."""
    return len(text) >= _LEAST_JOINED and not _ENDS.search(text) and not _STARTS.match(following) and len(following) > 1


def sections(
    blocks: Sequence[Block], tokens: Sequence[Token], found: Sequence[Heading], skip: Container[int], *, mend: bool
) -> tuple[Section, ...]:
    """The sections with their text, in document order."""
    starts = [tokens[one.token].block for one in found] + [len(blocks)]
    return tuple(
        _section(tokens[one.token], one.number, paragraphs(blocks, _span(blocks, start + 1, stop), skip, mend=mend))
        for one, start, stop in zip(found, starts, starts[1:], strict=False)
    )


def _span(blocks: Sequence[Block], start: int, stop: int) -> range:
    """The blocks of a section; those of the last one end where links to the reports of other years begin."""
    if stop < len(blocks):
        return range(start, stop)
    below = enumerate(blocks[start:stop], start)
    links = (at for at, block in below if isinstance(block, Text) and "报" in block.text and _is_link(block.text))
    return range(start, next(links, stop))


def _is_link(text: str) -> bool:
    """Whether a line in which 报 stands, as in every title, is one with a year."""
    text = text.strip()
    found = title_of(text) if text[-1:] in _TITLE_ENDS else None
    return found is not None and found.year is not None


def _section(token: Token, number: int, text: tuple[Paragraph, ...]) -> Section:
    split = _HEADED_TEXT.match(token.text)
    if split is None:
        return Section(number=number, heading=token.text, place=token.place, paragraphs=text)
    first = Paragraph(text=split["text"], place=token.place)
    return Section(number=number, heading=split["heading"], place=token.place, paragraphs=(first, *text))
