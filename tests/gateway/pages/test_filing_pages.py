"""From the try-out to the signed slip, as a clerk goes: pages over HTTP, read as she reads them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bench.browser import Browser, Seen, signed_in, somebody
from bench.door import NOW, Door, open_door, working
from bench.small_report import CULPRIT, WRONG, small_report
from filings.account import AccountRole
from filings.agency import Agency
from filings.submission import Submission
from workers.embedded import Valkey

NAMES = {"U0": "试验县财政局", "U1": "试验县教育局", "U2": "试验县水利局"}


@pytest.fixture(name="door")
def _door(tmp_path: Path, queue: Valkey) -> Iterator[Door]:
    """A door behind which filings are audited, with nothing filed."""
    with open_door(tmp_path / "home", queue.url) as made, working(made):
        yield made


def handed(data: bytes, name: str = "年报.docx", part: str = "file") -> list[tuple[str, tuple[str, bytes]]]:
    """A file as a form sends it."""
    return [(part, (name, data))]


def settled(browser: Browser, page: Seen) -> Seen:
    """The page once what it waits for is there: it asks to be looked at again until then."""
    for _ in range(60):
        if page.tree.css_first("meta[http-equiv=refresh]") is None:
            return page
        page = browser.get(page.path + "?new=1" if page.path.startswith("/submissions") else page.path)
    raise AssertionError(page.text)


def filed(browser: Browser, data: bytes, year: int = 2025, name: str = "年报.docx", **typed: str) -> Seen:
    """File a document; the page that follows."""
    page = browser.get(f"/upload?year={year}")
    return settled(browser, browser.send(page, "/upload", files=handed(data, name), year=str(year), **typed))


def last(door: Door, agency: str, year: int = 2025) -> Submission:
    """The last filing of a slot."""
    return door.ledger.submissions.of(agency, year)[-1]


def there(door: Door, agency: str, year: int = 2025) -> Submission:
    """A filing that somebody has made, three of its sums wrong."""
    browser = signed_in(door, agency=agency, name="先一")
    filed(browser, small_report(WRONG, NAMES[agency], year), year)
    return last(door, agency, year)


def test_a_try_out_is_no_filing(door: Door) -> None:
    """The verdict is that of the filing, the page says that nothing was filed, and nothing was."""
    browser = signed_in(door, name="试一")
    before = door.ledger.submissions.recent()
    page = browser.send(browser.get("/try"), "/try", files=handed(small_report(WRONG)))
    page = settled(browser, page)
    assert "还没有报送。" in page.text
    assert "✕ 必须修改" in page.text
    assert "疑似1格有误，涉及3条" in page.text
    assert door.ledger.submissions.recent() == before
    other = signed_in(door, name="试二")
    assert other.get(page.path).status == 404  # a result is its asker's alone
    changed = browser.send(browser.get(page.path + "/trial"), "/trial", **{CULPRIT: "7"})
    assert "✓ 校验通过" in changed.text


def test_a_readable_copy_goes_with_the_sealed_file(door: Door) -> None:
    """Tried and filed with its copy: the figures are the copy's, both files are kept, and what differs is told."""
    browser = signed_in(door, name="附一")
    sealed, copy = small_report(WRONG), small_report()
    files = [*handed(sealed, "年报.pdf"), *handed(copy, "原件.docx", "readable")]
    page = browser.get("/try")
    assert "盖章前的Word原件" in page.text
    tried = settled(browser, browser.send(page, "/try", files=files))
    assert "盖章的文件和另附的可读文件写的不一样" in tried.text
    assert "疑似1格有误" not in tried.text
    done = settled(browser, browser.send(browser.get("/upload?year=2025"), "/upload", files=files, year="2025"))
    assert "另附的可读文件" in done.text
    assert "盖章的文件和另附的可读文件写的不一样" in done.text
    assert {one.role for one in last(door, "U0").documents} == {"report", "readable"}
    assert (
        "是空的"
        in browser.send(browser.get("/try"), "/try", files=[*handed(sealed), *handed(b"", "x.docx", "readable")]).text
    )


