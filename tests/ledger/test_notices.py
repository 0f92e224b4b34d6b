"""The outbox: written with what it tells of, delivered at least once with the same id and body."""

from datetime import date, timedelta

import pytest

from filings.delivery import DeliveryState, delivery_id
from filings.notice import Attempt, Delivered, DeliveryRefused, NoticeType, TryLater, notice_id
from filings.policy import Policy
from filings.submission import Document
from ledger.outbox import QueuedNotices

SECOND = timedelta(seconds=1)
FINE = Delivered(attempt=Attempt(status=204, latency=0.2))
AWAY = TryLater(attempt=Attempt(status=None, latency=3.0, error="连接超时"))
NO = DeliveryRefused(attempt=Attempt(status=400, latency=0.1, error="HTTP 400", answer="bad\x00answer"))
GONE = DeliveryRefused(attempt=Attempt(status=410, latency=0.1, error="HTTP 410"), disable=True)


@pytest.fixture
def told(county, make):  # noqa: ANN001, ANN201
    """The outbox of a county with one endpoint, and one notice in it."""
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    county.ledger.notices.put([make.notice()], make.now)
    return county.ledger.notices


def _only(notices):  # noqa: ANN001, ANN202
    (delivery,) = notices.deliveries()
    return delivery


def test_a_notice_is_written_once_and_read_back_equal(told, make) -> None:  # noqa: ANN001
    """The same id again changes nothing, not even with another text."""
    notice = make.notice()
    assert told.put([notice], make.now + SECOND) == QueuedNotices(new=0)
    assert told.find(notice.id) == notice
    assert told.find("ntc_none") is None
    assert told.listed() == told.listed(recipient="agency:A01") == told.listed(subject="agencies/A01/2025") == (notice,)
    assert told.listed(recipient="agency:T01") == ()
    assert told.due(make.now) == (delivery_id(notice.id, "e1"),)


def test_attachments_are_named_by_hash(told, make) -> None:  # noqa: ANN001
    """A notice names its annotated copy; the bytes stay in the documents."""
    copy = Document(sha256="ab", name="批注.docx", role="report", size=3)
    notice = make.notice(about="with copy")
    notice = type(notice)(**{n: getattr(notice, n) for n in notice.__dataclass_fields__} | {"attachments": (copy,)})
    told.put([notice], make.now)
    assert told.find(notice.id).attachments == (copy,)


def test_a_notice_goes_to_every_endpoint_that_wants_it(county, make) -> None:  # noqa: ANN001
    """By recipient and type; one endpoint may serve many; without any the notice is kept all the same."""
    put = county.ledger.endpoints.put
    put(make.endpoint("both", "agency:A01", "agency:T01"), "甲", make.now)
    put(make.endpoint("picky", "agency:A01", types=frozenset({NoticeType.BULLETIN_ISSUED})), "甲", make.now)
    put(make.endpoint("off", "agency:A01", disabled="停用"), "甲", make.now)
    notices = county.ledger.notices
    notices.put([make.notice("agency:A01"), make.notice("agency:T01"), make.notice("agency:G01")], make.now)
    assert [d.endpoint for d in notices.deliveries()] == ["both", "both"]
    assert len(notices.listed()) == 3


def test_a_test_event_goes_to_one_endpoint_alone(county, make) -> None:  # noqa: ANN001
    """An endpoint can be tried whatever it serves."""
    county.ledger.endpoints.put(make.endpoint("e1", "agency:T01"), "甲", make.now)
    county.ledger.endpoints.put(make.endpoint("e2", "agency:A01"), "甲", make.now)
    county.ledger.notices.put([make.notice()], make.now, endpoint="e1")
    assert [d.endpoint for d in county.ledger.notices.deliveries()] == ["e1"]


def test_a_delivery_is_claimed_by_one_and_recorded(told, make) -> None:  # noqa: ANN001
    """The claim hands over notice and endpoint; the record ends it and keeps the log."""
    (name,) = told.due(make.now)
    claimed = told.claim(name, make.now, "t1")
    assert (claimed.number, claimed.notice, claimed.endpoint) == (1, make.notice(), make.endpoint())
    assert told.claim(name, make.now, "t2") is None
    assert told.due(make.now) == ()
    assert told.record("t2", FINE, make.now) is None
    assert told.record("t1", FINE, make.now) is DeliveryState.DELIVERED
    assert told.record("t1", FINE, make.now) is None
    (line,) = told.attempts(name)
    assert (line.number, line.outcome, line.status, line.latency) == (1, "delivered", 204, 0.2)
    assert told.due(make.now + timedelta(days=9)) == ()


