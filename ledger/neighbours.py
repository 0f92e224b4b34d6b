"""Finding the reports of a county's year that one may be too like: by marks, each text looked at once."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeAlias

import sqlalchemy as sa

from filings.agency import Agency, Register
from filings.dossier import Neighbour
from filings.marks import Group, Search, part_name
from filings.nouns import dataclass
from filings.submission import Submission
from ledger.tables.filing import marked_texts, passage_texts, passages, submissions, text_marks

# Hundreds of rows are taken with ``all``: fetched one by one, they would cost more than the search for them.
_AT_ONCE = 5000  # marks asked in one statement; a report of usual length has some hundred
_THERE = (passages.c.area == sa.bindparam("area"), passages.c.year == sa.bindparam("year"))
_HOLDERS = sa.func.aggregate_strings(sa.cast(text_marks.c.text, sa.Text()), ",").label("holders")
_SHARING = (  # a phrase that many wrote bears the same marks: one row for a mark, not for each text that has it
    sa.select(text_marks.c.mark, _HOLDERS)
    .where(
        text_marks.c.area == sa.bindparam("area"),
        text_marks.c.year == sa.bindparam("year"),
        text_marks.c.mark.in_(sa.bindparam("asked", expanding=True)),
    )
    .group_by(text_marks.c.mark)
)
_BEARERS = sa.func.aggregate_strings(sa.cast(passage_texts.c.passages, sa.Text()), ",").label("bearers")
_HAVING = (  # what was handed round to all: one row
    sa.select(passage_texts.c.text, _BEARERS)
    .where(passage_texts.c.text.in_(sa.bindparam("texts", expanding=True)))
    .group_by(passage_texts.c.text)
)
_PARTS = (
    sa.select(passage_texts.c.part, passage_texts.c.text, marked_texts.c.sketch, _BEARERS)
    .join(marked_texts, marked_texts.c.id == passage_texts.c.text)
    .where(
        passage_texts.c.passages.in_(sa.bindparam("found", expanding=True)),
        passage_texts.c.part.in_(sa.bindparam("parts", expanding=True)),
    )
    .group_by(passage_texts.c.part, passage_texts.c.text, marked_texts.c.id)
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
_WHO = (
    sa.select(passages.c.id, submissions.c.slot_agency)
    .join(submissions, submissions.c.id == passages.c.submission)
    .where(
        passages.c.id.in_(sa.bindparam("found", expanding=True)),
        submissions.c.slot_year + 0 == sa.bindparam("year"),  # not by its index: SQLite would try every pair of both
        submissions.c.received_at < sa.bindparam("before"),
        ~_SUPERSEDED,
    )
    .order_by(submissions.c.slot_agency)
)
_BODIES = sa.select(passages.c.id, passages.c.body).where(passages.c.id.in_(sa.bindparam("found", expanding=True)))

Groups: TypeAlias = frozenset[Group] | None  # None: all of them


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks, in which transaction, for what."""

    connection: sa.Connection
    area: str
    year: int
    before: datetime
    search: Search


def neighbours_of(
    connection: sa.Connection, submission: Submission, register: Register, search: Search
) -> tuple[Neighbour, ...]:
    """The agencies of the register whose last report of the year came first and may be too like, by code.

    Of each, the groups of sections that may be. Of several that have the same text of a group, and are neither named
    in this report nor name it, the first one: the others are no more like it.
    """
    asking = _Asking(connection, register.jurisdiction.code, submission.year, submission.received_at, search)
    found = _found(asking)
    if not found:
        return ()
    others = {agency.code: agency for agency in register.agencies if agency.code != submission.agency}
    there = {"found": sorted(found), "year": asking.year, "before": asking.before}
    rows = {number: code for number, code in connection.execute(_WHO, there).all() if code in others}
    same = {number: None if _renamed(others[code]) else found[number] for number, code in rows.items()}
    chosen = dict(_chosen(asking, same.items()))
    if not chosen:
        return ()
    bodies = {row.id: row.body for row in connection.execute(_BODIES, {"found": sorted(chosen)})}
    return tuple(
        _neighbour(code, others[code].name, bodies[number], chosen[number])
        for number, code in rows.items()
        if number in chosen
    )


