"""Rows of a ledger under test, taken out, kept and put back without the ledger's help."""

from collections.abc import Iterable

import sqlalchemy as sa

from ledger.tables import metadata


class Kept:
    """The rows of a database as they stand: put back at a fraction of what making them anew costs."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        apart = engine.dialect.name == "postgresql"  # a schema of their own: tests compare the ledger's with its tables
        kept = "kept." if apart else "kept_"
        with engine.begin() as connection:
            if apart:
                connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS kept")
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {kept}{table.name}")
                connection.exec_driver_sql(f"CREATE TABLE {kept}{table.name} AS SELECT * FROM {table.name}")  # noqa: S608 - our own names
            full = [
                table.name
                for table in metadata.sorted_tables
                if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            ]
        self._script = [*emptying(), *(f"INSERT INTO {name} SELECT * FROM {kept}{name}" for name in full)]  # noqa: S608 - the same

    def restore(self) -> None:
        """Every row is again as it was."""
        run_script(self._engine, self._script)


def emptying() -> list[str]:
    """Statements that take every row out of a ledger; much faster than TRUNCATE, which makes new files."""
    return [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]  # noqa: S608 - our own names


def run_script(engine: sa.Engine, statements: Iterable[str]) -> None:
    """Run statements without arguments in one transaction, on PostgreSQL all at once."""
    with engine.begin() as connection:
        lot = ["; ".join(statements)] if connection.dialect.name == "postgresql" else statements
        for statement in lot:
            connection.exec_driver_sql(statement)
