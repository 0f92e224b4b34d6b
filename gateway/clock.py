"""The one place of the doors that looks at the clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The civil day in Asia/Shanghai, by which deadlines are judged."""
    return datetime.now(SHANGHAI).date()
