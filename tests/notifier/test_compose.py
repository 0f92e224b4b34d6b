"""Composing: every event gives each recipient one notice of the published shape, below 20 kB, always the same bytes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.agency import Agency
from filings.dossier import Waiver
from filings.finding import Audit, Finding, Severity, Verdict
from filings.notice import Endpoint, Notice, NoticeType
from filings.submission import Document, Submission
from notifier import compose
from notifier.occasion import Occasion
from notifier.shapes import BODY_LIMIT
from schemas.validate import faults

Composer = Callable[[Occasion], tuple[Notice, ...]]
TODAY = date(2026, 1, 20)
HOOK = Endpoint(id="e1", url="https://oa.example.gov.cn/hook?key=secret", serves=frozenset())
BOX = Endpoint(id="m1", url="mailto:clerk@jt.example.cn", serves=frozenset(), channel="mail")


def data_of(notice: Notice) -> dict[str, Any]:
    """The event's data."""
    data: dict[str, Any] = json.loads(notice.body)["data"]
    return data


@pytest.fixture
def every(
    submission: Submission, agency: Agency, finding: Callable[..., Finding], audit: Callable[..., Audit]
) -> dict[str, Composer]:
    """One composing of every type, to be called with an occasion."""
    waiver = Waiver(fingerprint="fp1", facts_digest="d", reason="机构合并", approver="王主任", until=date(2026, 12, 31))
    return {
        "submission.received": lambda o: compose.submission_received(o, submission, agency),
        "submission.held": lambda o: compose.submission_held(o, submission, agency, "报告写的是另一个单位"),
        "audit.completed": lambda o: compose.audit_completed(o, audit(finding()), submission, agency, TODAY),
        "report.reopened": lambda o: compose.report_reopened(o, submission, agency, "退回修改", "退错了"),
        "report.returned": lambda o: compose.report_returned(o, submission, agency, "表三未填", TODAY),
        "report.accepted": lambda o: compose.report_accepted(o, submission, agency, TODAY),
        "deadline.approaching": lambda o: compose.deadline_approaching(o, agency, 2025, date(2026, 1, 31), "条例"),
        "deadline.missed": lambda o: compose.deadline_missed(o, agency, 2025, date(2026, 1, 15), "条例"),
        "waiver.granted": lambda o: compose.waiver_granted(o, agency, 2025, finding(), waiver),
        "bulletin.issued": lambda o: compose.bulletin_issued(o, 2025, TODAY, [("已审核同意", 30), ("逾期", 2)]),
        "endpoint.disabled": lambda o: compose.endpoint_disabled(o, HOOK, "连续5天共20次发送全部失败"),
        "endpoint.test": lambda o: compose.endpoint_test(o, BOX),
    }


@pytest.mark.parametrize("kind", list(NoticeType))
def test_every_type_has_the_published_shape(every: dict[str, Composer], occasion: Occasion, kind: NoticeType) -> None:
    """Event and notice fit their schemas, for agency and office, in the right type and under one id."""
    notices = every[kind.value](occasion)
    assert [notice.recipient for notice in notices] == ["agency:N-007", "office:330999"]
    assert len({notice.id for notice in notices}) == 2
    for notice in notices:
        event = json.loads(notice.body)
        assert list(faults("event", event)) == []
        assert list(faults("notice", compose.notice_json(notice))) == []
        assert (event["id"], event["type"], event["subject"]) == (notice.id, kind.value, notice.subject)
        assert event["source"] == "urn:gouji:330999"
        assert event["time"] == "2026-01-20T02:30:00.000Z"
        assert len(notice.body) < BODY_LIMIT


@pytest.mark.parametrize("kind", ["submission.received", "audit.completed"])
def test_practice_is_said_in_the_body_and_the_title(every: dict[str, Composer], occasion: Occasion, kind: str) -> None:
    """What is told of practice says so in a shape that fits the schema; in earnest nothing is said of it."""
    for notice in every[kind](replace(occasion, practice=True)):
        assert notice.practice
        assert data_of(notice)["practice"] is True
        assert notice.title.startswith("【练习】")
        assert list(faults("event", json.loads(notice.body))) == []
        assert not BOX.wants(notice)
    assert not any(notice.practice or "practice" in data_of(notice) for notice in every[kind](occasion))


