"""A value worked out when it is first asked for: ``functools.cached_property`` takes a lock for each, up to 3.11."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

_Made = TypeVar("_Made")


class cached(Generic[_Made]):  # noqa: N801 - it is used as a decorator, like property
    """Made once, then an attribute like any other; for objects that one thread works with, or whose making is pure."""

    def __init__(self, make: Callable[[Any], _Made]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, thing: None, owner: type | None = None) -> "cached[_Made]": ...

    @overload
    def __get__(self, thing: object, owner: type | None = None) -> _Made: ...

    def __get__(self, thing: object | None, owner: type | None = None) -> "_Made | cached[_Made]":
        if thing is None:
            return self
        made = thing.__dict__[self._name] = self._make(thing)
        return made
