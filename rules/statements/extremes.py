"""What is said to be most, or least, away from the numbers: 最多的是网站; in part five of a list of part one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.statements.mentions import Mention, mentions_with
from rules.statements.wordings import best_of, name_of
from rules.statements.wrong_word import WrongWord
from rules.text.span import Span

# 最多的是疫情防控; 最少：城市管理
_BEHIND = pattern(
    "最(?:(?P<most>多|高)|少|低)(?:的)?(?:类别|一类|一项|渠道|是|为|：|:)+(?P<name>[^，,；;。：:、（）()0-9\n]{2,10}?)"
    "(?:类|信息)?(?=[，,；;。\n]|$)"
)
# 后屯村公开最少，全年只有9条; 2月最少，只有11条
_NUMBER = "(?<![^，,；;。：:\\n])(?:[一二三四五六七八九十]是|[0-9][.．])?"
_FAR = pattern(
    f"{_NUMBER}(?P<name>1?[0-9]月|[^，,；;。：:、（）()0-9\\n]{{2,8}}?)(?:信息)?(?:公开|发布|更新)(?:的)?(?:数量|信息)?"
    f"最(?:(?P<most>多)|少)(?=[，,；;。])|{_NUMBER}(?P<month>1?[0-9]月)最(?:(?P<top>多)|少)(?=[，,；;。])"
)
_CLAIMS = 12  # so many are looked up: a report makes one or two


def extremes(context: CheckContext, where: Parts) -> Iterator[WrongWord]:
    """What some parts say to be most, or least, and the one list that has the name tells otherwise."""
    text, left = context.body.text, _CLAIMS
    if "最" not in text:
        return
    told = {span: some for span, some in mentions_with(context, where) if some}
    for line in context.body.lines(where):
        if text.find("最", *line) < 0:
            continue
        for found in _BEHIND.finditer(text, *line):
            before = [one for one in told.get(Span(*line), ()) if one.end <= found.start()]
            yield from _judged(before, found["name"], Span(*found.span()), most=found["most"] is not None)
        far = list(islice(_FAR.finditer(text, *line), left))
        left -= len(far)
        for found in far:
            name, most = found["name"] or found["month"], (found["most"] or found["top"]) is not None
            at = Span(found.start("name") if found["name"] else found.start("month"), found.end())
            yield from _in_one_list(told, line, name, at, most=most)


def _judged(told: Sequence[Mention], name: str, at: Span, *, most: bool) -> Iterator[WrongWord]:
    row, best = best_of(told, name, most=most)
    if best:
        yield _wrong(name, best, Span(min(row[0].start, at.start), at.end), most=most)


def _in_one_list(
    told: Mapping[Span, Sequence[Mention]], line: Span, name: str, at: Span, *, most: bool
) -> Iterator[WrongWord]:
    """The name in another paragraph, where one list alone has it."""
    lists = (best_of(some, name, most=most, back=None) for span, some in told.items() if span != line)
    found = [best for row, best in lists if row]
    if len(found) == 1 and found[0]:
        yield _wrong(name, found[0], at, most=most)


def _wrong(name: str, best: Mention, at: Span, *, most: bool) -> WrongWord:
    way = "最多" if most else "最少"
    return WrongWord(span=at, said=f"{name}{way}", right=f"{name_of(best)}{way}")
