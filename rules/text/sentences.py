"""The text cut into sentences, clauses and numbers, all of them by a few looks at the whole."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.cached import cached
from rules.text.clauses import Sentence, is_thousands, parsed, pauses_of, without_pauses
from rules.text.digits import Runs, digit_runs
from rules.text.layout import TextLayout
from rules.text.numbers import Quantity, quantities
from rules.text.span import Span

_STOPS, _MARKS = "！？!?\n", "，,；;、：:（）()"
_YEAR = pattern("[2２][0０][0-9０-９]{2}")
_YEAR_DIGITS, _MOBILE_DIGITS = 4, 11


@dataclass(frozen=True)
class Sentences(TextLayout):
    """A layout with its sentences, clauses and runs of digits."""

    @cached
    def _with_one_stop(self) -> str:
        """The text with one sign for all that ends a sentence: splitting is much faster than searching for a set."""
        text = self.text
        for sign in _STOPS:
            text = text.replace(sign, "。")
        return text

    @cached
    def _stops(self) -> tuple[int, ...]:
        return tuple(accumulate([len(piece) + 1 for piece in self._with_one_stop.split("。")[:-1]]))

    def sentence_of(self, number: int) -> Span:
        """The sentence of a number, without its stop."""
        return self._cut[number]

    @cached
    def _cut(self) -> tuple[Span, ...]:
        """All sentences in order, empty ones too."""
        stops = self._stops
        ends = [stop - 1 for stop in stops]
        return tuple(map(Span, (0, *stops), (*ends, len(self.text))))

    def sentence(self, at: int) -> Span:
        """The sentence that holds a character, without its stop."""
        return self._cut[bisect_right(self._stops, at)]

    def clause(self, at: int) -> Span:
        """The clause that holds a character; of a bracket, if it stands in one."""
        return self.parsed(self.sentence(at)).clause(at)

    def parsed(self, sentence: Span) -> Sentence:
        """A sentence taken apart, once."""
        known = self._parsed.get(sentence.start)
        if known is None:
            known = self._parsed[sentence.start] = parsed(self.text, sentence, self._pauses)
        return known

    @cached
    def _parsed(self) -> dict[int, Sentence]:
        return {}

    @cached
    def _digits(self) -> Runs:
        """Where the runs of Arabic digits start and end."""
        return digit_runs(self.text)

    def digits_between(self, start: int, end: int) -> Iterator[Span]:
        """The runs of digits that start in a stretch."""
        starts, ends = self._digits
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            yield Span(starts[index], ends[index])

    @cached
    def _numbers(self) -> tuple[Sequence[Quantity], Sequence[int]]:
        """(all numbers of the text, where each starts)."""
        found = list(quantities(self.text))
        return found, [one[3] for one in found]

    def numbers_between(self, start: int, end: int) -> Sequence[Quantity]:
        """The numbers of a stretch that begins behind a mark or a line break and ends before one."""
        found, starts = self._numbers
        first = bisect_left(starts, start)
        return found[first : bisect_left(starts, end, first)]

    @cached
    def marks(self) -> Sequence[int]:
        """Where the marks stand that part one number from another."""
        words = self.text
        for sign in _MARKS:
            words = words.replace(sign, "。")
        return [end - 1 for end in accumulate([len(segment) + 1 for segment in words.split("。")])][:-1]

    @cached
    def long_digits(self) -> tuple[Span, ...]:
        """The runs of eleven digits or more."""
        runs = zip(*self._digits, strict=True)
        return tuple([Span(start, end) for start, end in runs if end - start >= _MOBILE_DIGITS])

    @cached
    def years(self) -> tuple[tuple[int, Span], ...]:
        """Four digits that can be a year of this century."""
        runs = (Span(start, end) for start, end in zip(*self._digits, strict=True) if end - start == _YEAR_DIGITS)
        written = ((self.text[one.start : one.end], one) for one in runs)
        return tuple((int(year), one) for year, one in written if _YEAR.fullmatch(year))

    @cached
    def _thousands(self) -> frozenset[int]:
        """The commas within numbers: 1,234."""
        starts, ends = self._digits
        neighbours = zip(ends, starts[1:], strict=False)
        return frozenset([end for end, start in neighbours if end + 1 == start and is_thousands(self.text, end)])

    @cached
    def _pauses(self) -> Sequence[int]:
        """The commas, semicolons and colons that part clauses."""
        found = pauses_of(self.text)
        return [at for at in found if at not in self._thousands] if self._thousands else found

    @cached
    def between_marks(self) -> tuple[list[int], list[str]]:
        """What stands between any two signs of a pause or a stop: (where each piece starts, its words)."""
        words = without_pauses(self._with_one_stop, "。").split("。")
        starts = list(accumulate([len(piece) + 1 for piece in words], initial=0))[:-1]
        for at in sorted(self._thousands, reverse=True):
            piece = bisect_right(starts, at) - 1
            words[piece : piece + 2] = [words[piece] + self.text[at] + words[piece + 1]]
            del starts[piece + 1]
        return starts, words
