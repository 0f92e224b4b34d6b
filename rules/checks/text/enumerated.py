"""说有几个方面（几个部分），就列出几个。"""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Gap, Result
from rules.lexicon.terms import Hit
from rules.text.evidence import breach
from rules.text.numbers import chinese
from rules.text.span import Span

_NUMERALS = "一二三四五六七八九十"
_LEAST_ITEMS, _LEAST_NAME = 3, 6
_LONGEST = 16
_ITEMS = pattern("[、，,；;]")
_CLOSE = 1  # a sign behind what is announced: 主要做了以下五项工作：
_BEGINS = pattern(
    "[^。；;，,：:\n]{0,8}[：:，,。]?(?:即|分别是|主要是|具体是|包括)?[：:]?(?:一[是要]|第一[，、]|[（(]?[一1][）)]|1[.、]|①)"
)
# how the items that are announced may be numbered; all but 一是 must begin near
_STYLES = tuple(
    tuple(style.format(sign) for sign in signs)
    for style, signs in (
        ("{}是", _NUMERALS), ("{}要", _NUMERALS), ("第{}，", _NUMERALS), ("（{}）", _NUMERALS), ("（{}）", "123456789"),
        ("{}.", "123456789"), ("{}", "①②③④⑤⑥⑦⑧⑨"),
    )
)  # fmt: skip
_CLAUSES = pattern("：(?P<items>[^。：\n]+)。$")
_OTHERWISE = pattern("；(?:下一步|为此|今后|同时|对此|另|其中|并|还|以上)|等。|[一二三]是")
_NEAR = 14
# 主要问题有三：其一, 问题有两点：一是
_HEADED = pattern("[有是](?:[一二三四五六七八九两]|[2-9])[点条样处]?$")
_MARKS = ("\n（{}）", "\n({})", "\n{}、")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumerated:
    """``announced``：前面写数字的词（方面、部分）；``items``：列出的各项，空着表示按“一是、二是”数；``unless``：没有列完的字样。"""

    where: Parts
    announced: Terms
    items: Terms = ""
    unless: Terms = ""

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "said", "counted"})
    nothing_to_check: ClassVar[str] = "没有写明有几项并逐项列出，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def triggers(self) -> frozenset[str]:
        """What is announced."""
        return frozenset({self.announced})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach where number and items differ; a gap where nothing was announced."""
        compared = False
        for hit in _apart(context.body.hits(self.announced, self.where)):
            said = _said(context, hit)
            counted = self._counted(context, hit) if said else 0
            if said and counted and not (counted < said and self._left_open(context, hit)):
                compared = True
                if said != counted:
                    yield breach(
                        context, Span(hit.start - 2, hit.end), quote=_quote(context, hit), said=said, counted=counted
                    )
        if not compared:
            yield Gap(reason=self.nothing_to_check)

    def _left_open(self, context: CheckContext, hit: Hit) -> bool:
        """Whether 等 ends the list of items before a number of them: two of six may be named."""
        items = (
            tuple(context.body.hits_between(self.items, context.body.sentence(hit.start).start, hit.start))
            if self.items
            else ()
        )
        return bool(items) and "等" in context.body.text[max(one.end for one in items) : hit.start]

    def _counted(self, context: CheckContext, hit: Hit) -> int:
        body = context.body
        if self.items:
            sentence = body.sentence(hit.start)
            hits = tuple(body.hits_between(self.items, sentence.start, sentence.end))
            named = {one.term.sort for one in hits}
            known = len(named) >= _LEAST_ITEMS and not _others_named(body.text, hits, hit.start)
            return len(named) if known else 0
        paragraph = body.paragraph(hit.start)
        if self.unless and any(body.hits_between(self.unless, hit.start, body.sentence(hit.start).end)):
            return 0
        if hit.term.sort == "headed":
            return _headed(context, hit, next(span.end for span in body.spans(self.where) if span.holds(hit.start)))
        if hit.term.sort == "close" and not _BEGINS.match(body.text, hit.end):
            return 0
        counted = _ordinals(body.text, hit.end, paragraph.end) or _clauses(context, hit, paragraph.end)
        if counted or hit.end < paragraph.end - _CLOSE:
            return counted
        end = next(span.end for span in body.spans(self.where) if span.holds(hit.start))
        return _paragraphs(body.text, paragraph.end, end)


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of words that overlap (个部分, 部分组成), which announce the same thing, the one that ends last."""
    last: Hit | None = None
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if last is not None and hit.start >= last.end:
            yield last
        last = hit if last is None or hit.end >= last.end else last
    if last is not None:
        yield last


