"""写了几次、几期的，与后面逐一列出的次数相符。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Check, Note, Result
from rules.statements.breakdown import Breakdown
from rules.statements.breakdowns import breakdowns
from rules.statements.levels import CountLevel, levels
from rules.statements.mentions import Mention, mentions_with
from rules.text.body import Body
from rules.text.durations import lastings
from rules.text.each_listed import each_listed
from rules.text.evidence import breach
from rules.text.listed_names import alike, listed_names, row_start
from rules.text.listed_times import listed_times
from rules.text.numbers import numeral
from rules.text.span import Span

_TIMES = frozenset("次期场批轮届")
_NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = f"{_NUMBER}月(?:份|{_NUMBER}日|[上中下]旬|底|初|末)?"
_DAYS = f"{_DAY}(?:(?:、|和|及|以及|与){_DAY})+"
_LISTED = pattern(
    f"[，,（(](?:具体)?(?:时间(?:分别|依次)?|分别|依次)(?:是|为|在|于|安排在)*(?P<days>{_DAYS})(?=[，,。；;）)召举进开组])"
    f"|[，,（(](?:在|于)?(?P<bare>{_DAYS})(?=[，,。；;）)])"
)
_ONE_DAY = pattern(_DAY)
_ORDINAL = pattern("第([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:次|期|场|批|轮|届)")
_BATCHES = pattern(
    f"第(?P<this>{_NUMBER})(?P<of>批|期|轮|届)[^。；;\n第]{{0,40}}(?:连同|加上|与|和)前(?P<before>{_NUMBER}|两)(?P=of)"
)
_OF_EACH = pattern("[各每均]")
_RANGE = pattern("第[^，,。；;]{0,4}(?:至|到|—|-)第")
# 经业务股室、法规股、保密员、分管领导四道审查; 县、乡两级
_NUMBER_OF = (
    "(?P<number>[两二三四五六七八九2-9])(?:道|样(?!式)|条(?:主线|路径|途径|战线|通道)|类(?!似)|级(?!栏目|目录|菜单|分类|平台|专栏)|种|大类|(?:个|大)?(?:公开|重点|关键|主要|工作|时间)?(?:环节|方面|领域|阶段|平台|渠道|栏目|板块|节点|步骤|部分|层面|维度)"
    "|(?:个|处)(?:公共)?(?:场馆|场所)"
    "|(?P<named>个(?:子|一级|二级|三级|小|专题|重点)?(?:子?栏目|专栏|专题|模块|频道|菜单|账号|社区|行政村|村(?![民级])|乡镇|镇|街道|股室|科室|部门|站所|领域|方式|途径|点(?=[，,。；;]))"
    "|(?:个|所|家|处)[^，,。；;：:、（）()“”的\n0-9]{0,6}?(?P<body>所|站|中心|小学|中学|幼儿园|医院|卫生院|卫生室|馆|公司|企业|账号|公众号|景区|小区|水库|泵站|水厂))(?![员长名民]))"
)
_NUMBERED = pattern(_NUMBER_OF)
_ITEMS = pattern(
    "(?<![0-9])(?P<items>[^，,。；;：:、（）()“”\n0-9]{1,14}(?:、[^，,。；;：:、（）()“”\n0-9]{1,12})+?)(?:共|这)?"
    + _NUMBER_OF
)
_BREAK = pattern("[，,。；;：:（）()“”\n0-9]")
_AHEAD = 4  # characters that are looked at behind a number
# “街道通知”“社区动态”四个菜单
_QUOTED = pattern(f"(?P<items>(?:“[^“”，。；]{{1,12}}”(?:、|和|及|与)?){{2,}}){_NUMBER_OF}")
# “开工、过半、完工”三个公开节点
_IN_QUOTES = pattern(f"“(?P<items>[^“”，,。；;、0-9]{{1,10}}(?:、[^“”，,。；;、0-9]{{1,10}})+)”(?:这)?{_NUMBER_OF}")
# 县级18个领域、乡级8个领域: what stands there is counted
_COUNTED = pattern("[0-9一二两三四五六七八九十][个项类种级道家所件条处名]?$")
_TOGETHER = ("共", "合计", "共计", "总计", "计")
_THINGS = frozenset({"项", "类", "个", "批", "期", "次", "处", "家"})
_SORTED, _OF_ALL = frozenset({"项", "类"}), ("其中", "包括", "包含", "含", "涉及")
_WHEN = pattern("第|月|季度|半年|[上下首末]次|[上下首末]期")
_LINKS, _OPEN = pattern("[和及与到或]"), pattern("\ufffd|等|一[、是]|其他|各|、.*每|[^个]其$")
# 线上、线下5种渠道: either side has several
_SIDES = pattern(
    "(?:线上|网上|城市|城镇|城区|内部|对内|机关|纸质|室内)、(?:线下|网下|农村|乡村|外部|对外|基层|电子|室外)$"
)
# 对网站、公众号和设在城东的3个监管所: what stands before the number is no name
_LOOSE = pattern("[到在对向给为用了的把将从往于含共有设建是等各]")
_ENDS = pattern("最早|最后|最晚|末[次期批]")
_REACH, _SEVERAL = 90, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted(Check):
    """“会议2次，分别在3月和10月”列出的日子、“第一期、第二期”排到的序号，应当与写的次数一样；起止的日子、时刻与写的几天、几小时一样。``words``：有这些词的才看。"""

    where: Parts
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "said", "counted"})
    nothing_to_check: ClassVar[str] = "没有写几次并逐一列出，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach where the times that are listed are others than the number says."""
        for span, told in mentions_with(context, self.where, self.words):
            for at, one in enumerate(told):
                if one.count and one.kind in _TIMES:
                    yield from (*_days(context, told, at), *_ordinals(context, told, at, span))
        for level in levels(context, self.where):
            yield from _numbered(context, level)
        for place in context.body.spans(self.where):
            yield from (*_lasting(context, place), *_listed(context, place), *_batches(context, place))


