"""What a purge knows of one kind of records: how they are found, locked, judged and emptied."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from filings.nouns import dataclass
from filings.retention import RecordKind
from ledger.evidence import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A filing, a notice or an entry. ``year``: of the report, or in which a notice was sent; ``came``: the day."""

    key: str
    year: int
    came: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgePart:
    """How records of a kind are cleared away, all in the caller's transaction.

    ``find``: those of a jurisdiction that came before an instant and have something left. ``lock``: them, in the order
    of all locks. ``in_force``: of them, those that are still needed, and why, in Chinese. ``take``: their contents.
    """

    kind: RecordKind
    find: Callable[[sa.Connection, str, datetime], list[Record]]
    lock: Callable[[sa.Connection, str, Sequence[str]], None]
    in_force: Callable[[sa.Connection, Sequence[str], date], Mapping[str, str]]
    take: Callable[[sa.Connection, Sequence[str]], list[Proof]]


def lock_rows(
    connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool], *, key_share: bool = True
) -> None:
    """Lock rows by their key; ``key_share``: those who write what hangs on them need not wait."""
    query = sa.select(*table.primary_key).where(where).order_by(*table.primary_key)
    connection.execute(query.with_for_update(key_share=key_share)).all()
