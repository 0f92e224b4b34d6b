"""What can be looked up and done over HTTP: a filing from its receipt to the office's word, and who is told of it."""

import json
import time
from collections.abc import Iterator

import httpx
import pytest

from bench.door import NOW, Door, report, working
from filings.token import TokenRole
from notifier.receiver import Receiver

OCTETS = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def office(door: Door) -> Iterator[httpx.Client]:
    """The county's office."""
    with door.client(TokenRole.OFFICE) as client:
        yield client


def filed(door: Door, year: int, agency: str = "U0", name: str = "试验县财政局") -> str:
    """A filing of the year, audited; its address."""
    with door.client() as client, working(door):
        data = report(name, year)
        place = client.post(f"/v1/submissions?agency={agency}&year={year}", content=data, headers=OCTETS).headers[
            "Location"
        ]
        while client.get(place).json()["verdict"] is None:
            time.sleep(0.05)
    return str(place)


def test_the_office_returns_accepts_and_thinks_again(door: Door, office: httpx.Client) -> None:
    """Each act is the command's: told in one sentence, on record with person and token, refused when overtaken."""
    place = filed(door, 2012)
    back = office.post(
        f"{place}/return", json={"by": "王科长", "reason": "表三没有填", "resubmit_by": "2026-02-10", "seen": 0}
    )
    assert back.status_code == 200
    assert back.json()["submission"]["state"] == "returned"
    assert "退回修改" in back.json()["says"]
    stale = office.post(f"{place}/accept", json={"by": "李科长", "reason": "属实", "seen": 0})
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    assert "王科长" in stale.json()["detail"]
    assert office.post(f"{place}/reopen", json={"by": "王科长", "reason": "点错了"}).status_code == 200
    done = office.post(f"{place}/accept", json={"by": "李科长", "reason": "属实", "seen": 2}).json()["submission"]
    assert [act["kind"] for act in done["acts"]] == ["returned", "reopened", "accepted"]
    assert done["acts"][2]["by"].startswith("李科长（tok_")


def test_a_filing_is_withdrawn_by_its_agency(door: Door) -> None:
    """With a reason; once it is withdrawn it says so."""
    place = filed(door, 2013)
    with door.client(TokenRole.AGENCY, "U0") as own:
        assert own.post(f"{place}/withdraw", json={"by": "赵", "reason": " "}).json()["code"] == "schema"
        assert (
            own.post(f"{place}/withdraw", json={"by": "赵", "reason": "传错了"}).json()["submission"]["state"]
            == "withdrawn"
        )


def test_a_finding_is_explained_and_another_waived(door: Door, office: httpx.Client) -> None:
    """By rule or fingerprint; one that the audit does not have is refused in words."""
    place = filed(door, 2021)
    findings = office.get(f"{place}/audit").json()["findings"]
    mark = findings[0]["fingerprint"]
    assert office.post(f"{place}/explain", json={"by": "赵", "finding": mark, "text": "属实"}).status_code == 200
    words = {"by": "王", "finding": mark, "reason": "准予", "approver": "李主任", "until": "2026-12-31"}
    assert "已豁免" in office.post(f"{place}/waive", json=words).json()["says"]
    assert office.post(f"{place}/waive", json={**words, "finding": "Z99"}).json()["code"] == "conflict"
    assert office.post(f"{place}/waive", json={**words, "until": "2025-01-01"}).json()["code"] == "conflict"


def test_a_filing_in_the_wrong_slot_is_held_and_assigned(door: Door, office: httpx.Client) -> None:
    """Its report names another agency; the office puts it where it belongs."""
    place = filed(door, 2011, "U1", "试验县财政局")
    assert "教育局" in office.get(place).json()["held"]
    moved = office.post(f"{place}/assign", json={"by": "王", "agency": "U0", "year": 2011, "reason": "报错了栏目"})
    assert moved.json()["submission"]["agency"]["code"] == "U0"
    with door.client(TokenRole.AGENCY, "U1") as former:
        assert former.get(place).status_code == 404


