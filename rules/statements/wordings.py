"""What words say of numbers that a name tells apart: 基金监管类最多; 网站少于公众号; 逐季减少."""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.statements.change_ways import in_a_row, wrong_rates, wrong_ways
from rules.statements.mentions import Mention, mentions_with
from rules.statements.opening import by_basis, is_rest, joined, last_mark
from rules.statements.wrong_word import WrongWord
from rules.text.digit_typos import slip
from rules.text.span import Span

_MOST = pattern(
    "(?P<most>最多|最高|最大|居首位?|居多|(?:位居|排在|居)第一位?|居[^，,。；;0-9]{1,6}之首)|最少|最低|居[^，,。；;0-9]{1,6}之末"
)
_MORE = pattern("(?P<more>超过|多于|高于|大于|超出|领先于)|少于|低于|小于|不及|不如|落后于")
_TREND = pattern(
    "(?:逐(?:季|月|年|批|次|期|轮)(?:有所|稳步|持续)?|(?P<each>一[次年季期批轮])比(?P=each))"
    "(?:(?P<up>增加|上升|增长|递增|提高|增多|攀升|(?<=比一.)[多高好])|减少|下降|递减|降低|回落|(?<=比一.)[少低差])"
)
_BY_SO_MANY = pattern("比(?P<other>[^，,。；;：:、（）()0-9比]{2,12}?)(?:(?P<more>[多高])|[少低])(?:了|出|公开|发布)*$")
HEAD = pattern("^(?:[一二三四五六七八九十]是|[0-9]{1,2}[.．]|其中|而且|而|可见|因此|总体上|总的看)*(?:以)?")
_OF = pattern(
    "(?:类|信息|申请|问题|事项|来电|案件|诉求|数量|[件条宗篇期次起份]数|数目|[发用占]得|占比|比重|比例|发布|公开|得分|总数|总量|分|量|数|的|均|都|仍|又|已|首次|略|稍|明显|普遍|远|为|是)*$"
)
# told of another time, or of something that is not counted there
_APART = pattern(
    "上年|去年|往年|历年|常年|上半年|下半年|季度|月|年|阅读|点击|浏览|访问|关注|粉丝|增长|增幅|增速|满意|单|日|规定|法定|要求|不|未|人均|平均|[0-9]"
)
_PART = pattern("[前后除]|有的|部分|个别|其中|上年|去年|同期")
_SIGNS = pattern("[“”①-⑨]|（[^（）]*）|\\([^()]*\\)")
_MEAN = pattern("平均|均|合计|共|总")
_CLAIMS = 24  # so many are looked up in other paragraphs: a report makes two or three
_SUMS = ("", "计", "共", "共计", "合计", "总计", "一共")
_MARK = pattern("[，,；;。：:]")
_CUT = pattern("[，,；;。：:、]")
_SAYS = pattern("最|居|第一位|逐|比一|连续")
_MARKS, _STOPS = "，,；;。：:、（）()\n", "，,；;。：:）)\n"
_LISTED = pattern("[^。]{0,10}(?:分别|依次|：)")
_FEWEST, _SHORTEST, _LONGEST = 3, 2, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One name said to have more than another (``more``), or less. ``words``: as they stand."""

    span: Span
    name: str
    other: str
    way: str
    more: bool


def name_of(one: Mention) -> str:
    """The words of a number's own item: what stands before it behind the last mark, without what brackets hold."""
    return _CUT.split(_SIGNS.sub("", one.gap))[-1]


def claims(text: str, start: int, end: int) -> Iterator[Claim]:
    """What a stretch says of two names: 网站发布数少于公众号."""
    for found in _MORE.finditer(text, start, end):
        first, last = clause_of(text, start, end, found)
        name, other = _name(text[first : found.start()]), _name(text[found.end() : last])
        if name and other and name not in other and other not in name:
            span = Span(first, last)
            yield Claim(span=span, name=name, other=other, way=found[0], more=found["more"] is not None)


def judged(claim: Claim, told: Sequence[Mention]) -> bool | None:
    """Whether the numbers of a paragraph bear out a claim; None where they do not tell."""
    off = _off(claim.name, claim.other, told)
    return None if off is None else (off > 0) is claim.more


