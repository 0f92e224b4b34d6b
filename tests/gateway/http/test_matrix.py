"""Who may do what: every route for every role, and nothing of another's is read or guessed."""

import httpx
import pytest

from bench.door import OTHER, Door, report
from filings.token import TokenRole
from gateway.http.routes import Route
from gateway.http.table import ROUTES

OCTETS = {"Content-Type": "application/octet-stream"}
NOBODY = "sub_" + "0" * 32


def address(route: Route, submission: str = NOBODY) -> str:
    """An address of the route, of things that there are not unless named."""
    places = {
        "submission": submission,
        "check": "chk_0",
        "agency": "U0",
        "rule": "A01",
        "bulletin": "b",
        "endpoint": "e",
    }
    return route.path.format(**places)


@pytest.mark.parametrize("role", TokenRole)
@pytest.mark.parametrize("route", [r for r in ROUTES if r.roles], ids=lambda r: f"{r.method} {r.path}")
def test_a_role_may_do_what_the_table_says(door: Door, route: Route, role: TokenRole) -> None:
    """Who may not is told so, whatever was sent; who may gets further."""
    with door.client(role, "U0" if role is TokenRole.AGENCY else "") as client:
        answer = client.request(route.method, address(route))
    forbidden = answer.status_code == 403 and answer.json()["code"] == "role"
    assert forbidden == (role not in route.roles)
    assert answer.status_code < 500


@pytest.mark.parametrize("route", [r for r in ROUTES if r.roles], ids=lambda r: f"{r.method} {r.path}")
def test_nobody_comes_in_without_a_token(door: Door, route: Route) -> None:
    """No token, a forged one, a revoked one: 401 and the way to ask."""
    made, secret = door.ledger.tokens.create(TokenRole.OFFICE, "990000", "test", door.clock[0])
    door.ledger.tokens.revoke(made.id, "test", door.clock[0])
    words = (None, "Bearer gouji_forged", f"Bearer {secret}", "Basic Z291amk6eA==", f"bearer {secret[:-1]}")
    with door.client(None) as client:
        for word in words:
            headers = {"Authorization": word} if word else {}
            answer = client.request(route.method, address(route), headers=headers)
            assert answer.status_code == 401, word
            assert "Bearer" in answer.headers["WWW-Authenticate"]


@pytest.fixture(scope="module")
def theirs(door: Door) -> str:
    """A filing of another county."""
    with door.client(TokenRole.PORTAL, "", OTHER) as client:
        taken = client.post("/v1/submissions?agency=V0&year=2025", content=report("别县财政局"), headers=OCTETS)
    return str(taken.json()["id"])


@pytest.mark.parametrize("role", TokenRole)
@pytest.mark.parametrize("route", [r for r in ROUTES if "{submission}" in r.path], ids=lambda r: f"{r.method} {r.path}")
def test_anothers_filing_is_not_there(door: Door, theirs: str, route: Route, role: TokenRole) -> None:
    """The same 404 for a filing of another county, for one that does not exist, and for what is no id at all."""
    if role not in route.roles:
        pytest.skip("this role is told that it may not")
    body = {"by": "甲", "reason": "x", "finding": "A01", "text": "x", "agency": "U0", "year": 2025,
            "approver": "乙", "until": "2027-01-01", "statements": []}  # fmt: skip
    with door.client(role, "U0" if role is TokenRole.AGENCY else "") as client:
        answers = [
            client.request(route.method, address(route, name), json=body if route.method == "POST" else None)
            for name in (theirs, NOBODY, "..", "sub_%00", "sub_" + "f" * 33)
        ]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].json()["detail"] == answers[1].json()["detail"]


def test_an_agency_sees_its_own_of_a_list(door: Door) -> None:
    """Filings, agencies and notices of a county: for one agency only its own."""
    with door.client() as portal:
        for code, name in (("U0", "试验县财政局"), ("U1", "试验县教育局")):
            portal.post(f"/v1/submissions?agency={code}&year=2025", content=report(name), headers=OCTETS)
        assert {one["agency"]["code"] for one in rows(portal)} >= {"U0", "U1"}
    with door.client(TokenRole.AGENCY, "U0") as own:
        assert {one["agency"]["code"] for one in rows(own)} == {"U0"}
        assert [one["code"] for one in own.get("/v1/agencies").json()["agencies"]] == ["U0"]
        assert (
            own.get("/v1/agencies/U1").status_code == own.get("/v1/agencies/U9/standing?year=2025").status_code == 404
        )
        assert own.get("/v1/submissions?agency=U1").status_code == 404


def rows(client: httpx.Client) -> list[dict[str, object]]:
    """All filings, page by page."""
    found, place = [], "/v1/submissions?limit=1"
    while place:
        answer = client.get(place)
        found += answer.json()["submissions"]
        place = answer.links["next"]["url"] if "next" in answer.links else ""
    assert len({one["id"] for one in found}) == len(found)
    return found
