"""Every statement about requests beside its cells."""

from rules.engine.context import CheckContext
from rules.statements.against import CellComparison, held, judged
from rules.statements.requests import requests


def told_requests(context: CheckContext) -> tuple[CellComparison, ...]:
    """Every statement about requests beside its cells, without what may be told of a part; made once."""
    return context.memo(_told)


def _told(context: CheckContext) -> tuple[CellComparison, ...]:
    return tuple(judged(context, (held(context, said) for said in requests(context))))
