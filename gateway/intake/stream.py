"""The intake stream: a consumer group on ``gouji:submissions``, receipts on ``gouji:receipts``.

An entry is acknowledged and taken out only after its filing is committed and its receipt is written. What cannot be
taken is set aside with its reason, so that nothing blocks what comes behind it.
"""

import json
import os
import secrets
import socket
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import structlog
from redis import Redis
from redis.exceptions import RedisError, ResponseError

from filings.errors import InfrastructureError
from filings.intake import Intake, Rejection
from gateway.intake.door import Intaking
from gateway.intake.events import Filed, Unfit, receipt_event, understand
from workers.faults import queue_fault

SUBMISSIONS = "gouji:submissions"
RECEIPTS = "gouji:receipts"
REFUSED = "gouji:submissions:refused"
GROUP = "gouji"

_BATCH = 4  # entries may have megabytes
_WAIT = 300  # ms to wait for an entry, and so at most for this reader to end
_AWAY = 1.0  # seconds before a queue that is away is asked again
_ORPHANED = 30_000  # ms without acknowledgement, after which an entry's reader is taken for dead
_DEADLY = 5  # times an entry is read without being acknowledged, before it is taken for the cause
_KEPT = 100_000  # receipts
_KEPT_REFUSED = 1000
_HEAD = 2000  # bytes of a refused entry that are kept

Entry: TypeAlias = tuple[bytes, Mapping[bytes, bytes] | None]

_log = structlog.get_logger("stream")


def _consumer() -> str:
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass(slots=True)
class Stream:
    """One reader of the stream; any number may run. ``orphaned``: ms after which others' entries are taken over."""

    door: Intaking
    orphaned: int = _ORPHANED
    _name: str = field(default_factory=_consumer, init=False)
    _grouped: bool = field(default=False, init=False)

    def run(self, stopping: threading.Event) -> None:
        """Read until told to stop; wait while the queue or the ledger is away."""
        while not stopping.is_set():
            try:
                self.turn()
            except (RedisError, InfrastructureError) as error:
                self._grouped = False  # a flushed queue has lost the group as well
                said = queue_fault(error) if isinstance(error, RedisError) else str(error)
                _log.warning("stream.away", reason=said, cause=str(error))
                stopping.wait(_AWAY)
        self._leave()

    def turn(self) -> int:
        """Take new entries, then those that a dead reader left. How many were dealt with."""
        self._group()
        read = self._redis.xreadgroup(GROUP, self._name, {SUBMISSIONS: ">"}, count=_BATCH, block=_WAIT)
        entries = [entry for _stream, found in cast("list[tuple[bytes, list[Entry]]]", read) for entry in found]
        done = sum(self._deal(number, fields) for number, fields in entries)
        return done + sum(self._deal(number, fields) for number, fields in self._orphans())

    @property
    def _redis(self) -> Redis:
        return self.door.parts.queue.client

    def _group(self) -> None:
        """Make the group unless it is there; from the first entry on, for what came before us counts too."""
        if self._grouped:
            return
        try:
            self._redis.xgroup_create(SUBMISSIONS, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
        self._grouped = True

    def _orphans(self) -> Iterable[Entry]:
        """Entries whose reader has died, ours by now; those that nobody survives are set aside."""
        found = self._redis.xautoclaim(SUBMISSIONS, GROUP, self._name, self.orphaned, count=_BATCH)
        for number, fields in cast("tuple[bytes, list[Entry], object]", found)[1]:
            pending = self._redis.xpending_range(SUBMISSIONS, GROUP, number, number, 1)
            if pending and int(pending[0]["times_delivered"]) > _DEADLY:
                reason = "系统处理这个事件时几次中断，已移出待办，请与县政府办公室联系。"
                self._close(number, fields, Unfit(rejection=Rejection(code="deadly", reason=reason)), None)
            else:
                yield number, fields

    def _deal(self, number: bytes, fields: Mapping[bytes, bytes] | None) -> bool:
        """Take one entry in or set it aside. True: it is dealt with for good."""
        if fields is None:  # deleted by someone while it was pending
            self._redis.xack(SUBMISSIONS, GROUP, number)
            return True
        event = understand(fields.get(b"event", b""), self.door.parts.ledger.documents.read)
        answer: Intake | None = None
        if isinstance(event, Filed):
            answer = self.door.take(event.agency, event.year, event.uploads, "stream", insisted=event.insisted)
        self._close(number, fields, event, answer)
        return True

    def _close(
        self, number: bytes, fields: Mapping[bytes, bytes] | None, event: Filed | Unfit, answer: Intake | None
    ) -> None:
        """Tell the sender, keep what was refused, and take the entry out of the stream."""
        told = answer or (event.rejection if isinstance(event, Unfit) else None)
        if told is None:
            raise LookupError(number)
        parts = self.door.parts
        receipt = receipt_event(number.decode(), event, told, parts.now())
        parts.crash("receipt.before")
        self._redis.xadd(RECEIPTS, {"event": _json(receipt)}, maxlen=_KEPT, approximate=True)
        parts.crash("receipt.after")
        if isinstance(told, Rejection):
            head = (fields or {}).get(b"event", b"")[:_HEAD]
            kept: dict[Any, Any] = {"entry": number, "code": told.code, "reason": told.reason, "head": head}
            self._redis.xadd(REFUSED, kept, maxlen=_KEPT_REFUSED, approximate=True)
        with self._redis.pipeline() as pipe:
            pipe.xack(SUBMISSIONS, GROUP, number)
            pipe.xdel(SUBMISSIONS, number)
            pipe.execute()
        parts.crash("stream.acked")
        _log.info("stream.entry", entry=number.decode(), event_type=receipt["type"], **_facts(receipt["data"]))

    def _leave(self) -> None:
        """Take our name off the group, unless entries still hang on it."""
        try:
            if not self._redis.xpending_range(SUBMISSIONS, GROUP, "-", "+", 1, consumername=self._name):
                self._redis.xgroup_delconsumer(SUBMISSIONS, GROUP, self._name)
        except RedisError as error:
            _log.warning("stream.not_left", reason=str(error))


def _json(event: Mapping[str, object]) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def _facts(data: Mapping[str, object]) -> dict[str, object]:
    return {name: data[name] for name in ("submission", "job", "repeated", "code") if name in data}
