"""A1 addresses of a spreadsheet, read."""

import posixpath
from collections.abc import Iterator

from filings.patterns import pattern

Square = tuple[int, int]
"""Row and column of a cell, from 0."""
_SQUARE = pattern(r"([A-Za-z]{1,7})([1-9][0-9]{0,8})")


def column_of(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def square(address: str) -> tuple[int, int] | None:
    """(row, column) from 0 of an address such as B5, None if it is none."""
    found = _SQUARE.fullmatch(address)
    return (int(found[2]) - 1, column_of(found[1]) - 1) if found else None


def squares(area: str) -> Iterator[tuple[int, int]]:
    """(row, column) from 0 of every square of an area such as B5:C7; none where it is no area."""
    first, _, last = area.replace("$", "").partition(":")
    one, other = square(first), square(last or first)
    if one and other:
        for row in range(one[0], other[0] + 1):
            for column in range(one[1], other[1] + 1):
                yield row, column


def path_of(folder: str, target: str) -> str:
    """The part of a package that a relationship of a part in ``folder`` names."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}").lstrip("/")
