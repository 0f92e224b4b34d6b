"""The rulebook with a county's own file over it, for commands that work without a ledger."""

from pathlib import Path

import click

from rules.book_io.rulebook import Rulebook, rulebook

option = click.option(
    "--rules",
    "own",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="本县的规则调整文件（.toml）。",
)


def own_book(file: Path | None) -> Rulebook:
    """The book as it ships, or with the changes of a file. Raises RulebookError with file and line."""
    if file is None:
        return rulebook()
    from rules.book_io.overlay import read_overlay  # noqa: PLC0415 - few counties have one, and checking must start fast

    return read_overlay(file, rulebook())
