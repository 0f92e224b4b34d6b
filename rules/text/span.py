"""A stretch of the body's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive). A named tuple, since thousands are made for every report."""

    start: int
    end: int

    def holds(self, at: int) -> bool:
        """Whether a character stands in it."""
        return self.start <= at < self.end
