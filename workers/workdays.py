"""Working days in China: the State Council's yearly arrangement where it is known, weekends only where it is not."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import chinese_calendar

_WEEKEND = 5
_ONE = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether offices work on the day; in a year without an arrangement, Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # chinesecalendar's way of saying that it has no data for the year
        return day.weekday() < _WEEKEND


def arranged(year: int) -> bool:
    """Whether the arrangement of holidays for the year is known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def workdays_before(due: date, count: int) -> date:
    """The day that lies ``count`` working days before ``due``."""
    return next(islice(_working(due, -_ONE), count - 1, None))


def workday_after(due: date) -> date:
    """The first working day after ``due``."""
    return next(_working(due, _ONE))


def _working(start: date, step: timedelta) -> Iterator[date]:
    day = start + step
    while True:
        if is_workday(day):
            yield day
        day += step
