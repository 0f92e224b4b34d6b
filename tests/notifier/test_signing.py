"""Signatures: fixed vectors, both ways against the reference library, rotation without one rejected message."""

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from filings.errors import UsageError
from filings.notice import Endpoint, Notice, NoticeType, Secret
from notifier.signing import HmacSigner, new_secret, rotate, secret_bytes, sign, sm3_signer, verify

NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
SHA = (HmacSigner(),)
KEYS = st.binary(min_size=24, max_size=64).map(lambda key: "whsec_" + base64.b64encode(key).decode())


def message(body: bytes, identity: str = "ntc_1") -> Notice:
    """A notice with this body."""
    return Notice(
        id=identity, type=NoticeType.ENDPOINT_TEST, recipient="agency:1", subject="s", title="t", text="t", body=body,
        created=NOW,
    )  # fmt: skip


def holder(*secrets: Secret) -> Endpoint:
    """An endpoint with these secrets."""
    return Endpoint(id="e", url="https://a.cn", serves=frozenset(), secrets=secrets)


def key(value: str) -> Secret:
    """A secret that has long been in force."""
    return Secret(value=value, since=datetime(2020, 1, 1, tzinfo=UTC))


def test_the_published_vector() -> None:
    """The example that the libraries of Standard Webhooks test themselves with."""
    secret = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    sent = message(b'{"test": 2432232314}', "msg_p5jXN8AQM9LWM0D4loKWxJek")
    headers = sign(sent, holder(secret), datetime.fromtimestamp(1614265330, UTC), SHA)
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(KEYS, st.text(st.characters(exclude_categories=["Cs"])))
def test_the_reference_library_believes_us(value: str, text: str) -> None:
    """What we sign, it verifies."""
    now = datetime.now(UTC)
    body = ('{"a":"' + text.encode("unicode_escape").hex() + '"}').encode()
    headers = sign(message(body), holder(key(value)), now, SHA)
    assert Webhook(value).verify(body, headers)


@given(KEYS, st.text(st.characters(exclude_categories=["Cs"])))
def test_we_believe_the_reference_library(value: str, text: str) -> None:
    """What it signs, we verify."""
    signature = Webhook(value).sign("msg_1", NOW, text)
    stamp = str(int(NOW.timestamp()))
    headers = {"webhook-id": "msg_1", "webhook-timestamp": stamp, "webhook-signature": signature}
    assert verify([value], headers, text.encode(), NOW) == ""


@given(KEYS, KEYS, st.integers(0, 96))
def test_rotation_rejects_nothing(old: str, new: str, hour: int) -> None:
    """A receiver that changes its key at any time within the overlap believes every message before and after."""
    begun = NOW
    secrets = rotate((key(old),), Secret(value=new, since=begun), timedelta(hours=48))
    changes = begun + timedelta(hours=24)
    at = begun - timedelta(hours=24) + timedelta(hours=hour)
    headers = sign(message(b"{}"), holder(*secrets), at, SHA)
    held = new if at >= changes else old
    assert verify([held], headers, b"{}", at) == ""


def test_rotation_keeps_no_more_than_needed() -> None:
    """The old secret ends with the overlap, one that has ended is dropped, an earlier end is not put off."""
    ended = replace(key("whsec_" + "a" * 32), until=NOW - timedelta(1))
    ending = replace(key("whsec_" + "b" * 32), until=NOW + timedelta(hours=1))
    fresh = new_secret(NOW)
    after = rotate((key("whsec_" + "c" * 32), ended, ending), fresh, timedelta(days=1))
    assert [secret.until for secret in after] == [None, NOW + timedelta(days=1), NOW + timedelta(hours=1)]
    assert after[0] == fresh
    parts = sign(message(b"{}"), holder(*after), NOW, SHA)["webhook-signature"].split(" ")
    assert len(parts) == 3
    later = sign(message(b"{}"), holder(*after), NOW + timedelta(days=1), SHA)["webhook-signature"].split(" ")
    assert len(later) == 1


