"""What the program keeps is for its owner alone, whatever the umask and whoever made the home."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import upgrade
from ledger.backup import backup
from workers.embedded import Valkey
from workers.runtime import build_runtime
from workers.settings import read
from workers.worker_groups import register_group


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """An umask that takes little or nothing away."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def _open_to_others(folder: Path) -> dict[str, str]:
    found = [folder, *folder.rglob("*")]
    modes = {str(each.relative_to(folder)): stat.S_IMODE(each.lstat().st_mode) for each in found}
    return {name: oct(mode) for name, mode in modes.items() if mode & 0o077}


@pytest.mark.usefixtures("umask")
def test_nothing_in_the_home_is_open_to_others(tmp_path: Path) -> None:
    """Database, its log, copies and the queue's files, in a home that somebody made open to all."""
    home = tmp_path / "home"
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    parts = build_runtime(read({"GOUJI_HOME": str(home)}))
    upgrade(parts.ledger.engine)
    register_group(home)
    with parts.ledger.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        backup(parts.ledger.engine, home / "copy.db")
        with Valkey(home / "valkey") as server:
            server.kill()
            server.restart()
            assert (home / "gouji.db-wal").exists()
            assert _open_to_others(home) == {}
    parts.ledger.engine.dispose()


@pytest.mark.usefixtures("umask")
def test_what_was_open_before_is_closed(tmp_path: Path) -> None:
    """Files of an earlier version or made by hand; a stranger's file in the home stays as it is."""
    (tmp_path / "valkey" / "appendonlydir").mkdir(parents=True)
    for name in ("gouji.db", "valkey/appendonlydir/1.aof", "stranger.sh"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o755)
    parts = build_runtime(read({"GOUJI_HOME": str(tmp_path)}))
    upgrade(parts.ledger.engine)
    parts.ledger.engine.dispose()
    assert set(_open_to_others(tmp_path)) == {"stranger.sh"}


def test_an_address_that_cannot_be_read_is_not_quoted(tmp_path: Path) -> None:
    """Both services, in a real command: a plain sentence with the name of the setting, no part of the password."""
    for name, url in (
        ("GOUJI_DATABASE_URL", "postgresql://u:geheim@h:x/db"),
        ("GOUJI_DATABASE_URL", "geheim"),
        ("GOUJI_REDIS_URL", "redis://:geheim/x@h"),
        ("GOUJI_REDIS_URL", "geheim"),
    ):
        said = subprocess.run(
            [sys.executable, "-m", "gateway", "status"],
            env={"PATH": os.environ["PATH"], "GOUJI_HOME": str(tmp_path), name: url},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert said.returncode == 2
        assert name in said.stderr
        assert "geheim" not in said.stdout + said.stderr


def test_a_log_line_holds_no_secret(tmp_path: Path) -> None:
    """In the words of an error, its trace and deep in a value: the settings' own secrets are taken out of all of it."""
    program = (
        "import structlog; from workers.logs import configure; from workers.settings import settings\n"
        "configure('json', settings().secrets())\n"
        "try: raise ValueError('no ge/heim here')\n"
        "except ValueError as error: structlog.get_logger('x').exception('a', said=str(error), deep={'b': [error]})"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], "GOUJI_HOME": str(tmp_path), "GOUJI_REDIS_URL": "redis://:ge%2Fheim@h"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stderr.count("no *** here") == 3
    assert "heim" not in said.stderr
