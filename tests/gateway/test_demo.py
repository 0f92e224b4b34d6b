"""``gouji demo`` as a newcomer runs it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest


def test_the_demo_goes_the_whole_way(tmp_path: Path) -> None:
    """From register to verified webhook, files on disk, status 0, nothing left running and nothing in the home."""
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "gateway", "demo", "--out", str(tmp_path / "out")],
        env={**os.environ, "HOME": str(home), "GOUJI_HOME": str(home / ".gouji")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "报送与核查：15份" in done.stdout
    assert "接收端验签通过60条，未通过0条" in done.stdout
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"通报.html", "通报.xlsx", "通报.json", "核查结果"}
    assert len(list((tmp_path / "out" / "核查结果").iterdir())) == 15
    assert not home.exists()


@pytest.mark.slow
def test_the_demo_that_stays_lets_everybody_in(tmp_path: Path) -> None:
    """Six accounts sign in with what was printed, the printed curl is taken, and told to stop it leaves nothing."""
    (tmp_path / "tmp").mkdir()
    started = ["env", "--default-signal=INT", sys.executable]  # a CI may run us with it ignored
    process = subprocess.Popen(
        [*started, "-m", "gateway", "demo", "--serve", "--out", str(tmp_path / "out")],
        env={**os.environ, "HOME": str(tmp_path), "TMPDIR": str(tmp_path / "tmp"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "按 Ctrl-C 停止" in line:
                break
        address, password = re.search(r"网页：(\S+)/ .*?(yanshi\d+)", said).groups()
        logins = re.findall(r"账号 (\d{6})", said)
        assert len(logins) == 6
        for login in logins:
            answer = httpx.post(f"{address}/sign-in", data={"name": login, "password": password}, timeout=30)
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
        bearer, there = re.search(r'Bearer (\S+)" .*"(http\S+)"', said).groups()
        files = {"file": ("报告.json", b'{"agency": "x", "year": 2025}')}
        taken = httpx.post(there, headers={"Authorization": f"Bearer {bearer}"}, files=files, timeout=30)
        assert taken.status_code in (200, 202), taken.text
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 130
    finally:
        process.kill()
        process.communicate()
    assert list((tmp_path / "tmp").glob("gouji-demo-*")) == []
