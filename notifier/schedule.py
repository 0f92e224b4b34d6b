"""When to try again, when to give up on an endpoint, and when its rate allows the next delivery: all pure."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from filings.notice import Delivered, Endpoint, Result, TryLater

STEPS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""Waits after the first, second … attempt: ten attempts over 75 hours and a half."""

JITTER = 0.1  # a step is lengthened by up to this part, so that notices of one minute do not come back as one
LONGEST_WAIT = timedelta(hours=24)  # what a Retry-After may ask for at most
PATIENCE = timedelta(days=5)
LEAST_FAILURES = 5  # two stray failures days apart are no proof that an endpoint is gone
_MINUTE = timedelta(minutes=1)


def next_attempt(attempts: int, result: Result, now: datetime, draw: Callable[[], float]) -> datetime | None:
    """When to try again after ``attempts`` attempts (from 1) of which ``result`` is the last; None: not again.

    ``draw`` gives a number in [0, 1). A Retry-After lengthens the wait, up to 24 hours, and never shortens it.
    """
    if not isinstance(result, TryLater) or attempts > len(STEPS):
        return None
    wait = STEPS[attempts - 1] * (1 + JITTER * draw())
    if result.after is not None:
        wait = max(wait, min(timedelta(seconds=result.after), LONGEST_WAIT))
    return now + wait


def failing_since(endpoint: Endpoint, result: Result, now: datetime) -> datetime | None:
    """The endpoint's ``failing_since`` after this result: None on success, else when the failures began."""
    return None if isinstance(result, Delivered) else endpoint.failing_since or now


def give_up(since: datetime | None, failures: int, now: datetime) -> str:
    """Why the endpoint is to be disabled, in Chinese; ``""`` if it is to be kept.

    ``since``: when the unbroken failures began; ``failures``: how many there were since. Asked after a failure.
    """
    if since is None or failures < LEAST_FAILURES or now - since < PATIENCE:
        return ""
    return f"连续{(now - since).days}天共{failures}次发送全部失败"


def next_allowed(recent: Sequence[datetime], rate: int, now: datetime) -> datetime:
    """The earliest instant from ``now`` at which the endpoint may be sent to, at most ``rate`` times in any 60 s.

    ``recent``: when deliveries to it began or are booked to begin (those older than a minute may be left out).
    """
    booked = sorted(recent)
    if rate < 1 or len(booked) < rate:
        return now
    return max(now, booked[-rate] + _MINUTE)
