"""今年的数与上年的数、相差的数、增减的方向和幅度。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import ClassVar, Literal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.facts import SignedChange
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.change_amounts import of_last, offs, one_slip
from rules.statements.change_ways import of_years
from rules.statements.changes import changes, is_base
from rules.statements.evidence import breach_of
from rules.statements.extremes import extremes
from rules.statements.mentions import Mention, mentions_with
from rules.statements.number_change import NumberChange
from rules.statements.ranks import rank_changes
from rules.statements.remainders import remainders
from rules.statements.steps import steps
from rules.statements.volume_words import volume_words
from rules.statements.wordings import wrong_words
from rules.text.digit_typos import slip
from rules.text.evidence import breach
from rules.text.span import Span

_COMPARED_WITH = pattern("^[，,（(]?(?:同比|[比较与])")
# 春秋两次到课率分别为92.6%和96.3%，后一次提高3.7个百分点
_ROW, _LINKS = pattern("(?:分别|依次)[为是达到]*$"), ("和", "、", "与", "及")
_LATER = pattern(
    "[，,](?:后[次期批轮场者]|第二[次期批轮场]|秋季|下半年|下学期)(?:又|再|有所|的)?"
    "(?:上升|提高|提升|增加|增长|下降|降低|回落|减少|[高多低少])了?$"
)
_of_two = partial(SignedChange, ways=("相差", "相差"))
_in_points = partial(SignedChange, unit="个百分点", ways=("提高", "降低"))
_in_ranks = partial(SignedChange, unit="位", ways=("上升", "下降"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Check):
    """写了上年数、相差数和幅度的，三者应当相符，增减的方向应当一致。``words``：有这些词的才看。

    ``of``：``growth`` 百分比算错而方向一致的，``change`` 其余的。
    """

    where: Parts
    words: Terms
    of: Literal["change", "growth"] = "change"

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的增减，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each comparison that its own numbers contradict; a gap where there is none to look at."""
        for span, told in mentions_with(context, self.where, self.words):
            yield from self._paragraph(context, span, told)
        if self.of == "change":
            for word in chain(*(find(context, self.where) for find in (wrong_words, extremes, volume_words))):
                yield breach(context, word.span, found=word.said, expected=word.right)

    def _paragraph(self, context: CheckContext, span: Span, told: tuple[Mention, ...]) -> Iterator[Result]:
        known = context.memo(_known)
        if span not in known:  # two rules ask
            own = context.report.year or 0
            known[span] = [_judge(change) for change in (*changes(told, own), *of_years(told, own))]
        for verdict in known[span]:
            if isinstance(verdict, _WrongChange) and verdict.growth == (self.of == "growth"):
                yield self._wrong(context, verdict)
            elif verdict is True:
                yield Note(text="写出的增减与件数相符")
        if self.of == "change":
            for at in range(len(told)):
                yield from _left(context, told, at)
                yield from _points(context, told, at)
            yield from _stepped(context, told)
            yield from _ranked(context, span)

    def _wrong(self, context: CheckContext, wrong: "_WrongChange") -> Breach:
        fact = partial(SignedChange, unit="%" if wrong.rate else "") if self.of == "change" else None
        found, expected = wrong.found, wrong.expected
        return breach_of(context, wrong.told, counts=not wrong.rate, fact=fact, found=found, expected=expected)


def _known(_context: CheckContext) -> "dict[Span, list[_Verdict]]":
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _WrongChange:
    """``rate``: what was found is a percentage; ``growth``: one that is only reckoned wrongly."""

    told: tuple[Mention, ...]
    found: Decimal
    expected: Decimal
    rate: bool = False
    growth: bool = False


_Verdict = _WrongChange | bool | None


def _judge(change: NumberChange) -> _Verdict:
    """Wrong, right (True) or not to be told (None)."""
    if change.by is not None and change.rate is not None and {change.up, change.rate_up} == {True, False}:
        return _of_way(change)
    if change.base is not None and change.by is not None:
        return _difference(change, change.base)
    found = offs(change)
    if change.by is None and found and change.up is not None and change.up != (found[0] > 0):
        return _WrongChange(told=change.told, found=-found[0], expected=found[0])  # 从420个升到273个，降幅35%
    return _share(change, change.rate) if change.rate is not None else None


def _of_way(change: NumberChange) -> _WrongChange:
    """减少9件，增长22.5%: the numbers tell which of the two, else the difference does."""
    ways = {off > 0 for off in offs(change) if abs(off) == abs(change.signed)}
    if len(ways) == 1 and change.up not in ways:
        return _WrongChange(told=change.told, found=change.signed, expected=-change.signed)
    return _WrongChange(told=change.told, found=change.signed_rate, expected=-change.signed_rate, rate=True)


def _difference(change: NumberChange, base: Mention) -> _Verdict:
    """What it was and by how much it changed, held against what it is now and against the share."""
    found, rate = offs(change), change.rate if change.rate and base.value and _told_closely(change.rate) else None
    reckoned = change.signed * 100 / base.value if rate else Decimal(0)
    fits = rate and (change.means(reckoned) or (not rate.sure and abs(reckoned - change.signed_rate) < 1))
    wrong = _rate(change, rate, reckoned) if rate and not fits else None
    if change.signed in found or _rounded(change, base):
        return wrong or True
    # 588条，其中一季度131条。…减少28条: turned is what is told of the whole, not of a part
    if change.apart and -change.signed != max(found, default=Decimal(0)):
        return wrong or (True if rate else None)
    meant = [off for off in found if rate and change.means(off * 100 / base.value)]
    near = [now.value - base.value for now in change.nows if one_slip(base, now, change.signed)]
    turned = [off for off in found if off == -change.signed]  # told with its share, and both the wrong way
    wanted = (
        meant or turned or (found[:1] if len(set(found)) == 1 else near if wrong or not (rate and rate.sure) else [])
    )
    if wanted:
        return _WrongChange(told=_with(change, wanted[0]), found=change.signed, expected=wanted[0])
    return wrong or (True if rate else None)


