"""What has been cleared away is told at the door, and a filing's answer carries the head of the sealed event log."""

from datetime import UTC, date, datetime, timedelta

from bench.door import AREA, Door, report, working
from filings.retention import PurgeOrder, Retention

_LATER = datetime(2060, 1, 1, tzinfo=UTC)


def test_the_answer_carries_the_head_of_the_event_log(door: Door) -> None:
    """As receipts do: new, again, by key and after waiting; what is looked up later has none."""
    door.ledger.event_log.seal()
    with door.client() as portal:
        sent = {"files": {"file": ("r.json", report(year=2017))}, "data": {"agency": "U0", "year": "2017"}}
        answers = [portal.post("/v1/submissions", **sent, headers={"Idempotency-Key": "k17"}) for _ in range(2)]
        answers.append(portal.post("/v1/submissions", **sent))
        number, head = door.ledger.event_log.head()
        assert [one.json()["chain"] for one in answers] == [{"number": number, "head": head}] * 3
        assert number > 0
        assert "chain" not in portal.get(answers[0].headers["Location"]).json()


def test_a_cleared_filing_is_told(door: Door) -> None:
    """It is shown with what was cleared, when and on whose word; its audit is gone, 410, and no sooner 404."""
    with working(door), door.client() as portal:
        sent = {"files": {"file": ("r.json", report(year=2016))}, "data": {"agency": "U0", "year": "2016"}}
        filed = portal.post("/v1/submissions", **sent, headers={"Prefer": "wait=30"}).json()
        assert portal.get(f"/v1/submissions/{filed['id']}").json()["cleared"] == ""
        order = PurgeOrder(before=date(2050, 1, 1), by="甲", basis="云档〔2060〕1号")
        assert door.ledger.purging.purge(AREA, order, Retention(), _LATER + timedelta(days=1)).lines
        shown = portal.get(f"/v1/submissions/{filed['id']}").json()
        assert "已按期清除（2060-01-02，依据：云档〔2060〕1号）" in shown["cleared"]
        gone = portal.get(f"/v1/submissions/{filed['id']}/audit")
        assert (gone.status_code, gone.json()["code"]) == (410, "cleared")
        assert "已按期清除" in gone.json()["detail"]