def test_a_filing_is_shown_on_its_own_tables(door: Door) -> None:
    """One wrong figure: its cell is solid with ①②③, the list has the same numbers, and each leads to the other."""
    browser = signed_in(door, name="报一")
    page = filed(browser, small_report(WRONG))
    cell = page.tree.css_first("#c-applications-total-natural")
    assert cell is not None
    assert "culprit" in (cell.attributes["class"] or "")
    signs = cell.css("a.sign")
    assert [one.text() for one in signs] == ["①", "②", "③"]
    for one in signs:
        finding = page.tree.css_first((one.attributes["href"] or "").replace("#", "#"))
        assert finding is not None
        assert one.text() in finding.text()
        assert finding.css_first('a[href="#c-applications-total-natural"]') is not None
    assert "本系统不检查：保密审查、附件真实性、文字质量。" in page.text
    assert last(door, "U0").received_at == NOW


def test_a_link_to_a_finding_leads_there_after_signing_in(door: Door) -> None:
    """Sent to a colleague it asks to sign in and then opens at that finding; made-up marks lead nowhere else."""
    page = signed_in(door, name="链一").get(f"/submissions/{there(door, 'U0').id}")
    link = page.tree.css_first(".finding .to-self")
    assert link is not None
    made, colleague = somebody(door, AccountRole.HEAD, name="链二"), Browser(door)
    arrived = colleague.sign_in(made.login, path=link.attributes["href"] or "")
    anchor = page.tree.css(".finding")[0].attributes["id"]
    assert (arrived.path, arrived.response.url.fragment) == (page.path, anchor)
    assert arrived.tree.css_first(f"#{anchor}") is not None
    for made_up in ("//example.org", "f-zz", "f-1%0d%0aX:1"):
        seen = colleague.get(f"{page.path}?finding={made_up}")
        assert (seen.status, seen.path, seen.response.history) == (200, page.path, [])


def test_what_is_sent_in_is_never_markup(door: Door) -> None:
    """Script in the name of the file, in a cell and in the text is shown as it was written and does nothing."""
    browser = signed_in(door, agency="U1", name="脚本")
    bad = "<script>alert(1)</script>"
    texts = {1: (f"全年共收到政府信息公开申请99件{bad}。",), 5: ("无。",), 6: ("无。",)}
    data = small_report({"proactive.regulations.issued": "<b>7</b>"}, NAMES["U1"], 2024, texts)
    page = filed(browser, data, 2024, name=f"{bad}.docx")
    assert [one for one in page.tree.css("script") if not one.attributes.get("src")] == []
    assert page.tree.css("#c-proactive-regulations-issued b") == []
    assert "<b>7</b>" in page.tree.css_first("#c-proactive-regulations-issued").text()  # type: ignore[union-attr]
    policy = page.response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    digest = last(door, "U1", 2024).documents[0].sha256
    saved = browser.client.get(f"{page.path}/documents/{digest}")
    assert (saved.status_code, saved.content) == (200, data)
    assert saved.headers["content-disposition"].startswith("attachment")


def test_a_change_is_tried_and_nothing_is_kept(door: Door) -> None:
    """试改 mends the sums, lists old and new, says that the file is as it was; the filing has one audit, as before."""
    browser = signed_in(door, name="改一")
    page = filed(browser, small_report({**WRONG, "proactive.penalties.decisions": "5"}))
    if "就这样报送" in page.text:
        page = settled(browser, browser.send(page, "/upload/confirm"))
    audits = door.ledger.audits.history(last(door, "U0").id)
    form = browser.get(page.path + "/trial")
    assert "原文件不会改变。" in form.text
    done = browser.send(form, "/trial", **{CULPRIT: "7"})
    assert "✓ 校验通过" in done.text, done.text[:1500]
    rows = [[cell.text() for cell in row.css("th, td")] for row in done.tree.css("table.list tbody tr")]
    assert rows == [["1", "第三部分表格“办理结果总计”行“自然人”列", "70", "7"]]
    assert door.ledger.audits.history(last(door, "U0").id) == audits
    same = browser.send(form, "/trial")
    assert "没有改动任何一格。" in same.text