def test_no_key_in_force_makes_no_signature() -> None:
    """A secret of tomorrow does not sign today."""
    tomorrow = new_secret(NOW + timedelta(days=1))
    assert sign(message(b"{}"), holder(tomorrow), NOW, SHA)["webhook-signature"] == ""


def test_new_secrets_differ_and_do_not_show() -> None:
    """Random, 32 bytes, and absent from what a log would print."""
    one, other = new_secret(NOW), new_secret(NOW)
    assert one.value != other.value
    assert len(secret_bytes(one.value)) == 32
    assert one.value not in repr(holder(one))


@pytest.mark.parametrize("value", ["", "whsec_", "whsec_!!!!", "whsec_" + "A" * 28, "whsec_" + "A" * 88, "whsec_密钥"])
def test_bad_secrets_are_refused(value: str) -> None:
    """Not base64, too short, too long."""
    with pytest.raises(UsageError, match="签名密钥"):
        secret_bytes(value)


KEY = "whsec_" + base64.b64encode(b"k" * 32).decode()


def signed(body: bytes = b"{}") -> dict[str, str]:
    """Genuine headers."""
    return sign(message(body), holder(key(KEY)), NOW, SHA)


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_not_believed(missing: str) -> None:
    """All three are needed."""
    headers = {name: value for name, value in signed().items() if name != missing}
    assert verify([KEY], headers, b"{}", NOW).startswith("缺少")


@pytest.mark.parametrize("stamp", ["x", "1.5", "-1", "１７", "9" * 13])
def test_an_odd_timestamp_is_not_believed(stamp: str) -> None:
    """Digits only, and not too many."""
    assert verify([KEY], signed() | {"webhook-timestamp": stamp}, b"{}", NOW) == "webhook-timestamp 不是数字。"


@pytest.mark.parametrize(("seconds", "genuine"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_the_tolerance_is_five_minutes(seconds: int, genuine: bool) -> None:  # noqa: FBT001 - a table of cases
    """Both ways, like the reference library."""
    assert (verify([KEY], signed(), b"{}", NOW + timedelta(seconds=seconds)) == "") is genuine


@pytest.mark.parametrize("signature", ["v1", "v1,", "v1,abc", "v2,abc", ", ,", "v1a,xyz v1,签名", "abc"])
def test_a_forged_signature_is_not_believed(signature: str) -> None:
    """Wrong, empty, of another version, not even well formed."""
    assert verify([KEY], signed() | {"webhook-signature": signature}, b"{}", NOW) == "签名不符，请核对密钥。"


@given(st.binary(max_size=40))
def test_a_changed_body_is_not_believed(body: bytes) -> None:
    """One signature fits one body."""
    assert (verify([KEY], signed(b"{}"), body, NOW) == "") is (body == b"{}")


def test_the_reference_library_rejects_what_we_reject() -> None:
    """A wrong key is a wrong key to both."""
    other = "whsec_" + base64.b64encode(b"o" * 32).decode()
    headers = sign(message(b"{}"), holder(key(KEY)), datetime.now(UTC), SHA)
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(b"{}", headers)
    assert verify([other], headers, b"{}", datetime.now(UTC)) != ""
    assert verify([], headers, b"{}", datetime.now(UTC)) != ""


def test_sm3_beside_sha256() -> None:
    """Where the system has SM3, both signatures stand side by side, and either receiver is content."""
    national = sm3_signer()
    assert (national is not None) == ("sm3" in hashlib.algorithms_available)
    if national is not None:
        headers = sign(message(b"{}"), holder(key(KEY)), NOW, (HmacSigner(), national))
        assert verify([KEY], headers, b"{}", NOW) == ""
        assert verify([KEY], headers, b"{}", NOW, national) == ""
        assert verify([KEY], signed(), b"{}", NOW, national) != ""
