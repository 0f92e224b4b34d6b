"""The named points at which a test may end the process, around every commit of the ledger.

Between ``write.waits`` and ``write.begins`` a writer waits for others: nothing that it could do about them is due.
"""

from collections.abc import Callable
from typing import TypeAlias

Crash: TypeAlias = Callable[[str], None]

POINTS = (
    "write.waits",
    "write.begins",
    "submit.before_commit",
    "submit.after_commit",
    "request.before_commit",
    "request.after_commit",
    "claim.before_commit",
    "claim.after_commit",
    "record.before_commit",
    "record.after_commit",
    "fail.before_commit",
    "fail.after_commit",
    "bereave.before_commit",
    "bereave.after_commit",
    "notice.claim.before_commit",
    "notice.claimed",
    "notice.recorded.before_commit",
    "notice.recorded",
    "act.before_commit",
    "act.after_commit",
    "assign.before_commit",
    "assign.after_commit",
    "purge.before_commit",
    "purge.after_commit",
    "seal.before_commit",
    "seal.after_commit",
)


def go_on(name: str) -> None:
    """The point at which nothing happens; ``name`` must be one of POINTS."""
    if name not in POINTS:
        raise LookupError(name)
