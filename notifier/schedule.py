"""When a delivery is tried again: a schedule of about three days, with jitter. Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta

from filings.notice import Result, TryLater

STEPS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""Waits after the first, second … attempt: ten attempts over 75 hours and a half."""

JITTER = 0.1  # a step is lengthened by up to this part, so that notices of one minute do not come back as one
LONGEST_WAIT = timedelta(hours=24)  # what a Retry-After may ask for at most


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
