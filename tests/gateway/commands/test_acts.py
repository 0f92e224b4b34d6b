"""The office's word on filings: accepting, returning, settling, holding, assigning, and what is shown of it."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from filings.act import ActKind
from filings.civil import civil_day
from filings.dossier import StandingState
from filings.intake import Upload
from filings.notice import Endpoint
from ledger.tables.notice import notices
from ledger.tables.work import events
from samples import county as sample

CLEAN = "云岭县教育局2025年政府信息公开工作年度报告.docx"
HEALTH = "卫健局2025.txt"
WATER = "水务局2025年度报告.docx"
TRADE = "交通运输局年报（终稿）.docx"
LATER = (civil_day(datetime.now(UTC)) + timedelta(days=30)).isoformat()


@pytest.fixture
def broken(county) -> str:
    """The id of a filing with findings."""
    return county.file("交通运输局", TRADE).id


def _told(terminal, kind: str) -> int:
    query = sa.select(sa.func.count()).select_from(notices).where(notices.c.type == kind)
    with terminal.ledger.engine.connect() as connection:
        return connection.execute(query).scalar_one()


def test_accepting_a_filing_by_agency_and_year(county) -> None:
    """单位/年度 means the last filing of the slot; agency and office are told once each, in the same commit."""
    filing = county.file("教育局", CLEAN)
    said = county("accept", "教育局/2025", "--by", "王某", "--reason", "核对无误")
    assert f"已审核同意：云岭县教育局2025年度报告（第1次报送，文件“{CLEAN}”，" in said
    assert f"编号{filing.id[:16]}），经办王某，" in said
    (act,) = county.ledger.acts.of(filing.id)
    assert (act.kind, act.by, act.reason) == (ActKind.ACCEPTED, "王某", "核对无误")
    assert _told(county, "report.accepted") == 2


def test_what_must_be_mended_is_not_accepted_without_a_reason(county) -> None:
    """The refusal says why and what to write; with a reason it goes."""
    wrong = county.file("水务局", WATER).id
    assert "请用 --reason 写明理由" in county("accept", wrong, status=1)
    assert county.ledger.acts.of(wrong) == ()
    assert _told(county, "report.accepted") == 0
    county("accept", wrong, "--reason", "领导批示先行审核同意")
    assert county.ledger.standings.of(
        county.office.agency("水务局").code, 2025, civil_day(datetime.now(UTC))
    ).state is (StandingState.ACCEPTED)


def test_returning_needs_a_reason_and_a_day_that_is_to_come(county, broken: str) -> None:
    """A returned filing carries reason and day; a day that is over and an empty reason are refused."""
    assert "已经过了" in county("return", broken, "--reason", "合计不符", "--resubmit-by", "2020-01-01", status=1)
    assert "退回的理由" in county("return", broken, "--reason", " ", status=1)
    said = county("return", broken[:14], "--reason", "合计不符", "--resubmit-by", LATER)
    assert f"请于{LATER}前重新报送" in said
    assert f"退回修改　{civil_day(datetime.now(UTC))}" in county("show", broken)
    assert f"等该单位于{LATER}前重新报送" in county("standing", "--year", "2025", status=1)


def test_acting_twice_tells_twice_and_says_so_in_the_event_log(county, broken: str) -> None:
    """Returned, returned again: two acts, two letters to each side."""
    county("return", broken, "--reason", "合计不符")
    county("return", broken, "--reason", "还有一处")
    assert len(county.ledger.acts.of(broken)) == 2
    assert _told(county, "report.returned") == 4


def test_a_filing_that_is_not_audited_yet_waits(county) -> None:
    """Nothing is accepted before the audit is on record, and findings cannot be settled before they are known."""
    parts = county.office.parts
    taken = parts.ledger.intake.submit(
        "11450000007004110A", 2025, [Upload(name="a", data=b"x")], "command", parts.now()
    )
    assert "尚未核查完毕" in county("accept", taken.submission.id, status=1)
    assert "尚未核查完毕" in county(
        "waive", taken.submission.id, "1", "--reason", "r", "--approver", "a", "--until", LATER, status=2
    )
    assert "尚未核查完毕" in county("show", taken.submission.id)


def test_a_waiver_follows_the_finding_and_the_next_audit_knows_it(county, broken: str) -> None:
    """After a waiver the filing is audited again, and the finding is shown as waived with reason and approver."""
    number = len(county.ledger.audits.of(broken).findings)
    assert number
    county("waive", broken, "1", "--reason", "口径不同", "--approver", "李某", "--until", LATER)
    assert _told(county, "waiver.granted") == 2
    county.work()
    assert county.ledger.audits.of(broken).findings[0].waived
    shown = county("show", broken)
    assert "（已豁免）" in shown
    assert f"口径不同（李某批准，到{LATER}）" in shown


def test_a_waiver_needs_words_and_days(county, broken: str) -> None:
    """Empty words, a day that is over, a finding that is not there: refused, nothing recorded."""
    rest = ("--approver", "李某", "--until", LATER)
    county("waive", broken, "1", "--reason", " ", *rest, status=1)
    county("waive", broken, "1", "--reason", "r", "--approver", " ", "--until", LATER, status=1)
    county("waive", broken, "1", "--reason", "r", "--approver", "李某", "--until", "2020-01-01", status=1)
    assert "没有核查意见“99”" in county("waive", broken, "99", "--reason", "r", *rest, status=2)
    assert county.ledger.explanations_and_waivers.waivers("11450000007010960P", 2025) == ()


def test_an_explanation_settles_what_was_asked(county) -> None:
    """The agency's words are on record, and the next audit marks the finding as explained."""
    filing = county.file("卫生健康局", HEALTH)
    findings = county.ledger.audits.of(filing.id).findings
    asked = next(i for i, f in enumerate(findings, 1) if f.severity.value == "verify")
    county("explain-finding", filing.id, findings[asked - 1].fingerprint, "--text", "去年机构改革", "--by", "张某")
    county.work()
    assert any(f.explained for f in county.ledger.audits.of(filing.id).findings)
    assert "去年机构改革（张某" in county("show", filing.id)
    assert "不能是空的" in county("explain-finding", filing.id, str(asked), "--text", " ", status=1)


