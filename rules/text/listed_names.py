"""A number and the names behind it: 设5个子栏：政策法规、办事指南、基金监管、集中采购、曝光台。"""

from collections.abc import Iterator
from typing import NamedTuple

from filings.patterns import pattern
from rules.text.numbers import numeral
from rules.text.span import Span

_KIND = (
    "(?:个|大)?(?:一级|二级|三级|小|子|主要|重点|关键)?(?:子栏目?|栏目|专栏|专区|模块|频道|菜单|板块|环节|阶段|步骤|节点|部分|层面|领域|渠道|方式|途径|平台|方面)"
    "|大?类(?:别|信息|内容)?|种(?:方式|途径|渠道|形式)?"
)
_NAME = "[^，,。；;：:、（）()“”\n0-9]{1,12}"
_NAMES = pattern(
    f"(?<![0-9一二三四五六七八九十第])(?P<number>[两二三四五六七八九2-9]|十[一二]?|1[0-2])(?:{_KIND})[：:]"
    f"(?P<names>{_NAME}(?:、{_NAME})+)[。；;\n]"
)
_OPEN = pattern("等|其他|各|每|一是|以及|分别")
_LINKS = pattern("[和及与或]")
_FAR = 2


class ListedNames(NamedTuple):
    """Where it stands, how many are said, and how many are listed (the nearest that their words allow)."""

    span: Span
    said: int
    counted: int


def listed_names(text: str, place: Span) -> Iterator[ListedNames]:
    """Each number that its own list bears out, or misses by one or two; 和 may stand within a name."""
    for found in _NAMES.finditer(text, place.start, place.end) if "、" in text[place.start : place.end] else ():
        names, said = found["names"], int(numeral(found["number"]) or 0)
        least = names.count("、") + 1
        most = least + len(_LINKS.findall(names))
        counted = min(max(said, least), most)
        if not _OPEN.search(names) and abs(said - counted) <= _FAR:
            yield ListedNames(Span(found.start(), found.end() - 1), said, counted)