def _told_closely(rate: Mention) -> bool:
    """Whether a share is exact, or 约 as 约5.6% is."""
    return rate.sure or (rate.gap.endswith("约") and rate.step < 1)


def _rounded(change: NumberChange, base: Mention) -> bool:
    """由2.6万人增至3.5万人，净增9120人: rounded numbers give a rounded difference."""
    near = max(base.step, *(now.step for now in change.nows), Decimal(0))
    return near > 1 and any(abs(off - change.signed) <= near for off in offs(change))


def _with(change: NumberChange, off: Decimal) -> tuple[Mention, ...]:
    """What is told, with the number of now that a difference goes with."""
    now = next(one for one, other in zip(change.nows, offs(change), strict=True) if other == off)
    others = [one for one in change.told if one not in change.nows]
    return tuple(sorted((*others, now), key=lambda one: one.start))


def _share(change: NumberChange, rate: Mention) -> _Verdict:
    """A share without the difference, or without what it was."""
    base, by = change.base.value if change.base else None, change.by
    if not rate.sure or not change.nows or base == 0:
        return None
    wanted = [off * 100 / base for off in offs(change)] if base else of_last(change)
    if any(change.means(one) for one in wanted):
        return True
    beside = base is not None or (by is not None and rate.step > 1 and _COMPARED_WITH.match(by.gap))
    if wanted and not change.apart and (beside or len({now.value for now in change.nows}) == 1):
        return _rate(change, rate, wanted[0])
    slipped = [one for one in wanted if _slipped(change, rate, one)]
    return _rate(change, rate, slipped[0]) if len(set(slipped)) == 1 else None


def _slipped(change: NumberChange, rate: Mention, wanted: Decimal) -> bool:
    """Whether one slip makes the share that is written of another one."""
    if rate.step > 1:
        return False
    places = max(0, -int(rate.step.as_tuple().exponent))
    return bool(slip(rate.value, round(abs(wanted), places), rate.step)) or change.means(-wanted)


def _rate(change: NumberChange, rate: Mention, wanted: Decimal) -> _WrongChange:
    """A share that is not the one reckoned: without a sign where the ways agree."""
    found, expected = change.signed_rate, round(wanted, 2)
    if rate.step <= 1 and (wanted > 0) == (found > 0):
        return _WrongChange(
            told=change.told, found=abs(found), expected=abs(expected).normalize(), rate=True, growth=True
        )
    return _WrongChange(told=change.told, found=found, expected=expected.normalize(), rate=True)


def _left(context: CheckContext, told: Sequence[Mention], at: int) -> Iterator[Breach | Note]:
    """预算合计320万元，成交合计296万元，节约24万元; 632卷，完成395卷 … 剩余237卷."""
    for one in remainders(told, at):
        if one.right:
            yield Note(text=f"相差或者剩余{one.expected:f}，相符")
        else:
            yield breach_of(context, one.told, fact=_of_two, found=one.found, expected=one.expected)


def _points(context: CheckContext, told: Sequence[Mention], at: int) -> Iterator[Breach | Note]:
    """由上年的91%提高至96%，上升5个百分点."""
    some = list(told[at : at + 3])
    if some[2:] and some[2].value == 1 and some[2].gap.endswith("后"):  # 后一次
        some[2:] = [one.behind(f"{some[2].gap}次{one.gap}") for one in told[at + 3 : at + 4]]
    if (
        len(some) < 3  # noqa: PLR2004 - two and their difference
        or [one.kind for one in some] != ["%", "%", "个百分点"]
        or len({one.sentence for one in some}) > 1
    ):
        return
    base, now, by = some
    own, row = context.report.year or 0, _ROW.search(base.gap) and now.gap in _LINKS and _LATER.match(by.gap)
    if is_base(now, own) and not is_base(base, own):  # 占36.6%，比上年的45.2%低8.6个百分点
        base, now = now, base
    said = re.search("(?P<up>上升|提高|提升|增加|增长|[高多]$|多了?$)|下降|降低|回落|减少|低|少", by.label)
    of_two = row or is_base(base, own) or re.search("[由从][^，,。；;]{0,12}$", base.gap)
    if said and of_two and all(one.sure for one in some):
        wanted, found = now.value - base.value, by.value if said["up"] else -by.value
        if wanted == found:
            yield Note(text="相差的百分点相符")
        else:
            in_order = sorted((base, now, by), key=lambda one: one.start)
            yield breach_of(context, in_order, fact=_in_points, found=found, expected=wanted)


def _stepped(context: CheckContext, told: Sequence[Mention]) -> Iterator[Breach | Note]:
    """上半年276条、下半年336条，下半年比上半年多60条; 是上年512人次的1.33倍."""
    for one in steps(told, context.body.text):
        if one.right:
            yield Note(text="写出的相差数或者倍数相符")
        else:
            yield breach(context, one.span, found=one.found, expected=one.expected)


def _ranked(context: CheckContext, paragraph: Span) -> Iterator[Breach]:
    """由第9位上升到第4位，前进5位."""
    for one in rank_changes(context.body.text, paragraph):
        if one.wrong is not None:
            yield breach(context, one.span, found=_in_ranks(one.wrong), expected=_in_ranks(one.up))