def _renamed(agency: Agency) -> bool:
    """Whether another name may have been taken out of its texts than is now: it is held against by itself."""
    return bool(agency.names) and any(not name.alias for name in agency.names)


def _neighbour(code: str, name: str, body: str, groups: Groups) -> Neighbour:
    texts = {int(number): text for number, text in json.loads(body).items()}
    if groups is not None:
        wanted = {number for group in groups for number in group}
        texts = {number: text for number, text in texts.items() if number in wanted}
    return Neighbour(agency=code, name=name, filed_first=True, passages=texts, groups=groups)


def _chosen(asking: _Asking, found: Collection[tuple[int, Groups]]) -> Iterator[tuple[int, Groups]]:
    """Those that are to be read, in their order: of a text that several have, the first, unless it cannot reach."""
    search, plain = asking.search, [number for number, groups in found if groups is not None]
    if search.apart or not plain:
        yield from found
        return
    groups_found = frozenset[Group]().union(*{groups for _, groups in found if groups})
    wanted = {part_name(search.place, group): group for group in groups_found}
    texts: dict[Group, dict[int, int]] = defaultdict(dict)
    sketches: dict[int, bytes] = {}
    for part, text, sketch, bearers in asking.connection.execute(
        _PARTS, {"found": plain, "parts": sorted(wanted)}
    ).all():
        texts[wanted[part]].update(dict.fromkeys(map(int, bearers.split(",")), text))
        sketches[text] = sketch
    seen: set[tuple[Group, int]] = set()
    for of, groups in found:
        if groups is None:
            yield of, None
            continue
        left = []
        for group in sorted(groups):
            number = texts[group].get(of)
            if number is None:
                left.append(group)
            elif (group, number) not in seen:
                seen.add((group, number))
                left += [group] if search.may_reach(group, sketches.get(number, b"")) else []
        if left:
            yield of, frozenset(left)


def _found(asking: _Asking) -> dict[int, Groups]:
    """The reports that may be too like, with the groups in which they may be, and in whole those marked otherwise."""
    place = {"area": asking.area, "year": asking.year}
    asked, search = sorted(asking.search.asked), asking.search
    marks: dict[str, list[int]] = defaultdict(list)
    for start in range(0, len(asked), _AT_ONCE):
        there = {**place, "asked": asked[start : start + _AT_ONCE]}
        for mark, holders in asking.connection.execute(_SHARING, there).all():
            marks[holders].append(mark)
    found: dict[int, Groups] = {}
    for shared, reports in _together(asking.connection, marks):
        if not shared.isdisjoint(search.named):
            found.update(dict.fromkeys(reports))
        elif groups := search.alike(shared):
            found.update(dict.fromkeys(reports, groups))
    otherwise = asking.connection.execute(_OTHERWISE, {**place, "scheme": search.scheme}).scalars()
    return {**found, **dict.fromkeys(otherwise)}


def _together(
    connection: sa.Connection, marks: Mapping[str, list[int]]
) -> Iterator[tuple[frozenset[int], Iterable[int]]]:
    """(marks, the reports that bear just these): those that share the same with the report are looked at once."""
    held: dict[int, list[str]] = defaultdict(list)
    for holders in marks:
        for text in holders.split(","):
            held[int(text)].append(holders)
    if not held:
        return
    having: dict[int, list[int]] = defaultdict(list)
    for text, bearers in connection.execute(_HAVING, {"texts": sorted(held)}).all():
        for report in map(int, bearers.split(",")):
            having[report].append(text)
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for report, texts in having.items():
        alike[tuple(texts)].append(report)
    found: dict[frozenset[str], list[int]] = defaultdict(list)
    for borne, reports in alike.items():
        found[frozenset(one for text in borne for one in held[text])] += reports
    for lists, reports in found.items():
        yield frozenset(mark for holders in lists for mark in marks[holders]), reports
