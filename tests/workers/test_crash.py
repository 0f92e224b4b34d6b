"""The switch of the crash tests: silent in daily use, once in the life of a home, loud about wrong names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from filings.errors import UsageError
from workers.fault_injection import POINTS, crash_at

PROGRAM = """
import sys
from pathlib import Path
from workers.fault_injection import crash_at
pass_by = crash_at(sys.argv[1], Path(sys.argv[2]))
for _ in range(3):
    pass_by("ack.before")
    print("passed", flush=True)
"""


def passes(text: str, home: Path) -> tuple[int, int]:
    """Exit status and number of passings of a process that passes a point three times."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, text, str(home)], capture_output=True, check=False)
    return done.returncode, done.stdout.count(b"passed")


def test_it_happens_at_the_named_passing_and_only_once(tmp_path: Path) -> None:
    """The second passing ends the process; the next process goes through."""
    assert passes("ack.before:2", tmp_path) == (137, 1)
    assert passes("ack.before:2", tmp_path) == (0, 3)


def test_another_point_or_none_does_nothing(tmp_path: Path) -> None:
    """Nothing is left behind either."""
    assert passes("post.before", tmp_path) == (0, 3)
    for point in POINTS:
        crash_at("", tmp_path)(point)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - names only


@pytest.mark.parametrize("text", ["ack", "ack.before:x", "ack.before:-1", ":1x"])
def test_a_wrong_name_is_refused(text: str, tmp_path: Path) -> None:
    """A test that names no point would prove nothing."""
    if text.startswith(":"):
        crash_at(text.rstrip("x"), tmp_path)("ack.before")
        return
    with pytest.raises(UsageError, match="GOUJI_CRASH_AT"):
        crash_at(text, tmp_path)


def test_an_unknown_point_in_the_program_is_an_error(tmp_path: Path) -> None:
    """A misspelt point would never be reached."""
    with pytest.raises(LookupError):
        crash_at("", tmp_path)("nowhere")
