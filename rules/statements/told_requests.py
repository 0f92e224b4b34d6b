"""Every statement about requests beside its cells."""

from rules.engine.context import Scene
from rules.statements.against import Held, held, judged
from rules.statements.requests import requests


def told_requests(scene: Scene) -> tuple[Held, ...]:
    """Every statement about requests beside its cells, without what may be told of a part; made once."""
    return scene.once(_told)


def _told(scene: Scene) -> tuple[Held, ...]:
    return tuple(judged(held(scene, said) for said in requests(scene)))