def test_a_sender_that_died_is_followed_by_another_with_the_same_letter(told, make) -> None:  # noqa: ANN001
    """Silent for long, it loses the delivery: same id and body again, and the dead attempt leaves a gap in the log."""
    (name,) = told.due(make.now)
    first = told.claim(name, make.now, "t1")
    assert told.claim(name, make.now + timedelta(days=1), "t2") is None
    seen = told.held()
    assert told.renew(["t1", "t2"]) == {"t1"}
    assert told.expire(seen, make.now) == ()
    later = make.now + SECOND
    assert told.expire(told.held(), later) == (name,)
    second = told.claim(name, later, "t2")
    assert (second.notice, second.number) == (first.notice, 2)
    assert told.record("t1", FINE, later) is None
    assert told.record("t2", FINE, later) is DeliveryState.DELIVERED
    assert [line.number for line in told.attempts(name)] == [2]


def test_trying_later_keeps_the_schedule_in_the_record(told, make) -> None:  # noqa: ANN001
    """A failed attempt waits until its time; when the schedule is over it is given up."""
    (name,) = told.due(make.now)
    told.claim(name, make.now, "t1")
    assert told.record("t1", AWAY, make.now, next_at=make.now + 5 * SECOND) is DeliveryState.PENDING
    assert told.due(make.now + 4 * SECOND) == ()
    assert told.claim(name, make.now + 4 * SECOND, "early") is None
    assert told.claim(name, make.now + 5 * SECOND, "t2").number == 2
    assert told.record("t2", AWAY, make.now + 6 * SECOND) is DeliveryState.REFUSED
    assert (_only(told).error, _only(told).attempts) == ("连接超时", 2)


def test_a_refusal_ends_it_and_keeps_the_answer(told, make) -> None:  # noqa: ANN001
    """What the receiver said is kept, and no byte of it breaks the record."""
    (name,) = told.due(make.now)
    told.claim(name, make.now, "t1")
    assert told.record("t1", NO, make.now) is DeliveryState.REFUSED
    (line,) = told.attempts(name)
    assert (line.error, line.answer) == ("HTTP 400", "bad\ufffdanswer")
    assert _only(told).state is DeliveryState.REFUSED


def test_a_receiver_that_wants_nothing_more_is_disabled_and_the_office_told(told, county, make) -> None:  # noqa: ANN001
    """410 disables the endpoint at once; the word to the office is in the same commit."""
    (name,) = told.due(make.now)
    told.put([make.notice(about="next")], make.now)
    told.claim(name, make.now, "t1")
    warning = make.notice(f"office:{make.area}", about="e1 is off")
    assert told.record("t1", GONE, make.now, on_disable=[warning]) is DeliveryState.DISABLED
    assert county.ledger.endpoints.find("e1").disabled == "接收方声明不再接收通知"
    assert told.find(warning.id) == warning
    (waiting,) = told.due(make.now)
    assert told.claim(waiting, make.now, "t2") is None
    assert {d.state for d in told.deliveries()} == {DeliveryState.DISABLED}


def test_five_days_of_nothing_but_failures_disable(told, county, make) -> None:  # noqa: ANN001
    """Counted from the first failure after the last success; one success starts anew."""
    (name,) = told.due(make.now)
    day = timedelta(days=1)
    results = [(0, AWAY), (4, AWAY), (4.5, FINE), (5, AWAY), (9.9, AWAY), (10, AWAY)]
    seen = []
    for number, (days, result) in enumerate(results):
        at = make.now + days * day
        told.replay("李四", at, endpoint="e1")
        assert told.claim(name, at, f"t{number}") is not None
        told.record(f"t{number}", result, at, next_at=at + day)
        seen.append(county.ledger.endpoints.find("e1").disabled)
    assert seen == ["", "", "", "", "", "连续5天投递全部失败"]
    assert told.claim(name, make.now + 20 * day, "late") is None


def test_a_rate_holds_back_what_is_too_much(county, make) -> None:  # noqa: ANN001
    """Two a minute are two a minute: what is being sent and what was sent count together."""
    county.ledger.endpoints.put(make.endpoint(rate=2), "甲", make.now)
    notices = county.ledger.notices
    notices.put([make.notice(about=f"{n}") for n in range(4)], make.now)
    first, second, third, _ = notices.due(make.now)
    notices.claim(first, make.now, "t1")
    notices.record("t1", FINE, make.now)
    assert notices.claim(second, make.now, "t2") is not None
    assert notices.claim(third, make.now, "t3") is None
    assert third not in notices.due(make.now + 29 * SECOND)
    assert third in notices.due(make.now + 30 * SECOND)
    notices.record("t2", FINE, make.now)
    assert notices.claim(third, make.now + 61 * SECOND, "t4") is not None


