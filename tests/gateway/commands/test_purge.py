"""``gouji purge``: what has been kept long enough goes, told before and after; who asks for it later is told so."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

from datetime import UTC, datetime

import pytest

from filings.intake import Upload
from ledger.emptying import empty_rows
from ledger.tables.notice import notices
from samples import county as sample
from workers.settings import settings

CLEAN = "云岭县教育局2025年政府信息公开工作年度报告.docx"
_BASIS = "云档〔2026〕3号"


@pytest.fixture
def long_ago(county, monkeypatch) -> str:
    """The id of a filing of 2019, audited, closed; kept for two years."""
    for kind in ("DOCUMENTS", "AUDITS", "NOTICES", "PERSONS"):
        monkeypatch.setenv(f"GOUJI_KEEP_{kind}", "2")
    settings.cache_clear()
    parts, code = county.office.parts, county.office.agency("教育局").code
    at = datetime(2020, 1, 20, 2, tzinfo=UTC)
    taken = parts.ledger.intake.submit(code, 2019, [Upload(name=CLEAN, data=sample.document(CLEAN))], "command", at)
    county.work(taken.job)
    county("unhold", taken.submission.id, "--reason", "没有问题")
    county.work()
    county("accept", taken.submission.id, "--reason", "核对无误")
    return taken.submission.id


def test_what_is_past_its_time_is_told_and_then_goes(county, long_ago) -> None:
    """A trial changes nothing and says how to go on; with --yes it is done, and told; a second time finds nothing."""
    trial = county("purge", "--before", "2021年")
    assert "云岭县，2021-01-01以前收到、发出的：" in trial
    assert "可清除　文件内容　2019年度　1份" in trial
    assert "这是试看，什么也没有改动" in trial
    assert county.ledger.audits.of(long_ago)
    done = county("purge", "--before", "2021", "--yes", "--basis", _BASIS, "--by", "李某")
    assert "已清除　核查结果和报告文字　2019年度　1份" in done
    assert "以前的备份里还有这些内容" in done
    assert county.ledger.audits.of(long_ago) is None
    assert "没有可以清除的。" in county("purge", "--before", "2021")


def test_it_is_not_done_without_a_reason_or_a_day(county, long_ago) -> None:
    """Without a basis nothing goes; a day that is none is told with what may be written."""
    assert "清除要写明依据" in county("purge", "--before", "2021", "--yes", status=2)
    assert "也可以只写年份" in county("purge", "--before", "下周", status=2)
    assert county.ledger.audits.of(long_ago)


def test_what_stays_is_told_with_its_reason(county, long_ago, monkeypatch) -> None:
    """Kind by kind, each with its own years; what stays is named, with the day until which it is kept."""
    monkeypatch.setenv("GOUJI_KEEP_DOCUMENTS", "30")
    settings.cache_clear()
    said = county("purge", "--before", "2021-1-1", "--kind", "documents", "--kind", "audits")
    assert "不清除　文件内容　2019年度　1份：保管期限30年，到2050-12-31才满" in said
    assert f"    {long_ago}" in said
    assert "可清除　核查结果和报告文字　2019年度　1份" in said
    assert "经办人" not in said


def test_years_are_whole_numbers(county, monkeypatch) -> None:
    """A term that is no number, or too short to hold a year against the next, is refused by name."""
    monkeypatch.setenv("GOUJI_KEEP_AUDITS", "1")
    settings.cache_clear()
    assert "GOUJI_KEEP_AUDITS 应是2到100之间的整数" in county("purge", "--before", "2021", status=2)


def test_who_asks_for_what_is_gone_is_told_so(county, long_ago) -> None:
    """Show, verify, settling and filing again say that it has been cleared away, when and on whose word."""
    notice = county.ledger.notices.listed()[0].id
    county("purge", "--before", "2021", "--yes", "--basis", _BASIS, "--by", "李某")
    shown = county("show", long_ago)
    assert f"已按期清除（{county.today()}，依据：{_BASIS}）。登记和摘要还在。" in shown
    assert "尚未核查完毕" not in shown
    assert "第1次报送" in county("show", "教育局/2019")
    said = county("waive", long_ago, "A01", "--reason", "x", "--approver", "李某", "--until", "2099-1-1", status=2)
    assert "已按期清除" in said
    verified = county("ledger", "verify")
    assert f"已按期清除　文件内容　2019年2行（{county.today()}，依据：{_BASIS}，经办李某）" in verified
    assert "份通知将重新发送" in county("replay", "--notice", notice)  # of this year: it is there
    again = county.file("教育局", CLEAN, year=2019)
    assert again.id == long_ago
    assert county.ledger.documents.read(again.documents[0].sha256) is None


@pytest.mark.usefixtures("long_ago")
def test_a_cleared_notice_is_not_sent_again(county) -> None:
    """Replaying what is gone is refused with words, and nothing is put in its place."""
    (old,) = county.ledger.notices.listed(limit=1)
    with county.ledger.engine.begin() as connection:
        empty_rows(connection, notices, notices.c.id == old.id)
    assert "已按期清除，不能重新发送" in county("replay", "--notice", old.id, status=2)