def test_a_filing_sent_again_is_compared(door: Door) -> None:
    """The same file is not filed twice; one that mends nothing asks first and keeps the file; a mended one is told."""
    browser = signed_in(door, agency="U2", name="重一")
    wrong = small_report(WRONG, NAMES["U2"])
    filed(browser, wrong)
    same = filed(browser, wrong, name="又一次.docx")
    assert "完全相同，没有重复登记" in same.text
    assert len(door.ledger.submissions.of("U2", 2025)) == 1
    asked = filed(browser, small_report({**WRONG, "proactive.coercion.decisions": "1"}, NAMES["U2"]))
    assert "现在还没有报送" in asked.text
    assert len(door.ledger.submissions.of("U2", 2025)) == 1
    all_the_same = settled(browser, browser.send(asked, "/upload/confirm"))
    assert "第2次报送" in all_the_same.text
    assert "已改好0条，新增0条，仍有3条" in all_the_same.text
    mended = filed(browser, small_report({"proactive.coercion.decisions": "1"}, NAMES["U2"]), reason="改正总计")
    assert "已改好3条，新增0条，仍有0条" in mended.text
    assert "以第一次收到的日期（2026年1月20日）为准" in mended.text
    told = browser.get(mended.path + "/compare")
    cells = [[cell.text() for cell in row.css("th, td")] for row in told.tree.css("table.list tbody tr")]
    assert cells == [["第三部分表格“办理结果总计”行“自然人”列", "70", "7"]]
    assert "重报的理由" in browser.get(mended.path + "/timeline").text
    first = door.ledger.submissions.of("U2", 2025)[0]
    old = browser.get(f"/submissions/{first.id}")
    assert "这是第1次报送，后来又报送过，最新的是 第3次" in old.text
    assert old.tree.css_first(f'a[href="{mended.path}"]') is not None
    assert "后来又报送过" not in mended.text
    assert browser.get(f"/submissions/{first.id}/compare").status == 404


def test_what_waits_to_be_confirmed_is_its_senders_alone(door: Door) -> None:
    """A made-up mark, another's mark, and one that was lost: a page that says what to do, and nothing is filed."""
    browser = signed_in(door, agency="U1", name="等一")
    filed(browser, small_report(WRONG, NAMES["U1"]))
    asked = filed(browser, small_report({**WRONG, "proactive.coercion.decisions": "2"}, NAMES["U1"]))
    count = len(door.ledger.submissions.of("U1", 2025))
    pending = asked.fields("/upload/confirm")["pending"]
    other = signed_in(door, name="等二")
    page = other.get("/upload")
    for mark in (pending, "chk_0", ""):
        fields = {"csrf": page.fields("/upload")["csrf"], "pending": mark}
        answer = other.client.post("/upload/confirm", data=fields)
        assert answer.status_code == 404
        assert "请重新选择文件上传" in answer.text
    door.ledger.acts.accept(last(door, "U1").id, "office", NOW, "已核实")
    late = browser.send(asked, "/upload/confirm")
    assert (late.status, "主管部门办理过这份报告，没有报送" in late.text) == (409, True)
    assert len(door.ledger.submissions.of("U1", 2025)) == count


def test_a_large_filing_does_not_wait_in_memory(door: Door) -> None:
    """What is too large to be held until somebody confirms is filed at once, as it is asked."""
    browser = signed_in(door, agency="U0", name="大一")
    filed(browser, small_report(WRONG, year=2024), 2024)
    large = [*handed(small_report({**WRONG, "proactive.coercion.decisions": "4"}, year=2024)),
             ("scan", ("盖章.pdf", b"%PDF" + bytes(9 * 1024**2)))]  # fmt: skip
    page = settled(browser, browser.send(browser.get("/upload"), "/upload", files=large, year="2024"))
    assert "第2次报送" in page.text


