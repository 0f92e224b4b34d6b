"""Statements of how much was made public in all: 全年主动公开政府信息423条."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.context import HEADS, within_year
from rules.statements.mentions import Mention, mentions_with
from rules.statements.statement import Statement
from rules.text.body import Body
from rules.text.span import Span

_PARTS, _LONGEST_HEADING = ("section.1",), 30
# all that may stand before a number of all there is; any other word (微信公众号, 食品安全, 专栏) narrows it
_OF_ALL = pattern(
    f"(?:{HEADS})?(?:主动公开|总体)?(?:情况|工作|方面)?[。：:，,]?"
    "(?:截至)?(?:20[0-9]{2}年(?:度)?(?:1?[0-9]月(?:[0-9]{1,2}日|底)?)?|本年度?|全年|今年|年内|一年来)?[，,]?"
    "(?:[我本全]?(?:局|镇|乡|办|街道|单位|县|区|市|机关|委|中心))?(?:共计|累计|共|主动)*"
    "(?:公开|发布|公布)了?(?:各类|各种|各项|政府|政务|主动公开)*信息(?:共计|总计|合计|累计|共|达|有)*"
)


def published(context: CheckContext) -> tuple[Statement, ...]:
    """What section one says of all that was published, in order; ``context.memo`` shares it."""
    told = (one for _, figures in mentions_with(context, _PARTS) for one in figures)
    return tuple(_statements(context, (one for one in told if one.count and one.kind == "条")))


def _statements(context: CheckContext, told: Iterator[Mention]) -> Iterator[Statement]:
    body = context.body
    for one in told:
        sentence = body.sentence(one.start)
        if not _OF_ALL.fullmatch(body.text, sentence.start, one.start) or within_year(context, sentence, one.start):
            continue
        above = _above(body, one.start)
        if not any(map(above.__contains__, body.lists.texts("channels"))):
            yield Statement(topic="published", span=Span(sentence.start, one.end), value=one.value)


def _above(body: Body, at: int) -> str:
    """The short paragraph above the one that holds a place, whatever sign it ends with, and what comes before it."""
    start = body.paragraph(at).start
    above = body.paragraph(start - 1) if start else Span(0, 0)
    words = body.text[above.start : above.end] if above.end - above.start <= _LONGEST_HEADING else ""
    return words + body.text[start : body.sentence(at).start]
