"""The worker groups of this machine, each known by a file that stays locked while any process of the family lives.

A group that was killed as a whole leaves nobody to say so. The next one to start finds its lock free, and has what it
held given back without waiting for the leases to end.
"""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

_FOLDER = "families"
_COMING = ".part"


def register_group(home: Path) -> str:
    """The name of a new family. Its lock is held by this process and all that are forked from it."""
    folder = home / _FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(8)
    coming = folder / f"{name}{_COMING}"
    descriptor = os.open(coming, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)  # open for life
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        coming.rename(folder / name)  # seen by others only once it is locked
    except OSError:  # a file system without locks: nobody inherits, and leases run out as they would
        coming.unlink(missing_ok=True)
    return name


def dead_groups(home: Path) -> Iterator[str]:
    """Families of which nobody lives. Who has dealt with one says ``forget``; else it is named again."""
    for file in sorted((home / _FOLDER).glob("[0-9a-f]*")):
        if file.suffix == _COMING:
            continue
        with contextlib.suppress(OSError):
            descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield file.name
            finally:
                os.close(descriptor)


def unregister_group(home: Path, name: str) -> None:
    """Take the family off the list."""
    (home / _FOLDER / name).unlink(missing_ok=True)
