"""The sealed trail: events in the order of their commit, each bound to the one before by a hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

GENESIS = "0" * 64  # what the first event is bound to


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. ``facts`` hold JSON values only; ``actor``: a person, or the part that acted."""

    id: int
    at: datetime
    kind: str
    subject: str
    actor: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intact:
    """The chain holds. ``sealed`` events up to ``head`` (the last hash); ``waiting``: not sealed yet.

    Who cuts off the end of a chain leaves it whole: note ``sealed`` and ``head`` elsewhere and compare.
    """

    sealed: int
    head: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place where the chain does not hold. ``reason`` in Chinese."""

    number: int
    event: int
    reason: str


Chain: TypeAlias = Intact | Broken


def canonical(event: Event) -> str:
    """The event as canonical JSON: sorted keys, no spaces, unescaped."""
    body = {
        "id": event.id,
        "at": event.at.isoformat(),
        "kind": event.kind,
        "subject": event.subject,
        "actor": event.actor,
        "facts": event.facts,
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, event: Event) -> str:
    """The hash that binds an event to the one before."""
    return hashlib.sha256(f"{previous}\n{canonical(event)}".encode()).hexdigest()
