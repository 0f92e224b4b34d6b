"""结转到哪一年、从哪一年结转来，年份没有写错。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Check, Note, Result
from rules.statements.context import of_requests
from rules.text.evidence import breach
from rules.text.numbers import YEAR, year_of
from rules.text.span import Span

_VERB = "(?:结转|转入|转结|转至|转到|顺延|延续|延至|留待|转)(?:到|至|入|给|往)?"
_TO_YEAR = pattern(_VERB + "(" + YEAR + ")(?:年度|年)")
_FROM_YEAR = pattern(
    "(" + YEAR + ")(?:年度|年)(?:末|底)?(?:结转|转入|转来|转结)(?!(?:到|至|入|给)?(?:20|二|下|次|本|今))"
)
# 结转的1件是2024年12月26日收到的; 未办结1件，系2023年12月28日收到，结转下年办理
_RECEIVED = pattern(
    f"({YEAR})年[0-9一二三四五六七八九十]{{1,3}}月(?:[0-9一二三四五六七八九十]{{1,3}}日|[上中下]旬|底|末|份|初)?"
    "(?:收到|收件|受理|接收|提交|提出)"
)
_CAME_OVER = pattern(
    "(?:上年|去年|上年度|跨年)?(?:结转|转入|转来|转结)(?:来)?的?(?:的?申请)?(?:[0-9一二三四五六七八九十两]+[件份宗])?[^。；;]{0,6}$"
)
_GOES_OVER = pattern("的?[^。；;]{0,16}(?:结转|转入|转至|转到|留待|顺延)[至到入在]?[下次明]")
_BROUGHT = pattern("上年|上一年|上年度|去年|往年|(" + YEAR + ")年")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried(Check):
    """结转到的应当是下一年，结转来的应当是上一年。"""

    where: Parts
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "expected"})
    nothing_to_check: ClassVar[str] = "正文没有这样写结转，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each year that cannot be right; a gap where nothing of the kind is said."""
        for sentence in context.body.sentences_with(self.words, self.where):
            if of_requests(context.body, sentence.start):
                yield from _years(context, sentence)


def _years(context: CheckContext, sentence: Span) -> Iterator[Result]:
    """To the next year; from the year before. A report also tells what came into its own: 上年结转到2023年."""
    own = context.report.year
    if own is None:
        return
    text = context.body.text
    for found in _TO_YEAR.finditer(text, sentence.start, sentence.end):
        clause = context.body.clause(found.start())
        brought = _BROUGHT.search(text, clause.start, found.start())
        earlier = year_of(brought[1]) if brought and brought[1] else own  # 2021年的申请结转到2022年
        allowed: tuple[int, ...] = (own, own + 1, min(earlier, own) + 1) if brought else (own + 1,)
        if year_of(found[1]) not in allowed:
            yield breach(context, Span(clause.start, found.end()), expected=f"{own + 1}年")
        else:
            yield Note(text="结转到的年份是下一年")
    for found in _FROM_YEAR.finditer(text, sentence.start, sentence.end):
        clause = context.body.clause(found.start())
        allowed = (own - 1,) if text.startswith(("从", "由", "自"), max(0, found.start() - 1)) else (own - 1, own)
        if year_of(found[1]) not in allowed:
            yield breach(context, Span(clause.start, found.end()), expected=f"{own - 1}年")
        else:
            yield Note(text="结转来的年份是上一年")
    yield from _received(context, sentence, own)


def _received(context: CheckContext, sentence: Span, own: int) -> Iterator[Result]:
    """What was brought over came before the year, what is carried on within it."""
    text = context.body.text
    for found in _RECEIVED.finditer(text, sentence.start, sentence.end):
        year, clause = year_of(found[1]), context.body.clause(found.start())
        if _CAME_OVER.search(text, sentence.start, found.start()) and year != own - 1:
            yield breach(context, Span(clause.start, found.end()), expected=f"{own - 1}年")
        elif _GOES_OVER.match(text, found.end(), sentence.end) and year < own:
            yield breach(context, Span(clause.start, found.end()), expected=f"{own}年")
