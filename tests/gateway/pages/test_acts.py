"""Acts by forms: one act whatever is clicked, whoever is quicker; and nothing for who may not."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bench.browser import Browser, Seen, signed_in, somebody
from bench.door import NOW, OTHER, Door, working
from filings.account import AccountRole, RemarkKind
from filings.act import ActKind
from filings.intake import Receipt, Upload
from filings.submission import Submission
from samples.forms import Draft, refs, write

_LATE = NOW + timedelta(days=30)
_FIGURES = {
    "applications.new.natural": "7", "applications.new.total": "7", "applications.granted.natural": "6",
    "applications.granted.total": "6", "applications.total.natural": "6", "applications.total.total": "6",
}  # fmt: skip


def mixed(mark: str) -> bytes:
    """A report with findings of every severity; ``mark`` tells it from others."""
    draft = Draft(edition="2021", values={}, agency="试验县财政局", year=2025, signed_on="2026年1月19日")
    values = {**dict.fromkeys(refs(draft), "0"), **_FIGURES}
    texts = {
        1: ("全年共收到政府信息公开申请8件。", f"（一）主动公开。{mark}。"),
        5: ("存在的主要问题：形式单一。", "改进情况：增加图表。"), 6: ("没有收取信息处理费。",),
    }  # fmt: skip
    return write(replace(draft, values=values, texts=texts), "html")


def file(door: Door, mark: str, by: str = "test") -> Submission:
    """A filing that is audited: its report has must_fix findings and ones to verify."""
    upload = Upload(name="年报.html", data=mixed(mark))
    taken = door.desk.door.take("U0", 2025, [upload], "form", by=by)
    assert isinstance(taken, Receipt), taken
    with working(door):
        while door.ledger.audits.of(taken.submission.id) is None:
            threading.Event().wait(0.02)
    return taken.submission


def acts_of(door: Door, filing: Submission) -> list[ActKind]:
    """The acts on it."""
    return [one.kind for one in door.ledger.acts.of(filing.id)]


def at_once(*sends: Callable[[], Seen]) -> list[Seen]:
    """What several are answered who send at the same moment."""
    found: list[Seen] = []
    ready = threading.Barrier(len(sends))

    def run(send: Callable[[], Seen]) -> None:
        ready.wait()
        found.append(send())

    threads = [threading.Thread(target=run, args=(send,)) for send in sends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_clicks_are_one_act(either: Door) -> None:
    """The same form sent twice, one after the other and at once: one withdrawal, and both are told of it."""
    filing, browser = file(either, "两次"), signed_in(either, name="张三")
    page = browser.get(f"/submissions/{filing.id}/acts")
    answers = at_once(*[lambda: browser.send(page, "/withdraw", reason="传错了")] * 2)
    answers.append(browser.send(page, "/withdraw", reason="传错了"))
    assert acts_of(either, filing) == [ActKind.WITHDRAWN]
    assert all(answer.status == 200 for answer in answers)
    assert "已撤回，不再计入报送" in answers[-1].text
    assert "单位经办人（张三）" in answers[-1].text


def test_two_people_are_one_act_and_one_is_told_who(either: Door) -> None:
    """Two tabs of two people: one withdraws, the other reads by whom and when; what was typed is still there."""
    filing = file(either, "两人")
    first, second = signed_in(either, name="王一"), signed_in(either, AccountRole.HEAD, name="王二")
    pages = [one.get(f"/submissions/{filing.id}/acts") for one in (first, second)]
    answers = at_once(
        lambda: first.send(pages[0], "/withdraw", reason="甲的理由"),
        lambda: second.send(pages[1], "/withdraw", reason="乙的理由"),
    )
    assert acts_of(either, filing) == [ActKind.WITHDRAWN]
    assert sorted(answer.status for answer in answers) == [200, 409]
    (told,) = [answer.text for answer in answers if answer.status == 409]
    assert "没有办理" in told
    assert "已对该报送件“撤回”，这一次没有再办" in told
    assert ("王一" in told) or ("王二" in told)


def test_two_explanations_are_one(either: Door) -> None:
    """Of one finding, by two people in their own words: one counts, the other is told; and it is audited again."""
    filing = file(either, "说明")
    first, second = signed_in(either, name="李一"), signed_in(either, name="李二")
    pages = [one.get(f"/submissions/{filing.id}/acts") for one in (first, second)]
    mark = pages[0].fields("/explain")["finding"]
    answers = at_once(
        lambda: first.send(pages[0], "/explain", text="历年口径如此"),
        lambda: second.send(pages[1], "/explain", text="数字属实"),
    )
    said = [one for one in either.ledger.explanations_and_waivers.explanations("U0", 2025) if one.fingerprint == mark]
    assert len(said) == 1
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert "说明了这一条" in next(answer.text for answer in answers if answer.status == 409)


def test_reasons_for_each_must_fix(either: Door) -> None:
    """附说明报送 wants a sentence for each finding; with them the filing is marked, once, whoever sends."""
    filing = file(either, "附说明")
    first, second = signed_in(either, name="赵一"), signed_in(either, name="赵二")
    pages = [one.get(f"/submissions/{filing.id}/acts") for one in (first, second)]
    names = [name for name in pages[0].fields("/insist") if name.startswith("text.")]
    assert names
    short = first.send(pages[0], "/insist", **dict.fromkeys(names[1:], "属实"), **{names[0]: " "})
    assert short.status == 409
    done = first.send(pages[0], "/insist", **dict.fromkeys(names, "属实"))
    assert "附说明，待审核" in done.text
    late = second.send(pages[1], "/insist", **dict.fromkeys(names, "另有原因"))
    assert (late.status, "已对该报送件附说明报送" in late.text) == (409, True)
    assert len(either.ledger.insisting.of(filing.id)) == len(names)


def test_after_the_deadline_it_is_a_request(either: Door) -> None:
    """The agency's withdrawal becomes a request that the office sees; the office withdraws; a second one is told."""
    filing = file(either, "期限后")
    either.clock[0] = _LATE
    try:
        first, second = signed_in(either, name="孙一"), signed_in(either, name="孙二")
        office = signed_in(either, AccountRole.OFFICE, name="周办")
        page, other = (one.get(f"/submissions/{filing.id}/acts") for one in (first, second))
        assert "已向主管部门申请撤回" in first.send(page, "/withdraw", reason="数字全错").text
        assert acts_of(either, filing) == []
        again = second.send(other, "/withdraw", reason="也要撤")
        assert (again.status, "申请撤回" in again.text) == (409, True)
        sees = office.get(f"/submissions/{filing.id}/acts")
        assert "数字全错" in sees.text
        assert "已撤回" in office.send(sees, "/withdraw", reason="同意").text
        assert acts_of(either, filing) == [ActKind.WITHDRAWN]
    finally:
        either.clock[0] = NOW


