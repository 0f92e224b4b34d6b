"""Accepting and returning; explaining and waiving."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from filings.act import Act, ActKind, Refused
from filings.dossier import Explanation, StandingState, Waiver
from filings.finding import Verdict


def test_accepting_and_returning_are_on_record(county, make) -> None:  # noqa: ANN001
    """Each act says who, when, why; the last one counts."""
    receipt = county.file()
    county.audit(receipt, make.audit())
    name = receipt.submission.id
    later = make.now + timedelta(hours=20)
    accepted = county.ledger.acts.accept(name, "李四", make.now)
    returned = county.ledger.acts.send_back(name, "李四", later, "盖章缺失", resubmit_by=date(2026, 2, 5))
    assert isinstance(accepted, Act)
    assert isinstance(returned, Act)
    assert (accepted.kind, accepted.on) == (ActKind.ACCEPTED, date(2026, 1, 20))
    assert (returned.kind, returned.on, returned.resubmit_by) == (ActKind.RETURNED, date(2026, 1, 21), date(2026, 2, 5))
    assert county.ledger.acts.of(name) == (accepted, returned)
    kinds = [event.kind for event in county.ledger.event_log.events(name)]
    assert kinds[-2:] == ["report.accepted", "report.returned"]


def test_notices_go_out_with_the_act(county, make) -> None:  # noqa: ANN001
    """Act and notice are one commit; a refused act tells nobody."""
    receipt = county.file()
    refused = county.ledger.acts.accept(receipt.submission.id, "李四", make.now, notices=(make.notice(),))
    assert isinstance(refused, Refused)
    assert county.ledger.notices.listed() == ()
    county.audit(receipt, make.audit())
    county.ledger.acts.accept(receipt.submission.id, "李四", make.now, notices=(make.notice(),))
    county.ledger.acts.send_back(receipt.submission.id, "李四", make.now, "重报", notices=(make.notice(about="2"),))
    assert len(county.ledger.notices.listed()) == 2


@pytest.mark.parametrize(
    ("verdict", "reason", "insisted", "word"),
    [
        (None, "", False, "尚未核查完毕"),
        (Verdict.UNREADABLE, "", False, "未能读取"),
        (Verdict.UNREADABLE, "原件已逐格核对", False, ""),
        (Verdict.MUST_FIX, " ", False, "请写明理由"),
        (Verdict.MUST_FIX, "情况属实", False, ""),
        (Verdict.MUST_FIX, "", True, ""),
        (Verdict.EXPLAIN, "", False, ""),
    ],
)
def test_what_may_be_accepted(county, make, verdict, reason, insisted, word) -> None:  # noqa: ANN001
    """The office has the last word, but not before the audit, nor silently on a must_fix or on what we cannot read."""
    receipt = county.file(insisted=insisted, statements=[make.statement()] if insisted else ())
    if verdict:
        county.audit(receipt, make.audit(verdict=verdict))
    done = county.ledger.acts.accept(receipt.submission.id, "李四", make.now, reason)
    assert isinstance(done, Refused) == bool(word)
    if isinstance(done, Refused):
        assert word in done.reason


def test_what_cannot_be_acted_on(county, make) -> None:  # noqa: ANN001
    """An unknown filing, one that is held, a return without reason."""
    acts = county.ledger.acts
    assert "没有编号" in acts.accept("sub_none", "李四", make.now).reason
    receipt = county.file()
    assert "写明退回的理由" in acts.send_back(receipt.submission.id, "李四", make.now, " ").reason
    county.ledger.holding.hold(receipt.submission.id, "串了", "李四", make.now)
    assert "归属待核对" in acts.send_back(receipt.submission.id, "李四", make.now, "重报").reason
    assert acts.of(receipt.submission.id) == ()


def test_explanations_and_waivers_are_kept_by_agency_and_year(county, make) -> None:  # noqa: ANN001
    """What was said of a finding is read back, for its agency-year only."""
    explanations_and_waivers = county.ledger.explanations_and_waivers
    explanation = Explanation(fingerprint="f1", facts_digest="d1", text="机构改革", by="张三", on=date(2026, 1, 21))
    waiver = Waiver(fingerprint="f1", facts_digest="d1", reason="属实", approver="局长", until=date(2026, 12, 31))
    explanations_and_waivers.explain("A01", 2025, explanation, make.now)
    explanations_and_waivers.waive("A01", 2025, waiver, make.now)
    assert explanations_and_waivers.explanations("A01", 2025) == (explanation,)
    assert explanations_and_waivers.waivers("A01", 2025) == (waiver,)
    assert explanations_and_waivers.explanations("T01", 2025) == explanations_and_waivers.waivers("A01", 2024) == ()
    kinds = [event.kind for event in county.ledger.event_log.events("agencies/A01/2025")]
    assert kinds == ["finding.explained", "waiver.granted"]


def test_two_acts_on_one_filing_at_once_are_one_act(county, make) -> None:  # noqa: ANN001
    """Eight clerks look at a filing and act at the same moment: one act is on record, the others read who did it."""
    receipt = county.file()
    county.audit(receipt, make.audit())
    name, start = receipt.submission.id, threading.Barrier(8)

    def act(number: int) -> Act | Refused:
        start.wait()
        told = (make.notice(about=f"{number}"),)
        if number % 2:
            return county.ledger.acts.accept(name, f"{number}号", make.now, notices=told, seen=0)
        return county.ledger.acts.send_back(name, f"{number}号", make.now, "请修改", notices=told, seen=0)

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(act, range(8)))
    (first,) = county.ledger.acts.of(name)
    assert [one for one in done if isinstance(one, Act)] == [first]
    refused = {one.reason for one in done if isinstance(one, Refused)}
    assert len(refused) == 1
    (told,) = refused
    assert told.startswith(f"{first.by}刚刚")
    assert f"已对该报送件“{first.kind.label}”，这一次没有再办" in told
    assert len(county.ledger.notices.listed()) == 1


def test_an_act_is_taken_back(county, make) -> None:  # noqa: ANN001
    """Reopened, a filing waits again; what was done stays on record. There is nothing to take back twice."""
    receipt, acts = county.file(), county.ledger.acts
    county.audit(receipt, make.audit())
    name, today = receipt.submission.id, make.now.date()
    assert isinstance(acts.reopen(name, "李四", make.now, "办错了"), Refused)
    acts.accept(name, "李四", make.now)
    assert "不用再办" in acts.accept(name, "王五", make.now).reason
    assert isinstance(acts.reopen(name, "李四", make.now, " "), Refused)
    assert isinstance(acts.reopen(name, "李四", make.now, "办错了", (make.notice(),)), Act)
    assert county.ledger.standings.of("A01", 2025, today).state is StandingState.AWAITING_OFFICE
    assert "没有可以撤销的办理" in acts.reopen(name, "李四", make.now, "再来").reason
    assert [act.kind for act in acts.of(name)] == [ActKind.ACCEPTED, ActKind.REOPENED]
    assert isinstance(acts.accept(name, "李四", make.now), Act)


def test_a_filing_is_withdrawn(county, make) -> None:  # noqa: ANN001
    """It does not count as filed any more until that is taken back; what is accepted stays."""
    receipt, acts = county.file(), county.ledger.acts
    county.audit(receipt, make.audit())
    name, today = receipt.submission.id, make.now.date()
    assert isinstance(acts.withdraw(name, "李四", make.now, ""), Refused)
    assert isinstance(acts.withdraw(name, "李四", make.now, "报错了文件"), Act)
    standing = county.ledger.standings.of("A01", 2025, today)
    assert (standing.state, standing.received_on) == (StandingState.DUE, None)
    assert isinstance(acts.withdraw(name, "李四", make.now, "报错了文件"), Refused)
    acts.reopen(name, "李四", make.now, "没有报错")
    acts.accept(name, "李四", make.now)
    assert "请主管部门先撤销办理" in acts.withdraw(name, "李四", make.now, "报错了").reason
