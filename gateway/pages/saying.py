"""How days, moments and sizes are told on pages, and how a name is put into one."""

from datetime import date, datetime

from markupsafe import escape

from filings.civil import SHANGHAI
from gateway.words import size

__all__ = ["countdown", "day", "escaped", "moment", "size", "weekday"]

_WEEKDAYS = "一二三四五六日"
_WEEKEND = 5


def weekday(one: date) -> str:
    """星期日."""
    return f"星期{_WEEKDAYS[one.weekday()]}"


def day(one: date) -> str:
    """2027年1月31日（星期日）."""
    return f"{one.year}年{one.month}月{one.day}日（{weekday(one)}）"


def moment(instant: datetime) -> str:
    """1月29日 15:42 with its year, in Beijing time."""
    at = instant.astimezone(SHANGHAI)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def countdown(until: date, today: date) -> str:
    """How far a date is that ends at 24:00; where it falls on a weekend, which is its last Friday."""
    left = (until - today).days
    if left < 0:
        return f"已过{-left}天"
    words = "今天24时截止" if left == 0 else f"还有{left}天"
    over = until.weekday() - _WEEKEND
    if over < 0:
        return words
    friday = date.fromordinal(until.toordinal() - over - 1)
    return f"{words}；这一天是周末，之前最后一个周五是{friday.month}月{friday.day}日"


def escaped(words: str) -> str:
    """Words as they may stand in a page."""
    return str(escape(words))