def test_the_head_confirms_what_another_sent(either: Door) -> None:
    """Never the same person; a clerk is not asked; once is enough."""
    head = somebody(either, AccountRole.HEAD, name="钱局")
    own = file(either, "自己报", by=f"单位负责人（{head.id}）")
    browser = Browser(either)
    browser.sign_in(head.login)
    refused = browser.send(browser.get(f"/submissions/{own.id}/acts"), "/confirm")
    assert (refused.status, "不能是报送的人" in refused.text) == (409, True)
    filing = file(either, "别人报")
    assert "还没有经单位负责人确认" in browser.get("/").text
    assert "已负责人确认" in browser.send(browser.get(f"/submissions/{filing.id}/acts"), "/confirm").text
    assert [one.kind for one in either.ledger.remarks.of(filing.id)] == [RemarkKind.CONFIRMED]
    assert "还没有经单位负责人确认" not in browser.get("/").text
    with pytest.raises(LookupError):
        browser.get(f"/submissions/{filing.id}/acts").form("/confirm")


def test_a_doubt_reaches_the_office_and_changes_nothing(either: Door) -> None:
    """这条不对: one line on one finding, shown with the filing, escaped; of a finding that there is not, nothing."""
    filing, browser = file(either, "不对"), signed_in(either, name="吴一")
    audit = either.ledger.audits.of(filing.id)
    mark = audit.findings[0].fingerprint
    page = browser.get(f"/submissions/{filing.id}/doubt?finding={mark}")
    done = browser.send(page, "/doubt", text="<script>alert(1)</script>口径不同")
    assert "已转告主管部门" in done.text
    assert "<script>alert" not in done.response.text
    assert [(one.about, one.text[-4:]) for one in either.ledger.remarks.of(filing.id)] == [(mark, "口径不同")]
    assert browser.get(f"/submissions/{filing.id}/doubt?finding=none").status == 404
    assert either.ledger.audits.of(filing.id) == audit


