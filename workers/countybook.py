"""The rulebook that this county works with: the one that ships, with the county's own file over it, if there is one."""

from pathlib import Path

from rules.book_io.overlay import read_overlay
from rules.book_io.rulebook import Rulebook, rulebook

FILE = "rules.toml"


def county_rulebook(home: Path) -> Rulebook:
    """The book with ``rules.toml`` of the folder of all data. Raises RulebookError with file and line."""
    file = home / FILE
    return read_overlay(file, rulebook()) if file.is_file() else rulebook()