def test_practice_sends_nothing_ever(county, make) -> None:  # noqa: ANN001
    """In practice notices are composed and kept; neither release nor replay lets them out."""
    county.ledger.policies.put(make.area, Policy(practice=True, hold_notices=True), make.now)
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    notices = county.ledger.notices
    notices.put([make.notice(), make.notice(f"office:{make.area}")], make.now)
    assert notices.release("李四", make.now) == 0
    assert notices.replay("李四", make.now, endpoint="e1") == 0
    assert notices.due(make.now + timedelta(days=9)) == ()
    assert {d.state for d in notices.deliveries()} == {DeliveryState.PRACTICE}


def test_held_notices_wait_for_their_release(county, make) -> None:  # noqa: ANN001
    """One can be let go, then all; who did it is on record."""
    county.ledger.policies.put(make.area, Policy(hold_notices=True), make.now)
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    notices = county.ledger.notices
    notices.put([make.notice(about=f"{n}") for n in range(3)], make.now)
    assert notices.due(make.now) == ()
    one = notice_id(NoticeType.AUDIT_COMPLETED, "1", "agency:A01")
    assert notices.release("李四", make.now, notice=one) == 1
    assert notices.due(make.now) == (delivery_id(one, "e1"),)
    assert notices.release("李四", make.now) == 2
    assert len(notices.due(make.now)) == 3
    assert [event.actor for event in county.ledger.event_log.events(kind="notice.released")] == ["李四"] * 3


def test_replaying_one_a_range_and_an_endpoint(county, make) -> None:  # noqa: ANN001
    """Delivered notices are sent again with the same id and body; nothing named is nothing replayed."""
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    notices = county.ledger.notices
    day = timedelta(days=1)
    letters = [make.notice(about=f"{n}", at=make.now + n * day) for n in range(3)]
    notices.put(letters, make.now)
    for number, name in enumerate(notices.due(make.now)):
        notices.claim(name, make.now, f"t{number}")
        notices.record(f"t{number}", FINE, make.now)
    assert notices.replay("李四", make.now) == 0
    assert notices.replay("李四", make.now, notice=letters[0].id) == 1
    again = notices.claim(delivery_id(letters[0].id, "e1"), make.now, "again")
    assert (again.notice.id, again.notice.body, again.number) == (letters[0].id, letters[0].body, 2)
    assert notices.replay("李四", make.now, since=make.now + day, until=make.now + 2 * day) == 1
    assert notices.replay("李四", make.now, endpoint="e1") == 3
    assert notices.replay("李四", make.now, endpoint="e9") == 0


def test_endpoints_are_written_whole_and_read_back(county, make) -> None:  # noqa: ANN001
    """Writing an endpoint again replaces it; secrets do not reach the event log."""
    endpoints = county.ledger.endpoints
    endpoints.put(make.endpoint(), "甲", make.now)
    changed = make.endpoint("e1", "agency:T01", types=frozenset({NoticeType.REPORT_RETURNED}), rate=3)
    endpoints.put(changed, "甲", make.now)
    assert endpoints.find("e1") == changed
    bare = make.endpoint("e2", "agency:T01", secrets=())
    endpoints.put(type(bare)(id="e2", url="mailto:a@b.example", serves=frozenset(), channel="mail"), "甲", make.now)
    assert [e.id for e in endpoints.listed()] == ["e1", "e2"]
    assert endpoints.find("none") is None
    assert all("whsec" not in str(event.facts) for event in county.ledger.event_log.events())


def test_rotation_overlaps(county, make) -> None:  # noqa: ANN001
    """Both secrets sign during the overlap, only the new one after it; a short old one is not made longer."""
    endpoints = county.ledger.endpoints
    endpoints.put(make.endpoint(), "甲", make.now)
    assert endpoints.rotate("e1", "whsec_new", "甲", make.now, timedelta(hours=1))
    assert endpoints.rotate("e1", "whsec_newer", "甲", make.now + timedelta(minutes=30), timedelta(days=2))
    secrets = endpoints.find("e1").secrets

    def signing(after: timedelta) -> list[str]:
        return [secret.value[6:11] for secret in secrets if secret.holds(make.now + after)]

    assert signing(timedelta(0)) == ["AAAAA", "new"]
    assert signing(timedelta(minutes=40)) == ["AAAAA", "new", "newer"]
    assert signing(timedelta(hours=2)) == ["new", "newer"]
    assert signing(timedelta(days=3)) == ["newer"]
    assert not endpoints.rotate("none", "x", "甲", make.now)


