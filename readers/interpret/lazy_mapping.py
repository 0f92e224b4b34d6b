"""Mappings that are made when somebody asks what is in them: most cells and labels of a known layout never are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class LazyMapping(Mapping[str, T]):
    """Equal to the dict of what ``make`` gives, in its order; all of it is made at once, when it is asked for."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[tuple[str, T]]]) -> None:
        self._make = make
        self._made: dict[str, T] | None = None

    def _all(self) -> dict[str, T]:
        if self._made is None:
            self._made = dict(self._make())
        return self._made

    def __getitem__(self, key: str) -> T:
        return self._all()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[dict[str, T]], tuple[dict[str, T]]]:
        return dict, (self._all(),)
