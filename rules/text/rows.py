"""Wholes and the parts behind them among the numbers of a stretch: 公开381条，其中网站200条、微信181条."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span
from rules.text.tellings import Stretch, Told

_MARK = pattern("[、，,；;]")
# a part itself, or what there was before
_NO_WHOLE = pattern("其中|年初|年末|上年")
_LINK = pattern("和|及|与|以及")
# what is compared, added up or spoken of by itself is no part of the whole before it
_NO_PART = pattern(
    "同比|[比较与]20|[比较]上|[比较]去|上年|去年|上一年|增加|减少|增长|下降|增至|减至|降[至为]|其中|合计|共计|总计|[，,；;、]共|平均|均$|"
    "每|最|结转|转入|[两二三四](?:者|项|类)(?:共|合)|计划(?!类)|超过|之多|以上|加上|连同|另有?$"
)
# announces all the parts there are
_ALL = pattern(
    "(?:[按从][^，,。；;：:]{1,10}(?:划分|来看|分|看|归类|统计)|分布|构成)[，,：:]|(?:分别|依次)[为是有]?|"
    "[两二三四五六七八]类"
)
_COMPOSED = pattern("^[^，,；;、。]{0,6}(?:构成|组成)")
_KINDS = pattern(
    "其中|[中里][，,：:]|[中里]有|内[含有]|包括|包含|涵盖|(?:^|[，,；;（(])含|(?:方式|渠道|形式|类型|种类)[有为是]|以[^，,。；;]{1,10}(?:最多|居多|为主)[，,][为达有]?|[：:]"
)
_VAGUE = pattern(
    "等(?!其他|方式|渠道|途径|形式|各类|部门|类|业务|事项)|主要(?!领导|负责|同志)|重点|涉及|(?<![包，,（(])含|同时|采用(?!邀请)|转载|原创|转发|重复|如|例"
)
_VAGUE_ALL = pattern(
    "等(?!其他|方式|渠道|途径|形式|各类|部门|类|业务|事项)|主要(?!领导|负责|同志)|重点|(?<![包，,（(])含|如|例"
)
_BY = pattern("([^，,。；;：:、]{2,8}?)[按从][^，,。；;：:]{1,10}(?:划分|来看|分|看|归类|统计)[，,：:]")
# what came over from last year has no parts of its own
_ADDED = pattern("(?:结转|转来|转入)[^，,；;。]*$")
_NAMED = pattern("其中|中[，,：:]|中有")
_NOT_NAMING = pattern("[，,；;、。：:的了“”]|信息|公开|政府|全年|我局|本年|办理|行政")
# 其中 before the parts that a bracket holds
_OPENED = pattern("(?:其中(?:有)?|含|包括|包含)[，,：:]?")
_HEAD = pattern(
    "[，,：:（(。]?(?:其中|包括|包含|内含|内有|含|涵盖|具体(?:为|是|包括))|：|[^，,。；;]{0,6}[中里][，,：:]"
)
_CLOSED = pattern(
    "[，,：:（(。]?(?:其中[，,：:]?)?(?:(?:分别|依次)[为是有]|按[^，,。；;：:]{1,10}(?:划分|来看|分|看|归类)[，,：:])"
)
_ANSWERED = ("答复", "回复")
_ALL_DONE = pattern(
    "[，,](?:均|都|全部|已全部|均已|都已)[^，,。]{0,6}(?:办结|答复|回复|办理)|[，,](?:办结|答复|回复|办复)率(?:为|达|达到)?100[%％]"
)
# 其他处理 is a row of table three, no rest of a list
_OVERLAP = pattern("多种形式|多种方式|多个渠道|重复计|重叠|交叉|兼有|同时计")
_LEFT = pattern("(?:其他(?!处理)|其余|余下|剩余|剩下)[^，,；;。]{0,24}$")
# what is left over leaves nothing out
_REST = pattern("(?:^|[，,；;、])(?:其余|余下|剩余|剩下)[^，,；;。]{0,24}$")
_SHARE = pattern("[，,（(]?占")
_COUNTED = pattern("([两二三四五六七八])(?:个|类|项|种|次|期|场|大|块|者|家)")
_COUNTS = {sign: value for value, sign in enumerate("二三四五六七八", 2)} | {"两": 2}
_EACH = pattern("[各每均][^，,；;、。]{0,2}$")
_TIMES = pattern("(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|上|下)(?:月份?|季度|半年|月[0-9]{1,2}日)[^0-9]{0,4}$")
_CONTRASTS = (
    ("上半年", "下半年"), ("线上", "线下"), ("网上", "线下"), ("网上", "网下"),
    ("线下", "在线"), ("在线", "线下"), ("线下", "线上"), ("线下", "网"),
    ("前一", "后一"), ("第一", "第二"),
    ("集中", "分散"), ("城镇", "农村"), ("个人", "单位"), ("自然人", "法人"), ("由依申请公开转", "维持"),
    ("一类是", "一类是"), ("同意", "退回"), ("通过", "退回"), ("采纳", "未采纳"), ("合格", "不合格"), ("机关", "基层"),
    ("原创", "转载"), ("原创", "转发"), ("采用", "退回"), ("采用", "未采用"), ("已", "未"), ("国内", "国外"),
)  # fmt: skip
_MOST = 12
_FEWEST = 2
_NAME = 3

Form = Literal["all", "kinds", "beside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A whole and parts behind it.

    ``form``: ``all`` where the words say that these are all; ``kinds`` where they say that these are parts; ``beside``
    where they only stand behind it. ``alike``: all joined by 、 alone; ``vague``: not all are told, or they overlap.
    ``closed``: the form of the list says that nothing is left out, so that any difference is one.
    """

    whole: Told
    parts: tuple[Told, ...]
    form: Form
    alike: bool
    vague: bool
    closed: bool = False

    @property
    def opened(self) -> bool:
        """Whether the words right behind the whole announce the parts, in its sentence or at the head of the next."""
        return _HEAD.match(self.parts[0].gap) is not None

    @property
    def stands_apart(self) -> bool:
        """Whether its parts are joined by one sign, and parted from a whole that is no part itself."""
        marks = {joiner(part.gap) for part in self.parts[1:]}
        return len(marks) == 1 and joiner(self.parts[0].gap) == "，" and not _NO_WHOLE.search(self.whole.gap)

    @property
    def exact(self) -> bool:
        """Whether every part is exact: else they make their sum or more."""
        return all(part.count for part in self.parts)

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def step(self) -> Decimal:
        """What the last digit of the least exact of the numbers is worth."""
        return min(one.step for one in (self.whole, *self.parts))


