"""Lists whose numbering repeats or jumps, in every style: 一是, 第一，, 其一，, （一）, 一、, 1., （1）, 1）, ①.

Two chains are followed. Within a paragraph, the marks of one style behind a sign of a pause. Across the paragraphs of
a part, the marks at their beginnings, as an outline: a style that stood before closes all lists opened since.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.numbers import numeral
from rules.text.span import Span

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_DIGITS = "〇一二三四五六七八九十"
_ORDER = ("首先", "其次", "再次")
_HAN, _N = "[一二三四五六七八九十]{1,3}", "[0-9]{1,2}"
# a count behind brackets (第（四）项) and the decimals of a number are no marks
_MARK = (
    rf"(?:(?P<says>{_HAN})(?P<verb>是(?!否)|要(?=[\u4e00-\u9fff]{{2}}))|第(?P<ordinal>{_HAN})(?=[，,：:]|、(?![一二三四五六七八九十]))|其(?P<those>{_HAN})(?=[，,、：:])"
    rf"|[（(](?:(?P<bracket>{_HAN})|(?P<number>{_N}))[）)](?![项款、号])|(?P<close>{_N})[）)](?![项款、])"
    rf"|(?P<dot>{_N})[.．、](?!(?!20[0-9]{{2}}年)[0-9])|(?P<circle>[{_CIRCLED}])|(?P<order>{'|'.join(_ORDER)})(?=[，,])"
)
_HEAD = pattern(_MARK + rf"|(?P<plain>{_HAN})、(?![一二三四五六七八九十]))")
_INNER = pattern("(?P<pause>[。；;：:，,])" + _MARK + ")")  # a look behind would be asked at every sign
_FIGURES_BEHIND = pattern(rf"({_N})[.．、](?=[0-9])")
_AFTER_COMMA = frozenset({"says", "order", "those", "ordinal", "number", "circle"})
_TITLE_ENDS = pattern("[。：:；;，,]")
_FARTHEST, _LONGEST, _LEAST_TITLE = 3, 24, 4


class _ListMark(NamedTuple):
    """A mark of a list. ``style``: what it looks like; ``written``: with its signs; ``at``: where it stands."""

    style: str
    number: int
    written: str
    at: int


def misnumbered(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Every mark that has the number of the one before it, or leaves one out."""
    text = context.body.text
    for place in context.body.spans(parts):
        open_lists: list[_ListMark] = []
        titles: set[str] = set()
        inner: dict[str, int] = {}
        part, start = "", place.start
        for line in text[place.start : place.end].split("\n"):
            if (here := context.body.passage(start).part) != part:
                part, open_lists, inner = here, [], {}
                titles.clear()
            end = start + len(line)
            found = _HEAD.match(text, start, end)
            head = _mark(found) if found else _before_figures(text, start, end, open_lists)
            marks = [_mark(found) for found in _INNER.finditer(text, start, end) if _parts(found)]
            yield from ((_quoted(text, mark, end), why) for mark, why in _within(text, head, marks))
            if head:
                before = _before(open_lists, head)
                goes_on = inner.pop(head.style, None) == head.number - 1  # the list went on within a paragraph
                if before and not goes_on and not _between(text, before, head) and (why := _wrong(before, head)):
                    yield _quoted(text, head, end), why
                if head.style == "bracket" and (title := _title_again(text, head, end, titles)):
                    yield _quoted(text, head, end), f"小标题“{title}”前面已经用过"
            inner.update((mark.style, mark.number) for mark in marks)
            start = end + 1


def _before_figures(text: str, start: int, end: int, open_lists: list[_ListMark]) -> _ListMark | None:
    """2．13个乡镇: without its blank it looks like 2.13, and is a mark where the list before it goes on to it."""
    found = _FIGURES_BEHIND.match(text, start, end)
    last = next((one for one in open_lists if one.style == "dot"), None)
    if found is None or last is None or int(found[1]) != last.number + 1:
        return None
    return _ListMark("dot", int(found[1]), found[0], start)


def _title_again(text: str, head: _ListMark, end: int, titles: set[str]) -> str:
    """The title behind a mark （一）, if the list has it already; a list that begins anew has none."""
    if head.number == 1:
        titles.clear()
    title = _TITLE_ENDS.split(text[head.at + len(head.written) : end], maxsplit=1)[0]
    again = title if title in titles and len(title) >= _LEAST_TITLE else ""
    titles.add(title)
    return again


def _within(text: str, head: _ListMark | None, inner: list[_ListMark]) -> Iterator[tuple[_ListMark, str]]:
    """The wrong marks within a paragraph, each against the one of its style before it; 2.17家 has its mark as well."""
    if not inner:
        return
    chains: dict[str, list[_ListMark]] = {}
    for mark in (head, *inner) if head else inner:
        chains.setdefault(mark.style, []).append(mark)
    for chain in chains.values():
        for one, other in pairwise(chain):
            if not _between(text, one, other) and (why := _wrong(one, other)):
                yield other, why


def _between(text: str, one: _ListMark, other: _ListMark) -> bool:
    """Whether what is left out stands between after all (…入库。四、平台), or the list begins anew (我局一是…)."""
    words = text[one.at + len(one.written) : other.at]
    begun, left_out = (_numbered(one, number) for number in (1, one.number + 1))
    return begun in words or any(sign + left_out in words for sign in "。；;：:")


def _numbered(mark: _ListMark, number: int) -> str:
    """A mark with another number; the circled ones and 首先 as they are."""
    if not 0 < mark.number < len(_DIGITS) - 1:
        return mark.written
    return mark.written.replace(_DIGITS[mark.number], _DIGITS[number]).replace(str(mark.number), str(number))


def _before(open_lists: list[_ListMark], head: _ListMark) -> _ListMark | None:
    """The mark before this one in its list, None where it opens a list; the lists within that one are closed."""
    for at, mark in enumerate(open_lists):
        if mark.style == head.style:
            open_lists[at:] = [head]
            return mark
    open_lists.append(head)
    return None


def _wrong(one: _ListMark, other: _ListMark) -> str:
    """What is wrong with a mark behind another one of its list; a list may begin anew at any time."""
    if other.number == 1 or other.number == one.number + 1:
        return ""
    if other.number == one.number:
        return f"前一项也是“{one.written}”，序号重复"
    if one.style == "order":
        return ""  # 首先, 再次 leaves nothing out
    return f"前一项是“{one.written}”，这一项是“{other.written}”" if abs(other.number - one.number) <= _FARTHEST else ""


def _parts(found: re.Match[str]) -> bool:
    """Whether the sign before a mark parts items: behind a comma 2、 is part of a list of numbers."""
    return found["pause"] not in "，," or _style(found) in _AFTER_COMMA


def _style(found: re.Match[str]) -> str:
    style = found.lastgroup or ""
    return "says" if style == "verb" else style


def _mark(found: re.Match[str]) -> _ListMark:
    style = _style(found)
    written = found[style]
    if style in ("circle", "order"):
        number = (_CIRCLED if style == "circle" else _ORDER).index(written) + 1
    else:
        number = int(numeral(written) or 0)
    signs = found[0][1:] if found[0][0] in "。；;：:，," else found[0]
    return _ListMark(style + (found["verb"] or ""), number, signs, found.end() - len(signs))


def _quoted(text: str, mark: _ListMark, end: int) -> Span:
    """A mark with its clause."""
    start = mark.at + len(mark.written)
    stops = (text.find(sign, start + 1, end) for sign in "，。；：")
    return Span(mark.at, min([stop for stop in stops if stop >= 0] + [end, mark.at + _LONGEST]))
