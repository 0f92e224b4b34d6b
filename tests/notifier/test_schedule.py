"""The schedule: about three days of retries, patience of five days, a rate that truly holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.notice import Attempt, Delivered, Endpoint, Refused, Result, TryLater
from notifier.schedule import LONGEST_WAIT, STEPS, failing_since, give_up, next_allowed, next_attempt

NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
SEEN = Attempt(status=500, latency=0.1)
LATER = TryLater(attempt=SEEN)


@pytest.mark.parametrize(("draw", "least", "most"), [(0.0, 72, 80), (0.999, 72, 90)])
def test_ten_attempts_over_three_days(draw: float, least: int, most: int) -> None:
    """The attempts end, and the last comes after about three days."""
    at, attempts = NOW, 1
    while (following := next_attempt(attempts, LATER, at, lambda: draw)) is not None:
        assert following > at
        at, attempts = following, attempts + 1
    assert attempts == 10
    assert timedelta(hours=least) < at - NOW < timedelta(hours=most)


@pytest.mark.parametrize(
    "result", [Delivered(attempt=SEEN), Refused(attempt=SEEN), Refused(attempt=SEEN, disable=True)]
)
def test_what_is_settled_is_not_tried_again(result: Result) -> None:
    """Neither a success nor a refusal."""
    assert next_attempt(1, result, NOW, lambda: 0.5) is None


@given(st.integers(1, 9), st.floats(0, 10**9), st.floats(0, 1, exclude_max=True))
def test_retry_after_only_lengthens_and_only_so_far(attempts: int, after: float, draw: float) -> None:
    """A receiver can ask for more time, up to a day; it cannot make us hammer it or forget it."""
    plain = next_attempt(attempts, LATER, NOW, lambda: draw)
    asked = next_attempt(attempts, TryLater(attempt=SEEN, after=after), NOW, lambda: draw)
    assert plain is not None
    assert asked is not None
    assert plain <= asked <= max(plain, NOW + LONGEST_WAIT)
    assert asked >= NOW + min(timedelta(seconds=after), LONGEST_WAIT)


@given(st.integers(1, 9), st.floats(0, 1, exclude_max=True))
def test_jitter_only_lengthens_a_little(attempts: int, draw: float) -> None:
    """Up to a tenth of the step."""
    at = next_attempt(attempts, LATER, NOW, lambda: draw)
    assert at is not None
    assert STEPS[attempts - 1] <= at - NOW <= STEPS[attempts - 1] * 1.1 + timedelta(microseconds=1)


def test_failures_are_counted_from_the_first_after_a_success() -> None:
    """A success clears, a failure keeps the first instant."""
    endpoint = Endpoint(id="e", url="u", serves=frozenset())
    failing = Endpoint(id="e", url="u", serves=frozenset(), failing_since=NOW - timedelta(days=2))
    assert failing_since(endpoint, LATER, NOW) == NOW
    assert failing_since(failing, LATER, NOW) == NOW - timedelta(days=2)
    assert failing_since(failing, Refused(attempt=SEEN), NOW) == NOW - timedelta(days=2)
    assert failing_since(failing, Delivered(attempt=SEEN), NOW) is None


@pytest.mark.parametrize(
    ("days", "failures", "ends"), [(5, 5, True), (4.99, 50, False), (30, 4, False), (6, 20, True), (0, 0, False)]
)
def test_five_days_of_nothing_but_failures_end_it(days: float, failures: int, ends: bool) -> None:  # noqa: FBT001 - a table of cases
    """Time and number must both be there, and the reason says how long."""
    reason = give_up(NOW - timedelta(days=days), failures, NOW)
    assert bool(reason) is ends
    assert not ends or f"连续{int(days)}天共{failures}次" in reason


def test_an_endpoint_that_works_is_kept() -> None:
    """Nothing has failed."""
    assert give_up(None, 99, NOW) == ""


@given(st.integers(1, 7), st.lists(st.integers(0, 300), min_size=1, max_size=60))
def test_no_minute_sees_more_than_the_rate(rate: int, wishes: list[int]) -> None:
    """However the wishes fall, every window of 60 seconds holds at most ``rate`` deliveries, and none is lost."""
    sent: list[datetime] = []
    for wish in sorted(wishes):
        now = NOW + timedelta(seconds=wish)
        sent.append(next_allowed(sent, rate, now))
        assert sent[-1] >= now
    sent.sort()
    for index, start in enumerate(sent):
        assert sum(one < start + timedelta(minutes=1) for one in sent[index:]) <= rate


def test_below_the_rate_nothing_waits() -> None:
    """And a rate of 0 means none is set."""
    assert next_allowed([NOW] * 59, 60, NOW) == NOW
    assert next_allowed([NOW] * 60, 60, NOW) == NOW + timedelta(minutes=1)
    assert next_allowed([NOW] * 60, 0, NOW) == NOW
