"""Filing over HTTP: acknowledged once it is committed, in every form, the same filing however often it is sent."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import httpx
import pytest

from bench.door import NOW, Door, report
from filings.token import TokenRole

JSON = {"Content-Type": "application/json"}
EVENT = {"Content-Type": "application/cloudevents+json"}
OCTETS = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def portal(door: Door) -> Iterator[httpx.Client]:
    """A portal of the county."""
    with door.client() as client:
        yield client


def event(agency: str, year: int, *data: bytes, **more: object) -> bytes:
    """The event of the intake stream."""
    documents = [
        {"name": f"{n}.json", "data_base64": base64.b64encode(one).decode(), **({"role": "scan"} if n else {})}
        for n, one in enumerate(data)
    ]
    body = {"agency": agency, "year": year, "documents": documents, **more}
    head = {"specversion": "1.0", "id": "e1", "source": "urn:test", "type": "submission.filed"}
    return json.dumps({**head, "data": body}).encode()


def test_the_three_forms_are_one_filing(door: Door, portal: httpx.Client) -> None:
    """The same bytes as a form, as a body and as an event: the first is 202, the others 200, all with its address."""
    data = report(year=2020)
    first = portal.post("/v1/submissions", files={"file": ("年报.json", data)}, data={"agency": "U0", "year": "2020"})
    second = portal.post(f"/v1/submissions?agency=U0&year=2020&name={quote('年报.json')}", content=data, headers=OCTETS)
    third = portal.post("/v1/submissions", content=event("U0", 2020, data), headers=EVENT)
    assert [answer.status_code for answer in (first, second, third)] == [202, 200, 200]
    assert len({answer.headers["Location"] for answer in (first, second, third)}) == 1
    assert portal.get(first.headers["Location"]).json()["documents"][0]["name"] == "年报.json"
    (kept,) = door.ledger.submissions.of("U0", 2020)
    assert kept.channel == "portal"


def test_several_documents_have_their_roles(portal: httpx.Client) -> None:
    """A report, its readable copy, a scan and an explanation are one filing; two reports are a slip."""
    files = [
        ("file", ("r.json", report(year=2019))),
        ("readable", ("r.docx", b"PK")),
        ("scan", ("s.pdf", b"%PDF-1.7")),
        ("explanation", ("w.txt", b"x")),
    ]
    taken = portal.post("/v1/submissions?agency=U0&year=2019", files=files)
    assert [one["role"] for one in taken.json()["documents"]] == ["report", "readable", "scan", "explanation"]
    twice = [("file", ("a.json", report())), ("report", ("b.json", report(agency="x")))]
    assert portal.post("/v1/submissions?agency=U0&year=2019", files=twice).json()["code"] == "too_many"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('form-data; name="file"; filename="年报.json"'.encode(), "年报.json"),
        ('form-data; name="file"; filename="年报.json"'.encode("gb18030"), "年报.json"),
        (b"form-data; name=\"file\"; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.json", "年报.json"),
        (b'form-data; name="file"; filename="%E5%B9%B4%E6%8A%A5.json"', "年报.json"),
        (b'form-data; name="file"; filename="..\\..\\windows\\r.json"', "r.json"),
        (b'form-data; name="file"; filename="/etc/passwd"', "passwd"),
        (b'form-data; name="file"; filename="<script>alert(1)</script>.json"', "script>.json"),
    ],
)  # fmt: skip
def test_file_names_are_read_as_they_come(door: Door, disposition: bytes, name: str) -> None:
    """The national code, RFC 5987 and percent signs; never a path."""
    data = report(year=2021, title=repr(disposition))
    body = b"--b\r\nContent-Disposition: " + disposition + b"\r\n\r\n" + data + b"\r\n--b--\r\n"
    media = {"Content-Type": "multipart/form-data; boundary=b"}
    with door.client() as client:
        taken = client.post("/v1/submissions?agency=U0&year=2021", content=body, headers=media)
    assert (taken.status_code, taken.json()["documents"][0]["name"]) == (202, name)


def test_a_key_gives_one_answer_for_a_day(door: Door, portal: httpx.Client) -> None:
    """Again under the same key: the same answer. Another content: 422. Of another token, or a day later: a new one."""
    words, key = "/v1/submissions?agency=U1&year=2018", {**OCTETS, "Idempotency-Key": "k-1"}
    first = portal.post(words, content=report("试验县教育局", 2018), headers=key)
    again = portal.post(words, content=report("试验县教育局", 2018), headers=key)
    assert (first.status_code, again.status_code, again.json()) == (202, 202, first.json())
    other = portal.post(words, content=report("试验县教育局", 2018, title="改"), headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    with door.client(TokenRole.AGENCY, "U1") as mine:
        assert mine.post(words, content=report("试验县教育局", 2018, title="改"), headers=key).status_code == 202
    door.clock[0] = NOW + timedelta(hours=25)
    try:
        assert portal.post(words, content=report("试验县教育局", 2018, title="又改"), headers=key).status_code == 202
    finally:
        door.clock[0] = NOW


def test_a_portal_says_when_it_took_the_filing(door: Door, portal: httpx.Client) -> None:
    """Both times are shown; by the portal's the filing is in time. Not the future, not a week ago, and nobody else."""

    def post(said: str, client: httpx.Client = portal) -> httpx.Response:
        return client.post(
            "/v1/submissions", params={"agency": "U2", "year": 2017, "received_at": said}, headers=OCTETS,
            content=report("试验县水利局", 2017, title=said),
        )  # fmt: skip

    taken = post("2026-01-18T09:00:00+08:00").json()
    assert (taken["received_at"], taken["taken_at"]) == ("2026-01-18T09:00:00+08:00", "2026-01-20T10:00:00+08:00")
    for said in ("2026-01-21T09:00:00+08:00", "2026-01-10T09:00:00+08:00", "2026-01-18T09:00:00", "gestern"):
        refused = post(said)
        assert (refused.status_code, refused.json()["code"]) == (422, "received_at"), said
    with door.client(TokenRole.AGENCY, "U2") as own:
        assert post("2026-01-18T09:00:00+08:00", own).json()["code"] == "received_at"


def test_nothing_can_be_had_by_a_hash(portal: httpx.Client) -> None:
    """An event that names a document instead of carrying it is refused: it might be another's."""
    portal.post("/v1/submissions?agency=U0&year=2016", content=report(year=2016), headers=OCTETS)
    body = json.loads(event("U0", 2016, b"x"))
    body["data"]["documents"] = [{"name": "r.json", "object": "sha256:" + "0" * 64}]
    assert portal.post("/v1/submissions", content=json.dumps(body), headers=EVENT).json()["code"] == "no_object"


def test_waiting_is_answered_with_what_there_is(portal: httpx.Client) -> None:
    """No worker runs here: after the time that was asked for the answer is 202, and the filing is safe."""
    answer = portal.post(
        "/v1/submissions?agency=U0&year=2015", content=report(year=2015), headers={**OCTETS, "Prefer": "wait=1"}
    )
    assert (answer.status_code, answer.json()["state"]) == (202, "received")


def test_an_agency_files_for_itself_alone(door: Door) -> None:
    """Another agency, another county and nobody at all are refused in the same words."""
    with door.client(TokenRole.AGENCY, "U0") as own:
        codes = ["U1", "V0", "U9"]
        answers = [own.post(f"/v1/submissions?agency={c}&year=2014", content=report(), headers=OCTETS) for c in codes]
        assert own.post("/v1/submissions?year=2014", content=report(year=2014), headers=OCTETS).status_code == 202
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
