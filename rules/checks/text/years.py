"""写的年份不是报告年度。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from filings.patterns import pattern
from filings.title import parse_title
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, TermsList
from rules.engine.results import Breach, Gap, Result
from rules.text.quoting import breach
from rules.text.span import Span
from rules.text.tokens import years

_LONGEST = 24
_UP_TO = pattern(
    "(?:截至|截止)(?:到|至)?(?:(?P<year>20[0-9]{2})年)?(?:[1-9]|10|11)月(?:底|末|份|[0-9]{1,2}日)?[，,]?"
    "[^，,。；;\\n0-9]{0,16}(?:公开|发布|推送|收到|受理)[^，,。；;\\n0-9]{0,12}[0-9]+[余多]?[条篇件]"
)
_HEADS = ("", "\n", "。", "；", "）", "：")
_BEGINS = ("年，", "年,", "年我", "年本局", "年本镇", "年本乡", "年本单位", "年全局", "年全镇", "年全乡")
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

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """A breach for each other year that stands for the year's own work, or for the missing year."""
        own = scene.dossier.folder_year or scene.report.year
        if own is None:
            yield Gap(reason="不知道报告年度，没有核对")
        elif self.required:
            yield from self._required(scene, own)
        else:
            yield from self._others(scene, own)

    def _required(self, scene: CheckContext, own: int) -> Iterator[Result]:
        found = list(years(scene.body, self.where))
        named = parse_title(quote := "".join(passage.text for passage in scene.parts(self.where))).year
        if named == own or any(year == own for year, _ in found):
            return
        written = f"{named}年" if named else "没有写年份"
        yield Breach(refs=self.where, facts={"quote": quote, "found": written, "year": own, "why": ""})

    def _others(self, scene: CheckContext, own: int) -> Iterator[Result]:
        body = scene.body
        for place in body.spans(self.where):
            for span in _part_of_year(body.text, place, own):
                yield breach(scene, span, found=own, year=own, why="，数字应当到年底")
            for span in _swapped(body.text, place, own):
                yield breach(scene, span, found=own, year=own, why=f"，{own}年的决算第二年才有")
        for year, span in years(body, self.where):
            if year > own and _is_compared(body.text, span, body.sentence(span.start)):
                yield breach(scene, Span(span.start, span.end + 1), found=year, year=own, why="")
                continue
            if year in (own - 1, own + 1) and _heads_year_work(body.text, span):
                sentence = body.sentence(span.start)
                words = body.text[sentence.start : sentence.end]
                if str(own) not in words and not self._allowed(scene, sentence, year - own):
                    yield breach(
                        scene, Span(span.start, min(sentence.end, span.start + _LONGEST)), found=year, year=own, why=""
                    )

    def _allowed(self, scene: CheckContext, sentence: Span, distance: int) -> bool:
        part = scene.body.passage(sentence.start).part
        if part == "section.5" and distance > 0:
            return True  # what shall be mended next year
        return any(scene.body.holds(name, sentence) for name in self.allow)


def _part_of_year(text: str, place: Span, own: int) -> Iterator[Span]:
    """What was published or received up to a month before the end of the year: 截至6月底推送信息92篇."""
    for found in _UP_TO.finditer(text, place.start, place.end):
        if found["year"] in (None, str(own)):
            first = max(place.start, *(text.rfind(sign, place.start, found.start()) + 1 for sign in "。；，\n"))
            yield Span(first, found.end())


def _swapped(text: str, place: Span, own: int) -> Iterator[Span]:
    """The budget of last year beside the accounts of this one, which do not exist before the next."""
    named = r"年度?[^，,。；;、\n0-9]{0,8}"
    pattern = re.compile(
        rf"{own - 1}{named}预算[^。\n]{{0,20}}?{own}{named}决算|{own}{named}决算[^。\n]{{0,20}}?{own - 1}{named}预算"
    )
    yield from (Span(*found.span()) for found in pattern.finditer(text, place.start, place.end))


def _is_compared(text: str, span: Span, sentence: Span) -> bool:
    """Whether something is measured against that year (比2025年增加, 与2025年相比): nobody can against a later one."""
    if text[span.end : span.end + 1] != "年":
        return False
    if text.endswith(("比", "较"), sentence.start, span.start):
        return True
    return text.endswith(("与", "同", "和"), sentence.start, span.start) and "相比" in text[span.end : sentence.end]


def _heads_year_work(text: str, span: Span) -> bool:
    """``2019年，`` at the head of a sentence, or ``2019年度政府信息公开工作`` anywhere; not a day or a document."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 10].replace("年度", "年")
    return after.startswith(_WORK) or (before in _HEADS and after.startswith(_BEGINS))
