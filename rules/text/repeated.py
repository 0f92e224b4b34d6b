"""Words said twice in other ways than next to each other, and items listed twice."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.span import Span

# 目的的实现, 好的的确: the same sign twice, and right
_TWICE = pattern("(?<![目标])的的(?!确)")
# …… may be typed as full stops
_TWO_MARKS = pattern("[，、；：,;][，。、；：,;]|。[，、；：,;]|(?<!。)。。(?!。)")
_MAY = "可以|可|应当|应|能够|能|将|须|需要"
_MAY_TWICE = pattern(f"(?:{_MAY})([\u4e00-\u9fff]{{2}})(?:{_MAY})\\1")
# 近40余条, 约40条左右: one says what the other says already
_ROUGH_TWICE = pattern(
    "(?:约|近|大约|将近)[0-9]+[万千百]?[余多][\u4e00-\u9fff]|(?:约|近|大约|将近)[0-9]+[万千百]?[\u4e00-\u9fff]{1,2}左右"
)
_ITEM_ENDS = pattern("[，,。；;：:（）()\n]")
_LEAST_ITEM, _LEAST_HEAD = 4, 8


def said_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """的的, 可通过可以通过, 近40余条."""
    for place in body.spans(parts):
        for doubled in (_TWICE, _TWO_MARKS, _MAY_TWICE):
            for found in doubled.finditer(body.text, place.start, place.end):
                line, signs = body.paragraph(found.start()), found[0]
                around = Span(max(line.start, found.start() - 6), min(line.end, found.end() + 6))
                both = not signs[0].isalpha() and signs[0] != signs[1]
                yield around, f"“{signs[0]}”和“{signs[1]}”连着写了" if both else f"“{signs}”重复了"
        for found in _ROUGH_TWICE.finditer(body.text, place.start, place.end):
            yield Span(*found.span()), "大约的意思说了两次"


def listed_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """An item that stands twice in one row joined by 、, whole, or as the beginning of a longer one right behind it."""
    for place in body.spans(parts):
        start = place.start
        for row in _ITEM_ENDS.split(body.text[place.start : place.end]):
            seen: set[str] = set()
            before, at = "", start
            for item in row.split("、") if "、" in row else ():
                headed = len(before) >= _LEAST_HEAD and item.startswith(before)
                named = item.partition("等")[0]
                if headed or (len(named) >= _LEAST_ITEM and named in seen):
                    yield Span(at, at + len(item)), f"“{before if headed else named}”列了两次"
                seen.add(item)
                before, at = item, at + len(item) + 1
            start += len(row) + 1
