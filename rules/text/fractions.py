"""Half a person, half a request: counts of what only comes whole, written with decimals (旅客312.8人次)."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span

_POINT = pattern("\\.[0-9]+[人件条户场期篇份]")
_WHOLE = "人次|人(?!均)|件次|件|条次|条|户次|户|场次|场|期|篇|份"
_FRACTION = pattern(rf"(?<![0-9.,，])[0-9]+\.[0-9]+(?:{_WHOLE})")
# an average, a rate or a converted number may be any
_RECKONED = pattern("均|每|折合|约合|相当|左右|/")
_BEFORE, _BEHIND = 12, 2


def odd_fractions(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Each count with decimals of what has no half, unless its clause reckons."""
    body = context.body
    if not _POINT.search(body.text):
        return
    for place in body.spans(parts):
        for found in _FRACTION.finditer(body.text, place.start, place.end):
            clause = body.clause(found.start())
            if not _RECKONED.search(body.text, clause.start, min(clause.end, found.end() + _BEHIND)):
                start = max(clause.start, found.start() - _BEFORE)
                yield Span(start, found.end()), f"“{found[0]}”不是整数，请看是不是漏写了“万”字"
