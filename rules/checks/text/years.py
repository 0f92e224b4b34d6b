"""写的年份不是报告年度。"""

from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from filings.title import parse_title
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, TermsList
from rules.engine.results import Breach, Gap, Result
from rules.text.evidence import breach
from rules.text.left_over_years import presented
from rules.text.odd_years import odd_years
from rules.text.span import Span
from rules.text.tokens import spelt_years, years

_LONGEST = 24
_HEADS = ("", "\n", "。", "；", "）", "：", "在")
_BEGINS = (
    "年，", "年,", "年我", "年本局", "年本镇", "年本乡", "年本单位", "年全局", "年全镇", "年全乡", "年全年",
    "年1月至12月", "年未收取", "年没有收取", "年未发生",
)  # fmt: skip
_PUBLISHED = pattern("年(?:度)?政府信息公开(?:工作)?年度(?:工作)?报告[，,]?(?:已|于|在|均|按)")
_HEADING = pattern(
    "[（(][一二三四五六七八九十]+[）)][^，,。；;：:\n]{2,20}(?:情况|方面|建设|管理|保障)"
)  # （三）信息管理 2022年，
_WORK = ("年政府信息公开工作", "年政务公开工作", "年政府信息公开情况")


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """句首（分句首）写的年份应当是报告年度；``allow``：同一句里有这些词的不算。

    ``required``：这一部分必须写出年份，而且只能是报告年度（标题）。
    """

    where: Parts
    allow: TermsList = ()
    required: bool = False

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "year", "why"})

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each other year that stands for the year's own work, or for the missing year."""
        own = context.dossier.folder_year or context.report.year
        if own is None:
            yield Gap(reason="不知道报告年度，没有核对")
        elif self.required:
            yield from self._required(context, own)
        else:
            yield from self._others(context, own)

    def _required(self, context: CheckContext, own: int) -> Iterator[Result]:
        found = list(years(context.body, self.where))
        named = parse_title(quote := "".join(passage.text for passage in context.parts(self.where))).year
        if named == own or any(year == own for year, _ in found):
            return
        written = f"{named}年" if named else "没有写年份"
        yield Breach(refs=self.where, facts={"quote": quote, "found": written, "year": own, "why": ""})

    def _others(self, context: CheckContext, own: int) -> Iterator[Result]:
        body = context.body
        for place in body.spans(("lead",)):  # what it announces
            for span, year, why in presented(body, place, own):
                yield breach(context, span, found=year, year=own, why=why)
        odds = sorted(odd_years(body, self.where, own))
        for odd in odds:
            yield breach(context, odd.span, found=odd.year, year=own, why=odd.why)
        for year, span in chain(years(body, self.where), spelt_years(body, self.where)):
            told = any(odd.span.start <= span.start < odd.span.end for odd in odds)
            if not told and _is_slip(year, own) and _heads_year_work(body.text, span):
                sentence = body.sentence(span.start)
                words = body.text[sentence.start : sentence.end]
                if str(own) not in words and not self._allowed(context, sentence, year - own):
                    end = min(sentence.end, span.start + _LONGEST)
                    yield breach(context, Span(span.start, end), found=year, year=own, why="")

    def _allowed(self, context: CheckContext, sentence: Span, distance: int) -> bool:
        part = context.body.passage(sentence.start).part
        if part == "section.5" and distance > 0:
            return True  # what shall be mended next year
        return any(context.body.holds(name, sentence) for name in self.allow)


def _is_slip(year: int, own: int) -> bool:
    """A year off, or the same digits in another order: 2012年 for 2021年."""
    return abs(year - own) == 1 or (year != own and sorted(str(year)) == sorted(str(own)))


def _heads_year_work(text: str, span: Span) -> bool:
    """``2019年，`` at the head of a sentence, or ``2019年度政府信息公开工作`` anywhere; not a day or a document."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 10].replace("年度", "年")
    if after.startswith(_WORK):  # last year's report was published early in this one
        return _PUBLISHED.match(text, span.end) is None
    line = text.rfind("\n", 0, span.start) + 1
    if after.startswith("年全年为"):
        return False  # behind this year's: 全年180条…。2018年全年为144条
    return after.startswith(_BEGINS) and (before in _HEADS or _HEADING.fullmatch(text, line, span.start) is not None)
