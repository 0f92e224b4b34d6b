"""What was made of objects that are the same from one audit to the next: registers, calendars, headings of a sender."""

from collections.abc import Callable
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")
_MOST = 256


class Kept(Generic[_Thing, _Made]):
    """Makes something of an object once, while it is kept: found by the object itself, which need not be hashable."""

    def __init__(self, make: Callable[[_Thing], _Made], most: int = _MOST) -> None:
        self._make = make
        self._most = most
        self._made: dict[int, tuple[_Thing, _Made]] = {}  # with the object, so that no other can have its id

    def __call__(self, thing: _Thing) -> _Made:
        """What was made of it."""
        known = self._made.get(id(thing))
        if known is None:
            if len(self._made) >= self._most:
                self._made.clear()
            known = self._made[id(thing)] = (thing, self._make(thing))
        return known[1]

    def known(self, thing: _Thing) -> _Made | None:
        """What was made of it before; None if nothing was."""
        known = self._made.get(id(thing))
        return known[1] if known else None
