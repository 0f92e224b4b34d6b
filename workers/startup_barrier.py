"""A gate between two processes: one loads its program while the other prepares what it needs, and waits there."""

import os
from dataclasses import field

from filings.nouns import dataclass


@dataclass(slots=True)
class Gate:
    """Closed until ``open`` is called. A process that inherits ``entrance`` waits at it (``wait_at``)."""

    entrance: int = field(init=False)
    _bar: int = field(init=False)

    def __post_init__(self) -> None:
        self.entrance, self._bar = os.pipe()

    def open(self) -> None:
        """Let everybody pass, now and later."""
        if self._bar >= 0:
            os.close(self._bar)
            self._bar = -1


def wait_at(entrance: int) -> None:
    """Return once the gate is open, or the process that holds it is gone."""
    os.read(entrance, 1)
