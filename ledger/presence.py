"""Which of the rarer facts of an agency-year are on record: one question in place of one for each kind."""

from collections.abc import Iterator

import sqlalchemy as sa

from ledger.tables.filing import explanations, paper_receipts, publications, waivers

_KINDS = (explanations, paper_receipts, publications, waivers)
_ASKED = sa.select(
    *(
        sa.exists().where(table.c.year == sa.bindparam("year"), table.c.agency == sa.bindparam("agency"))
        .select_from(table).label(table.name)
        for table in _KINDS
    )
)  # fmt: skip

ANY = frozenset(table.name for table in _KINDS)


def present(connection: sa.Connection, agency: str, year: int) -> frozenset[str]:
    """Names of those tables of ``ANY`` that hold something of the agency-year."""
    return frozenset(_present(connection, agency, year))


def _present(connection: sa.Connection, agency: str, year: int) -> Iterator[str]:
    row = connection.execute(_ASKED, {"agency": agency, "year": year}).one()
    yield from (name for name, there in row._mapping.items() if there)  # noqa: SLF001 - the public way to the names
