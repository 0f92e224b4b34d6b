"""One owner per data folder, by a lock that the kernel frees with its last holder."""

import contextlib
import fcntl
import os
import time
from pathlib import Path

from filings.errors import UsageError
from workers.private import private_folder

_DYING = 5.0  # seconds that the children of a killed owner may take to let go


def lock(folder: Path) -> int:
    """Lock the folder, making it private if it is new. The descriptor holds the lock for as long as it is open.

    A child that inherits the descriptor holds the lock too: then nobody else comes in before the last of a killed
    owner's children is gone. UsageError in one line when another process owns the folder.
    """
    private_folder(folder)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    patience = time.monotonic() + _DYING
    while not _taken(descriptor):
        owner = _owner(descriptor)
        if _alive(owner) or time.monotonic() > patience:
            os.close(descriptor)
            raise UsageError(
                f"{folder} 正由另一个 gouji 使用（进程 {owner}）。请先停下它，或用 GOUJI_HOME 换一个目录。"
            )
        time.sleep(0.05)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return descriptor


def _taken(descriptor: int) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _owner(descriptor: int) -> int:
    text = os.pread(descriptor, 20, 0)
    return int(text) if text.isdigit() else 0


def _alive(process: int) -> bool:
    if process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
