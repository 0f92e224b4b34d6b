"""The trail of what happened: appended with every change of state, sealed into a hash chain in commit order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from filings.event import GENESIS, Broken, Chain, Event, Intact, link
from ledger.codec import dump
from ledger.store import Store, insert_new
from ledger.tables.work import events, leaders, seals, unsealed

_SEALER = 0x676F756A69  # PostgreSQL's advisory lock for sealing: "gouji"

_LEADER = sa.select(leaders).where(leaders.c.name == sa.bindparam("leader")).with_for_update()
_FOLLOW = sa.update(leaders).where(leaders.c.name == sa.bindparam("leader"))
_APPEND, _TO_SEAL = sa.insert(events), sa.insert(unsealed)


def note(
    connection: sa.Connection,
    kind: str,
    subject: str,
    at: datetime,
    actor: str,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Append an event in the transaction that makes it true."""
    row = {"at": at, "kind": kind, "subject": subject, "actor": actor, "facts": dump(facts or {})}
    made = connection.execute(_APPEND, row).inserted_primary_key
    connection.execute(_TO_SEAL, {"event": made[0] if made else None})


@dataclass(frozen=True, slots=True)
class Trail:
    """Reading, sealing and verifying the events."""

    store: Store

    def events(self, subject: str = "", kind: str = "", after: int = 0, limit: int = 200) -> tuple[Event, ...]:
        """Events in the order of their ids, from the one after ``after``; of a subject or a kind if named."""
        query = sa.select(events).where(events.c.id > after).order_by(events.c.id).limit(limit)
        query = query.where(events.c.subject == subject) if subject else query
        query = query.where(events.c.kind == kind) if kind else query
        with self.store.reading() as connection:
            return tuple(_event(row) for row in connection.execute(query))

    def seal(self, limit: int = 10_000) -> int:
        """Bind what is committed and not sealed yet to the chain, at most ``limit`` events. How many were bound.

        For the leader; two that seal at once take turns. An event that commits after a batch was read falls into a
        later batch even if its id is smaller: the chain has the order of commits.
        """
        with self.store.writing("seal.before_commit", "seal.after_commit") as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SEALER)))
            number, head = _head(connection)
            waiting = sa.select(events).join(unsealed, unsealed.c.event == events.c.id)
            # by the short list, not by the events: in that order SQLite would walk through every event ever written
            rows = connection.execute(waiting.order_by(unsealed.c.event).limit(limit)).all()
            bound = []
            for row in rows:
                number, head = number + 1, link(head, _event(row))
                bound.append({"number": number, "event": row.id, "hash": head})
            if bound:
                connection.execute(sa.insert(seals), bound)
                connection.execute(
                    sa.delete(unsealed).where(unsealed.c.event == sa.bindparam("sealed")),
                    [{"sealed": entry["event"]} for entry in bound],
                )
        return len(bound)

    def verify(self) -> Chain:
        """Recompute the chain from its first event: whole, or the first place where it does not hold."""
        with self.store.reading() as connection:
            walked = _walk(connection)
            if isinstance(walked, Broken):
                return walked
            number, head = walked
            stray = _stray(connection)
            if stray is not None:
                return Broken(number=number + 1, event=stray, reason="事件不在封存链上，也不在待封存之列：疑为事后插入")
            waiting = connection.execute(sa.select(sa.func.count()).select_from(unsealed)).scalar_one()
        return Intact(sealed=number, head=head, waiting=waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who leads, and its last sign of life, a number that grows."""

    token: str
    beat: int


@dataclass(frozen=True, slots=True)
class Leaders:
    """One leader among many processes. Its life is a counter: no clock of another host decides who leads."""

    store: Store

    def lead(self, name: str, token: str, over: Lead | None = None) -> Lead:
        """Become or stay the leader ``name``, and show a sign of life. Who leads now.

        ``over``: the leader that this caller has seen silent for too long; it is followed unless it stirred since.
        """
        with self.store.writing() as connection:
            if insert_new(connection, leaders, {"name": name, "token": token, "beat": 0}):
                return Lead(token=token, beat=0)
            row = connection.execute(_LEADER, {"leader": name}).one()
            found = Lead(token=row.token, beat=row.beat)
            if found.token != token and found != over:
                return found
            beat = found.beat + 1
            connection.execute(_FOLLOW, {"leader": name, "token": token, "beat": beat})
        return Lead(token=token, beat=beat)

    def resign(self, name: str, token: str) -> None:
        """Give up the lead at once, so that another need not wait for signs of life."""
        with self.store.writing() as connection:
            connection.execute(sa.delete(leaders).where(leaders.c.name == name, leaders.c.token == token))

    def depose(self, holder: str) -> int:
        """Take the lead from processes whose tokens begin with ``holder``, whose death was seen. How many led."""
        with self.store.writing() as connection:
            gone = sa.delete(leaders).where(leaders.c.token.startswith(holder, autoescape=True))
            return connection.execute(gone).rowcount


def _event(row: sa.Row[Any]) -> Event:
    return Event(id=row.id, at=row.at, kind=row.kind, subject=row.subject, actor=row.actor, facts=json.loads(row.facts))


def _head(connection: sa.Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(seals.c.number, seals.c.hash).order_by(seals.c.number.desc()).limit(1)).first()
    return (row.number, row.hash) if row else (0, GENESIS)


def _walk(connection: sa.Connection) -> tuple[int, str] | Broken:
    """Follow the chain: its last number and hash, or where it breaks."""
    query = sa.select(seals.c.number, seals.c.event, seals.c.hash, events)
    query = query.outerjoin(events, events.c.id == seals.c.event).order_by(seals.c.number)
    number, head = 0, GENESIS
    with connection.execution_options(yield_per=1000).execute(query) as rows:
        for row in rows:
            number += 1
            if fault := _fault(row, number, head):
                return Broken(number=number, event=row.event, reason=fault)
            head = row.hash
    return number, head


def _fault(row: sa.Row[Any], number: int, head: str) -> str:
    if row.number != number:
        return f"封存链缺第{number}号"
    if row.id is None:
        return f"第{row.event}号事件已被删除"
    if link(head, _event(row)) != row.hash:
        return f"第{row.event}号事件的内容与封存时不符"
    return ""


def _stray(connection: sa.Connection) -> int | None:
    known = sa.union_all(sa.select(seals.c.event), sa.select(unsealed.c.event)).subquery()
    query = sa.select(events.c.id).where(events.c.id.not_in(sa.select(known.c.event))).order_by(events.c.id).limit(1)
    return connection.execute(query).scalar()
