"""The intake stream: a consumer group on ``gouji:submissions``, receipts on ``gouji:receipts``.

An entry is acknowledged and taken out only after its filing is committed and its receipt is written. What cannot be
taken is set aside with its reason, so that nothing blocks what comes behind it: whatever goes wrong over one entry is
that entry's refusal, unless queue or ledger are away, for which it waits in this reader's hands.
"""

import json
import os
import secrets
import socket
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any, TypeAlias, cast

import structlog
from redis import Redis
from redis.exceptions import RedisError, ResponseError

from filings.errors import InfrastructureError
from filings.intake import Intake, Rejection
from filings.nouns import dataclass
from gateway.intake.door import SubmissionService
from gateway.intake.events import FiledEvent, InvalidEvent, failed, receipt_event, understand
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

_TRIES = 5  # times an entry fails while others are taken, before it is taken for the cause

Entry: TypeAlias = tuple[bytes, Mapping[bytes, bytes] | None]

_log = structlog.get_logger("stream")


def _consumer() -> str:
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass(slots=True)
class _HeldEntry:
    """An entry that is read and not yet dealt with. ``tries``: how often it failed while others did not."""

    number: bytes
    fields: Mapping[bytes, bytes] | None
    tries: int = 0
    others: int = -1  # how many were dealt with when it last failed


@dataclass(slots=True)
class Stream:
    """One reader of the stream; any number may run. ``orphaned``: ms after which others' entries are taken over."""

    door: SubmissionService
    orphaned: int = _ORPHANED
    _name: str = field(default_factory=_consumer, init=False)
    _grouped: bool = field(default=False, init=False)
    _held: deque[_HeldEntry] = field(default_factory=deque, init=False)
    _dealt: int = field(default=0, init=False)

    def run(self, stopping: threading.Event) -> None:
        """Read until told to stop; wait while the queue or the ledger is away."""
        heart = self.door.parts.heart
        while not stopping.is_set():
            heart.beat(heart.step)
            try:
                self.turn()
            except (RedisError, InfrastructureError) as error:
                self._grouped = False  # a flushed queue has lost the group as well
                said = queue_fault(error) if isinstance(error, RedisError) else str(error)
                _log.warning("stream.away", reason=said, cause=str(error))
                self._clear()
                stopping.wait(_AWAY)
            except Exception:  # noqa: BLE001 - a fault of ours must not end the door
                _log.exception("stream.failed")
                stopping.wait(_AWAY)
        self._leave()

    def turn(self) -> int:
        """Take what is in hand and new entries, then those that a dead reader left. How many were dealt with."""
        before = self._dealt
        self._group()
        if len(self._held) < _BATCH:
            wait = None if self._held else _WAIT
            room = _BATCH - len(self._held)
            read = self._redis.xreadgroup(GROUP, self._name, {SUBMISSIONS: ">"}, count=room, block=wait)
            found = cast("list[tuple[bytes, list[Entry]]]", read)
            self._held.extend(_HeldEntry(*entry) for _stream, entries in found for entry in entries)
        self._work()
        self._held.extend(_HeldEntry(*entry) for entry in self._orphans())
        self._work()
        return self._dealt - before

    def _work(self) -> None:
        """Deal with all in hand. Over which queue or ledger fail goes behind the others, so that it blocks none."""
        for _ in range(len(self._held)):
            held = self._held[0]
            self.door.parts.heart.beat(self.door.parts.heart.step)
            try:
                self._deal(held)
            except (RedisError, InfrastructureError):
                held.tries += held.others not in (-1, self._dealt)
                held.others = self._dealt
                self._held.rotate(-1)
                raise
            self._held.popleft()
            self._dealt += 1

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
                known = failed((fields or {}).get(b"event", b""), None)
                self._close(number, fields, replace(known, rejection=Rejection(code="deadly", reason=reason)), None)
            else:
                yield number, fields

    def _clear(self) -> None:
        """Move out of the way what somebody else put under our names; it is kept under another one."""
        try:
            for key in (SUBMISSIONS, RECEIPTS, REFUSED):
                if self._redis.type(key) not in (b"stream", b"none"):
                    aside = f"{key}:aside:{secrets.token_hex(4)}"
                    self._redis.rename(key, aside)
                    _log.error("stream.key_moved", key=key, aside=aside)
        except RedisError as error:
            _log.warning("stream.not_cleared", reason=queue_fault(error))

    def _deal(self, held: _HeldEntry) -> None:
        """Take one entry in or set it aside; it is dealt with for good."""
        number, fields = held.number, held.fields
        if fields is None:  # deleted by someone while it was pending
            self._redis.xack(SUBMISSIONS, GROUP, number)
            return
        event, answer = self._taken(fields.get(b"event", b""), refused=held.tries >= _TRIES)
        try:
            self._close(number, fields, event, answer)
        except (RedisError, InfrastructureError):
            raise
        except Exception:  # noqa: BLE001 - whatever it is: the sender is told, the next one taken
            _log.exception("stream.entry_failed", entry=number.decode())
            self._close(number, fields, failed(fields.get(b"event", b""), None), None)

    def _taken(self, text: bytes, *, refused: bool) -> tuple[FiledEvent | InvalidEvent, Intake | None]:
        """What an entry says and, if it can be taken, the ledger's answer to it."""
        event: FiledEvent | InvalidEvent | None = None
        try:
            event = understand(text, self.door.parts.ledger.documents.read)
            if isinstance(event, FiledEvent) and not refused:
                return event, self.door.take(
                    event.agency, event.year, event.uploads, "stream", insisted=event.insisted,
                    statements=event.statements, arrived=event.arrived,
                )  # fmt: skip
        except InfrastructureError:
            if not refused:
                raise
        except Exception:  # noqa: BLE001 - whatever it is: the sender is told, the next one taken
            _log.exception("stream.entry_failed")
            return failed(text, event), None
        return (failed(text, event) if refused else event or failed(text, None)), None

    def _close(
        self,
        number: bytes,
        fields: Mapping[bytes, bytes] | None,
        event: FiledEvent | InvalidEvent,
        answer: Intake | None,
    ) -> None:
        """Tell the sender, keep what was refused, and take the entry out of the stream."""
        told = answer or (event.rejection if isinstance(event, InvalidEvent) else None)
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
