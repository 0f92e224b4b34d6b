"""The commands of the background side, run by hand on a ledger of one county."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench.chaos.senders import named
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.errors import UsageError
from filings.notice import Endpoint
from gateway.cli import cli
from ledger import Ledger, connect, upgrade
from notifier.compose import endpoint_test
from notifier.signing import new_secret
from workers.recipients import occasion
from workers.settings import settings

AREA = Jurisdiction(code="990000", name="试验县")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A county of one department, where the commands find it."""
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path))
    monkeypatch.setenv("GOUJI_REDIS_URL", "unix:///nowhere/valkey.sock")
    settings.cache_clear()
    made = Ledger(connect(f"sqlite:///{tmp_path / 'gouji.db'}"))
    upgrade(made.engine)
    now = datetime.now(UTC)
    made.register.put_jurisdiction(AREA, "test", now)
    made.register.put([Agency(code="U0", name="试验县财政局", kind="department", jurisdiction="990000")], "test", now)
    date = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)
    made.calendars.put("990000", [date], "test", now)
    return made


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """No settings of another test."""
    settings.cache_clear()


def gouji(*words: str) -> Result:
    """A command of ``gouji``."""
    return CliRunner().invoke(cli, list(words))


def test_a_filing_is_taken_while_the_queue_is_away(ledger: Ledger, tmp_path: Path) -> None:
    """It is in the ledger, the sender has its number; the status says what is the matter and what waits."""
    (tmp_path / "r.json").write_text(json.dumps({}), encoding="utf-8")
    done = gouji("submit", str(tmp_path / "r.json"), "--agency", "U0", "--year", "2025")
    assert done.exit_code == 0, done.output
    assert named(done.output) == ledger.submissions.recent()[0].id  # as the kill loop reads it
    assert "不重复登记" in gouji("submit", str(tmp_path / "r.json"), "--agency", "U0", "--year", "2025").output
    status = gouji("status").output
    assert "待处理1" in status
    assert "连不上" in status


def test_a_refused_filing_says_why(ledger: Ledger, tmp_path: Path) -> None:
    """Exit status 1 and the reason."""
    (tmp_path / "r.json").write_text("{}", encoding="utf-8")
    done = gouji("submit", str(tmp_path / "r.json"), "--agency", "X9", "--year", "2025")
    assert done.exit_code == 1
    assert "名录中没有" in done.output
    assert ledger.submissions.recent() == ()


def test_the_name_of_an_agency_will_do(ledger: Ledger, tmp_path: Path) -> None:
    """A clerk knows names, not codes; the answer calls it by its name too."""
    (tmp_path / "r.json").write_text("{}", encoding="utf-8")
    done = gouji("submit", str(tmp_path / "r.json"), "--agency", "财政局", "--year", "2025")
    assert done.exit_code == 0, done.output
    assert "试验县财政局2025年度报告" in done.output
    assert ledger.submissions.recent()[0].agency == "U0"


def test_a_file_of_200_megabytes_is_refused_unread(ledger: Ledger, tmp_path: Path) -> None:
    """In one line that names file, size, limit and way out; nothing is filed."""
    with (tmp_path / "扫描.pdf").open("wb") as file:
        file.truncate(200 * 1024**2)
    done = gouji("submit", str(tmp_path / "扫描.pdf"), "--agency", "U0", "--year", "2025")
    assert isinstance(done.exception, UsageError)
    assert str(done.exception) == "扫描.pdf 有200兆，超过上限50兆，请压缩图片或只提交报告正文。"
    assert ledger.submissions.recent() == ()


