"""How alike two texts are once names, years, numbers and the words of the law are taken out. Exact and repeatable.

A shared passage of 2 × BLOCK characters holds one of the blocks that a text is cut into, so a text that shares no
block is out at the speed of a substring search; only what is left is compared shingle by shingle. Nothing is indexed.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from zlib import crc32

from filings.figure import squeeze
from filings.nouns import dataclass

SHINGLE = 5
_SKETCH = 1024  # bytes
BLOCK = 20
_LEAST_CLAUSE = 6
_AROUND = 4
SIGNS = re.compile(r"[(（][一二三四五六七八九十]+[)）]|[\W\d_]+|[一二三四五六七八九十〇零]+[是、]|年度?")


@dataclass(frozen=True, slots=True)
class BareText:
    """``text``: what is compared; ``starts``/``origins``: where its pieces begin, in it and in the text as given."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, at: int) -> int:
        """Where a character of the compared text stands in the text as given (without blanks)."""
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]


@lru_cache(maxsize=1024)
def bare(text: str, words: tuple[str, ...]) -> BareText:
    """A text without blanks, signs, numbers and the given words."""
    given = squeeze(text)
    starts, origins, pieces, at, length = [0], [0], [], 0, 0
    for start, end in _merged(sorted(_cuts(given, words))):
        pieces.append(given[at:start])
        length += start - at
        at = end
        starts.append(length)
        origins.append(end)
    return BareText("".join((*pieces, given[at:])), tuple(starts), tuple(origins))


def _cuts(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))
    yield from (found.span() for found in SIGNS.finditer(text))


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = (last[0], max(end, last[1]))
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def may_share(text: str, other: str, share: int) -> bool:
    """Whether enough blocks of a text stand in another for this percentage to be possible; exact tests come after."""
    blocks = [text[at : at + BLOCK] for at in range(0, len(text) - BLOCK + 1, BLOCK)]
    standing = sum(block in other for block in blocks)
    return standing * 300 >= len(blocks) * share  # a third of the share: an edit breaks one block, not all of them


def shared(text: str, other: str) -> int:
    """The percentage, rounded down, of the shingles of a text that stand in another; 0 for a text without any."""
    mine = _shingles(text)
    return len(mine & _shingles(other)) * 100 // len(mine) if mine else 0


@lru_cache(maxsize=8)  # one text is held against many
def _shingles(text: str) -> frozenset[str]:
    ends = range(SHINGLE, len(text) + 1)
    return frozenset(map(text.__getitem__, map(slice, range(len(ends)), ends)))


@lru_cache(maxsize=16)  # of one report, some texts are the same
def sketch(text: str) -> bytes:
    """A bit for each shingle of a text, a kilobyte for all: what has no bit stands nowhere in it."""
    data, wide = text.encode("utf-32-le", "surrogatepass"), SHINGLE * 4
    bits = bytearray(_SKETCH)
    for at in {crc32(data[at : at + wide]) % (_SKETCH * 8) for at in range(0, len(data) - wide + 1, 4)}:
        bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


def most_shared(text: str) -> Callable[[bytes], int]:
    """The highest percentage that ``shared`` can give of a text, beside one of which only the sketch is known.

    Each bit of its own sketch that the other lacks is at least one shingle that stands nowhere there. The shingles are
    counted by place: whoever has some of them twice shares a little less than is told.
    """
    shingles, mine = len(text) - SHINGLE + 1, int.from_bytes(sketch(text))
    bits = mine.bit_count()

    def beside(other: bytes) -> int:
        lacking = bits - (mine & int.from_bytes(other)).bit_count()
        return (shingles - lacking) * 100 // shingles if shingles > 0 else 0

    return beside


