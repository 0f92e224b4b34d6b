"""When reports are due in a jurisdiction: dates, and extensions for one agency or for all."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from filings.calendar import Calendar, DueDate, Extension
from filings.nouns import dataclass
from ledger.codec import dump
from ledger.event_log import note
from ledger.evidence import proof, replaced
from ledger.jurisdiction_state import bump_revision, state_of_jurisdiction
from ledger.store import Store, insert_counted
from ledger.tables.register import due_dates, extensions


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of the ledger."""

    store: Store

    def put(self, jurisdiction: str, dates: Sequence[DueDate], by: str, now: datetime) -> None:
        """Write the dates of a jurisdiction, in place of those it had. Extensions stay."""
        rows = [
            {
                "jurisdiction": jurisdiction, "kinds": dump(due.kinds), "event": due.event, "month": due.month,
                "day": due.day, "statutory": due.statutory, "basis": due.basis, "since": due.since, "until": due.until,
            }
            for due in dates
        ]  # fmt: skip
        with self.store.writing() as connection:
            bump_revision(connection, [jurisdiction])
            ours = due_dates.c.jurisdiction == jurisdiction

            def write() -> None:
                connection.execute(sa.delete(due_dates).where(ours))
                if rows:
                    connection.execute(sa.insert(due_dates), rows)

            told = replaced(connection, due_dates, ours, write)
            note(connection, "calendar.written", jurisdiction, now, by, {"dates": tuple(dates)}, told)

    def extend(self, jurisdiction: str, extension: Extension, now: datetime) -> None:
        """Move a local date, for one agency or for all, with reason and approver."""
        row = {
            "jurisdiction": jurisdiction, "year": extension.year, "until": extension.until,
            "reason": extension.reason, "approver": extension.approver, "agency": extension.agency,
        }  # fmt: skip
        with self.store.writing() as connection:
            bump_revision(connection, [jurisdiction])
            told = [proof(extensions, insert_counted(connection, extensions, row))]
            facts = {"extension": extension}
            note(connection, "calendar.extended", jurisdiction, now, extension.approver, facts, told)

    def of(self, jurisdiction: str) -> Calendar:
        """The calendar of a jurisdiction; empty when nothing was written."""
        with self.store.reading() as connection:
            found = state_of_jurisdiction(connection, jurisdiction)
        return found.calendar if found else Calendar()
