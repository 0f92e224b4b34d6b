"""The letters: what a clerk reads says what happened, what to do, by when, on what ground, and where to ask."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from filings.agency import Agency, Jurisdiction
from filings.dossier import Waiver
from filings.finding import Audit, Finding, Outcome, Severity, Status, Verdict
from filings.notice import Endpoint
from filings.submission import Document, Submission
from notifier import wording
from notifier.audit_wording import LETTER_LIMIT, audited, line, next_step, numeral
from notifier.occasion import ContactPoint, Occasion
from notifier.wording import NOT_AN_APPROVAL, Letter

DUE = date(2026, 1, 31)
Findings = Callable[..., Finding]
Audits = Callable[..., Audit]


@pytest.fixture
def tell(occasion: Occasion, submission: Submission, agency: Agency) -> Callable[..., Letter]:
    """The letter on an audit, to the agency (0) or the office (1)."""

    def write(audit: Audit, to: int = 0, due: date | None = DUE) -> Letter:
        return audited(occasion, occasion.recipients[to], audit, submission, agency, due)

    return write


def test_the_letter_in_full(tell: Callable[..., Letter], finding: Findings, audit: Audits) -> None:
    """Salutation, verdict, findings by gravity with place, reason, step and ground, deadline, contact, date."""
    letter = tell(audit(finding(2, Severity.VERIFY), finding(1)))
    assert letter.title == "云溪县交通运输局2025年度报告校验结果：必须修改"
    assert letter.summary == "云溪县交通运输局2025年度报告（第1次报送）：必须修改。必须修改1项，请核实1项。"
    assert letter.text == (
        "云溪县交通运输局：\n\n"
        "　　你单位报送的2025年政府信息公开工作年度报告（第1次报送，2026年1月20日收到）已完成校验，"
        "结论为：必须修改。请对照下列意见逐项办理。\n\n"
        "　　一、必须修改（1项）\n"
        "　　（一）总计不等于各列之和1\n"
        "　　位置：表三第1行\n"
        "　　问题：第1行总计为9，各列之和为8。\n"
        "　　办法：请核对该行各列。\n"
        "　　依据：国办公开办函〔2021〕30号\n\n"
        "　　二、请核实（1项）\n"
        "　　（一）总计不等于各列之和2\n"
        "　　位置：表三第2行\n"
        "　　问题：第2行总计为9，各列之和为8。\n"
        "　　办法：请核对该行各列。\n"
        "　　依据：国办公开办函〔2021〕30号\n\n"
        "　　疑似错格：若第三部分表格“本年新收”行“总计”列由9改为8，可消除1条。（供参考，请以台账为准）\n\n"
        "　　请于2026年1月31日24时前修改后重新报送。经核对无误、须按原样报送的，请选择“附说明报送”，"
        "对每条“必须修改”的意见至少写一句说明，由主管机构审核。“请核实”事项中数据属实的，请逐项填写说明。\n"
        "　　校验通过不等于审核同意，报告以主管机构的审核意见为准。\n"
        "　　详情见：https://gouji.example/submissions/sub_1\n"
        "　　如有疑问，请与云溪县人民政府办公室联系（电话：0570-0000000）。\n\n"
        "云溪县人民政府办公室\n2026年1月20日\n（本通知由系统自动发送）\n"
    )


@pytest.mark.parametrize("to", [0, 1])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_no_verdict_reads_like_an_approval(
    tell: Callable[..., Letter], finding: Findings, audit: Audits, verdict: Verdict, to: int
) -> None:
    """Whatever the machine says, the letter says that it is not the office's word."""
    letter = tell(audit(finding(), verdict=verdict), to)
    assert NOT_AN_APPROVAL in letter.text
    assert verdict.label in letter.title


def test_a_suspect_is_named_while_what_it_explains_is_open(
    tell: Callable[..., Letter], finding: Findings, audit: Audits
) -> None:
    """In the words of the terminal; of a finding that was waived no cell is suspected any more, on any form."""
    assert "疑似错格：若第三部分表格" in tell(audit(finding(1))).text
    assert "疑似错格" not in tell(audit(finding(1, waived=True), finding(2))).text
    assert "疑似错格：若applications.new.total由9改为8" in tell(audit(finding(1), edition=None)).text


