"""Migrations."""

import threading
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from ledger import connect, upgrade
from ledger.schema import downgrade, is_current
from ledger.tables import metadata


def test_migrations_and_tables_agree(engine: sa.Engine) -> None:
    """A migrated database has exactly the tables, columns, keys and indexes that the code names."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(engine: sa.Engine) -> None:
    """A migrated database is current and stays so."""
    assert is_current(engine)
    upgrade(engine)
    assert is_current(engine)


def test_an_empty_database_is_not_current(tmp_path: Path) -> None:
    """Before the migrations the tables are not those of this version."""
    engine = connect(f"sqlite:///{tmp_path / 'a.db'}")
    assert not is_current(engine)
    upgrade(engine, "02")
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    engine.dispose()


def test_two_that_migrate_at_once_take_turns(tmp_path: Path) -> None:
    """Workers that start together on a new database do not trip over each other."""
    faults: list[Exception] = []

    def migrate() -> None:
        engine = connect(f"sqlite:///{tmp_path / 'a.db'}")
        try:
            upgrade(engine)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            faults.append(error)
        engine.dispose()

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_every_foreign_key_of_a_busy_table_can_be_followed(engine: sa.Engine) -> None:
    """Names of constraints are the same on both databases, so that a later migration can name them."""
    inspector = sa.inspect(engine)
    names = {key["name"] for table in inspector.get_table_names() for key in inspector.get_foreign_keys(table)}
    wanted = {key.name for table in metadata.sorted_tables for key in table.foreign_key_constraints}
    assert names == wanted


def test_every_step_can_be_taken_back(tmp_path: Path) -> None:
    """Going down to nothing and up again gives the same tables."""
    engine = connect(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(engine)
    downgrade(engine, "base")
    assert set(sa.inspect(engine).get_table_names()) <= {"alembic_version", "sqlite_sequence"}
    upgrade(engine)
    assert is_current(engine)
    engine.dispose()
