"""Which of the rarer facts of an agency-year are on record: one question in place of one for each kind."""

from collections.abc import Mapping

import sqlalchemy as sa

from ledger.tables.filing import acts, audits, explanations, paper_receipts, publications, submissions, waivers

_AGENCY: sa.BindParameter[str] = sa.bindparam("agency")
_YEAR: sa.BindParameter[int] = sa.bindparam("year")
_FILINGS = sa.union_all(
    sa.select(submissions.c.id).where(submissions.c.slot_agency == _AGENCY, submissions.c.slot_year == _YEAR),
    sa.select(submissions.c.id).where(
        submissions.c.slot_year.is_(None),
        submissions.c.agency == _AGENCY,
        submissions.c.year == _YEAR,
        submissions.c.practice.is_(False),
    ),
)
_WHERE: Mapping[sa.Table, sa.ColumnElement[bool]] = {
    **{table: table.c.submission.in_(_FILINGS) for table in (acts, audits)},
    **{
        table: sa.and_(table.c.agency == _AGENCY, table.c.year == _YEAR)
        for table in (explanations, paper_receipts, publications, waivers)
    },
}
_NAMES = tuple(table.name for table in _WHERE)
_ASKED = sa.select(*(sa.exists().select_from(table).where(where).label(table.name) for table, where in _WHERE.items()))

ANY = frozenset(_NAMES)


def present(connection: sa.Connection, agency: str, year: int) -> frozenset[str]:
    """Names of those tables of ``ANY`` that hold something of the agency-year, or of filings in it."""
    row = connection.execute(_ASKED, {"agency": agency, "year": year}).one()
    return frozenset(name for name, there in zip(_NAMES, row, strict=True) if there)
