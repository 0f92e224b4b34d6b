"""When a report is due: statutory and local dates, with extensions. Civil dates in Asia/Shanghai, ending at 24:00."""

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The calendar of a jurisdiction 日历."""

    dates: tuple[DueDate, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def statutory(self, event: str, kind: str, year: int) -> date | None:
        """The statutory date on which ``event`` is due for the report of ``year``; None where the law names none."""
        return self._date(event, kind, year, statutory=True)

    def local(self, event: str, kind: str, year: int, agency: str = "") -> date | None:
        """The local date, extensions included; None where the county set none."""
        moved = [e.until for e in self.extensions if e.year == year and e.agency in ("", agency)]
        due = self._date(event, kind, year, statutory=False)
        return max(moved) if moved and event == "received" else due

    def basis(self, event: str, kind: str, year: int) -> str:
        """The paper that sets the statutory date, ``""`` where there is none."""
        return next((d.basis for d in self._in_force(event, kind, year) if d.statutory), "")

    def _date(self, event: str, kind: str, year: int, *, statutory: bool) -> date | None:
        found = [d for d in self._in_force(event, kind, year) if d.statutory is statutory]
        return min((date(year + 1, d.month, d.day) for d in found), default=None)

    def _in_force(self, event: str, kind: str, year: int) -> list[DueDate]:
        return [
            d
            for d in self.dates
            if d.event == event and d.since <= year <= d.until and (not d.kinds or kind in d.kinds)
        ]
