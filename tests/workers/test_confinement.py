"""The reading child under attack: a payload runs in its place and counts what it reached. It must be nothing."""

import json
import os
import platform
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workers.confinement import layers, seccomp
from workers.confinement.calls import ALLOWED, conditional
from workers.confinement.layer import Layer

_PAYLOAD = Path(__file__).parent / "payload.py"
_ROOT = os.geteuid() == 0
_NEEDS_FILTER = pytest.mark.skipif(not seccomp.available(), reason="this kernel filters no calls")
_FORBIDDEN = (
    "socket", "connect", "open", "openat", "openat2", "execve", "fork", "vfork", "clone", "clone3", "ptrace", "kill",
    "prlimit64", "setrlimit", "io_uring_setup", "bpf", "unshare", "setns", "mount", "keyctl", "perf_event_open",
    "userfaultfd", "pidfd_open", "process_vm_readv", "memfd_create", "ioctl", "fcntl", "prctl", "seccomp",
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder with what an attacker wants: the socket of a queue that listens, a ledger with a secret; open to all."""
    with sqlite3.connect(tmp_path / "gouji.db") as ledger:
        ledger.execute("create table secrets (value)")
    with socket.socket(socket.AF_UNIX) as queue:
        queue.bind(str(tmp_path / "queue.sock"))
        queue.listen()
        for path in (tmp_path, *tmp_path.iterdir()):
            path.chmod(0o777)
        yield tmp_path


def _attack(home: Path, without: list[str]) -> dict[str, dict[str, str | None] | list[str]]:
    made = subprocess.run(
        [sys.executable, str(_PAYLOAD), str(home), *without],
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "GOUJI_MAIL_PASSWORD": "geheim"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()[-1000:]
    told: dict[str, dict[str, str | None] | list[str]] = json.loads(made.stdout)
    return told


@_NEEDS_FILTER
@pytest.mark.parametrize("without", [[], ["landlock"], ["user"], ["landlock", "user"]], ids=str)
def test_a_payload_reaches_nothing(home: Path, without: list[str]) -> None:
    """With Landlock and without, as the user who runs the tests: of some eighty attempts not one succeeds."""
    told = _attack(home, without)
    assert "seccomp" in told["held"]
    assert not {*told["held"]} & {*without}
    assert {name: got for name, got in dict(told["found"]).items() if got is not None} == {}
    assert len(told["found"]) > 60
    assert not (home / "evil.txt").exists()


@_NEEDS_FILTER
@pytest.mark.skipif(not _ROOT, reason="the tests run as another user already")
@pytest.mark.parametrize("without", [[], ["landlock"]], ids=str)
def test_a_payload_reaches_nothing_as_another_user(home: Path, without: list[str]) -> None:
    """The same where the service is not started by root."""
    told = _attack(home, [*without, "root"])
    assert "user" not in told["held"]
    assert {name: got for name, got in dict(told["found"]).items() if got is not None} == {}


def test_without_the_filter_the_other_layers_still_keep_files_and_sockets(home: Path) -> None:
    """On a kernel that filters nothing the limits alone refuse every file, every connection and every program."""
    found = dict(_attack(home, ["seccomp", "landlock"])["found"])
    kept = ("tcp", "udp", "the queue", "reading the ledger", "the parent's environment", "a file at home", "a shell")
    assert {name: found[name] for name in kept} == dict.fromkeys(kept)


def test_the_attack_is_one(home: Path) -> None:
    """The same payload beside a child that nothing holds reaches what it tries: its nothing means something."""
    script = _PAYLOAD.read_text(encoding="utf-8").replace("layers.seal(", "(lambda *_: [])(")
    free = home / "free.py"
    free.write_text(script, encoding="utf-8")
    made = subprocess.run(
        [sys.executable, str(free), str(home)],
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "GOUJI_MAIL_PASSWORD": "geheim"},
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    found = json.loads(made.stdout)["found"]
    wanted = (
        "the queue",
        "reading the ledger",
        "a file at home",
        "fork",
        "a shell",
        "signalling the parent",
        "a thread",
    )
    assert all(found[name] is not None for name in wanted)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x32 and 32-bit calls are of x86")
@_NEEDS_FILTER
def test_a_call_of_another_interface_ends_the_process() -> None:
    """An x32 number (``getpid`` with the bit of x32) kills the child: it would mean another call."""
    script = (
        "import ctypes, os; from workers.confinement import layers; layers.seal(5, os.getppid());"
        "ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 + 39))"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}, check=False
    )
    assert made.returncode == -31  # SIGSYS


def test_no_dangerous_call_is_allowed() -> None:
    """The table holds none of the calls that start, open, connect, trace or lift; both machines have their numbers."""
    assert not {*ALLOWED} & {*_FORBIDDEN}
    first = [numbers[0] for numbers in ALLOWED.values()] + [numbers[0] for numbers in conditional(1)]
    second = [numbers[1] for numbers in ALLOWED.values() if numbers[1] is not None]
    assert len(first) == len(set(first))
    assert len(second) == len(set(second))


def test_what_is_available_is_what_a_child_gets(home: Path) -> None:
    """What ``gouji status`` says of this machine is what holds in the child."""
    assert {Layer(one) for one in _attack(home, [])["held"]} == layers.available()
