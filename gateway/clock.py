"""The one place of the doors that looks at the clock."""

from datetime import UTC, date, datetime

from filings.civil import civil_day


def today() -> date:
    """The civil day in Asia/Shanghai, by which deadlines are judged."""
    return civil_day(datetime.now(UTC))
