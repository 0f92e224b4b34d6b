"""Words said twice in other ways than next to each other, items listed twice, and numbering that repeats or jumps."""

from collections.abc import Iterator
from itertools import pairwise

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.body import Body
from rules.text.span import Span

_NUMERALS = "一二三四五六七八九十"
# 目的的实现, 好的的确: the same sign twice, and right
_TWICE = pattern("(?<![目标])的的(?!确)|，，|、、|。。(?!。)|；；|，。|、。|。，|，、|、，")
_MAY = "可以|可|应当|应|能够|能|将|须|需要"
_MAY_TWICE = pattern(f"(?:{_MAY})([\u4e00-\u9fff]{{2}})(?:{_MAY})\\1")
# 近40余条, 约40条左右: one says what the other says already
_ROUGH_TWICE = pattern(
    "(?:约|近|大约|将近)[0-9]+[万千百]?[余多][\u4e00-\u9fff]|(?:约|近|大约|将近)[0-9]+[万千百]?[\u4e00-\u9fff]{1,2}左右"
)
_ITEM_ENDS = pattern("[，,。；;：:（）()\n]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LEAST_ITEM, _LEAST_HEAD = 4, 8
_ITEM = pattern("(?:^|(?<=[\n。；;：:，,]))([一二三四五六七八九十])是(?!否)")
_HEADING = pattern("(?:^|(?<=\n))[（(]([一二三四五六七八九十])[）)]")  # many are typed with half-wide brackets


def said_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """的的, 可通过可以通过, 近40余条."""
    for place in body.spans(parts):
        for doubled in (_TWICE, _MAY_TWICE):
            for found in doubled.finditer(body.text, place.start, place.end):
                line = body.paragraph(found.start())
                around = Span(max(line.start, found.start() - 4), min(line.end, found.end() + 4))
                yield around, f"“{found[0]}”重复了"
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


def misnumbered(scene: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """一是, 三是 within a paragraph, or two headings （二） in a row."""
    text = scene.body.text
    for place in scene.body.spans(parts):
        start = place.start
        for line in text[place.start : place.end].split("\n"):
            yield from _jumps(text, [found.span() for found in _ITEM.finditer(text, start, start + len(line))])
            start += len(line) + 1
            if "②" in line or "③" in line:
                yield from _circled(text, Span(start - len(line) - 1, start - 1))
        heads = list(_HEADING.finditer(text, place.start, place.end))
        for one, other in pairwise(heads):
            same = scene.body.passage(one.start()).part == scene.body.passage(other.start()).part
            if same and one[1] == other[1]:
                yield Span(other.start(), min(place.end, other.end() + 8)), f"小标题的序号{other[0]}写了两次"
            elif same and _NUMERALS.index(other[1]) == _NUMERALS.index(one[1]) + 2:
                span = Span(other.start(), min(place.end, other.end() + 8))
                yield span, f"小标题的序号从{one[0]}跳到了{other[0]}"


def _circled(text: str, line: Span) -> Iterator[tuple[Span, str]]:
    """①, ②, ④ within a paragraph."""
    found = [(at, _CIRCLED.index(text[at])) for at in range(line.start, line.end) if text[at] in _CIRCLED]
    for (_, one), (at, other) in pairwise(found):
        if other not in (0, one + 1):
            yield Span(at, min(line.end, at + 8)), f"前一项是“{_CIRCLED[one]}”，这一项是“{_CIRCLED[other]}”"


def _jumps(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[Span, str]]:
    last = 0
    for start, end in spans:
        number = _NUMERALS.index(text[start]) + 1
        if last and number not in (1, last + 1):
            yield Span(start, end + 8), f"前一项是“{_NUMERALS[last - 1]}是”，这一项是“{_NUMERALS[number - 1]}是”"
        last = number
