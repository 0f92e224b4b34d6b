"""A county of eighty agencies is set up from the README alone: its own lines, run as they stand there.

Only what must be true to the place is put in its stead: where mail server and webhook really listen, and the rows that
the office fills into the empty register.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from filings.register_words import HEADS
from gateway.sheets import read_sheet, write_sheet
from notifier.receiver import Receiver
from samples import county as sample

_TOP = Path(__file__).parents[2]
_AGENCIES = 80
_PATIENCE = 90.0  # seconds: far more than needed
_WEBHOOK = "10.20.3.4:8080"
_LINE = re.compile(r"^gouji (?P<words>[^#\n]*?)\s*(?:#.*)?$", re.MULTILINE)


def _block(readme: str, language: str) -> str:
    """The first fenced block of a language in the section about setting up."""
    text = (_TOP / readme).read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    (ours,) = [part for part in section if part.startswith(("一小时", "Set up a county"))]
    found = re.search(rf"```{language}\n(.*?)```", ours, re.DOTALL)
    assert found is not None
    return found[1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Postbox:
    """Takes every letter; keeps to whom each went."""

    def __init__(self) -> None:
        self.to: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - aiosmtpd's
        """Keep it."""
        self.to += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[_Postbox, int]]:
    """A mail server on loopback, with its port."""
    box, port = _Postbox(), _free_port()
    running = Controller(box, hostname="127.0.0.1", port=port)
    running.start()
    yield box, port
    running.stop()


def _until(condition: Callable[[], bool], log: Path) -> None:
    patience = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < patience, log.read_text(encoding="utf-8")[-2000:]
        time.sleep(0.1)


def test_both_readmes_give_the_same_lines() -> None:
    """Who reads English sets up the same county."""
    for language in ("sh", "ini"):
        assert _block("README.md", language) == _block("README.zh-CN.md", language)


def test_a_county_of_eighty_is_set_up_from_the_readme(tmp_path: Path, postbox: tuple[_Postbox, int]) -> None:
    """Every line succeeds; a report laid into the folder by its agency's name comes back as letter and webhook."""
    box, mail_port = postbox
    home, log, port = tmp_path / "home", tmp_path / "up.log", _free_port()
    home.mkdir(mode=0o700)
    here = _block("README.zh-CN.md", "ini").replace("mail.yunling.gov.cn", "127.0.0.1")
    (home / "gouji.env").write_text(f"{here}GOUJI_MAIL_PORT={mail_port}\nGOUJI_MAIL_SECURITY=none\n", encoding="utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")},
        "GOUJI_HOME": str(home), "COLUMNS": "200",
    }  # fmt: skip
    lines = [
        found["words"].replace(_WEBHOOK, f"127.0.0.1:{port}") for found in _LINE.finditer(_block("README.md", "sh"))
    ]
    assert lines[-1] == "up"
    secret = ""
    for words in lines[:-1]:
        done = subprocess.run(
            [sys.executable, "-m", "gateway", *words.split()], cwd=tmp_path, env=environment, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        secret = next(iter(re.findall(r"whsec_\S+", done.stdout)), secret)
        if words.startswith("register export"):
            _fill(tmp_path / words.split()[2])
    log.touch()
    with Receiver([secret], port=port) as receiver, log.open("wb") as sink:
        running = subprocess.Popen(
            [sys.executable, "-m", "gateway", *lines[-1].split()], env=environment, stdout=sink, stderr=sink
        )
        try:
            folder = home / "inbox" / "水务局" / "2025"
            folder.mkdir(parents=True)
            (folder / "报告.docx").write_bytes(sample.document("水务局2025年度报告.docx"))
            _until(lambda: receiver.tally().messages >= 2 and len(box.to) >= 2, log)
            assert receiver.tally().unverified == 0
            assert set(box.to) == {"dw03@yunling.gov.cn"}
            assert (folder / "done" / "报告.docx").is_file()
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(_PATIENCE)


def _fill(path: Path) -> None:
    """Write eighty agencies below the heads of the empty register, as an office does."""
    assert read_sheet(path, HEADS[:3]).heads == HEADS
    names = [("云岭县人民政府", "县政府"), ("云岭县财政局", "县政府部门"), ("云岭县水务局", "县政府部门")]
    names += [(f"云岭县第{n}局", "县政府部门") for n in range(4, 61)] + [
        (f"第{n}镇人民政府", "乡镇") for n in range(61, 81)
    ]
    assert len(names) == _AGENCIES
    rows = [
        (f"Y{n:03}", name, kind, "", "张某", "0771-1234567", f"dw{n:02}@yunling.gov.cn", *[""] * 5)
        for n, (name, kind) in enumerate(names, 1)
    ]
    write_sheet(path, HEADS, rows, "报送单位名录")
