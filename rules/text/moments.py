"""Moments: every day or month that the text names, its year as far as it is told: 二〇二四年三月五日, 12月底."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.numbers import YEAR, numeral, year_of

_N = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_TO = "(?:至|到|—+|－|-|~|～|、|和|及)"
_FORMER, _LATTER, _SAME = "上年度?|去年", "次年|翌年|明年|来年|下年", "同年|当年|今年|本年"
_MOMENT = pattern(
    rf"(?:(?P<year>{YEAR})年?|(?P<former>{_FORMER})|(?P<latter>{_LATTER})|(?P<same>{_SAME}))?的?"
    rf"(?<![0-9一二三四五六七八九十个廿])(?P<month>{_N})月"
    rf"(?:(?P<day>{_N})(?:[日号]|(?={_TO}(?:{_N})[日号]))|(?P<last>底|末)|份|初|[上中下]旬)?"
)
_NEXT_DAY = pattern(rf"(?P<link>{_TO})(?P<day>{_N})[日号]")
_REACH, _MONTHS = 14, 12  # 二〇二四年十二 before 月


class NamedDay(NamedTuple):
    """``year``: as written, 0 where none is; ``near``: -1 上年, 1 次年, 0 本年, None where nothing is said of it.

    ``day``: 0 where a month alone is named; ``last``: 底, the end of it.
    """

    year: int
    near: int | None
    month: int
    day: int
    last: bool
    start: int
    end: int

    @property
    def told(self) -> bool:
        """Whether its year is told in any way."""
        return self.year > 0 or self.near is not None

    def year_in(self, own: int) -> int:
        """Its year in a report of a year, which is meant where none is told."""
        return self.year or own + (self.near or 0)

    def on(self, own: int) -> date | None:
        """The day, the first or last where a month is named; None where no calendar has it."""
        year = self.year_in(own)
        most = monthrange(year, self.month)[1]
        day = self.day or (most if self.last else 1)
        return date(year, self.month, day) if day <= most else None


def moments(context: CheckContext) -> tuple[NamedDay, ...]:
    """All that the text names, in order; what no calendar has is left out."""
    return tuple(_moments(context.body.text))


def _moments(text: str) -> Iterator[NamedDay]:
    at, done = text.find("月"), 0  # where something can begin at the earliest
    while at >= 0:
        found = _MOMENT.search(text, max(done, at - _REACH), min(len(text), at + _REACH))
        if found and found.end("month") == at and (made := _moment(found)):
            yield made
            done = made.end
            while (more := _NEXT_DAY.match(text, done)) and made.day and (day := int(numeral(more["day"]) or 0)):
                made = made._replace(day=day, start=more.start("day"), end=more.end())
                yield made
                done = made.end
        done = max(done, at + 1)
        at = text.find("月", at + 1)


def _moment(found: re.Match[str]) -> NamedDay | None:
    month, day = int(numeral(found["month"]) or 0), int(numeral(found["day"]) or 0) if found["day"] else 0
    near = next((near for name, near in (("former", -1), ("latter", 1), ("same", 0)) if found[name]), None)
    if not 1 <= month <= _MONTHS:
        return None
    year = year_of(found["year"]) if found["year"] else 0
    return NamedDay(year, near, month, day, found["last"] is not None, *found.span())