def test_a_home_without_data_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking before anything was set up shows nothing, instead of complaining of missing tables."""
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path / "new"))
    assert "待处理0" in gouji("status").output
    assert "没有" in gouji("jobs").output
    assert "没有" in gouji("notices").output


def test_jobs_in_quarantine_are_shown_and_driven_again(ledger: Ledger) -> None:
    """With their reason; one that is not in quarantine is not touched."""
    now = datetime.now(UTC)
    job = ledger.jobs.offer("audit", "k", "sub_none", now)
    for token in ("a", "b", "c"):
        ledger.jobs.redrive(job, "test", "", now)
        assert ledger.jobs.find(job) is not None
        due = ledger.jobs.find(job)
        assert due is not None
        ledger.jobs.claim(job, due.due_at, token, alone=True)
        ledger.jobs.fail(token, "处理时出错", due.due_at)
    assert "处理时出错" in gouji("jobs", "--state", "quarantined").output
    assert "已隔离" in gouji("status").output
    assert "重新运行" in gouji("jobs", "--redrive", job, "--reason", "已修复").output
    assert gouji("jobs", "--redrive", job).exit_code != 0


def test_notices_are_shown_replayed_and_released(ledger: Ledger) -> None:
    """The letter, its deliveries, and again with the same id."""
    now = datetime.now(UTC)
    endpoint = Endpoint(
        id="e1", url="https://oa.example.gov.cn/in", serves=frozenset({"office:990000"}), secrets=(new_secret(now),)
    )
    ledger.endpoints.put(endpoint, "test", now)
    (notice,) = endpoint_test(occasion("t", now, AREA), endpoint)
    ledger.notices.put([notice], now)
    assert notice.id in gouji("notices").output
    assert "待发送" in gouji("notices").output
    assert notice.title in gouji("notices", "--show", notice.id).output
    assert "1份" in gouji("replay", "--notice", notice.id).output
    assert "1份" in gouji("replay", "--endpoint", "e1", "--since", "2000-01-01").output
    assert "0份" in gouji("notices", "--release").output
    assert gouji("notices", "--show", "ntc_none").exit_code != 0
    assert gouji("replay").exit_code != 0


def test_a_sweep_of_another_day_only_looks(ledger: Ledger) -> None:
    """Who is missing is shown; nothing is written unless asked for."""
    done = gouji("sweep", "--as-of", "2026-02-03")
    assert "试验县财政局" in done.output
    assert "0个待报送（未到期），1个到期未报送" in done.output
    assert ledger.notices.listed() == ()
    gouji("sweep", "--as-of", "2026-02-03", "--tell")
    assert len(ledger.notices.listed()) == 2
    assert "只按周末推算" in gouji("sweep", "--as-of", "2090-02-03").output


def test_the_ledger_is_verified_backed_up_and_restored(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy put back into an empty home verifies with the same head; a chain that was tampered with does not."""
    ledger.event_log.seal()
    whole = gouji("ledger", "verify")
    assert whole.exit_code == 0
    assert gouji("ledger", "backup", str(tmp_path / "copy.db")).exit_code == 0
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path / "other"))
    settings.cache_clear()
    assert gouji("ledger", "restore", str(tmp_path / "copy.db")).exit_code == 0
    assert gouji("ledger", "verify").output == whole.output
    with connect(f"sqlite:///{tmp_path / 'other' / 'gouji.db'}").begin() as connection:
        connection.exec_driver_sql("UPDATE events SET facts = '{}' WHERE id = 1")
    broken = gouji("ledger", "verify")
    assert broken.exit_code == 1
    assert "第1号事件的内容与封存时不符" in broken.output
    assert "台账被改动过" in broken.output


def test_a_row_that_was_changed_is_named_and_the_quick_look_says_what_it_is(ledger: Ledger) -> None:
    """The row's kind, key and table stand in the sentence; a look tells what it cannot see."""
    ledger.event_log.seal()
    assert "最后的锚点在第" in gouji("ledger", "verify").output
    quick = gouji("ledger", "verify", "--since-anchor")
    assert quick.exit_code == 0
    assert "更早的要用不带 --since-anchor 的" in quick.output
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE due_dates SET month = 12 WHERE id = 1")
    broken = gouji("ledger", "verify")
    assert broken.exit_code == 1
    assert "报送期限 1（due_dates）：内容与第" in broken.output


def test_migrating_an_empty_home_makes_it_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And again changes nothing."""
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path / "home"))
    for _ in range(2):
        settings.cache_clear()
        assert gouji("migrate").exit_code == 0
    assert "待处理0" in gouji("status").output