def test_the_office_reads_one_line_and_the_findings(
    tell: Callable[..., Letter], finding: Findings, audit: Audits
) -> None:
    """Hints are left out, places are named, nobody is told to ask himself."""
    letter = tell(audit(finding(1), finding(2, Severity.HINT), finding(3, Severity.VERIFY, place="")), 1)
    assert "　　1. [必须修改] 表三第1行：第1行总计为9，各列之和为8。\n" in letter.text
    assert "　　2. [请核实] 第3行总计为9，各列之和为8。\n" in letter.text
    assert "提示1项" in letter.summary
    assert "如有疑问" not in letter.text


def test_settled_findings_are_not_asked_for_again(
    tell: Callable[..., Letter], finding: Findings, audit: Audits
) -> None:
    """Waived and explained ones are only counted; what is left is told."""
    letter = tell(
        audit(
            finding(1, waived=True),
            finding(2, Severity.VERIFY, explained=True),
            finding(3),
            outcomes=(Outcome(rule="H01", status=Status.FAILED),),
            notes=("单位类别按名称推断为部门。",),
        )
    )
    assert "另有2项已作说明或已获豁免" in letter.text
    assert "另有1项校验因系统原因未能完成" in letter.text
    assert "单位类别按名称推断为部门。" in letter.text
    assert "总计不等于各列之和3" in letter.text
    assert "总计不等于各列之和1" not in letter.text


def test_reasons_for_all_that_must_be_mended_wait_for_the_office(
    tell: Callable[..., Letter], finding: Findings, audit: Audits
) -> None:
    """附说明报送 with a sentence for each is received and waits; a doubt that is left is still asked for."""
    grave = (finding(1, explained=True), finding(2, waived=True))
    letter = tell(audit(*grave))
    assert "已收到，附说明，待审核，目前不需你单位办理其他事项。" in letter.text
    assert "重新报送" not in letter.text
    assert tell(audit(*grave), 1).summary.endswith("：必须修改。已收到，附说明，待审核。")
    assert "重新报送" in tell(audit(*grave, finding(3))).text
    assert "已收到，附说明" not in tell(audit(*grave, finding(3, Severity.VERIFY))).text


def test_late_is_told_beside_the_verdict_and_asks_for_a_reason_only(
    tell: Callable[..., Letter], finding: Findings, audit: Audits
) -> None:
    """校验通过，晚报4天: nothing is to be mended; once the reason is on record the fact stays and nothing is asked."""
    late = replace(finding(1, Severity.HINT), rule="D15", facts={"days": 4})
    letter = tell(audit(late, verdict=Verdict.CLEAN))
    assert letter.title.endswith("校验结果：校验通过，晚报4天")
    assert "结论为：校验通过，晚报4天。" in letter.text
    assert "晚报4天，请说明原因，不必为此重新报送。" in letter.text
    said = tell(audit(replace(late, explained=True), verdict=Verdict.CLEAN))
    assert said.title.endswith("校验结果：校验通过，晚报4天")
    assert "请说明原因" not in said.text


@pytest.mark.parametrize("to", [0, 1])
def test_a_very_long_list_is_cut_with_its_count(
    tell: Callable[..., Letter], finding: Findings, audit: Audits, to: int
) -> None:
    """Fifty are enough for one letter, and it says how many more there are."""
    letter = tell(audit(*(finding(number) for number in range(1, 61))), to)
    assert "其余10项请在系统中查看" in letter.text
    assert f"第{LETTER_LIMIT}行总计" in letter.text
    assert f"第{LETTER_LIMIT + 1}行总计" not in letter.text


def test_a_bare_finding_leaves_no_empty_labels(tell: Callable[..., Letter], finding: Findings, audit: Audits) -> None:
    """Without place, fix or basis those lines are missing, not empty."""
    letter = tell(audit(finding(place="", fix="", basis=())))
    assert "位置：" not in letter.text
    assert "办法：" not in letter.text
    assert "依据：" not in letter.text


def test_a_clean_report_needs_nothing(tell: Callable[..., Letter], finding: Findings, audit: Audits) -> None:
    """And hints are called hints."""
    letter = tell(audit(verdict=Verdict.CLEAN))
    assert "没有需要你单位办理的事项" in letter.text
    assert "目前不需你单位办理其他事项，请等待审核。" in letter.text
    assert letter.summary.endswith("：校验通过。没有需要办理的事项。")
    hinted = tell(audit(finding(1, Severity.HINT), verdict=Verdict.CLEAN))
    assert "下列提示供参考。" in hinted.text


