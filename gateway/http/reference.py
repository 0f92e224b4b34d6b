"""The interface told by itself: ``/openapi.json``, and a page of it that needs nothing from elsewhere."""

import json
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from filings.token import TokenRole
from gateway.http.desk import Desk
from gateway.http.openapi import document
from gateway.http.problems import KINDS
from gateway.http.routes import Answer, Call, Reply, Route

_OPEN: frozenset[TokenRole] = frozenset()


def raw(_desk: Desk, call: Call) -> Answer:
    """The document."""
    return Answer(body=document(_routes(), call.base))


def page(_desk: Desk, call: Call) -> Answer:
    """The document for people."""
    made = document(_routes(), call.base)
    shapes = {
        name: json.dumps(one, ensure_ascii=False, indent=1) for name, one in made["components"]["schemas"].items()
    }
    body = _template().render(document=made, shapes=shapes, kinds=KINDS, base=call.base)
    return Answer(body=body.encode(), media="text/html")


def _routes() -> tuple[Route, ...]:
    from gateway.http.table import ROUTES as ALL  # noqa: PLC0415 - the table holds these routes too

    return ALL


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files(__package__) / "reference.html.j2").read_text(encoding="utf-8"))


ROUTES = (
    Route(
        method="GET", path="/openapi.json", verb=raw, roles=_OPEN, tag="说明", summary="接口说明（OpenAPI 3.1）",
        answers={200: Reply(description="OpenAPI 3.1", more=("application/json",))},
    ),
    Route(
        method="GET", path="/openapi", verb=page, roles=_OPEN, tag="说明", summary="接口说明的网页",
        answers={200: Reply(description="网页", more=("text/html",))},
    ),
)  # fmt: skip
