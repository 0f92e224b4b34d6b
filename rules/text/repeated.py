"""Words said twice in other ways than next to each other, and items listed twice."""

from collections.abc import Iterator
from itertools import pairwise

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.doubled_signs import doubled_signs
from rules.text.span import Span

# …… may be typed as full stops
_TWO_MARKS = pattern("[，、；：,;。](?:[，、；：,;]|(?<!。)。|(?<=。)(?<!。。)。(?!。))")
_MAY = "可以|可|应当|应|能够|能|将|须|需要"
_MAY_TWICE = pattern(
    f"(?:{_MAY})([\u4e00-\u9fff]{{2}})(?:{_MAY})\\1|可以可(?!能|行|靠|持|追|控|视)|应当应(?!对|用|急|答|邀|聘|诉|届|变|付|有|申)|能够能|需要需(?!要|求)"
)
# 近40余条, 约40条左右: one says what the other says already
# a number with 约 before it and 余 or 左右 behind it, or with 余 and 左右
_ROUGH_TWICE = pattern(
    "(?:约|近|大约|将近)[0-9]+[万千百]?(?:[余多][\u4e00-\u9fff]|[条件篇次人份户]多|[\u4e00-\u9fff]{1,2}左右)"
    "|[0-9]+[万千百]?[余多][\u4e00-\u9fff]{1,2}左右"
    "|(?:不少于|不低于|至少|最少|超过)[0-9.]+[万千百亿]?[\u4e00-\u9fff%％]{0,3}(?:以上|及以上)"
    "|(?:不超过|不多于|不高于|最多|至多)[0-9.]+[万千百亿]?[\u4e00-\u9fff%％]{0,4}(?:以下|以内|之内)"
)
_ITEM_ENDS = "，,；;：:（）()\n"
# 通过政府网站、微信公众号、政府网站发布信息: what stands around the first and the last item of a row
_LEAD_IN, _DONE_THERE = (
    pattern(
        "^.*(?:通过|依托|利用|借助|包括|涵盖|涉及|公开|公示|发布|坚持|保障|设置|设立|开设|严把|发生|引发|出现|提起|没有|的)(?=..)"
    ),
    pattern(
        "(?:发布|推送|公示(?![栏牌屏墙窗])|公布|公开信息|案件|的|[一二三四五六七八九十两0-9]+[个类种项级道大件]).*$"
    ),
)
_PAUSES = "，。；：、,;"
_LEAST_ITEM, _LEAST_HEAD, _LEAST_CLAUSE, _AROUND = 2, 8, 4, 20
_NEXT_TO, _LEAST_SENTENCE, _MANY = 6, 18, 4


def said_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """的的, 可通过可以通过, 近40余条, a clause twice in a row."""
    for hit in body.hits("doubled_signs", parts):
        yield _around(body, hit.start, hit.end), f"“{hit.term.text}”重复了"
    for at in doubled_signs(body, parts):
        yield _around(body, at, at + 2), f"“{body.text[at]}”重复了"
    yield from _clauses_twice(body, parts)
    yield from _sentences_twice(body, parts)
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
            rough = not found[0].startswith(("不", "至", "最", "超"))
            yield Span(*found.span()), "大约的意思说了两次" if rough else "同一个意思说了两次"


def _around(body: Body, start: int, end: int) -> Span:
    """A stretch with its clause on both sides, as far as it is short."""
    line, text = body.paragraph(start), body.text
    first = max(line.start, start - _AROUND, *(text.rfind(sign, line.start, start) + 1 for sign in _PAUSES))
    last = min(line.end, end + _AROUND)
    return Span(first, min([last, *(at for sign in _PAUSES if (at := text.find(sign, end, last)) >= 0)]))


def _clauses_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """加强领导，加强领导: with nothing but a sign of a pause between them."""
    starts, words = body.between_marks
    for at, (one, other) in enumerate(pairwise(words)):
        if one == other and len(one) >= _LEAST_CLAUSE and "\n" not in body.text[starts[at] : starts[at + 1]]:
            span = Span(starts[at], starts[at + 1] + len(other))
            if not one[-1].isdigit() and body.within(span.start, parts):
                yield span, f"“{one}”接连写了两次"


def _sentences_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """A sentence that stands twice in a row, or a long one twice in its part; W16 tells of whole passages."""
    sentences = [(body.text[one.start : one.end], one) for one in body.sentences(parts)]
    if len({words for words, _ in sentences}) == len(sentences):
        return
    seen: set[tuple[str, str]] = set()
    before = ""
    for words, sentence in sentences:
        here = (body.passage(sentence.start).part, words)
        if words == before and len(words) >= _NEXT_TO:
            yield sentence, "这句话前面刚写过"
        elif here in seen and len(words) >= _LEAST_SENTENCE:
            yield sentence, "这句话前面写过"
        seen.add(here)
        before = words


def listed_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """An item that stands twice in one row joined by 、, whole, or as the beginning of a longer one right behind it."""
    for place in body.spans(parts):
        start = place.start
        rows = body.text[place.start : place.end]
        for sign in _ITEM_ENDS:
            rows = rows.replace(sign, "。")
        for row in rows.split("。"):
            if "、" in row:
                yield from _items_twice(row, start)
            start += len(row) + 1


def _items_twice(row: str, at: int) -> Iterator[tuple[Span, str]]:
    seen: set[str] = set()
    before = ""
    items = row.split("、")
    least = _LEAST_ITEM if len(items) >= _MANY else _LEAST_ITEM + 1  # 教育、医疗、教育 may be meant
    for number, item in enumerate(items):
        headed = len(before) >= _LEAST_HEAD and item.startswith(before)
        named = item.partition("等")[0]
        named = _LEAD_IN.sub("", named) if number == 0 else named.removeprefix("通过").removeprefix("利用")
        named = _DONE_THERE.sub("", named) if number == len(items) - 1 else named
        twice = named in seen and named.isalpha() and len(named) >= (_LEAST_ITEM if named == before else least)
        if headed or twice:
            yield Span(at, at + len(item)), f"“{before if headed else named}”列了两次"
        seen.update((item, named))
        before, at = item, at + len(item) + 1
