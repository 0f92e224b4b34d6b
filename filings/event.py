"""The sealed event log: events in the order of their commit, each bound to the one before by a hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TypeAlias

from filings.nouns import dataclass
from filings.retention import PurgeRecord

GENESIS = "0" * 64  # what the first event is bound to
DIGESTS = "digests"  # the name under which the facts on record hold an event's digests

Digests: TypeAlias = Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. ``facts`` hold JSON values only; ``actor``: a person, or the part that acted.

    ``digests``: table -> key -> digest of each row of evidence that the event tells of, None for a row that is gone.
    """

    id: int
    at: datetime
    kind: str
    subject: str
    actor: str
    facts: Mapping[str, object] = field(default_factory=dict)
    digests: Digests = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What was noted of the chain outside the database: its length and head at an instant."""

    at: datetime
    number: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """One thing that does not hold, in Chinese. ``number``: in the chain; ``event``, ``table``, ``key``: if known."""

    reason: str
    number: int = 0
    event: int = 0
    table: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intact:
    """The chain holds, and every row of evidence is as it was told of.

    ``sealed`` events up to ``head`` (the last hash); ``waiting``: not sealed yet. ``rows`` of evidence were hashed.
    ``anchor``: the last one that was compared; what was cut off behind it cannot be seen. ``anchored``: how many were.
    ``since``: where a quick look began; 0 for a whole one. ``purged``: what was cleared away when its time was over.
    """

    sealed: int
    head: str
    waiting: int
    rows: int = field(default=0, compare=False)
    since: int = field(default=0, compare=False)
    anchored: int = field(default=0, compare=False)
    anchor: Anchor | None = field(default=None, compare=False)
    purged: tuple[PurgeRecord, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What does not hold: the chain's faults in its order, then those of anchors, then rows by table and key."""

    faults: tuple[ChainFault, ...]

    @property
    def number(self) -> int:
        """Where in the chain the first fault is; 0 when it is none of the chain."""
        return self.faults[0].number

    @property
    def event(self) -> int:
        """The event of the first fault."""
        return self.faults[0].event

    @property
    def reason(self) -> str:
        """The first fault."""
        return self.faults[0].reason


Chain: TypeAlias = Intact | Broken


def canonical(event: Event) -> str:
    """The event as canonical JSON: sorted keys, no spaces, unescaped."""
    body = {
        "id": event.id,
        "at": event.at.isoformat(),
        "kind": event.kind,
        "subject": event.subject,
        "actor": event.actor,
        "facts": {**event.facts, DIGESTS: event.digests} if event.digests else event.facts,
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, event: Event) -> str:
    """The hash that binds an event to the one before."""
    return hashlib.sha256(f"{previous}\n{canonical(event)}".encode("utf-8", "surrogatepass")).hexdigest()


def shorthand(event: Event) -> str:
    """The event by itself in 16 hex digits, by which an anchor tells which of many was changed."""
    return hashlib.sha256(canonical(event).encode("utf-8", "surrogatepass")).hexdigest()[:16]
