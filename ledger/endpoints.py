"""Where notices go: endpoints, whom they serve, their secrets with overlap on rotation."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from filings.notice import Endpoint, NoticeType, Secret
from filings.nouns import dataclass
from ledger.codec import dump, load
from ledger.event_log import note
from ledger.evidence import Proof, replaced, standing
from ledger.store import Store, insert_new
from ledger.tables.notice import endpoint_recipients, endpoint_secrets, endpoints

OVERLAP = timedelta(days=1)

_ONE = sa.select(endpoints).where(endpoints.c.id == sa.bindparam("endpoint"))
_SERVED = sa.select(endpoint_recipients.c.recipient).where(endpoint_recipients.c.endpoint == sa.bindparam("endpoint"))
_SECRETS = (
    sa.select(endpoint_secrets)
    .where(endpoint_secrets.c.endpoint == sa.bindparam("endpoint"))
    .order_by(endpoint_secrets.c.number)
)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Registering and changing endpoints. Addresses are judged by the notifier's guard before they come here."""

    store: Store

    def put(self, endpoint: Endpoint, by: str, now: datetime) -> None:
        """Write an endpoint as given, whether it is new or known. Secrets never enter the event log."""
        row = {
            "url": endpoint.url, "channel": endpoint.channel, "types": dump(endpoint.types), "rate": endpoint.rate,
            "disabled": endpoint.disabled, "failing_since": endpoint.failing_since,
            "silent": endpoint.silent, "paused_until": endpoint.paused_until, "source": endpoint.source,
        }  # fmt: skip
        with self.store.writing() as connection:
            if not insert_new(connection, endpoints, {"id": endpoint.id, **row}):
                connection.execute(sa.update(endpoints).where(endpoints.c.id == endpoint.id).values(**row))
            told = [*_own(connection, endpoint.id), *_put_parts(connection, endpoint)]
            facts = {"channel": endpoint.channel, "serves": endpoint.serves}
            note(connection, "endpoint.written", endpoint.id, now, by, facts, told)

    def find(self, endpoint: str) -> Endpoint | None:
        """The endpoint with this id."""
        with self.store.reading() as connection:
            return next(iter(read_endpoints(connection, endpoints.c.id == endpoint)), None)

    def listed(self) -> tuple[Endpoint, ...]:
        """All endpoints, by id."""
        with self.store.reading() as connection:
            return read_endpoints(connection, sa.true())

    def rotate(self, endpoint: str, value: str, by: str, now: datetime, overlap: timedelta = OVERLAP) -> bool:
        """Sign with a new secret from now on, and with the old ones too for ``overlap``. False: no such endpoint."""
        table = endpoint_secrets
        with self.store.writing() as connection:
            known = sa.select(endpoints.c.id).where(endpoints.c.id == endpoint).with_for_update(key_share=True)
            if connection.execute(known).first() is None:
                return False
            ending = sa.or_(table.c.until.is_(None), table.c.until > now + overlap)
            old = sa.update(table).where(table.c.endpoint == endpoint, ending)
            connection.execute(old.values(until=now + overlap))
            last = connection.execute(
                sa.select(sa.func.max(table.c.number)).where(table.c.endpoint == endpoint)
            ).scalar()
            fresh = {"endpoint": endpoint, "number": (last or 0) + 1, "value": value, "since": now, "until": None}
            connection.execute(sa.insert(table).values(**fresh))
            told = standing(connection, table, table.c.endpoint == endpoint)
            facts = {"overlap": overlap.total_seconds()}
            note(connection, "endpoint.secret_rotated", endpoint, now, by, facts, told)
        return True

    def reseal(self, change: Callable[[str, str], str], by: str, now: datetime) -> int:
        """Write every secret as ``change`` (endpoint, value) gives it; how many became other. They mean the same."""
        table = endpoint_secrets
        with self.store.writing() as connection:
            connection.execute(sa.select(endpoints.c.id).order_by(endpoints.c.id).with_for_update(key_share=True)).all()
            found = connection.execute(sa.select(table).order_by(table.c.endpoint, table.c.number)).all()
            other = [(row, value) for row in found if (value := change(row.endpoint, row.value)) != row.value]
            for row, value in other:
                mine = sa.update(table).where(table.c.endpoint == row.endpoint, table.c.number == row.number)
                connection.execute(mine.values(value=value))
            for endpoint in sorted({row.endpoint for row, _ in other}):
                told = standing(connection, table, table.c.endpoint == endpoint)
                note(connection, "endpoint.secrets_resealed", endpoint, now, by, proofs=told)
        return len(other)

    def disable(self, endpoint: str, reason: str, by: str, now: datetime) -> None:
        """Send nothing there any more. What is pending becomes disabled when it is next claimed."""
        with self.store.writing() as connection:
            disable_endpoint(connection, endpoint, reason, by, now)

    def enable(self, endpoint: str, by: str, now: datetime) -> None:
        """Use the endpoint again. What piled up is sent by a replay, not by itself."""
        with self.store.writing() as connection:
            row = {"disabled": "", "failing_since": None, "silent": 0, "paused_until": None}
            connection.execute(sa.update(endpoints).where(endpoints.c.id == endpoint).values(**row))
            note(connection, "endpoint.enabled", endpoint, now, by, proofs=_own(connection, endpoint))


