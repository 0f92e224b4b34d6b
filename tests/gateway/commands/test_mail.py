"""Letters to the register's addresses: kept until released, one letter an address, outside the verdict alone."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

from collections.abc import Callable
from pathlib import Path

import pytest

from filings.civil import SHANGHAI
from filings.delivery import DeliveryState
from filings.notice import Notice
from notifier.compose import deadline_approaching
from workers.channels import channels
from workers.recipients import occasion
from workers.settings import settings

_HEADS = "统一社会信用代码,单位名称,类别,邮箱"
_ROWS = (
    "X001,云岭县财政局,县政府部门,czj@yunling.gov.cn",
    "X002,云岭县教育局,县政府部门,CZJ@yunling.gov.cn",
    "X003,云岭县水利局,县政府部门,shuili@163.com",
    "X004,云岭县档案局,县政府部门,",
)


@pytest.fixture
def mailed(terminal, sheet: Callable[..., Path]):  # noqa: ANN201 - a terminal
    """A county whose register came with addresses; what the import said is kept beside it."""
    terminal(
        "register", "county", "--code", "450000", "--name", "云岭县", "--office", "云岭县人民政府办公室",
        "--domain", "yunling.gov.cn", "--phone", "0771-1234567",
    )  # fmt: skip
    path = sheet(_HEADS, *_ROWS)
    terminal.said = terminal("register", "import", path, "--document", "1号", "--approver", "李某")
    return terminal


def _remind(terminal, agency: str) -> Notice:
    """A reminder to an agency, as the clock writes it."""
    office = terminal.office
    found = office.agency(agency)
    about = occasion(f"{found.code}/2025/T-7", office.parts.now(), office.area, found)
    told = deadline_approaching(about, found, 2025, about.today)
    office.ledger.notices.put(told, office.parts.now())
    return next(one for one in told if one.recipient.startswith("agency:"))


def test_the_import_says_how_many_would_be_written_to(mailed) -> None:
    """Addresses, those outside, those without, and the command that lets letters go."""
    assert "4个单位中3个有邮箱，共2个地址，一个地址一封信" in mailed.said
    assert "1个不在政务域名内，只发结论和网址：shuili@163.com" in mailed.said
    assert "没有邮箱：云岭县档案局" in mailed.said
    assert "gouji mail enable" in mailed.said


def test_letters_are_kept_until_the_office_releases_them(mailed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes out before; then what waits goes, and what comes later goes at once."""
    notice = _remind(mailed, "财政局")
    (kept,) = mailed.ledger.notices.deliveries(notice=notice.id)
    assert kept.state is DeliveryState.HELD
    assert "GOUJI_MAIL_HOST" in mailed("mail", "enable", "--reason", "核对过", "--approver", "李某", status=2)
    monkeypatch.setenv("GOUJI_MAIL_HOST", "mail.yunling.gov.cn")
    monkeypatch.setenv("GOUJI_MAIL_FROM", "zwgk@yunling.gov.cn")
    settings.cache_clear()
    assert "留存的1份即将发出" in mailed("mail", "enable", "--reason", "核对过", "--approver", "李某")
    assert mailed.ledger.notices.deliveries(notice=notice.id)[0].state is DeliveryState.PENDING
    later = _remind(mailed, "水利局")
    assert mailed.ledger.notices.deliveries(notice=later.id)[0].state is DeliveryState.PENDING
    mailed("mail", "disable", "--reason", "演练", "--approver", "李某")


def test_one_address_is_one_endpoint_for_all_that_gave_it(mailed) -> None:
    """Two agencies at one mailbox: one endpoint that serves both, whatever the case of the letters."""
    found = {one.url: one.serves for one in mailed.ledger.endpoints.listed()}
    assert found["mailto:czj@yunling.gov.cn"] == {"agency:X001", "agency:X002"}
    assert len(found) == 2


def test_endpoints_follow_the_register(mailed, sheet: Callable[..., Path]) -> None:
    """A changed address replaces the old one, which is told and used no more; an import again changes nothing."""
    before = mailed.ledger.endpoints.listed()
    path = sheet(_HEADS, "X003,云岭县水利局,县政府部门,slj@yunling.gov.cn")
    mailed("register", "import", path, "--document", "2号", "--approver", "李某")
    found = {one.url: one for one in mailed.ledger.endpoints.listed()}
    assert found["mailto:shuili@163.com"].disabled
    assert found["mailto:slj@yunling.gov.cn"].serves == {"agency:X003"}
    assert found["mailto:czj@yunling.gov.cn"] in before


def test_what_was_set_up_by_hand_is_not_held_back(mailed) -> None:
    """An address that the office itself added sends at once; the register only adds whom it serves."""
    mailed("endpoint", "add", "zfb@yunling.gov.cn", "--agency", "档案局")
    notice = _remind(mailed, "档案局")
    assert [one.state for one in mailed.ledger.notices.deliveries(notice=notice.id)] == [DeliveryState.PENDING]


def test_outside_the_own_domains_only_verdict_and_link_are_told(mailed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The channel judges by the county's domains, whoever is told."""
    monkeypatch.setenv("GOUJI_MAIL_HOST", "mail.yunling.gov.cn")
    monkeypatch.setenv("GOUJI_MAIL_FROM", "zwgk@yunling.gov.cn")
    settings.cache_clear()
    inside = channels(mailed.office.parts)["mail"].inside
    assert inside("agency:X001", "czj@yunling.gov.cn")
    assert inside("office:450000", "bgs@oa.yunling.gov.cn")
    assert not inside("agency:X003", "shuili@163.com")


def test_recipients_of_the_list_are_told_apart(mailed) -> None:
    """Before anything is released the office can read whom letters would go to and what they would hold."""
    said = mailed("mail", "list")
    assert "czj@yunling.gov.cn  全文  云岭县财政局、云岭县教育局" in said
    assert "shuili@163.com  只发结论和网址  云岭县水利局" in said


def test_notices_are_listed_newest_first_with_whose_copy_they_are(mailed) -> None:
    """Time, state, the recipient by name and which copy; the office's own copy is told apart."""
    mailed("endpoint", "add", "zfb@yunling.gov.cn", "--office")
    first, second = _remind(mailed, "财政局"), _remind(mailed, "水利局")
    said = mailed("notices")
    lines = said.splitlines()
    assert "云岭县财政局（报送单位一份）" in said
    assert "云岭县人民政府办公室（主管部门一份）" in said
    assert f"{first.created.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" in lines[0]
    assert said.index(second.id) < said.index(first.id)
