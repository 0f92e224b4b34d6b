"""What a verb costs does not grow with what is settled: by query plans and by the work that the database did."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from filings.agency import Jurisdiction
from filings.job import JobState
from filings.marks import Group, Marks, Search
from filings.submission import Submission
from ledger import Ledger
from ledger.jobs import COUNTED
from ledger.tables.filing import passage_texts, passages, submissions, text_marks
from ledger.tables.notice import deliveries, notices
from ledger.tables.register import agencies
from ledger.tables.work import jobs

_MANY = 8 * COUNTED


@contextmanager
def reading(ledger: Ledger) -> Iterator[list[tuple[str, Any]]]:
    """The SELECT statements that run meanwhile, with their parameters."""
    asked: list[tuple[str, Any]] = []

    def listen(_: object, __: object, statement: str, parameters: Any, *more: object) -> None:  # noqa: ANN401, ARG001
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    sa.event.listen(ledger.engine, "before_cursor_execute", listen)
    yield asked
    sa.event.remove(ledger.engine, "before_cursor_execute", listen)


@contextmanager
def unhurried(ledger: Ledger) -> Iterator[sa.Connection]:
    """A connection whose PostgreSQL plans as for large tables: small ones it reads in whole, index or not."""
    with ledger.engine.connect() as connection:
        if ledger.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL enable_hashjoin = off")
        yield connection


def plans(ledger: Ledger, act: Callable[[], object]) -> list[str]:
    """How the database goes about what a verb asks: one line for each step, on PostgreSQL the kinds of node."""
    with reading(ledger) as asked:
        act()
    word = "EXPLAIN QUERY PLAN" if ledger.engine.dialect.name == "sqlite" else "EXPLAIN"
    with unhurried(ledger) as connection:
        rows = [row for text, given in asked for row in connection.exec_driver_sql(f"{word} {text}", given)]
    return [str(row[-1]).strip() for row in rows]


def work(ledger: Ledger, act: Callable[[], object]) -> int:
    """What the database did for a verb: steps of its machine on SQLite, rows looked at on PostgreSQL."""
    if ledger.engine.dialect.name == "sqlite":
        return _steps(ledger, act)
    with reading(ledger) as asked:
        act()
    with unhurried(ledger) as connection:
        told = [
            connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", given).scalar()
            for text, given in asked
        ]
    return sum(_rows(plan["Plan"]) for one in told for plan in (json.loads(one) if isinstance(one, str) else one))


def _rows(node: dict[str, Any]) -> int:
    here = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    return int(here) + sum(_rows(child) for child in node.get("Plans", ()))


def _steps(ledger: Ledger, act: Callable[[], object]) -> int:
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    def watch(connection: Any, *_: object) -> None:  # noqa: ANN401 - the driver's
        connection.set_progress_handler(count, 1)

    def leave(connection: Any, *_: object) -> None:  # noqa: ANN401 - the same
        connection.set_progress_handler(None, 1)

    for name, hook in (("checkout", watch), ("checkin", leave)):
        sa.event.listen(ledger.engine, name, hook)
    act()
    for name, hook in (("checkout", watch), ("checkin", leave)):
        sa.event.remove(ledger.engine, name, hook)
    return counted[0]


def whole(shared: frozenset[int]) -> frozenset[Group]:
    """Section one of whoever shares a mark."""
    return frozenset({(1,)}) if shared else frozenset()


def analyse(ledger: Ledger) -> None:
    """Let PostgreSQL look at what the tables hold, as it does by itself after a while."""
    if ledger.engine.dialect.name == "postgresql":
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")


def fill(ledger: Ledger, state: JobState, number: int, make: Any) -> None:  # noqa: ANN401 - builders
    """Jobs in a state, all due at one instant."""
    rows = [
        {
            "id": f"{state}{n}", "kind": "audit", "key": f"{state}{n}", "subject": "s", "state": state.value,
            "due_at": make.now, "reason": "", "created_at": make.now,
        }
        for n in range(number)
    ]  # fmt: skip
    with ledger.engine.begin() as connection:
        connection.execute(sa.insert(jobs), rows)
    analyse(ledger)


VERBS: dict[str, Callable[[Ledger, Any], object]] = {
    "listed": lambda ledger, _: ledger.jobs.listed(limit=20),
    "listed due": lambda ledger, _: ledger.jobs.listed(JobState.DUE, limit=20),
    "listed done": lambda ledger, _: ledger.jobs.listed(JobState.DONE, limit=20),
    "due": lambda ledger, make: ledger.jobs.due(make.now + timedelta(days=1), limit=20),
}


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_done_is_not_looked_at(ledger: Ledger, make, verb: str) -> None:  # noqa: ANN001
    """With 4,000 jobs done and 4,000 due, the first twenty cost what they cost among a few: found and in order."""

    def act() -> object:
        return VERBS[verb](ledger, make)

    for state in (JobState.DUE, JobState.DONE):
        fill(ledger, state, 40, make)
    few = work(ledger, act)
    with ledger.engine.begin() as connection:
        connection.execute(sa.delete(jobs))
    for state in (JobState.DUE, JobState.DONE):
        fill(ledger, state, _MANY, make)
    assert work(ledger, act) <= few * 1.1
    steps = plans(ledger, act)
    assert any("ix_jobs_state_due_at_id" in step for step in steps)
    assert [step for step in steps if "SCAN jobs" in step or "Seq Scan on jobs" in step] == []


def sent(ledger: Ledger, number: int, make: Any) -> None:  # noqa: ANN401 - builders
    """As many notices that were delivered long ago, and three that are due."""
    names = [(f"n{n}", "delivered") for n in range(number)] + [(f"due{n}", "pending") for n in range(3)]
    told = [
        {
            "id": name, "type": "audit.completed", "recipient": "agency:A01", "subject": "s", "title": "t", "text": "t",
            "body": b"{}", "created": make.now, "attachments": "[]",
        }
        for name, _ in names
    ]  # fmt: skip
    sends = [
        {
            "id": f"d{name}", "notice": name, "endpoint": "e1", "state": state, "next_attempt_at": make.now,
            "attempts": 1, "error": "",
        }
        for name, state in names
    ]  # fmt: skip
    with ledger.engine.begin() as connection:
        connection.execute(sa.insert(notices), told)
        connection.execute(sa.insert(deliveries), sends)
    analyse(ledger)


def test_what_was_delivered_is_not_looked_at(ledger: Ledger, make) -> None:  # noqa: ANN001
    """Three deliveries are due beside 40 that were made, and beside 4,000: they are found with the same work."""
    ledger.endpoints.put(make.endpoint("e1"), "test", make.now)

    def act() -> object:
        return ledger.notices.due(make.now + timedelta(days=1))

    sent(ledger, 40, make)
    assert sorted(act()) == ["ddue0", "ddue1", "ddue2"]  # type: ignore[call-overload]
    few = work(ledger, act)
    with ledger.engine.begin() as connection:
        connection.execute(sa.delete(deliveries))
        connection.execute(sa.delete(notices))
    sent(ledger, _MANY, make)
    assert work(ledger, act) <= few * 1.1


def test_counting_ends(ledger: Ledger, make) -> None:  # noqa: ANN001
    """A state is counted up to a limit; with eight times as many it costs and says the same."""
    fill(ledger, JobState.DONE, COUNTED, make)
    few = work(ledger, ledger.jobs.counts)
    assert ledger.jobs.counts()[JobState.DONE] == COUNTED
    with ledger.engine.begin() as connection:
        connection.execute(sa.delete(jobs))
    fill(ledger, JobState.DONE, _MANY, make)
    assert ledger.jobs.counts() == {**dict.fromkeys(JobState, 0), JobState.DONE: COUNTED}
    assert work(ledger, ledger.jobs.counts) <= few * 1.1


def test_jobs_of_all_states_are_listed_in_one_order(ledger: Ledger, make) -> None:  # noqa: ANN001
    """Longest due first whatever their state; a page begins where the one before ended."""
    for number, state in enumerate((JobState.QUARANTINED, JobState.DONE, JobState.DUE, JobState.DONE)):
        with ledger.engine.begin() as connection:
            row = {"id": f"j{number}", "kind": "audit", "key": f"{number}", "subject": "s", "state": state.value}
            at = make.now - timedelta(hours=number)
            connection.execute(sa.insert(jobs), [{**row, "due_at": at, "reason": "", "created_at": at}])
    assert [job.id for job in ledger.jobs.listed()] == ["j3", "j2", "j1", "j0"]
    assert [job.id for job in ledger.jobs.listed(limit=2, offset=1)] == ["j2", "j1"]


def others(ledger: Ledger, areas: int, years: int, make: Any) -> None:  # noqa: ANN401 - builders
    """Filings of other counties and years, whose texts bear the marks that are asked for."""
    codes = [(f"9{area:05}", f"B{area}-{n}") for area in range(areas) for n in range(10)]
    for area in {area for area, _ in codes}:
        ledger.register.put_jurisdiction(Jurisdiction(code=area, name="他县", office="办"), "甲", make.now)
    rows = [{"code": code, "name": code, "kind": "department", "jurisdiction": area} for area, code in codes]
    plain = {"tags": "[]", "contact": "", "mail": ""}
    filed = [(area, code, 2025) for area, code in codes]
    filed += [(make.area, code, 2000 + year) for year in range(years) for code in ("A01", "T01", "G01")]
    with ledger.engine.begin() as connection:
        connection.execute(sa.insert(agencies), [{**row, **plain, "position": n} for n, row in enumerate(rows)])
        for number, (area, code, year) in enumerate(filed, start=1000):
            name = f"s{number}"
            slot = {"agency": code, "year": year, "slot_agency": code, "slot_year": year, "ordinal": 1}
            rest = {"content": name, "received_at": make.now, "channel": "stream"}
            connection.execute(sa.insert(submissions), {"id": name, **slot, **rest})
            text = {"submission": name, "area": area, "year": year, "scheme": "s", "body": "{}"}
            connection.execute(sa.insert(passages), {"id": number, **text})
            connection.execute(sa.insert(passage_texts), {"text": number, "passages": number, "part": ""})
            marks = [{"area": area, "year": year, "mark": mark, "text": number} for mark in range(20)]
            connection.execute(sa.insert(text_marks), marks)
    analyse(ledger)


def test_neighbours_are_looked_for_in_their_county_and_year(county, make) -> None:  # noqa: ANN001
    """Three hundred filings elsewhere, with the same marks, cost nothing: neither the search nor the reading."""
    ledger = county.ledger
    filed: list[Submission] = []
    for at, agency in enumerate(("T01", "G01", "A01")):
        receipt = county.file(agency, now=make.now + timedelta(hours=at))
        marks = Marks(scheme="s", kept=frozenset(range(20)))
        county.audit(receipt, make.audit(dossier=agency), report=make.report(), marks=marks)
        filed.append(receipt.submission)
    register = ledger.register.on(make.area, make.now.date())
    search = Search(scheme="s", asked=frozenset(range(20)), alike=whole)

    def act() -> object:
        assert [one.agency for one in ledger.dossiers.near(filed[-1], register, search)] == ["G01", "T01"]
        return ledger.dossiers.of(filed[-1].id, make.now.date())

    others(ledger, 2, 2, make)
    few = work(ledger, act)
    with ledger.engine.begin() as connection:
        connection.execute(sa.delete(text_marks).where(text_marks.c.text.between(1000, 10_000)))
        connection.execute(sa.delete(passage_texts).where(passage_texts.c.passages >= 1000))
        connection.execute(sa.delete(passages).where(passages.c.id >= 1000))
        connection.execute(sa.delete(submissions).where(submissions.c.id.not_in([one.id for one in filed])))
        connection.execute(sa.delete(agencies).where(agencies.c.code.startswith("B")))
    others(ledger, 25, 20, make)
    assert work(ledger, act) <= few * 1.3
    scanned = ("SCAN passage", "SCAN submissions", "SCAN audits", "Seq Scan on passage", "Seq Scan on submissions")
    assert [step for step in plans(ledger, act) if any(word in step for word in scanned)] == []
