"""Fixed names and phrases that are one slip away from what they are: 政府信息公开条理, 保护第三方合法权宜.

A slip leaves most of a phrase whole. So its pieces are looked for with all other words of the lists, and only the
stretch around a piece is held against the phrase.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rules.engine.context import CheckContext
from rules.lexicon.terms import Term
from rules.text.span import Span

_NAME, _LEFT_OUT, _SWAPPED = "name", (1, 2), 2
_JOINS = "的和与及"
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"


class NearMiss(NamedTuple):
    """A stretch that is nearly a fixed phrase, and that phrase."""

    span: Span
    phrase: str


def near_misses(context: CheckContext, name: str, parts: tuple[str, ...]) -> Iterator[NearMiss]:
    """Each stretch of the parts that is one slip off a phrase of a list, in order."""
    text, spans = context.body.text, context.body.spans(parts)
    found: set[NearMiss] = set()
    for terms, places in context.body.places(name):
        for term in terms:
            whole, offset = term.instead, term.instead.index(term.text)
            for at in places:
                start = at - offset
                if start < 0 or text.startswith(whole, start) or not any(place.holds(at) for place in spans):
                    continue
                if span := _slip(text, term, start):
                    found.add(NearMiss(span, whole))
    yield from sorted(one for one in found if not any(_within(one.span, other.span) for other in found))


def _within(one: Span, other: Span) -> bool:
    """Whether a stretch is part of a longer one, of which the slip is told."""
    return other.start <= one.start and one.end <= other.end and one != other


def _slip(text: str, term: Term, start: int) -> Span | None:
    """The stretch that begins where the phrase of a piece would, if it is the phrase with one slip."""
    end = start + len(term.instead)
    span = Span(start, end) if _one_off(text[start:end], term) else _longer_or_shorter(text, term, start)
    if span and any(word in text[span.start : span.end] for word in term.unless):
        return None
    return span


def _one_off(found: str, term: Term) -> bool:
    """One character for another, two neighbours that changed places, of a name also two neighbours typed wrong.

    The first character is left to the words before it (集中于行政查询事项), the end of a name to another name.
    """
    whole = term.instead
    if len(found) != len(whole):
        return False
    wrong = [at for at in range(len(whole)) if found[at] != whole[at]]
    if 0 in wrong or not all(_FIRST_HAN <= sign <= _LAST_HAN for at in wrong for sign in (found[at], whole[at])):
        return False
    if len(wrong) == _SWAPPED:
        one, other = wrong
        swapped = found[one] == whole[other] and found[other] == whole[one]
        return other == one + 1 and (swapped or (term.sort == _NAME and other < len(whole) - 1))
    # 要求提供公开出版的地方志: the phrase turns to something else
    return len(wrong) == 1 and not (wrong[0] == len(whole) - 1 and found[-1] in _JOINS)


def _longer_or_shorter(text: str, term: Term, start: int) -> Span | None:
    """A character written twice; of a name also one put in, one or two left out, before or behind the piece."""
    whole = term.instead
    end = start + len(whole)
    twice = text[start : end + 1]
    same = _shared(twice, whole)
    put_in = term.sort == _NAME and _FIRST_HAN <= twice[same:][:1] <= _LAST_HAN and twice[same] not in _JOINS
    if 0 < same < len(whole) and (put_in or twice[same] == twice[same - 1]) and twice[same + 1 :] == whole[same:]:
        return Span(start, end + 1)
    for missing in _LEFT_OUT if term.sort == _NAME else ():
        for span in (Span(start, end - missing), Span(start + missing, end)):
            found = text[span.start : span.end]
            same = _shared(found, whole)
            if 1 < same < len(found) and whole[same + missing :] == found[same:]:
                return span
    return None


def _shared(one: str, other: str) -> int:
    """How many characters two words have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
