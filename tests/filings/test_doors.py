"""What the doors ask of filings: who a token is for, how a filing is named, whose reasons count, when it came."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from filings.act import FilingReason
from filings.arrival import EARLIEST, unfit_arrival
from filings.filing_name import filing_marks, filing_name
from filings.finding import Finding, Severity
from filings.insisting import lacking, statement_on
from filings.opened import OpenedAddress
from filings.submission import Document, Submission
from filings.token import AccessToken, TokenRole, token_hash

_NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
_FOUND = Finding(
    rule="A01", title="合计不符", severity=Severity.MUST_FIX, message="", place="", refs=(), places=(),
    facts={}, basis=(), fix="", fingerprint="f1", facts_digest="d",
)  # fmt: skip


def _document(name: str, role: str = "report") -> Document:
    return Document(sha256="0" * 64, name=name, role=role, size=1)


def _filing(*documents: Document) -> Submission:
    return Submission(
        id="sub_0123456789abcdef", agency="U1", year=2025, received_at=_NOW, documents=documents, channel="command"
    )


@pytest.mark.parametrize(
    ("agency", "asked", "covered"), [("", "U1", True), ("U1", "U1", True), ("U1", "U2", False), ("", "", True)]
)
def test_a_token_is_for_its_area_and_agency_alone(agency: str, asked: str, covered: bool) -> None:  # noqa: FBT001
    """Another agency, and the same agency of another county, are not covered."""
    token = AccessToken(
        id="t", hash="", role=TokenRole.AGENCY, area="530000", agency=agency, created_at=_NOW, created_by="甲"
    )
    assert token.covers("530000", asked) is covered
    assert not token.covers("530001", asked)


def test_roles_have_words_and_secrets_leave_only_a_hash() -> None:
    """Each role has a Chinese word of its own; two secrets never share a hash, odd characters included."""
    assert len({role.label for role in TokenRole}) == len(TokenRole)
    assert token_hash("a") != token_hash("b")
    assert len(token_hash("\ud800")) == 64


def test_a_filing_is_named_by_what_tells_it_from_the_others() -> None:
    """Agency, year, ordinal, file, time in Shanghai and the number's beginning."""
    said = filing_name("云岭县教育局", _filing(_document("年报.docx")))
    assert said == "云岭县教育局2025年度报告（第1次报送，文件“年报.docx”，2026-01-20 10:30收到，编号sub_0123456789ab）"


def test_a_filing_without_ordinal_with_more_files_and_a_portals_time() -> None:
    """No ordinal is no word; more files are counted; both times are told."""
    filing = _filing(_document("年报.pdf"), _document("附件.docx", "attachment"))
    told = filing_marks(replace(filing, ordinal=0, taken_at=_NOW + timedelta(hours=1)))
    assert told.startswith("文件“年报.pdf等2个”")
    assert "报送平台2026-01-20 10:30收到、本系统2026-01-20 11:30登记" in told
    assert "没有文件" in filing_marks(_filing())


def test_only_a_must_fix_without_a_sentence_lacks_one() -> None:
    """A sentence by rule or fingerprint counts, the last one; hints, waived and explained findings ask for none."""
    first, last = FilingReason(finding="A01", text="一"), FilingReason(finding="f1", text="二")
    assert statement_on(_FOUND, [first, last]) is last
    assert statement_on(replace(_FOUND, severity=Severity.HINT), [first]) is None
    others = [replace(_FOUND, severity=Severity.HINT), replace(_FOUND, waived=True), replace(_FOUND, explained=True)]
    assert lacking([_FOUND, *others], []) == (_FOUND,)
    assert lacking([_FOUND], [first]) == ()
    assert lacking([_FOUND], [replace(first, text=" ")]) == (_FOUND,)


@pytest.mark.parametrize(
    ("before", "fits"), [(timedelta(0), True), (EARLIEST, True), (EARLIEST + timedelta(seconds=1), False)]
)
def test_a_portals_time_lies_within_the_last_seven_days(before: timedelta, fits: bool) -> None:  # noqa: FBT001
    """To the second; a time to come is told as one."""
    assert (unfit_arrival(_NOW - before, _NOW) == "") is fits
    assert "还没有到" in unfit_arrival(_NOW + timedelta(seconds=1), _NOW)


@pytest.mark.parametrize(
    ("host", "text"), [("oa.example", "oa.example:8443=10.0.0.0/8"), ("fd00::1", "[fd00::1]:8443=10.0.0.0/8")]
)
def test_an_opened_address_is_written_as_allowances_are(host: str, text: str) -> None:
    """An address of version 6 stands in brackets."""
    assert OpenedAddress(host=host, port=8443, subnet="10.0.0.0/8", by="甲", reason="乙", at=_NOW).text == text
