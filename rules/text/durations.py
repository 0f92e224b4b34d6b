"""How long something lasted, told twice: 9月21日至9月23日，共3天; 9时至11时30分，历时2.5小时; 5月至9月每日，计153期."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from filings.patterns import pattern
from rules.text.numbers import chinese
from rules.text.span import Span

_N = "[0-9]{1,3}|[一二三四五六七八九十百零]{1,5}"
_TO = "(?:至|到|—+|－|-|~|～)"
_DAYS = pattern(
    rf"(?<![0-9])(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})日{_TO}(?:(?P<last_month>[0-9]{{1,2}})月)?(?P<last_day>[0-9]{{1,2}})日"
    rf"(?P<between>[^。；;\n0-9一二三四五六七八九十]{{0,14}}|[^。；;\n0-9]{{0,30}}[，,（(](?:为期|历时|历经|公示期限?(?:为|均为)?))(?P<said>{_N})天"
)
_DAY_TO, _EVERY_DAY = pattern(f"日{_TO}"), pattern("每日|每天|逐日")  # without them there are none
# what is told of all the days, and not of some of them
_ALL = pattern("(?:共计?|合计|历时|为期|历经|公示期限?(?:均|都|各)?(?:为|是)?|公示|计|举办|举行|开展|持续|连续|，|（)$")
_SOME = pattern("其中|前|后|提前|延长|以上|不少于|每")
_TIME = (
    "(?P<{0}half>上午|下午|晚上|中午)?(?P<{0}hour>[0-9]{{1,2}})(?:时|点|:|：)"
    "(?:(?P<{0}minute>[0-9]{{1,2}})分?|(?P<{0}thirty>半))?"
)
_HOURS = pattern(_TIME.format("a") + _TO + _TIME.format("b"))
_LASTED = pattern("(?P<how>历时|共|共计|计|时长|每日|每天|开放|为期|持续|达)(?P<said>[0-9]+(?:\\.[0-9]+)?)个?小时")
_DAILY = pattern(
    rf"(?<![0-9])(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日)?{_TO}(?P<last_month>[0-9]{{1,2}})月(?:(?P<last_day>[0-9]{{1,2}})日)?"
    r"(?P<between>[^。；;\n0-9]{0,24}(?:每日|每天|逐日)[^。；;\n0-9]{0,24}(?:共|计|累计|合计)[^。；;，,\n0-9]{0,6})(?P<said>[0-9]{2,3})(?:期|次|条|篇|份)"
)
_NOON, _MINUTES, _REACH, _PERIODS = 12, 60, 40, 3


class Lasting(NamedTuple):
    """Where it stands, how long it is said to have lasted, and how long it did."""

    span: Span
    said: Decimal
    counted: Decimal


def lastings(text: str, place: Span, year: int) -> Iterator[Lasting]:
    """Each length of time that stands beside its beginning and its end."""
    if "天" in text or "日" in text:
        for found in _DAYS.finditer(text, place.start, place.end) if _DAY_TO.search(text) else ():
            yield from _of_days(found, year)
        for found in _DAILY.finditer(text, place.start, place.end) if _EVERY_DAY.search(text) else ():
            yield from _daily(found, year)
    if "小时" in text:
        yield from _of_hours(text, place)


def _of_days(found: re.Match[str], year: int) -> Iterator[Lasting]:
    between = found["between"]
    first = _date(year, found["month"], found["day"])
    last = _date(year, found["last_month"] or found["month"], found["last_day"])
    if first is None or last is None or last <= first or not _ALL.search(between) or _SOME.search(between):
        return
    said, counted = _number(found["said"]), (last - first).days + 1
    # the first day does not always count
    yield Lasting(Span(*found.span()), said, said if said == counted - 1 else Decimal(counted))


def _daily(found: re.Match[str], year: int) -> Iterator[Lasting]:
    first = _date(year, found["month"], found["day"] or "1")
    last = _end_of(year, found["last_month"], found["last_day"])
    if first is not None and last is not None and last > first:
        yield Lasting(Span(*found.span()), Decimal(found["said"]), Decimal((last - first).days + 1))


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _end_of(year: int, month: str, day: str | None) -> date | None:
    if day:
        return _date(year, month, day)
    return next((one for last in (31, 30, 29, 28) if (one := _date(year, month, str(last)))), None)


def _of_hours(text: str, place: Span) -> Iterator[Lasting]:
    """The periods of a sentence and the hours told behind them."""
    for said in _LASTED.finditer(text, place.start, place.end):
        start = max(place.start, said.start() - _REACH, text.rfind("。", place.start, said.start()) + 1)
        periods = list(_HOURS.finditer(text, start, said.start()))
        hours = [_length(one) for one in periods]
        total, value = sum(hours, Decimal(0)).normalize(), Decimal(said["said"])
        # 9时至17时开放，每天7小时: at noon it may be closed
        closed = len(periods) == 1 and said["how"] in ("每日", "每天", "开放") and value < total
        if 0 < len(periods) <= _PERIODS and all(one > 0 for one in hours) and not closed:
            yield Lasting(Span(periods[0].start(), said.end()), value, total)


def _length(found: re.Match[str]) -> Decimal:
    afternoon = found["ahalf"] in ("下午", "晚上")
    first, last = (_minutes(found, side, afternoon=afternoon) for side in "ab")
    return Decimal(last - first) / _MINUTES


def _minutes(found: re.Match[str], side: str, *, afternoon: bool) -> int:
    hour = int(found[f"{side}hour"])
    late = found[f"{side}half"] in ("下午", "晚上") or afternoon
    minute = 30 if found[f"{side}thirty"] else int(found[f"{side}minute"] or 0)
    return (hour + _NOON if late and hour < _NOON else hour) * _MINUTES + minute


def _number(written: str) -> Decimal:
    value = Decimal(written) if written.isdecimal() else chinese(written)
    return value if value is not None else Decimal(0)
