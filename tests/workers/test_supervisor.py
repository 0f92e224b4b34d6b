"""The supervisor: starts, starts again, ends in good order; and the forks it may keep."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workers.forking import Fork
from workers.supervisor import Program, Supervisor

RUN = """
import sys
from workers.supervisor import Program, Supervisor
Supervisor([Program(name="sleeper", module="sleeper")]).run()
"""
SLEEPER = """
import os, pathlib, signal, sys, time
here = pathlib.Path(__file__).parent
with (here / "started").open("a") as file:
    file.write(f"{os.getpid()}\\n")
def end(*_):
    (here / "ended").write_text("well")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
time.sleep(60)
"""


@dataclass
class Scripted:
    """A program whose processes end when and as a test says."""

    name: str = "scripted"
    statuses: list[int | None] = field(default_factory=list)
    starts: int = 0
    asked: list[str] = field(default_factory=list)

    def start(self) -> "Scripted":
        """One more start."""
        self.starts += 1
        return self

    def poll(self) -> int | None:
        """The next status of the script."""
        return self.statuses.pop(0) if self.statuses else None

    def wait(self, timeout: float | None = None) -> int:
        """Ends only when killed."""
        if "kill" not in self.asked:
            raise subprocess.TimeoutExpired([], timeout or 0)
        return -9

    def terminate(self) -> None:
        """Noted."""
        self.asked.append("terminate")

    def kill(self) -> None:
        """Noted."""
        self.asked.append("kill")


def run_for(supervisor: Supervisor, looks: int) -> None:
    """Let the supervisor look so many times."""
    left = [looks]

    def tend() -> None:
        left[0] -= 1
        if left[0] <= 0:
            supervisor.stop()

    supervisor.tend = tend
    supervisor.run()


def test_what_dies_is_started_again_with_growing_pauses() -> None:
    """A program that dies at once is not started at every look."""
    now = [0.0]

    def clock() -> float:
        now[0] += 0.05
        return now[0]

    program = Scripted(statuses=[1] * 1000)
    run_for(Supervisor([program], clock=clock), 40)
    assert 2 <= program.starts <= 6


def test_what_does_not_end_is_killed() -> None:
    """Asked first, killed after the time of grace."""
    program = Scripted()
    run_for(Supervisor([program]), 2)
    assert program.asked == ["terminate", "kill"]


def wait_for(path: Path, lines: int = 1) -> list[int]:
    """The pids in a file once it has so many lines."""
    for _ in range(600):
        if path.exists() and len(found := path.read_text(encoding="utf-8").split()) >= lines:
            return [int(pid) for pid in found]
        time.sleep(0.05)
    raise AssertionError(path)


@pytest.fixture
def supervised(tmp_path: Path) -> "subprocess.Popen[bytes]":
    """A supervisor in a process of its own, keeping a process that sleeps."""
    (tmp_path / "sleeper.py").write_text(SLEEPER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    return subprocess.Popen([sys.executable, "-c", RUN], env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL)


def test_a_killed_process_is_back_and_a_stop_is_passed_on(
    supervised: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    """Kill -9 of the child: another one; SIGTERM to the supervisor: the child ends well, then it does."""
    (first,) = wait_for(tmp_path / "started")
    os.kill(first, signal.SIGKILL)
    wait_for(tmp_path / "started", 2)
    supervised.send_signal(signal.SIGTERM)
    assert supervised.wait(30) == 0
    assert (tmp_path / "ended").read_text(encoding="utf-8") == "well"


def test_a_killed_supervisor_takes_its_processes_along(supervised: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    """The kernel ends the child; nothing is left behind."""
    (child,) = wait_for(tmp_path / "started")
    supervised.kill()
    supervised.wait()
    for _ in range(600):
        try:
            state = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            break
        if state == "Z":
            break
        time.sleep(0.05)
    else:
        raise AssertionError(child)


def test_a_program_runs_a_module() -> None:
    """With its arguments, bound to this process."""
    process = Program(name="v", module="platform", arguments=("--terse",)).start()
    assert process.wait(30) == 0


@pytest.mark.parametrize(("function", "status"), [(lambda: None, 0), (lambda: sys.exit(3), 1), (lambda: 1 / 0, 1)])
def test_a_fork_reports_how_it_ended(function: Callable[[], None], status: int) -> None:
    """In a process without threads, a function runs as a process and ends with a status."""
    if threading.active_count() > 1:
        pytest.skip("forks need a process without threads")
    assert Fork(name="f", function=function).start().wait(30) == status
