"""When a report is due: two duties, a date for each. Civil dates in Asia/Shanghai, ending at 24:00.

报送期限, by which it is handed in: the county's date, which the office may put off; where it set none, the law's.
公布期限, by which it is published: the law's, which no county puts off; where the law names none, the county's.
``Calendar.deadlines`` is the one place where they are worked out.
"""

from datetime import date
from enum import StrEnum

from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A rule of the calendar: agencies of ``kinds`` (empty: all) owe an event by ``month``-``day`` of the year after.

    ``event``: received or published. ``since``/``until``: report years, inclusive. ``basis``: article or notice.
    """

    kinds: frozenset[str]
    event: str
    month: int
    day: int
    statutory: bool
    basis: str
    since: int = 0
    until: int = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A local date moved by the office, for one agency (``agency`` its code) or for all (``""``)."""

    year: int
    until: date
    reason: str
    approver: str
    agency: str = ""


class Source(StrEnum):
    """Who set a 报送期限."""

    LAW = "law"
    LOCAL = "local"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The two dates that hold for an agency and a report year; None where nobody set one.

    ``report_by``: 报送期限, extensions included; ``source``: who set it; ``basis``: by which paper. ``publish_by``:
    公布期限; ``publish_basis``: its paper. ``law``: the law's own day for handing in, told where it is the earlier one.
    """

    report_by: date | None = None
    source: Source | None = None
    basis: str = ""
    publish_by: date | None = None
    publish_basis: str = ""
    law: date | None = None

    def days_late(self, on: date) -> int:
        """By how many days something handed in on a day is 晚报; 0 when it is not, or nothing is set."""
        return max(0, (on - self.report_by).days) if self.report_by else 0

    def days_published_late(self, on: date) -> int:
        """By how many days something published on a day is 晚公布; 0 when it is not, or nothing is set."""
        return max(0, (on - self.publish_by).days) if self.publish_by else 0

    @property
    def later_than_law(self) -> bool:
        """Whether the county's date lies behind the law's, which is told wherever it is shown."""
        return bool(self.report_by and self.law and self.report_by > self.law)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The calendar of a jurisdiction 日历."""

    dates: tuple[DueDate, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def deadlines(self, kind: str, year: int, agency: str = "") -> Deadlines:
        """The dates of an agency of ``kind`` for the report of ``year``."""
        law, local = self.statutory("received", kind, year), self._date("received", kind, year, statutory=False)
        moved = max((e.until for e in self.extensions if e.year == year and e.agency in ("", agency)), default=None)
        source = Source.LOCAL if local else Source.LAW if law else None
        due = local or law
        if moved and (due is None or moved > due):
            source, due = Source.EXTENSION, moved
        publish, public = self.statutory("published", kind, year), True
        if publish is None:
            publish, public = self._date("published", kind, year, statutory=False), False
        return Deadlines(
            report_by=due,
            source=source,
            basis=self._paper("received", kind, year, statutory=source is Source.LAW) if due else "",
            publish_by=publish,
            publish_basis=self._paper("published", kind, year, statutory=public),
            law=law,
        )

    def statutory(self, event: str, kind: str, year: int) -> date | None:
        """The statutory date on which ``event`` is due for the report of ``year``; None where the law names none."""
        return self._date(event, kind, year, statutory=True)

    def local(self, event: str, kind: str, year: int, agency: str = "") -> date | None:
        """The local date, extensions included; None where the county set none."""
        if event == "received":
            found = self.deadlines(kind, year, agency)
            return None if found.source is Source.LAW else found.report_by
        return self._date(event, kind, year, statutory=False)

    def basis(self, event: str, kind: str, year: int) -> str:
        """The paper that sets the statutory date, ``""`` where there is none."""
        return self._paper(event, kind, year, statutory=True)

    def _paper(self, event: str, kind: str, year: int, *, statutory: bool) -> str:
        return next((d.basis for d in self._in_force(event, kind, year) if d.statutory is statutory), "")

    def _date(self, event: str, kind: str, year: int, *, statutory: bool) -> date | None:
        found = [d for d in self._in_force(event, kind, year) if d.statutory is statutory]
        return min((date(year + 1, d.month, d.day) for d in found), default=None)

    def _in_force(self, event: str, kind: str, year: int) -> list[DueDate]:
        return [
            d
            for d in self.dates
            if d.event == event and d.since <= year <= d.until and (not d.kinds or kind in d.kinds)
        ]
