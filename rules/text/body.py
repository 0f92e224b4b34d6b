"""The whole running text laid out as one string without blanks, so that every question scans it at most once."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Any

from filings import place
from rules.lists import Lists, Match, bare_text, written_offsets
from rules.passage import ALL_PARTS, Passage
from rules.terms import Hit
from rules.text.clauses import Sentence, parsed
from rules.text.span import Span

_STOPS = "！？!?\n"
_DIGITS = re.compile("[0-9０-９]+")
_UNITS = "件条份例宗篇元个"
# what may stand between digits and the thing counted
_COUNTED = re.compile(f"(?:[,，][0-9０-９]{{3}})*(?:[.．][0-9０-９]+)?[余多几来]?[万亿]?[余多]?[{_UNITS}]")
# the rare unit is looked for first, the common numeral behind it afterwards
_CHINESE = re.compile("[件条份例宗篇元](?<=[零〇一二两三四五六七八九十百千余].)")
_YEAR = re.compile("[2２][0０][0-9０-９]{2}")
_COUNTING = frozenset("件条份例宗个次篇部元万亿余多几,，.．")


@dataclass(frozen=True)
class Body:
    """The passages of a report as one text: paragraphs without blanks, a line break between them.

    All offsets are those of ``text``; ``written`` and ``place`` lead back to the document.
    """

    passages: Mapping[str, tuple[Passage, ...]]
    lists: Lists

    @cached_property
    def _layout(self) -> tuple[str, tuple[int, ...], tuple[Passage, ...], dict[str, Span]]:
        pieces: list[str] = []
        starts: list[int] = []
        parts: dict[str, Span] = {}
        order: list[Passage] = []
        at = 0
        for part in (*ALL_PARTS, "headings"):
            begin = at
            for passage in self.passages.get(part, ()):
                bare = bare_text(passage.text)
                pieces.append(bare)
                starts.append(at)
                order.append(passage)
                at += len(bare) + 1
            parts[part] = Span(begin, at)
        return "\n".join((*pieces, "")), tuple(starts), tuple(order), parts

    @property
    def text(self) -> str:
        """Everything, in the order of the document; headings last."""
        return self._layout[0]

    def spans(self, parts: tuple[str, ...]) -> tuple[Span, ...]:
        """Where the named parts stand."""
        found = self._spans.get(parts)
        if found is None:
            found = self._spans[parts] = self._find_spans(parts)
        return found

    @cached_property
    def _spans(self) -> dict[tuple[str, ...], tuple[Span, ...]]:
        return {}

    def _find_spans(self, parts: tuple[str, ...]) -> tuple[Span, ...]:
        known = self._layout[3]
        named = (name for part in parts for name in (ALL_PARTS if part == "all" else (part,)))
        found: list[Span] = []
        for name in named:
            for span in self.contact if name == "contact" else (known.get(name, Span(0, 0)),):
                if found and found[-1].end == span.start:
                    found[-1] = Span(found[-1].start, span.end)
                elif span.end > span.start:
                    found.append(span)
        return tuple(found)

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

    @cached_property
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

    @cached_property
    def _found(self) -> Mapping[str, list[Match]]:
        return self.lists.search(self.text)

    @property
    def heard(self) -> Set[str]:
        """The lists of which a word stands in the text: wherever it is, and whatever may excuse it."""
        return self._found.keys()

    @cached_property
    def _settled(self) -> dict[str, tuple[Hit, ...]]:
        return {}

    def matched(self, name: str) -> Sequence[Hit]:
        """The hits of a list anywhere, in order."""
        settled = self._settled.get(name)
        if settled is None:
            found = self._found.get(name)
            settled = self.lists.settled(name, self.text, found) if found else ()
            self._settled[name] = settled
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
        for index in range(bisect_left(self.digits, start, key=attrgetter("start")), len(self.digits)):
            if self.digits[index].start >= end:
                break
            yield self.digits[index]

    @cached_property
    def _stops(self) -> tuple[int, ...]:
        # splitting is several times faster than searching for a set of signs
        text = self.text
        for sign in _STOPS:
            text = text.replace(sign, "。")
        return tuple(accumulate(len(piece) + 1 for piece in text.split("。")[:-1]))

    def sentence(self, at: int) -> Span:
        """The sentence that holds a character, without its stop."""
        index = bisect_right(self._stops, at)
        start = self._stops[index - 1] if index else 0
        end = self._stops[index] - 1 if index < len(self._stops) else len(self.text)
        return Span(start, end)

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
            known = self._parsed[sentence.start] = parsed(self.text, sentence)
        return known

    @cached_property
    def _parsed(self) -> dict[int, Sentence]:
        return {}

    def paragraph(self, at: int) -> Span:
        """The paragraph that holds a character."""
        start = self._start(at)
        return Span(start, self.text.index("\n", at))

    @cached_property
    def digits(self) -> tuple[Span, ...]:
        """Every run of Arabic digits."""
        return tuple(Span(*found.span()) for found in _DIGITS.finditer(self.text))

    @cached_property
    def years(self) -> tuple[tuple[int, Span], ...]:
        """Four digits that can be a year of this century."""
        written = ((self.text[one.start : one.end], one) for one in self.digits)
        return tuple((int(year), one) for year, one in written if _YEAR.fullmatch(year))

    @cached_property
    def counted(self) -> tuple[tuple[Span, str, tuple[int, ...]], ...]:
        """Every sentence that counts something, its words, and where its counts stand, in order."""
        text = self.text
        at = [span.start for span in self.digits if _COUNTED.match(text, span.end)]
        at += [found.start() - 1 for found in _CHINESE.finditer(text)]
        found: dict[Span, list[int]] = {}
        for count in sorted(at):
            found.setdefault(self.sentence(count), []).append(count)
        return tuple((span, text[span.start : span.end], tuple(counts)) for span, counts in found.items())

    @cached_property
    def counting(self) -> tuple[tuple[Span, str], ...]:
        """Every clause that counts something, in the order of its counts, and its words without asides."""
        found: dict[Span, str] = {}
        for sentence, _, counts in self.counted:
            taken = self.parsed(sentence)
            for clause in dict.fromkeys(map(taken.clause, counts)):
                found[clause] = taken.words(clause)
        return tuple(found.items())

    @cached_property
    def _anchored(self) -> Mapping[str, Mapping[int, set[str]]]:
        return self.lists.anchored([words for _, words in self.counting])

    def clauses(self, name: str) -> Iterator[tuple[Span, str, list[str]]]:
        """Every counting clause that holds anchors of a list's templates, its words, and the anchors as listed."""
        order = self.lists.templates(name)
        if self.lists[name].figures:
            for number, anchors in self._anchored.get(name, {}).items():
                yield *self.counting[number], [anchor for anchor in order if anchor in anchors]
            return
        for clause, words in self.counting:
            if here := [anchor for anchor in order if anchor in words]:
                yield clause, words, here

    @cached_property
    def figures(self) -> dict[str, tuple[Any, ...]]:
        """The figures found so far, by list: several rules ask for the same ones."""
        return {}

    @cached_property
    def long_digits(self) -> tuple[Span, ...]:
        """The runs of eleven digits or more."""
        return tuple(span for span in self.digits if span.end - span.start > 10)  # noqa: PLR2004 - a mobile number

    @cached_property
    def contact(self) -> tuple[Span, ...]:
        """The sentences of lead, closing and section six that tell how to reach the agency."""
        if "contact_words" not in self.lists:
            return ()
        sentences = (self.sentence(hit.start) for hit in self.hits("contact_words", ("lead", "section.6", "closing")))
        return tuple(sorted(set(sentences)))
