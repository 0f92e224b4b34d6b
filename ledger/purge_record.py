"""What an event of a clearing tells, if it holds together."""

from filings.event import Event
from filings.retention import PurgeRecord, RecordKind, list_digest


def purge_record(event: Event) -> PurgeRecord | None:
    """What was cleared away; None when the event does not hold together.

    Number and list are those of the rows that it names, and of each it tells what stands there: a purge deletes none.
    """
    rows = [(table, key) for table, keys in event.digests.items() for key in keys]
    facts = event.facts
    year, kind = facts.get("year"), facts.get("kind")
    if facts.get("count") != len(rows) or facts.get("list") != list_digest(rows) or type(year) is not int:
        return None
    if kind not in set(RecordKind) or not all(all(keys.values()) for keys in event.digests.values()):
        return None
    return PurgeRecord(
        event=event.id, at=event.at, kind=RecordKind(str(kind)), year=year, rows=len(rows), by=event.actor,
        basis=str(facts.get("basis", "")),
    )  # fmt: skip
