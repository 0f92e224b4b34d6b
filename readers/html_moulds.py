"""The tags of a large table without its texts: tables of the same tags are taken apart once, then only texts differ.

Sites and word processors write the tables of the form alike, cell after cell, with a style in every tag. What the tags
say is found out on a trial table with numbers for its texts, so that no text can have had a say.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from filings.patterns import pattern
from readers.blocks import Shape

_TEXT = pattern(r">(\s*+[^\s<][^<]*+)<")
_MOST = 32
_MOST_TRIED = 8
_SMALLEST = 500  # characters of a table worth a mould; of shorter ones the rows are remembered
_LARGEST = 200_000
_FEWEST = 2  # a single cell is no table worth a mould


class Plain(NamedTuple):
    """A plain table: where its cells stand, their places as in a table without number, and their texts."""

    shape: Shape
    places: tuple[str, ...]
    texts: Sequence[str]


class Mould(NamedTuple):
    """How a table is written, and how its texts become those of its cells.

    ``steps``: the markup around the texts, from ``<table`` to ``</table>``. ``picks``: takes the texts of the cells out
    of all texts with a blank one behind them.
    """

    steps: tuple[str, ...]
    shape: Shape
    places: tuple[str, ...]
    picks: "itemgetter[tuple[int, ...]]"


Reading = Callable[[str], Plain | None]
"""A table from its source, None where it is not plain."""


class Cast(NamedTuple):
    """A table that fits a mould: its texts as written, and where it ends in its page."""

    mould: Mould
    texts: list[str]
    stop: int


class Moulds:
    """The moulds of tables that came before, the latest first. They are compared: a hash would take longer."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._kept: list[Mould] = []

    def cast(self, page: str, start: int) -> Cast | None:
        """The table that begins there, if it fits a mould."""
        tried = 0
        for mould in self._kept:
            if page.startswith(mould.steps[0], start):
                found = _texts(page, start, mould.steps)
                if found is not None:
                    return Cast(mould, *found)
                tried += 1
                if tried == _MOST_TRIED:
                    return None
        return None

    def learn(self, source: str) -> None:
        """Make a mould of a table, if it is worth one; one that is there already becomes the first to be tried."""
        if not _SMALLEST <= len(source) <= _LARGEST:
            return
        mould = _mould(_TEXT.split(source)[::2], self._reading)
        if mould is not None:
            self._kept = [mould, *(one for one in self._kept if one.steps != mould.steps)][:_MOST]


def _texts(page: str, start: int, steps: Sequence[str]) -> tuple[list[str], int] | None:
    """The texts between the steps, and where the last one ends; None where the page does not follow them."""
    texts: list[str] = []
    at = start
    starts, find = page.startswith, page.find
    for step in steps[:-1]:
        if not starts(step, at):
            return None
        begin = at + len(step)
        at = find("<", begin)
        if at < 0:
            return None
        texts.append(page[begin:at])
    if not starts(steps[-1], at) or not all(map(str.strip, texts)):
        return None
    return texts, at + len(steps[-1])


def _mould(tags: Sequence[str], reading: Reading) -> Mould | None:
    """None where the tags are those of no plain table, or where a cell holds more than one text."""
    steps = (f"{tags[0]}>", *(f"<{one}>" for one in tags[1:-1]), f"<{tags[-1]}")
    numbers = map(str, range(len(steps) - 1))
    table = reading("".join(chain.from_iterable(zip(steps, (*numbers, ""), strict=True)))) if len(tags) > 1 else None
    if table is None or len(table.texts) < _FEWEST or not all(text.isdecimal() for text in table.texts if text):
        return None
    picks = [int(text) if text else -1 for text in table.texts]
    if sorted(at for at in picks if at >= 0) != list(range(len(steps) - 1)):
        return None
    return Mould(steps, table.shape, table.places, itemgetter(*picks))