def test_after_acceptance_it_is_a_correction(door: Door) -> None:
    """更正 needs its reason, says when and where it was published again, and the page says what stays in force."""
    browser = signed_in(door, agency="U0", name="更一")
    filed(browser, small_report(year=2023), 2023)
    door.ledger.acts.accept(last(door, "U0", 2023).id, "office", NOW)
    form = browser.get("/upload?year=2023")
    assert "原来审核同意的报告继续有效" in form.text
    data = small_report({"proactive.coercion.decisions": "1"}, year=2023)
    without = browser.send(form, "/upload", files=handed(data), year="2023")
    assert (without.status, "写明更正的理由" in without.text) == (409, True)
    page = filed(
        browser, data, 2023, reason="漏填行政强制1件", republished_on="2026-01-22",
        republished_at="https://www.example.gov.cn/2023.html",
    )  # fmt: skip
    assert "第2次报送" in page.text
    (remark,) = door.ledger.remarks.of(last(door, "U0", 2023).id)
    assert (remark.kind.value, remark.text) == (
        "corrected",
        "漏填行政强制1件；重新公布日期：2026年1月22日；重新公布网址：https://www.example.gov.cn/2023.html",
    )


def test_after_a_return_the_first_arrival_decides(door: Door) -> None:
    """A returned filing says until when, and that the day of the first arrival stays what it was."""
    browser = signed_in(door, agency="U1", name="退一")
    page = filed(browser, small_report(agency=NAMES["U1"], year=2023), 2023)
    name = last(door, "U1", 2023).id
    day = (NOW + timedelta(days=9)).date()
    door.ledger.acts.send_back(name, "office", NOW, "请补充第六部分", resubmit_by=day)
    seen = browser.get(page.path)
    assert "请补充第六部分" in seen.text
    assert "请在2026年1月29日前重新报送。是否按时，以第一次收到的日期（2026年1月20日）为准" in seen.text


def test_a_slip_is_printed_signed_and_put_to_its_filing(door: Door) -> None:
    """The slip bears number, hash and key figures; its scan is one more file of that filing and no filing."""
    browser = signed_in(door, agency="U2", name="单一")
    page = filed(browser, small_report(agency=NAMES["U2"], year=2024), 2024)
    filing = last(door, "U2", 2024)
    assert "没有确认单不算晚报" in page.text
    slip = browser.get(page.path + "/slip")
    for word in ("填报人", "审核人", "负责人签字", "单位盖章", "保密审查意见", filing.id, filing.documents[0].sha256):
        assert word in slip.text, word
    assert re.search(r"“本年新收”行“总计”列 7", slip.text)
    for data, name in ((small_report(), "年报.docx"), (b"x", "a.exe")):
        refused = browser.send(slip, "/slip", files=handed(data, name, "scan"))
        assert (refused.status, "请扫描或拍照后上传" in refused.text) == (409, True)
    done = browser.send(slip, "/slip", files=handed(b"%PDF-1.4 signed", "确认单.pdf", "scan"))
    assert "已上传： 确认单.pdf" in done.text
    assert len(door.ledger.submissions.of("U2", 2024)) == 1
    assert [one.role for one in last(door, "U2", 2024).documents] == ["report", "slip"]
    assert "附上报送确认单" in browser.get(page.path + "/timeline").text
    again = filed(browser, small_report({"proactive.coercion.decisions": "1"}, NAMES["U2"], 2024), 2024)
    elsewhere = browser.send(
        browser.get(again.path + "/slip"), "/slip", files=handed(b"%PDF-1.4 signed", "确认单.pdf", "scan")
    )
    assert (elsewhere.status, "已经附在另一次报送（第1次）上" in elsewhere.text) == (409, True)


