"""The delivery of one notice as a background job: claim, send, record."""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

import structlog

from filings.agency import Jurisdiction
from filings.delivery import ClaimedDelivery, DeliveryState
from filings.errors import InfrastructureError
from filings.notice import Notice, RecipientKind, Result, TryLater
from filings.nouns import dataclass
from notifier.channels import Channel
from notifier.compose import endpoint_disabled
from notifier.schedule import next_attempt
from workers.recipients import occasion
from workers.runtime import Runtime

_NO_CHANNEL = "还没有设定发信服务器（GOUJI_MAIL_HOST、GOUJI_MAIL_FROM），设定并重新启动后自动发送。"
_UNTIL_SET_UP = timedelta(minutes=5)

_PROMPT = 2.0  # seconds; who takes longer to answer has its places among those that do not answer

_log = structlog.get_logger("delivery")


def _unseen(_token: str) -> AbstractContextManager[None]:
    """Show nothing: nobody watches."""
    return nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverer:
    """Delivers notices. ``channels``: by the name an endpoint gives. ``clock``: seconds of a steady clock.

    ``holding``: a context within which signs of life are shown for the token it is given.
    """

    parts: Runtime
    channels: Mapping[str, Channel]
    clock: Callable[[], float] = time.monotonic
    holding: Callable[[str], AbstractContextManager[None]] = _unseen

    def __call__(self, delivery: str) -> bool | None:
        """Try the delivery with this id once, if it is due. Whether the receiver answered promptly; None: nothing sent.

        Does not raise for what others do: the outcome is on its row.
        """
        answered = None
        try:
            answered = self._deliver(delivery)
        except InfrastructureError as error:
            _log.warning("delivery.postponed", delivery=delivery, reason=str(error))
        self.parts.crash("ack.before")
        return answered

    def _deliver(self, delivery: str) -> bool | None:
        ledger, now, token = self.parts.ledger, self.parts.now, self.parts.token()
        claimed = ledger.notices.claim(delivery, now(), token)
        if claimed is None:
            return None
        with self.holding(token):
            return self._send(claimed)

    def _send(self, claimed: ClaimedDelivery) -> bool | None:
        ledger, now, delivery = self.parts.ledger, self.parts.now, claimed.id
        channel = self.channels.get(claimed.endpoint.channel)
        if channel is None:
            ledger.notices.put_back(claimed.token, _NO_CHANNEL, now() + _UNTIL_SET_UP)
            _log.error("delivery.no_channel", delivery=delivery, channel=claimed.endpoint.channel)
            return None
        self.parts.crash("post.before")
        began = self.clock()
        result = channel.send(claimed.notice, claimed.endpoint, now())
        took = self.clock() - began
        self.parts.crash("post.after")
        state = self._record(claimed, result, now())
        _line(claimed, result, state)
        return took < _PROMPT and not (isinstance(result, TryLater) and result.silent)

    def _record(self, claimed: ClaimedDelivery, result: Result, now: datetime) -> DeliveryState | None:
        again = next_attempt(claimed.number, result, now, random.random)
        told = self._of_disabling(claimed, result, now)
        return self.parts.ledger.notices.record(claimed.token, result, now, next_at=again, on_disable=told)

    def _of_disabling(self, claimed: ClaimedDelivery, result: Result, now: datetime) -> tuple[Notice, ...]:
        """What the office is told in case the ledger finds that the endpoint is to be disabled."""
        area = self._area(claimed.notice.recipient) if result.attempt.error else None
        if area is None:
            return ()
        since = claimed.endpoint.failing_since or now
        about = occasion(f"{claimed.endpoint.id}/{since.isoformat()}", now, area)
        return endpoint_disabled(about, claimed.endpoint, result.attempt.error)

    def _area(self, recipient: str) -> Jurisdiction | None:
        kind, _, code = recipient.partition(":")
        register = self.parts.ledger.register
        if kind == RecipientKind.AGENCY.value:
            agency = register.find(code)
            code = agency.jurisdiction if agency else ""
        return register.jurisdiction(code)


def _line(claimed: ClaimedDelivery, result: Result, state: DeliveryState | None) -> None:
    """The one line that an attempt leaves in the log."""
    _log.info(
        "delivery.attempted",
        delivery=claimed.id,
        notice=claimed.notice.id,
        type=claimed.notice.type.value,
        endpoint=claimed.endpoint.id,
        attempt=claimed.number,
        outcome=type(result).__name__.lower(),
        status=result.attempt.status,
        state=state.value if state else "overtaken",
        seconds=round(result.attempt.latency, 3),
    )
