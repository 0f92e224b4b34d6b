"""Working days: the yearly arrangement where it is known, weekends only where it is not."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workers.workdays import arranged, is_workday, workday_after, workdays_before


def test_the_arrangement_of_holidays_counts() -> None:
    """New Year's Day is off, and a Sunday that makes up for a holiday is a working day."""
    assert not is_workday(date(2025, 1, 1))
    assert is_workday(date(2025, 1, 26))
    assert arranged(2025)


def test_without_an_arrangement_only_weekends_are_off() -> None:
    """A year far ahead is not known, and that can be asked."""
    assert not arranged(2090)
    assert is_workday(date(2090, 1, 2)) is (date(2090, 1, 2).weekday() < 5)
    assert not is_workday(date(2090, 1, 1))  # a Sunday


def test_steps_skip_days_off() -> None:
    """Three working days before Saturday, 31 January 2026, and the first after it."""
    assert workdays_before(date(2026, 1, 31), 1) == date(2026, 1, 30)
    assert workdays_before(date(2026, 1, 31), 7) == date(2026, 1, 22)
    assert workday_after(date(2026, 1, 31)) == date(2026, 2, 2)


@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.integers(1, 20))
def test_counting_back_and_forth_agrees(due: date, count: int) -> None:
    """Between the step and the due day lie exactly count - 1 other working days."""
    step = workdays_before(due, count)
    between = [step + timedelta(days=n) for n in range((due - step).days)]
    assert sum(map(is_workday, between)) == count
    assert is_workday(step)
    assert is_workday(workday_after(due))
