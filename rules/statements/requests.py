"""Statements about requests for information, as section one makes them; ``context.memo`` shares them between rules."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.against import CellComparison, held, judged
from rules.statements.asked import asked
from rules.statements.context import of_requests
from rules.statements.cutting import sentences_saying
from rules.statements.denials import denials
from rules.statements.flows import flows
from rules.statements.results import results
from rules.statements.statement import Statement
from rules.text.span import Span

LISTS = ("flow_words", "result_groups", "reason_names")
_PARTS = ("section.1", "section.6")
_NONE = pattern("(?:未|没有?|无)[^，,。；;0-9]{0,16}申请|零(?:受理|申请|收件|接收)")
_OF_DISCLOSURE = pattern("公开")


def requests(context: CheckContext) -> tuple[Statement, ...]:
    """What section one says of requests, in order."""
    spans = [one for one in sentences_saying(context, LISTS, _PARTS) if of_requests(context.body, one.start)]
    told = [asked(context, span) for span in spans]
    said = [said for one in told for said in (*results(one), *flows(one), *denials(one))]
    return (*said, *_none_came(context, frozenset(spans)))


def _none_came(context: CheckContext, read: frozenset[Span]) -> Iterator[Statement]:
    """全年未收到申请, where nothing else tells of requests: in part five, in a paragraph about what was published."""
    body = context.body
    for span in sentences_saying(context, LISTS, (*_PARTS, "section.5")):
        line = body.paragraph(span.start)
        if span not in read and _NONE.search(body.text, *span) and _OF_DISCLOSURE.search(body.text, *line):
            yield from (one for one in denials(asked(context, span)) if one.topic == "requests.none.new")


def told_requests(context: CheckContext) -> tuple[CellComparison, ...]:
    """Every statement about requests beside its cells, without what may be told of a part."""
    return tuple(judged(context, (held(context, said) for said in context.memo(requests))))
