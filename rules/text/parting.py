"""A whole and the parts that its sentence gives: 公开信息10条，其中网站6条，微信4条."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.figures import Mention
from rules.text.numbers import quantities
from rules.text.span import Span

_OPENER = "其中"
_ENUMERATION = pattern("、")
_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """The parts of a whole. ``complete``: every one of several lists is represented; ``span``: of whole and parts.

    ``added``: what came to the whole besides (上年结转), told in the same row.
    """

    parts: tuple[Decimal, ...]
    complete: bool
    span: Span
    added: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum(self.parts, Decimal(0))


def parts_of(scene: CheckContext, whole: Mention, lists: tuple[str, ...], besides: str = "") -> Parting | None:
    """The parts behind a whole in its sentence, None where they are not plainly told.

    A part is an exact number of the same unit beside a word of one of the lists. The row ends with the sentence, or at
    a semicolon behind which something else is counted. Any other number of the unit, or a second 其中, means doubt.
    ``besides``: a list of words of what is added to the whole, no part of it.
    """
    found: list[Decimal] = []
    added = Decimal(0)
    named: set[str] = set()
    end, base = whole.span.end, whole.sentence.start
    plain = scene.body.parsed(whole.sentence).plain
    for piece in _pieces(scene, whole):
        words = plain[piece.start - base : piece.end - base]
        numbers = [number for number in quantities(words) if number.unit == whole.quantity.unit]
        kinds = {name for name in lists if scene.body.holds(name, piece)}
        if found and numbers and not kinds and scene.body.text[piece.start - 1] in "；;":
            break
        if (found and _OPENER in words) or (numbers and not (kinds and len(numbers) == 1 and numbers[0].exact)):
            return None
        if numbers and besides and scene.body.holds(besides, piece):
            added += numbers[0].value
        elif numbers:
            found.append(numbers[0].value)
            named |= kinds
            end = piece.end
    if len(found) < _LEAST_PARTS:
        return None
    complete = len(named) == len(lists) > 1
    return Parting(parts=tuple(found), complete=complete, span=Span(whole.clause.start, end), added=added)


def is_whole(scene: CheckContext, mention: Mention, lists: tuple[str, ...]) -> bool:
    """Whether a figure stands by itself: no part word beside it, no 其中 before it, exact."""
    before = scene.body.text[mention.sentence.start : mention.span.start]
    alone = mention.quantity.exact and _OPENER not in before
    return alone and not any(scene.body.holds(name, mention.clause) for name in lists)


def _pieces(scene: CheckContext, whole: Mention) -> Iterator[Span]:
    """The pieces of the sentence behind the whole between commas of either kind, brackets left out."""
    sentence = scene.body.parsed(whole.sentence)
    for clause in sentence.clauses:
        if clause.start >= whole.clause.end and not sentence.is_aside(clause):
            start = clause.start
            for mark in _ENUMERATION.finditer(scene.body.text, clause.start, clause.end):
                yield Span(start, mark.start())
                start = mark.end()
            yield Span(start, clause.end)
