"""Notices: ids that are stable and distinct, and endpoints that want what they are set up for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from filings.notice import Endpoint, Notice, NoticeType, Recipient, RecipientKind, Secret, notice_id

NOW = datetime(2026, 1, 20, tzinfo=UTC)
KINDS = st.sampled_from(NoticeType)
WORDS = st.text("ab/:-1", max_size=6)


@given(KINDS, WORDS, WORDS, KINDS, WORDS, WORDS)
def test_ids_are_equal_only_for_equal_events(
    kind: NoticeType, about: str, to: str, kind2: NoticeType, about2: str, to2: str
) -> None:
    """Type, event and recipient all count, and moving a letter from one to the next is another id."""
    same = (kind, about, to) == (kind2, about2, to2)
    assert (notice_id(kind, about, to) == notice_id(kind2, about2, to2)) is same


def test_an_id_never_changes() -> None:
    """Ids are kept by receivers for years: this one must come out on every machine and in every version."""
    made = notice_id(NoticeType.AUDIT_COMPLETED, "aud_1", "agency:N-007")
    assert made == "ntc_dc01405f198569ad13faa49e22675d54"
    assert "." not in made


def test_recipients_are_keyed_by_kind_and_code() -> None:
    """An agency and an office with one code are two."""
    assert Recipient(kind=RecipientKind.AGENCY, code="1").key == "agency:1"
    assert Recipient(kind=RecipientKind.OFFICE, code="1", name="办公室").key == "office:1"


def test_an_endpoint_wants_its_own() -> None:
    """Its recipients, its types, and nothing while it is disabled."""
    notice = Notice(
        id="n", type=NoticeType.AUDIT_COMPLETED, recipient="agency:1", subject="s", title="t", text="t", body=b"{}",
        created=NOW,
    )  # fmt: skip
    endpoint = Endpoint(id="e", url="https://a.cn", serves=frozenset({"agency:1", "agency:2"}))
    assert endpoint.wants(notice)
    assert endpoint.wants(replace(notice, recipient="agency:2"))
    assert not endpoint.wants(replace(notice, recipient="office:1"))
    assert not replace(endpoint, disabled="停用").wants(notice)
    assert replace(endpoint, types=frozenset({NoticeType.AUDIT_COMPLETED})).wants(notice)
    assert not replace(endpoint, types=frozenset({NoticeType.DEADLINE_MISSED})).wants(notice)


def test_a_secret_holds_from_until_before() -> None:
    """The first instant is in, the last is out."""
    secret = Secret(value="whsec_x", since=NOW, until=NOW + timedelta(hours=1))
    assert secret.holds(NOW)
    assert not secret.holds(NOW - timedelta(seconds=1))
    assert not secret.holds(NOW + timedelta(hours=1))
    assert replace(secret, until=None).holds(NOW + timedelta(days=999))
