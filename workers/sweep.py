"""The daily sweep: where every agency stands, the same rules on those without a report, and whom to remind."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import structlog

from filings.agency import Agency, Jurisdiction
from filings.calendar import Calendar
from filings.civil import civil_day
from filings.county import UPWARD
from filings.dossier import Standing, StandingState
from filings.finding import Audit
from filings.notice import Notice
from filings.nouns import dataclass
from notifier.compose import deadline_approaching, deadline_missed
from rules.book_io.rulebook import Rulebook
from rules.engine.audit import audit
from workers.recipients import occasion
from workers.runtime import Runtime
from workers.wiring import QueueName
from workers.workdays import arranged, workday_after, workdays_before

REMINDERS = (15, 7, 3, 1)  # working days before a deadline
_WAITING = frozenset({StandingState.DUE, StandingState.MISSING})  # nothing has come in; all others are left in peace
_LATE_WORD = timedelta(days=14)  # a system set up later than that does not accuse anybody of what was before its time

_log = structlog.get_logger("sweep")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAgency:
    """One agency without a report: where it stands and what the rules say of that."""

    agency: Agency
    standing: Standing
    audit: Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepResult:
    """What one sweep came to. ``reminders``: notices that were new. ``weekends_only``: holidays are not known."""

    day: date
    agencies: int
    without_report: tuple[CheckedAgency, ...]
    reminders: int
    weekends_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Sweeps all jurisdictions. Doing it twice for a day tells nobody twice."""

    parts: Runtime
    book: Rulebook

    def __call__(self, day: date, *, tell: bool = True) -> SweepResult:
        """Sweep as of ``day`` for the report of the year before. ``tell``: False looks only."""
        ledger, now = self.parts.ledger, self.parts.now()
        seen = 0
        checked: list[CheckedAgency] = []
        told: list[Notice] = []
        for area in ledger.register.jurisdictions():
            standings = ledger.standings.all(area.code, day.year - 1, day)
            calendar = ledger.calendars.of(area.code)
            found = tuple(self._checked(standings, day))
            seen += len(standings)
            checked += found
            told += [n for one in found for n in self._reminders(area, calendar, one, now + (day - civil_day(now)))]
        new = self._tell(told, now) if tell else 0
        swept = SweepResult(
            day=day, agencies=seen, without_report=tuple(checked), reminders=new, weekends_only=not arranged(day.year)
        )
        _line(swept)
        return swept

    def _checked(self, standings: tuple[Standing, ...], day: date) -> Iterator[CheckedAgency]:
        ledger = self.parts.ledger
        for standing in standings:
            if standing.state not in _WAITING:
                continue
            dossier = ledger.dossiers.of_slot(standing.agency, standing.year, day)
            if dossier is not None and dossier.agency is not None:
                yield CheckedAgency(agency=dossier.agency, standing=standing, audit=audit(dossier, self.book))

    def _reminders(
        self, area: Jurisdiction, calendar: Calendar, found: CheckedAgency, at: datetime
    ) -> Iterator[Notice]:
        """What is due to be said on the day ``at``, nothing on most days.

        A step that fell on a day without a sweep is made up for on the next one, the nearest step only: the id is the
        step's, so that none is said twice.
        """
        agency, year, day = found.agency, found.standing.year, civil_day(at)
        dates = calendar.deadlines(agency.kind, year, agency.code)
        due = dates.report_by
        step = _step(due, day) if due else None
        if due is None or step is None or found.standing.elsewhere:  # what may be its own waits for the office
            return
        key = f"{agency.code}/{year}/{due.isoformat()}/{step}"
        told = None if agency.kind == UPWARD else agency  # the county's own report is the office's to write
        about = occasion(key, at, area, told, self.parts.settings.public_url)
        say = deadline_missed if day > due else deadline_approaching
        yield from say(about, agency, year, due, dates.basis)

    def _tell(self, told: list[Notice], now: datetime) -> int:
        new = 0
        for notice in told:
            written = self.parts.ledger.notices.put([notice], now)
            new += written.new
            for delivery in written.deliveries:
                self.parts.queue.wake(QueueName.NOTICES, delivery)
        return new


def _step(due: date, day: date) -> str | None:
    """``T-15`` … ``T-1`` or ``T+1``: the last step reached by ``day``; None before the first, or long after."""
    if day > due:
        return "T+1" if workday_after(due) <= day <= due + _LATE_WORD else None
    return next((f"T-{count}" for count in sorted(REMINDERS) if day >= workdays_before(due, count)), None)


def _line(swept: SweepResult) -> None:
    _log.info(
        "sweep.done",
        day=swept.day.isoformat(),
        agencies=swept.agencies,
        without_report=len(swept.without_report),
        findings=sum(len(found.audit.findings) for found in swept.without_report),
        reminders=swept.reminders,
        weekends_only=swept.weekends_only,
    )
