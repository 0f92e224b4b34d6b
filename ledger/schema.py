"""Bringing a database to the tables of this version. Who only works on them need not load the library for it."""

from collections.abc import Callable
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATING = 0x676F756A6970  # PostgreSQL's advisory lock for migrations


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Run the migrations that the database lacks, in one transaction. Two that do so at once take turns."""
    from alembic import command  # noqa: PLC0415 - see above

    _migrate(engine, command.upgrade, revision)


def downgrade(engine: sa.Engine, revision: str) -> None:
    """Take migrations back, down to ``revision`` (``base``: all). What their tables held is gone."""
    from alembic import command  # noqa: PLC0415 - see above

    _migrate(engine, command.downgrade, revision)


def is_current(engine: sa.Engine) -> bool:
    """Whether the database has the tables of this version."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    with as_file(files("ledger") / "migrations") as folder, engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        return found == ScriptDirectory(str(folder)).get_current_head()


def _migrate(engine: sa.Engine, step: "Callable[[Config, str], None]", revision: str) -> None:
    with as_file(files("ledger") / "migrations") as folder, engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
        step(_config(str(folder), connection), revision)


def _config(folder: str, connection: sa.Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