def test_a_timeline_is_whole_however_often_it_was_looked_at(door: Door) -> None:
    """Hundreds of looks at a filing are in the log; what was done after them is still told, and the looks are not."""
    browser = signed_in(door, agency="U2", name="看一")
    filing = there(door, "U2", 2024)
    session = door.ledger.sessions.find(browser.client.cookies["gouji"], timedelta(hours=1), door.clock[0])
    assert session is not None
    for _ in range(210):
        door.ledger.sessions.note("submission.viewed", filing.id, session, "127.0.0.1", NOW)
    door.ledger.acts.send_back(filing.id, "主管部门经办人（某）", NOW, "请补充第六部分")
    seen = browser.get(f"/submissions/{filing.id}/timeline")
    rows = [[cell.text() for cell in row.css("th, td")][1:] for row in seen.tree.css("table.list tbody tr")]
    assert ["退回修改", "主管部门经办人（某）", "请补充第六部分"] in rows
    assert len(rows) < 20


def test_a_report_that_was_scanned_is_no_slip(door: Door) -> None:
    """A PDF that reads as a report is refused as a slip, with the way to file it."""
    from samples.forms import Draft, compose  # noqa: PLC0415
    from samples.writers import pdf as pdf_writer  # noqa: PLC0415 - of this test alone
    from samples.writers.canvas import Style, draw  # noqa: PLC0415
    from schemas.editions import edition  # noqa: PLC0415

    parts = compose(Draft(edition="2021", values=dict.fromkeys(edition("2021").refs, "0"), year=2024))
    data = pdf_writer.write(draw(list(parts), Style()))
    browser = signed_in(door, agency="U2", name="单二")
    slip = browser.get(f"/submissions/{there(door, 'U2', 2024).id}/slip")
    refused = browser.send(slip, "/slip", files=handed(data, "盖章报告.pdf", "scan"))
    assert (refused.status, "是一份年度报告，不是签字盖章的报送确认单" in refused.text) == (409, True)


def test_another_agency_sees_nothing(door: Door) -> None:
    """Every page of a filing is, to another agency, as if it were not there; the office reads and does not file."""
    name = there(door, "U2", 2024).id
    stranger = signed_in(door, agency="U0", name="外一")
    for rest in ("", "/trial", "/compare", "/slip", "/receipt", "/timeline", "/documents/" + "0" * 64):
        seen = stranger.get(f"/submissions/{name}{rest}")
        assert (seen.status, "U2" in seen.text) == (404, False), rest
    for made_up in ("sub_" + "0" * 32, "sub_x", "%E4%B8%80"):
        assert stranger.get(f"/submissions/{made_up}").status == 404, made_up
    office = signed_in(door, AccountRole.OFFICE, name="办一")
    assert office.get(f"/submissions/{name}").status == 200
    assert "上传修改后的文件" not in office.get(f"/submissions/{name}").text
    assert office.get("/upload").status == 403
    tried = office.send(office.get("/try"), "/try", files=handed(small_report(agency=NAMES["U1"])), agency="U1")
    assert "✓ 校验通过" in settled(office, tried).text


def test_numbers_of_persons_are_hidden_everywhere(door: Door) -> None:
    """An identity number in the text and a telephone in the file's name: masked on every page, whole in the file."""
    browser = signed_in(door, agency="U1", name="号一")
    texts = {1: ("申请人身份证号11010519491231002X的申请当场答复。",), 5: ("无。",), 6: ("无。",)}
    data = small_report(agency=NAMES["U1"], year=2024, texts=texts)
    page = filed(browser, data, 2024, name="年报13800138000.docx")
    if "就这样报送" in page.text:
        page = settled(browser, browser.send(page, "/upload/confirm"))
    assert "110*************2X" in page.text
    for rest in ("", "/trial", "/compare", "/slip", "/receipt", "/timeline"):
        seen = browser.get(page.path + rest)
        assert "11010519491231002X" not in seen.response.text, rest
        assert "13800138000" not in seen.response.text, rest


