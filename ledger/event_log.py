"""The log of what happened: appended with every change of state, sealed into a hash chain in commit order."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from filings.event import DIGESTS, GENESIS, Anchor, Chain, Event, link, shorthand
from filings.nouns import dataclass
from ledger.anchors import LONGEST, AnchorLine, Anchors
from ledger.codec import dump
from ledger.evidence import Proof, by_table
from ledger.store import Store, insert_new
from ledger.tables.work import events, leaders, seals, unsealed
from ledger.verifying import event_of, verify

_SEALER = 0x676F756A69  # PostgreSQL's advisory lock for sealing: "gouji"

_LEADER = sa.select(leaders).where(leaders.c.name == sa.bindparam("leader")).with_for_update()
_FOLLOW = sa.update(leaders).where(leaders.c.name == sa.bindparam("leader"))
_APPEND, _TO_SEAL = sa.insert(events), sa.insert(unsealed)
_LAST = sa.select(seals.c.number, seals.c.hash).order_by(seals.c.number.desc()).limit(1)
_SEALED = (
    sa.select(seals.c.number, seals.c.hash, events)
    .outerjoin(events, events.c.id == seals.c.event)
    .where(seals.c.number > sa.bindparam("number"))
    .order_by(seals.c.number)
    .limit(LONGEST)
)


def note(
    connection: sa.Connection,
    kind: str,
    subject: str,
    at: datetime,
    actor: str,
    facts: Mapping[str, object] | None = None,
    proofs: Iterable[Proof] = (),
) -> None:
    """Append an event in the transaction that makes it true, with the digests of the rows that it tells of."""
    digests = by_table(proofs)
    told = {**(facts or {}), **({DIGESTS: digests} if digests else {})}
    row = {"at": at, "kind": kind, "subject": subject, "actor": actor, "facts": dump(told)}
    made = connection.execute(_APPEND, row).inserted_primary_key
    connection.execute(_TO_SEAL, {"event": made[0] if made else None})


@dataclass(frozen=True, slots=True)
class EventLog:
    """Reading, sealing and verifying the events."""

    store: Store
    anchors: Anchors | None = None

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
        if self.anchors and not self.anchors.exists():
            with self.anchors.writing():  # before the first seal: that it is missing is then a sign
                pass
        with self.store.writing("seal.before_commit", "seal.after_commit") as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SEALER)))
            number, head = head_of(connection)
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
        if self.anchors:
            self._anchor(self.anchors)
        return len(bound)

    def head(self) -> tuple[int, str]:
        """How long the chain is, and its last hash."""
        with self.store.reading() as connection:
            return head_of(connection)

    def verify(self, *, quick: bool = False) -> Chain:
        """Recompute the chain and every row of evidence, and compare the anchors: whole, or all that does not hold.

        ``quick``: only what came since the last anchor. UsageError when there is none.
        """
        with self.store.reading() as connection:
            return verify(connection, self.anchors, quick=quick)

    def _anchor(self, anchors: Anchors) -> None:
        """Note outside the database what was sealed since the last anchor."""
        with anchors.writing() as pen, self.store.reading() as connection:
            last = pen.last()
            number = last.number if last else 0
            while line := _next_line(connection, number):
                pen.write(line)
                number = line.anchor.number


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
            row = None
            while row is None:  # who led may be deposed between the two looks: then the place is free after all
                if insert_new(connection, leaders, {"name": name, "token": token, "beat": 0}):
                    return Lead(token=token, beat=0)
                row = connection.execute(_LEADER, {"leader": name}).first()
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
    facts = json.loads(row.facts)
    digests = facts.pop(DIGESTS, {})
    return Event(
        id=row.id, at=row.at, kind=row.kind, subject=row.subject, actor=row.actor, facts=facts, digests=digests
    )  # fmt: skip


def head_of(connection: sa.Connection) -> tuple[int, str]:
    """How long the chain is, and its last hash, in the caller's transaction."""
    row = connection.execute(_LAST).first()
    return (row.number, row.hash) if row else (0, GENESIS)


def _next_line(connection: sa.Connection, number: int) -> AnchorLine | None:
    """What follows the number in the chain, as it is to be anchored; None: nothing."""
    rows = connection.execute(_SEALED, {"number": number}).all()
    if not rows:
        return None
    found = [event_of(row) for row in rows]
    at = next((event.at for event in reversed(found) if event), datetime.fromtimestamp(0, UTC))
    return AnchorLine(
        anchor=Anchor(at=at, number=rows[-1].number, head=rows[-1].hash),
        events=tuple(shorthand(event) if event else "" for event in found),
    )