def by_so_many(every: Collection[Sequence[Mention]]) -> Iterator[WrongWord]:
    """柳树村比石桥村少65条, where both numbers stand and differ the other way, or by a number one slip away."""
    lone = ((told, at, by) for told in every for at, by in enumerate(told) if by.count and "比" in by.label)
    said = ((told, at, by, found) for told, at, by in lone if (found := _BY_SO_MANY.search(by.label)))
    for told, at, by, found in islice(said, _CLAIMS):
        before = told[at - 1].label if at and by.gap == f"，{found[0]}" else ""  # 网站412条，比公众号多324条
        names = _name(by.label[: found.start()] or before), _name(found["other"])
        others = ([one for one in some if one is not by and one.kind == by.kind] for some in every if all(names))
        offs = {off for off in (_off(*names, some) for some in others) if off is not None}
        signed = by.value if found["more"] else -by.value
        off = offs.pop() if len(offs) == 1 else signed
        if off == -signed or (off * signed > 0 and slip(by.value, abs(off), by.step)):
            way = "多" if off > 0 else "少"
            span = Span(by.start - len(by.label), by.end)
            yield WrongWord(span=span, said=by.label[found.start() :] + by.written, right=f"{way}{abs(off):f}{by.kind}")


def _off(name: str, other_name: str, told: Sequence[Mention]) -> Decimal | None:
    """By how much the number of one name is more than that of another; None where the numbers do not tell."""
    for sentence in sorted({one.sentence for one in told}, reverse=True):
        here = [one for one in told if one.sentence == sentence and one.count]
        one, other = _only(here, name), _only(here, other_name)
        if one and other and one is not other and one.kind == other.kind and one.value != other.value:
            return one.value - other.value
    return None


def most_of(told: Sequence[Mention], text: str, start: int, end: int) -> Iterator[WrongWord]:
    """What is said to be most, or least, by its name and is not."""
    for found in _MOST.finditer(text, start, end):
        first, last = clause_of(text, start, end, found)
        name = _name(text[first : found.start()])
        if not name or last != found.end() or _APART.search(text, first, found.start()):
            continue
        row, best = best_of([one for one in told if one.end <= first], name, most=found["most"] is not None)
        if best:
            said = f"{name}{found[0]}"
            yield WrongWord(span=Span(row[0].start, last), said=said, right=f"{name_of(best)}{found[0]}")


def best_of(
    told: Sequence[Mention], name: str, *, most: bool, back: int | None = 2
) -> tuple[Sequence[Mention], Mention | None]:
    """(the last list in which one number has a name, what is more there, or less); none where it is right.

    ``back``: so many sentences with numbers are looked at, None: all of them.
    """
    counts = [one for one in told if one.count]
    for sentence in sorted({one.sentence for one in counts}, reverse=True)[:back]:
        here = [one for one in counts if one.sentence == sentence]
        one = _only(here, name)
        row = _row(here, one) if one else []
        if one and row:
            return row, _better(row, one, most=most)
    return (), None


def trends(told: Sequence[Mention], text: str, start: int, end: int) -> Iterator[WrongWord]:
    """逐季增加 beside numbers that do not."""
    for found in _TREND.finditer(text, start, end):
        first, last = clause_of(text, start, end, found)
        if _PART.search(text, first, found.start()):
            continue
        behind = _LISTED.match(text, found.end(), end) is not None
        some = [one for one in told if (one.start > found.end() if behind else one.end <= first) and one.count]
        if found[0][-1] in "好差":  # of marks, since fewer days are better
            some = [one for one in some if one.kind == "分"]
        if found["each"]:
            some = [one for one in some if not _MEAN.search(one.clause)]
        row = _last_row(some[:_LONGEST] if behind else some, forward=behind)
        values = [one.value for one in row]
        ordered = sorted(values, reverse=found["up"] is None)
        if len(row) >= _FEWEST and values != ordered:
            span = Span(min(row[0].start, first), max(row[-1].end, last))
            yield WrongWord(span=span, said=found[0], right=f"不是{found[0]}")