def test_a_resubmission_shows_what_was_mended(county) -> None:
    """The second filing of a slot is shown with 已改好, 新增, 仍有 against the first."""
    county.file("卫生健康局", HEALTH)
    text = sample.document(HEALTH).decode()
    again = text.replace("2、主动公开政府信息情况", "二、主动公开政府信息情况").replace(
        "六、其他需要报告的事项", "六、其他事项"
    )
    mended = county.file("卫生健康局", HEALTH, data=again.encode())
    shown, change = county("show", mended.id), county.ledger.audits.difference(mended.id)
    assert f"已改好{len(change.mended)}条，新增{len(change.new)}条，仍有{len(change.open)}条" in shown
    assert "H04" in [f.rule for f in change.mended]
    assert f"已改好　H04　{next(f.message for f in change.mended if f.rule == 'H04')}" in shown


def test_holding_and_assigning(county) -> None:
    """A filing in the wrong slot is held by hand or by the audit, listed, and assigned with a reason."""
    filing = county.file("民政局", CLEAN)
    assert county.ledger.holding.find(filing.id) is not None
    listed = county("hold")
    assert filing.id in listed
    assert "云岭县教育局" in listed
    assert "归属待核对" in county("accept", filing.id, status=1)
    assert "待核对归属" in county("show", filing.id)
    county("assign", filing.id, "--agency", "教育局", "--year", 2025, "--reason", "报错单位", "--by", "王某")
    county.work()
    assert county.ledger.submissions.of("11450000007004110A", 2025)[0].id == filing.id
    assert "已认领：王某，报错单位" in county("show", filing.id)
    again = ("assign", filing.id, "--agency", "教育局", "--year", 2025, "--reason", "再来")
    assert "不在待核对归属之列" in county(*again, status=1)


def test_holding_by_hand_needs_a_reason_and_happens_once(county) -> None:
    """Hold without a reason is wrong usage; what is held is not held again."""
    filing = county.file("教育局", CLEAN)
    assert "--reason" in county("hold", filing.id, status=2)
    county("hold", filing.id, "--reason", "该单位说报错了")
    assert "已经在待核对归属之列" in county("hold", filing.id, "--reason", "再来", status=1)