def test_an_endpoint_can_be_switched_off_and_on(county, make) -> None:  # noqa: ANN001
    """By hand, with a reason; switching on again forgets the failures."""
    endpoints = county.ledger.endpoints
    endpoints.put(make.endpoint(failing_since=make.now), "甲", make.now)
    endpoints.disable("e1", "系统改造", "李四", make.now)
    assert endpoints.find("e1").disabled == "系统改造"
    endpoints.enable("e1", "李四", make.now)
    found = endpoints.find("e1")
    assert (found.disabled, found.failing_since) == ("", None)


def test_deliveries_can_be_listed_by_what_they_are(told, make) -> None:  # noqa: ANN001
    """By notice, endpoint and state."""
    notice = make.notice()
    assert len(told.deliveries(notice=notice.id, endpoint="e1", state=DeliveryState.PENDING)) == 1
    assert told.deliveries(state=DeliveryState.HELD) == told.deliveries(notice="x") == ()
    assert date(2026, 1, 20) == _only(told).next_attempt_at.date()


LATE = TryLater(attempt=Attempt(status=None, latency=15.0, error="15秒内没有完成应答"), silent=True)


def _silence(told, name: str, times: int, now):  # noqa: ANN001, ANN202
    """So many attempts without an answer, each a minute later and none of them paused; when the last ended."""
    for number in range(times):
        assert told.claim(name, now, f"s{number}") is not None
        told.record(f"s{number}", LATE, now, next_at=now)
        now += timedelta(minutes=1)
    return now - timedelta(minutes=1)


def test_a_silent_endpoint_is_paused_probed_and_taken_up_again(told, county, make) -> None:  # noqa: ANN001
    """Opens after three silences; one delivery probes while the others wait; an answer ends it."""
    told.put([make.notice(about="second")], make.now)
    first, second = sorted(told.due(make.now))
    opened = _silence(told, first, 3, make.now)
    assert told.claim(second, opened + 30 * SECOND, "early") is None
    paused = county.ledger.endpoints.find("e1")
    assert (paused.silent, paused.paused_until) == (3, opened + timedelta(minutes=1))
    waiting = next(one for one in told.deliveries() if one.id == second)
    assert (waiting.attempts, waiting.next_attempt_at) == (0, paused.paused_until)
    assert "连续3次没有应答" in waiting.error
    later = paused.paused_until
    assert told.claim(second, later, "probe") is not None
    assert told.claim(first, later + SECOND, "beside") is None
    told.record("probe", FINE, later + SECOND)
    free = county.ledger.endpoints.find("e1")
    assert (free.silent, free.paused_until) == (0, None)
    assert told.claim(first, later + timedelta(minutes=2), "t") is not None


def test_a_probe_without_an_answer_makes_the_pause_longer(told, county, make) -> None:  # noqa: ANN001
    """Twice the first pause, and nothing is lost or counted meanwhile."""
    (name,) = told.due(make.now)
    opened = _silence(told, name, 3, make.now)
    probed = opened + timedelta(minutes=1)
    assert told.claim(name, probed, "probe") is not None
    told.record("probe", LATE, probed, next_at=probed)
    assert county.ledger.endpoints.find("e1").paused_until == probed + timedelta(minutes=2)
    assert told.claim(name, probed + timedelta(minutes=1), "early") is None
    assert _only(told).attempts == 4


def test_switching_on_ends_a_pause(told, county, make) -> None:  # noqa: ANN001
    """Whoever has mended the receiver need not wait for the probe."""
    (name,) = told.due(make.now)
    opened = _silence(told, name, 3, make.now)
    county.ledger.endpoints.enable("e1", "李四", opened)
    assert told.claim(name, opened, "t") is not None


def test_what_is_due_is_offered_by_turns(county, make) -> None:  # noqa: ANN001
    """An endpoint with a hundred that wait longest does not fill the sweep's list."""
    put = county.ledger.endpoints.put
    put(make.endpoint("busy", "agency:A01"), "甲", make.now)
    put(make.endpoint("calm", "agency:T01"), "甲", make.now)
    county.ledger.notices.put([make.notice("agency:A01", about=str(n)) for n in range(100)], make.now)
    county.ledger.notices.put([make.notice("agency:T01")], make.now + SECOND)
    (calm,) = (one.id for one in county.ledger.notices.deliveries(endpoint="calm"))
    assert calm in county.ledger.notices.due(make.now + SECOND, limit=2)


def test_where_a_delivery_goes(told, make) -> None:  # noqa: ANN001
    """The endpoint and its silences; nothing for what is done or not known."""
    (name,) = told.due(make.now)
    assert told.endpoint_of(name) == ("e1", 0)
    _silence(told, name, 1, make.now)
    assert told.endpoint_of(name) == ("e1", 1)
    told.claim(name, make.now + timedelta(minutes=2), "t")
    told.record("t", FINE, make.now + timedelta(minutes=2))
    assert told.endpoint_of(name) is told.endpoint_of("dlv_none") is None
