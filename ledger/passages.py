"""Texts of reports as their neighbours are held against them, found by marks within a jurisdiction and year.

What is kept here follows from audits and the register; it is no evidence. A text without marks of the wanted scheme
(recorded by an earlier version, or moved to another slot) is always read, until its next audit marks it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from filings.agency import Register
from filings.dossier import Neighbour
from filings.marks import Marks, Search
from filings.submission import Submission
from ledger.tables.filing import passage_marks, passages, submissions
from ledger.tables.register import agencies

_AT_ONCE = 5000  # marks asked in one statement; a report of usual length has some hundred
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
_CHANGE = sa.update(passages).where(passages.c.id == sa.bindparam("text"))
_MARK = sa.insert(passage_marks)
_UNMARK = sa.delete(passage_marks).where(
    passage_marks.c.area == sa.bindparam("was_in"),
    passage_marks.c.year == sa.bindparam("was_of"),
    passage_marks.c.passages == sa.bindparam("text"),
)
_THERE = (passages.c.area == sa.bindparam("area"), passages.c.year == sa.bindparam("year"))
_HOLDERS = sa.func.aggregate_strings(sa.cast(passage_marks.c.passages, sa.Text()), ",").label("holders")
_SHARING = (  # what an office handed round bears the same marks at all: one row for a mark, not for each who has it
    sa.select(passage_marks.c.mark, _HOLDERS)
    .where(
        passage_marks.c.area == sa.bindparam("area"),
        passage_marks.c.year == sa.bindparam("year"),
        passage_marks.c.mark.in_(sa.bindparam("asked", expanding=True)),
    )
    .group_by(passage_marks.c.mark)
)
_OTHERWISE = sa.union_all(
    *(
        sa.select(passages.c.id).where(*_THERE, other)
        for other in (passages.c.scheme < sa.bindparam("scheme"), passages.c.scheme > sa.bindparam("scheme"))
    ),
)
_LATER, _THEIRS = submissions.alias(), passages.alias()
_SUPERSEDED = sa.exists().where(
    _LATER.c.slot_agency == submissions.c.slot_agency,
    _LATER.c.slot_year == submissions.c.slot_year,
    _LATER.c.ordinal > submissions.c.ordinal,
    _THEIRS.c.submission == _LATER.c.id,
)
_READ = (
    sa.select(passages.c.id, submissions.c.slot_agency, passages.c.body)
    .join(submissions, submissions.c.id == passages.c.submission)
    .where(
        passages.c.id.in_(sa.bindparam("found", expanding=True)),
        submissions.c.slot_year == sa.bindparam("year"),
        submissions.c.received_at < sa.bindparam("before"),
        ~_SUPERSEDED,
    )
    .order_by(submissions.c.slot_agency)
)


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
    place = {"area": row.jurisdiction, "year": row.slot, "passages": row.id}
    if marks.kept:
        connection.execute(_MARK, [{**place, "mark": mark} for mark in sorted(marks.kept)])


def move_passages(connection: sa.Connection, submission: str) -> None:
    """The filing has another slot: its texts follow, unmarked."""
    row = connection.execute(_WHERE, {"filing": submission}).first()
    if row is not None:
        _move(connection, row, "", row.body)


def drop_passages(connection: sa.Connection, filed: Sequence[str]) -> None:
    """Take away the texts of filings that the caller has locked: nobody is held against them any more."""
    mine = passages.c.submission.in_(filed)
    for row in connection.execute(sa.select(passages.c.id, passages.c.area, passages.c.year).where(mine)).all():
        connection.execute(_UNMARK, {"was_in": row.area, "was_of": row.year, "text": row.id})
    connection.execute(sa.delete(passages).where(mine))


def neighbours_of(
    connection: sa.Connection, submission: Submission, register: Register, search: Search
) -> tuple[Neighbour, ...]:
    """The agencies of the register whose last report of the year came first and may be too like, by code.

    Of each, the sections that may be.
    """
    place = {"area": register.jurisdiction.code, "year": submission.year, "scheme": search.scheme}
    found = _found(connection, place, search)
    names = {agency.code: agency.name for agency in register.agencies if agency.code != submission.agency}
    rows = _read(connection, sorted(found), submission.year, submission.received_at) if found else ()
    return tuple(
        Neighbour(
            agency=row.slot_agency,
            name=names[row.slot_agency],
            filed_first=True,
            passages=_sections(row.body, found[row.id]),
        )
        for row in rows
        if row.slot_agency in names
    )


def _sections(body: str, wanted: frozenset[int] | None) -> dict[int, str]:
    texts = ((int(number), text) for number, text in json.loads(body).items())
    return {number: text for number, text in texts if wanted is None or number in wanted}


def _found(connection: sa.Connection, place: Mapping[str, Any], search: Search) -> dict[int, frozenset[int] | None]:
    """The texts to be read: those that may be too like, with their sections, and in whole those marked otherwise."""
    asked = sorted(search.asked)
    marks: dict[str, list[int]] = defaultdict(list)
    for start in range(0, len(asked), _AT_ONCE):
        for mark, holders in connection.execute(_SHARING, {**place, "asked": asked[start : start + _AT_ONCE]}):
            marks[holders].append(mark)
    found: dict[int, frozenset[int] | None] = {}
    for shared, texts in _together(marks):
        if sections := search.alike(shared):
            found.update(dict.fromkeys(texts, sections))
    found.update(dict.fromkeys(connection.execute(_OTHERWISE, place).scalars()))
    return found


def _together(marks: Mapping[str, list[int]]) -> Iterator[tuple[frozenset[int], list[int]]]:
    """(marks, the texts that hold just these): texts that share the same with the report are looked at once."""
    held: dict[str, list[str]] = defaultdict(list)
    for holders in marks:
        for text in holders.split(","):
            held[text].append(holders)
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for text, found in held.items():
        alike[tuple(found)].append(int(text))
    for lists, texts in alike.items():
        yield frozenset(mark for holders in lists for mark in marks[holders]), texts


def _read(connection: sa.Connection, found: list[int], year: int, before: datetime) -> Iterable[sa.Row[Any]]:
    return connection.execute(_READ, {"found": found, "year": year, "before": before})


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
    """Take away the marks where the texts were, and say where they are."""
    connection.execute(_UNMARK, {"was_in": row.area, "was_of": row.year, "text": row.id})
    new = {"area": row.jurisdiction, "year": row.slot, "scheme": scheme, "body": body}
    connection.execute(_CHANGE, {"text": row.id, **new})
