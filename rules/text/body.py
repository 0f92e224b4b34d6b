"""The words of the rulebook's lists in a text: found by one scan, looked up by part or stretch."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from filings.nouns import dataclass
from rules.cached import cached
from rules.lexicon.lists import Lists, TextMatches
from rules.lexicon.terms import Hit, Term
from rules.text.passage import ALL_PARTS, Passage
from rules.text.sentences import Sentences
from rules.text.span import Span

LONG_DIGITS = "<digits>"  # matched_lists where eleven digits or more stand in a row; no list can have this name
_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Body(Sentences):
    """The running text of a report, with the words of lists that stand in it; each view worked out when first asked."""

    lists: Lists

    @cached
    def headings(self) -> dict[int, str]:
        """The headings found so far, by where the paragraph under them starts."""
        return {}

    def spans(self, parts: tuple[str, ...]) -> tuple[Span, ...]:
        """Where the named parts stand."""
        found = self._spans.get(parts)
        if found is None:
            found = self._spans[parts] = self._find_spans(parts)
        return found

    @cached
    def _spans(self) -> dict[tuple[str, ...], tuple[Span, ...]]:
        return {}

    def _find_spans(self, parts: tuple[str, ...]) -> tuple[Span, ...]:
        known = self._layout[3]
        if parts == ("all",):
            end = known["headings"].start
            return (Span(0, end),) if end else ()
        named = (name for part in parts for name in (ALL_PARTS if part == "all" else (part,)))
        found: list[Span] = []
        for name in named:
            for span in self.contact if name == "contact" else (known.get(name, _NOWHERE),):
                if found and found[-1].end == span.start:
                    found[-1] = Span(found[-1].start, span.end)
                elif span.end > span.start:
                    found.append(span)
        return tuple(found)

    def within(self, at: int, parts: tuple[str, ...]) -> bool:
        """Whether a place stands in one of the named parts."""
        return any(span.holds(at) for span in self.spans(parts))

    def lines(self, parts: tuple[str, ...]) -> tuple[Span, ...]:
        """Where the paragraphs of the named parts stand, in order."""
        known = self._known_lines.get(parts)
        if known is None:
            starts = [line.start for line in self._lines]
            known = self._known_lines[parts] = tuple(
                [
                    line
                    for span in self.spans(parts)
                    for line in self._lines[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
                ]
            )
        return known

    @cached
    def _known_lines(self) -> dict[tuple[str, ...], tuple[Span, ...]]:
        return {}

    def paragraphs(self, part: str) -> tuple[Passage, ...]:
        """The paragraphs of a part without blanks, each with its place."""
        known = self._paragraphs.get(part)
        if known is None:
            known = self._paragraphs[part] = self._bare(part)
        return known

    def _bare(self, part: str) -> tuple[Passage, ...]:
        """The passages themselves, unless blanks were taken out of one of them."""
        given, spans = self.passages.get(part, ()), self.spans((part,))
        if sum([len(passage.text) + 1 for passage in given]) == sum([span.end - span.start for span in spans]):
            return given
        texts = (line for span in spans for line in self.text[span.start : span.end - 1].split("\n"))
        return tuple([Passage(part, text, one.place) for text, one in zip(texts, given, strict=True)])

    @cached
    def _paragraphs(self) -> dict[str, tuple[Passage, ...]]:
        return {}

    def sentences(self, parts: tuple[str, ...]) -> Iterator[Span]:
        """The sentences of the named parts, empty ones left out."""
        for span in self.spans(parts):
            start = span.start
            for index in range(bisect_left(self._stops, start + 1), len(self._stops)):
                stop = self._stops[index]
                if stop - 1 > span.end:
                    break
                if stop - 1 > start:
                    yield Span(start, stop - 1)
                start = stop

    def sentences_with(self, name: str, parts: tuple[str, ...]) -> Iterator[Span]:
        """The sentences of the named parts in which a word of a list stands, in order."""
        starts = {at for _, places in self._found.standing(name) for at in places}
        for number in sorted({bisect_right(self._stops, at) for at in starts}):
            sentence = self.sentence_of(number)
            if self.within(sentence.start, parts):
                yield sentence

    @cached
    def _found(self) -> TextMatches:
        return self.lists.search(self.text)

    @property
    def matched_lists(self) -> AbstractSet[str]:
        """The lists of which a word stands in the text: wherever it is, and whatever may excuse it."""
        matched_lists = self._found.matched_lists
        return matched_lists | {LONG_DIGITS} if self.long_digits else matched_lists

    def hits(self, name: str, parts: tuple[str, ...] = ("all",)) -> Iterator[Hit]:
        """The hits of a list in the named parts, in order."""
        settled, starts = self._placed.get(name) or self._place(name)
        if settled:
            for start, end in self.spans(parts):
                yield from settled[bisect_left(starts, start) : bisect_left(starts, end)]

    def hits_between(self, name: str, start: int, end: int) -> Sequence[Hit]:
        """The hits of a list that start in a short stretch."""
        placed = self._placed.get(name)
        if placed is None:
            if not self.lists.by_name[name].scan:
                return self._hits_within(name, start, end)
            placed = self._place(name)
        hits, starts = placed
        first = bisect_left(starts, start)
        return hits[first : bisect_left(starts, end, first)] if first < len(hits) and starts[first] < end else ()

    def _hits_within(self, name: str, start: int, end: int) -> Sequence[Hit]:
        """The hits of a list that the one scan leaves out."""
        last, found = self._short(name, start)
        if end > last:
            return self.lists.find(name, self.text, start, end)
        within = [hit for hit in found if hit.end <= end] if found else ()
        return self.lists.settle(name, self.text, within) if within else ()

    def _place(self, name: str) -> tuple[Sequence[Hit], Sequence[int]]:
        """(the hits of a list in order, where they start)."""
        hits = self.lists.settled(name, self.text, self._found)
        placed = self._placed[name] = (hits, [hit[1] for hit in hits])
        return placed

    @cached
    def _placed(self) -> dict[str, tuple[Sequence[Hit], Sequence[int]]]:
        return {}

    def _short(self, name: str, start: int) -> tuple[int, list[Hit]]:
        """(end of the sentence, all places of the words of a list that the one scan leaves out) from a place on."""
        known = self._known_short.get((name, start))
        if known is None:
            end = self.sentence(start).end
            known = self._known_short[name, start] = (end, self.lists.raw(name, self.text, start, end))
        return known

    @cached
    def _known_short(self) -> dict[tuple[str, int], tuple[int, list[Hit]]]:
        return {}

    def holds(self, name: str, span: Span) -> bool:
        """Whether a word of a list stands in a short stretch."""
        words = self.text[span.start : span.end]
        return any(map(words.__contains__, self.lists.texts(name)))

    def places(self, name: str) -> Iterator[tuple[tuple[Term, ...], list[int]]]:
        """(the terms of a word of a list, where it stands), for each that stands anywhere, excused or not."""
        return self._found.standing(name)

    def standing(self, name: str, parts: tuple[str, ...]) -> Iterator[Term]:
        """The terms of a list that stand in the named parts, within longer ones and excused ones too, in no order."""
        spans = self.spans(parts)
        for terms, starts in self._found.standing(name):
            if any(span.start <= at < span.end for at in starts for span in spans):
                yield from terms

    @cached
    def contact(self) -> tuple[Span, ...]:
        """The sentences of lead, closing and section six that tell how to reach the agency."""
        if "contact_words" not in self.lists:
            return ()
        sentences = (self.sentence(hit.start) for hit in self.hits("contact_words", ("lead", "section.6", "closing")))
        return tuple(sorted(set(sentences)))
