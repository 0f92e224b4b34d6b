"""Accounts by hand: imported from a sheet, given codes to hand out, taken out again without a trace of the person."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import re
import stat
import subprocess
import sys

import pytest
import sqlalchemy as sa

from filings.account import AccountRole
from filings.event import Intact
from filings.one_time import typed_code
from gateway.accounts import COLUMNS
from gateway.pages.passwords import fits
from gateway.sheets import write_sheet
from ledger.tables.people import credentials, people
from ledger.tables.work import events

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
_TRIAL = "import sys, gateway.commands.check; sys.exit(bool({'argon2','jinja2','starlette'} & {*sys.modules}))"
_ROWS = (
    ("张<b>三", "单位经办人", "教育局", "13800000001"),
    ("李四", "负责人", "教育局", ""),
    ("王五", "主管部门经办人", "", ""),
    ("赵六", "管理员", "", ""),
)


@pytest.fixture
def imported(county, tmp_path) -> str:
    """The page of slips of four people."""
    write_sheet(tmp_path / "人员.xlsx", COLUMNS, _ROWS, "人员")
    said = county("account", "import", tmp_path / "人员.xlsx", "--out", tmp_path / "登录条.html")
    assert "4张登录条" in said
    return (tmp_path / "登录条.html").read_text(encoding="utf-8")


def test_a_sheet_of_people_becomes_slips(county, imported, tmp_path) -> None:
    """Each gets a login and a code that fits; the page is its owner's alone, names are no markup, codes lie nowhere."""
    codes = CODE.findall(imported)
    assert len(set(codes)) == 4
    assert "张&lt;b&gt;三" in imported
    assert stat.S_IMODE((tmp_path / "登录条.html").stat().st_mode) == 0o600
    listed = county.ledger.accounts.listed()
    assert {(who.name, one.role, bool(one.agency)) for one, who in listed} == {
        ("张<b>三", AccountRole.CLERK, True), ("李四", AccountRole.HEAD, True), ("王五", AccountRole.OFFICE, False),
        ("赵六", AccountRole.ADMIN, False),
    }  # fmt: skip
    kept = county.ledger.accounts.credentials(county.ledger.accounts.meant("李四")[0].id)
    assert [code for code in codes if fits(kept.code, typed_code(code))] == [codes[1]]
    with county.ledger.engine.connect() as connection:
        stored = repr(connection.execute(sa.select(credentials)).all() + connection.execute(sa.select(events)).all())
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    assert "4个账号以前已经有了" in county("account", "import", tmp_path / "人员.xlsx")


def test_one_wrong_row_and_nobody_is_added(county, tmp_path) -> None:
    """Every fault is told with its row; an unknown agency, a role that is none, an agency for who has none."""
    rows = [
        ("甲", "经办人", "没有的局", ""), ("乙", "局长", "教育局", ""), ("丙", "管理员", "教育局", ""),
        ("", "管理员", "", ""), ("丁", "单位经办人", "", ""), ("戊", "管理员", "", ""),
    ]  # fmt: skip
    write_sheet(tmp_path / "人员.xlsx", COLUMNS, rows, "人员")
    said = county("account", "import", tmp_path / "人员.xlsx", status=2)
    assert all(f"第{row}行" in said for row in range(2, 7))
    assert "第7行" not in said
    assert county.ledger.accounts.listed() == ()


def test_a_person_goes_without_a_trace_and_the_chain_holds(county, imported) -> None:
    """Name and telephone are in no table and no event; what was done stays under the id; verify is clean."""
    del imported
    one, _ = county.ledger.accounts.meant("13800000001")
    county.ledger.event_log.seal()
    assert "已删除" in county("account", "remove", "13800000001")
    county.ledger.event_log.seal()
    assert isinstance(county.ledger.event_log.verify(), Intact)
    with county.ledger.engine.connect() as connection:
        known = connection.execute(sa.select(people)).all() + connection.execute(sa.select(events)).all()
    assert "三" not in repr(known)
    assert "13800000001" not in repr(known)
    assert one.id in repr(known)
    assert "没有找到账号" in county("account", "remove", one.login, status=2)


def test_a_filing_is_shown_with_names_while_there_are_any(county, imported) -> None:
    """``gouji show`` names who acted; of who was removed it says that much, and the record has neither."""
    del imported
    filing = county.file("教育局", "云岭县教育局2025年政府信息公开工作年度报告.docx")
    one, _ = county.ledger.accounts.meant("王五")
    by = f"{one.role.label}（{one.id}）"
    county.ledger.acts.send_back(filing.id, by, county.ledger.accounts.find(one.id)[0].created_at, "请改")
    assert "主管部门经办人（王五）" in county("show", filing.id)
    county("account", "remove", "王五")
    assert "主管部门经办人（已删除的账号）" in county("show", filing.id)
    assert county.ledger.acts.of(filing.id)[0].by == by


def test_the_last_administrator_stays(county, imported) -> None:
    """There is always somebody who can let others in; with a second one the first may go."""
    del imported
    assert "最后一个管理员" in county("account", "remove", "赵六", status=2)
    county("account", "add", "钱七", "--role", "admin")
    assert "已删除赵六" in county("account", "remove", "赵六")


def test_a_code_is_issued_again(county, imported) -> None:
    """By name or login, or for all who have no password yet; on the screen where there are few."""
    del imported
    first = county.ledger.accounts.meant("李四")[0]
    said = county("account", "reset", "李四")
    code = CODE.search(said)[0]
    assert first.login in said
    assert fits(county.ledger.accounts.credentials(first.id).code, typed_code(code))
    county.ledger.accounts.set_password(first.id, "x", "test", county.ledger.accounts.find(first.id)[0].created_at)
    county("account", "code", "--pending", "--out", county.home / "登录条.html")
    assert len(CODE.findall((county.home / "登录条.html").read_text(encoding="utf-8"))) == 3
    listed = county("account", "list")
    assert re.search("李四.*已设密码", listed)
    assert "请写明给谁发" in county("account", "code", status=2)


def test_names_that_several_have_are_not_guessed(county) -> None:
    """Two of one name are told apart by their logins alone."""
    for agency in ("教育局", "水务局"):
        county("account", "add", "同名", "--role", "clerk", "--agency", agency)
    assert "有几个同名" in county("account", "reset", "同名", status=2)
    assert "已经有账号了" in county("account", "add", "同名", "--role", "clerk", "--agency", "教育局", status=2)


def test_a_check_at_the_terminal_loads_nothing_of_accounts() -> None:
    """Neither what hashes nor what renders is on its path."""
    assert subprocess.run([sys.executable, "-c", _TRIAL], check=False).returncode == 0
