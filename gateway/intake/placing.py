"""Names for files in a folder: free ones, and none longer than a file system takes."""

import os
from pathlib import Path

_LONGEST = 255  # bytes of a name


def free(folder: Path, name: str) -> Path:
    """A path in the folder under the name, or under the name with a number if there is one already."""
    place, number = folder / name, 1
    while os.path.lexists(place):
        number += 1
        stem, ending = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
        if len(os.fsencode(ending)) > _LONGEST // 2:
            stem, ending = name, ""
        place = folder / shortened(stem, f"-{number}{ending}")
    return place


def shortened(stem: str, ending: str) -> str:
    """The two joined, with as much of ``stem`` as a name has room for. No sign is cut in the middle."""
    room = _LONGEST - len(os.fsencode(ending))
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return stem + ending
