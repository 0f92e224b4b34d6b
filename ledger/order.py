"""The one order in which the ledger's rows are locked, and a recorder that holds every statement against it.

Why, and what to do with a new verb or table, is told in ``docs/lock-order.md``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import Any, TypeAlias, cast

import sqlalchemy as sa

from filings.nouns import dataclass
from ledger.tables import metadata

Key: TypeAlias = tuple[Any, ...]

ORDER = (
    "jobs",
    "jurisdictions",
    "agencies",
    "tokens",
    "requests",
    "handoffs",
    "accounts",
    "sessions",
    "failures",
    "deeds",
    "slots",
    "submissions",
    "audits",
    "marked_texts",
    "held",
    "blobs",
    "bulletins",
    "allowances",
    "endpoints",
    "deliveries",
    "notices",
    "leaders",
    "clocks",
    "seals",
)

# Rows that hang on one other row: who has locked or written that one is alone with them.
OWNED: Mapping[str, str] = {
    "agency_names": "agencies",
    "agency_relations": "agencies",
    "people": "accounts",
    "credentials": "accounts",
    "due_dates": "jurisdictions",
    "extensions": "jurisdictions",
    "policies": "jurisdictions",
    "submission_documents": "submissions",
    "passages": "submissions",
    "passage_texts": "submissions",
    "text_marks": "submissions",
    "findings": "audits",
    "endpoint_recipients": "endpoints",
    "endpoint_secrets": "endpoints",
    "attempts": "deliveries",
}

# Rows under a number that the database counts up, written once: nobody else knows of them before the commit.
FRESH = frozenset(
    {"events", "unsealed", "acts", "explanations", "statements", "waivers", "paper_receipts", "publications", "remarks"}
)

# Parents whose children are written with them, in one transaction, and never later: nobody waits for these locks.
BORN_TOGETHER = frozenset({"audits", "notices"})

# Parents that change a unique column, which PostgreSQL locks against the key-share lock of a child being written.
EXCLUSIVE = frozenset({"jobs", "submissions", "deliveries"})


@dataclass(slots=True)
class Recorder:
    """Records what each transaction locks, and every breach of the order as a sentence in ``faults``."""

    faults: list[str] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    _held: dict[tuple[str, Key], bool] = field(default_factory=dict)
    _asking: bool = False

    def begin(self, _connection: sa.Connection) -> None:
        """A transaction begins with nothing, and ends so."""
        self._held = {}

    def statement(
        self, connection: sa.Connection, clause: object, many: Sequence[Any], one: Mapping[str, Any], _options: object
    ) -> None:
        """Before a statement runs: what it will lock."""
        if self._asking:
            return
        for given in many or [one]:
            if isinstance(clause, sa.Insert):
                self._insert(clause, given)
            elif isinstance(clause, sa.Update | sa.Delete):
                self._change(connection, clause, given)
            elif isinstance(clause, sa.Select) and clause._for_update_arg is not None:  # noqa: SLF001 - no other way
                self._select(connection, clause, given)

    def _insert(self, clause: sa.Insert, given: Mapping[str, Any]) -> None:
        table = metadata.tables[clause.table.name]
        row = {**_values(clause), **given}
        self.tables.add(table.name)
        for column in table.c:
            for link in column.foreign_keys:
                parent = link.column.table.name
                self.tables.add(parent)
                if parent in EXCLUSIVE and row.get(column.name) and (parent, (row[column.name],)) not in self._held:
                    self.faults.append(f"{table.name} is written before its {parent} row is locked")
        if table.name == "deliveries":
            if ("notices", (row["notice"],)) not in self._held:
                self.faults.append("a delivery is written without its notice")
        elif not self._apart(table):
            key = ("name",) if table.name == "audits" else tuple(column.name for column in table.primary_key)
            self._lock(table, tuple(row[name] for name in key), strong=True)

    def _change(self, connection: sa.Connection, clause: sa.Update | sa.Delete, given: Mapping[str, Any]) -> None:
        table = metadata.tables[cast("sa.Table", clause.table).name]
        self.tables.add(table.name)
        if self._apart(table):
            return
        wanted = sa.select(*table.primary_key).where(*clause._where_criteria)  # noqa: SLF001 - no other way
        keys = self._keys(connection, wanted, given)
        if sum((table.name, key) not in self._held for key in keys) > 1:
            self.faults.append(f"several rows of {table.name} are changed that were not locked in order")
        strong = isinstance(clause, sa.Delete) or bool(_unique(table) & ({*_values(clause)} | {*given}))
        self._check_strength(table, strong=strong)
        for key in sorted(keys):
            self._lock(table, key, strong=strong)

    def _select(self, connection: sa.Connection, clause: sa.Select[Any], given: Mapping[str, Any]) -> None:
        locking = clause._for_update_arg  # noqa: SLF001 - no other way
        if locking is None:
            return
        for named in locking.of or clause.get_final_froms():
            table = metadata.tables[cast("sa.Table", named).name]  # of a join, say which table is locked
            strong = not (locking.key_share or locking.read)
            self._check_strength(table, strong=strong)
            query = clause.with_only_columns(*table.primary_key, maintain_column_froms=True)
            query._for_update_arg = None  # noqa: SLF001 - asked, not locked
            for key in self._keys(connection, query, given):
                self._lock(table, key, strong=strong)

    def _check_strength(self, table: sa.Table, *, strong: bool) -> None:
        if strong and table.name in _PARENTS - EXCLUSIVE - BORN_TOGETHER:
            self.faults.append(f"{table.name} is locked against the writers of what hangs on it: use key_share=True")

    def _apart(self, table: sa.Table) -> bool:
        """Whether nobody can wait for these rows: fresh ones, or those whose owner this transaction has locked."""
        owner = OWNED.get(table.name)
        if owner and not any(name == owner for name, _ in self._held):
            self.faults.append(f"{table.name} is written before its {owner} row is locked")
        return bool(owner) or table.name in FRESH

    def _lock(self, table: sa.Table, key: Key, *, strong: bool) -> None:
        self.tables.add(table.name)
        mine = (table.name, key)
        if mine in self._held:
            if strong and not self._held[mine]:
                self.faults.append(f"the lock on {table.name} {key} grows")
            return
        place = (ORDER.index(table.name), key)
        for name, held in self._held:
            if (ORDER.index(name), held) > place:
                self.faults.append(f"{table.name} {key} is locked after {name} {held}")
        self._held[mine] = strong

    def _keys(self, connection: sa.Connection, query: sa.Select[Any], given: Mapping[str, Any]) -> list[Key]:
        self._asking = True
        try:
            return [tuple(row) for row in connection.execute(query, dict(given))]
        finally:
            self._asking = False


@contextmanager
def recording(engine: sa.Engine) -> Iterator[Recorder]:
    """Hold every statement of the engine against the order. For one thread."""
    recorder = Recorder()
    hooks: list[tuple[str, Callable[..., Any]]] = [("begin", recorder.begin), ("before_execute", recorder.statement)]
    for name, hook in hooks:
        sa.event.listen(engine, name, hook)
    try:
        yield recorder
    finally:
        for name, hook in hooks:
            sa.event.remove(engine, name, hook)


_PARENTS = {key.column.table.name for table in metadata.tables.values() for key in table.foreign_keys}


def _values(clause: sa.Insert | sa.Update | sa.Delete) -> dict[str, Any]:
    """What a statement writes by its own text, by column."""
    found = getattr(clause, "_values", None) or {}
    return {getattr(column, "name", column): getattr(value, "value", value) for column, value in found.items()}


def _unique(table: sa.Table) -> set[str]:
    """The columns by which PostgreSQL would let another table name a row."""
    kinds = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
    found = {c.name for rule in table.constraints if isinstance(rule, kinds) for c in rule.columns}
    return found | {column.name for column in table.c if column.unique}
