"""Words written twice in a row (资金资金), found for a whole text by comparing it with itself shifted."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.text.span import Span

_LENGTHS = (2, 3, 4, 5, 6, 7, 8)
# beyond two bytes in UTF-16: signs that no report repeats
_RARE = pattern("[\U00010000-\U0010ffff]")
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"


def repeats(text: str) -> Iterator[Span]:
    """The second of two equal words of two to eight Chinese characters, longest words first at each place.

    A backtracking pattern would look at every place several times. Subtracting the text from itself, shifted, as one
    long number, leaves a run of zero bytes exactly where it repeats itself: a few big operations for a whole report.
    """
    coded = _coded(text)
    whole = int.from_bytes(coded, "little")
    seen: set[int] = set()
    for length in reversed(_LENGTHS):
        for at in _zero_runs((whole ^ (whole >> 16 * length)).to_bytes(len(coded), "little"), length):
            word = text[at : at + length]
            if len(word) == length and at + length not in seen and all(_FIRST_HAN <= s <= _LAST_HAN for s in word):
                seen.update(range(at, at + 2 * length))
                yield Span(at + length, at + 2 * length)


def signs_twice(text: str) -> Iterator[int]:
    """Where a Chinese character stands that is the same as the one behind it."""
    coded = _coded(text)
    whole = int.from_bytes(coded, "little")
    for at in _zero_runs((whole ^ (whole >> 16)).to_bytes(len(coded), "little"), 1):
        if at + 1 < len(text) and _FIRST_HAN <= text[at] <= _LAST_HAN:
            yield at


def _coded(text: str) -> bytes:
    """Two bytes for each character."""
    coded = text.encode("utf-16-le")
    return coded if len(coded) == 2 * len(text) else _RARE.sub("\0", text).encode("utf-16-le")


def _zero_runs(data: bytes, length: int) -> Iterator[int]:
    """Where ``length`` characters of zeros begin."""
    run, at = b"\0" * (2 * length), 0
    while (at := data.find(run, at)) >= 0:
        if at % 2 == 0:
            yield at // 2
            at += 2 * length
        else:
            at += 1
