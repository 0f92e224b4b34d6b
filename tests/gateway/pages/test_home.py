"""What is asked this year, the blank form, and accounts on a page."""

from datetime import date
from pathlib import Path

import pytest

from bench.browser import PASSWORD, Browser, signed_in, somebody
from bench.door import AREA, NOW, Door, open_door
from filings.account import AccountRole
from filings.agency import Agency
from filings.calendar import Deadlines
from filings.one_time import SIGNS, otp, otp_step, typed_code
from gateway.pages.blank import blank_form
from gateway.pages.home import dates
from gateway.pages.saying import countdown
from readers import read
from workers.embedded import Valkey


@pytest.mark.parametrize(
    ("until", "today", "said"),
    [
        (date(2027, 1, 31), date(2027, 1, 29), "还有2天；这一天是周末，之前最后一个周五是1月29日"),  # a Sunday
        (date(2027, 1, 30), date(2027, 1, 29), "还有1天；这一天是周末，之前最后一个周五是1月29日"),
        (date(2027, 1, 29), date(2027, 1, 29), "今天24时截止"),
        (date(2027, 1, 29), date(2027, 1, 31), "已过2天"),
    ],
)
def test_a_date_is_told_with_its_weekend(until: date, today: date, said: str) -> None:
    """How far it is, and the last Friday before a weekend; the date itself does not move."""
    assert countdown(until, today) == said


def test_a_date_that_nobody_set_is_told_so() -> None:
    """Never an empty cell, and both duties have a line."""
    lines = dates(Deadlines(report_by=date(2027, 1, 31), basis="条例第四十九条"), date(2027, 1, 1))
    assert [(line.name, line.when) for line in lines] == [
        ("报送期限", "2027年1月31日（星期日）"), ("公布期限", "还没有确定"),
    ]  # fmt: skip


def test_the_blank_form_is_read_as_the_form_of_its_year() -> None:
    """Title, agency, year and all three tables of the official form, every cell blank."""
    agency = Agency(code="U0", name="试验县财政局", kind="department")
    report = read(blank_form(agency, 2025, date(2026, 1, 5)), "空白.docx")
    assert (report.edition, report.year, report.agency) == ("2021", 2025, "试验县财政局")
    assert {section.number for section in report.sections} == {1, 2, 3, 4, 5, 6}
    assert report.cells
    assert not any(cell.value for cell in report.cells.values())


def test_a_clerk_is_told_what_is_asked(door: Door) -> None:
    """Both dates, the way to file, the blank form as a download; the office sees boxes of agencies instead."""
    clerk, office = signed_in(door, name="张三"), signed_in(door, AccountRole.OFFICE, name="周办")
    home = clerk.get("/")
    assert "试验县财政局：2025年度政府信息公开工作年度报告" in home.text
    assert "2026年1月31日（星期六）" in home.text
    assert "还有11天" in home.text
    assert "试验县政务公开办" in home.text
    blank = clerk.client.get("/blank?year=2025")
    assert blank.headers["content-disposition"].startswith("attachment")
    assert clerk.get("/blank?year=1999").status == 422
    assert "待报送（3个）" in office.get("/").text


def test_the_office_issues_a_code_in_two_clicks(door: Door) -> None:
    """The list, one button, the code on the screen: it opens; people of the office are an administrator's matter."""
    clerk, other = somebody(door, name="忘了<i>"), somebody(door, AccountRole.OFFICE, name="李办")
    office = signed_in(door, AccountRole.OFFICE, name="王办")
    listed = office.get("/people")
    assert "忘了<i>" in listed.text
    with pytest.raises(LookupError):
        listed.form(f"/people/{other.id}/code")
    token = listed.fields("/sign-out")
    assert office.client.post(f"/people/{other.id}/code", data=token).status_code == 403
    shown = office.send(listed, f"/people/{clerk.id}/code")
    code = shown.tree.css_first(".code").text()
    browser = Browser(door)
    assert browser.sign_in(clerk.login).status == 401  # the old password is over
    assert browser.sign_in(clerk.login, code).path == "/password"


def test_an_administrator_adds_and_removes(door: Door) -> None:
    """Faults are told beside what was typed; a removed person is signed out at once and can not come back."""
    admin = signed_in(door, AccountRole.ADMIN, name="管一")
    wrong = admin.send(admin.get("/people"), "/people", name="新人", role="clerk", agency="")
    assert (wrong.status, "要写明单位" in wrong.text) == (422, True)
    done = admin.send(wrong, "/people", name="新人", role="clerk", agency="U0")
    login, code = done.tree.css_first("strong").text(), done.tree.css_first(".code").text()
    person = Browser(door)
    person.send(person.sign_in(login, code), "/password", password=PASSWORD, again=PASSWORD)
    found, _ = door.ledger.accounts.meant(login)
    assert "已删除新人" in admin.send(admin.get(f"/people/{found.id}/remove"), f"/people/{found.id}/remove").text
    assert person.get("/").path == "/sign-in"
    assert person.sign_in(login).status == 401


def test_an_agency_with_markup_in_its_name_is_words(tmp_path: Path, queue: Valkey) -> None:
    """Whatever the register holds is shown as it is written, on the clerk's pages and the office's."""
    with open_door(tmp_path, queue.url) as door:
        name = "<script>alert(1)</script>局"
        door.ledger.register.put([Agency(code="X1", name=name, kind="department", jurisdiction=AREA)], "test", NOW)
        for browser in (signed_in(door, agency="X1"), signed_in(door, AccountRole.OFFICE)):
            page = browser.get("/")
            assert name in page.text
            assert "<script>alert" not in page.response.text


def test_codes_are_read_as_people_type_them() -> None:
    """Small letters, gaps and dashes are forgiven, look-alikes are in no code; anything else is none."""
    assert typed_code("acde-fghj") == typed_code("ACDE FGHJ") == "ACDEFGHJ"
    assert typed_code("ACDEFGH") == typed_code("ACDEFGH0") == typed_code("") == ""
    assert not set("01IOLZ2S5B8") & set(SIGNS)


def test_one_time_figures_are_those_of_the_standard() -> None:
    """The values of RFC 6238, appendix B, to six figures; a neighbour's step is forgiven, an older one not."""
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, figures in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
        assert otp(key, seconds // 30) == figures
        assert otp_step(key, figures, seconds + 30) == seconds // 30
        assert otp_step(key, figures, seconds + 90) is None
