"""Data that nobody else on the machine can read, whatever the umask and whoever made the folder."""

import os
import stat
from pathlib import Path

_OURS = ("valkey", "web", "families", "lock", "crashed", "key")  # what the program itself keeps in its home


def private_folder(folder: Path) -> None:
    """Make the folder, or take it back from others if it is ours already."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _close(folder)


def private_home(home: Path) -> None:
    """The same for the home of all data, and for all that the program keeps there; what others laid there stays."""
    private_folder(home)
    for name in _OURS:
        _close_all(home / name)


def private_opener(path: str, flags: int) -> int:
    """For ``open(opener=…)``: a new file is for its owner alone."""
    return os.open(path, flags, 0o600)


def _close_all(path: Path) -> None:
    _close(path)
    if path.is_dir() and not path.is_symlink():
        for each in path.iterdir():
            _close_all(each)


def _close(path: Path) -> None:
    """Take away what group and others may do, if the file is ours to change; one that goes meanwhile is no matter."""
    try:
        found = path.lstat()
        mode = stat.S_IMODE(found.st_mode)
        if found.st_uid == os.getuid() and mode & 0o077 and not stat.S_ISLNK(found.st_mode):
            path.chmod(mode & 0o700)
    except OSError:
        return
