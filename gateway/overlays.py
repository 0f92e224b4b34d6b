"""A county's changes to the rulebook, out of a file named on the command line."""

from pathlib import Path

from rules.overlay import overlaid, read_overlay
from rules.rulebook import Rulebook


def with_overlay(book: Rulebook, path: Path | None) -> Rulebook:
    """The book with the changes of a file, if one is named. Raises RulebookError naming the file."""
    if path is None:
        return book
    return overlaid(book, read_overlay(path.read_text(encoding="utf-8"), path.name), path.name)
