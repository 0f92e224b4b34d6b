"""Ending without taking everything apart leaves nothing undone, and cycles are searched for once all is loaded."""

import subprocess
import sys

import pytest

_LEAVE = """
import atexit, sys
from gateway.loading import leave
atexit.register(print, "at the end", flush=True)
print("said")
leave(SystemExit({code}))
print("returned")
"""


def _run(script: str, out: int | None = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", script], stdout=out, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.parametrize(("code", "status"), [("", 0), ("0", 0), ("1", 1), ("130", 130)])
def test_what_was_said_and_what_was_registered_comes_before_the_end(code: str, status: int) -> None:
    """Output is written, functions for the end have run, and the status is that of the command."""
    ended = _run(_LEAVE.format(code=code))
    assert (ended.returncode, ended.stdout) == (status, "said\nat the end\n")


def test_a_status_in_words_is_left_to_python() -> None:
    """Python prints such a status; here it is not ended."""
    assert _run(_LEAVE.format(code="'words'")).stdout == "said\nreturned\nat the end\n"


def test_what_cannot_be_written_is_left_to_python() -> None:
    """A full disk is told by the ordinary way, never passed over with a status of success."""
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a descriptor to hand over
        ended = _run(_LEAVE.format(code="0"), full.fileno())
    assert ended.returncode != 0
    assert "No space left" in ended.stderr


def test_cycles_are_searched_for_once_all_is_loaded() -> None:
    """What was loaded is left out of the search, what comes later is not; who loaded in the usual way keeps it."""
    script = (
        "import gc; from gateway.loading import begin, loaded\n"
        "loaded(); print(gc.isenabled(), gc.get_freeze_count() > 0)\n"
        "begin(); print(gc.isenabled())\n"
        "loaded(); print(gc.isenabled(), gc.get_freeze_count() > 0)"
    )
    assert _run(script).stdout.split("\n")[:3] == ["True False", "False", "True True"]


@pytest.mark.parametrize("command", [["config"], ["rules", "list"]])
def test_a_command_that_may_stay_searches_for_cycles(command: list[str]) -> None:
    """All but the shortest commands go on as ever once they are loaded."""
    script = (
        "import atexit, gc, sys; atexit.register(lambda: print('searched', gc.isenabled()))\n"
        f"sys.argv = ['gouji', *{command!r}]\n"
        "from gateway.start import main\nmain()"
    )
    assert "searched True" in _run(script).stdout
