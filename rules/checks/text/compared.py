"""今年的数与上年的数、相差的数、增减的方向和幅度。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import ClassVar

from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Gap, Note, Result
from rules.statements.rates import Rate, rates
from rules.text.mistyping import slip
from rules.text.numbers import chinese
from rules.text.quoting import breach
from rules.text.span import Span
from rules.text.tellings import Stretch, Told, told_with

_UP = "增长|增加|净增|上升|提高|提升|增至|增为|增到|升至|升到|扩大|扩至|多收|多|增|升|涨|增幅|涨幅"
_DOWN = "下降|减少|净减|降低|降幅|减幅|下滑|压减|压缩|缩减|降至|降为|降到|减至|减为|减到|缩至|缩为|少收|节约|少|减|降"
_WORD = f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|为|达|是)?"
_BASE = re.compile(
    "(?:[比较与]|相比|同比|由|从|[（，,；;。]|^)[^，,。；;（）]{0,8}(?:上年度?|去年|上一年|(?P<year>20[0-9]{2})年度?|二〇(?P<spelt>..)年)(?:同期)?[的有为是]*(?:[^0-9，,。；;（）末底初]{0,6}?)$"
)
_FROM = re.compile("[由从][^，,。；;]{0,12}$")
_TO = re.compile(
    "^[^，,。；;]{0,6}?(?:增|升|降|减|上|下|扩|缩|压|变|调|提高|增长|增加|减少)[^，,。；;0-9]{0,4}?[为至到成](?:年[末底]|目前|现在|今年|本年)?的?$"
)
_BY = re.compile(f"^(?:相比|比)?[，,]?(?:同比|净)?{_WORD}$")
_RATE = re.compile(f"^(?:相比)?[，,、（]?(?:同比|实际)?{_WORD}$")
_DIFFERENCE = re.compile(f"{_WORD}$")
_COMPARED_WITH = re.compile("^[，,（]?(?:同比|[比较与])")
_SAVED = re.compile("[，,](?:节约|节省|结余|核减)(?:了|资金|财政资金|经费)?$")
_RANK = re.compile(
    "[由从](?:上年|去年)?的?第(?P<one>[0-9一二三四五六七八九十]+)[位名]"
    "(?:(?P<rises>上升|提升|前移|前进|跃升|提高)|下降|下滑|后退|退)[^第，。]{0,3}第(?P<other>[0-9一二三四五六七八九十]+)[位名]"
)
_TEN_THOUSAND = 10_000
_ARRIVED = ("至", "为", "到")  # 降为31件 tells what it is now, no difference
_NEAR, _REACH = 16, 60  # characters behind a number, and before it, that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """写了上年数、相差数和幅度的，三者应当相符，增减的方向应当一致。``words``：有这些词的才看。"""

    where: Parts
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    silence: ClassVar[str] = "正文没有写可以核对的增减，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words of a change."""
        return frozenset({self.words})

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """A breach for each comparison that its own numbers contradict; a gap where there is none to look at."""
        results = [result for one in told_with(scene, self.where, self.words) for result in _compared(scene, one)]
        yield from results or [Gap(reason=self.silence)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """``base``: what it was; ``nows``: what it may be now, nearest first; ``by``: the difference, ``up``: its way."""

    base: Told
    nows: tuple[Told, ...]
    by: Told | None
    up: bool | None
    end: int


def _compared(scene: CheckContext, stretch: Stretch) -> Iterator[Result]:
    told = [one for one in stretch.told if one.kind != "%"]
    for at, one in enumerate(told):
        change = _told_by(scene, told, at) or _moved(told, at) or _two_years(scene, told, at)
        if change is not None and one.count:
            yield from _judge(scene, change)
    for at, one in enumerate(told):
        yield from _directions(scene, one, _before(told, at))
        yield from _left(scene, told, at)
    yield from _ranked(scene, stretch)


def _told_by(scene: CheckContext, told: list[Told], at: int) -> _Change | None:
    """996条，比2024年的940条增加56条, or 2件，比2021年的4件减少一半."""
    base = told[at]
    if not _is_base(base, scene.report.year or 0):
        return None
    nows = _before(told, at)
    if not nows:
        return None
    by = told[at + 1] if at + 1 < len(told) else None
    said = _BY.match(by.gap) if by else None
    if by and said and by.kind == base.kind and by.count:
        return _Change(base=base, nows=nows, by=by, up=bool(said["up"]), end=by.end)
    rate, word = _rate_behind(scene, base.end)
    if rate and word and not scene.body.text[base.end : rate.start].startswith(("，", ",", "）", "；")):
        return _Change(base=base, nows=nows, by=None, up=bool(word["up"]), end=base.end)
    return None


def _moved(told: list[Told], at: int) -> _Change | None:
    """由8600人增至10320人."""
    if at + 1 >= len(told) or not _FROM.search(told[at].gap):
        return None
    now = told[at + 1]
    said = _TO.match(now.gap)
    if not said or now.kind != told[at].kind or not now.count:
        return None
    up = None if re.search("[变调]", now.gap) else bool(re.search("[增升上扩提]", now.gap))
    by, end = None, now.end
    if at + 2 < len(told) and told[at + 2].kind == now.kind:
        more = _BY.match(told[at + 2].gap)
        if more and (up is None or bool(more["up"]) == up):
            by, end = told[at + 2], told[at + 2].end
    return _Change(base=told[at], nows=(now,), by=by, up=up, end=end)


def _two_years(scene: CheckContext, told: list[Told], at: int) -> _Change | None:
    """2022年为560条，2023年为612条，增加52条."""
    if at + 2 >= len(told) or not _is_base(told[at], scene.report.year or 0):
        return None
    now, by = told[at + 1], told[at + 2]
    said = _BY.match(by.gap)
    this_year = f"{scene.report.year}年" in now.gap or "今年" in now.gap or "本年" in now.gap
    if not said or not this_year or len({told[at].kind, now.kind, by.kind}) > 1 or not (now.count and by.count):
        return None
    return _Change(base=told[at], nows=(now,), by=by, up=bool(said["up"]), end=by.end)


def _before(told: list[Told], at: int) -> tuple[Told, ...]:
    """The exact numbers of the unit before a number in its sentence, nearest first."""
    found = []
    for index in range(at - 1, -1, -1):
        if "。" in told[index + 1].gap:
            break
        if told[index].kind == told[at].kind and told[index].count:
            found.append(told[index])
    return tuple(found)


def _is_base(one: Told, own: int) -> bool:
    found = _BASE.search(one.gap[-_REACH:])
    return found is not None and found["year"] != str(own) and "以来" not in one.gap


def _judge(scene: CheckContext, change: _Change) -> Iterator[Breach | Note]:
    base, by = change.base.value, change.by
    offs = [now.value - base for now in change.nows]
    up = offs[0] > 0 if change.up is None else change.up
    of_rate = list(_rated(scene, change, offs, up=up))
    yield from of_rate
    if by is None:
        if not of_rate and all((off > 0) != up or off == 0 for off in offs):
            yield _breach(scene, change, change.end, -offs[0], offs[0])
        return
    signed = by.value if up else -by.value
    if any(off == signed for off in offs):
        yield Note(text=f"与上年的{base:f}相差{by.value:f}，相符")
    elif len(offs) == 1 or _one_slip(change, offs[0], signed):
        yield _breach(scene, change, change.end, signed, offs[0])


def _one_slip(change: _Change, off: Decimal, signed: Decimal) -> bool:
    """Whether one slip explains it, so that the nearest number before is the one compared."""
    base, now = change.base, change.nows[0]
    return (
        off == -signed
        or bool(slip(abs(signed), abs(off), now.step))
        or bool(slip(now.value, base.value + signed, now.step))
        or bool(slip(base.value, now.value - signed, base.step))
    )


def _rated(scene: CheckContext, change: _Change, offs: list[Decimal], *, up: bool) -> Iterator[Breach | Note]:
    """The rate right behind: 由8600人增至10320人，增长两成."""
    rate, said = _rate_behind(scene, change.end)
    if rate is None or said is None or not rate.sure or not change.base.value:
        return
    signed = rate.value if said["up"] else -rate.value
    if bool(said["up"]) != up and change.by is not None:
        return  # the two directions are told apart elsewhere
    wanted = [off * 100 / change.base.value for off in offs]
    if change.by is not None:
        wanted.append((change.by.value if up else -change.by.value) * 100 / change.base.value)
    if any(abs(one - signed) < rate.step for one in wanted):
        yield Note(text=f"写出的{rate.value}%与件数相符")
    else:
        yield _breach(scene, change, rate.end, signed, round(wanted[0], 2).normalize())


def _rate_behind(scene: CheckContext, at: int) -> tuple[Rate | None, re.Match[str] | None]:
    """The rate right behind a place, with offsets in the body, and its word."""
    behind = scene.body.text[at : min(scene.body.paragraph(at - 1).end, at + _NEAR)]
    rate = next(rates(behind), None)
    said = _RATE.match(behind[: rate.start]) if rate else None
    return (replace(rate, start=at + rate.start, end=at + rate.end) if rate else None), said


def _breach(scene: CheckContext, change: _Change, end: int, found: Decimal, expected: Decimal) -> Breach:
    first = min(change.base.start, change.nows[0].start)
    return breach(scene, Span(scene.body.clause(first).start, end), found=found, expected=expected)


def _directions(scene: CheckContext, one: Told, nows: tuple[Told, ...]) -> Iterator[Breach]:
    """减少9件，增长22.5%: a difference and its rate go the same way, and 少九件，降幅两成 comes from what it is now."""
    difference = _DIFFERENCE.search(one.gap[-_NEAR:])
    if not difference:
        return
    rate, said = _rate_behind(scene, one.end)
    if not (rate and said and one.count) or one.gap.endswith(_ARRIVED):
        return
    up = bool(said["up"])
    found = rate.value if up else -rate.value
    start = scene.body.clause(one.start).start
    if up != bool(difference["up"]):
        yield breach(scene, Span(start, rate.end), found=found, expected=-found)
    elif nows and rate.sure and rate.step > 1 and (len(nows) == 1 or _COMPARED_WITH.match(one.gap)):
        # percentages are reckoned with more care elsewhere
        totals = accumulate(now.value for now in nows)
        possible = [*(now.value for now in nows), *totals]
        wanted = [_percent_of(one.value, now, up=up) for now in possible]
        if wanted and not any(rate.means(value) for value in wanted):
            expected = round(wanted[0] if up else -wanted[0], 2).normalize()
            yield breach(scene, Span(start, rate.end), found=found, expected=expected)


def _percent_of(difference: Decimal, now: Decimal, *, up: bool) -> Decimal:
    """The rate of a difference to what it was before."""
    last = now - difference if up else now + difference
    return difference * 100 / last if last > 0 else Decimal(0)


def _left(scene: CheckContext, told: list[Told], at: int) -> Iterator[Breach | Note]:
    """预算合计320万元，成交合计296万元，节约24万元."""
    rest = told[at]
    if not rest.count or not _SAVED.search(rest.gap[-_NEAR:]):
        return
    befores = _before(told, at)
    if len(befores) != 2:  # noqa: PLR2004 - what it comes from
        return
    off = abs(befores[0].value - befores[1].value)
    if off == rest.value:
        yield Note(text=f"相差{off:f}，相符")
    else:
        unit = _TEN_THOUSAND if "万" in rest.spelt else 1
        start = scene.body.clause(befores[1].start).start
        yield breach(scene, Span(start, rest.end), found=rest.value / unit, expected=off / unit)


def _ranked(scene: CheckContext, stretch: Stretch) -> Iterator[Breach]:
    """由第9位上升到第4位: who rises has a lower number."""
    text = scene.body.text[stretch.span.start : stretch.span.end]
    for found in _RANK.finditer(text) if "第" in text else ():
        one, other = _ordinal(found["one"]), _ordinal(found["other"])
        if one is not None and other is not None and one != other and (other > one) == bool(found["rises"]):
            span = Span(stretch.span.start + found.start(), stretch.span.start + found.end())
            yield breach(scene, span, found=other - one, expected=one - other)


def _ordinal(written: str) -> Decimal | None:
    return Decimal(written) if written.isdecimal() else chinese(written)
