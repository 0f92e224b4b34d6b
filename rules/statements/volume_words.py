"""What words say of all that was published: 发布总量有所减少, held against the year before."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.statements.changes import changes
from rules.statements.mentions import mentions_with
from rules.statements.published import published
from rules.statements.wordings import HEAD, clause_of
from rules.statements.wrong_word import WrongWord
from rules.text.span import Span

# 发布总量有所减少, of all that was published
_VOLUME = pattern(
    "(?:虽然?|尽管)?(?:全年|本年度?|我[局镇乡县办]|全[县镇乡区])?(?:主动)?(?:(?:公开|发布)(?:的)?(?:各类|政府|政务)*信息(?:总?数量|总量|条数)"
    "|(?:信息)?(?:发布|公开)总量|信息(?:发布|公开)(?:总)?[数量]量?)(?:虽然?|[较比](?:上年|去年)|同比|有所|略有|明显|稍有|仍)*"
    "(?:(?P<up>增加|上升|增长|提高|增多)|减少|下降|降低|下滑)"
)
# begins with a sign that it needs; without it there is no such word
_VOLUME_SAID = pattern("信息(?:总|数量|条数|(?:发布|公开)[总数量])|(?:发布|公开)总量")
_OF_ALL = pattern("(?:公开|发布)(?:各类|政府|政务)*信息(?:总计|共计|共|合计)?$")


def volume_words(context: CheckContext, where: Parts) -> Iterator[WrongWord]:
    """公开信息总量有所增加, where section one tells that it is less than the year before."""
    body, ways = context.body, None
    for line in body.lines(where) if _VOLUME_SAID.search(body.text) else ():
        for found in _VOLUME.finditer(body.text, *line):
            first, _ = clause_of(body.text, *line, found)
            if HEAD.sub("", body.text[first : found.start()]):
                continue
            ways = _ways(context) if ways is None else ways
            if len(ways) == 1 and (found["up"] is not None) not in ways:
                up = next(iter(ways))
                yield WrongWord(
                    span=Span(first, found.end()),
                    said="增加" if found["up"] else "减少",
                    right="增加" if up else "减少",
                )


def _ways(context: CheckContext) -> set[bool]:
    """Whether all that was published is more than in the year before, as section one tells it."""
    ends = {one.span.end for one in context.memo(published)}
    return {
        change.up
        for _, told in mentions_with(context, ("section.1",))
        for change in changes(told, context.report.year or 0)
        if change.up is not None and any(now.end in ends or _OF_ALL.search(now.clause) for now in change.nows)
    }
