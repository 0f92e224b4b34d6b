"""What the page says around a report: its own data, where one is on the site, menus, the list of what stands below."""

from collections.abc import Collection, Iterator, Sequence

from filings.patterns import pattern
from filings.title import is_title
from readers.blocks import Block, Text
from readers.interpret.headings import Heading
from readers.interpret.title_block import META
from readers.interpret.tokens import Tokens

_DATA = pattern(
    r"^\s*[【\[(（]?(?:发文字号|发文机关|文\s*号|主题分类|主题词|关键词|成文日期|生成日期|有效性|是否有效|公开方式|公开形式"
    r"|公开范围|公开类别|公开程序|公开时限|信息分类|体裁分类|组配分类|内容分类|内容概述|目录编号|统一编号|标签|热门搜索)"
    r"[^。]{0,8}[:：]"
)
_PATH = pattern(r"^\s*(?:当前|您|你|所在|现在).{0,6}位置\s*[:：]?|^\s*(?:网站)?首页\s*[>＞»›/|]")
_LIST = pattern(r"^\s*(?:目\s*录|目\s*次|内容导航|本文导航)\s*[:：]?\s*$")
_SENTENCE = pattern(r"[。，；！？：:,;]|\d{3}|[年月日号]\s*$")
_LONGEST_ENTRY = 16
_FEWEST_ENTRIES = 4  # short lines below each other that are a menu; a report has its agency and its date there
_FEWEST_HEADINGS = 3
_REACH = 4  # tokens from one heading of a list to the next: a page number may stand between
_FILLING = " .…·-—\t\u3000"
_LONGEST_NUMBER = 3


def own_lines(blocks: Sequence[Block], span: range, contents: Collection[int]) -> set[int]:
    """The blocks of a stretch that are the page's own and no words of the report.

    ``contents``: the blocks of a list of what stands below.
    """
    texts = [(at, block.text) for at, block in _texts(blocks, span)]
    own = {at for at, text in texts if at in contents or _is_own(text)}
    return own | set(_menus([(at, text) for at, text in texts if at not in own]))


def _is_own(text: str) -> bool:
    return any(one.match(text) for one in (META, _DATA, _PATH, _LIST))


def _texts(blocks: Sequence[Block], span: range) -> Iterator[tuple[int, Text]]:
    for at, block in enumerate(blocks[span.start : span.stop], span.start):
        if isinstance(block, Text) and block.text.strip():
            yield at, block


def _menus(texts: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Lines of a few words each, many below each other, and links to other reports among them."""
    run: list[int] = []
    for at, text in (*texts, (-1, "。")):
        if (len(text.strip()) <= _LONGEST_ENTRY and not _SENTENCE.search(text)) or is_title(text.strip()):
            run.append(at)
            continue
        if len(run) >= _FEWEST_ENTRIES:
            yield from run
        run = []


def listed(document: Tokens, found: Sequence[Heading]) -> frozenset[int]:
    """The tokens of a list of what is on the page: headings right below each other that come again further down."""
    runs: list[list[int]] = []
    for at in sorted({one.token for one in found if document.tokens.outside(one.token)}):
        if runs and _are_neighbours(document, runs[-1][-1], at):
            runs[-1].append(at)
        else:
            runs.append([at])
    return frozenset(at for run in runs if len(run) >= _FEWEST_HEADINGS and _come_again(found, run) for at in run)


def _are_neighbours(document: Tokens, before: int, at: int) -> bool:
    if at - before > _REACH:
        return False
    return all(len(text.strip(_FILLING)) <= _LONGEST_NUMBER for text in document.texts[before + 1 : at])


def _come_again(found: Sequence[Heading], run: Sequence[int]) -> bool:
    numbers = {one.number for one in found if one.token in run}
    below = {one.number for one in found if one.token > run[-1]}
    return len(numbers & below) >= _FEWEST_HEADINGS