def rows_of(scene: CheckContext, stretch: Stretch) -> tuple[Row, ...]:
    """The rows of a stretch, found once: several rules ask for the same ones."""
    known = scene.memo(_known)
    if stretch.span not in known:
        known[stretch.span] = tuple(rows(stretch))
    return known[stretch.span]


def _known(_scene: CheckContext) -> dict[Span, tuple[Row, ...]]:
    return {}


def rows(stretch: Stretch) -> Iterator[Row]:
    """Every whole of a stretch with the numbers behind it that may be its parts."""
    told = stretch.own
    if stretch.holder is not None:
        row = _bracketed(stretch, told)
        if row is not None:
            yield row
        return
    for at in range(len(told) - 2):
        row = _row(stretch, told, at)
        if row is not None:
            yield row


def _ends_with_rest(told: Sequence[Told]) -> bool:
    """Whether the numbers parted by ； run on to 其他类: then 其中 opens all of them."""
    last = told[0]
    for one in told[1:_MOST]:
        if joiner(one.gap) != "；" or one.kind != last.kind:
            break
        last = one
    return _LEFT.search(last.gap) is not None


def _bracketed(stretch: Stretch, told: Sequence[Told]) -> Row | None:
    """137所中小学（小学84所、初中31所、…）: a bracket with nothing but such numbers holds all the parts."""
    whole = stretch.holder
    if whole is None or len(told) < _FEWEST or any(one.kind != whole.kind for one in told):
        return None
    opened = _OPENED.match(told[0].gap)
    gaps = [told[0].gap[opened.end() :] if opened else told[0].gap, *(one.gap for one in told[1:])]
    if not _joins(gaps[1:]) or any(_NO_PART.search(gap) for gap in gaps) or not all(one.count for one in told):
        return None
    vague = bool(_VAGUE_ALL.search("".join(gaps) + stretch.rest)) or _evenly(told)
    closed = not opened or bool(_LEFT.search(told[-1].gap))
    form: Form = "all" if closed else "kinds"
    return Row(whole=whole, parts=tuple(told), form=form, alike=True, vague=vague, closed=closed)