def test_an_unreadable_file_says_what_to_do(tell: Callable[..., Letter], finding: Findings, audit: Audits) -> None:
    """That is our state: the file has come, nobody is late for it, and who wishes may file again."""
    letter = tell(audit(finding(title="文件无法打开"), verdict=Verdict.UNREADABLE))
    assert "文件已收到，系统没有读出内容，由我们打开原件核对，不算漏报" in letter.text
    assert "不必担心因此晚报" in letter.text
    assert "必须修改" not in letter.title


def test_the_deadline_is_said_as_it_is(
    finding: Findings, submission: Submission, agency: Agency, audit: Audits
) -> None:
    """Before it, after it, without one; and a verdict that rests on our own failure asks nothing of the agency."""
    still, doubt = (finding(1, Severity.VERIFY),), audit(verdict=Verdict.EXPLAIN)
    assert next_step(doubt, still, DUE, DUE).startswith("请于2026年1月31日24时前办理")
    assert next_step(doubt, still, DUE, date(2026, 2, 1)).startswith("报送期限（2026年1月31日）已过，请尽快")
    assert next_step(audit(finding()), (finding(),), None, DUE).startswith("请尽快修改")
    assert next_step(doubt, (), DUE, DUE) == "目前不需你单位办理其他事项，请等待审核。"
    assert line(audit(verdict=Verdict.EXPLAIN), submission, agency).endswith("：请核实。有校验未能完成。")


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (50, "五十"), (99, "九十九")]
)
def test_numbers_of_items(number: int, text: str) -> None:
    """As official letters count."""
    assert numeral(number) == text


def short_letters(
    occasion: Occasion, submission: Submission, agency: Agency, finding: Findings, to: int
) -> dict[str, Letter]:
    """One of each short letter."""
    recipient = occasion.recipients[to]
    waiver = Waiver(fingerprint="f", facts_digest="d", reason="机构合并", approver="王主任", until=date(2026, 12, 31))
    endpoint = Endpoint(id="e1", url="", serves=frozenset())
    return {
        "已收到": wording.received(occasion, recipient, submission, agency),
        "归属待核对": wording.held(occasion, recipient, submission, agency, "报告写的是另一个单位"),
        "退回": wording.returned(occasion, recipient, submission, agency, "表三未填。", DUE),
        "审核同意": wording.accepted(occasion, recipient, submission, agency, date(2026, 1, 20)),
        "期限提醒": wording.approaching(occasion, recipient, agency, 2025, DUE, "条例第四十九条", "received"),
        "逾期": wording.missed(occasion, recipient, agency, 2025, date(2026, 1, 15), "条例第四十九条", "received"),
        "豁免": wording.waived(occasion, recipient, agency, 2025, finding(), waiver),
        "通报": wording.bulletin(occasion, recipient, 2025, date(2026, 4, 1), [("已审核同意", 30), ("逾期", 2)]),
        "停用": wording.disabled(occasion, recipient, endpoint, "oa.example.cn", "接收方答复不再接收（410）"),
        "测试": wording.trial(occasion, recipient, endpoint),
    }


@pytest.mark.parametrize("to", [0, 1])
def test_every_letter_is_whole(
    occasion: Occasion, submission: Submission, agency: Agency, finding: Findings, to: int
) -> None:
    """Addressed, dated, on one subject, with one full stop where a sentence ends and no empty line of text."""
    for word, letter in short_letters(occasion, submission, agency, finding, to).items():
        assert word in letter.title, word
        assert letter.text.startswith(f"{occasion.recipients[to].name}：\n\n　　"), word
        assert "2026年1月20日" in letter.text, word
        assert "。。" not in letter.text + letter.summary, word
        assert "\n" not in letter.summary + letter.title, word
        assert ("如有疑问" in letter.text) is (to == 0), word
        assert all(one.strip() or not one for one in letter.text.split("\n")), word