def test_forged_and_borrowed_nonces_do_nothing(either: Door) -> None:
    """A made-up nonce, one of another form, of another filing, of another's session: nothing is done."""
    filing, other = file(either, "甲件"), file(either, "乙件")
    browser, neighbour = signed_in(either, name="郑一"), signed_in(either, name="郑二")
    page = browser.get(f"/submissions/{filing.id}/acts")
    wrong = [
        "", "x", "0" * 32 + "." + "0" * 32, page.fields("/explain")["nonce"],
        browser.get(f"/submissions/{other.id}/acts").fields("/withdraw")["nonce"],
        neighbour.get(f"/submissions/{filing.id}/acts").fields("/withdraw")["nonce"],
    ]  # fmt: skip
    for nonce in wrong:
        answer = browser.send(page, "/withdraw", reason="试试", nonce=nonce)
        assert (answer.status, "没有办理" in answer.text) == (409, True)
        assert answer.fields("/withdraw")["reason"] == "试试"
    assert acts_of(either, filing) == []


def test_a_session_that_ends_meanwhile_loses_no_words(either: Door) -> None:
    """The page says what to do and shows what was typed; nothing was done."""
    filing, browser = file(either, "过期"), signed_in(either, name="冯一")
    page = browser.get(f"/submissions/{filing.id}/acts")
    either.clock[0] = NOW + timedelta(hours=2)
    answer = browser.send(page, "/withdraw", reason="写了很长的理由")
    either.clock[0] = NOW
    assert answer.status == 401
    assert "登录已过期，这次没有办理" in answer.text
    assert "写了很长的理由" in answer.text
    assert acts_of(either, filing) == []


def test_a_session_that_ends_during_an_upload_says_what_to_do(either: Door) -> None:
    """The answer is a page, not a broken connection: the file was not taken and is still on the clerk's machine."""
    browser = signed_in(either, name="褚一")
    page = browser.get("/upload?year=2025")
    either.clock[0] = NOW + timedelta(hours=2)
    answer = browser.send(page, "/upload", files=[("file", ("年报.docx", b"x" * 3_000_000))])
    either.clock[0] = NOW
    assert answer.status == 401
    assert "文件没有收下，还在您的电脑里" in answer.text
    assert "重新登录" in answer.text
    form = signed_in(either, name="褚二").get("/upload?year=2025")
    assert form.form("/upload")


def test_every_look_and_act_is_on_record_with_its_address(either: Door) -> None:
    """Viewed and sent, by account and from where; the name stands nowhere in the event log."""
    filing, browser = file(either, "留痕"), signed_in(either, name="陈留痕")
    browser.send(browser.get(f"/submissions/{filing.id}/acts"), "/withdraw", reason="传错了")
    told = {one.kind: one for one in either.ledger.event_log.events(filing.id)}
    assert {"submission.viewed", "page.sent", "report.withdrawn"} <= set(told)
    assert told["page.sent"].facts["address"] == "127.0.0.1"
    assert "陈留痕" not in repr(told)


def test_anothers_filing_is_not_there(either: Door) -> None:
    """Of another agency or county: the same 404 for looking and for acting as for one that does not exist."""
    filing = file(either, "别家的")
    for browser in (
        signed_in(either, agency="U1", name="外一"),
        signed_in(either, agency="V0", name="外二", area=OTHER),
    ):
        own = browser.get("/").fields("/sign-out")
        for name in (filing.id, "sub_" + "0" * 32, "sub_x"):
            answers = [browser.get(f"/submissions/{name}/acts")]
            answers += [
                Seen(browser.client.post(f"/submissions/{name}/{verb}", data={**own, "reason": "x", "text": "x"}))
                for verb in ("withdraw", "explain", "insist", "doubt")
            ]
            assert {(answer.status, "没有找到这份报送件" in answer.text) for answer in answers} == {(404, True)}
