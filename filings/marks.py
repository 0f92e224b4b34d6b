"""Marks of a text by which others that share a passage with it are found without reading them.

A text is winnowed (Schleimer, Wilkerson, Aiken: Winnowing, 2003): every window of ``REACH`` characters is marked by the
least hash of the grams in it. Two texts that share a passage of ``REACH`` characters share the mark of its window, for
the same window has the same mark wherever it stands. A shared mark alone proves nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias
from zlib import crc32

from filings.nouns import dataclass
from filings.report import Report

GRAM = 8
REACH = 20  # characters
_WIDTH = 4  # bytes of a character in the form that is hashed


Group: TypeAlias = tuple[int, ...]  # the sections that are compared as one text


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """What neighbours compare of a group of sections, by itself: who has the same text has the same ``digest``.

    ``place``: of the body, whose forms are taken out. ``sketch``: a bit for each shingle, ``b""`` where none is needed.
    ``marks``: its own, as far as no other text of the same report bears them.
    """

    place: str
    group: Group
    digest: str
    marks: frozenset[int]
    sketch: bytes = b""

    @property
    def part(self) -> str:
        """Under which name a report bears it."""
        return part_name(self.place, self.group)


def part_name(place: str, group: Group) -> str:
    """What a text is called within a report."""
    return f"{'+'.join(map(str, group))} {place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is kept of a report so that others find it. ``scheme``: how it was made; others cannot be compared.

    ``texts``: those that are the same for whoever has the same; ``kept``: marks of this report alone.
    """

    scheme: str
    kept: frozenset[int]
    texts: tuple[MarkedText, ...] = ()

    @property
    def all(self) -> frozenset[int]:
        """By all of these it is found."""
        return self.kept.union(*(text.marks for text in self.texts))


def always(_group: Group, _sketch: bytes) -> bool:
    """For whom a text can never be told to be unlike by its sketch."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a report looks for among its neighbours.

    ``asked``: the marks that count; ``alike`` of those that a neighbour holds are the groups of sections in which it
    may be too like, often none. One whose marks were made in another ``scheme`` may be in all of them, and so may one
    that holds a mark of ``named``: then it is held against this report by itself. All others of this ``place``, whose
    text of a group is the same, are the same in it, unless ``apart``; ``may_reach``: of a group and a text's sketch,
    whether it can be too like.
    """

    scheme: str
    asked: frozenset[int]
    alike: Callable[[frozenset[int]], frozenset[Group]]
    named: frozenset[int] = frozenset()
    place: str = ""
    apart: bool = False
    may_reach: Callable[[Group, bytes], bool] = always


def section_texts(report: Report) -> dict[int, str]:
    """Section -> plain text: as much of a report as its neighbours are held against."""
    return {section.number: "\n".join(p.text for p in section.paragraphs) for section in report.sections}


@lru_cache(maxsize=16)  # of one report, some texts are the same
def window_marks(text: str) -> tuple[int, ...]:
    """The mark of the window at each character; fewer than ``REACH`` characters have none."""
    data = text.encode("utf-32-le", "surrogatepass")
    last = len(data) - _WIDTH * GRAM + 1
    hashes = [crc32(data[at : at + _WIDTH * GRAM]) for at in range(0, last, _WIDTH)]
    return tuple(_least(hashes, REACH - GRAM + 1))


def word_mark(kind: str, word: str) -> int:
    """The mark of a word that stands for a whole text; below zero, where no window's mark is."""
    return -1 - crc32(f"{kind}\x1f{word}".encode("utf-8", "surrogatepass"))


def stretches(marks: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The marks in order, each with how many windows that follow each other bear it."""
    return tuple((mark, sum(1 for _ in same)) for mark, same in groupby(marks))


def longest_run(marks: Iterable[tuple[int, int]], shared: frozenset[int]) -> int:
    """The most characters that a passage can have whose windows all bear shared marks; 0 for none.

    ``marks``: of the text, as ``stretches`` gives them.
    """
    longest = run = 0
    for mark, windows in marks:
        run = run + windows if mark in shared else 0
        if run > longest:  # noqa: PLR1730 - asked for every stretch of every neighbour
            longest = run
    return longest + REACH - 1 if longest else 0


def _least(values: Sequence[int], width: int) -> Sequence[int]:
    """The least of each ``width`` values that follow each other, from the least of half as many."""
    done = 1
    while done < width:
        step = min(done, width - done)
        values = list(map(min, values, values[step:]))
        done += step
    return values
