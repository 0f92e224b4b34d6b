"""The whole running text laid out as one string without blanks, so that every question scans it at most once."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import Any

from filings import place
from rules.lazy import lazy
from rules.lists import CHINESE_COUNTS, Found, Lists, bare_text, bare_texts, written_offsets
from rules.passage import ALL_PARTS, Passage
from rules.terms import Hit, Term
from rules.text.clauses import Sentence, is_thousands, openings_of, parsed, pauses_of, without_pauses
from rules.text.digits import Runs, digit_runs
from rules.text.span import Span

_STOPS = "！？!?\n"
_UNITS = "件条份例宗篇元个"
# what may stand between digits and the thing counted
_COUNTED = re.compile(f"(?:[,，][0-9０-９]{{3}})*(?:[.．][0-9０-９]+)?[余多几来]?[万亿]?[余多]?[{_UNITS}]")
LONG_DIGITS = "<digits>"  # heard where eleven digits or more stand in a row; no list can have this name
_MAY_COUNT = frozenset(",，.．余多几来万亿")
_YEAR_DIGITS = 4
_NOWHERE = Span(0, 0)
_YEAR = re.compile("[2２][0０][0-9０-９]{2}")


@dataclass(frozen=True)
class Body:
    """The passages of a report as one text: paragraphs without blanks, a line break between them.

    All offsets are those of ``text``; ``written`` and ``place`` lead back to the document.
    """

    passages: Mapping[str, tuple[Passage, ...]]
    lists: Lists

    @lazy
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

    @lazy
    def text(self) -> str:
        """Everything, in the order of the document; headings last."""
        return self._layout[0]

    def spans(self, parts: tuple[str, ...]) -> tuple[Span, ...]:
        """Where the named parts stand."""
        found = self._spans.get(parts)
        if found is None:
            found = self._spans[parts] = self._find_spans(parts)
        return found

    @lazy
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

    def paragraphs(self, part: str) -> tuple[Passage, ...]:
        """The paragraphs of a part without blanks, each with its place."""
        known = self._paragraphs.get(part)
        if known is None:
            texts = (line for span in self.spans((part,)) for line in self.text[span.start : span.end - 1].split("\n"))
            places = [passage.place for passage in self.passages.get(part, ())]
            known = self._paragraphs[part] = tuple(
                [Passage(part, text, place) for text, place in zip(texts, places, strict=True)]
            )
        return known

    @lazy
    def _paragraphs(self) -> dict[str, tuple[Passage, ...]]:
        return {}

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

    @lazy
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

    @lazy
    def _found(self) -> Found:
        return self.lists.search(self.text)

    @property
    def heard(self) -> Set[str]:
        """The lists of which a word stands in the text: wherever it is, and whatever may excuse it."""
        heard = self._found.heard
        return heard | {LONG_DIGITS} if self.long_digits else heard

    @lazy
    def _settled(self) -> dict[str, tuple[Hit, ...]]:
        return {}

    def standing(self, name: str, parts: tuple[str, ...]) -> Iterator[Term]:
        """The terms of a list that stand in the named parts, within longer ones and excused ones too, in no order."""
        spans = self.spans(parts)
        for terms, starts in self._found.standing(name):
            if any(span.start <= at < span.end for at in starts for span in spans):
                yield from terms

    def matched(self, name: str) -> Sequence[Hit]:
        """The hits of a list anywhere, in order."""
        settled = self._settled.get(name)
        if settled is None:
            settled = self._settled[name] = self.lists.settled(name, self.text, self._found)
        return settled

    def hits(self, name: str, parts: tuple[str, ...] = ("all",)) -> Iterator[Hit]:
        """The hits of a list in the named parts, in order."""
        if settled := self.matched(name):
            for span in self.spans(parts):
                yield from (hit for hit in settled if span.start <= hit.start < span.end)

    def hits_between(self, name: str, start: int, end: int) -> Iterator[Hit]:
        """The hits of a list that start in a short stretch."""
        if not self.lists[name].scan:
            yield from self.lists.find(name, self.text, start, end)
            return
        hits = self.matched(name)
        for index in range(bisect_left(hits, start, key=attrgetter("start")), len(hits)):
            if hits[index].start >= end:
                break
            yield hits[index]

    def holds(self, name: str, span: Span) -> bool:
        """Whether a word of a list stands in a short stretch."""
        words = self.text[span.start : span.end]
        return any(term.text in words for term in self.lists[name].terms)

    def digits_between(self, start: int, end: int) -> Iterator[Span]:
        """The runs of digits that start in a stretch."""
        starts, ends = self._digits
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            yield Span(starts[index], ends[index])

    @lazy
    def _with_one_stop(self) -> str:
        """The text with one sign for all that ends a sentence: splitting is much faster than searching for a set."""
        text = self.text
        for sign in _STOPS:
            text = text.replace(sign, "。")
        return text

    @lazy
    def _stops(self) -> tuple[int, ...]:
        return tuple(accumulate([len(piece) + 1 for piece in self._with_one_stop.split("。")[:-1]]))

    def sentence_of(self, number: int) -> Span:
        """The sentence of a number, without its stop."""
        stops = self._stops
        start = stops[number - 1] if number else 0
        return Span(start, stops[number] - 1 if number < len(stops) else len(self.text))

    def sentence(self, at: int) -> Span:
        """The sentence that holds a character, without its stop."""
        return self.sentence_of(bisect_right(self._stops, at))

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

    def clause(self, at: int) -> Span:
        """The clause that holds a character; of a bracket, if it stands in one."""
        return self.parsed(self.sentence(at)).clause(at)

    def parsed(self, sentence: Span) -> Sentence:
        """A sentence taken apart, once."""
        known = self._parsed.get(sentence.start)
        if known is None:
            known = self._parsed[sentence.start] = parsed(self.text, sentence, self._pauses)
        return known

    @lazy
    def _thousands(self) -> frozenset[int]:
        """The commas within numbers: 1,234."""
        starts, ends = self._digits
        neighbours = zip(ends, starts[1:], strict=False)
        return frozenset([end for end, start in neighbours if end + 1 == start and is_thousands(self.text, end)])

    @lazy
    def _pauses(self) -> Sequence[int]:
        """The commas, semicolons and colons that part clauses."""
        found = pauses_of(self.text)
        return [at for at in found if at not in self._thousands] if self._thousands else found

    @lazy
    def _parsed(self) -> dict[int, Sentence]:
        return {}

    def paragraph(self, at: int) -> Span:
        """The paragraph that holds a character."""
        start = self._start(at)
        return Span(start, self.text.index("\n", at))

    @lazy
    def _digits(self) -> Runs:
        """Where the runs of Arabic digits start and end."""
        return digit_runs(self.text)

    @lazy
    def years(self) -> tuple[tuple[int, Span], ...]:
        """Four digits that can be a year of this century."""
        runs = (Span(start, end) for start, end in zip(*self._digits, strict=True) if end - start == _YEAR_DIGITS)
        written = ((self.text[one.start : one.end], one) for one in runs)
        return tuple((int(year), one) for year, one in written if _YEAR.fullmatch(year))

    @lazy
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

    @lazy
    def counting(self) -> tuple[tuple[Span, str], ...]:
        """Every clause that counts something, in the order of its counts, and its words without asides."""
        found = {first: self._clause(piece) for piece, first in self._counted.items() if piece not in self._tangled}
        for number in self._asides:
            found.update((first, (clause, words)) for first, clause, words in self._aside_clauses(number))
        return tuple(found[first] for first in sorted(found))

    @lazy
    def _pieces(self) -> tuple[list[int], list[str]]:
        """What stands between any two signs of a pause or a stop: (where each piece starts, its words)."""
        cut = without_pauses(self._with_one_stop, "。")
        words = cut.split("。")
        starts = list(accumulate([len(piece) + 1 for piece in words], initial=0))[:-1]
        for at in sorted(self._thousands, reverse=True):
            piece = bisect_right(starts, at) - 1
            words[piece : piece + 2] = [words[piece] + self.text[at] + words[piece + 1]]
            del starts[piece + 1]
        return starts, words

    @lazy
    def _counted(self) -> dict[int, int]:
        """The pieces that count something, by number, with where each does so first."""
        starts, found = self._pieces[0], {}
        for count in self._counts:
            found.setdefault(bisect_right(starts, count) - 1, count)
        return found

    @lazy
    def _tangled(self) -> frozenset[int]:
        """The pieces of sentences with asides: a bracket is cut out of them, and a pause in it cuts nothing else."""
        starts, sentences = self._pieces[0], [self.sentence_of(number) for number in self._asides]
        spans = ((bisect_left(starts, one.start), bisect_right(starts, one.end)) for one in sentences)
        return frozenset(piece for first, last in spans for piece in range(first, last))

    def _clause(self, piece: int) -> tuple[Span, str]:
        start, words = self._pieces[0][piece], self._pieces[1][piece]
        return Span(start, start + len(words)), words

    @lazy
    def _asides(self) -> frozenset[int]:
        """The sentences, by their numbers, that hold a bracket or a title."""
        return frozenset([bisect_right(self._stops, at) for at in openings_of(self.text)])

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

    @lazy
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

    def clauses(self, name: str) -> Iterator[tuple[Span, str, list[str]]]:
        """Every counting clause that holds anchors of a list's templates, its words, and the anchors as listed."""
        order = self.lists.templates(name)
        if not self.lists[name].figures:
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

    @lazy
    def figures(self) -> dict[str, tuple[Any, ...]]:
        """The figures found so far, by list: several rules ask for the same ones."""
        return {}

    @lazy
    def long_digits(self) -> tuple[Span, ...]:
        """The runs of eleven digits or more."""
        runs = zip(*self._digits, strict=True)
        return tuple([Span(start, end) for start, end in runs if end - start > 10])  # noqa: PLR2004 - a mobile number

    @lazy
    def contact(self) -> tuple[Span, ...]:
        """The sentences of lead, closing and section six that tell how to reach the agency."""
        if "contact_words" not in self.lists:
            return ()
        sentences = (self.sentence(hit.start) for hit in self.hits("contact_words", ("lead", "section.6", "closing")))
        return tuple(sorted(set(sentences)))
