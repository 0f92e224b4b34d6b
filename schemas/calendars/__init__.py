"""The dates that the law itself sets."""

import tomllib
from functools import cache
from pathlib import Path

from filings.calendar import Calendar, DueDate


@cache
def statutory() -> Calendar:
    """The statutory calendar: Regulation on the Disclosure of Government Information, Article 49."""
    data = tomllib.loads(Path(__file__).with_name("statutory.toml").read_text(encoding="utf-8"))
    return Calendar(
        dates=tuple(
            DueDate(
                kinds=frozenset(one["kinds"]),
                event=one["event"],
                month=one["month"],
                day=one["day"],
                statutory=True,
                basis=one["basis"],
                since=one["since"],
            )
            for one in data["date"]
        )
    )
