"""Averages and what they may be of: 4场，累计220人次，场均55人次; 全年接待1134人次，平均每月94.5人次; 人均每月467元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention
from rules.text.numbers import numeral

_THING = (
    "人|户|场|期|次|月|季度?|周|件|家|批|名|条|篇|类|处|台|所|村|社区|项|单|宗|乡镇|镇|站|校|点|栋|亩|例|起|企|园|块|群|班|组|队|院|"
    "部门|单位|窗口|账号|小区|天|个"
)
_AVERAGE = pattern(
    f"(?P<per>{_THING}|(?<![当次即近每作时假末周同])日)(?:均|平均)(?:约|为|达|近|参训|参加|发放|救助)*$"
    f"|平均每(?P<piece>[个家名座])?(?P<each>{_THING})[^，,；;。0-9]{{0,6}}$|每(?P<every>场|期|次|批)(?:平均|约|均)$"
)
_EVERY_MONTH = pattern("(?P<per>[人户])均(?:每?个?月)(?:约|为|达|领取|发放|补助)*$")
# 补贴面积3.15万亩、补贴资金315万元，每亩100元
_RATE = pattern("[，,（(]每(?P<per>[亩户人头])(?:约|补贴|补助|奖补|发放)*$")
_SIGN, _PAUSE = re.compile("[均每]"), pattern("[，,；;。：:、]")
_YEAR = {"月": 12, "季": 4, "季度": 4, "周": 52, "天": 365, "日": 365}
_DAYS = ("天", "日")
_EVERY_DAY = re.compile("24小时|每[天日]|全天|逐日|全年无休")
SEASON = pattern("[季期](?![度刊])|[0-9]月|时节|高峰")
# told of a part of the year, the months are fewer: 汛期（4月至9月）, 6月挂牌以来, 寒暑假
_MONTHS = pattern("(?P<first>[0-9]{1,2})月(?:份|[0-9]{1,2}日|初|底)?(?:至|到|—|－|-|~)(?P<last>[0-9]{1,2})月")
_PART_OF_YEAR = pattern(
    "[一二三四前后两]段|汛期|供暖|采暖|防火期|禁渔|休渔|农忙|旺季|淡季|假期|暑期|寒假|暑假|(?<!每)季度|(?<!每)半年|以来|[0-9]{1,2}月(?:份|底|初)?(?:起|开始|[^，,；;。0-9]{0,6}"
    "(?:上线|启用|开通|成立|挂牌|运行|组建|设立|开设|开办|改版|投用))|试运行|期间|前[三四五六七八九十]个?月|[0-9]个月|[二三四五六七八九十]个月"
)
_ALL_QUARTERS = pattern("[四各]个?季度")
_KINDS_OF = pattern("(?<![第0-9])([0-9]{1,2}|[两二三四五六七八九十])大?类")
# 次均 of 4场 or 2期 is as good as of 4次
_KINDS = {"次": ("次", "场", "期"), "场": ("场", "次"), "期": ("期", "次"), "名": ("人",)}
_TOTAL = pattern("(?:共计?|合计|总计|累计)[^，,；;。0-9]{0,4}$")
_ALL_YEAR = pattern("(?:全年|一年|年内|年度)[^，,；;。0-9]{0,10}$")
_NAME, _SHORT = 8, 2
# 11月最多，41条 is no total, nor are 满分5分
_NO_TOTAL = pattern("最[多少高低][，,](?:为|有|达|仅|只有)?$|满分[^，,；;。：:]{0,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Per:
    """``word``: of what each; ``times``: 12 where it is of each and each month; ``rarely``: one that is often rough.

    ``piece``: the measure word between the two, 个 of 平均每个点位; ``subject``: the words of its clause before it.
    """

    word: str
    piece: str = ""
    subject: str = ""
    times: int = 1
    rarely: bool = False

    @property
    def monthly(self) -> bool:
        """Whether it is of each month, quarter or week of the year."""
        return self.word in _YEAR and not self.rarely

    @property
    def of_year(self) -> int:
        """How many of them the year has, 0 where it is no part of the year."""
        return _YEAR.get(self.word, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient:
    """``total`` divided by ``by``; ``count``: where that is told; ``named``: the total says that it is all of it."""

    total: Mention
    by: Decimal
    count: Mention | None
    value: Decimal
    named: bool


def per_of(one: Mention, last: Mention | None) -> Per | None:
    """Of what a number is the average; None where it is none. ``last``: the number before it in its paragraph."""
    if last and not one.gap and last.value == 1 and last.gap.endswith("平均"):  # 平均一户2.5亩
        return Per(word=last.kind, rarely=last.kind in _DAYS)
    if not _SIGN.search(one.gap):
        return None
    every, rate = _EVERY_MONTH.search(one.gap), _RATE.search(one.gap)
    if every:
        return Per(word=every["per"], times=12, rarely=True)
    average = _AVERAGE.search(one.gap)
    if average is None:
        return Per(word=rate["per"], rarely=True) if rate else None
    word = average["per"] or average["each"] or average["every"]
    if average["per"] in _YEAR:  # 7月平均82.6分, 一季度平均9天
        at = average.start()
        if average.string[at - 1].isdecimal() if at else last:
            return None
    subject = _PAUSE.split(one.gap[: average.start()])[-1]
    return Per(word=word, piece=average["piece"] or "", subject=subject, rarely=word in _DAYS)


def quotients(before: Sequence[Mention], one: Mention, per: Per, words: str) -> tuple[list[Quotient], int]:
    """All that an average may be by the numbers before it, and how many divisors; ``words``: those of its sentence."""
    alike = [other for other in before if other.kind == one.kind and not _NO_TOTAL.search(other.gap)]
    alike = [other for other in alike if not _AVERAGE.search(other.gap)]
    whole = [*_without_parts(alike[:-1], one.gap), *alike[-1:]]  # what stands right before it may be part of another
    totals = [other for other in whole if other.value * per.times > one.value / 2]
    labels = "".join(total.label for total in totals)
    counts = [other for other in before if _counts(other, per) and other.value > 1 and other.count]
    of_year = _of_year(words, per.word)
    divisors: list[tuple[Decimal, Mention | None]] = [(of_year, None)] if of_year else []
    if not of_year and not per.monthly:
        divisors = [(other.value, other) for other in _without_parts(counts, labels)]
        divisors += [(numeral(many) or Decimal(1), None) for many in _KINDS_OF.findall(words) if per.word == "类"]
    made = [
        Quotient(
            total=total, by=by, count=count, value=total.value / by / per.times,
            named=_TOTAL.search(total.label) is not None
            or (per.word in _YEAR and _ALL_YEAR.search(total.label) is not None),
        )
        for total in totals
        for by, count in divisors
        if total.value != by or total.kind != per.word
    ]  # fmt: skip
    return made, len({by for by, _ in divisors})


def others(before: Sequence[Mention], one: Mention, pairs: Sequence[Quotient], per: Per) -> Iterator[Decimal]:
    """What else an average may be: of a total without another number of its sentence: 共420条，县局90条，6个站平均55条.

    Or by what is a part itself: 测绘192次，无偿160次，有偿32次，收费18.6万元，平均每次5812.5元.
    """
    for pair, other in permutations([pair for pair in pairs if pair.total.sentence == one.sentence], 2):
        if pair.by == other.by and pair.total.start < other.total.start:
            yield (pair.total.value - other.total.value) / pair.by / per.times
    counts = (other for other in before if _counts(other, per) and "其中" not in other.gap)
    some = [other for other in counts if other.value > 1 and other.count]
    yield from (pair.total.value / other.value / per.times for pair in pairs for other in some)


def likeliest(some: Sequence[Quotient], pairs: Sequence[Quotient], first: int, words: str) -> list[Quotient]:
    """Those of some in one sentence that leave nothing over, or whose total the sentence speaks of again."""
    many = {pair.by for pair in pairs if pair.count and pair.count.start >= first}
    clean = [pair for pair in some if pair.total.value % pair.by == 0]
    here = [pair for pair in clean if pair.total.start >= first]
    beside = [
        pair
        for pair in here
        if pair.count is None
        or (pair.count.start >= first and len(many) == 1)
        or _same_matter(pair.count.label, pair.total.label)
    ]
    if beside:
        return beside
    counted = [pair for pair in clean if pair.count is None or pair.count.start >= first]
    return [pair for pair in counted if len(pair.total.label) > _SHORT and pair.total.label[-_NAME:] in words]


def of_another(per: Per, pair: Quotient) -> bool:
    """Whether an average names of what it is, and its total does not: 罚款共271万元，简易程序每件平均50元."""
    return len(per.subject) > _SHORT and not _same_matter(per.subject, pair.total.gap)


def _same_matter(one: str, other: str) -> bool:
    """Whether two numbers are told by the same words: 办结13件。办结用时合计156个工作日."""
    return any(one[at : at + _SHORT] in other for at in range(len(one) - _SHORT + 1))


def _without_parts(told: Sequence[Mention], named: str) -> Sequence[Mention]:
    """The numbers without those that others are made of, but for one that is named again."""
    parts = set[int]()
    for at, whole in enumerate(told):
        for row in (told[at + 1 :], told[:at][::-1]):
            some, total = list[int](), Decimal(0)
            for one in row:
                if one.sentence != whole.sentence or total >= whole.value:
                    break
                some, total = [*some, one.start], total + one.value
            if total == whole.value and len(some) > 1:
                parts.update(some)
    return [one for one in told if one.start not in parts or _same_matter(one.label, named)]


def _of_year(words: str, per: str) -> Decimal | None:
    """How many months, quarters or weeks an average is over; None where that cannot be told."""
    if per not in _YEAR or (per in _DAYS and not _EVERY_DAY.search(words)):
        return None
    said = _ALL_QUARTERS.sub("", _AVERAGE.sub("", words))
    months = [*_MONTHS.finditer(said)]
    if months and per == "月":
        many = int(months[-1]["last"]) - int(months[-1]["first"]) + 1
        return Decimal(many) if many > 0 else None
    return None if months or _PART_OF_YEAR.search(said) else Decimal(_YEAR[per])


def _counts(one: Mention, per: Per) -> bool:
    """Whether a number may be how many there are: 次均 of 4次 or 4场, 每村 of 11个村, 每群 of 微信群86个."""
    if one.kind in (*_KINDS.get(per.word, (per.word,)), per.piece):
        return True
    return one.kind in ("个", "家", "处") and (per.word in one.tail[:_NAME] or one.label.endswith(per.word))
