"""Statements of so much each: 16个村各公开12期，共192期; 每月发布2期，全年24期."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from filings.patterns import pattern
from rules.statements.mentions import Mention, total_of
from rules.statements.product import Product, in_months, is_sum, with_others
from rules.text.numbers import numeral

_EACH = pattern("(?:每|各)[^，,；;。、0-9每]{0,10}$|(?:每|各)[^，,；;。、0-9各]{1,8}各[^，,；;。、0-9]{0,8}$")
# 14个单位均确定1名联络员
_ALL_HAVE = pattern("(?:均|都)(?:确定|配备|配有|设有?|明确|安排|指定|建有?)了?$")
# 8名代表上、下半年各察看一次: of times, not of those who came
_AT_TIMES = pattern(
    "(?:、下半年|上半年[、和]下半年|[、和及](?:[0-9]{1,2}月份?|[一二三四]季度|[春夏秋冬]季?))各[^，,；;。、0-9]{0,8}$"
)
_PERIODS = (
    (re.compile("每(?:两|二)个月"), 6), (re.compile("每(?:个)?月|按月|逐月"), 12),
    (re.compile("每(?:个)?季度?|按季"), 4),
    (re.compile("每半年"), 2), (re.compile("每周"), 52), (re.compile("每(?:天|日)"), 365),
)  # fmt: skip
_TOTAL = pattern(
    "(?:共计|(?<!公)共|加起来|累计|合计|总计|(?<!公开)总数(?!量)|计|全年|一年|全镇|全县|全乡|全区)[^，,；;。、0-9每各]{0,8}$"
)
_OF_YEAR = pattern("全年|年内|一年")
_THINGS = pattern(
    "([两二三四五六七八九十]{1,3}|[0-9]{1,3})(?:大|个)?(?:类|种|镇|村|社区|乡|股室|站|所|园区|账号|平台|渠道|专栏|栏目|部门|单位)"
)
_INTENDED = pattern(
    "每[天日][^，,。；;]{1,20}、[^，,。；;]{1,12}各|学期内|开学期间|除[^，,。；;]{1,16}外|不少于|不低于|至少|拟|计划|力争|将|以上|原则上|左右|最多|不超过|要求|实际(?!上)"
)
_JOINED, _CLAUSES = pattern("[、和及]"), pattern("[；;]")
_NAMES = pattern("(?:主任|书记|长|员|人|专干|会计)(?!各)[\u4e00-\u9fff]{2,3}(?=[、，,（(和])")
_OF_WHAT = pattern("每(?![个一])(?P<of>[\u4e00-\u9fff]{1,6})$")
# 各1名联络员；开展培训2次，共74人次: another thing is told, and all together is of that
_ANOTHER = pattern("[；;]|培训|会议|开会|活动|检查|督查|抽查|巡查|演练|讲座|宣讲|咨询")
_CAME_OF_IT = pattern("发现|查出|整改|纠正|收到|征集|收集|解答|答复|办结|提出|指出|通报|解决|接待|受理|吸引|服务|惠及")
_PER_DAY, _OFTEN, _MISSED = pattern("每[天日]"), pattern("每[天日周]"), Decimal("0.8")
_TIMES_TOLD = frozenset({"次", "期", "场", "批", "轮"})
# 13个乡镇各1处，加上人力资源市场和2个园区: what is added has no number of its own
_MORE = pattern("只发|只有|仅|停[播办发更]|少[播办发更]|缺|加上|连同|外加|再加|另加|以及|另有|另外|此外|还有")
# told of some days or months of the year only: 汛期每日2次，共368次
_SEASON = pattern(
    "(?:每|逐|按)[天日]|[0-9一二三四五六七八九十]月|期间|汛期|防火期|半年|季节|[寒暑]假|学期|节假|采暖|供暖|[春夏秋冬]季|工作日"
)
# what is measured is counted by no number here: 每吨30元
_UNCOUNTED = pattern("均|每(?:吨|亩|平方|立方|方(?!面)|公里|千米|米|升|度|公斤|斤|千瓦|元|小时|分钟|[百千万])")
# 5月、9月各一次，分别有22人和25人，合计47人次: one number for each of them
_LISTED = pattern("分别|依次")
_REST = pattern("其他|其余|另")
# 便民中心和9个社区各1处: one more that no number counts
_ONE_MORE = pattern("[\u4e00-\u9fff]{2}[和及与、](?:所属|下属|直属|下辖|辖区|其|其所属|其下属)?$")
# 图书馆、档案馆各设专区，18个乡镇各设1处，共20处: others have it too, how many no number tells
_OTHERS_TOO = pattern("[各均都]|以及")
# 12个股室和局属单位各1名: bodies that the number counts as well, not one more
_COUNTED_TOO = pattern("(?:单位|部门|机构|企业|[科股处]室|站所|院校|学校|医院|村|社区|乡镇|街道|窗口|班组)$")
_TAKEN_TOGETHER = pattern("^[，,]?(?:即|就是|也就是|共计?|合计)$")  # 各村1人、站所6人，即15人，合计30人次
_BOUNDS, _MANY, _AHEAD, _BACK, _NAME, _DOER = ("少于", "不足", "不到", "低于", "多于", "超过"), 4, 3, 6, 6, 2


def products(told: Sequence[Mention], text: str) -> Iterator[Product]:
    """Each number that is told of each of several, with the number of all together in its sentence."""
    for at, each in enumerate(told):
        yield from filter(None, [with_others(told, at, text)])
        of_each = _EACH.search(each.clause) and not _UNCOUNTED.search(each.clause)
        if not each.count or _AT_TIMES.search(each.clause) or not (of_each or _ALL_HAVE.search(each.clause)):
            continue
        # what a bracket holds is part of what it names
        outside = [one for one in told[:at] if one.depth <= each.depth and not one.gap.endswith(_BOUNDS)]
        here = [one for one in outside[-_AHEAD:] if one.sentence == each.sentence and one.count]
        total = _total(told, at, here, text)
        if (
            total is None
            or _found(each, total)
            or is_sum([one for one in told if one is not each], total, each.value)
            or any(_TAKEN_TOGETHER.match(one.gap) for one in told[at + 1 :] if one.start < total.start)
            or (_listed(told[at:], total) and _LISTED.search(text, each.start - len(each.gap), total.start))
            or _of_another(told, at, total)
            or any(_EACH.search(one.clause) for one in outside[-_BACK:] if _beside(one, each))
        ):
            continue  # 城区3个站各2人，乡镇5个站各1人，共11人: all together is the sum of both
        start = min((one.start for one in here), default=each.start)
        first = start - len(here[0].gap) if here else each.start - len(each.gap)
        words = text[first : max(each.end, total.start)].rpartition("。")[2]
        days = _days_between(told, at, total)
        behind = told[at + 1].end if days else each.end  # 国庆连同中秋放假8天: of the days themselves
        if _INTENDED.search(words) or _MORE.search(text[behind : max(behind, total.start)]):
            continue
        near = [one for one in here if one in _in_clauses(outside, each)]
        clause = _CLAUSES.split(words)[-1] if _PER_DAY.search(each.gap) else words
        named = len(_NAMES.findall(text, text.rfind("。", 0, start) + 1, start))
        close = _multipliers(near, each, total, clause)
        every = _multipliers(here, each, total, words)
        close, every = (days, days) if days else (in_months(told, at, total, some) for some in (close, every))
        times = close or every  # 研究3次；培训2期，60个部门每期各派1人: what stands before ； is of another thing
        if any(0 < total.value - each.value * many <= named for many in times):
            continue  # 主任甲、信息员乙，18个村各1名，共20名: those named before are counted too
        if len(times) == 1 and each.clause.count("每") > 1:
            continue  # 每个群每月2条: how many of them there are is not told
        if times and len(times) <= _MANY:
            added = "累计" not in total.label  # what is told of each time is not added to anything
            around = [*here, *(one for one in told[at + 1 : at + 1 + _AHEAD] if one.start < total.start)]
            more = [one.value for one in around if added and one.kind == total.kind and one is not total]
            beside = tuple(dict.fromkeys([*more, sum(more, Decimal(0))])) if more else ()
            counted = times in (days, _days(here))  # 播报219天，每天3次: the days themselves are told
            if near and _OTHERS_TOO.search(text[first : near[-1].start].rpartition("。")[2]):
                continue
            alone = len(times) == 1 and not beside and (counted or not _SEASON.search(words))
            sure = alone and (counted or close == every or (bool(close) and total in near))
            product = Product(each=each, total=total, times=times, beside=beside, sure=sure)
            often = _OFTEN.search(each.gap) and not counted
            missed = often and any(value * _MISSED <= total.value < value for value in product.possible)
            if not missed and not _told_before(here, product):  # 每天两次，全年700次: on some days it was left out
                yield product


def _days(some: Sequence[Mention]) -> tuple[Decimal, ...]:
    return tuple([one.value for one in some if one.kind == "天" and one.count])


def _days_between(told: Sequence[Mention], at: int, total: Mention) -> tuple[Decimal, ...]:
    """假期里每天更新两次；国庆放假8天，共更新16次: the days that stand behind what is told of each."""
    between = [one for one in told[at + 1 :] if one.start < total.start]
    return _days(between) if _PER_DAY.search(told[at].gap) and len(between) == 1 else ()


def _beside(one: Mention, other: Mention) -> bool:
    return (one.kind, one.sentence) == (other.kind, other.sentence)


def _in_clauses(told: Sequence[Mention], each: Mention) -> Sequence[Mention]:
    """The numbers before one in its sentence, behind the last ； of it."""
    first, gap = len(told), each.gap
    while first and not any(mark in gap for mark in "；;。"):
        first, gap = first - 1, told[first - 1].gap
    return told[first:]


def _told_before(here: Sequence[Mention], product: Product) -> bool:
    """Whether they are all in the number right before: 会议12次，每月1次；推进会2次，总计14次."""
    before = here[-1] if here else product.total
    alike = before is not product.total and before.kind == product.each.kind
    return alike and before.value in product.possible


def _of_another(told: Sequence[Mention], at: int, total: Mention) -> bool:
    """Whether what is told of each again stands between: 各培训一次，每次27人，共54人次."""
    return any(
        (_EACH.search(one.clause) and one.kind == total.kind)
        or (one.kind in _TIMES_TOLD and (_ANOTHER.search(one.gap) or total.written.endswith("人次")))
        for one in told[at + 1 :]
        if one.start < total.start
    )


def _listed(told: Sequence[Mention], total: Mention) -> bool:
    """Whether several numbers of the unit of all together stand before it."""
    return len([one for one in told if one.kind == total.kind and one.start < total.start]) > 1


def _found(each: Mention, total: Mention) -> bool:
    """Whether all together is of what came of it: 每次抽查6个村，共发现问题31个."""
    said = _CAME_OF_IT.search(total.clause)
    return said is not None and said[0] not in each.clause


def _total(told: Sequence[Mention], at: int, here: Sequence[Mention], text: str) -> Mention | None:
    """All together: named so soon behind, or the number right before (配备二维码16个，每个社区2个)."""
    each = told[at]
    kinds = {each.kind, *(one.kind for one in here)}
    for one in told[at + 1 : at + 1 + _AHEAD]:
        if one.sentence != each.sentence:
            break
        # 21个公开栏每块更新3次，共63块次
        times = each.kind == "次" and one.written[-1] == "次" and one.kind not in "人批场次"
        if one.count and (one.kind in kinds or times) and _is_total(one, each) and one.mark in "，,；;、":
            if _REST.search(one.label):
                break
            return one
    before = here[-1] if here else None
    alike = {one.value for one in told[:at] if one.sentence == each.sentence and one.kind == each.label[1:2] != "个"}
    if len(alike) > 1:
        return None  # 13处，区级3处，街道10处，配查询机26台，每处2台: of which of them is not told
    beside = each.mark in "，," or (each.mark in "（(" and text[each.end : each.end + 1] in "）)")  # 48条（每月4条）
    if before is not None and before.kind == each.kind and beside and each.label.startswith("每"):
        return before
    return None


def _is_total(one: Mention, each: Mention) -> bool:
    """Whether a number is named as all together, of the same: not 主任每季度听取一次，办公室全年培训两次."""
    found = _TOTAL.search(one.label)
    before = one.label[: found.start()] if found else ""
    return found is not None and (len(before) < _DOER or before[-_DOER:] in each.gap + each.tail)


def _multipliers(here: Sequence[Mention], each: Mention, total: Mention, words: str) -> tuple[Decimal, ...]:
    same = each.kind if each.kind == total.kind else ""
    found = [
        one.value
        for one in here
        if one is not total
        and one.value > 1
        and one.kind not in (same, "个月")
        and _is_counted(one, each)
        and not (one.kind == "人" and each.kind in _TIMES_TOLD)  # 到会82人；东西两片各办一次
    ]
    near = "" if _OF_YEAR.search(each.clause) or (_PER_DAY.search(each.gap) and _days(here)) else each.gap
    for period, times in _PERIODS:
        if period.search(near):
            found.append(Decimal(times))
            break
    spelt = map(numeral, _THINGS.findall(words))
    found += [one for one in spelt if one is not None and one > 1 and one not in found]
    several = [
        one for one in here if one is not total and one.kind != each.kind and one.count and _is_counted(one, each)
    ]
    first = next((at for at in range(len(several) - 1, 0, -1) if not _JOINED.search(several[at].gap)), 0)
    if len(several := several[first:]) > 1:
        both = total_of(several)  # 12个派出所、9个大队各1名
        if _ONE_MORE.search(several[0].clause):
            return both, both + 1  # 便民中心、11个村和2个社区各1处
        found.append(both)
    found += [one.value + 1 for one in here if one is not total and one.value > 1 and _ONE_MORE.search(one.clause)]
    return tuple(dict.fromkeys([*found, *_named(here, each)]))


def _named(here: Sequence[Mention], each: Mention) -> Iterator[Decimal]:
    """How many the names before 各 are: 甲、乙各1处; with those that a number counts, 9个社区和便民中心各1处."""
    names = each.clause.partition("各")[0]
    if "每" in names:
        return  # 每个村和社区各1名: how many those are is not told here
    listed = names.count("、") + names.count("和") + names.count("及")
    numbered = here and here[-1].end == each.start - len(each.clause)
    if listed and not numbered:
        yield Decimal(listed + 1)
    elif listed and not _COUNTED_TOO.search(names):
        yield here[-1].value + listed


def _is_counted(one: Mention, each: Mention) -> bool:
    """Whether a number may be how many there are of what each is told of: 每村2人次 is not of 6个问题."""
    if one.kind != "个" or _OF_WHAT.search(each.clause) is None:
        return True
    of = "".join(
        what.removeprefix("个")[:_NAME] for what in each.clause.split("每")[1:]
    )  # 每个公开栏每季度1次: of both
    return any(sign in one.clause + one.tail for sign in of)
