"""All tables of the ledger, the same on SQLite and PostgreSQL."""

from ledger.tables import door, filing, notice, people, register, work
from ledger.tables.base import metadata

__all__ = ["door", "filing", "metadata", "notice", "people", "register", "work"]
