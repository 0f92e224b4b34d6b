"""Writers of one SQLite database take turns, and a dead one does not keep its turn."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from filings.errors import InfrastructureError
from ledger.sqlite_write_lock import write_turn

HOLDER = """
import sys
import sqlalchemy as sa
from ledger.sqlite_write_lock import write_turn
with write_turn(sa.create_engine(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


def engine(path: Path) -> sa.Engine:
    """An engine that is never connected."""
    return sa.create_engine(f"sqlite:///{path}")


def test_threads_take_turns(tmp_path: Path) -> None:
    """While one holds it nobody else is inside."""
    database, inside, most = engine(tmp_path / "g.db"), [0], [0]

    def write() -> None:
        for _ in range(50):
            with write_turn(database):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_killed_process_gives_its_turn_back(tmp_path: Path) -> None:
    """Kill -9 of the holder, and the next one is inside."""
    url = f"sqlite:///{tmp_path / 'g.db'}"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"mine\n"
    entered = threading.Event()

    def enter() -> None:
        with write_turn(sa.create_engine(url)):
            entered.set()

    waiting = threading.Thread(target=enter)
    waiting.start()
    assert not entered.is_set()
    holder.send_signal(signal.SIGKILL)
    waiting.join()
    assert entered.is_set()
    holder.communicate()


def test_an_exception_ends_the_turn(tmp_path: Path) -> None:
    """A transaction that failed does not hold up the next."""
    database = engine(tmp_path / "g.db")
    with pytest.raises(KeyError), write_turn(database):
        raise KeyError
    with write_turn(database):
        pass


def test_other_databases_need_no_turn(tmp_path: Path) -> None:
    """PostgreSQL has its own row locks; no file is made."""
    before = os.listdir(tmp_path)  # noqa: PTH208 - names only
    with write_turn(sa.create_engine("postgresql+psycopg://nobody@/none")):
        assert os.listdir(tmp_path) == before  # noqa: PTH208 - the same


def test_a_folder_that_is_gone_is_infrastructure(tmp_path: Path) -> None:
    """The words are for people, not an error of the system."""
    with pytest.raises(InfrastructureError), write_turn(engine(tmp_path / "none" / "g.db")):
        pass
