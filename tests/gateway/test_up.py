"""``gouji up`` as a person runs it: one command, no prompt; refused twice; killed, it leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.job import JobState
from ledger import Ledger, connect

_PATIENCE = 120.0


def below(pid: int) -> set[int]:
    """All processes below one, the dead ones that nobody has waited for left out."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[0] != "Z":
            parents[int(status.parent.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def alive(pids: set[int]) -> set[int]:
    """Those that still run."""
    living = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            continue
        living |= {pid} if state != "Z" else set()
    return living


def until(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds."""
    patience = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < patience, "it never came to that"
        time.sleep(0.1)


class House:
    """A home folder and the commands run on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {**os.environ, "GOUJI_HOME": str(home), "GOUJI_LOG": "json", "GOUJI_WORKERS": "1"}
        self.environment["GOUJI_HTTP"] = "127.0.0.1:0"  # any free port: other tests run beside this one
        self.started: list[subprocess.Popen[bytes]] = []

    def gouji(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command run to its end."""
        command = [sys.executable, "-m", "gateway", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def up(self) -> "subprocess.Popen[bytes]":
        """``gouji up``, in the background, once everything is there."""
        with (self.home.parent / "up.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "gateway", "up"], env=self.environment, stdout=log, stderr=log
            )
        self.started.append(process)
        until(lambda: len(below(process.pid)) >= 7 or process.poll() is not None)
        return process

    def ledger(self) -> Ledger:
        """What the commands wrote."""
        return Ledger(connect(f"sqlite:///{self.home / 'gouji.db'}"))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A home folder that does not exist yet."""
    made = House(tmp_path / "home")
    yield made
    for process in made.started:
        process.kill()
        process.wait()


def settle(ledger: Ledger) -> None:
    """A county of one agency."""
    now = datetime.now(UTC)
    ledger.register.put_jurisdiction(Jurisdiction(code="990000", name="试验县"), "test", now)
    ledger.register.put([Agency(code="U0", name="试验县财政局", kind="department", jurisdiction="990000")], "test", now)
    date = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)
    ledger.calendars.put("990000", [date], "test", now)


def done(ledger: Ledger) -> int:
    """How many jobs are done."""
    return ledger.jobs.counts()[JobState.DONE]


def test_from_an_empty_folder_to_an_audit_through_a_kill(house: House, tmp_path: Path) -> None:
    """Up, filed, killed with -9, nothing left behind; up again, filed by folder too, done; then stopped."""
    first = house.up()
    ledger = house.ledger()
    settle(ledger)
    report = tmp_path / "r.json"
    report.write_text(json.dumps({"agency": "试验县财政局", "year": 2025}), encoding="utf-8")
    assert "网页：http://127.0.0.1:" in (tmp_path / "up.log").read_text(encoding="utf-8")
    filed = house.gouji("submit", str(report), "--agency", "U0", "--year", "2025")
    assert (filed.returncode, "已收到" in filed.stdout) == (0, True)
    until(lambda: done(ledger) == 1)

    second = house.gouji("up")
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert str(first.pid) in second.stderr

    family = below(first.pid)
    first.send_signal(signal.SIGKILL)
    first.wait()
    until(lambda: not alive(family))

    offline = house.gouji("submit", str(report), "--agency", "U0", "--year", "2024")
    assert offline.returncode == 0, "a filing is taken while nothing runs"
    assert "连不上" in house.gouji("status").stdout
    third = house.up()
    until(lambda: done(ledger) == 2)
    slot = house.home / "inbox" / "U0" / "2023"
    slot.mkdir(parents=True)
    (slot / "r.json").write_bytes(report.read_bytes())
    until(lambda: done(ledger) == 3)
    assert (slot / "done" / "r.json.回执.txt").exists()
    assert "已完成3" in house.gouji("status").stdout
    assert house.gouji("ledger", "verify").returncode == 0

    family = below(third.pid)
    third.send_signal(signal.SIGTERM)
    assert third.wait(_PATIENCE) == 0
    assert not alive(family)
