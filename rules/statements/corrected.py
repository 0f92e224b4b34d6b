"""Statements about answers that were corrected, where nothing but that is told: 被纠正的2件, 1件答复被复议机关撤销."""

from collections.abc import Iterator
from dataclasses import replace

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.context import elsewhere, year_meant
from rules.statements.review_said import LAWSUITS, cells, said_of
from rules.statements.statement import Statement
from rules.text.numbers import numeral
from rules.text.span import Span

_BY = "被(?:依法|上级行政机关|上级机关|县政府|县人民政府|复议机关|法院|人民法院)?"
_VERB = "(?:纠正|纠错|撤销|责令重新答复|责令重新作出|确认违法)"
_CORRECTING = pattern(f"{_BY}{_VERB}")
_CASES = "(?:件|起|份|宗)"
# 县里通报的3件被纠正案例 are of others
_OF_OTHERS = pattern("通报|案例|典型|公文|栏目|网站|属性|处罚|许可|文件")
_OWN = pattern("复议|诉讼|答复|申请|公开")
_CORRECTED = pattern(
    f"{_BY}(?:纠正|纠错)的(?P<behind>[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,2}})[件起]"
    f"|(?<![0-9])(?P<before>[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,2}}){_CASES}(?:政府信息公开|信息公开|申请的|行政)?(?:复议|诉讼)?(?:案件|答复书?|决定)?(?:在[^，,。；;0-9]{{0,8}}中)?{_BY}{_VERB}"
)


def corrected(context: CheckContext, read: frozenset[Span]) -> Iterator[Statement]:
    """被纠正的2件 are all, or all of a row, 2件被纠正 no more than that; only sentences that are not read otherwise."""
    for part in context.body.spans(("section.1", "section.5")) if _CORRECTING.search(context.body.text) else ():
        for found in _CORRECTED.finditer(context.body.text, part.start, part.end):
            span = Span(*found.span())
            sentence, written = context.body.sentence(span.start), found["behind"] or found["before"]
            value = numeral(written)
            if value and sentence not in read and _of_own(context, sentence, span):
                said = said_of(("reconsideration", *LAWSUITS), "corrected", span, value=value)
                ways = (said.meanings[0], cells(LAWSUITS, "corrected"), *((one,) for one in said.meanings[0]))
                yield replace(said, meanings=ways) if found["behind"] else replace(said, narrowed=True)


def _of_own(context: CheckContext, sentence: Span, span: Span) -> bool:
    """Whether these are the agency's own answers of the year."""
    text, clause = context.body.text, context.body.clause(span.start)
    if _OF_OTHERS.search(text, clause.start, clause.end) or not _OWN.search(text, sentence.start, sentence.end):
        return False
    outside = elsewhere(context, sentence, span.end, "claim_scopes")
    return not outside and not year_meant(context, sentence, span.end)
