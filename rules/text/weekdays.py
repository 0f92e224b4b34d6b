"""Weekdays that do not fit the day beside them: 9月7日（星期四）; 于2月24日公开，决算于9月8日公开，两天都是星期四."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.body import Body
from rules.text.moments import NamedDay, moments
from rules.text.span import Span

Fault = tuple[Span, str]
_NAMES = "一二三四五六日"
_SIGNS = ("星期", "礼拜", "周")
_DAY = "(?:星期|礼拜|周)(?P<day>[一二三四五六日天])(?![常期年到全级刊会])"
_BESIDE = pattern(
    rf"(?:[，,]?[（(]?|也?[是为系])(?:[^，,。；;（）()0-9]{{0,6}}的?最后一个)?{_DAY}(?:[至到—-](?:星期|周)?(?P<last>[一二三四五六日天]))?"
)
_BEFORE = pattern(rf"{_DAY}[）)]?[（(，,]?$")
# “5·12”防灾减灾日（星期一）
_WRITTEN = pattern(
    rf"(?<![0-9])(?P<month>[0-9]|1[0-2])[·.](?P<date>[0-9]{{1,2}})(?![0-9.])”?[^，,。；;0-9（(]{{0,10}}[（(]{_DAY}"
)
_TOGETHER = pattern(rf"(?:(?P<many>[两二三四])[天日次场个]|(?<=[日号][（(]))(?:日子)?(?:均|都|同|皆)[是为在]?{_DAY}")
# 自2019年5月15日起施行，那天正好是星期二; of another day (开放日当天, 次日) nothing is known
_THAT_DAY = pattern(
    "(?P<sign>[，,；;（(]|(?<=[日号]))(?:[那当这]一?[天日][^，,。；;（(0-9]{0,4}?|(?=[正恰适]))(?:正好|恰好|刚好|正|恰|适)?[是为系逢值]"
    f"{_DAY}(?![的至到—-])"
)
_ANOTHER = pattern("[0-9次翌末节休假如若遇凡每周后满]|第二|[前后][一两三]|开放日")
_MANY = {"三": 3, "四": 4}
_YEAR = pattern("20[0-9]{2}(?=年)")
_FORMER, _LATTER = ("上年", "去年", "上一年"), ("次年", "翌年", "明年", "来年", "下一年", "下年")
_SPRING, _REACH, _MOST, _FAR = 3, 6, 6, 40
_start = attrgetter("start")
_HELD = ("召开", "举办", "举行", "参加", "参训", "到会")  # what a report tells of its own spring, not of the next


def odd_weekdays(context: CheckContext) -> Iterator[Fault]:
    """Each day with a weekday that it is not, in the year of the report or the one that its sentence speaks of."""
    body, own = context.body, context.report.year or 0
    if not any(sign in body.text for sign in _SIGNS):
        return
    named = context.memo(moments)
    for at, one in enumerate(named):
        if one.day:
            yield from _beside(body, named[max(0, at - 1) : at + 1], own)
    for found in _WRITTEN.finditer(body.text):
        day = NamedDay(0, None, int(found["month"]), int(found["date"]), False, *found.span())  # noqa: FBT003
        yield from _fault(body, day, found["day"], Span(*found.span()), own)
    for found in _THAT_DAY.finditer(body.text):
        yield from _that_day(body, found, _before(body, named, found.start()), own)
    for found in _TOGETHER.finditer(body.text):
        before = [one for one in _before(body, named, found.start()) if one.day]
        for one in before[-_MANY.get(found["many"], 2) :]:
            yield from _fault(body, one, found["day"], Span(one.start, found.end()), own)


def _before(body: Body, named: Sequence[NamedDay], at: int) -> Sequence[NamedDay]:
    """What is named last before it in its sentence."""
    first, last = (bisect_left(named, place, key=_start) for place in (body.sentence(at).start, at))
    return named[max(first, last - _MOST) : last]


def _that_day(body: Body, found: re.Match[str], before: Sequence[NamedDay], own: int) -> Iterator[Fault]:
    """A weekday told of the day before it: nothing where any day that may be meant falls on it."""
    if not before or not before[-1].day or found.start() > before[-1].end + _FAR:
        return
    if _ANOTHER.search(body.text, before[-1].end, found.start("sign")):
        return
    days = (one for one in before if one.day)
    faults = [tuple(_fault(body, one, found["day"], Span(one.start, found.end()), own)) for one in days]
    yield from faults[-1] if all(faults) else ()


def _beside(body: Body, named: Sequence[NamedDay], own: int) -> Iterator[Fault]:
    """A day with its weekday before or behind it; of 6月18日至19日（周二至周三） both."""
    first, one = named[0], named[-1]
    if found := _BESIDE.match(body.text, one.end):
        if found["last"]:
            yield from _fault(body, first, found["day"], Span(first.start, found.end()), own)
        yield from _fault(body, one, found["last"] or found["day"], Span(one.start, found.end()), own)
    elif found := _BEFORE.search(body.text, max(0, one.start - _REACH), one.start):
        yield from _fault(body, one, found["day"], Span(found.start(), one.end), own)


def _fault(body: Body, one: NamedDay, written: str, quoted: Span, own: int) -> Iterator[Fault]:
    """Nothing where the day falls on it in any year that may be meant, or stands in no calendar."""
    days = [day for year in _years(body, one, own) if (day := one.on(year))]
    name = "日" if written == "天" else written
    if days and all(_NAMES[day.weekday()] != name for day in days):
        day = days[0]
        yield quoted, f"{day.year}年{day.month}月{day.day}日是星期{_NAMES[day.weekday()]}"


def _years(body: Body, one: NamedDay, own: int) -> list[int]:
    """The last year named before it in its sentence, or the report's; in spring the next one too, unless people met."""
    if one.told:
        return [own]
    words = body.text[body.sentence(one.start).start : one.start]
    if named := _YEAR.findall(words):
        return [own, int(named[-1])]
    former = [own - 1] if any(word in words for word in _FORMER) else []
    early = one.month <= _SPRING and not any(word in body.text[slice(*body.sentence(one.start))] for word in _HELD)
    latter = [own + 1] if early or any(word in words for word in _LATTER) else []
    return [own, *former, *latter]
