"""Ends the process, or turns in circles, at a named point, for tests of what survives; in daily use it does nothing."""

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from filings.errors import UsageError
from ledger.fault_points import POINTS as LEDGER_POINTS

WORKER_POINTS = (
    "enqueue.before",
    "enqueue.after",
    "examine.before",
    "examine.after",
    "post.before",
    "post.after",
    "ack.before",
    "receipt.before",
    "receipt.after",
    "stream.acked",
)
POINTS = (*LEDGER_POINTS, *WORKER_POINTS)

_HANG = "hang@"
_STATUS = 137  # what a kill -9 looks like


def crash_at(text: str, home: Path) -> Callable[[str], None]:
    """What to call with the name of each point that is passed.

    ``text``: ``NAME`` or ``NAME:N`` for the Nth passing, ``""`` for never. It happens once in the life of ``home``: a
    file ``crashed`` there says that it has happened. ``hang@NAME[:N]``: the thread that passes never returns, instead.
    UsageError for a name that is no point.
    """
    hangs = text.startswith(_HANG)
    name, _, count = text.removeprefix(_HANG).partition(":")
    if name and (name not in POINTS or not (count or "1").isdigit()):
        raise UsageError(f"GOUJI_CRASH_AT 不认识“{text}”。可用的名称：{'、'.join(POINTS)}。")
    left = [int(count or "1")]
    turn = threading.Lock()

    def pass_by(point: str) -> None:
        if point not in POINTS:
            raise LookupError(point)
        if point != name:
            return
        with turn:
            left[0] -= 1
            happens = left[0] == 0 and _first(home / "crashed")
        if happens and not hangs:
            os._exit(_STATUS)
        while happens:
            pass

    return pass_by


def _first(mark: Path) -> bool:
    with contextlib.suppress(FileExistsError):
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return True
    return False