def test_a_paper_filing_is_recorded_with_its_scan(county, tmp_path) -> None:
    """A filing on paper alone makes the agency 已报送 with a note; the scan is kept by hash."""
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG scan")
    day = ("--year", 2025, "--date", "2026-01-15", "--reason", "邮寄送达", "--by", "王某")
    said = county("paper", "石桥乡人民政府", *day, "--scan", scan)
    assert "已补录纸质报送，收到日期2026-01-15：石桥乡人民政府2025年度报告" in said
    standing = county.ledger.standings.of("11450000007017810F", 2025, civil_day(datetime.now(UTC)))
    assert (standing.state, str(standing.received_on)) == (StandingState.FILED, "2026-01-15")
    assert "只有纸质报送记录" in county("standing", "--year", 2025, status=1)
    assert "还没有到" in county("paper", "石桥乡人民政府", "--year", 2025, "--date", LATER, "--reason", "r", status=1)
    assert "理由" in county(
        "paper", "石桥乡人民政府", "--year", 2025, "--date", "2026-01-15", "--reason", " ", status=1
    )


def test_an_earlier_receipt_moves_the_lateness(county) -> None:
    """The office may say that a filing came earlier than the system saw it; the filing must be of that slot."""
    filing = county.file("教育局", CLEAN)
    day = ("--date", "2026-01-15", "--reason", "系统故障，当日到窗口报送", "--submission", filing.id)
    assert "不在这个单位和年度之下" in county("paper", "水务局", "--year", 2025, *day, status=1)
    county("paper", "教育局", "--year", 2025, *day)
    standing = county.ledger.standings.of("11450000007004110A", 2025, civil_day(datetime.now(UTC)))
    assert standing.days_late == 0


def test_a_clerk_is_told_which_words_were_not_understood(county, broken: str) -> None:
    """Unknown ids, agencies and slots without a filing end as wrong usage with the next step."""
    assert "没有找到报送件" in county("show", "sub_0000", status=2)
    assert "没有找到报送件" in county("show", "sub_00000000000000", status=2)
    assert "还没有报送2025年度报告" in county("show", "民政局/2025", status=2)
    assert "名录中没有“财政局”" in county("show", "财政局/2025", status=2)
    assert county("show", "云岭县交通运输局/2025") == county("show", broken)


def test_everything_done_by_hand_is_in_the_event_log(county, broken: str) -> None:
    """Who did what is among the events: import, calendar, return."""
    county("return", broken, "--reason", "合计不符", "--by", "王某")
    with county.ledger.engine.connect() as connection:
        done = {(row.kind, row.actor) for row in connection.execute(sa.select(events))}
    assert ("report.returned", "王某") in done
    assert ("agency.written", "王某（李某批准，云编〔2024〕1号）") in done


def test_deliveries_of_acts_wait_for_the_workers(county, broken: str) -> None:
    """With an endpoint for the agency the letter is in the outbox even while no queue runs."""
    county.ledger.endpoints.put(
        Endpoint(id="e1", url="https://e.example/hook", serves=frozenset({"agency:11450000007010960P"})), "甲",
        county.office.parts.now(),
    )  # fmt: skip
    county("return", broken, "--reason", "合计不符")
    assert len(county.ledger.notices.deliveries(endpoint="e1")) == 1


def test_an_act_is_taken_back_by_command(county) -> None:
    """Reopened, the filing waits again; agency and office are told once each; a withdrawn one does not count."""
    filing = county.file("教育局", CLEAN)
    county("accept", filing.id, "--by", "王某")
    assert "不用再办；要改，请先撤销办理" in county("accept", filing.id, status=1)
    said = county("reopen", "教育局/2025", "--reason", "点错了", "--by", "王某")
    assert f"已撤销“审核同意”，恢复为待办：云岭县教育局2025年度报告（第1次报送，文件“{CLEAN}”" in said
    assert _told(county, "report.reopened") == 2
    assert "撤销办理　" in county("show", filing.id)
    assert "没有可以撤销的办理" in county("reopen", filing.id, "--reason", "再来", status=1)
    assert "已撤回，不再计入报送" in county("withdraw", filing.id, "--reason", "报错了文件")
    assert county.ledger.standings.of("11450000007004110A", 2025, civil_day(datetime.now(UTC))).received_on is None
    county("reopen", filing.id, "--reason", "没有报错")
    assert "审核同意" in county("accept", filing.id)


