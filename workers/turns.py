"""Whose delivery is next: a fair order between endpoints, in which those that keep silent cannot take every place.

No clock, no thread, no network: what to send next depends on what was put in and what ended, and on nothing else.
"""

from collections import Counter
from dataclasses import field
from enum import Enum, auto

from filings.nouns import dataclass

PLACES = 64  # deliveries on their way at once
EACH = 2  # of them to one endpoint that answers; one to any other
UNPROVEN = 48  # of them to endpoints that have not answered yet or were silent last
SILENT = 24  # of them to endpoints that were silent last
_MOST = 20_000  # that wait here; what is beyond comes again with the next sweep


class EndpointStanding(Enum):
    """What is known of an endpoint."""

    ANSWERS = auto()
    NEW = auto()
    SILENT = auto()


@dataclass(slots=True, kw_only=True)
class Turns:
    """What waits and what is on its way, by endpoint. Not safe for threads by itself."""

    places: int = PLACES
    each: int = EACH
    unproven: int = UNPROVEN
    silent: int = SILENT
    _waiting: dict[str, dict[str, None]] = field(default_factory=dict, init=False)
    _flying: dict[str, str] = field(default_factory=dict, init=False)
    _by_endpoint: Counter[str] = field(default_factory=Counter, init=False)
    _standing: dict[str, EndpointStanding] = field(default_factory=dict, init=False)
    _waits: int = field(default=0, init=False)

    def put(self, endpoint: str, delivery: str, *, silent: bool = False) -> None:
        """Let a delivery wait for its turn; one that waits or flies already is not put in twice.

        ``silent``: what the ledger knows of the endpoint, for one that was not met here yet.
        """
        self._standing.setdefault(endpoint, EndpointStanding.SILENT if silent else EndpointStanding.NEW)
        mine = self._waiting.get(endpoint, {})
        if delivery in mine or delivery in self._flying or self._waits >= _MOST:
            return
        self._waiting.setdefault(endpoint, mine)[delivery] = None
        self._waits += 1

    def take(self) -> str | None:
        """The next delivery to be sent, which now is on its way; None when none may go at present."""
        if len(self._flying) >= self.places:
            return None
        endpoint = next((one for one in self._waiting if self._may_go(one)), None)
        if endpoint is None:
            return None
        mine = self._waiting.pop(endpoint)
        delivery = next(iter(mine))
        del mine[delivery]
        if mine:
            self._waiting[endpoint] = mine  # behind all others
        self._waits -= 1
        self._flying[delivery] = endpoint
        self._by_endpoint[endpoint] += 1
        return delivery

    def ended(self, delivery: str, *, answered: bool | None) -> None:
        """The delivery is back. ``answered``: None when nothing was sent, which tells nothing of the endpoint."""
        endpoint = self._flying.pop(delivery)
        self._by_endpoint[endpoint] -= 1
        if answered is not None:
            self._standing[endpoint] = EndpointStanding.ANSWERS if answered else EndpointStanding.SILENT

    def forget(self) -> None:
        """Let nothing wait any more."""
        self._waiting.clear()
        self._waits = 0

    def _may_go(self, endpoint: str) -> bool:
        standing = self._standing[endpoint]
        if standing is EndpointStanding.ANSWERS:
            return self._by_endpoint[endpoint] < self.each
        if self._by_endpoint[endpoint] or self._on_way(EndpointStanding.NEW, EndpointStanding.SILENT) >= self.unproven:
            return False
        return standing is EndpointStanding.NEW or self._on_way(EndpointStanding.SILENT) < self.silent

    def _on_way(self, *standings: EndpointStanding) -> int:
        return sum(self._standing[endpoint] in standings for endpoint in self._flying.values())
