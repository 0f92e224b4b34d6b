"""Starting and ending fast: no search for cycles while a program loads, and no taking apart of what it loaded.

What is loaded stays to the end. Python searched it for cycles a hundred times while it grew, and took it apart object
by object when a command had long given its answer: together a quarter of what a check of one text took.
"""

import atexit
import gc
import os
import sys

SHORT = frozenset({"check", "read", "explain"})
"""Commands that keep nothing open and say themselves when they have loaded all, or end before that matters."""


def begin() -> None:
    """From here on things are loaded that stay."""
    gc.disable()


def loaded() -> None:
    """All is loaded: cycles are searched for again, among what comes. Nothing where ``begin`` was not called."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def leave(end: SystemExit) -> None:
    """End this process with the status of ``end``, after what was registered for its end; the system takes the rest.

    Returns where something could not be written, so that the ordinary way tells it.
    """
    status = 0 if end.code is None else end.code
    if not isinstance(status, int) or sys.stdout is None or sys.stderr is None:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    atexit._run_exitfuncs()  # noqa: SLF001 - what os._exit leaves out, as multiprocessing does
    os._exit(status & 0xFF)