def test_nothing_and_too_much_is_said_in_words(door: Door) -> None:
    """No file, an empty file, a year that is none: each a page with the next step, and nothing is filed."""
    browser = signed_in(door, name="空一")
    count = len(door.ledger.submissions.of("U0", 2022))
    page = browser.get("/upload?year=2022")
    assert (
        "没有选择年度报告文件" in browser.send(page, "/upload", files=handed(b"x", "a.pdf", "scan"), year="2022").text
    )
    assert "是空的" in browser.send(page, "/upload", files=handed(b"", "年报.docx"), year="2022").text
    assert browser.get("/upload?year=999").status == 422
    assert "是空的" in browser.send(browser.get("/try"), "/try", files=handed(b"")).text
    assert browser.get("/try/chk_0").status == 404
    assert len(door.ledger.submissions.of("U0", 2022)) == count


def test_a_session_that_ends_during_an_upload(door: Door) -> None:
    """The page says that the file was not taken and lies where it was; signed in again, she files it."""
    made = somebody(door, agency="U2", name="断一")
    browser, count = Browser(door), len(door.ledger.submissions.of("U2", 2023))
    browser.sign_in(made.login)
    form, data = browser.get("/upload?year=2023"), small_report(agency=NAMES["U2"], year=2023)
    door.clock[0] = NOW + timedelta(days=2)
    lost = browser.send(form, "/upload", files=handed(data), year="2023")
    assert (lost.status, "文件没有收下，还在您的电脑里" in lost.text) == (401, True)
    assert len(door.ledger.submissions.of("U2", 2023)) == count
    browser.sign_in(made.login)
    stale = browser.send(form, "/upload", files=handed(data), year="2023")  # the page of the session before
    assert stale.status == 401
    assert "第1次报送" in filed(browser, data, 2023).text
    door.clock[0] = NOW


def test_a_page_waits_without_a_script(tmp_path_factory: pytest.TempPathFactory, queue: Valkey) -> None:
    """While nobody audits, the page says that the file is safe and looks again by itself; later it says it is slow."""
    with open_door(tmp_path_factory.mktemp("idle"), queue.url) as door:
        browser = signed_in(door, name="候一")
        page = browser.send(browser.get("/upload"), "/upload", files=handed(small_report()))
        assert "已收到，正在核查" in page.text
        asked = page.tree.css_first("meta[http-equiv=refresh]")
        assert asked is not None
        assert asked.attributes["content"] == f"2;url={page.path}"  # the address after an upload is waited for once
        plain = browser.get(page.path).tree.css_first("meta[http-equiv=refresh]")
        assert plain is not None
        assert plain.attributes["content"] == "2"
        assert "还没有核查完，不能试改" in browser.get(page.path + "/trial").text
        assert "尚未核查完毕" in browser.get(page.path + "/slip").text
        door.clock[0] = NOW + timedelta(minutes=5)
        slow = browser.get(page.path)
        assert "核查比平时慢。文件已经保存，不需要重传" in slow.text
        assert slow.tree.css_first("meta[http-equiv=refresh]").attributes["content"] == "15"  # type: ignore[union-attr]


def test_an_agency_that_was_renamed_keeps_its_filings(door: Door) -> None:
    """The page names the agency as the register does today."""
    browser = signed_in(door, agency="U0", name="名一")
    found = door.ledger.register.find("U0")
    assert isinstance(found, Agency)
    door.ledger.register.put([replace(found, name="试验县财政和国资局")], "test", NOW)
    page = browser.get(f"/submissions/{there(door, 'U0').id}")
    assert "试验县财政和国资局2025年度报告核查结果" in page.text
    door.ledger.register.put([found], "test", NOW)
