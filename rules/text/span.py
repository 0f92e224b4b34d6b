"""A stretch of the body's text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive)."""

    start: int
    end: int

    def holds(self, at: int) -> bool:
        """Whether a character stands in it."""
        return self.start <= at < self.end
