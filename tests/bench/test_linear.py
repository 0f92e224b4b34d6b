"""Hostile texts cost in proportion to their length: counted in calls, so that no clock decides."""

import sys
from types import FrameType

import pytest

from bench.linear import KINDS, dossier
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit

_SIZE, _MOST = 4000, 2.6


def _calls(text: str) -> int:
    """How many calls an audit of a text makes, of functions written in Python and of built-in ones."""
    given, count = dossier(text), 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        audit(given, rulebook())
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_text_is_twice_the_work(kind: str) -> None:
    """A sentence without an end, numbers, nested brackets and every word of every list at once."""
    audit(dossier(KINDS[kind](_SIZE)), rulebook())  # what is made once for a rulebook is made
    once, twice = (_calls(KINDS[kind](_SIZE * times)) for times in (1, 2))
    assert twice / once < _MOST
