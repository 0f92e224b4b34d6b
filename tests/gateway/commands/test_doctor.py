"""``gouji config`` and ``gouji doctor``: what is in force, what is wrong, and what to do about it."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import re
import tempfile
from pathlib import Path

import pytest

from gateway.configuring import page
from gateway.doctor import host
from gateway.doctor.diagnosis import State
from workers.configuration import VARIABLES


def test_the_page_of_settings_is_the_one_in_the_documents() -> None:
    """docs/settings.md is what the program's own fields give, and names each of them."""
    kept = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")
    assert kept == page()
    assert all(f"`{name}`" in kept for name in VARIABLES)


def test_config_shows_what_is_in_force_and_no_secret(terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Value and origin of each setting; passwords are stars."""
    terminal.home.mkdir(exist_ok=True)
    (terminal.home / "gouji.env").write_text("GOUJI_WORKERS=3\n", encoding="utf-8")
    monkeypatch.setenv("GOUJI_MAIL_HOST", "mail.example.gov.cn")
    monkeypatch.setenv("GOUJI_MAIL_FROM", "zwgk@example.gov.cn")
    monkeypatch.setenv("GOUJI_MAIL_PASSWORD", "geheim123")
    monkeypatch.setenv("GOUJI_DATABASE_URL", "postgresql://u:geheim123@db/gouji")
    said = terminal("config")
    assert "geheim123" not in said
    assert re.search(r"GOUJI_WORKERS +3 .*gouji\.env 第1行", said)
    assert re.search(r"GOUJI_THREADS +2 .*默认", said)
    assert re.search(r"GOUJI_MAIL_PASSWORD +\*\*\* .*环境变量", said)
    assert "postgresql://u:***@db/gouji" in said


def test_config_tells_a_misspelt_name(terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has no effect is told, with the status of wrong usage."""
    monkeypatch.setenv("GOUJI_THREDS", "3")
    assert "是不是 GOUJI_THREADS" in terminal("config", status=2)


def test_the_doctor_finds_a_new_machine_well_and_makes_nothing(terminal) -> None:
    """Before the first start all is in order or explained, and looking leaves no file behind."""
    said = terminal("doctor")
    assert "第一次运行时建立" in said
    assert not list(terminal.home.iterdir())
    assert "读取隔离" in said


def test_the_doctor_names_what_is_wrong_with_a_next_step(
    county, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A queue that is away, a mail server that is not there, a file with a secret that all may read: status 1."""
    secret = tmp_path / "password"
    secret.write_text("geheim123", encoding="utf-8")
    monkeypatch.setenv("GOUJI_REDIS_URL", f"unix://{tmp_path}/none.sock")
    monkeypatch.setenv("GOUJI_MAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("GOUJI_MAIL_PORT", "1")
    monkeypatch.setenv("GOUJI_MAIL_FROM", "zwgk@example.gov.cn")
    monkeypatch.setenv("GOUJI_MAIL_USER", "zwgk")
    monkeypatch.setenv("GOUJI_MAIL_PASSWORD_FILE", str(secret))
    said = county("doctor", status=1)
    ill = [line for line in said.splitlines() if line.startswith("✕")]
    assert any("消息队列" in line and "GOUJI_REDIS_URL" in line for line in ill)
    assert any("发信" in line and "GOUJI_MAIL_HOST" in line for line in ill)
    assert "✓ 数据库：SQLite" in said


def test_the_doctor_tells_settings_that_cannot_be_followed(terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults of the settings are items of the list, and the machine is looked at all the same."""
    monkeypatch.setenv("GOUJI_WORKERS", "0")
    said = terminal("doctor", status=1)
    assert "✕ 设置：GOUJI_WORKERS 应是1到64之间的整数" in said
    assert "✓ 版本" in said


def test_a_home_that_others_may_enter_is_noted(tmp_path: Path) -> None:
    """The folder of all data belongs to one account."""
    tmp_path.chmod(0o755)
    assert any(one.state is State.NOTE and "chmod 700" in one.step for one in host.home(tmp_path))
    tmp_path.chmod(0o700)
    assert all(one.state is not State.ILL for one in host.home(tmp_path))


def test_fonts_are_looked_for_where_they_lie(tmp_path: Path) -> None:
    """Without a Chinese font the step says which package brings one."""
    assert next(iter(host.fonts([str(tmp_path)]))).step
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    assert next(iter(host.fonts([str(tmp_path)]))).state is State.WELL


def test_a_secret_that_any_account_can_read_is_told() -> None:
    """By the file's own mode and that of the folders above it: behind a closed folder it is nobody's."""
    with tempfile.TemporaryDirectory() as name:
        secret = Path(name) / "password"
        secret.touch(mode=0o644)
        secret.chmod(0o644)
        Path(name).chmod(0o755)
        assert [f"chmod o-rwx {secret}" in one.step for one in host.secrecy([secret])] == [True]
        Path(name).chmod(0o700)
        assert list(host.secrecy([secret, Path(name) / "none"])) == []
