"""Signs of life of what is held: a counter on each row, that its holder moves on and others watch.

No stored time ends a lease. Who watches keeps the counters that it saw, by its own monotonic time
(``ledger.clock.Silence``), and frees what has not moved for long; the holder's token is then worth nothing.
"""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa


def beats(connection: sa.Connection, table: sa.Table) -> dict[str, int]:
    """Token -> counter of every row of the table that is held."""
    return {row.token: row.beat for row in connection.execute(_held(table))}


def beat(connection: sa.Connection, table: sa.Table, tokens: Collection[str]) -> frozenset[str]:
    """Move on the counters of the rows that these tokens hold; the tokens that hold one still."""
    rows = connection.execute(_locked(table), {"tokens": sorted(tokens)}).all()
    if rows:
        connection.execute(_moved(table), {"rows": [row.id for row in rows]})
    return frozenset(row.token for row in rows)


def unmoved(connection: sa.Connection, table: sa.Table, seen: Mapping[str, int]) -> list[sa.Row[Any]]:
    """Of the rows that these tokens hold, locked by id, those whose counter is still the one that was seen."""
    rows = connection.execute(_locked(table), {"tokens": sorted(seen)}).all() if seen else []
    return [row for row in rows if row.beat == seen[row.token]]


@cache
def _held(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table.c.token, table.c.beat).where(
        table.c.token > ""
    )  # a range of its index; "is not null" is not


@cache
def _locked(table: sa.Table) -> sa.Select[Any]:
    mine = table.c.token.in_(sa.bindparam("tokens", expanding=True))
    return sa.select(table).where(mine).order_by(table.c.id).with_for_update()


@cache
def _moved(table: sa.Table) -> sa.Update:
    mine = table.c.id.in_(sa.bindparam("rows", expanding=True))
    return sa.update(table).where(mine).values(beat=table.c.beat + 1)
