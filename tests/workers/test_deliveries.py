"""The delivery of a notice as a job: claimed, sent, recorded, and tried again when it is due."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from filings.delivery import DeliveryState
from filings.notice import Attempt, Delivered, Endpoint, Notice, NoticeType, Result
from notifier.receiver import Receiver, ReceiverAnswer
from workers.channels import channels
from workers.deliveries import Deliverer
from workers.runtime import Runtime

AREA = "990000"


def deliverer(parts: Runtime, receiver: Receiver) -> Deliverer:
    """What a worker process runs, allowed to reach the receiver."""
    allowed = replace(parts, settings=replace(parts.settings, allow=(receiver.allowance,)))
    return Deliverer(parts=allowed, channels=channels(allowed))


def test_a_notice_arrives_once(parts: Runtime, moment: list[datetime], tell: Callable[[str], str]) -> None:
    """Two messages about one delivery are one POST, signed so that the receiver believes it."""
    with Receiver([], clock=lambda: moment[0]) as receiver:
        delivery = tell(receiver.url)
        endpoint = parts.ledger.endpoints.find("all")
        assert endpoint is not None
        receiver.secrets = (endpoint.secrets[0].value,)
        deliver = deliverer(parts, receiver)
        deliver(delivery)
        deliver(delivery)
        assert list(receiver.taken().values()) == [1]
    (row,) = parts.ledger.notices.deliveries()
    assert row.state is DeliveryState.DELIVERED


def test_a_receiver_that_fails_is_tried_again_later(
    parts: Runtime, moment: list[datetime], tell: Callable[[str], str]
) -> None:
    """The next attempt is on the row; before it is due nothing is sent."""
    with Receiver([], clock=lambda: moment[0]) as receiver:
        delivery = tell(receiver.url)
        endpoint = parts.ledger.endpoints.find("all")
        assert endpoint is not None
        receiver.secrets = (endpoint.secrets[0].value,)
        receiver.fail(ReceiverAnswer(500))
        deliver = deliverer(parts, receiver)
        deliver(delivery)
        deliver(delivery)
        assert receiver.taken() == {}
        (row,) = parts.ledger.notices.deliveries()
        assert (row.state, row.attempts) == (DeliveryState.PENDING, 1)
        assert row.next_attempt_at > moment[0]
        moment[0] += timedelta(seconds=10)
        deliver(delivery)
        assert list(receiver.taken().values()) == [1]
    assert [a.status for a in parts.ledger.notices.attempts(delivery)] == [500, 204]


def test_an_endpoint_that_wants_no_more_is_disabled_and_the_office_told(
    parts: Runtime, moment: list[datetime], tell: Callable[[str], str]
) -> None:
    """410 ends it; a notice about that is written in the same commit."""
    with Receiver([], clock=lambda: moment[0]) as receiver:
        delivery = tell(receiver.url)
        endpoint = parts.ledger.endpoints.find("all")
        assert endpoint is not None
        receiver.secrets = (endpoint.secrets[0].value,)
        receiver.fail(ReceiverAnswer(410))
        deliverer(parts, receiver)(delivery)
    disabled = parts.ledger.endpoints.find("all")
    assert disabled is not None
    assert disabled.disabled
    assert NoticeType.ENDPOINT_DISABLED in {notice.type for notice in parts.ledger.notices.listed()}


def test_our_own_services_and_private_addresses_are_never_sent_to(parts: Runtime, tell: Callable[[str], str]) -> None:
    """Without the operator's allowance the guard refuses, and the delivery ends with the reason."""
    delivery = tell("http://127.0.0.1:9/in")
    Deliverer(parts=parts, channels=channels(parts))(delivery)
    (row,) = parts.ledger.notices.deliveries()
    assert row.state is DeliveryState.REFUSED
    assert re.search("[一-鿿]", row.error)


def test_a_channel_that_is_not_set_up_keeps_the_notice(parts: Runtime, tell: Callable[[str], str]) -> None:
    """Mail without a mail server: the delivery stays pending until the operator names one."""
    delivery = tell("mailto:a@example.gov.cn")
    endpoint = parts.ledger.endpoints.find("all")
    assert endpoint is not None
    parts.ledger.endpoints.put(replace(endpoint, channel="mail"), "test", parts.now())
    Deliverer(parts=parts, channels=channels(parts))(delivery)
    (row,) = parts.ledger.notices.deliveries()
    assert (row.state, row.attempts) == (DeliveryState.PENDING, 0)
    assert "GOUJI_MAIL_HOST" in row.error


def test_mail_is_a_channel_once_a_server_is_named(parts: Runtime) -> None:
    """The settings decide which ways there are."""
    mail = replace(parts.settings.mail, host="mail.example.gov.cn", sender="zwgk@example.gov.cn")
    assert set(channels(parts)) == {"webhook"}
    assert set(channels(replace(parts, settings=replace(parts.settings, mail=mail)))) == {"webhook", "mail"}


class _Slow:
    """A channel whose receiver takes its time and then answers."""

    def __init__(self, clock: list[float], seconds: float) -> None:
        self._clock, self._seconds = clock, seconds

    def send(self, notice: Notice, endpoint: Endpoint, instant: datetime) -> Result:
        del notice, endpoint, instant
        self._clock[0] += self._seconds
        return Delivered(attempt=Attempt(status=204, latency=self._seconds))


@pytest.mark.parametrize(("seconds", "prompt"), [(0.3, True), (14.0, False)])
def test_who_answers_late_is_not_taken_for_prompt(
    parts: Runtime, tell: Callable[[str], str], *, seconds: float, prompt: bool
) -> None:
    """It is delivered all the same; but forty that answer after fourteen seconds must not have all places."""
    clock = [0.0]
    delivery = tell("https://oa.example.gov.cn/x")
    deliver = Deliverer(parts=parts, channels={"webhook": _Slow(clock, seconds)}, clock=lambda: clock[0])
    assert deliver(delivery) is prompt
    assert deliver(delivery) is None
    assert parts.ledger.notices.deliveries()[0].state is DeliveryState.DELIVERED