def _said(context: CheckContext, hit: Hit) -> int:
    """The number in front of the word, 0 if there is none or it is 几."""
    before = context.body.text[max(0, hit.start - 3) : hit.start]
    if hit.term.sort == "headed":
        before = before.rstrip("点条样处")
    before = before[-2:].removesuffix("个").removesuffix("大")
    sign = before[-1:]
    if sign.isdigit():
        return 0 if before[-2:-1].isdigit() else int(sign)
    value = chinese(sign) if sign and sign in _NUMERALS + "两" else None
    return 0 if value is None or before[-2:-1] in (*_NUMERALS, "第") else int(value)


def _others_named(text: str, hits: Sequence[Hit], announced: int) -> bool:
    """Whether an item stands among those of the list, or behind them, that is none of them: 2022年工作思路."""
    start, end = min(hit.start for hit in hits), max(announced, *(hit.end for hit in hits))
    for item in _ITEMS.split(text[start:end]):
        if len(item) >= _LEAST_NAME and not any(start < hit.end and hit.start < start + len(item) for hit in hits):
            return True
        start += len(item) + 1
    return False


def _ordinals(text: str, start: int, end: int) -> int:
    """How many of 一是, 二是 … (or of another style near by) follow in order; 0 unless there are at least two."""
    for style in _STYLES:
        near = end if style[0] == "一是" else min(end, start + _NEAR)
        if text.find(style[0], start, near) >= 0:
            count = _in_order(text, start, end, style)
            return count if count > 1 else 0
    return 0


def _clauses(context: CheckContext, hit: Hit, end: int) -> int:
    """做好两件事：甲；乙。: how many stand between ； where they end the paragraph; 0 unless there are two."""
    text = context.body.text
    items = None if hit.term.sort else _CLAUSES.match(text, hit.end, end)
    counted = items["items"].count("；") + 1 if items else 0
    near = counted > 1 and abs(_said(context, hit) - counted) <= 1
    return counted if near and not _OTHERWISE.search(text, hit.end, end) else 0


def _in_order(text: str, start: int, end: int, style: Iterable[str]) -> int:
    count = 0
    for mark in style:
        at = text.find(mark, start, end)
        if at < 0:
            break
        count, start = count + 1, at
    return count


def _headed(context: CheckContext, hit: Hit, end: int) -> int:
    """How many items follow a number that they stand beside, up to where the counting begins again; else 0."""
    text, first = context.body.text, hit.term.text[1:]
    if not _HEADED.search(text, max(0, hit.start - 3), hit.start):
        return 0
    again = text.find(first, hit.end, end)
    marks = [first.replace("一", sign) for sign in _NUMERALS]
    count = _in_order(text, hit.start, again if again >= 0 else end, marks)
    return count if count > 1 else 0


def _paragraphs(text: str, start: int, end: int) -> int:
    """How many paragraphs begin with （一）, （二） … in order, from the next one on; 0 unless there are two."""
    mark = next((mark for mark in _MARKS if text.startswith(mark.format(_NUMERALS[0]), start)), "")
    count = 0
    for sign in _NUMERALS if mark else "":
        at = text.find(mark.format(sign), start, end)
        if at < 0:
            break
        count, start = count + 1, at + 1
    return count if count > 1 else 0


def _quote(context: CheckContext, hit: Hit) -> str:
    body = context.body
    start = max(body.clause(hit.start).start, hit.start - _LONGEST)
    return body.written(max(start, body.text.rfind("、", start, hit.start) + 1), hit.end)