@pytest.mark.parametrize("kind", list(NoticeType))
def test_the_schema_lets_no_data_be_missing_or_unknown(
    every: dict[str, Composer], occasion: Occasion, kind: NoticeType
) -> None:
    """Every key of the data is promised to receivers, and no other may appear."""
    event = json.loads(every[kind.value](occasion)[0].body)
    for key in event["data"]:
        short = {**event, "data": {name: value for name, value in event["data"].items() if name != key}}
        assert list(faults("event", short)), key
    assert list(faults("event", {**event, "data": {**event["data"], "extra": 1}}))


@pytest.mark.parametrize("kind", list(NoticeType))
def test_composing_again_gives_the_same_bytes(every: dict[str, Composer], occasion: Occasion, kind: NoticeType) -> None:
    """Whatever the zone the instant is written in."""
    moved = replace(occasion, created=occasion.created.astimezone(tz=UTC))
    assert every[kind.value](occasion) == every[kind.value](moved)


def test_another_event_is_another_notice(every: dict[str, Composer], occasion: Occasion) -> None:
    """The second audit of a report is told anew."""
    first = every["audit.completed"](occasion)
    second = every["audit.completed"](replace(occasion, about="aud_2"))
    assert first[0].id != second[0].id


def test_findings_keep_their_words(
    occasion: Occasion,
    submission: Submission,
    agency: Agency,
    finding: Callable[..., Finding],
    audit: Callable[..., Audit],
) -> None:
    """Message, place, fix and basis stand in data and letter exactly as the audit has them."""
    found = finding(message="“总计”一栏为9，各列之和为8，相差1。", place="表三“本年新收”行", fix="核对各列后改正总计。")
    notice = compose.audit_completed(occasion, audit(found), submission, agency)[0]
    data = data_of(notice)
    told = data["findings"][0]
    for words in (found.message, found.place, found.fix, *found.basis):
        assert words in notice.text
    assert (told["message"], told["place"], told["fix"]) == (found.message, found.place, found.fix)
    assert told["basis"] == list(found.basis)
    assert data["due"] is None
    assert data["open"] == {"must_fix": 1, "verify": 0, "hint": 0}
    assert data["suspects"][0]["cells"] == [{"ref": "applications.new.total", "found": "9", "suggested": "8"}]


def test_an_ordinary_audit_is_told_whole(
    occasion: Occasion,
    submission: Submission,
    agency: Agency,
    finding: Callable[..., Finding],
    audit: Callable[..., Audit],
) -> None:
    """Twenty findings fit."""
    notice = compose.audit_completed(occasion, audit(*map(finding, range(1, 21))), submission, agency)[0]
    assert data_of(notice)["findings_left_out"] == 0
    assert len(data_of(notice)["findings"]) == 20


def test_a_long_list_is_cut_and_says_so(
    occasion: Occasion,
    submission: Submission,
    agency: Agency,
    finding: Callable[..., Finding],
    audit: Callable[..., Audit],
) -> None:
    """The gravest come first; the count and the place of the rest are given; settled ones come last."""
    many = [finding(number, Severity.HINT) for number in range(1, 300)]
    grave = [finding(900), finding(901, waived=True), finding(902, Severity.VERIFY)]
    notice = compose.audit_completed(occasion, audit(*many, *grave), submission, agency)[0]
    data = data_of(notice)
    assert len(notice.body) < BODY_LIMIT
    assert [told["fingerprint"] for told in data["findings"][:2]] == ["fp900", "fp902"]
    assert data["findings_total"] == 302
    assert data["findings_left_out"] == 302 - len(data["findings"]) > 0
    assert data["read_at"] == occasion.read_at
    assert list(faults("event", json.loads(notice.body))) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(1, 30_000), max_size=12), st.text('名。\x00"\\', min_size=1, max_size=3000))
