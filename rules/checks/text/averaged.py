"""平均数、每期多少和换了单位再写一遍的数。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.evidence import breach_of
from rules.statements.mentions import Mention, mentions_with, total_of
from rules.statements.products import Product, products
from rules.statements.superlatives import superlatives
from rules.text.digit_typos import slip
from rules.text.evidence import breach
from rules.text.span import Span

_THING = "人|户|场|期|次|月|季度?|周|件|家|批|个|名|条|篇|类|处|台|所|村|社区|项|单|宗|镇|站|校|点|栋|亩|例|起|企|园|块"
_AVERAGE = pattern(
    f"(?P<per>{_THING})(?:均|平均)(?:约|为|达|近|参训|参加|发放|救助)*$|平均每(?P<each>{_THING})[^，,；;。0-9]{{0,6}}$"
    "|每(?P<every>场|期|次|批)(?:平均|约|均)$"
)
_AGAIN = pattern("^[，,（(]?(?:准确数为|准确数是|即|合|折合|准确为|具体为|确切数为|共)?$")
_MEAN = pattern("(?:平均|[人户次件日月场时]均)[^，,；;。0-9]{0,8}$")
_BOUND = pattern("(?:(?P<most>最[长多])|最[短少])[^；;。最]{0,10}$")
# the mean of what is listed one by one: 第一件…第二件…，平均; 依次为86分、88分，全年平均
_MEAN_OF = pattern("[，,。；;](?:全年|三件|四次|总|各季)?平均(?:用时|得分|分数|分|为|是)*$")
_FIGURE = pattern("[0-9]+(?:\\.[0-9]+)?")
_ROW_MEAN = pattern(
    "(?:分别|依次)[为是]?(?P<row>[0-9]+(?:\\.[0-9]+)?(?:分?[、，和][0-9]+(?:\\.[0-9]+)?){2,})分?[，,；;。]"
    "(?:全年|四次|总)?平均(?:得分|分数|分|为)*(?P<mean>[0-9]+(?:\\.[0-9]+)?)分?(?![0-9])"
)
_MEASURED = frozenset({"分", "天", "个工作日"})
_IN_ORDER = pattern("第[一1][件次期批例]|首[件次期批]|一季度|(?:分别|依次)[为是]?$")
_ORDER = pattern("第[一二三四五六七八九十1-9][件次期批例]|首[件次期批]|[一二三四]季度|[上下]半年")
_ALL_OF_THEM = pattern("分别|依次")
_LISTED = 3
_DURATION = pattern("个工|天")
_BOUNDED, _SLOWEST = (
    pattern("(?:没有|无一?|未|不)[^，,。；;0-9]{0,6}超过$"),
    pattern("最[慢长久][^，,；;。最0-9]{0,10}$"),
)
_WITHIN, _REACH, _NAME = 4, 16, 8
_YEAR = {"月": 12, "季": 4, "季度": 4, "周": 52}
# 次均 of 4场 or 2期 is as good as of 4次
_SEASON = pattern("[季期](?![度刊])|[0-9]月|时节|高峰")
# told of a part of the year, the months are fewer: 汛期（4月至9月）, 6月挂牌以来, 寒暑假
_MONTHS = pattern("(?P<first>[0-9]{1,2})月(?:份|[0-9]{1,2}日|初|底)?(?:至|到|—|－|-|~)(?P<last>[0-9]{1,2})月")
_PART_OF_YEAR = pattern(
    "汛期|供暖|采暖|防火期|禁渔|休渔|农忙|旺季|淡季|假期|暑期|寒假|暑假|(?<!每)季度|(?<!每)半年|以来|[0-9]{1,2}月(?:份|底|初)?(?:起|开始|[^，,；;。0-9]{0,6}"
    "(?:上线|启用|开通|成立|挂牌|运行|组建|设立|开设|开办|改版|投用))|试运行|期间|前[三四五六七八九十]个?月|[0-9]个月|[二三四五六七八九十]个月"
)
_KINDS = {"次": ("次", "场", "期"), "场": ("场", "次"), "期": ("期", "次"), "名": ("人",)}
_TOTAL = pattern("(?:共计?|合计|总计|累计)[^，,；;。0-9]{0,4}$")
_TOLERANCE = Decimal("0.05")


@dataclass(frozen=True, slots=True, kw_only=True)
class Averaged(Check):
    """人均、场均、月均，每期多少，以及括号里换了单位再写一遍的数，都应当算得出来。``words``：有这些词的才看。"""

    where: Parts
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的平均数，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each number that those beside it do not give."""
        for span, told in mentions_with(context, self.where, self.words):
            yield from _paragraph(context, span, [one for one in told if one.rate is None])


