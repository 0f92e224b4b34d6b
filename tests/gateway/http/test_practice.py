"""Practice tokens at the door: real filings and audits that nobody in earnest sees."""

import httpx

from bench.door import AREA, NOW, Contract, Door, report
from filings.token import TokenRole


def test_a_practice_token_files_apart_from_earnest(door: Door) -> None:
    """The same bytes are two filings; each token sees its own, and practice is neither acted on nor counted."""
    _, secret = door.ledger.tokens.create(TokenRole.PORTAL, AREA, "test", NOW, practice=True)
    sent = {"files": {"file": ("r.json", report(year=2018))}, "data": {"agency": "U0", "year": "2018"}}
    trying = httpx.Client(
        base_url=door.address, headers={"Authorization": f"Bearer {secret}"}, timeout=60,
        event_hooks={"response": [Contract().hold]},
    )  # fmt: skip
    with trying, door.client() as portal:
        tried = trying.post("/v1/submissions", **sent)
        assert door.ledger.submissions.of("U0", 2018) == ()
        filed = portal.post("/v1/submissions", **sent)
        assert (tried.status_code, filed.status_code) == (202, 202)
        assert (tried.json()["practice"], filed.json()["practice"]) == (True, False)
        assert portal.get(tried.headers["Location"]).status_code == 404
        assert trying.get(filed.headers["Location"]).status_code == 404
        seen = trying.get("/v1/submissions?agency=U0&year=2018").json()["submissions"]
        assert [one["id"] for one in seen] == [tried.json()["id"]]
        seen = portal.get("/v1/submissions?agency=U0&year=2018").json()["submissions"]
        assert [one["id"] for one in seen] == [filed.json()["id"]]
        undone = trying.post(f"{tried.headers['Location']}/withdraw", json={"by": "甲", "reason": "试"})
        assert (undone.status_code, "练习" in undone.json()["detail"]) == (409, True)
