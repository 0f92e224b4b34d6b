"""Rows from which the contents are taken out when they have been kept long enough; the rows stay, and say so.

Each table has one form of an emptied row, so that whoever looks later can tell one from a row that somebody changed.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from filings.retention import CLEARED
from ledger.evidence import EVIDENCE, Proof, proof

EMPTIED: Mapping[str, Mapping[str, object]] = {
    "blobs": {"data": b""},
    "submission_documents": {"name": CLEARED},
    "audits": {"body": "", "report": None},
    "findings": {"message": CLEARED},
    "notices": {"title": CLEARED, "text": CLEARED, "body": b"", "attachments": "[]"},
    "attempts": {"answer": ""},
    "acts": {"by": CLEARED, "reason": CLEARED},
    "statements": {"by": CLEARED, "text": CLEARED},
    "remarks": {"by": CLEARED, "text": CLEARED},
    "held": {"assigned_by": CLEARED, "assigned_reason": CLEARED},
    "explanations": {"by": CLEARED, "text": CLEARED},
    "waivers": {"approver": CLEARED, "reason": CLEARED},
    "paper_receipts": {"by": CLEARED, "reason": CLEARED},
}


def empty_rows(connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> list[Proof]:
    """Take the contents out of rows that the caller has locked; what stands there then.

    What goes is not read: it may be many megabytes.
    """
    form = EMPTIED[table.name]
    kept = [table.c[name] for name in EVIDENCE[table.name].columns if name not in form]
    rows = connection.execute(sa.select(*kept).where(where).order_by(*table.primary_key)).mappings().all()
    if not rows:
        return []
    connection.execute(sa.update(table).where(where).values(**form))
    return [proof(table, {**row, **form}) for row in rows]


def is_emptied(table: str, row: Mapping[Any, Any]) -> bool:
    """Whether a raw row, as either driver gives it, has the form of an emptied one."""
    form = EMPTIED.get(table)
    return form is not None and all(_raw(row.get(name)) == value for name, value in form.items())


def _raw(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
