"""The clauses of a text that count something: what templates such as ``收到…申请…{n}件`` are held against."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from filings.patterns import pattern
from rules.cached import cached
from rules.lexicon.lists import CHINESE_COUNTS
from rules.text.span import Span
from rules.text.words import Words

_UNITS = "件条份例宗篇元个起"
# what may stand between digits and the thing counted
_COUNTED = pattern(f"(?:[,，][0-9０-９]{{3}})*(?:[.．][0-9０-９]+)?[余多几来]?[万亿]?[余多]?[{_UNITS}]")
_MAY_COUNT = frozenset(",，.．余多几来万亿")


@dataclass(frozen=True)
class Body(Words):
    """The running text of a report, with everything that rules ask of it, each thing worked out when first asked."""

    @cached
    def counting(self) -> tuple[tuple[Span, str], ...]:
        """Every clause that counts something, in the order of its counts, and its words without asides."""
        found = {first: self._clause(piece) for piece, first in self._counted.items() if piece not in self._tangled}
        for number in self._asides:
            found.update((first, (clause, words)) for first, clause, words in self._aside_clauses(number))
        return tuple(found[first] for first in sorted(found))

    def clauses(self, name: str) -> Iterator[tuple[Span, str, list[str]]]:
        """Every counting clause that holds anchors of a list's templates, its words, and the anchors as listed."""
        order = self.lists.templates(name)
        if name not in self.lists.counting:
            for clause, words in self.counting:
                if here := [anchor for anchor in order if anchor in words]:
                    yield clause, words, here
            return
        found: dict[int, tuple[Span, str, set[str]]] = {}
        for anchor, places in self._found.anchors(name):
            for first, clause, words in self._clauses_with(anchor, places):
                if first in found:
                    found[first][2].add(anchor)
                else:
                    found[first] = (clause, words, {anchor})
        for first in sorted(found):
            clause, words, anchors = found[first]
            yield clause, words, [*anchors] if len(anchors) == 1 else [one for one in order if one in anchors]

    @cached
    def _counts(self) -> list[int]:
        """Where something is counted, in order: 12件, 三十余条."""
        text = self.text
        at = [
            start
            for start, end in zip(*self._digits, strict=True)
            if (sign := text[end]) in _UNITS or (sign in _MAY_COUNT and _COUNTED.match(text, end))
        ]
        chinese = [start for start, _ in self._found.spans(CHINESE_COUNTS)]
        return sorted(at + chinese) if chinese else at

    @cached
    def _counted(self) -> dict[int, int]:
        """The pieces that count something, by number, with where each does so first."""
        starts = self._pieces[0]
        found: dict[int, int] = {}
        for count in self._counts:
            found.setdefault(bisect_right(starts, count) - 1, count)
        return found

    @cached
    def _tangled(self) -> frozenset[int]:
        """The pieces of sentences with asides: a bracket is cut out of them, and a pause in it cuts nothing else."""
        starts, sentences = self._pieces[0], [self.sentence_of(number) for number in self._asides]
        spans = ((bisect_left(starts, one.start), bisect_right(starts, one.end)) for one in sentences)
        return frozenset(piece for first, last in spans for piece in range(first, last))

    def _clause(self, piece: int) -> tuple[Span, str]:
        start, words = self._pieces[0][piece], self._pieces[1][piece]
        return Span(start, start + len(words)), words

    def _aside_clauses(self, number: int) -> Sequence[tuple[int, Span, str]]:
        """(where it counts first, clause, words) of the clauses that count something in a sentence with asides."""
        known = self._in_asides.get(number)
        if known is None:
            found: dict[Span, int] = {}
            sentence = self.parsed(self.sentence_of(number))
            first = bisect_left(self._counts, sentence.span.start)
            for count in self._counts[first : bisect_left(self._counts, sentence.span.end)]:
                found.setdefault(sentence.clause(count), count)
            clauses = [(count, clause, sentence.words(clause)) for clause, count in found.items()]
            known = self._in_asides[number] = clauses
        return known

    @cached
    def _in_asides(self) -> dict[int, Sequence[tuple[int, Span, str]]]:
        return {}

    def _clauses_with(self, anchor: str, places: Iterable[int]) -> Iterator[tuple[int, Span, str]]:
        """The clauses that count something and hold an anchor, which stands at these places."""
        starts, counted, tangled = self._pieces[0], self._counted, self._tangled
        for at in places:
            piece = bisect_right(starts, at) - 1
            if piece in tangled:
                clauses = self._aside_clauses(bisect_right(self._stops, at))
                yield from (one for one in clauses if anchor in one[2])
            elif piece in counted:
                clause, words = self._clause(piece)
                if anchor in words:  # it may stretch across a pause
                    yield counted[piece], clause, words

    @cached
    def headings(self) -> dict[int, str]:
        """The headings found so far, by where the paragraph under them starts."""
        return {}

    @cached
    def figures(self) -> dict[str, tuple[Any, ...]]:
        """The figures found so far, by list: several rules ask for the same ones."""
        return {}
