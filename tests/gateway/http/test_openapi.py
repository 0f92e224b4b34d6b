"""The document of the interface: valid, whole, without a word from elsewhere, and true of what is answered."""

import json
import re
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator

from bench.door import Door
from gateway.http.openapi import document, operation_id
from gateway.http.problems import KINDS, TYPE
from gateway.http.roles import roles_page
from gateway.http.table import ROUTES
from gateway.pages.table import PAGES

FOREIGN = re.compile(r"(?:src|href)=\"(?:https?:)?//")


def test_it_is_a_valid_document() -> None:
    """As OpenAPI 3.1 says; every operation has a name of its own, and every route is in it once."""
    made = document(ROUTES)
    assert list(OpenAPIV31SpecValidator(made).iter_errors()) == []
    assert len({operation_id(route) for route in ROUTES}) == len(ROUTES)
    told = [(method, path) for path, methods in made["paths"].items() for method in methods]
    assert sorted(told) == sorted((route.method.lower(), route.path) for route in ROUTES)


def test_everybody_may_read_it(door: Door) -> None:
    """Without a token, as JSON and as a page that loads nothing from anywhere."""
    with door.client(None) as client:
        assert client.get("/openapi.json").json() == json.loads(json.dumps(document(ROUTES)))
        page = client.get("/openapi")
    assert page.headers["content-type"].startswith("text/html")
    assert FOREIGN.search(page.text) is None
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert all(f"<code>{code}</code>" in page.text for code in KINDS)


def test_the_way_below_a_prefix_is_told(door: Door) -> None:
    """Where a proxy shows the door under a path, the document says so."""
    assert door.parts.settings.web.path == ""
    assert document(ROUTES, "/gouji")["servers"] == [{"url": "/gouji"}]


def test_every_shape_that_is_named_is_there() -> None:
    """No reference of the document leads nowhere."""
    made = document(ROUTES)
    for place in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(made, ensure_ascii=False)):
        found = made
        for step in place.split("/"):
            found = found[step]


def test_the_codes_are_one_table() -> None:
    """Each code has a type of its own under one address, and says what to do next."""
    assert {kind.retry for kind in KINDS.values()} == {"mended", "later", "never"}
    assert TYPE.endswith("/")


def test_the_roles_are_told_of_every_route() -> None:
    """One line each; docs/roles.md is this page to the letter."""
    page = roles_page(ROUTES, PAGES)
    assert all(f"`{route.method} {route.path}`" in page for route in (*ROUTES, *PAGES))
    kept = Path(__file__).parents[3] / "docs" / "roles.md"
    assert kept.read_text(encoding="utf-8") == page


def test_metrics_tell_no_names(door: Door) -> None:
    """Routes and numbers, no path that was asked for, no token."""
    with door.client() as client:
        client.get("/v1/agencies/U0")
        text = client.get("/metrics").text
    assert 'route="/v1/agencies/{agency}"' in text
    assert "U0" not in text
    assert "tok_" not in text
    assert 'gouji_http_requests_total{method="GET",route="/v1/agencies/{agency}",status="200"}' in text


def test_it_is_ready_when_the_ledger_is(door: Door) -> None:
    """Database and tables; the queue is told beside it."""
    with door.client(None) as client:
        assert client.get("/readyz").json() == {"status": "ok", "queue": "ok"}
