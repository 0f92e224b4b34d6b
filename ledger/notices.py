"""The outbox: notices written with what they tell of, delivered later, each attempt on record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from filings.circuit import OPENS
from filings.delivery import ClaimedDelivery, Delivery, DeliveryState, LoggedAttempt
from filings.notice import Delivered, Endpoint, Notice, Result, TryLater
from filings.nouns import dataclass
from ledger.beats import beat, beats, unmoved
from ledger.endpoint_health import health, is_given_up, why_given_up
from ledger.endpoints import disable_endpoint, read_endpoint
from ledger.event_log import note
from ledger.evidence import Proof, proof
from ledger.notice_rows import FULL, attempt_of, deliveries_matching, delivery_of, notice_of, read_notices
from ledger.outbox import QueuedNotices, put_notices
from ledger.store import Store
from ledger.tables.notice import attempts, deliveries, endpoints, notices

_PROBE = timedelta(seconds=25)  # longer than a receiver may take to answer
_MINUTE = timedelta(minutes=1)
_FREE: Mapping[str, Any] = {"token": None}
_PAUSES = (timedelta(0), timedelta(seconds=2), timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5))
_DIED = "投递它的进程中途退出"
_TOLD = {DeliveryState.PENDING: "tried"}
_SENDABLE = (DeliveryState.PENDING, DeliveryState.DELIVERED, DeliveryState.REFUSED, DeliveryState.DISABLED)


def _claimable(now: datetime | sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    return sa.and_(
        deliveries.c.state == DeliveryState.PENDING.value,
        deliveries.c.next_attempt_at <= now,
        sa.func.coalesce(deliveries.c.token, "") == "",  # not by the index of tokens: all that was delivered has none
    )


_WANTED = (
    sa.select(deliveries.c.id.label("delivery"), deliveries.c.attempts.label("tried"), notices)
    .join(notices, notices.c.id == deliveries.c.notice)
    .where(deliveries.c.id == sa.bindparam("delivery"), _claimable(sa.bindparam("now")))
    .with_for_update(of=deliveries, skip_locked=True)
)
_WHERE_TO = (
    sa.select(deliveries.c.endpoint, endpoints.c.silent)
    .join(endpoints, endpoints.c.id == deliveries.c.endpoint)
    .where(deliveries.c.id == sa.bindparam("delivery"), deliveries.c.state == DeliveryState.PENDING.value)
)
_HELD = sa.select(deliveries).where(deliveries.c.token == sa.bindparam("held_by")).with_for_update()
_ENDPOINT_OF = (
    sa.select(endpoints.c.id, endpoints.c.rate, endpoints.c.silent, endpoints.c.disabled)
    .join(deliveries, deliveries.c.endpoint == endpoints.c.id)
    .where(deliveries.c.id == sa.bindparam("delivery"))
)
_CHANGE = sa.update(deliveries).where(deliveries.c.id == sa.bindparam("delivery"))
_LOG = sa.insert(attempts)
_PAUSE = sa.update(endpoints).where(endpoints.c.id == sa.bindparam("endpoint"))
_USED = sa.select(
    sa.select(sa.func.count())
    .where(attempts.c.endpoint == sa.bindparam("endpoint"), attempts.c.at > sa.bindparam("minute_ago"))
    .scalar_subquery()
    + sa.select(sa.func.count())
    .where(deliveries.c.endpoint == sa.bindparam("endpoint"), deliveries.c.token > "")
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Notices:
    """Notices and their deliveries."""

    store: Store

    def put(self, told: Sequence[Notice], now: datetime, endpoint: str = "") -> QueuedNotices:
        """Write notices (a reminder, a test, a bulletin); those known by id stay as they are. What was new of them.

        They go to every endpoint that wants them, or to ``endpoint`` alone.
        """
        due = self.store.time.moment(now)
        with self.store.writing() as connection:
            put = put_notices(connection, told, due, endpoint)
            if put.new:
                note(connection, "notice.written", "notices", now, "ledger", {"new": put.new}, put.proofs)
        return put

    def due(self, now: datetime, limit: int = 500) -> tuple[str, ...]:
        """Ids of the deliveries that may be claimed now: the longest due of each endpoint, then the second of each …"""
        now = self.store.time.moment(now)
        order = (deliveries.c.next_attempt_at, deliveries.c.id)
        turn = sa.func.row_number().over(partition_by=deliveries.c.endpoint, order_by=order)
        query = sa.select(deliveries.c.id).where(_claimable(now))
        with self.store.reading() as connection:
            return tuple(connection.execute(query.order_by(turn, *order).limit(limit)).scalars())

    def endpoint_of(self, delivery: str) -> tuple[str, int] | None:
        """Where a pending delivery goes, and how often in a row that endpoint was silent; None: nothing to be sent."""
        with self.store.reading() as connection:
            row = connection.execute(_WHERE_TO, {"delivery": delivery}).first()
        return None if row is None else (row.endpoint, row.silent)

    def release_dead_holder(self, dead: str, now: datetime) -> tuple[str, ...]:
        """Those whose tokens begin with ``dead`` have died; ids of the deliveries they held.

        They may go again at once, later each time, so that one that kills its sender does not do so without pause.
        """
        now = self.store.time.moment(now)
        mine = sa.select(deliveries).where(deliveries.c.state == DeliveryState.PENDING.value)
        mine = mine.where(deliveries.c.token.startswith(dead)).order_by(deliveries.c.id).with_for_update()
        with self.store.writing() as connection:
            return tuple(_spare(connection, row, now) for row in connection.execute(mine).all())

    def claim(self, delivery: str, now: datetime, token: str) -> ClaimedDelivery | None:
        """Take a delivery that is due. None when it is not due, another has it, or the endpoint's rate is used up.

        The attempt is counted here: a process that dies while sending leaves a gap in the log, and the notice is
        sent again, with the same id and body.
        """
        now = self.store.time.moment(now)
        with self.store.writing("notice.claim.before_commit", "notice.claimed") as connection:
            to = connection.execute(_ENDPOINT_OF, {"delivery": delivery}).first()
            # A limited endpoint is locked, so that two claims at once do not both take the last of its rate.
            limited = to is not None and (to.rate > 0 or to.silent > 0) and not to.disabled
            endpoint = read_endpoint(connection, to.id, lock=limited) if to else None
            row = connection.execute(_WANTED, {"delivery": delivery, "now": now}).first()
            if row is None or endpoint is None:
                return None
            if _deferred(connection, row, endpoint, now):
                return None
            if endpoint.silent >= OPENS:  # a probe: all others wait until it is back, or lost
                connection.execute(_PAUSE, {"endpoint": endpoint.id, "paused_until": now + _PROBE})
            _change(connection, delivery, {"token": token, "beat": 0, "attempts": row.tried + 1})
        return ClaimedDelivery(id=delivery, token=token, number=row.tried + 1, notice=notice_of(row), endpoint=endpoint)

    def held(self) -> Mapping[str, int]:
        """Token -> counter of signs of life of all deliveries that are being sent."""
        with self.store.reading() as connection:
            return beats(connection, deliveries)

    def renew(self, tokens: Collection[str]) -> frozenset[str]:
        """Show signs of life for these tokens; those that still hold a delivery."""
        with self.store.writing() as connection:
            return beat(connection, deliveries, tokens)

    def expire(self, silent: Mapping[str, int], now: datetime) -> tuple[str, ...]:
        """The holders of these tokens have been silent for long, their counters being these; ids of what is free.

        One that stirred since is spared.
        """
        now = self.store.time.moment(now)
        with self.store.writing() as connection:
            return tuple(_spare(connection, row, now) for row in unmoved(connection, deliveries, silent))

    def record(
        self,
        token: str,
        result: Result,
        now: datetime,
        *,
        next_at: datetime | None = None,
        on_disable: Sequence[Notice] = (),
    ) -> DeliveryState | None:
        """Record how an attempt ended. The delivery's new state; None when the token does not hold it any more.

        ``next_at``: when to try again after TryLater; None when the schedule is over. A receiver that asked to be
        left alone, or has failed for five days on end, is disabled, and ``on_disable`` is told in the same commit.
        """
        now, next_at = self.store.time.moment(now), self.store.time.due(next_at) if next_at else None
        with self.store.writing("notice.recorded.before_commit", "notice.recorded") as connection:
            known = health(connection, token, result)
            row = connection.execute(_HELD, {"held_by": token}).first()
            if row is None or known is None:
                return None
            told = [_log(connection, row, result, now)]
            state = _outcome(result, next_at)
            if is_given_up(connection, known, result, now):
                disable_endpoint(connection, row.endpoint, why_given_up(result), "notifier", now)
                told += put_notices(connection, on_disable, now).proofs
                state = DeliveryState.DISABLED
            ended = {"state": state.value, "next_attempt_at": next_at or now, "error": result.attempt.error}
            _change(connection, row.id, {**_FREE, **ended})
            _note(connection, row, state, _TOLD.get(state, state.value), "notifier", now, told)
        return state

    def put_back(self, token: str, reason: str, next_at: datetime) -> bool:
        """Give a delivery back untried and uncounted: there is no way to send it yet. False when it is not held."""
        next_at = self.store.time.due(next_at)
        with self.store.writing() as connection:
            row = connection.execute(_HELD, {"held_by": token}).first()
            if row is None:
                return False
            back = {"attempts": row.attempts - 1, "next_attempt_at": next_at, "error": reason}
            _change(connection, row.id, {**_FREE, **back})
        return True

    def replay(
        self,
        by: str,
        now: datetime,
        *,
        notice: str = "",
        endpoint: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> int:
        """Send again what matches all that is named: one notice, an endpoint's, a range of time. How many.

        Same id, same body. What is held or was composed for practice is not touched; nothing named is nothing sent.
        """
        if not (notice or endpoint or since):
            return 0
        wanted = deliveries_matching(notice, endpoint, since, until)
        wanted = wanted.where(deliveries.c.state.in_([state.value for state in _SENDABLE]))
        return self._let_go(wanted, "replayed", by, now)

    def release(self, by: str, now: datetime, notice: str = "", endpoint: str = "") -> int:
        """Let held notices go: one, an endpoint's or all. How many deliveries."""
        wanted = deliveries_matching(notice, endpoint, None, None).where(deliveries.c.state == DeliveryState.HELD.value)
        return self._let_go(wanted, "released", by, now)

    def find(self, notice: str) -> Notice | None:
        """The notice with this id."""
        with self.store.reading() as connection:
            return next(iter(read_notices(connection, notices.c.id == notice)), None)

    def listed(self, recipient: str = "", subject: str = "", limit: int = 200) -> tuple[Notice, ...]:
        """Notices, newest first; of a recipient or about a subject if named."""
        where: list[sa.ColumnElement[bool]] = [sa.true()]
        where += [notices.c.recipient == recipient] if recipient else []
        where += [notices.c.subject == subject] if subject else []
        with self.store.reading() as connection:
            return read_notices(connection, sa.and_(*where), limit)

    def deliveries(
        self,
        notice: str = "",
        endpoint: str = "",
        state: DeliveryState | None = None,
        limit: int = 200,
        *,
        newest: bool = False,
    ) -> tuple[Delivery, ...]:
        """Deliveries of a notice, to an endpoint, in a state; those due first come first, or the ``newest``."""
        query = sa.select(deliveries).limit(limit)
        if newest:
            query = query.join(notices, notices.c.id == deliveries.c.notice)
            query = query.order_by(notices.c.created.desc(), deliveries.c.id)
        else:
            query = query.order_by(deliveries.c.next_attempt_at, deliveries.c.id)
        query = query.where(deliveries.c.notice == notice) if notice else query
        query = query.where(deliveries.c.endpoint == endpoint) if endpoint else query
        query = query.where(deliveries.c.state == state.value) if state else query
        with self.store.reading() as connection:
            return tuple(delivery_of(row) for row in connection.execute(query))

    def attempts(self, delivery: str) -> tuple[LoggedAttempt, ...]:
        """The log of a delivery, first attempt first."""
        query = sa.select(attempts).where(attempts.c.delivery == delivery).order_by(attempts.c.number)
        with self.store.reading() as connection:
            return tuple(attempt_of(row) for row in connection.execute(query))

    def _let_go(self, wanted: sa.Select[Any], kind: str, by: str, now: datetime) -> int:
        now = self.store.time.moment(now)
        again = {**_FREE, "state": DeliveryState.PENDING.value, "next_attempt_at": now}
        with self.store.writing() as connection:
            locked = connection.execute(wanted.with_for_update(of=deliveries)).all()
            told = sa.select(notices.c.id).where(notices.c.id.in_({row.notice for row in locked}), FULL)
            full = frozenset(connection.execute(told).scalars())
            rows = [row for row in locked if row.notice in full]  # not what was cleared away meanwhile
            for row in rows:
                _change(connection, row.id, again)
                _note(connection, row, DeliveryState.PENDING, kind, by, now)
        return len(rows)


