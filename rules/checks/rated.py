"""写出的百分比与前面的数相符。"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import ClassVar, Literal

from rules.addresses import expand
from rules.parameters import Cells, Parts, Terms
from rules.ranges import Range
from rules.results import Gap, Note, Result
from rules.scene import Scene
from rules.terms import Hit
from rules.text.figures import Mention, mentions
from rules.text.numbers import Quantity, quantities
from rules.text.quoting import breach, quoted
from rules.text.scopes import outside
from rules.text.span import Span

_MOST_NUMBERS = 4
_ALL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A figure of the text that may be given as a share, and the cells that hold it."""

    says: Terms
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """``text``：率（例如办结率）按同一句前面的件数算；``table``：某项占比按表格里的总数算。"""

    where: Parts
    source: Literal["text", "table"]
    rates: Terms
    parts: tuple[Part, ...] = ()
    wholes: tuple[Cells, ...] = ()

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    silence: ClassVar[str] = "正文没有写可以核对的百分比"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words of a rate, or of the figures that may be given as shares."""
        return frozenset({self.rates} if self.source == "text" else (part.says for part in self.parts))

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each percentage that no pair of its numbers gives."""
        results = list(self._from_text(scene) if self.source == "text" else self._from_table(scene))
        yield from results or [Gap(reason=self.silence)]

    def _from_text(self, scene: Scene) -> Iterator[Result]:
        for hit in scene.body.hits(self.rates, self.where):
            sentence = scene.body.sentence(hit.start)
            rate = _percent(scene, hit)
            counts = _counts(scene, Span(sentence.start, hit.start))
            if rate is None or not 2 <= len(counts) <= _MOST_NUMBERS:  # noqa: PLR2004 - a rate takes two numbers
                continue
            if rate.value == _ALL and "其中" in scene.body.text[sentence.start : hit.start]:
                continue  # the kinds of what was answered, and all of it was
            pairs = [(a, b) for a, b in permutations(counts, 2) if a <= b and b > 0]
            yield from _judge(scene, rate, pairs, Span(sentence.start, rate.end))

    def _from_table(self, scene: Scene) -> Iterator[Result]:
        for part in self.parts:
            for mention in mentions(scene.body, part.says, self.where):
                rate = self._share(scene, mention)
                if rate and _is(scene.total(expand(scene.form, part.cells)), mention.quantity.value):
                    wholes = [scene.total(expand(scene.form, cells)) for cells in self.wholes]
                    yield from self._of_wholes(scene, mention, rate, wholes)

    def _of_wholes(self, scene: Scene, mention: Mention, rate: Quantity, wholes: list[Range]) -> Iterator[Result]:
        if all(whole.exact for whole in wholes) and outside(scene, mention, whole=("received", "answered")) == "":
            pairs = [(mention.quantity.value, whole.least) for whole in wholes if whole.least > 0]
            yield from _judge(scene, rate, pairs, Span(quoted(mention).start, rate.end))

    def _share(self, scene: Scene, mention: Mention) -> Quantity | None:
        """The percentage right behind a figure: 予以公开5件，占50%."""
        after = scene.body.hits_between(self.rates, mention.span.end, mention.span.end + 3)
        hit = next(after, None)
        return _percent(scene, hit) if hit else None


def _is(total: Range, value: Decimal) -> bool:
    return total.exact and total.least == value


def _percent(scene: Scene, hit: Hit) -> Quantity | None:
    """The percentage in the rest of the clause behind a word, if it is exact."""
    clause = scene.body.clause(hit.start)
    found = next(quantities(scene.body.text, hit.end, clause.end), None)
    return found if found and found.unit == "%" and found.exact else None


def _counts(scene: Scene, span: Span) -> list[Decimal]:
    """The last counts of one unit in a stretch, none if one is rough or they are percentages."""
    numbers = [number for number in quantities(scene.body.text, span.start, span.end) if number.unit]
    while numbers and numbers[0].unit != numbers[-1].unit:
        del numbers[0]
    if not numbers or len({number.unit for number in numbers}) > 1 or not all(number.exact for number in numbers):
        return []
    if numbers[-1].unit == "%":
        return []
    return list(dict.fromkeys(number.value for number in numbers))


def _judge(scene: Scene, rate: Quantity, pairs: list[tuple[Decimal, Decimal]], span: Span) -> Iterator[Result]:
    places = max(0, -int(rate.value.as_tuple().exponent))
    if not pairs:
        return
    # rounded or cut off: both are met, so anything less than one unit of the last place is right
    if any(abs(part * 100 / whole - rate.value) < Decimal(1).scaleb(-places) for part, whole in pairs):
        yield Note(text=f"写出的{rate.value}%与件数相符")
        return
    part, whole = pairs[0]
    expected = round(part * 100 / whole, max(places, 2)).normalize()
    yield breach(scene, span, found=rate.value, expected=expected)
