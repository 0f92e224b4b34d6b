"""When sending to a silent receiver pauses, for how long, and what ends it."""

from datetime import UTC, datetime, timedelta

from filings.circuit import FIRST_PAUSE, LONGEST_PAUSE, OPENS, pause, silences
from filings.notice import Attempt, Delivered, DeliveryRefused, TryLater

NOW = datetime(2026, 1, 20, tzinfo=UTC)
LATE = TryLater(attempt=Attempt(status=None, latency=15.0, error="15秒内没有完成应答"), silent=True)


def test_only_silence_counts_and_any_answer_ends_it() -> None:
    """A receiver that says no is there, and costs nobody time."""
    assert silences(silences(0, LATE), LATE) == 2
    seen = Attempt(status=500, latency=0.1)
    for answer in (Delivered(attempt=seen), DeliveryRefused(attempt=seen), TryLater(attempt=seen)):
        assert silences(7, answer) == 0


def test_the_pause_begins_with_the_third_grows_and_has_an_end() -> None:
    """None, none, a minute, two, four … a quarter of an hour, however long it lasts."""
    assert [pause(n, NOW) for n in range(OPENS)] == [None] * OPENS
    waits = [end - NOW for n in range(OPENS, 200) if (end := pause(n, NOW)) is not None]
    assert waits[:4] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4, FIRST_PAUSE * 8]
    assert set(waits[4:]) == {LONGEST_PAUSE} == {timedelta(minutes=15)}
