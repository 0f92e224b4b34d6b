"""How an endpoint fares: since when it fails, how long it is silent, and when it is given up."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from filings.circuit import pause, silences
from filings.notice import Delivered, DeliveryRefused, Result
from ledger.tables.notice import deliveries, endpoints

FAILING = timedelta(days=5)  # of nothing but failures, then the endpoint is disabled
_FAILING: sa.Select[Any] = sa.select(
    endpoints.c.id, endpoints.c.failing_since, endpoints.c.disabled, endpoints.c.silent, endpoints.c.paused_until
)
_FAILING_HELD = _FAILING.join(deliveries, deliveries.c.endpoint == endpoints.c.id).where(
    deliveries.c.token == sa.bindparam("held_by")
)
_FAILING_LOCKED = _FAILING.where(endpoints.c.id == sa.bindparam("endpoint")).with_for_update(key_share=True)


def health(connection: sa.Connection, token: str, result: Result) -> sa.Row[Any] | None:
    """Since when the endpoint of the delivery that the token holds fails and is silent; None when it holds none.

    Locked unless all is well, for then nothing of it changes.
    """
    known = connection.execute(_FAILING_HELD, {"held_by": token}).first()
    if known is None or (isinstance(result, Delivered) and known.failing_since is None and not known.silent):
        return known
    return connection.execute(_FAILING_LOCKED, {"endpoint": known.id}).one()


def is_given_up(connection: sa.Connection, known: sa.Row[Any], result: Result, now: datetime) -> bool:
    """Whether the endpoint is to be disabled; keeps the record of since when it fails and how long it is silent."""
    since = None if isinstance(result, Delivered) else known.failing_since or now
    silent = silences(known.silent, result)
    seen = {"failing_since": since, "silent": silent, "paused_until": pause(silent, now)}
    if any(seen[name] != getattr(known, name) for name in seen):
        connection.execute(sa.update(endpoints).where(endpoints.c.id == known.id).values(**seen))
    if known.disabled or since is None:
        return False
    return (isinstance(result, DeliveryRefused) and result.disable) or now - since >= FAILING


def why_given_up(result: Result) -> str:
    """The reason to be shown to the office, in Chinese."""
    if isinstance(result, DeliveryRefused) and result.disable:
        return "接收方声明不再接收通知"
    return "连续5天投递全部失败"