def wrong_words(context: CheckContext, where: Parts) -> Iterator[WrongWord]:
    """The words of some parts that the numbers contradict, those of section one wherever the words stand."""
    text, paragraphs = context.body.text, [*mentions_with(context, where)]
    told = {span: some for span, some in paragraphs if some}
    left = _CLAIMS
    yield from by_so_many(told.values())
    for span, some in paragraphs:
        if some:
            yield from wrong_ways(some, text, context.report.year or 0)
            yield from wrong_rates(some)
        if some and _SAYS.search(text, *span):
            yield from most_of(some, text, *span)
            yield from trends(some, text, *span)
            yield from in_a_row(some, text, span.end)
        for claim in claims(text, *span):
            here = judged(claim, [one for one in some if one.start < claim.span.start])
            left -= 1
            every = [here] if here is not None or left < 0 else [judged(claim, other) for other in told.values()]
            known = [one for one in every if one is not None]
            if known and not any(known):
                turned = "少于" if claim.more else "多于"
                yield WrongWord(
                    span=claim.span,
                    said=f"{claim.name}{claim.way}{claim.other}",
                    right=f"{claim.name}{turned}{claim.other}",
                )


def clause_of(text: str, start: int, end: int, found: re.Match[str]) -> tuple[int, int]:
    """Where the clause of some words begins and ends."""
    first = max(start, *(text.rfind(mark, start, found.start()) + 1 for mark in _MARKS))
    ends = [at for mark in _STOPS if (at := text.find(mark, found.end(), end)) >= 0]
    return first, min(ends, default=end)


def _name(words: str) -> str:
    """The name that a clause speaks of, without what is counted of it."""
    bare = _OF.sub("", HEAD.sub("", _SIGNS.sub("", words)))
    return bare if _SHORTEST <= len(bare) <= _LONGEST and not _APART.search(words) else ""


def _only(told: Sequence[Mention], name: str) -> Mention | None:
    """The one number of a sentence whose item has the name."""
    named = [one for one in told if name in name_of(one)] or [one for one in told if _short_for(name, name_of(one))]
    return named[0] if len(named) == 1 else None


def _short_for(name: str, longer: str) -> bool:
    """Whether a name leaves out some of the signs of a longer one and ends as it does: 网站专栏 of 县网站教育专栏."""
    signs = iter(longer)
    return len(name) > _SHORTEST and name[-1] == longer[-1:] and all(sign in signs for sign in name)


def _row(here: Sequence[Mention], one: Mention) -> list[Mention]:
    """The list in which a number stands."""
    at = here.index(one)
    first = last = at
    while first and _goes_on(here[first - 1], here[first]):
        first -= 1
    while last + 1 < len(here) and _goes_on(here[last], here[last + 1]):
        last += 1
    row = list(here[first : last + 1])
    return row[1:] if row[0] is not one and row[0].value == sum(other.value for other in row[1:]) else row


def _goes_on(one: Mention, other: Mention) -> bool:
    plain = len(_MARK.findall(other.gap)) <= 1  # …律师4件；申请方式中，当面11件: another list begins
    return one.kind == other.kind and plain and joined(other.gap) and not by_basis(other.gap)


def _better(row: Sequence[Mention], one: Mention, *, most: bool) -> Mention | None:
    """What is more than a number (or less) of the others in its list, but for all the rest of them."""
    others = [other for other in row if other is not one and not is_rest(other.gap) and name_of(other) not in _SUMS]
    wrong = [other for other in others if (other.value > one.value if most else other.value < one.value)]
    if len(others) + 1 < _FEWEST or not wrong:
        return None
    return max(wrong, key=lambda other: other.value if most else -other.value)


def _last_row(told: Sequence[Mention], *, forward: bool) -> list[Mention]:
    """The numbers of the list that ends a stretch, or begins it; all joined by one sign."""
    row = list(told[:1] if forward else told[-1:])
    rest = told[1:] if forward else told[-2::-1]
    mark = ""
    for one in rest:
        second = one if forward else row[-1]
        before = row[-1] if forward else one
        sign = last_mark(second.gap)
        if not _goes_on(before, second) or (mark and sign != mark):
            break
        mark = sign
        row.append(one)
    return row if forward else row[::-1]
