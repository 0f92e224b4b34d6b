"""Keeping the texts of reports as their neighbours are held against them, each text of a county's year once.

What is kept here follows from audits and the register; it is no evidence. A text without marks of the wanted scheme
(recorded by an earlier version, or moved to another slot) is always read, until its next audit marks it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from filings.marks import Marks
from ledger.store import insert_many
from ledger.tables.filing import marked_texts, passage_texts, passages, submissions, text_marks
from ledger.tables.register import agencies

_UNMARKED = Marks(scheme="", kept=frozenset())

_FILING = submissions.join(
    agencies, agencies.c.code == sa.func.coalesce(submissions.c.slot_agency, submissions.c.agency)
)
_YEAR = sa.func.coalesce(submissions.c.slot_year, submissions.c.year)
_WHERE = (
    sa.select(
        agencies.c.jurisdiction, _YEAR.label("slot"),
        passages.c.id, passages.c.area, passages.c.year, passages.c.scheme, passages.c.body,
    )
    .select_from(_FILING.join(passages, passages.c.submission == submissions.c.id))
    .where(submissions.c.id == sa.bindparam("filing"))
)  # fmt: skip
_NEW = (
    sa.select(
        submissions.c.id, agencies.c.jurisdiction, _YEAR,
        sa.bindparam("how", type_=sa.Text()), sa.bindparam("texts", type_=sa.Text()),
    )
    .select_from(_FILING)
    .where(submissions.c.id == sa.bindparam("filing"))
)  # fmt: skip
_CHANGE = sa.update(passages).where(passages.c.id == sa.bindparam("of"))
_MARK = sa.insert(text_marks)
_HAVE = sa.insert(passage_texts)
_UNMARK = sa.delete(passage_texts).where(passage_texts.c.passages == sa.bindparam("of"))


def put_passages(connection: sa.Connection, submission: str, body: str, marks: Marks | None) -> None:
    """Keep a filing's texts, in place of those it had, in the transaction that has locked the filing."""
    marks = marks or _UNMARKED
    new = {"filing": submission, "how": marks.scheme, "texts": body}
    row: Any = connection.execute(_putting(connection.dialect.name), new).first()
    if row is None:
        row = connection.execute(_WHERE, {"filing": submission}).one()
        if (row.jurisdiction, row.slot, marks.scheme, body) == (row.area, row.year, row.scheme, row.body):
            return
        _move(connection, row, marks.scheme, body)
    if marks.scheme:
        _mark(connection, row.jurisdiction, row.slot, row.id, marks)


def move_passages(connection: sa.Connection, submission: str) -> None:
    """The filing has another slot: its texts follow, unmarked."""
    row = connection.execute(_WHERE, {"filing": submission}).first()
    if row is not None:
        _move(connection, row, "", row.body)


def drop_passages(connection: sa.Connection, filed: Sequence[str]) -> None:
    """Take away the texts of filings that the caller has locked: nobody is held against them any more.

    With the last of a county's year go the marks of all of them.
    """
    mine = passages.c.submission.in_(filed)
    rows = connection.execute(sa.select(passages.c.id, passages.c.area, passages.c.year).where(mine)).all()
    connection.execute(sa.delete(passage_texts).where(passage_texts.c.passages.in_([row.id for row in rows])))
    connection.execute(sa.delete(passages).where(mine))
    for area, year in sorted({(row.area, row.year) for row in rows}):
        there = sa.select(passages.c.id).where(passages.c.area == area, passages.c.year == year)
        if connection.execute(there.limit(1)).first() is None:
            connection.execute(sa.delete(text_marks).where(text_marks.c.area == area, text_marks.c.year == year))
            old = sa.select(marked_texts.c.id).where(marked_texts.c.area == area, marked_texts.c.year == year)
            connection.execute(old.order_by(marked_texts.c.id).with_for_update()).all()
            connection.execute(sa.delete(marked_texts).where(marked_texts.c.area == area, marked_texts.c.year == year))


def _mark(connection: sa.Connection, area: str, year: int, of: int, marks: Marks) -> None:
    """Let a filing have its texts; those that nobody had are written with their marks."""
    have: dict[int, tuple[str, bytes, frozenset[int]]] = {}
    for part, digest, sketch, found in _texts(of, marks):
        have[_number(area, year, marks.scheme, digest)] = (part, sketch, found)
    rows = [{"id": number, "area": area, "year": year, "sketch": have[number][1]} for number in sorted(have)]
    new = insert_many(connection, marked_texts, rows)
    written = [
        {"area": area, "year": year, "mark": mark, "text": number}
        for number in sorted(have)
        if number in new
        for mark in sorted(have[number][2])
    ]
    if written:
        connection.execute(_MARK, written)
    connection.execute(_HAVE, [{"text": number, "passages": of, "part": have[number][0]} for number in sorted(have)])


def _texts(of: int, marks: Marks) -> Iterator[tuple[str, str, bytes, frozenset[int]]]:
    """(part, digest, sketch, marks): what is this filing's alone, then each of its texts."""
    own = ",".join(map(str, sorted(marks.kept)))
    yield "", f"{of} {own}", b"", marks.kept
    for text in marks.texts:
        yield text.part, text.digest, text.sketch, text.marks


def _number(area: str, year: int, scheme: str, digest: str) -> int:
    """The id of a text: 63 bits of all that tells it from others."""
    told = "\x1f".join((area, str(year), scheme, digest))
    return int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 1


@cache
def _putting(dialect: str) -> sa.Executable:
    """Insert unless there are texts of this filing; what ``_WHERE`` gives, of a new row."""
    columns = ["submission", "area", "year", "scheme", "body"]
    putting = (sqlite if dialect == "sqlite" else postgresql).insert(passages).from_select(columns, _NEW)
    statement: sa.Executable = putting.on_conflict_do_nothing().returning(
        passages.c.id, passages.c.area.label("jurisdiction"), passages.c.year.label("slot")
    )
    return statement


def _move(connection: sa.Connection, row: Any, scheme: str, body: str) -> None:  # noqa: ANN401 - a row of _WHERE
    """Take away the texts where they were, and say where they are."""
    connection.execute(_UNMARK, {"of": row.id})
    new = {"area": row.jurisdiction, "year": row.slot, "scheme": scheme, "body": body}
    connection.execute(_CHANGE, {"of": row.id, **new})
