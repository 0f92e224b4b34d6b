"""Every statement about requests beside its cells."""

from rules.engine.context import CheckContext
from rules.statements.against import Held, held, judged
from rules.statements.requests import requests


def told_requests(scene: CheckContext) -> tuple[Held, ...]:
    """Every statement about requests beside its cells, without what may be told of a part; made once."""
    return scene.memo(_told)


def _told(scene: CheckContext) -> tuple[Held, ...]:
    return tuple(judged(scene, (held(scene, said) for said in requests(scene))))
