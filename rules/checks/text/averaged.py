"""平均数、每期多少和换了单位再写一遍的数。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.averages import SEASON, Per, Quotient, likeliest, of_another, others, per_of, quotients
from rules.statements.evidence import breach_of
from rules.statements.mentions import Mention, mentions_with, total_of
from rules.statements.product import Product
from rules.statements.products import products
from rules.statements.superlatives import superlatives
from rules.statements.visits import multiples
from rules.text.digit_typos import slip
from rules.text.evidence import breach, weighed
from rules.text.span import Span

_AGAIN = pattern("^[，,（(]?(?:准确数为|准确数是|即|合|折合|准确为|具体为|确切数为|共)?$")
_MEAN = pattern("(?:平均|[人户次件日月场时]均)[^，,；;。0-9]{0,8}$")
_BOUND = pattern("(?:(?P<most>最[长多高])|最[短少低])(?:的?(?:[1一]件|1?[0-9]月))?[^，,；;。最0-9]{0,10}$")
# 全县平均86分，我镇最低91分: the mean of others too
_OF_OTHERS = pattern("全[县市区省国]|同类|同级")
# the mean of what is listed one by one: 第一件…第二件…，平均; 依次为86分、88分，全年平均
_MEAN_OF = pattern("[，,。；;](?:全年|三件|四次|总|各季)?平均(?:用时|得分|分数|分|为|是)*$")
_FIGURE = pattern("[0-9]+(?:\\.[0-9]+)?")
_ROW_MEAN = pattern(
    "(?:分别|依次)[为是用时]*(?P<row>[0-9]+(?:\\.[0-9]+)?(?:[个分]?[、，和][0-9]+(?:\\.[0-9]+)?)+)(?:个工作日|分|天)?[，,；;。]"
    "(?:全年|四次|总)?平均(?:用时|得分|分数|分|为)*(?P<mean>[0-9]+(?:\\.[0-9]+)?)(?:个工作日|分|天)?(?![0-9])"
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
        per = per_of(one, told[at - 1] if at else None)
        if not per and _MEAN_OF.search(one.gap) and one.kind in _MEASURED:
            yield from _of_listed(context, told, at)
        if per:
            yield from _average(context, told, at, per)
        if at:
            yield from _again(context, told[at - 1], one)
    yield from _of_row(context, span)
    for one_of in multiples(told, context.body.text, *span):
        found, expected = one_of.found, one_of.expected
        yield weighed(breach(context, one_of.span, found=found, expected=expected), found, expected)
    for product in products(told, context.body.text):
        yield from _multiplied(context, product)


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
    apart = exact.start - len(exact.gap) != rounded.end  # 花费186万元，当年付了70%即130.2万元
    if (
        added
        or apart
        or not (_AGAIN.match(exact.gap) and rounded.kind == exact.kind)
        or rounded.step <= exact.step
        or rounded.step <= 1
    ):
        return
    if abs(rounded.value - exact.value) < rounded.step:
        yield Note(text=f"两处写的是同一个数{exact.value:f}")
    elif exact.count:
        yield breach_of(context, (rounded, exact), found=rounded.value, expected=exact.value)


def _average(context: CheckContext, told: Sequence[Mention], at: int, per: Per) -> Iterator[Breach | Note]:
    """4场，累计220人次，场均55人次."""
    one, first = told[at], context.body.sentence(told[at].start).start
    before = [other for other in told[:at] if other.depth <= one.depth]
    words = context.body.text[first : one.start]
    pairs, many = quotients(before, one, per, words)
    if any(_is(one, value) for value in chain((pair.value for pair in pairs), others(before, one, pairs, per))):
        yield Note(text=f"平均数{one.value:f}算得出来")
        return
    if per.monthly and _of_season(one, [pair for pair in pairs if pair.by == per.of_year], words):
        return
    near = [pair for pair in pairs if pair.total.start >= first]
    unlike = {(pair.total.value, pair.by) for pair in near}
    named = {(pair.total.value, pair.by) for pair in near if pair.named}
    beside = {other.value for other in before[-2:]}
    told_of = [pair for pair in near if {pair.total.value, pair.by} == beside and _slipped(one, pair, per)]
    for only in (unlike, named):
        if len(only) == 1 and many == 1 and "最" not in one.gap and not per.rarely:
            told_of = [pair for pair in near if (pair.total.value, pair.by) in only]
    told_of = [pair for pair in told_of if not of_another(per, pair)] or likeliest(
        [pair for pair in pairs if _slipped(one, pair, per) and not of_another(per, pair)], pairs, first, words
    )
    if len({(pair.total.value, pair.by) for pair in told_of}) == 1:
        pair = told_of[0]
        yield breach_of(context, (pair.total, one), found=one.value, expected=round(pair.value, 2).normalize())


def _slipped(one: Mention, pair: Quotient, per: Per) -> bool:
    """Whether one slip makes the average of another one, or that of a year was told as one of each month."""
    places = -int(one.step.as_tuple().exponent)
    of_year = per.times > 1 and abs(one.value - pair.value * per.times) < one.step
    return of_year or bool(slip(one.value, round(pair.value, places), one.step))


def _of_season(one: Mention, pairs: Sequence[Quotient], words: str) -> bool:
    """Whether it may be of a season that no word tells as one: 雨季里发布80条，平均每月20条."""
    fewer = (pair.total.value / months for pair in pairs for months in range(2, 12))
    return SEASON.search(words) is not None and any(_is(one, mean) for mean in fewer)


def _extremes(context: CheckContext, told: Sequence[Mention]) -> Iterator[Breach | Note]:
    """平均用时11个工作日，最长的一件18个工作日: no average is above the longest or below the shortest."""
    for at, mean in enumerate(told):
        if _BOUNDED.search(context.body.text, max(0, mean.start - _REACH), mean.start):
            yield from _bounded(context, told[max(0, at - _WITHIN) : at], mean)
        if not _MEAN.search(mean.gap):
            continue
        for one in told[max(0, at - _WITHIN) : at + _WITHIN]:
            bound = _BOUND.search(context.body.text, max(0, one.start - _REACH), one.start)
            marks = one.kind == "分" and not _OF_OTHERS.search(mean.gap)
            if not bound or one.kind != mean.kind or not (marks or _DURATION.match(one.kind) or "月" in one.gap):
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
    if not alike or "。" in "".join(one.gap for one in run[1:]) or mean.gap.count("。") > 1:
        return
    before = told[at - len(run) - 1 : at - len(run)]  # 两件分别用时7天和13天: there are no more of them
    both = any(one.value == len(run) > 1 and "其中" not in one.gap for one in before)
    if len(run) < _LISTED and not both:
        return
    wanted = total_of(run) / len(run)
    if _is(mean, wanted):
        yield Note(text=f"平均数{mean.value:f}算得出来")
    else:
        yield breach_of(context, (*run, mean), found=mean.value, expected=round(wanted, 2).normalize())


def _of_row(context: CheckContext, paragraph: Span) -> Iterator[Breach | Note]:
    """四个季度依次为86.0、88.0、90.0、92.0，全年平均89.0分: numbers of which only the last has a unit."""
    for found in _ROW_MEAN.finditer(context.body.text, *paragraph):
        some = "其中" in context.body.text[max(0, found.start() - _REACH) : found.start()]
        if some or "分" in found["row"]:
            continue  # the mean of all, and some of them; 84分、90分 are read by their units
        row = [Decimal(one) for one in _FIGURE.findall(found["row"])]
        wanted, mean = sum(row, Decimal(0)) / len(row), Decimal(found["mean"])
        if abs(mean - wanted) < Decimal(1).scaleb(int(mean.as_tuple().exponent)):
            yield Note(text=f"平均数{mean:f}算得出来")
        else:
            yield breach(context, Span(*found.span()), found=mean, expected=round(wanted, 2).normalize())


def _is(one: Mention, wanted: Decimal) -> bool:
    return abs(one.value - wanted) < (one.step if one.sure else max(one.step, wanted * _TOLERANCE))
