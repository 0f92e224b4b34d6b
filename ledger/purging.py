"""Clearing away what has been kept long enough 按期清除: contents go; rows, digests and the event log stay.

Records go in small lots, each with one event in the same commit. Whatever dies in between, the next run goes on with
what is left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from filings.civil import civil_day, end_of
from filings.nouns import dataclass
from filings.retention import (
    PURGED,
    KeptLine,
    PurgeLine,
    PurgeOrder,
    PurgeRecord,
    PurgeResult,
    RecordKind,
    Retention,
    list_digest,
)  # fmt: skip
from ledger.event_log import note
from ledger.evidence import Proof
from ledger.purge_filings import filing_parts
from ledger.purge_notices import entry_parts, notice_part, scan_part
from ledger.purge_part import PurgePart, Record
from ledger.purge_record import purge_record
from ledger.store import Store
from ledger.tables.work import events
from ledger.verifying import event_of

_LOT = 100  # records whose contents go in one commit
_PARTS = (*filing_parts(), scan_part(), notice_part(), *entry_parts())


@dataclass(frozen=True, slots=True)
class _Lot:
    """Records of one year that are past their time, and those of them that are kept all the same."""

    year: int
    due: tuple[Record, ...]
    young: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Purging:
    """Clearing away, and what is told of it. For the office's operator alone: no door but the terminal leads here."""

    store: Store

    def plan(self, area: str, order: PurgeOrder, retention: Retention, now: datetime) -> PurgeResult:
        """What an order would clear away in a jurisdiction, and what it would leave, with reasons. Nothing changes.

        ``rows`` of a line are its records: what hangs on them is counted when it goes.
        """
        tally, today = _PurgeCount(), civil_day(now)
        with self.store.reading() as connection:
            for part in _chosen(order):
                for lot in _lots(part, part.find(connection, area, _until(order)), retention, today):
                    force = part.in_force(connection, [one.key for one in lot.due], today)
                    tally.keep(part.kind, lot.year, {**lot.young, **force})
                    going = len(lot.due) - len(force)
                    tally.take(part.kind, lot.year, going, going)
        return tally.result()

    def purge(self, area: str, order: PurgeOrder, retention: Retention, now: datetime) -> PurgeResult:
        """Clear away what an order names in a jurisdiction, as far as it is past its time and not in force.

        It may be repeated, and ended at any moment. What was cleared away, and what was left, with reasons.
        """
        tally, today = _PurgeCount(), civil_day(now)
        for part in _chosen(order):
            with self.store.reading() as connection:
                found = part.find(connection, area, _until(order))
            for lot in _lots(part, found, retention, today):
                tally.keep(part.kind, lot.year, lot.young)
                self._clear(part, area, lot, order, now, tally)
        return tally.result()

    def told(self, area: str, submission: str) -> tuple[PurgeRecord, ...]:
        """What was cleared away of a filing, first one first; empty when nothing was."""
        with self.store.reading() as connection:
            query = sa.select(events).where(events.c.kind == PURGED, events.c.subject == area).order_by(events.c.id)
            rows = connection.execute(query.where(events.c.facts.contains(f'"{submission}"', autoescape=True)))
            found = [purge_record(event) for row in rows if (event := event_of(row))]
        return tuple(record for record in found if record)

    def _clear(
        self, part: PurgePart, area: str, lot: _Lot, order: PurgeOrder, now: datetime, tally: "_PurgeCount"
    ) -> None:
        ids = [one.key for one in lot.due]
        with self.store.writing("purge.before_commit", "purge.after_commit") as connection:
            if connection.dialect.name == "sqlite":  # else the bytes would lie in free pages of the file
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            part.lock(connection, area, ids)
            force = part.in_force(connection, ids, civil_day(now))
            going = [name for name in ids if name not in force]
            gone = part.take(connection, going) if going else []
            if gone:
                note(connection, PURGED, area, now, order.by, _facts(part.kind, lot.year, going, gone, order), gone)
        tally.keep(part.kind, lot.year, force)
        if gone:
            tally.take(part.kind, lot.year, len(going), len(gone))


def _facts(
    kind: RecordKind, year: int, going: Sequence[str], gone: Iterable[Proof], order: PurgeOrder
) -> Mapping[str, object]:
    """What the event tells besides the digests of the rows as they stand now."""
    rows = [(entry.table, entry.key) for entry in gone]
    return {
        "kind": kind.value, "year": year, "count": len(rows), "list": list_digest(rows), "records": sorted(going),
        "before": order.before.isoformat(), "basis": order.basis,
    }  # fmt: skip


def _chosen(order: PurgeOrder) -> Iterator[PurgePart]:
    return (part for part in _PARTS if part.kind in order.kinds)


def _until(order: PurgeOrder) -> datetime:
    """Midnight, as the day begins before which things came."""
    return end_of(order.before - timedelta(days=1))


def _lots(part: PurgePart, found: Iterable[Record], retention: Retention, today: date) -> Iterator[_Lot]:
    """What was found, year by year, a hundred at a time."""
    years: dict[int, list[Record]] = defaultdict(list)
    for one in found:
        years[one.year].append(one)
    for year, records in sorted(years.items()):
        for start in range(0, len(records), _LOT):
            lot = records[start : start + _LOT]
            last = {one.key: retention.last_day(part.kind, one.came) for one in lot}
            young = {
                key: f"保管期限{retention.years(part.kind)}年，到{day}才满" for key, day in last.items() if today <= day
            }
            yield _Lot(year=year, due=tuple(one for one in lot if one.key not in young), young=young)


class _PurgeCount:
    """What goes and what stays, added up."""

    def __init__(self) -> None:
        self._gone: dict[tuple[RecordKind, int], tuple[int, int]] = {}
        self._kept: dict[tuple[RecordKind, int, str], list[str]] = defaultdict(list)

    def take(self, kind: RecordKind, year: int, records: int, rows: int) -> None:
        """So many records of a year go, with so many rows."""
        before = self._gone.get((kind, year), (0, 0))
        self._gone[kind, year] = (before[0] + records, before[1] + rows)

    def keep(self, kind: RecordKind, year: int, why: Mapping[str, str]) -> None:
        """These records stay: id -> reason."""
        for name, reason in sorted(why.items()):
            self._kept[kind, year, reason].append(name)

    def result(self) -> PurgeResult:
        """All of it, by kind and year."""
        order = {kind: number for number, kind in enumerate(RecordKind)}
        gone = sorted(self._gone.items(), key=lambda entry: (order[entry[0][0]], entry[0][1]))
        kept = sorted(self._kept.items(), key=lambda entry: (order[entry[0][0]], *entry[0][1:]))
        return PurgeResult(
            lines=tuple(
                PurgeLine(kind=kind, year=year, records=records, rows=rows)
                for (kind, year), (records, rows) in gone
                if records
            ),
            kept=tuple(
                KeptLine(kind=kind, year=year, reason=reason, records=tuple(names))
                for (kind, year, reason), names in kept
            ),
        )