def test_an_audit_is_given_once(door: Door, office: httpx.Client) -> None:
    """By its version: who has it is told so. As a page it is the same in words, and nothing in it runs."""
    place = f"{filed(door, 2022)}/audit"
    first = office.get(place)
    again = office.get(place, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    page = office.get(place, headers={"Accept": "text/html,application/xhtml+xml"})
    assert page.headers["content-type"].startswith("text/html")
    assert first.json()["findings"][0]["message"] in page.text
    assert page.headers["ETag"] != first.headers["ETag"]


def test_notices_are_pulled_without_a_gap(door: Door, office: httpx.Client) -> None:
    """From the start, page by page, each once; then only what came later, though it tells of something earlier."""
    filed(door, 2009)
    seen, last = [], ""
    while page := office.get("/v1/notices", params={"limit": 2, **({"after": last} if last else {})}).json()["notices"]:
        seen += [one["id"] for one in page]
        last = page[-1]["id"]
    assert len(seen) == len(set(seen)) > 1
    assert office.get(f"/v1/notices?after={last}").json() == {"notices": [], "last": last}
    filed(door, 2008)
    later = office.get(f"/v1/notices?after={last}").json()["notices"]
    assert {one["event"]["data"]["year"] for one in later} == {2008}
    with door.client(TokenRole.AGENCY, "U2") as other:
        assert other.get(f"/v1/notices?after={last}").status_code == 404
        assert {one["recipient"] for one in other.get("/v1/notices").json()["notices"]} <= {"agency:U2"}


def test_a_receiver_is_registered_tried_and_renewed(door: Door, office: httpx.Client) -> None:
    """The secret is told once; an address in the office's own network only where the settings open it."""
    with Receiver(["whsec_" + "A" * 43 + "="]) as receiver:
        inside = office.post("/v1/endpoints", json={"url": receiver.url})
        assert (inside.status_code, inside.json()["code"]) == (422, "parameter")
    wanted = {"url": "https://oa.example.gov.cn/hooks/k3y", "serves": ["agency:U0"], "types": ["audit.completed"]}
    with door.client() as portal:
        made = portal.post("/v1/endpoints", json=wanted)
        assert (made.status_code, made.json()["secret"][:6]) == (201, "whsec_")
        place = made.headers["Location"]
        assert "secret" not in portal.get(place).json()
        assert "k3y" not in portal.get("/v1/endpoints").text
        assert portal.post(f"{place}/rotate").json()["secret"] != made.json()["secret"]
        assert portal.post("/v1/endpoints", json=wanted).json()["code"] == "conflict"
        assert portal.post(f"{place}/replay", json={}).json() == {"deliveries": 0}
        assert portal.get(f"{place}/deliveries").json() == {"deliveries": []}
        assert portal.post("/v1/endpoints", json={**wanted, "types": ["x"]}).json()["code"] == "schema"
    with door.client(TokenRole.AGENCY, "U1") as other:
        assert other.get(place).status_code == 404
        assert other.post("/v1/endpoints", json={**wanted, "serves": ["agency:U1"]}).status_code == 201


def test_where_agencies_stand_and_what_is_due(door: Door, office: httpx.Client) -> None:
    """Standing, calendar, rules and bulletins as the commands tell them."""
    lines = office.get("/v1/standings?year=2025&as_of=2026-01-20").json()["agencies"]
    assert [line["agency"]["code"] for line in lines] == ["U0", "U1", "U2"]
    assert office.get("/v1/agencies/U2/standing?year=2025").json()["agency"] == "U2"
    assert office.get("/v1/calendar").json()["dates"][0]["basis"] == "条例第四十九条"
    assert office.get("/v1/rules/a01").json()["id"] == "A01"
    assert len(office.get("/v1/rules").json()["rules"]) > 100
    county = door.ledger.standings.county_year("990000", 2025, NOW.date())
    assert county is not None
    door.ledger.bulletins.issue("bul_1", county, "王", NOW)
    assert [one["id"] for one in office.get("/v1/bulletins?year=2025").json()["bulletins"]] == ["bul_1"]
    assert office.get("/v1/bulletins/bul_1").json()["jurisdiction"]["name"] == "试验县"
    with door.client(TokenRole.OFFICE, area="880000") as other:
        assert other.get("/v1/bulletins/bul_1").status_code == 404


def test_a_person_is_handed_over_once(door: Door) -> None:
    """The link opens once, within five minutes, for the person and agency that the portal named."""
    with door.client() as portal:
        made = portal.post("/v1/handoffs", json={"agency": "U0", "person": "李四"}).json()
        assert portal.post("/v1/handoffs", json={"agency": "V0", "person": "李四"}).status_code == 404
    code = made["url"].rpartition("/")[2]
    first = door.ledger.handoffs.use(code, NOW)
    assert first is not None
    assert (first.agency, first.person) == ("U0", "李四")
    assert door.ledger.handoffs.use(code, NOW) is None
    assert json.dumps(made).count(code) == 1
