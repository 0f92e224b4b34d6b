"""Statements of change: what it was, what it is, by how much and by what share, whichever of the four are written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention
from rules.text.digit_typos import slip

_UP = "增长|增加|净增|上升|提高|提升|增至|增为|增到|升至|升到|扩大|扩至|多|增|升|涨|增幅|涨幅"
_DOWN = (
    "下降|减少|净减|降低|降幅|减幅|下滑|压减|压缩|缩减|缩短|回落|降至|降为|降到|减至|减为|减到|缩至|缩为|节约|少|减|降"
)
_WORD = f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度)?(?:率)?(?:了|为|达到?|是|收|发布?|公开|推送|受理|办理?)?"
_ARRIVED = ("至", "为", "到", "达")  # 降为31件 tells what it is now, no difference
_YEARS = "(?:上年度?|去年|上一年度?|(?P<year>[2２][0０][0-9０-９]{2})年度?|二〇(?P<spelt>..)年)"
_BASE = pattern(
    f"(?:[比较与]|相比|相较|同比|由|从|[（(，,；;。]|^)[^，,。；;（）]{{0,8}}{_YEARS}"
    "(?:同期)?[的有为是]*[（(]?[^0-9，,。；;（）末底初]{0,10}$"
)
_FROM = pattern("[由从][^，,。；;]{0,12}$")
_TO = pattern(
    "^[^，,。；;]{0,6}?(?:增|升|降|减|上|下|扩|缩|压|变|调|提高|增长|增加|减少)[^，,。；;0-9]{0,4}?[为至到成](?:年[末底]|目前|现在|今年|本年)?的?$"
)
_BY = pattern(
    f"^[）)]?(?:相比|比)?[，,（(]?(?:本年度?|今年|全年|(?:[比较]|同)(?:上年|去年|上一年|上年度)(?:同期)?)?(?:同比|净)?{_WORD}$"
)
_RATE = pattern(f"^[）)]?(?:相比)?[，,、（(]?(?:同比|实际)?{_WORD}约?$")
_SAID = re.compile(f"(?:同比|实际|净)?{_WORD}约?$")
# what came over is no number of the year before
_BROUGHT = pattern("结转|转[来入]")
_BACK = pattern(f"^[（(，,](?:[比较与]|相比|相较)?{_YEARS}")
_NEAR, _REACH = 16, 60  # characters before a number that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """``base``: what it was; ``nows``: what it may be now, nearest first; ``by``: the difference; ``rate``: its share.

    ``up``: the way that the words tell, None where they tell none; ``rate_up``: the way of the share. ``paired``: what
    it is now stands right behind what it was; ``apart``: in the sentence before. None where something is not written.
    """

    base: Mention | None
    nows: tuple[Mention, ...]
    by: Mention | None
    rate: Mention | None
    up: bool | None
    rate_up: bool | None
    paired: bool = False
    apart: bool = False

    @property
    def told(self) -> tuple[Mention, ...]:
        """All that is written, in order; of what it may be now the nearest."""
        some = (self.base, *self.nows[:1], self.by, self.rate)
        return tuple(sorted((one for one in some if one is not None), key=lambda one: one.start))

    @property
    def signed(self) -> Decimal:
        """The difference with its sign; only where one is written."""
        value = self.by.value if self.by else Decimal(0)
        return value if self.up else -value

    @property
    def signed_rate(self) -> Decimal:
        """The share with its sign; only where one is written."""
        value = self.rate.value if self.rate else Decimal(0)
        return value if self.rate_up else -value

    def means(self, wanted: Decimal) -> bool:
        """Whether the share, with its sign, is this percentage."""
        return self.rate is not None and abs(wanted - self.signed_rate) < self.rate.step


def changes(told: Sequence[Mention], own: int) -> Iterator[NumberChange]:
    """The changes that the numbers of a paragraph tell, each once."""
    used: set[int] = set()
    for at, one in enumerate(told):
        if one.start not in used and one.count:
            found = _moved(told, at) or _from_base(told, at, own)
            if found is not None:
                used.update(part.start for part in (found.base, found.by, found.rate) if part is not None)
                yield found
    for at, one in enumerate(told):
        if one.start not in used and one.count:
            alone = _alone(told, at, own, used)
            if alone is not None:
                yield alone


def _word(pattern: re.Pattern[str], one: Mention) -> bool | None:
    """The way that the words before a number tell, None where they tell of no change."""
    if one.written.startswith("翻"):
        return True
    said = pattern.search(one.gap[-_NEAR:] if pattern is _SAID else one.gap)
    return None if said is None or (one.gap.endswith(_ARRIVED) and one.rate is None) else bool(said["up"])


def _from_base(told: Sequence[Mention], at: int, own: int) -> NumberChange | None:
    """996条，比2024年的940条增加56条，增长6%; 同比增长6%（2024年为940条）; 2022年为560条，2023年为612条，增加52条."""
    base = told[at]
    if not is_base(base, own) or _one_of_bases(told, at):
        return None
    ends, paired = at, False
    nows = _before(told, at, own)
    if at + 1 < len(told) and _is_now(told[at + 1], base, own):
        nows, ends, paired = (told[at + 1],), at + 1, True
    by, rate = _behind(told, ends)
    if by is None and rate is None and _BACK.match(base.gap):
        by, rate = _back(told, at)
    elif _BACK.match(base.gap) and rate is None:
        rate = _back(told, at)[1]
    elif _BACK.match(base.gap) and by is None:  # 同比增加18条（2023年为910条），增长2.0%
        by = _back(told, at)[0]
    if not nows and by is None and rate is not None:  # the sentence before tells what it is now
        return _change(base, _before(told, at, own, back=1), None, rate, apart=True)
    return _change(base, nows, by, rate, paired=paired)


def _one_of_bases(told: Sequence[Mention], at: int) -> bool:
    """Whether a bracket tells several numbers of the year before: 诉讼增加1件（2021年分别为7件、2件）."""
    behind = told[at + 1] if at + 1 < len(told) else None
    alike = behind is not None and behind.depth == told[at].depth > 0 and behind.kind == told[at].kind
    return alike and behind is not None and behind.gap.startswith(("、", "和", "及"))


def _is_now(one: Mention, base: Mention, own: int) -> bool:
    words = one.label
    if one.kind != base.kind or not one.count or _word(_SAID, one) is not None:
        return False
    return f"{own}年" in words or "今年" in words or "本年" in words


def _moved(told: Sequence[Mention], at: int) -> NumberChange | None:
    """由8600人增至10320人, 从31项变为33项."""
    base = told[at]
    if at + 1 >= len(told) or not _FROM.search(base.gap):
        return None
    now = told[at + 1]
    said = _TO.match(now.gap)
    if not said or now.kind != base.kind or not now.count:
        return None
    by, rate = _behind(told, at + 1)
    found = _change(base, (now,), by, rate, paired=True)
    turned = bool(re.search("[变调]", now.gap))
    way = None if turned else bool(re.search("[增升上扩提]", now.gap))
    if found is None or (found.by is not None and way not in (None, found.up)):
        return NumberChange(base=base, nows=(now,), by=None, rate=None, up=way, rate_up=None, paired=True)
    return found if found.by is not None else replace(found, up=way)


def _change(
    base: Mention | None, nows: tuple[Mention, ...], by: Mention | None, rate: Mention | None, **how: bool
) -> NumberChange | None:
    if by is None and rate is None:
        return None
    return NumberChange(
        base=base, nows=nows, by=by, rate=rate, up=_word(_SAID, by) if by else None,
        rate_up=_word(_SAID, rate) if rate else None, **how,
    )  # fmt: skip


def _behind(told: Sequence[Mention], at: int) -> tuple[Mention | None, Mention | None]:
    """The difference and the share right behind a number, in either order."""
    by = rate = None
    for one in told[at + 1 : at + 3]:
        if one.rate is None and by is None and one.kind == told[at].kind and one.count and _word(_BY, one) is not None:
            by = one
        elif one.rate is not None and rate is None and _word(_RATE, one) is not None:
            rate = one
        else:
            break
    return by, rate


def _back(told: Sequence[Mention], at: int) -> tuple[Mention | None, Mention | None]:
    """The difference and the share right before what it was: 同比增加24件，增长25%（2024年为96件）."""
    by = rate = None
    for one in reversed(told[max(0, at - 2) : at]):
        way = _word(_SAID, one)
        if way is None or one.sentence != told[at].sentence:
            break
        if one.rate is None and by is None and one.kind == told[at].kind:
            by = one
        elif one.rate is not None and rate is None and by is None:
            rate = one
        else:
            break
    return by, rate


def _alone(told: Sequence[Mention], at: int, own: int, used: set[int]) -> NumberChange | None:
    """A difference and its share, where what it was is not written: 232条，同比增长16%，净增32条."""
    by = told[at]
    if _word(_SAID, by) is None:
        return None
    rate = next((one for one in told[at + 1 : at + 2] if one.rate and _word(_RATE, one) is not None), None)
    if rate is None and at and told[at - 1].rate and told[at - 1].start not in used:
        before = told[at - 1]
        rate = before if _word(_BY, by) is not None and _word(_SAID, before) is not None else None
    if rate is None or rate.sentence != by.sentence:
        return None
    return _change(None, _before(told, at, own), by, rate, paired=False)


def _before(told: Sequence[Mention], at: int, own: int, back: int = 0) -> tuple[Mention, ...]:
    """The exact numbers of the unit before a number, nearest first; no changes, no other years.

    Those of its sentence, or of the one that is ``back`` sentences before it.
    """
    one = told[at]
    return tuple(
        before
        for before in reversed(told[:at])
        if before.sentence == one.sentence - back
        and before.kind == one.kind
        and before.count
        and not is_base(before, own)
        and _word(_SAID, before) is None
    )


def is_base(one: Mention, own: int) -> bool:
    """Whether a number is told of the year before, or of another one."""
    found = _BASE.search(one.gap[-_REACH:])
    if found is None or "以来" in one.gap or _word(_SAID, one) is not None:
        return False
    return not (found["year"] and int(found["year"]) == own) and _BROUGHT.search(found[0]) is None


def offs(change: NumberChange) -> list[Decimal]:
    """By how much each that it may be now differs from what it was."""
    return [now.value - change.base.value for now in change.nows] if change.base else []


def one_slip(base: Mention, now: Mention, signed: Decimal) -> bool:
    """Whether one slip explains that the difference of two numbers is not the one written."""
    off = now.value - base.value
    return (
        off == -signed
        or bool(slip(abs(signed), abs(off), now.step))
        or bool(slip(now.value, base.value + signed, now.step))
        or bool(slip(base.value, now.value - signed, base.step))
    )


def of_last(change: NumberChange) -> list[Decimal]:
    """What the difference may be in per cent of what it was, where that follows from what it is now."""
    values = [now.value for now in change.nows]
    lasts = [value - change.signed for value in (*values, *accumulate(values))]
    return [change.signed * 100 / last for last in lasts if last > 0]