def _note(
    connection: sa.Connection,
    row: sa.Row[Any],
    state: DeliveryState,
    kind: str,
    by: str,
    now: datetime,
    told: Iterable[Proof] = (),
) -> None:
    """Tell what became of a delivery, and of its row as it stands now."""
    mine = {"id": row.id, "notice": row.notice, "endpoint": row.endpoint, "state": state.value}
    note(
        connection, f"notice.{kind}", row.notice, now, by, {"endpoint": row.endpoint}, [proof(deliveries, mine), *told]
    )


def _spare(connection: sa.Connection, row: sa.Row[Any], now: datetime) -> str:
    """Its sender is gone: it may go again, later each time. Its id."""
    pause = _PAUSES[min(row.attempts, len(_PAUSES)) - 1]
    _change(connection, row.id, {**_FREE, "next_attempt_at": now + pause, "error": _DIED})
    name: str = row.id
    return name


def _deferred(connection: sa.Connection, row: sa.Row[Any], endpoint: Endpoint, now: datetime) -> bool:
    """Whether the delivery has to wait: the endpoint is disabled, paused, or has had its share of this minute."""
    delivery = row.delivery
    if endpoint.disabled:
        _change(connection, delivery, {"state": DeliveryState.DISABLED.value, "error": endpoint.disabled})
        facts = {"endpoint": endpoint.id}
        mine = {"id": delivery, "notice": row.id, "endpoint": endpoint.id, "state": DeliveryState.DISABLED.value}
        note(connection, "notice.disabled", row.id, now, "notifier", facts, [proof(deliveries, mine)])
        return True
    if endpoint.paused_until is not None and endpoint.paused_until > now:
        why = f"接收方连续{endpoint.silent}次没有应答，暂缓发送"
        _change(connection, delivery, {"next_attempt_at": endpoint.paused_until, "error": why})
        return True
    if endpoint.rate < 1:  # no limit
        return False
    used = connection.execute(_USED, {"endpoint": endpoint.id, "minute_ago": now - _MINUTE}).scalar_one()
    if used < endpoint.rate:
        return False
    _change(connection, delivery, {"next_attempt_at": now + _MINUTE / endpoint.rate})
    return True


def _log(connection: sa.Connection, row: sa.Row[Any], result: Result, now: datetime) -> Proof:
    seen = result.attempt
    entry = {
        "delivery": row.id, "number": row.attempts, "endpoint": row.endpoint, "at": now,
        "outcome": type(result).__name__.lower(), "status": seen.status, "latency": seen.latency,
        "error": seen.error, "answer": seen.answer.replace("\x00", "\ufffd"),
    }  # fmt: skip
    connection.execute(_LOG, entry)
    return proof(attempts, entry)


def _outcome(result: Result, next_at: datetime | None) -> DeliveryState:
    if isinstance(result, Delivered):
        return DeliveryState.DELIVERED
    if isinstance(result, TryLater) and next_at:
        return DeliveryState.PENDING
    return DeliveryState.REFUSED


def _change(connection: sa.Connection, delivery: str, values: Mapping[str, Any]) -> None:
    connection.execute(_CHANGE, {"delivery": delivery, **values})