def longest(text: str, other: str, least: int) -> tuple[int, int] | None:
    """(start, end) in ``text`` of the longest passage of at least ``least`` characters that stands in another."""
    step = max(least // 2, 1)
    best: tuple[int, int] | None = None
    at = 0
    while at + step <= len(text):
        found = max(_around(text, other, at, step), key=lambda span: span[1] - span[0], default=None)
        if found and found[1] - found[0] >= max(least, best[1] - best[0] + 1 if best else 0):
            best = found
        at = max(at + step, found[1] if found else 0)
    return best


def _around(text: str, other: str, at: int, step: int) -> Iterator[tuple[int, int]]:
    """The passages around a block, for each place where it stands in the other text."""
    block = text[at : at + step]
    there = other.find(block)
    while there >= 0:
        start, end = at, at + step
        back = there
        while start and back and text[start - 1] == other[back - 1]:
            start, back = start - 1, back - 1
        front = there + step
        while end < len(text) and front < len(other) and text[end] == other[front]:
            end, front = end + 1, front + 1
        yield start, end
        there = other.find(block, there + 1)


def repeated(text: str, least: int) -> Iterator[tuple[int, int, int]]:
    """(first place, second place, length) of passages of at least ``least`` characters that a text holds twice.

    A passage stays within its paragraph and holds a whole clause. Passages do not overlap.
    """
    clauses = text.replace("。", "，").replace("；", "，").replace("\n", "，").split("，")
    again = {clause for clause, times in Counter(clauses).items() if times > 1 and len(clause) >= _LEAST_CLAUSE}
    if again:
        starts = accumulate([len(clause) + 1 for clause in clauses], initial=0)
        places = [(clause, at) for clause, at in zip(clauses, starts, strict=False) if clause in again]
        yield from _repeated(text, places, least)


def _repeated(text: str, places: Iterable[tuple[str, int]], least: int) -> Iterator[tuple[int, int, int]]:
    """``places``: the clauses that stand more than once, and where."""
    seen: dict[str, int] = {}
    done = 0
    for clause, at in places:
        first = seen.setdefault(clause, at)
        if first < at and at >= done and _may_grow(text, first, at, len(clause), least):
            start, there, length = _grown(text, first, at, len(clause))
            if length >= least:
                yield start, there, length
                done = there + length


def _may_grow(text: str, at: int, there: int, length: int, least: int) -> bool:
    """Whether half of what a passage lacks is the same before or behind it: on one side it must be."""
    half = (least - length + 1) // 2
    if half <= 0:
        return True
    before = at >= half and text[at - half : at] == text[there - half : there]
    return before or text[at + length : at + length + half] == text[there + length : there + length + half]


def _grown(text: str, at: int, there: int, length: int) -> tuple[int, int, int]:
    """A passage that stands twice, made as long as it is the same, within its line and up to its second place."""
    line = text.rfind("\n", 0, there) + 1
    back, most = 0, min(at, there - line, there - at - length)
    while back < most and text[at - back - 1] == text[there - back - 1]:
        back += 1
    at, there, length = at - back, there - back, length + back
    end = text.find("\n", there + length)
    most = min((end if end >= 0 else len(text)) - there, there - at)
    while length + _AROUND <= most and text.startswith(text[there + length : there + length + _AROUND], at + length):
        length += _AROUND
    while length < most and text[at + length] == text[there + length]:
        length += 1
    return at, there, length


def without(text: str, names: Iterable[str]) -> str:
    """A compared text without some names, the longest taken out first."""
    return _stages(text, names)[-1]


def without_more(text: str, names: tuple[str, ...], more: tuple[str, ...]) -> str:
    """``without`` the names and some more: the same text for all whose names stand nowhere on the way."""
    stages = _stages_kept(text, names)
    if any(name in stage for name in more for stage in stages):
        return without(text, (*names, *more))
    return stages[-1]


def _stages(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """A text, and what it is after each name that was in it, the last one without all of them.

    What is taken out may leave a name behind (云云岭县岭县), so that is looked for until none stands: who takes the
    same names out of what is left must come to the same text.
    """
    stages, before = [text], 0
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    while len(stages) > before:
        before = len(stages)
        for name in longest_first:
            if name in stages[-1]:
                stages.append(stages[-1].replace(name, ""))
    return tuple(stages)


_stages_kept = lru_cache(maxsize=64)(_stages)  # what an office handed round has many who bear it
