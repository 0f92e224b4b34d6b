"""The whole running text laid out as one string without blanks, and the way back to the document."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

from filings import place
from filings.nouns import dataclass
from rules.cached import cached
from rules.lexicon.lists import bare_text, bare_texts, written_offsets
from rules.lexicon.terms import Hit
from rules.text.passage import ALL_PARTS, Passage
from rules.text.span import Span


@dataclass(frozen=True)
class TextLayout:
    """The passages of a report as one text: paragraphs without blanks, a line break between them.

    All offsets are those of ``text``; ``written`` and ``place`` lead back to the document.
    """

    passages: Mapping[str, tuple[Passage, ...]]

    @cached
    def _layout(self) -> tuple[str, tuple[int, ...], tuple[Passage, ...], dict[str, Span]]:
        order: list[Passage] = []
        counts: dict[str, int] = {}
        for part in (*ALL_PARTS, "headings"):
            passages = self.passages.get(part, ())
            order += passages
            counts[part] = len(passages)
        pieces = bare_texts([passage.text for passage in order])
        starts = tuple(accumulate([len(piece) + 1 for piece in pieces], initial=0))
        ends = accumulate(counts.values(), initial=0)
        parts = {
            part: Span(starts[end], starts[end + count])
            for (part, count), end in zip(counts.items(), ends, strict=False)
        }
        return "\n".join((*pieces, "")), starts[:-1], tuple(order), parts

    @cached
    def text(self) -> str:
        """Everything, in the order of the document; headings last."""
        return self._layout[0]

    def passage(self, at: int) -> Passage:
        """The passage that holds a character."""
        _, starts, order, _ = self._layout
        return order[bisect_right(starts, at) - 1]

    def _start(self, at: int) -> int:
        starts = self._layout[1]
        return starts[bisect_right(starts, at) - 1]

    def _offsets(self, start: int, end: int) -> tuple[str, int, int]:
        """(text as written, start, end in it) of a span within one paragraph."""
        written, base = self.passage(start).text, self._start(start)
        at = self._written.get(base)
        if at is None:
            at = self._written[base] = written_offsets(written, bare_text(written))
        last = min(end, base + len(at)) - base
        return written, at[start - base], at[last - 1] + 1

    @cached
    def _written(self) -> dict[int, range | list[int]]:
        return {}

    def written(self, start: int, end: int) -> str:
        """The characters as written."""
        written, first, last = self._offsets(start, end)
        return written[first:last]

    def place(self, start: int, end: int) -> str:
        """The place of the characters in the document, ``""`` where the passage has none."""
        passage = self.passage(start)
        if not passage.place:
            return ""
        _, first, last = self._offsets(start, end)
        return place.span(passage.place, first, last - first)

    def in_passage(self, hit: Hit) -> Hit:
        """The hit with offsets in its passage as written."""
        _, first, last = self._offsets(hit.start, hit.end)
        return Hit(hit.term, first, last)

    def paragraph(self, at: int) -> Span:
        """The paragraph that holds a character."""
        return self._lines[bisect_right(self._layout[1], at) - 1]

    def lines_above(self, at: int, most: int) -> Iterator[Span]:
        """The paragraphs of the same part before the one that holds a character, nearest first, at most so many."""
        _, starts, order, _ = self._layout
        here = bisect_right(starts, at) - 1
        for number in range(here - 1, max(-1, here - 1 - most), -1):
            if order[number].part != order[here].part:
                return
            yield self._lines[number]

    @cached
    def _lines(self) -> tuple[Span, ...]:
        """All paragraphs in order."""
        starts = self._layout[1]
        ends = [start - 1 for start in (*starts[1:], len(self.text))]
        return tuple(map(Span, starts, ends))
