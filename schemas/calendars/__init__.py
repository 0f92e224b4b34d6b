"""The dates that the law itself sets.

No clause of the Regulation moves them for a weekend; they end at 24:00, Asia/Shanghai. Townships are not named by
Article 49: they have local dates only.
"""

import json
from functools import cache
from pathlib import Path

from filings.calendar import Calendar, DueDate


@cache
def statutory() -> Calendar:
    """The statutory calendar: Regulation on the Disclosure of Government Information, Article 49."""
    data = json.loads(Path(__file__).with_name("statutory.json").read_text(encoding="utf-8"))
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
            for one in data
        )
    )