def _row(stretch: Stretch, told: Sequence[Told], at: int) -> Row | None:
    whole, first = _whole(told, at), told[at + 1]
    if first.kind != whole.kind or not (whole.count and (first.count or first.at_least)) or _ADDED.search(whole.gap):
        return None
    opener = first.gap
    if opener.count("。") > 1 or not _may_open(opener):
        return None
    parts = [first]
    for one in told[at + 2 : at + 2 + _MOST]:
        if one.kind != whole.kind or not (one.count or one.at_least) or "。" in one.gap or not _joins([one.gap]):
            break
        nested = "其中" in opener and "其中：" not in opener and not opener.startswith("。其中")
        if "；" in one.gap and nested and not _ends_with_rest(told[at + 1 :]):
            break  # 无法提供43件，其中不掌握36件；不予处理9件
        if _NO_PART.search(one.gap):
            break
        parts.append(one)
    if len(parts) < _FEWEST:
        return None
    row = _shaped(stretch, told, at, parts, whole)
    return row if _set_apart(told, at, row) else None


def _whole(told: Sequence[Told], at: int) -> Told:
    """The number right before the parts, or the one that the words name: 行政处罚按门类分，…."""
    named = _BY.search(told[at + 1].gap)
    if named:
        words = named[1][-4:]
        for one in reversed(told[: at + 1]):
            if one.kind == told[at + 1].kind and words in one.gap:
                return one
    return told[at]


def _set_apart(told: Sequence[Told], at: int, row: Row) -> bool:
    """Whether the whole is none of the parts of a longer row that only goes on behind it."""
    opener, whole = row.parts[0].gap, row.whole
    if _is_item(told, at, opener):
        return False
    if row.form == "beside":
        greatest = max(part.value for part in row.parts)
        return "。" not in opener and whole.value > greatest and not _in_row(told, at, opener)
    if "。" in opener and (_NAMED.search(opener) or _BY.search(opener)):
        # whatever slip there is, the parts of it are not twice as many
        return row.total < 2 * whole.value
    if "。" in opener:
        # the sentence before tells one number of this kind, so that there is no doubt which is meant
        return at == 0 or "。" in whole.gap or told[at - 1].kind != whole.kind or "共" in whole.gap
    return True


def _is_item(told: Sequence[Told], at: int, opener: str) -> bool:
    """Whether the number is an item of a list before: 登记14件，占19.7%；许可11件；其余7件."""
    behind = _last_mark(opener)
    if _NAMED.search(opener):
        return False
    if _SHARE.match(opener) and behind == "；":
        return True
    if at == 0 or told[at - 1].kind != told[at].kind or "。" in told[at].gap:
        return False
    before = _last_mark(told[at].gap)
    return (before == behind == "；") or (before == "、" and "；" in opener.replace(";", "；"))


def _last_mark(gap: str) -> str:
    return joiner("".join(_MARK.findall(gap))[-1:])


def _in_row(told: Sequence[Told], at: int, opener: str) -> bool:
    return (
        at > 0
        and told[at - 1].kind == told[at].kind
        and "。" not in told[at].gap
        and joiner(told[at].gap) == joiner(opener)
    )


def _may_open(opener: str) -> bool:
    words = _KINDS.sub("", opener, count=1)
    return not _NO_PART.search(words) and bool(_MARK.search(opener) or _KINDS.search(opener) or _ALL.search(opener))


def _joins(gaps: list[str]) -> bool:
    return all(_MARK.search(gap) or _LINK.match(gap) for gap in gaps)


def joiner(gap: str) -> str:
    """The sign that joins a number to the one before; a word such as 和 is as good as 、."""
    found = _MARK.search(gap)
    mark = found[0] if found else "、"
    return {",": "，", ";": "；"}.get(mark, mark)


