"""Hostile texts cost in proportion to their length: counted in calls, so that no clock decides."""

import sys
from collections import Counter
from types import FrameType

import pytest

from bench.linear import KINDS, dossier
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit

_SIZE, _MOST, _MOST_OF_ONE, _MANY = 4000, 2.6, 3, 2000


def _calls(text: str) -> Counter[str]:
    """How many calls an audit of a text makes, of functions written in Python and of built-in ones, by their place."""
    given, count = dossier(text), Counter[str]()

    def counting(frame: FrameType, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            count[f"{frame.f_code.co_filename}:{frame.f_code.co_name}"] += 1

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        audit(given, rulebook())
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_text_is_twice_the_work(kind: str) -> None:
    """A sentence without an end, numbers, nested brackets and words of every list at once; in no place is it more."""
    audit(dossier(KINDS[kind](2 * _SIZE)), rulebook())  # what is made once for a rulebook is made
    once, twice = (_calls(KINDS[kind](_SIZE * times)) for times in (1, 2))
    assert twice.total() / once.total() < _MOST
    assert [place for place, many in twice.items() if many > _MANY and many > _MOST_OF_ONE * once[place]] == []
