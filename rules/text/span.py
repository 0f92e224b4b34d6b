"""A stretch of the body's text."""

from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive). A named tuple, since thousands are made for every report."""

    start: int
    end: int

    def holds(self, at: int) -> bool:
        """Whether a character stands in it."""
        return self.start <= at < self.end


def standing(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where some words stand in a stretch."""
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)
