"""The schedule: about three days of retries, patience of five days, a rate that truly holds."""

from datetime import UTC, datetime, timedelta

import pytest

from filings.notice import Attempt, Delivered, DeliveryRefused, Result, TryLater
from notifier.schedule import next_attempt

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
    "result", [Delivered(attempt=SEEN), DeliveryRefused(attempt=SEEN), DeliveryRefused(attempt=SEEN, disable=True)]
)
def test_what_is_settled_is_not_tried_again(result: Result) -> None:
    """Neither a success nor a refusal."""
    assert next_attempt(1, result, NOW, lambda: 0.5) is None


@pytest.mark.parametrize(
    ("asked", "seconds"), [(1.0, 5), (600.0, 600), (7 * 24 * 3600.0, 24 * 3600)], ids=["less", "more", "a week"]
)
def test_a_receiver_may_ask_for_patience_but_not_for_silence(asked: float, seconds: int) -> None:
    """A Retry-After lengthens the wait, never shortens it, and never puts a notice off for more than a day."""
    result = TryLater(attempt=SEEN, after=asked)
    assert next_attempt(1, result, NOW, lambda: 0.0) == NOW + timedelta(seconds=seconds)
