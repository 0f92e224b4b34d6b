"""The rulebook and the digest of the code as plain data: what was written into the wheel, or kept for a checkout.

What is kept for a checkout is found by the names, sizes and times of all the files it was made of, so a changed file is
never answered from it. ``rules.book_io.building`` writes both.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from filings.nouns import dataclass

NAME = "built.json"
FORMAT = 1  # raised when the shape of the file changes
CODE = ("rules", "filings", "schemas")  # whose code decides what is found
DATE = "$date"
TREE = Path(__file__).parents[2]
"""Where the rooms of this program lie."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was made of the sources.

    code: digest of the syntax trees of the rooms that decide, docstrings left out.
    data: digest of the rules, the lists and the official forms.
    rules: file name -> what its TOML says. Verified before it is kept or released.
    lists: each list as ``rules.lexicon.listfile.list_data`` writes it.
    """

    code: str
    data: str
    rules: Mapping[str, Any]
    lists: Sequence[Mapping[str, Any]]


@cache
def built() -> Built | None:
    """What was written into the installed package, or kept for this checkout; None when there is neither."""
    shipped = TREE / "rules" / NAME
    if shipped.is_file():
        return read(shipped)
    folder = folder_of(TREE)
    return None if folder is None else read(kept_at(TREE, folder))


def read(path: Path) -> Built | None:
    """What stands in a file; None for one that is missing, torn or of another format."""
    try:
        content = json.loads(path.read_bytes(), object_hook=_untagged)
        if content["format"] == FORMAT:
            return Built(content["code"], content["data"], content["rules"], content["lists"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # it is made anew, or the book is loaded from its sources
    return None


def kept_at(tree: Path, folder: Path) -> Path:
    """Where what is made of this state of a source tree is kept."""
    key = hashlib.sha256(f"{FORMAT} {sys.version}".encode())
    for name in CODE:
        for seen in sorted(_sources(tree / name)):
            key.update(f"{seen}\0".encode())
    return folder / f"book-{key.hexdigest()[:32]}.json"


def folder_of(tree: Path) -> Path | None:
    """Where Python keeps what it made of the rooms of rules; None when it is told to keep nothing."""
    if sys.dont_write_bytecode:
        return None
    return Path(cache_from_source(str(tree / "rules" / "__init__.py"))).parent


def _sources(folder: Path) -> Iterator[str]:
    """Name, size and time of every file below a folder that says something: each is looked at at every start."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.endswith((".py", ".toml", ".json")):
                seen = entry.stat()
                yield f"{entry.path}\0{seen.st_size}\0{seen.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _sources(Path(entry.path))


def _untagged(value: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    return date.fromisoformat(value[DATE]) if DATE in value else value