def disable_endpoint(connection: sa.Connection, endpoint: str, reason: str, by: str, now: datetime) -> None:
    """Disable an endpoint in the caller's transaction."""
    connection.execute(sa.update(endpoints).where(endpoints.c.id == endpoint).values(disabled=reason))
    note(connection, "endpoint.disabled", endpoint, now, by, {"reason": reason}, _own(connection, endpoint))


def _own(connection: sa.Connection, endpoint: str) -> list[Proof]:
    return standing(connection, endpoints, endpoints.c.id == endpoint)


def read_endpoints(connection: sa.Connection, where: sa.ColumnElement[bool]) -> tuple[Endpoint, ...]:
    """Endpoints by id, in the caller's transaction."""
    rows = connection.execute(sa.select(endpoints).where(where).order_by(endpoints.c.id)).all()
    ids = [row.id for row in rows]
    served: dict[str, set[str]] = defaultdict(set)
    for link in connection.execute(sa.select(endpoint_recipients).where(endpoint_recipients.c.endpoint.in_(ids))):
        served[link.endpoint].add(link.recipient)
    secrets: dict[str, list[Secret]] = defaultdict(list)
    query = sa.select(endpoint_secrets).where(endpoint_secrets.c.endpoint.in_(ids))
    for secret in connection.execute(query.order_by(endpoint_secrets.c.number)):
        secrets[secret.endpoint].append(Secret(value=secret.value, since=secret.since, until=secret.until))
    return tuple(_endpoint(row, served[row.id], secrets[row.id]) for row in rows)


def read_endpoint(connection: sa.Connection, endpoint: str, *, lock: bool) -> Endpoint:
    """The endpoint with this id; ``lock`` keeps its row until the caller's transaction ends."""
    query = _ONE.with_for_update(key_share=True) if lock else _ONE
    row = connection.execute(query, {"endpoint": endpoint}).one()
    served = set(connection.execute(_SERVED, {"endpoint": endpoint}).scalars())
    secrets = [
        Secret(value=secret.value, since=secret.since, until=secret.until)
        for secret in connection.execute(_SECRETS, {"endpoint": endpoint})
    ]
    return _endpoint(row, served, secrets)


def _put_parts(connection: sa.Connection, endpoint: Endpoint) -> list[Proof]:
    served = [{"endpoint": endpoint.id, "recipient": recipient} for recipient in sorted(endpoint.serves)]
    secrets = [
        {"endpoint": endpoint.id, "number": number, "value": s.value, "since": s.since, "until": s.until}
        for number, s in enumerate(endpoint.secrets, start=1)
    ]
    return [
        *_replace(connection, endpoint_recipients, endpoint.id, served),
        *_replace(connection, endpoint_secrets, endpoint.id, secrets),
    ]


def _replace(
    connection: sa.Connection, table: sa.Table, endpoint: str, rows: Sequence[Mapping[str, object]]
) -> list[Proof]:
    ours = table.c.endpoint == endpoint

    def write() -> None:
        connection.execute(sa.delete(table).where(ours))
        if rows:
            connection.execute(sa.insert(table), rows)

    return replaced(connection, table, ours, write)


def _endpoint(row: sa.Row[Any], served: set[str], secrets: list[Secret]) -> Endpoint:
    return Endpoint(
        id=row.id, url=row.url, channel=row.channel, serves=frozenset(served), secrets=tuple(secrets),
        types=load(frozenset[NoticeType], row.types), rate=row.rate, disabled=row.disabled,
        failing_since=row.failing_since, silent=row.silent, paused_until=row.paused_until, source=row.source,
    )  # fmt: skip
