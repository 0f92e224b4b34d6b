"""The counts of a paragraph level by level: those outside brackets, and those that each bracket holds.

On one level a number's ``gap`` is all since the number before it there. Percentages, averages, last year's numbers
and the differences to them are left out with their clauses; 三个账号, which only takes up what is counted, stays words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.cached import cached
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.statements.averages import per_of
from rules.statements.mentions import Mention, mentions_with
from rules.text.span import Span

_ASIDE = pattern("（[^（）]*）|\\([^()]*\\)|《[^《》]*》")
_IN_NAME = pattern("[（(][0-9一二三]{1,2}[）)](?=型)")  # 小（一）型 is one word
_ORDINAL = pattern("[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)]")  # （2） numbers an item
_BRACKET = pattern("（([^（）]*)）|\\(([^()]*)\\)")
_BLANK, _OPENINGS = "\x00", "（(《"
# told of the year before, or the difference to it
_OF_CHANGE = pattern(
    "(?:增加|减少|增长|下降|净增|净减|多|少|增|减)了?$|(?:上年|去年|上一年|上年度|20[0-9]{2}年度?|二〇..年)(?!末|底)[^，,；;。、：:转]{0,8}$"
)
_COMPARING = pattern("[比较与]|同比|增|减|少|多|上年|去年")
_ADDED = ("连同", "加上", "另加", "加之")  # 连同上年未办结的一件 belongs to this year
_SAID = pattern("[两二三四五](?:项|类|者)(?:共|合计|总计)")
_MARK = pattern("[、，,；;。]")
_FEW, _FEWEST = 10, 2
_LIMIT = ("内", "以内", "之内")  # 10件在10个工作日内答复: no number of its own
# 90分以上的15个，80分至89分的6个: marks between which others are counted
_BOUND, _FROM = ("以上", "以下", "及以上", "及以下", "至", "到", "—", "～"), ("至", "到", "—", "～")
_MARKS, _COMMAS = "，,；;。、：:", "，,"


@dataclass(frozen=True, kw_only=True)
class CountLevel:
    """``told``: its counts in order; ``holder``: the number right before the bracket, None where there is none.

    ``words``: all of it, what its own brackets and titles hold blanked out; ``start``: where they stand in the text.
    """

    told: tuple[Mention, ...]
    words: str
    start: int
    holder: Mention | None = None

    @cached
    def sides(self) -> tuple[str, ...]:
        """Of each number the words of its clause before it, and those that follow."""
        return tuple([one.clause + one.tail for one in self.told])

    def behind(self, one: Mention) -> str:
        """The words behind a number, to the end of its sentence."""
        return self.words[one.end - self.start :].partition("。")[0]

    def after(self, one: Mention) -> str:
        """The words behind a number up to the next on this level."""
        ends = next((other.start for other in self.told if other.start > one.start), self.start + len(self.words))
        return self.words[one.end - self.start : ends - self.start]


def levels(context: CheckContext, where: Parts, words: str = "") -> Iterator[CountLevel]:
    """The levels of the paragraphs of the named parts; given a list, of those in which a word of it stands."""
    known = context.memo(_known)
    for paragraph, told in mentions_with(context, where, words):
        if paragraph not in known:
            text = context.body.text[paragraph.start : paragraph.end]
            # no two can be added or compared, unless it is said how many are
            alone = len({one.kind for one in told}) == len(told) and not _SAID.search(text)
            found = () if alone else _levels(text, paragraph.start, told)
            known[paragraph] = tuple([one for level in found for one in _columns(level)])
        yield from known[paragraph]


def _known(_context: CheckContext) -> dict[Span, tuple[CountLevel, ...]]:
    return {}


def _levels(text: str, base: int, told: Sequence[Mention]) -> Iterator[CountLevel]:
    text = _IN_NAME.sub(lambda found: _BLANK * len(found[0]), text) if "型" in text else text
    aside = any(map(text.__contains__, _OPENINGS))
    plain = _ASIDE.sub(lambda found: found[0] if _numbers_an_item(text, found) else _BLANK * len(found[0]), text)
    outside = [one for one in told if plain[one.start - base] != _BLANK] if _BLANK in plain else told
    if len(outside) >= _FEWEST:
        yield _level(outside, plain, base)
    if not aside:
        return
    for bracket in _BRACKET.finditer(text):
        start, end = base + bracket.start() + 1, base + bracket.end() - 1
        inside = [one for one in told if start <= one.start < end]
        if len(inside) >= _FEWEST:
            holder = next((one for one in reversed(outside) if one.end <= start), None)
            if holder is not None and _MARK.search(text, holder.end - base, bracket.start()):
                continue  # 收到12件，全部办结，公开类（予以公开6件、部分公开2件）占三分之二
            yield _level(inside, text[start - base : end - base], start, holder)


def _numbers_an_item(text: str, bracket: re.Match[str]) -> bool:
    """Whether a bracket is the number of an item （2）, and none of a name such as 小（2）型."""
    return text[bracket.start() - 1 : bracket.start()] in _MARKS and _ORDINAL.fullmatch(bracket[0]) is not None


def _level(told: Sequence[Mention], words: str, start: int, holder: Mention | None = None) -> CountLevel:
    kept: list[Mention] = []
    gap, at = "", start
    blanks = _BLANK in words
    for place, one in enumerate(told):
        here = words[at - start : one.start - start]
        gap += here.replace(_BLANK, "") if blanks else here
        at = one.end
        if one.rate or (kept and (_of_change(gap, kept[-1]) or per_of(one, None))):
            gap = gap[: _clause(gap)]
        elif one.tail.startswith(_LIMIT) or _is_bound(one) or _takes_up(told, place):
            gap += one.written
        else:
            kept.append(one if gap == one.gap else one.behind(gap))
            gap = ""
    return CountLevel(told=tuple(kept), words=words, start=start, holder=holder)


def _columns(level: CountLevel) -> Iterator[CountLevel]:
    """The level, and where two numbers are told of each (6个1120万元、5个745万元) those of either unit."""
    yield level
    paired = [(one.kind, other.kind) for one, other in pairwise(level.told) if _is_paired(one, other)]
    pairs = Counter(paired)
    for kinds, many in pairs.items():
        if many >= _FEWEST:
            yield from (replace(level, told=tuple(_column(level.told, kind))) for kind in kinds)


def _is_paired(one: Mention, other: Mention) -> bool:
    """Whether two numbers are told of one thing: 6个1120万元, 6个、1120万元."""
    return not other.gap or (other.gap == "、" and one.kind != other.kind)


def _column(told: Sequence[Mention], kind: str) -> Iterator[Mention]:
    """The numbers of one unit; the second of two told of one thing has the words of the first."""
    gap = ""
    for place, one in enumerate(told):
        gap += one.gap
        paired = place + 1 < len(told) and _is_paired(one, told[place + 1])
        if one.kind == kind:
            yield one.behind(gap)
            gap = ""
        elif not (paired and told[place + 1].kind == kind):
            gap = gap[: _clause(gap)]


def _is_bound(one: Mention) -> bool:
    return one.kind == "分" and (one.tail.startswith(_BOUND) or one.gap.endswith(_FROM))


def _of_change(gap: str, before: Mention) -> bool:
    if gap == "、新增" and before.gap.endswith("其中原有"):
        return False
    if _COMPARING.search(gap) is None or _OF_CHANGE.search(gap) is None:
        return False
    clause = gap[_clause(gap) :]
    return _COMPARING.search(clause) is not None and not any(word in clause for word in _ADDED)


def _clause(gap: str) -> int:
    """Where the last clause begins, with the comma before it."""
    last = max([gap.rfind(mark) for mark in _MARKS])
    return last if last >= 0 and gap[last] in _COMMAS else last + 1


def _takes_up(told: Sequence[Mention], at: int) -> bool:
    """Whether a number only takes up what is counted: 三个账号依次为1204条, 前一次13人."""
    one = told[at]
    if one.value > _FEW:
        return False
    listed = one.value > 1 and one.value == one.clause.count("、") + 1  # 城关、高山2个所收到21件
    if not listed and one.written[0] not in "一两二三四五六七八九十":
        return False
    after = next((other for other in told[at + 1 :] if other.rate is None), None)
    if after is None or (listed and not after.gap):
        return False
    return after.kind != one.kind and _MARK.search(after.gap) is None
