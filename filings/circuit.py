"""When nothing is sent to a receiver that keeps silent, and when it is tried again. Pure."""

from datetime import datetime, timedelta

from filings.notice import Result, TryLater

OPENS = 3
"""Attempts in a row without any answer after which sending pauses."""

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=15)


def silences(before: int, result: Result) -> int:
    """How many attempts in a row had no answer, after this one; any answer, even a refusal, ends the row."""
    return before + 1 if isinstance(result, TryLater) and result.silent else 0


def pause(silent: int, now: datetime) -> datetime | None:
    """Until when nothing is sent after so many silences; None while the receiver may be sent to.

    One minute after the third, then twice as long each time, a quarter of an hour at most. When the pause is over one
    delivery is sent as a probe: its answer ends the pause, its silence lengthens it.
    """
    if silent < OPENS:
        return None
    return now + min(FIRST_PAUSE * (1 << min(silent - OPENS, 10)), LONGEST_PAUSE)
