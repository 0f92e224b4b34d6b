"""Statements about requests for information, as section one makes them; ``context.memo`` shares them between rules."""

from rules.engine.context import CheckContext
from rules.statements.against import CellComparison, held, judged
from rules.statements.asked import asked
from rules.statements.context import of_requests
from rules.statements.cutting import sentences_saying
from rules.statements.denials import denials
from rules.statements.flows import flows
from rules.statements.results import results
from rules.statements.statement import Statement

LISTS = ("flow_words", "result_groups", "reason_names")
_PARTS = ("section.1", "section.6")


def requests(context: CheckContext) -> tuple[Statement, ...]:
    """What section one says of requests, in order."""
    spans = [one for one in sentences_saying(context, LISTS, _PARTS) if of_requests(context.body, one.start)]
    told = [asked(context, span) for span in spans]
    return tuple([said for one in told for said in (*results(one), *flows(one), *denials(one))])


def told_requests(context: CheckContext) -> tuple[CellComparison, ...]:
    """Every statement about requests beside its cells, without what may be told of a part."""
    return tuple(judged(context, (held(context, said) for said in context.memo(requests))))
