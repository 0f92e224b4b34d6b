"""Local dates: putting one among those that hold already, and saying when one is later than the law's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from filings.calendar import Calendar, DueDate
from filings.register_words import KIND_WORDS

EVENTS = {"received": "报送", "published": "公布"}


def with_local(dates: Sequence[DueDate], new: DueDate) -> tuple[DueDate, ...]:
    """The dates with a local one put in; what it replaces keeps the kinds and years that the new one leaves out."""
    return (*(piece for due in dates for piece in _left(due, new)), new)


def later_than_law(calendar: Calendar, kinds: Iterable[str], event: str, year: int, day: date) -> Iterator[str]:
    """A sentence for each kind whose local date lies behind the law's (D05), and by which date days are counted."""
    counted = {
        "received": f"晚报天数按{day}计算，但单位公布的期限是法定的，不能延；没有依据的请改早。",
        "published": "公布期限是法定的，本县不能延，晚公布天数仍按法定期限计算，请改早。",
    }
    for kind in kinds:
        law = calendar.statutory(event, kind, year)
        if law is not None and day > law:
            yield (
                f"注意：{KIND_WORDS.get(kind, kind)}{year}年度报告的本县{EVENTS[event]}期限{day}晚于法定期限{law}"
                f"（{calendar.basis(event, kind, year)}）。{counted[event]}"
            )


def _left(due: DueDate, new: DueDate) -> Iterator[DueDate]:
    if due.statutory or due.event != new.event or not due.kinds & new.kinds:
        yield due
        return
    if others := due.kinds - new.kinds:
        yield replace(due, kinds=others)
    shared = replace(due, kinds=due.kinds & new.kinds)
    if due.since < new.since:
        yield replace(shared, until=min(due.until, new.since - 1))
    if due.until > new.until:
        yield replace(shared, since=max(due.since, new.until + 1))
