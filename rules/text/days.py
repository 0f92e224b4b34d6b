"""Days that no calendar has: 6月31日, 13月1日, 二月三十日."""

import re
from calendar import isleap
from collections.abc import Iterator

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.numbers import chinese
from rules.text.span import Span

_DIGITS = "0-9０-９"
_NUMERALS = "一二三四五六七八九十"
# a day of a month, with the year before it; 8月31日至9月2日 holds two
_DAY = pattern(
    rf"(?:(?<![{_DIGITS}])(?P<year>[{_DIGITS}]{{4}})年)?(?<![{_DIGITS}])(?P<month>[{_DIGITS}]{{1,2}})月"
    rf"(?P<day>[{_DIGITS}]{{1,2}})[日号]"
    rf"|(?<![{_NUMERALS}廿个])(?P<chinese_month>[{_NUMERALS}]{{1,2}})月(?P<chinese_day>[{_NUMERALS}]{{1,3}})日"
)
_LONG, _SHORT, _LEAP_MONTH = 31, 30, 2
_SHORT_MONTHS = frozenset({4, 6, 9, 11})
_MONTHS = 12
_REACH = 8  # characters: 2023年12 before it, 三十一日 behind it


def impossible_days(body: Body) -> Iterator[Span]:
    """Where a month and a day stand that no year has, or not the year before them; in order."""
    text, done = body.text, 0
    at = text.find("月")
    while at >= 0:
        if found := _DAY.search(text, max(done, at - _REACH), at + _REACH):
            yield from _impossible(found)
            done = found.end()
        at = text.find("月", max(done, at + 1))


def _impossible(found: re.Match[str]) -> Iterator[Span]:
    month, day = _number(found["month"] or found["chinese_month"]), _number(found["day"] or found["chinese_day"])
    year = int(found["year"]) if found["year"] else None
    if month is not None and day is not None and not _exists(year, month, day):
        yield Span(*found.span())


def _number(written: str) -> int | None:
    if written[0] not in _NUMERALS:
        return int(written)
    value = chinese(written)
    return None if value is None else int(value)


def _exists(year: int | None, month: int, day: int) -> bool:
    """Without a year, the 29th of February may be."""
    if not 1 <= month <= _MONTHS or day < 1:
        return False
    if month == _LEAP_MONTH:
        return day <= (29 if year is None or isleap(year) else 28)
    return day <= (_SHORT if month in _SHORT_MONTHS else _LONG)