def _shaped(stretch: Stretch, told: Sequence[Told], at: int, parts: Sequence[Told], whole: Told) -> Row:
    """The row as far as it is one: as many as announced, else as far as the marks stay the same."""
    opener = parts[0].gap
    announced = [_COUNTS[sign] for sign in _COUNTED.findall(opener)]
    last = len(parts)
    marks = [joiner(one.gap) for one in parts[1:]]
    total = Decimal(0)
    sums = [total := total + one.value for one in parts]
    if announced and _FEWEST <= announced[-1] <= len(parts) and _ALL.search(opener):
        last = announced[-1]
    elif whole.value in sums[1:] and (
        sums.index(whole.value, 1) + 1 == len(parts) or "、" not in marks[sums.index(whole.value, 1)]
    ):
        last = sums.index(whole.value, 1) + 1
    else:
        change = next((i for i, mark in enumerate(marks) if mark != marks[0]), len(marks))
        left = next((i for i, one in enumerate(parts) if _LEFT.search(one.gap)), change)
        if marks[change : change + 1] == ["；"]:
            left = change  # 网络97件、信函48件；自然人143件、其他2件: another list begins
        last = max(change, left) + 1 if change else len(parts)
    kept = parts[:last]
    after = told[at + 1 + last].gap if at + 1 + last < len(told) else stretch.rest
    gaps = _KINDS.sub("", opener, count=1) + "".join(one.gap for one in kept[1:])
    form: Form = "beside"
    closed = _closes(kept, opener, whole) or _all_answered(stretch, kept, whole)
    if closed or (
        _complete(kept, opener, after)
        or _named_in(kept, whole)
        or (whole.gap.endswith("共") and "：" in opener and "其中" not in opener)
    ):
        form = "all"
    elif _KINDS.search(opener):
        form = "kinds"
    return Row(
        whole=whole,
        parts=tuple(kept),
        form=form,
        closed=closed,
        alike={"、"} >= set(marks[: last - 1]),
        vague=bool(
            (_VAGUE_ALL if contrasted(kept) or _REST.search(kept[-1].gap) else _VAGUE).search(gaps)
            or _OVERLAP.search(stretch.behind(kept[-1]))
            or re.match("[^，,；;。、]{0,6}等", after)
        )
        or _evenly(kept),
    )


def _evenly(parts: Sequence[Told]) -> bool:
    """Whether one number is told of several at once: 过程性信息、行政执法案卷各1件."""
    return any(_EACH.search(part.gap) for part in parts)


def _complete(parts: Sequence[Told], opener: str, after: str) -> bool:
    """Whether the words say that these are all the parts."""
    if _ALL.search(opener) or ("由" in opener and _COMPOSED.search(after)):
        return True
    if _LEFT.search(parts[-1].gap) and _KINDS.search(opener):
        return True
    return contrasted(parts)


def _closes(parts: Sequence[Told], opener: str, whole: Told) -> bool:
    """Whether the form of the list leaves nothing out: 分别为, 按…分, 包括 … 其他类."""
    if _REST.search(parts[-1].gap) and "。" not in opener and whole.value > max(part.value for part in parts):
        return True
    if _CLOSED.match(opener) or (_LEFT.search(parts[-1].gap) and (_KINDS.search(opener) or _one_verb(parts))):
        return True
    return len(parts) == _FEWEST and any(a in parts[0].gap and b in parts[1].gap for a, b in _CONTRASTS)


def _one_verb(parts: Sequence[Told]) -> bool:
    """Whether one verb is said of each: 公开答复41条，电话答复60条."""
    return all(part.gap.endswith(_ANSWERED) for part in parts)


def _all_answered(stretch: Stretch, parts: Sequence[Told], whole: Told) -> bool:
    """Whether each of what was received was answered in one of these ways, and all of it was."""
    received = any(word in whole.gap for word in ("收到", "受理", "接到", "接收"))
    return received and _one_verb(parts) and _ALL_DONE.match(stretch.behind(parts[-1])) is not None


def _named_in(parts: Sequence[Told], whole: Told) -> bool:
    """Whether the words before the whole name every part: 许可和处罚共20件，许可12件，处罚8件."""
    if whole.value <= max(part.value for part in parts):
        return False
    common = "".join(set.intersection(*(set(part.gap) for part in parts)))
    return all(
        any(
            part.gap[at : at + _NAME] in whole.gap
            for at in range(len(part.gap) - _NAME + 1)
            if _tells(part.gap, at, common)
        )
        for part in parts
    )


def _tells(words: str, at: int, common: str) -> bool:
    """Whether the characters from here on are of a name, and not of one that all the parts share."""
    name = words[at : at + _NAME]
    return not _NOT_NAMING.search(name) and not set(name) <= set(common)


def contrasted(parts: Sequence[Told]) -> bool:
    """Whether each part excludes the others: 上半年 and 下半年, or months."""
    if len(parts) == _FEWEST and any(one in parts[0].gap and other in parts[1].gap for one, other in _CONTRASTS):
        return True
    return len(parts) > _FEWEST and all(_TIMES.search(part.gap) for part in parts)
