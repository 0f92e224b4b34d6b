"""What every notice of one event has in common: when, from which office, to whom."""

from datetime import date, datetime, timedelta, timezone

from filings.agency import Jurisdiction
from filings.notice import Recipient
from filings.nouns import dataclass
from filings.submission import Document

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991; needs no zone data on the machine


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """The supervising office as letters name it. ``phone``: ``""`` where the county gave none."""

    jurisdiction: Jurisdiction
    phone: str = ""

    @property
    def name(self) -> str:
        """The office's name; where the register has none, what it is."""
        return self.jurisdiction.office or f"{self.jurisdiction.name}政府信息公开工作主管部门"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One event that people are told of.

    ``about``: its stable key, e.g. the id of the audit or of the act, or ``CODE/2025/T-7``; with type and recipient it
    makes the notice's id. ``created``: aware, in UTC; recorded with the event, so that composing again gives the same
    bytes. ``read_at``: where all of it can be read. ``attachments``: rendered before and stored by hash.
    ``practice``: of a filing for practice.
    """

    about: str
    created: datetime
    desk: ContactPoint
    recipients: tuple[Recipient, ...]
    read_at: str = ""
    attachments: tuple[Document, ...] = ()
    practice: bool = False

    @property
    def today(self) -> date:
        """The civil day of the event."""
        return civil_day(self.created)


def civil_day(instant: datetime) -> date:
    """The day in Asia/Shanghai on which the instant falls."""
    return instant.astimezone(SHANGHAI).date()


def spoken(day: date) -> str:
    """2026年1月31日."""
    return f"{day.year}年{day.month}月{day.day}日"
