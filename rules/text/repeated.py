"""Words said twice in other ways than next to each other, and items listed twice."""

from collections.abc import Iterator
from itertools import pairwise

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.span import Span

# …… may be typed as full stops
_TWO_MARKS = pattern("[，、；：,;][，。、；：,;]|。[，、；：,;]|(?<!。)。。(?!。)")
_MAY = "可以|可|应当|应|能够|能|将|须|需要"
_MAY_TWICE = pattern(f"(?:{_MAY})([\u4e00-\u9fff]{{2}})(?:{_MAY})\\1")
# 近40余条, 约40条左右: one says what the other says already
_ROUGH_TWICE = pattern(
    "(?:约|近|大约|将近)[0-9]+[万千百]?[余多][\u4e00-\u9fff]|(?:约|近|大约|将近)[0-9]+[万千百]?[\u4e00-\u9fff]{1,2}左右"
)
_ITEM_ENDS = pattern("[，,。；;：:（）()\n]")
# 通过政府网站、微信公众号、政府网站发布信息: what stands around the first and the last item of a row
_LEAD_IN, _DONE_THERE = (
    pattern("^.*(?:通过|依托|利用|借助|包括|涵盖|涉及)"),
    pattern("(?:发布|推送|公示|公布|公开信息).*$"),
)
_PAUSES = "，。；：、,;"
_LEAST_ITEM, _LEAST_HEAD, _LEAST_CLAUSE, _AROUND = 4, 8, 4, 20


def said_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """的的, 可通过可以通过, 近40余条, a clause twice in a row."""
    for hit in body.hits("doubled_signs", parts):
        yield _around(body, hit.start, hit.end), f"“{hit.term.text}”重复了"
    yield from _clauses_twice(body, parts)
    for place in body.spans(parts):
        for doubled in (_TWO_MARKS, _MAY_TWICE):
            for found in doubled.finditer(body.text, place.start, place.end):
                signs = found[0]
                both = not signs[0].isalpha() and signs[0] != signs[1]
                yield (
                    _around(body, *found.span()),
                    f"“{signs[0]}”和“{signs[1]}”连着写了" if both else f"“{signs}”重复了",
                )
        for found in _ROUGH_TWICE.finditer(body.text, place.start, place.end):
            yield Span(*found.span()), "大约的意思说了两次"


def _around(body: Body, start: int, end: int) -> Span:
    """A stretch with its clause on both sides, as far as it is short."""
    line, text = body.paragraph(start), body.text
    first = max(line.start, start - _AROUND, *(text.rfind(sign, line.start, start) + 1 for sign in _PAUSES))
    last = min(line.end, end + _AROUND)
    return Span(first, min([last, *(at for sign in _PAUSES if (at := text.find(sign, end, last)) >= 0)]))


def _clauses_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """加强领导，加强领导: with nothing but a sign of a pause between them."""
    starts, words = body.between_marks
    places = body.spans(parts)
    for at, (one, other) in enumerate(pairwise(words)):
        if one == other and len(one) >= _LEAST_CLAUSE and "\n" not in body.text[starts[at] : starts[at + 1]]:
            span = Span(starts[at], starts[at + 1] + len(other))
            if not one[-1].isdigit() and any(place.holds(span.start) for place in places):
                yield span, f"“{one}”接连写了两次"


def listed_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """An item that stands twice in one row joined by 、, whole, or as the beginning of a longer one right behind it."""
    for place in body.spans(parts):
        start = place.start
        for row in _ITEM_ENDS.split(body.text[place.start : place.end]):
            if "、" in row:
                yield from _items_twice(row, start)
            start += len(row) + 1


def _items_twice(row: str, at: int) -> Iterator[tuple[Span, str]]:
    seen: set[str] = set()
    before = ""
    items = row.split("、")
    for number, item in enumerate(items):
        headed = len(before) >= _LEAST_HEAD and item.startswith(before)
        named = item.partition("等")[0]
        named = _LEAD_IN.sub("", named) if number == 0 else named
        named = _DONE_THERE.sub("", named) if number == len(items) - 1 else named
        if headed or (len(named) >= _LEAST_ITEM and named in seen):
            yield Span(at, at + len(item)), f"“{before if headed else named}”列了两次"
        seen.update((item, named))
        before, at = item, at + len(item) + 1
