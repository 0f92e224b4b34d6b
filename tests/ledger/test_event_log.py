"""The sealed event log and the leader."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from filings.agency import Jurisdiction
from filings.event import GENESIS, Broken, Intact, link
from ledger import Ledger, connect
from ledger.tables.work import events, seals, unsealed


def test_sealing_binds_every_event_once(county) -> None:  # noqa: ANN001
    """All that was committed is bound in order; sealing again adds nothing."""
    county.file()
    total = len(county.ledger.event_log.events())
    assert county.ledger.event_log.verify() == Intact(sealed=0, head=GENESIS, waiting=total)
    assert county.ledger.event_log.seal(limit=2) == 2
    assert county.ledger.event_log.seal() == total - 2
    assert county.ledger.event_log.seal() == 0
    head = GENESIS
    for event in county.ledger.event_log.events():
        head = link(head, event)
    assert county.ledger.event_log.verify() == Intact(sealed=total, head=head, waiting=0)


def test_events_can_be_paged(county) -> None:  # noqa: ANN001
    """From the one after a known id, at most so many."""
    event_log = county.ledger.event_log
    first, second = event_log.events(limit=2)
    assert event_log.events(after=first.id, limit=1) == (second,)
    assert {event.kind for event in event_log.events(kind="agency.written")} == {"agency.written"}


@pytest.mark.parametrize(
    ("tamper", "word"),
    [
        (lambda third: sa.update(events).where(events.c.id == third).values(actor="别人"), "内容与封存时不符"),
        (lambda third: sa.update(events).where(events.c.id == third).values(facts='{"a":1}'), "内容与封存时不符"),
        (lambda third: sa.delete(events).where(events.c.id == third), "已被删除"),
        (lambda third: sa.delete(seals).where(seals.c.event == third), "缺第3号"),
        (lambda third: sa.update(seals).where(seals.c.event == third).values(hash="0"), "内容与封存时不符"),
    ],
)
def test_tampering_is_found_where_it_happened(county, tamper, word) -> None:  # noqa: ANN001
    """A changed, deleted or unbound event is named by its number in the chain."""
    event_log = county.ledger.event_log
    event_log.seal()
    third = event_log.events(limit=3)[-1].id
    with county.ledger.engine.begin() as connection:
        connection.execute(tamper(third))
    found = event_log.verify()
    assert isinstance(found, Broken)
    assert (found.number, word in found.reason) == (3, True)


def test_an_event_slipped_in_is_found(county, make) -> None:  # noqa: ANN001
    """Who writes an event past the ledger is seen; so is an unsealed one that was struck off the list."""
    county.ledger.event_log.seal()
    county.file()
    (stray,) = county.ledger.event_log.events(kind="submission.received")
    with county.ledger.engine.begin() as connection:
        connection.execute(sa.delete(unsealed).where(unsealed.c.event == stray.id))
    found = county.ledger.event_log.verify()
    assert isinstance(found, Broken)
    assert (found.event, "事后插入" in found.reason) == (stray.id, True)
    assert stray.at == make.now


def test_two_that_seal_at_once_make_one_chain(county, make) -> None:  # noqa: ANN001
    """Should two leaders overlap, they take turns and the chain stays whole."""
    for number in range(30):
        county.file(data=b"%d" % number, now=make.now)
    total = len(county.ledger.event_log.events())
    sealed: list[int] = []
    threads = [threading.Thread(target=lambda: sealed.append(county.ledger.event_log.seal(5))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sealed.append(county.ledger.event_log.seal())
    assert sum(sealed) == total
    assert county.ledger.event_log.verify().sealed == total


def test_there_is_one_leader_at_a_time(ledger) -> None:  # noqa: ANN001
    """Kept by signs of life, taken over only from one who was seen silent, handed over by resigning."""
    leaders = ledger.leaders
    first = leaders.lead("clock", "a")
    assert leaders.lead("clock", "b") == first
    assert leaders.lead("other", "b") == replace(first, token="b")  # noqa: S106 - a name
    stirred = leaders.lead("clock", "a")
    assert stirred.beat > first.beat
    assert leaders.lead("clock", "b", over=first) == stirred
    followed = leaders.lead("clock", "b", over=stirred)
    assert followed.beat > stirred.beat
    assert leaders.lead("clock", "a", over=stirred) == followed
    leaders.resign("clock", "a")
    assert leaders.lead("clock", "a") == followed
    leaders.resign("clock", "b")
    assert leaders.lead("clock", "a") == first


def test_a_leader_whose_death_was_seen_is_followed_at_once(ledger) -> None:  # noqa: ANN001
    """By all tokens of the dead process or group, and of no other: nobody waits for silence to grow long enough."""
    leaders = ledger.leaders
    leaders.lead("clock", "fam-7.a")
    assert leaders.depose("fam-70.") == leaders.depose("fam_7") == 0
    assert leaders.lead("clock", "fam-8.b").token == "fam-7.a"  # noqa: S105 - a name
    assert leaders.depose("fam-7.") == 1
    assert leaders.lead("clock", "fam-8.b").token == "fam-8.b"  # noqa: S105 - a name
    assert leaders.depose("fam-") == 1


def test_sealing_does_not_walk_through_what_is_sealed(sqlite_template: Path, tmp_path: Path, make) -> None:  # noqa: ANN001
    """No statement of a seal reads the whole of the events or of the chain, with something to seal or nothing."""
    shutil.copy(sqlite_template, tmp_path / "gouji.db")
    engine = connect(f"sqlite:///{tmp_path / 'gouji.db'}")
    asked: list[tuple[str, Any]] = []

    def listen(_: object, __: object, statement: str, parameters: Any, *more: object) -> None:  # noqa: ANN401, ARG001
        asked.append((statement, parameters))

    ledger = Ledger(engine)
    ledger.register.put_jurisdiction(Jurisdiction(code="430000", name="示例县", office="办"), "甲", make.now)
    sa.event.listen(engine, "before_cursor_execute", listen)
    assert [ledger.event_log.seal(), ledger.event_log.seal()] == [1, 0]
    sa.event.remove(engine, "before_cursor_execute", listen)
    with engine.connect() as connection:
        steps = [
            row.detail
            for statement, parameters in asked
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    engine.dispose()
    assert any("unsealed" in step for step in steps)
    assert [step for step in steps if step in ("SCAN events", "SCAN seals")] == []
