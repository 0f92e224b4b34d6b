"""The county's compliance report for a year 通报, as it was issued: a frozen snapshot."""

from datetime import datetime

from filings.county import CountyYear
from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """An issued bulletin. ``id``: ``bul_`` and 32 hex digits, from what it says."""

    id: str
    issued_at: datetime
    by: str
    county: CountyYear
