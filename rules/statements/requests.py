"""Statements about requests for information, as section one makes them."""

from rules.engine.context import CheckContext
from rules.statements.asked import asked
from rules.statements.context import of_requests
from rules.statements.cutting import sentences_saying
from rules.statements.denials import denials
from rules.statements.flows import flows
from rules.statements.results import results
from rules.statements.statement import Statement

LISTS = ("flow_words", "result_groups", "reason_names")
_PARTS = ("section.1", "section.6")


def requests(scene: CheckContext) -> tuple[Statement, ...]:
    """What section one says of requests, in order; made once."""
    return scene.memo(_requests)


def _requests(scene: CheckContext) -> tuple[Statement, ...]:
    spans = [one for one in sentences_saying(scene, LISTS, _PARTS) if of_requests(scene.body, one.start)]
    told = [asked(scene, span) for span in spans]
    return tuple([said for one in told for said in (*results(one), *flows(one), *denials(one))])