def test_no_content_breaks_the_limit(
    occasion: Occasion,
    submission: Submission,
    finding: Callable[..., Finding],
    audit: Callable[..., Audit],
    sizes: list[int],
    words: str,
) -> None:
    """Giant messages, names and file names never make a body too large or ill-shaped."""
    hostile = Agency(code="N-007", name=words, kind="department")
    named = replace(submission, documents=tuple(Document(sha256="a" * 64, name=words) for _ in range(40)))
    findings = [finding(number, message="长" * size) for number, size in enumerate(sizes, start=1)]
    for notices in (
        compose.audit_completed(occasion, audit(*findings), named, hostile),
        compose.report_returned(occasion, named, hostile, words * 3, None),
    ):
        for notice in notices:
            assert len(notice.body) < BODY_LIMIT
            assert list(faults("event", json.loads(notice.body))) == []


def test_a_secret_address_is_not_told(every: dict[str, Composer], occasion: Occasion) -> None:
    """Of an endpoint only its host is named, in data, title and letter."""
    notice = every["endpoint.disabled"](occasion)[1]
    assert b"secret" not in notice.body
    assert "secret" not in notice.text
    assert data_of(notice)["endpoint"] == {"id": "e1", "channel": "webhook", "host": "oa.example.gov.cn"}
    assert data_of(every["endpoint.test"](occasion)[0])["endpoint"]["host"] == "jt.example.cn"


def test_no_host_is_an_empty_host(occasion: Occasion) -> None:
    """An address that cannot be taken apart tells nothing."""
    odd = replace(HOOK, url="https:///x")
    assert data_of(compose.endpoint_test(occasion, odd)[0])["endpoint"]["host"] == ""


def test_attachments_are_named_by_hash(every: dict[str, Composer], occasion: Occasion) -> None:
    """The annotated copy is stored before; the notice says which it is."""
    copy = Document(sha256="c" * 64, name="年报（批注）.docx", role="annotated", size=9)
    notice = every["audit.completed"](replace(occasion, attachments=(copy,)))[0]
    assert notice.attachments == (copy,)
    assert data_of(notice)["attachments"] == [
        {"sha256": "c" * 64, "name": "年报（批注）.docx", "role": "annotated", "size": 9}
    ]


def test_days_are_counted_in_beijing(agency: Agency, occasion: Occasion) -> None:
    """Late in the evening of UTC it is the next day there."""
    evening = replace(occasion, created=datetime(2026, 1, 30, 17, 0, tzinfo=UTC))
    notice = compose.deadline_approaching(evening, agency, 2025, date(2026, 1, 31))[0]
    assert data_of(notice)["days_left"] == 0
    late = replace(occasion, created=datetime(2026, 1, 31, 16, 0, tzinfo=UTC))
    assert data_of(compose.deadline_missed(late, agency, 2025, date(2026, 1, 31))[0])["days_late"] == 1


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_told(
    occasion: Occasion, submission: Submission, agency: Agency, audit: Callable[..., Audit], verdict: Verdict
) -> None:
    """The machine's word, in both languages of the event."""
    data = data_of(compose.audit_completed(occasion, audit(verdict=verdict), submission, agency)[0])
    assert (data["verdict"], data["verdict_label"]) == (verdict.value, verdict.label)


def test_numbers_of_persons_in_names_of_files_are_not_sent(
    occasion: Occasion, submission: Submission, agency: Agency
) -> None:
    """Neither in the letter nor in the data, though the filing keeps the name as it came."""
    named = replace(submission.documents[0], name="李四13800138000.docx")
    told = compose.submission_received(occasion, replace(submission, documents=(named,)), agency)
    assert len(told) == 2
    for notice in told:
        assert "13800138000" not in notice.text + notice.body.decode() + notice.title
        assert "李四138******00.docx" in notice.body.decode()
        assert "李四138******00.docx" in notice.text
