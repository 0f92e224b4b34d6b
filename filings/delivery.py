"""The way of one notice to one endpoint: its state, its claims, the log of its attempts."""

import hashlib
from datetime import datetime
from enum import StrEnum

from filings.notice import Endpoint, Notice
from filings.nouns import dataclass


class DeliveryState(StrEnum):
    """Where a delivery stands. Only ``pending`` ones are sent."""

    PENDING = "pending"
    DELIVERED = "delivered"
    REFUSED = "refused"
    DISABLED = "disabled"  # the endpoint takes nothing any more
    HELD = "held"  # waits for the office's release
    PRACTICE = "practice"  # composed while the county practises; never sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One notice on its way to one endpoint 投递.

    id: its own. notice, endpoint: ids. state: where it is. next_attempt_at: aware, in UTC; not before then.
    attempts: begun so far. error: of the last, in Chinese, ``""`` while none failed.
    """

    id: str
    notice: str
    endpoint: str
    state: DeliveryState
    next_attempt_at: datetime
    attempts: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDelivery:
    """The caller may send ``notice`` to ``endpoint`` while it shows signs of life. ``number``: attempts, from 1."""

    id: str
    token: str
    number: int
    notice: Notice
    endpoint: Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedAttempt:
    """One line of the attempt log.

    delivery: its id. number: of the attempt, from 1. at: aware, in UTC.
    outcome: ``delivered``, ``deliveryrefused`` or ``trylater``.
    status: the receiver's code, None if none came. latency: seconds. error: why it failed, in Chinese, ``""`` if it did
    not. answer: the first 2 KB of what the receiver said, ``""`` for nothing.
    """

    delivery: str
    number: int
    at: datetime
    outcome: str
    status: int | None
    latency: float
    error: str
    answer: str


def delivery_id(notice: str, endpoint: str) -> str:
    """The stable id of a delivery (``dlv_`` and 32 hex digits)."""
    return "dlv_" + hashlib.sha256(f"{notice}\x1f{endpoint}".encode()).hexdigest()[:32]