def test_filing_with_reasons_by_command(county) -> None:
    """Each must_fix finding needs a sentence; then the office is waited for, and accepting needs no reason."""
    filing = county.file("水务局", WATER)
    grave = [f.rule for f in county.ledger.audits.of(filing.id).findings if f.severity.value == "must_fix"]
    assert len(set(grave)) > 1
    assert "没有写说明" in county("insist", filing.id, "--text", f"{grave[0]}=口径不同", status=1)
    assert "要写成 规则=说明" in county("insist", filing.id, "--text", "口径不同", status=2)
    words = [word for rule in sorted(set(grave)) for word in ("--text", f"{rule}=口径与上年不同")]
    assert "已收到，附说明，待审核：云岭县水务局2025年度报告（第1次报送" in county("insist", filing.id, *words)
    county.work()
    state = county.ledger.standings.of(filing.agency, 2025, civil_day(datetime.now(UTC))).state
    owes = any(f.severity.value == "verify" for f in county.ledger.audits.of(filing.id).findings)
    assert state is (StandingState.EXPLANATION_OWED if owes else StandingState.AWAITING_OFFICE)
    assert "附说明报送" in county("show", filing.id)
    assert "已审核同意" in county("accept", filing.id)


def test_submitting_with_reasons_needs_words(county, tmp_path) -> None:
    """--insist without --text is refused before anything is filed; --text alone is wrong usage."""
    path = tmp_path / WATER
    path.write_bytes(sample.document(WATER))
    slot = ("submit", path, "--agency", "水务局", "--year", 2025)
    assert "至少写一句说明" in county(*slot, "--insist", status=1)
    assert "--insist" in county(*slot, "--text", "A01=口径不同", status=2)
    assert county.ledger.submissions.recent() == ()
    assert "已收到，附说明，待审核：云岭县水务局2025年度报告" in county(*slot, "--insist", "--text", "A01=口径不同")


def test_a_late_report_is_accepted_without_a_workaround(county) -> None:
    """Months late, and clean: 校验通过，晚报N天; accepted without a reason, and the days stay in the counts."""
    filing = county.file("教育局", CLEAN)
    audit = county.ledger.audits.of(filing.id)
    assert audit.verdict.value == "clean"
    assert "校验结论：校验通过，晚报" in county("show", filing.id)
    assert "请该单位说明晚的原因" in county("standing", "--year", 2025, status=1)
    county("accept", filing.id)
    number = next(n for n, f in enumerate(audit.findings, 1) if f.rule == "D15")
    county("explain-finding", filing.id, number, "--text", "机房搬迁")
    county.work()
    said = county("standing", "--year", 2025, status=1)
    assert "请该单位说明晚的原因" not in said
    assert "审核同意1（晚报1）" in said


def test_a_wrong_hold_is_undone_by_command(county) -> None:
    """Unhold puts it back, says so in the sheet, and a second time there is nothing to undo."""
    filing = county.file("教育局", CLEAN)
    assert "已转为待核对归属：云岭县教育局2025年度报告" in county("hold", filing.id, "--reason", "来源存疑")
    assert "已恢复到原报送的单位和年度" in county("unhold", "教育局/2025", "--reason", "没有问题", "--by", "王某")
    assert "归属已核对，恢复原处：王某，没有问题" in county("show", filing.id)
    assert "不在待核对归属之列" in county("unhold", filing.id, "--reason", "再来", status=1)


def test_returned_and_over_its_day_is_urged(county, broken: str) -> None:
    """Before the day the office waits; after it the line says by how many days, and what to do."""
    county("return", broken, "--reason", "合计不符", "--resubmit-by", LATER)
    over = (civil_day(datetime.now(UTC)) + timedelta(days=32)).isoformat()
    said = county("standing", "--year", 2025, "--as-of", over, status=1)
    assert f"应于{LATER}前重新报送，已过2天，请催报" in said
