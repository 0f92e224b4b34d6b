"""Writing notices into the outbox, in the transaction that makes true what they tell of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from filings.delivery import DeliveryState, delivery_id
from filings.notice import PRACTISING, Notice, NoticeType
from filings.nouns import dataclass
from filings.policy import Policy
from ledger.codec import dump, load
from ledger.evidence import Proof, proof
from ledger.policies import policy_of_recipient
from ledger.store import insert_many, insert_new
from ledger.tables.notice import deliveries, endpoint_recipients, endpoints, notices

_SERVING = (
    sa.select(
        endpoints.c.id,
        endpoints.c.types,
        endpoints.c.source,
        endpoints.c.channel,
        endpoint_recipients.c.recipient,
    )
    .join(endpoint_recipients, endpoint_recipients.c.endpoint == endpoints.c.id)
    .where(endpoint_recipients.c.recipient.in_(sa.bindparam("recipients", expanding=True)), endpoints.c.disabled == "")
    .order_by(endpoints.c.id)
)


_Way: TypeAlias = tuple[str, str]  # an endpoint's id and source


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedNotices:
    """What came of writing notices: how many were new, the deliveries of these that may go at once, all their rows."""

    new: int
    deliveries: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()


def put_notices(connection: sa.Connection, told: Iterable[Notice], now: datetime, endpoint: str = "") -> QueuedNotices:
    """Write notices in the caller's transaction, once each, with a delivery to each endpoint."""
    entries = sorted(told, key=lambda entry: entry.id)
    rows = {entry.id: _row(entry) for entry in entries}
    written = insert_many(connection, notices, list(rows.values()))
    new = [entry for entry in entries if entry.id in written]
    wanting = _wanting(connection, new, endpoint)
    sent = [each for entry in new for each in _address(connection, entry, wanting[entry.id], now)]
    return QueuedNotices(
        new=len(new),
        deliveries=tuple(row["id"] for row in sent if row["state"] == DeliveryState.PENDING.value),
        proofs=(*(proof(notices, rows[entry.id]) for entry in new), *(proof(deliveries, row) for row in sent)),
    )


def _row(told: Notice) -> Mapping[str, Any]:
    return {
        "id": told.id, "type": told.type.value, "recipient": told.recipient, "subject": told.subject,
        "title": told.title, "text": told.text, "body": told.body, "created": told.created,
        "attachments": dump(told.attachments), "practice": told.practice,
    }  # fmt: skip


def _wanting(connection: sa.Connection, told: Sequence[Notice], only: str) -> Mapping[str, list[_Way]]:
    """Notice -> the endpoints that want it, read once for all notices; or the one that is named, for any."""
    wanting: dict[str, list[_Way]] = defaultdict(list)
    if only:
        named = connection.execute(sa.select(endpoints.c.id, endpoints.c.source).where(endpoints.c.id == only)).all()
        return {entry.id: [(row.id, row.source) for row in named] for entry in told}
    if not told:
        return wanting
    for row in connection.execute(_SERVING, {"recipients": sorted({entry.recipient for entry in told})}):
        types = load(frozenset[NoticeType], row.types)
        for entry in told:
            reached = row.recipient == entry.recipient and (not entry.practice or row.channel in PRACTISING)
            if reached and (not types or entry.type in types):
                wanting[entry.id].append((row.id, row.source))
    return wanting


def _address(
    connection: sa.Connection, told: Notice, wanting: Sequence[_Way], now: datetime
) -> Iterator[Mapping[str, Any]]:
    """Write the notice's deliveries; those that are new."""
    if not wanting:
        return
    policy = policy_of_recipient(connection, told.recipient, now)
    for endpoint, source in wanting:
        row = {
            "id": delivery_id(told.id, endpoint), "notice": told.id, "endpoint": endpoint,
            "state": _state(policy, source).value, "next_attempt_at": now, "error": "",
        }  # fmt: skip
        if insert_new(connection, deliveries, row):
            yield row


def _state(policy: Policy, source: str) -> DeliveryState:
    """Whether a delivery may go: not in practice, not while notices wait for a person, nor before mail is released."""
    if policy.practice:
        return DeliveryState.PRACTICE
    held = policy.hold_notices or (source == "register" and not policy.mail)
    return DeliveryState.HELD if held else DeliveryState.PENDING
