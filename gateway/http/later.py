"""Answers that take a while: waited for as long as the sender does, without holding a thread."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any, TypeAlias

from filings.nouns import dataclass
from gateway.http.routes import Answer

Aside: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]

_FIRST, _LONGEST = 0.05, 0.5  # seconds between two looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """``ask``: the answer, None while there is none. ``coming``: what it waits for; without it the ledger is asked.

    ``patience``: seconds; ``otherwise``: what is answered when they are over.
    """

    ask: Callable[[], Answer | None]
    patience: float
    otherwise: Callable[[], Answer]
    coming: "Future[Any] | None" = None


async def waited_for(later: Later, aside: Aside) -> Answer:
    """The answer, or the other one when the patience is over."""
    try:
        async with asyncio.timeout(later.patience):
            if later.coming is not None:
                coming = asyncio.wrap_future(later.coming)
                coming.add_done_callback(_looked_at)
                await asyncio.wait([coming])
            pause = _FIRST
            while (found := await aside(later.ask)) is None:
                await asyncio.sleep(pause)
                pause = min(_LONGEST, pause * 1.5)
            return found  # type: ignore[no-any-return]  # what aside gives is what ask gives
    except TimeoutError:
        answer: Answer = await aside(later.otherwise)
        return answer


def _looked_at(coming: "asyncio.Future[Any]") -> None:
    """What went wrong is told by who asks; it is not to be told by the loop as well."""
    if not coming.cancelled():
        coming.exception()