def _days(context: CheckContext, told: Sequence[Mention], at: int) -> Iterator[Result]:
    """专题会议2次，分别在3月和10月: as many days as times, no fewer."""
    body, one, before = context.body, told[at], told[max(0, at - 1) : at]
    both = [other.value for other in before if other.kind == one.kind and one.gap[:1] == "、"]  # 县里2次、市里1次
    found = _LISTED.match(body.text, one.end, body.sentence(one.start).end + 1)
    if found is None:
        return
    counted = len(_ONE_DAY.findall(found["days"] or found["bare"]))
    if counted in (one.value, sum(both, one.value)):
        yield Note(text=f"列出的日子有{counted}个")
    else:
        yield _result(context, one, Span(*found.span()).end, counted)


def _ordinals(context: CheckContext, told: tuple[Mention, ...], at: int, paragraph: Span) -> Iterator[Result]:
    """办班2期，… 第三期6人次: what is numbered higher than there are."""
    one, text = told[at], context.body.text
    if _OF_EACH.search(one.clause):
        return  # 4月和9月各培训一次，第一次到了8人，第二次9人
    until = next((other.start for other in told[at + 1 :] if other.kind == one.kind), one.end + _REACH)
    end = min(paragraph.end, one.end + _REACH, max(one.end, until))
    if _RANGE.search(text, one.end, end):
        return
    numbers = [
        (numeral(found[1]) or Decimal(0)) for found in _ORDINAL.finditer(text, one.end, end) if found[0][-1] == one.kind
    ]
    if len(numbers) > 1 and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers)):
        if numbers[-1] == one.value:
            yield Note(text=f"排到第{one.value:f}")
        elif numbers[-1] > one.value:
            *_, last = _ORDINAL.finditer(text, one.end, end)
            yield _result(context, one, last.end(), int(numbers[-1]))


def _numbered(context: CheckContext, level: CountLevel) -> Iterator[Result]:
    """补贴资金5项共8426万元：耕地补贴4130万元、…: as many as are listed, where they make the sum."""
    for one in breakdowns(context, level):
        if one.whole.label not in _TOGETHER:
            continue
        at = next((at for at, mention in enumerate(level.told) if mention is one.whole), 0)
        before = level.told[at - 1] if at else None
        plain = one.total == one.whole.value and one.exact and not one.vague
        if before is None or before.kind not in _THINGS or not before.count or not plain:
            continue
        if before.value == len(one.parts):
            yield Note(text=f"列出的有{before.value:f}项")
        elif all(part.kind != before.kind for part in one.parts) and _itemised(before, one):
            yield _result(context, before, one.parts[-1].end, len(one.parts))


