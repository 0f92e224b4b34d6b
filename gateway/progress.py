"""A progress bar on stderr, on a terminal only, so that pipes and logs stay clean."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def tracked(things: Iterable[T], total: int) -> Iterator[T]:
    """The things, one by one, while a bar moves."""
    console = Console(stderr=True)
    yield from track(things, "正在核查", total, console=console, transient=True, disable=not console.is_terminal)
