"""Statements about requests for information, as section one makes them."""

from rules.scene import Scene
from rules.text.asked import asked
from rules.text.context import of_requests
from rules.text.cutting import sentences_saying
from rules.text.flows import flows
from rules.text.results import results
from rules.text.statement import Statement

LISTS = ("flow_words", "result_groups", "reason_names")
_PARTS = ("section.1",)


def requests(scene: Scene) -> tuple[Statement, ...]:
    """What section one says of requests, in order; made once."""
    return scene.once(_requests)


def _requests(scene: Scene) -> tuple[Statement, ...]:
    spans = [one for one in sentences_saying(scene, LISTS, _PARTS) if of_requests(scene.body, one.start)]
    told = [asked(scene, span) for span in spans]
    return tuple([said for one in told for said in (*results(one), *flows(one))])
