"""Figures that a text names: templates such as ``收到…政府信息公开申请…{n}件`` held against clauses.

In a template ``{n}`` is the number and ``…`` up to twenty characters of the same clause without a digit. Filling
words (共, 总计, 了) may stand before the number. ``extra.with``: a word that the sentence must hold as well;
``extra.topic``: one that must stand earlier in the same paragraph.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from filings.nouns import dataclass
from rules.lexicon.terms import GAP, NUMBER, Hit, Term
from rules.text.body import Body
from rules.text.numbers import Quantity, quantities
from rules.text.span import Span

_LONGEST = 2000  # more characters without an end are no sentence
_NUMBER_GAP = "[^0-9０-９]{0,20}?"
_FILLER = "(?:共计|总计|合计|累计|共有|共为|达到|共|计|为|是|有|了|达|的|各类|\x00)*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure in the text. ``span``: from the first to the last word of the template; ``clause``: around it."""

    quantity: Quantity
    term: Term
    span: Span
    clause: Span
    sentence: Span


def mentions(body: Body, name: str, parts: tuple[str, ...]) -> Iterator[Mention]:
    """The figures of a list in the named parts, in order."""
    known = body.figures.get(name)
    if known is None:
        known = body.figures[name] = tuple(_find(body, name))
    if known:
        places = body.spans(parts)
        yield from (mention for mention in known if any(place.holds(mention.span.start) for place in places))


def _find(body: Body, name: str) -> Iterator[Mention]:
    templates = body.lists.templates(name)
    for clause, words, anchors in body.clauses(name):
        possible: list[Term] = []
        for anchor in anchors:
            for unit, terms in templates[anchor].items():
                if unit in words:
                    possible += [term for term in terms if _all_stand(term.text, words)]
        if possible:
            yield from _in_clause(body, name, clause, words, possible)


def _in_clause(body: Body, name: str, clause: Span, words: str, possible: list[Term]) -> Iterator[Mention]:
    sentence = body.sentence(clause.start)
    if sentence.end - sentence.start > _LONGEST:
        return
    for number in quantities(words):
        terms = (term for term in possible if words.startswith(_behind(term.text), number.digits_end))
        fitting = ((term, _fits(term.text, words, number)) for term in terms if _in_context(body, term, clause))
        found = next(((term, span) for term, span in fitting if span), None)
        span = Span(clause.start + found[1].start, clause.start + found[1].end) if found else clause
        if found and not body.lists[name].excuses(body.text, Hit(found[0], span.start, span.end)):
            quantity = _moved(number, clause.start)
            yield Mention(quantity=quantity, term=found[0], span=span, clause=clause, sentence=sentence)


def _moved(number: Quantity, by: int) -> Quantity:
    return number._replace(start=number.start + by, digits_end=number.digits_end + by, end=number.end + by)


def _in_context(body: Body, term: Term, clause: Span) -> bool:
    beside, topic = term.extra.get("with", ""), term.extra.get("topic", "")
    sentence = body.sentence(clause.start)
    if beside and beside not in body.text[sentence.start : sentence.end]:
        return False
    return not topic or topic in body.text[body.paragraph(clause.start).start : clause.end]


def _fits(template: str, words: str, number: Quantity) -> Span | None:
    """Where a template stands around a number, or None."""
    before, after = _patterns(template)
    left = before.search(words, max(0, number.start - 80), number.start) if before else None
    if before and left is None:
        return None
    right = after.match(words, number.digits_end)
    if right is None:
        return None
    return Span(left.start() if left else number.start, right.end())


def _all_stand(template: str, words: str) -> bool:
    """Whether all pieces of a template stand somewhere: cheap, and almost always the end of the matter."""
    for piece in _pieces(template):  # noqa: SIM110 - a generator costs more than the test
        if piece not in words:
            return False
    return True


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[str, ...]:
    return tuple(piece for piece in template.replace(NUMBER, GAP).split(GAP) if piece)


@lru_cache(maxsize=4096)
def _behind(template: str) -> tuple[str, ...]:
    """What may stand right behind the number: the unit, with 余 or 多 before it or not."""
    unit = template.partition(NUMBER)[2][:1]
    return (unit, "余" + unit, "多" + unit)


@lru_cache(maxsize=4096)
def _patterns(template: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    """(what ends where the number starts, what starts where it ends)."""
    head, _, tail = template.partition(NUMBER)
    before = re.compile(_between(head) + _FILLER + r"\Z") if head else None
    return before, re.compile("[余多]?" + _between(tail))


def _between(pieces: str) -> str:
    return _NUMBER_GAP.join(re.escape(piece) for piece in pieces.split(GAP))
