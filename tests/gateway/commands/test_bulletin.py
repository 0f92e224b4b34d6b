"""The bulletin by hand: three files, a frozen snapshot, the office told once, numbers that SQL counts too."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

FILES = ("通报.html", "通报.xlsx", "通报.json")


@pytest.fixture
def year(county):  # noqa: ANN201 - a terminal
    """A county where some have filed: accepted, returned, held, on paper, twice."""
    county.file("教育局", "云岭县教育局2025年政府信息公开工作年度报告.docx")
    county("accept", "教育局/2025", "--reason", "核对无误")
    county.file("水务局", "水务局2025年度报告.docx")
    county("return", "水务局/2025", "--reason", "合计不符")
    county.file("民政局", "行政审批局2025年度报告.docx")
    county.file("卫生健康局", "卫健局2025.txt")
    county("paper", "石桥乡人民政府", "--year", 2025, "--date", "2026-01-15", "--reason", "邮寄送达")
    return county


def _one(terminal, query: str) -> int:
    with terminal.ledger.engine.connect() as connection:
        return int(connection.execute(sa.text(query)).scalar_one())


def test_the_numbers_are_those_of_the_ledger(year, tmp_path: Path) -> None:
    """Counted by SQL alone, without our own code: accepted, returned, filed, late, and who owes."""
    year("bulletin", "--year", 2025, "--out", tmp_path / "out", "--by", "王某")
    told = json.loads((tmp_path / "out" / "通报.json").read_text(encoding="utf-8"))["counts"]
    last = (
        "SELECT count(*) FROM acts a WHERE id = (SELECT max(id) FROM acts WHERE submission = a.submission) AND kind = "
    )
    assert told["accepted"] == _one(year, last + "'accepted'") == 1
    assert told["returned"] == _one(year, last + "'returned'") == 1
    assert told["owing"] == _one(year, "SELECT count(*) FROM agencies WHERE kind <> 'government'") == 12
    filed = (
        "SELECT count(*) FROM (SELECT slot_agency FROM submissions WHERE slot_year = 2025 "
        "UNION SELECT agency FROM paper_receipts WHERE year = 2025)"
    )
    held = _one(year, "SELECT count(*) FROM held WHERE assigned_at IS NULL")
    assert told["filed"] == _one(year, filed) + held == 5
    on_time = "SELECT count(*) FROM paper_receipts WHERE received_on <= '2026-01-20'"
    assert told["late"] == told["filed"] - _one(year, on_time) == 4
    assert told["missing"] == told["owing"] - told["filed"] == 7


def test_three_files_and_a_snapshot(year, tmp_path: Path) -> None:
    """The same day's bulletin is issued once: same id, same bytes, one notice to the office with the files."""
    first = year("bulletin", "--year", 2025, "--out", tmp_path / "a", "--by", "王某")
    again = year("bulletin", "--year", 2025, "--out", tmp_path / "b", "--by", "赵某")
    assert first.split()[1] == again.split()[1]
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert len(year.ledger.bulletins.listed("450000", 2025)) == 1
    (notice,) = [n for n in year.ledger.notices.listed("office:450000") if n.type.value == "bulletin.issued"]
    assert [d.name for d in notice.attachments] == list(FILES)
    assert year.ledger.documents.read(notice.attachments[2].sha256) == (tmp_path / "a" / "通报.json").read_bytes()


def test_a_snapshot_stays_as_it_was(year, tmp_path: Path) -> None:
    """What happens later is another bulletin; the first is still what it was."""
    year("bulletin", "--year", 2025, "--out", tmp_path / "a")
    (name,) = year.ledger.bulletins.listed("450000", 2025)
    before = year.ledger.bulletins.find(name)
    year("accept", "卫生健康局/2025", "--reason", "领导批示")
    year("bulletin", "--year", 2025, "--out", tmp_path / "b")
    assert len(year.ledger.bulletins.listed("450000", 2025)) == 2
    assert year.ledger.bulletins.find(name) == before


def test_what_cannot_be_is_said(county, tmp_path: Path) -> None:
    """A day to come, a folder that cannot be written: wrong usage, in one sentence."""
    assert "还没有到" in county("bulletin", "--year", 2025, "--as-of", "2999-01-01", "--out", tmp_path, status=2)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "写不了" in county("bulletin", "--year", 2025, "--out", tmp_path / "file" / "x", status=2)


def test_an_empty_register_has_no_bulletin(terminal, tmp_path: Path) -> None:
    """Nobody to report on: the next step is named."""
    terminal("register", "county", "--code", "450000", "--name", "云岭县", "--office", "办公室")
    assert "名录还是空的" in terminal("bulletin", "--year", 2025, "--out", tmp_path, status=2)


def test_standings_and_agencies_of_the_same_day(year) -> None:
    """The terminal tells the same numbers: late, held, missing, and what to do next; the register's list too."""
    said = year("standing", "--year", 2025, status=1)
    assert "应报送12个单位，已收到5个，其中晚报4个" in said
    assert "未报送7" in said
    assert "县政府本级报告另计（向上级报送）：云岭县人民政府，未报送" in said
    assert "请核对归属" in said
    assert "请催报" in said
    listed = year("agencies", "--year", 2025)
    assert "11450000007004110A  云岭县教育局" in listed
    assert "共13个单位，应报送12个" in listed
    early = year("standing", "--year", 2025, "--as-of", "2026-01-10")
    assert "待报送" in early
    assert "已收到0个" in early
