"""A number and the names behind it: 设5个子栏：政策法规、办事指南、基金监管、集中采购、曝光台。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from filings.patterns import pattern
from rules.text.numbers import LOST_SIGN, numeral
from rules.text.span import Span

NUMBER = "(?<![0-9.一二三四五六七八九十百第])(?P<number>[两二三四五六七八九2-9]|十[一二]?|1[0-2])"
_KIND = (
    "(?:个|大)?(?:一级|二级|三级|小|子|主要|重点|关键)?(?:子栏目?|栏目|专栏|专区|模块|频道|菜单|板块|环节|阶段|步骤|节点|部分|层面|领域|渠道|方式|途径|平台|方面)"
    "|大?类(?:别|信息|内容)?|种(?:方式|途径|渠道|形式)?"
)
_THING = (
    "(?:个|项|类|种|样|块|本|张|份|部|处|家|所|批|期|次|轮|道|套|支|座|幅|步|名|位|人|册|件|场|条)"
    "(?P<noun>[^，,。；;：:、（）()“”《》\n0-9两二三四五六七八九十]{0,10}?)"
)
_NAME = "[^，,。；;：:、\n]{1,24}"
_NAMES = pattern(
    f"{NUMBER}(?:(?P<known>{_KIND})|{_THING})(?:[：:]|[，,]?(?:即|分别(?:是|为|叫)|依次(?:是|为))[：:]?)"
    f"(?P<names>{_NAME}(?:、{_NAME}){{0,19}})(?P<stop>[。；;，,\n]|$)"
)
# 从村民申请、村里评议、镇里审核到县里批准，四个环节都有公示
_STEPS = pattern(
    f"(?P<names>{_NAME}(?:、{_NAME}){{1,11}})[，,](?:这|上述)?(?P<number>[两二三四五六七八九2-9])(?:个|道|大)?(?:环节|步骤|阶段|程序|关口|流程|工序)(?:都|均|全部|环环)"
)
# 稿件少的3个（河沿、西仓、新村）
_BRACKETED = pattern(
    f"{NUMBER}(?:个|家|所|名|处)(?P<noun>[^，,。；;：:、（）()“”\n0-9两二三四五六七八九十]{{0,8}}?)"
    "（(?!含|包括|其中|如)(?P<names>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})+)）"
)
# 局长任组长，副局长方志敬、方志恭为副组长，成员11人，共14人
_N = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_GROUP = pattern(
    f"(?<![副双])组长(?P<chief>{_N})?[^。；\n]{{0,30}}?[，、](?:设?副组长(?P<deputies>{_N})[人名]|设?副组长[为是](?P<those>[^，。；\n]{{2,40}})"
    f"|(?P<named>[^，。；\n]{{2,40}}?)(?:担任|任|为)副组长)[，、](?:[^，。；\n0-9]{{0,12}}?成员|(?=[^，。；\n]{{0,18}}为成员)[^，。；\n0-9]{{0,12}}?)"
    f"(?P<members>{_N})[人名](?:组成|为成员)?[，,](?:一共|共|合计|总计)(?P<all>{_N})[人名]"
)
_SORTS = ("职", "类", "型", "式", "业务")  # 联络员3名（专职、兼职） are kinds, no names
_BY_OFFICE = pattern(f"(?P<number>{_N})[名位个]|(?P<office>.*[长任记员师席](?:$|、))")
_STEP_COUNT = pattern("[，,](?:这|上述)?[两二三四五六七八九2-9](?:个|道|大)?(?:环节|步骤|阶段|程序|关口|流程|工序)")
_BREAK = pattern("[，,。；;：:\n]")
_TO = pattern("从.*[^、到至](?:到|至)[^、到至]+$")
# what is told in phrases rather than in names may hold 、 within one of them
_PHRASES = pattern(
    "问题|措施|意见|建议|工作|任务|要求|原因|不足|内容|事|举措|做法|情形|情况|困难|特点|变化|打算|经验|体会|短板|目标|承诺|规定|标准|成效|效果|优点|理由"
)
# 4个乡镇 or 12人 among them: they are counted in their turn
_COUNTED = pattern("[0-9一二两三四五六七八九十](?:个|名|家|所|处|位|人|户|条|件|份|次|期|场|项|类)|[①-⑳的了不未]")
_IN_MARKS = pattern("“[^“”\n]{1,40}”|《[^《》\n]{1,60}》|（[^（）\n]{1,80}）|\\([^()\n]{1,80}\\)")
_SIDE_BY_SIDE = pattern("”“|》《|”（[^（）\n]{1,80}）“")
_OPEN = pattern("等|其他|各|每|一[是、]|以及|分别|另")
# 把低保、特困、救助的审批结果公示，两个环节都…: what is handled is no step
_HANDLED = pattern("[的把将对]")
_LINKS = pattern("[和及与或]")
# 9个村、2个社区：…: together with what is told before
_TOGETHER = pattern("[0-9一二两三四五六七八九十](?:个|名|家|所|处|项|类|种)[^，,。；;：:、\n]{0,8}(?:、|和|及|与)$")
_ABOUT = ("约", "近", "每", "各", "余", "超", "前", "后")
_FAR, _PAIR, _SHORT, _BACK, _REST = 2, 2, 12, 16, 80
_LONGEST_ROW, _AHEAD = 320, 4  # characters: a row of names; what is looked at behind its number


class ListedNames(NamedTuple):
    """Where it stands, how many are said, and how many are listed (the nearest that their words allow)."""

    span: Span
    said: int
    counted: int


def within_marks(text: str, place: Span) -> str:
    """The text of a place with the commas that titles, quotes and brackets hold taken out."""
    return _IN_MARKS.sub(lambda found: _blanked(found[0]), text[place.start : place.end])


def _blanked(words: str) -> str:
    for sign in "、，,。；;：:":
        words = words.replace(sign, "·")
    return words


def listed_names(text: str, place: Span) -> Iterator[ListedNames]:
    """Each number that its own list bears out, or misses by one or two; 和 may stand within a name."""
    words = within_marks(text, place)
    if "、" in words:
        yield from _steps(words, place)
    yield from _groups(text, place) if "副组长" in words else ()
    bracketed = _BRACKETED.finditer(text, *place) if "（" in words else ()
    for found in bracketed:
        names, said = found["names"], int(numeral(found["number"]) or 0)
        least = names.count("、") + 1
        counted = min(max(said, least), least + len(_LINKS.findall(names)))
        plain = not _OPEN.search(names) and _plain(found["noun"], names) and not _of_more(text, found.start())
        if plain and abs(said - counted) <= 1 and not names.endswith(_SORTS):
            yield ListedNames(Span(*found.span()), said, counted)
    for found in _NAMES.finditer(words):
        names, said = found["names"], int(numeral(found["number"]) or 0)
        least = names.count("、") + 1 + len(_SIDE_BY_SIDE.findall(names))
        least, most = least + alike(names), least + len(_LINKS.findall(names))
        counted = min(max(said, least), most)
        if most < _FAR or _OPEN.search(names) or abs(said - counted) > _FAR:
            continue
        # 四个季度依次为1206批次、1388批次 at the end of a page: numbers end with a sign
        torn = names[0].isdecimal() and not found["stop"].strip()
        # “我要查”“我要 at the end of a page, or where a sign was not read: a name is not whole
        torn = torn or names.count("“") != names.count("”") or LOST_SIGN in names
        if torn or _goes_on(words, found.end("stop"), found["stop"]) or _of_more(words, found.start()):
            continue
        if found["known"] or _plain(found["noun"], names):
            yield ListedNames(Span(place.start + found.start(), place.start + found.end("names")), said, counted)


def _groups(text: str, place: Span) -> Iterator[ListedNames]:
    """A group with its head, deputies and members; deputies told by their office alone may be several."""
    for found in _GROUP.finditer(text, *place):
        names = found["those"] or found["named"] or ""
        by_office = _BY_OFFICE.match(names)
        if by_office and by_office["office"]:
            continue
        number = by_office["number"] if by_office else found["deputies"]
        said, others = int(numeral(found["all"]) or 0), (numeral(found["chief"] or "1"), numeral(found["members"]))
        rest, least = sum(int(one or 0) for one in others), names.count("、") + 1
        deputies = min(max(said - rest, least), least + len(_LINKS.findall(names)))  # 段永和 is one
        yield ListedNames(Span(*found.span()), said, rest + int(numeral(number) or 0 if number else deputies))


def _steps(words: str, place: Span) -> Iterator[ListedNames]:
    """Steps told before their number, behind a comma; the last of those that 从 begins may stand behind 到."""
    done = 0
    for count in _STEP_COUNT.finditer(words):
        # told from the number, which is rare, to the names before it
        first = row_start(words, done, count.start(), _BREAK)
        found = _STEPS.search(words, first, count.end() + _AHEAD)
        if found is None:
            continue
        done = found.end()
        names, said = found["names"], int(numeral(found["number"]) or 0)
        least = names.count("、") + 1 + (_TO.search(names) is not None)
        most = least + len(_LINKS.findall(names))
        counted = min(max(said, least), most)
        plain = not (_OPEN.search(names) or _HANDLED.search(names))
        if plain and abs(said - counted) <= _FAR:
            yield ListedNames(Span(place.start + found.start(), place.start + found.end()), said, counted)


def row_start(text: str, least: int, end: int, breaks: re.Pattern[str]) -> int:
    """Where a row of names that ends there may begin: behind the last sign that stands in none of them."""
    first = max(least, end - _LONGEST_ROW)
    for found in breaks.finditer(text, first, end):
        first = found.end()
    return first


def alike(names: str) -> int:
    """1 where the last two of a list are plainly two, since all end alike: 文化馆、图书馆和体育馆."""
    head, _, last = names.rpartition("、")
    pair = _LINKS.split(last)
    ends = {name[-1:] for name in (*head.split("、"), *pair) if name}
    return 1 if len(pair) == _PAIR and all(len(name) > 1 for name in pair) and len(ends) == 1 else 0


def _goes_on(words: str, end: int, stop: str) -> bool:
    """Whether the list goes on behind the sign: 城东、城西，城北、城南."""
    if stop not in "，,":
        return False
    rest = words[end : end + _REST].partition("。")[0]
    return "、" in rest or stop == ""


def _of_more(words: str, start: int) -> bool:
    """Whether the number is a rough one, or goes with another before it."""
    before = words[max(0, start - _BACK) : start]
    return before.endswith(_ABOUT) or _TOGETHER.search(before) is not None


def _plain(noun: str, names: str) -> bool:
    """Whether what is listed are names, each of one thing."""
    if _PHRASES.search(noun) or _COUNTED.search(names):
        return False
    return all(len(name) <= _SHORT or "”" in name or "》" in name for name in names.split("、"))