def _itemised(before: Mention, found: Breakdown) -> bool:
    """Whether the parts are the things themselves, and no other kinds: 4次共162人次，其中机关97人次."""
    if any(word in found.parts[0].gap for word in _OF_ALL):
        return False
    if before.kind in _SORTED:
        return True
    if before.kind in _TIMES:
        return all(_WHEN.search(part.gap) for part in found.parts)
    return any(all(word in part.gap for part in found.parts) for word in (before.kind, before.tail[:1]) if word)


def _items(body: Body, place: Span) -> Iterator[re.Match[str]]:
    """What is listed before its number, looked for in the paragraphs that hold such a number."""
    done = quoted = place.start
    for number in _NUMBERED.finditer(body.text, place.start, place.end):
        first = row_start(body.text, done, number.start(), _BREAK)
        found = _ITEMS.search(body.text, first, min(number.end() + _AHEAD, place.end))
        if found is not None:
            yield found
            done = found.end()
        if number.start() >= quoted:
            line = body.paragraph(number.start())
            start, end = max(line.start, place.start), min(line.end, place.end)
            if "”" in body.text[start:end]:
                yield from _QUOTED.finditer(body.text, start, end)
                yield from _IN_QUOTES.finditer(body.text, start, end)
            quoted = line.end


def _listed(context: CheckContext, place: Span) -> Iterator[Result]:
    """县、乡两级; 和 may stand between two of them, or within the name of one."""
    text = context.body.text
    told = (*each_listed(text, place), *listed_times(text, place), *listed_names(text, place))
    known = {one.span.start: one for one in told}  # 3批：4月、8月、12月 is read in two ways
    # 通告9期，最早一期3月21日，最后一期12月24日: only its ends are told
    every = (one for _, one in sorted(known.items()) if one.said <= one.counted or not _ENDS.search(text, *one.span))
    for one in every:
        if one.said == one.counted:
            yield Note(text=f"列出的有{one.said}个")
        else:
            start = context.body.clause(one.span.start).start
            yield breach(context, Span(start, one.span.end), said=one.said, counted=one.counted)
    for found in _items(context.body, place):
        items, number = found["items"], found["number"]
        if text[found.start() - 1] == "、":
            continue  # “三重一大”、预决算、招标采购三类: signs before it cut the list short
        said = int(numeral(number) or 0)
        quoted = items.count("”")
        least = quoted or items.count("、") + 1 + alike(items)
        if items.endswith("等") and said == least - 1 and not found["named"] and "各" not in items:
            yield breach(context, Span(*found.span()), said=said, counted=least)
        if (
            _SIDES.search(items)
            or _OPEN.search(items)
            or _COUNTED.search(text, max(0, found.start() - 3), found.start())
        ):
            continue
        if found["named"] and (not quoted or items.endswith("、")) and _unlike(items, found[0], said, least):
            continue
        if found["body"] and (least < _SEVERAL or _LOOSE.search(items.rpartition("、")[2]) or abs(said - least) > 1):
            continue
        if least <= said <= least + len(_LINKS.findall(items)) - alike(items):
            yield Note(text=f"列出的有{said}个")
        else:
            yield breach(context, Span(*found.span()), said=said, counted=least)


def _unlike(items: str, words: str, said: int, least: int) -> bool:
    """Whether what is listed may be no names of what is counted: 城区、农村共8个社区."""
    most = least + len(_LINKS.findall(items))
    return "共" in words[len(items) :] or not least - 1 <= said <= most + 1


def _batches(context: CheckContext, place: Span) -> Iterator[Result]:
    """第五批…，连同前四批: as many before as its number tells."""
    for found in _BATCHES.finditer(context.body.text, place.start, place.end):
        said, counted = numeral(found["before"]) or 0, (numeral(found["this"]) or 0) - 1
        if said == counted:
            yield Note(text=f"前面有{said:f}批，相符")
        else:
            yield breach(context, Span(*found.span()), said=said, counted=counted)


def _lasting(context: CheckContext, place: Span) -> Iterator[Result]:
    """9月21日至9月23日，共3天."""
    for one in lastings(context, place):
        if one.said == one.counted:
            yield Note(text=f"起止的时间与写的{one.said:f}相符")
        else:
            yield breach(context, one.span, said=one.said, counted=one.counted)


def _result(context: CheckContext, one: Mention, end: int, counted: int) -> Result:
    start = context.body.clause(one.start).start
    return breach(context, Span(start, end), said=one.value, counted=counted)
