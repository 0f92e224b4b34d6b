"""Halves of a year, or its quarters, told in sentences or paragraphs of their own, and the whole of the year."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.statements.mentions import Mention, mentions_with, total_of

_BEGINS = "(?:^|[，,；;。：:、])"
_PERIOD = pattern(f"{_BEGINS}第?(?P<period>上半年|下半年|[一二三四]季度)(?P<what>[^，,；;。：:、0-9]*)$")
_YEAR = pattern(f"{_BEGINS}(?P<period>全年|本年度?|20[0-9]{{2}}年)(?P<what>[^，,；;。：:、0-9]*)$")
_DIVISIONS = (("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度"))
_FILLING = pattern("共计?|合计|总计|累计|一共|总共|为|是|有|达|新|信息|政府|主动|各类")
_APART = pattern("平均|月均|计划|目标|其中|增|减|多|少|比|较|最")


class SpreadPeriods(NamedTuple):
    """``parts``: one number of each period; ``whole``: that of the year."""

    parts: tuple[Mention, ...]
    whole: Mention


class _Told(NamedTuple):
    """``line``: where its paragraph begins; ``what``: the words that say what is counted, and nothing else."""

    one: Mention
    line: int
    period: str
    what: str


def spread_periods(context: CheckContext, where: Parts) -> Iterator[SpreadPeriods]:
    """Each division of a year that is told once and in full, with the one number of the year that it divides."""
    parts, years, every = list[_Told](), list[_Told](), set[tuple[str, Decimal]]()
    for line, told in mentions_with(context, where):
        for one in told:
            if one.count and not one.depth:
                every.add((one.kind, one.value))
                parts += _told(one, line.start, _PERIOD.search(one.gap))
                years += _told(one, line.start, _YEAR.search(one.gap))
    for names in _DIVISIONS:
        for kind in dict.fromkeys(one.one.kind for one in parts):
            some = [one for one in parts if one.one.kind == kind and one.period in names]
            if _in_full(some, names):
                wholes = [one.one for one in years if one.one.kind == kind and _of_the_same(one, some[0])]
                off = abs(total_of([one.one for one in some]) - total_of(wholes))
                if len(wholes) == 1 and (kind, off) not in every:  # 另补录20条: it makes up the difference
                    yield SpreadPeriods(tuple([one.one for one in some]), wholes[0])


def _told(one: Mention, line: int, found: re.Match[str] | None) -> list[_Told]:
    if found is None or _APART.search(found["what"]):
        return []
    return [_Told(one, line, found["period"], _FILLING.sub("", found["what"]))]


def _in_full(some: Sequence[_Told], names: Sequence[str]) -> bool:
    """Whether each period is told once, in their order, of one thing, and not all in one sentence."""
    if [one.period for one in some] != list(names) or len({one.what for one in some}) > 1:
        return False
    return len({(one.line, one.one.sentence) for one in some}) > 1


def _of_the_same(year: _Told, part: _Told) -> bool:
    """Whether the number of the year counts what its periods do; 全年共168条 in their own paragraph does."""
    return year.what == part.what or (not year.what and year.line == part.line)
