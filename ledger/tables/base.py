"""What all tables share: one catalogue with named constraints, and instants that are the same on both databases."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. A naive one is refused: it would mean another moment on another machine."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To UTC; SQLite keeps the UTC clock time without a zone, in a form that sorts."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - fixed by the base class
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def serial() -> sa.Column[int]:
    """A primary key that the database counts up; a number is never given twice."""
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True)


def word(name: str, *, key: bool = False) -> sa.Column[str]:
    """A text that is never null; nothing is ``""``."""
    return sa.Column(name, sa.Text(), nullable=False, primary_key=key)


def yes(name: str) -> sa.Column[bool]:
    """A mark that is off unless set."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