def _paragraph(context: CheckContext, span: Span, told: Sequence[Mention]) -> Iterator[Result]:
    yield from _extremes(context, told)
    for most in superlatives(told, context.body.text, *span):
        some = sorted((most.one, most.other), key=lambda one: one.start)
        yield breach_of(context, some, found=most.one.value, expected=most.other.value)
    for at, one in enumerate(told):
        average = _AVERAGE.search(one.gap)
        named = average is not None and _names_one(average, first=not at)
        if not average and _MEAN_OF.search(one.gap) and one.kind in _MEASURED:
            yield from _of_listed(context, told, at)
        if average and not named:
            yield from _average(context, told, at, average["per"] or average["each"] or average["every"])
        if at:
            yield from _again(context, told[at - 1], one)
    yield from _of_row(context, span)
    for product in products(told, context.body.text):
        yield from _multiplied(context, product)


def _names_one(average: re.Match[str], *, first: bool) -> bool:
    """Whether a number before it makes it the average of one month or quarter: 7月平均82.6分, 一季度平均9天."""
    if average["per"] not in _YEAR:
        return False
    at = average.start()
    return average.string[at - 1].isdecimal() if at else not first


def _multiplied(context: CheckContext, product: Product) -> Iterator[Breach | Note]:
    """16个村各公开12期，共192期."""
    found, possible = product.total.value, product.possible
    if found in possible or found == product.each.value:
        yield Note(text=f"总数{found:f}算得出来")
        return
    slipped = [one for one in possible if slip(found, one, product.total.step)]
    wanted = possible if product.sure else slipped
    if wanted:
        told = sorted((product.each, product.total), key=lambda one: one.start)
        yield breach_of(context, told, found=found, expected=wanted[0])


def _again(context: CheckContext, rounded: Mention, exact: Mention) -> Iterator[Breach | Note]:
    """近1.1万个（10863个）: one number twice, once in ten thousands."""
    added = exact.gap.endswith("共") and any(sign in rounded.gap for sign in "、和")  # 8000元和2万元，共3.3万元
    if (
        added
        or not (_AGAIN.match(exact.gap) and rounded.kind == exact.kind)
        or rounded.step <= exact.step
        or rounded.step <= 1
    ):
        return
    if abs(rounded.value - exact.value) < rounded.step:
        yield Note(text=f"两处写的是同一个数{exact.value:f}")
    elif exact.count:
        yield breach_of(context, (rounded, exact), found=rounded.value, expected=exact.value)


def _average(context: CheckContext, told: Sequence[Mention], at: int, per: str) -> Iterator[Breach | Note]:
    """4场，累计220人次，场均55人次."""
    one = told[at]
    told, at = [other for other in told[:at] if other.depth <= one.depth], -1
    told, at = [*told, one], len(told)
    first = context.body.sentence(one.start).start
    before = [other for other in told[:at] if other.kind == one.kind and other.value > one.value / 2]
    counts = [other for other in told[:at] if _counts(other, per) and other.value > 1]
    of_year = _of_year(context, one, per)
    divisors = [of_year] if of_year else [other.value for other in counts if other.count and per not in _YEAR]
    pairs = [(other, by) for other in before for by in divisors if other.value != by or other.kind != per]
    if any(_is(one, total.value / by) for total, by in pairs):
        yield Note(text=f"平均数{one.value:f}算得出来")
        return
    if of_year and of_year == _YEAR[per] and _SEASON.search(context.body.text, first, one.start):
        fewer = (total.value / months for total, _ in pairs for months in range(2, _YEAR[per]))
        if any(_is(one, mean) for mean in fewer):
            return  # of a season that no word tells as one: 雨季里发布80条，平均每月20条
    near = {(total.value, by) for total, by in pairs if total.start >= first}
    totals = [total for total, _ in pairs if total.start >= first]
    beside = {other.value for other in told[max(0, at - 2) : at]}
    adjacent = [
        (total, by)
        for total, by in near
        if {total, by} == beside and slip(one.value, round(total / by, -int(one.step.as_tuple().exponent)), one.step)
    ]
    named = {(total.value, by) for total, by in pairs if total.start >= first and _TOTAL.search(total.label)}
    for only in (near, named):
        if len(only) == 1 and len(set(divisors)) == 1 and "最" not in one.gap:
            adjacent = list(only)
    if len(adjacent) == 1:
        total, by = adjacent[0]
        yield breach_of(context, (totals[0], one), found=one.value, expected=round(total / by, 2).normalize())