def test_what_each_letter_must_say(
    occasion: Occasion, submission: Submission, agency: Agency, finding: Findings
) -> None:
    """The fact and the step that the reader needs."""
    to_agency = short_letters(occasion, submission, agency, finding, 0)
    to_office = short_letters(occasion, submission, agency, finding, 1)
    assert "报送编号：sub_1" in to_agency["已收到"].text
    assert "“年报.docx”" in to_agency["已收到"].text
    assert "请重新报送正确的文件" in to_agency["归属待核对"].text
    assert "认领到正确的单位和年度" in to_office["归属待核对"].text
    assert "退回原因：表三未填。\n" in to_agency["退回"].text
    assert "请于2026年1月31日24时前修改后重新报送" in to_agency["退回"].text
    assert "按时向社会公布" in to_agency["审核同意"].text
    assert "距截止还有11天" in to_agency["期限提醒"].text
    assert "截止日为周六，期限不顺延，请尽量在2026年1月30日（周五）前办结" in to_agency["期限提醒"].text
    assert "现已逾期5天" in to_agency["逾期"].text
    assert "机构变动不需报送" in to_agency["逾期"].text
    assert "有效期至2026年12月31日" in to_agency["豁免"].text
    assert "批准人：王主任" in to_agency["豁免"].text
    assert "已审核同意30个，逾期2个" in to_office["通报"].text
    assert "未送达的通知仍完整保存" in to_office["停用"].text
    assert "不需办理" in to_agency["测试"].text


def test_a_portals_time_is_told_with_ours(occasion: Occasion, submission: Submission, agency: Agency) -> None:
    """Both days stand in the letter, and which one counts."""
    later = replace(submission, taken_at=submission.received_at + timedelta(days=2))
    letter = wording.received(occasion, occasion.recipients[0], later, agency)
    assert "2026年1月20日是报送平台收到的日期，本系统2026年1月22日登记，是否按时以前者为准。" in letter.text
    assert "报送平台" not in wording.received(occasion, occasion.recipients[0], submission, agency).text


@pytest.mark.parametrize("machine", ["已收到", "归属待核对", "停用", "测试"])
def test_what_the_machine_sends_is_said(
    occasion: Occasion, submission: Submission, agency: Agency, finding: Findings, machine: str
) -> None:
    """An act of the office bears the office's name alone."""
    letters = short_letters(occasion, submission, agency, finding, 0)
    assert "（本通知由系统自动发送）" in letters[machine].text
    assert "（本通知由系统自动发送）" not in letters["退回"].text


def test_publishing_is_a_duty_of_its_own(occasion: Occasion, agency: Agency) -> None:
    """Its letters speak of publishing, not of filing."""
    to = occasion.recipients[0]
    near = wording.approaching(occasion, to, agency, 2025, date(2026, 3, 31), "", "published")
    late = wording.missed(occasion, to, agency, 2025, date(2026, 1, 18), "", "published")
    assert "24时前向社会公布" in near.text
    assert "尚未登记公布情况" in near.text
    assert "依据" not in near.text
    assert "不顺延" not in near.text
    assert "请立即向社会公布" in late.text
    assert "机构变动" not in late.text


@pytest.mark.parametrize(("day", "said"), [(date(2026, 2, 1), "截止日为周日"), (date(2026, 1, 20), "今天截止")])
def test_the_last_day_is_called_so(occasion: Occasion, agency: Agency, day: date, said: str) -> None:
    """Today, and Sundays too."""
    assert said in wording.approaching(occasion, occasion.recipients[0], agency, 2025, day, "", "received").text


def test_little_known_is_little_said(submission: Submission, agency: Agency, occasion: Occasion) -> None:
    """Without office name, phone, place to read, recipient's name, date or figures the letters still read well."""
    bare = replace(
        occasion,
        desk=ContactPoint(jurisdiction=Jurisdiction(code="330999", name="云溪县")),
        read_at="",
        recipients=tuple(replace(one, name="") for one in occasion.recipients),
        created=datetime(2026, 1, 19, 16, 0, tzinfo=UTC),
    )
    text = wording.returned(bare, bare.recipients[0], submission, agency, "表三未填", None).text
    assert text.startswith("N-007：")
    assert "请与云溪县政府信息公开工作主管部门联系。" in text
    assert "请修改后尽快重新报送" in text
    assert "详情见" not in text
    assert text.endswith("2026年1月20日\n")
    issued = wording.bulletin(bare, bare.recipients[1], 2025, date(2026, 4, 1), [])
    assert issued.summary.endswith("（截至2026年4月1日）。")
    enclosed = replace(bare, attachments=(Document(sha256="a" * 64, name="通报.xlsx"),))
    assert "附件：“通报.xlsx”" in wording.bulletin(enclosed, bare.recipients[1], 2025, date(2026, 4, 1), []).text
