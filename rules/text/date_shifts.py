"""A day against that of another year: 8月18日公示，较上年8月25日提前7天."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.text.numbers import chinese
from rules.text.span import Span

_DAY = "(?P<{0}month>[0-9]{{1,2}})月(?P<{0}day>[0-9]{{1,2}})日"
_SHIFT = pattern(
    f"{_DAY.format('now_')}(?P<between>[^。；;\\n]{{0,24}}?)[比较](?:上年|去年|上一年|20[0-9]{{2}}年)(?:同期|度)?的?{_DAY.format('base_')}"
    "[^，,。；;\\n0-9]{0,6}?(?:(?P<early>提前|提早|早)|推迟|推后|延后|延迟|晚)了?(?P<by>[0-9]{1,3}|[一二三四五六七八九十]{1,3})天"
)
_NEUTRAL, _LEAP = 2023, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DateShift:
    """``up``: by how many days later it was, less than 0 where earlier; ``said``: what is written."""

    span: Span
    later: Decimal
    said: Decimal

    @property
    def right(self) -> bool:
        """Whether it is so; a day more or less where one of the years is a leap year."""
        return (self.said > 0) == (self.later > 0) and abs(self.said - self.later) <= _LEAP


def date_shifts(text: str, place: Span) -> Iterator[DateShift]:
    """The days of a paragraph that are told with those of the year before."""
    for found in _SHIFT.finditer(text, place.start, place.end):
        if "月" in found["between"]:
            continue  # another day stands between: which of them is compared is not told
        try:
            now, base = (
                date(_NEUTRAL, int(found[f"{one}_month"]), int(found[f"{one}_day"])) for one in ("now", "base")
            )
        except ValueError:
            continue
        written = found["by"]
        by = Decimal(written) if written.isdecimal() else chinese(written) or Decimal(0)
        said = -by if found["early"] else by
        yield DateShift(span=Span(*found.span()), later=Decimal((now - base).days), said=said)