def _of_year(context: CheckContext, one: Mention, per: str) -> Decimal | None:
    """How many months, quarters or weeks an average is over; None where that cannot be told."""
    if per not in _YEAR:
        return None
    words = _AVERAGE.sub("", context.body.text[context.body.sentence(one.start).start : one.start])
    months = [*_MONTHS.finditer(words)]
    if months and per == "月":
        many = int(months[-1]["last"]) - int(months[-1]["first"]) + 1
        return Decimal(many) if many > 0 else None
    return None if months or _PART_OF_YEAR.search(words) else Decimal(_YEAR[per])


def _counts(one: Mention, per: str) -> bool:
    """Whether a number may be how many there are: 次均 of 4次 or 4场, 每村 of 11个村."""
    return one.kind in _KINDS.get(per, (per,)) or (one.kind == "个" and per in one.tail[:_NAME])


def _extremes(context: CheckContext, told: Sequence[Mention]) -> Iterator[Breach | Note]:
    """平均用时11个工作日，最长的一件18个工作日: no average is above the longest or below the shortest."""
    for at, mean in enumerate(told):
        if _BOUNDED.search(context.body.text, max(0, mean.start - _REACH), mean.start):
            yield from _bounded(context, told[max(0, at - _WITHIN) : at], mean)
        if not _MEAN.search(mean.gap):
            continue
        for one in told[max(0, at - _WITHIN) : at + _WITHIN]:
            bound = _BOUND.search(context.body.text, max(0, one.start - _REACH), one.start)
            if not bound or one.kind != mean.kind or not (_DURATION.match(one.kind) or "月" in one.gap):
                continue
            between = context.body.text[min(one.end, mean.end) : max(one.start, mean.start)]
            if "。" not in between and (one.value < mean.value) == bool(bound["most"]) and one.value != mean.value:
                first, last = sorted((one, mean), key=lambda told: told.start)
                yield breach_of(context, (first, last), found=one.value, expected=mean.value)


def _bounded(context: CheckContext, before: Sequence[Mention], most: Mention) -> Iterator[Breach]:
    """最慢的用了19个工作日，没有一件超过15个工作日."""
    for one in before:
        slowest = _SLOWEST.search(one.gap)
        if slowest and one.kind == most.kind and one.sentence == most.sentence and one.count and one.value > most.value:
            yield breach_of(context, (one, most), found=most.value, expected=one.value)


def _of_listed(context: CheckContext, told: Sequence[Mention], at: int) -> Iterator[Breach | Note]:
    """第一件用8个工作日；第二件11个工作日；第三件9个工作日。平均9.3个工作日: the mean of those right before it."""
    mean, run = told[at], list[Mention]()
    for one in reversed(told[:at]):
        if (one.kind, one.depth) != (mean.kind, mean.depth) or not one.count:
            break
        run.insert(0, one)
        if _IN_ORDER.search(one.gap):
            break
    first = context.body.text[run[0].start - len(run[0].gap) : run[0].start] if run else ""
    alike = _ALL_OF_THEM.search(first) or (run and all(_ORDER.search(one.gap) for one in run))
    if len(run) < _LISTED or not alike or "。" in "".join(one.gap for one in run[1:]) or mean.gap.count("。") > 1:
        return
    wanted = total_of(run) / len(run)
    if _is(mean, wanted):
        yield Note(text=f"平均数{mean.value:f}算得出来")
    else:
        yield breach_of(context, (*run, mean), found=mean.value, expected=round(wanted, 2).normalize())


def _of_row(context: CheckContext, paragraph: Span) -> Iterator[Breach | Note]:
    """四个季度依次为86.0、88.0、90.0、92.0，全年平均89.0分: numbers of which only the last has a unit."""
    for found in _ROW_MEAN.finditer(context.body.text, *paragraph):
        row = [Decimal(one) for one in _FIGURE.findall(found["row"])]
        wanted, mean = sum(row, Decimal(0)) / len(row), Decimal(found["mean"])
        if abs(mean - wanted) < Decimal(1).scaleb(int(mean.as_tuple().exponent)):
            yield Note(text=f"平均数{mean:f}算得出来")
        else:
            yield breach(context, Span(*found.span()), found=mean, expected=round(wanted, 2).normalize())


def _is(one: Mention, wanted: Decimal) -> bool:
    return abs(one.value - wanted) < (one.step if one.sure else max(one.step, wanted * _TOLERANCE))
