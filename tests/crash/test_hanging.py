"""What stands still is replaced and told, stopped processes and threads in circles; nothing is lost or doubled."""
# ruff: noqa: ANN001 - fixtures of conftest

import os
import signal
from pathlib import Path

import pytest

from filings.job import JobState
from gateway import liveness
from gateway.intake.stream import RECEIPTS, SUBMISSIONS
from workers.heartbeat import signs
from workers.watching import groups, replacements


def processes(home: Path) -> dict[str, int]:
    """Program -> its pid, as the kernel shows who keeps its page of signs."""
    found = {}
    for file in (file for folder in groups(home) for file in folder.iterdir() if signs(file)):
        for maps in Path("/proc").glob("[0-9]*/maps"):
            try:
                if f"{file}\n" in maps.read_text(encoding="utf-8"):
                    found[file.name] = int(maps.parent.name)
            except OSError:
                continue
    return found


def replaced(home: Path) -> list[tuple[object, str]]:
    """Program and thread of everything that was replaced because it hung."""
    return [(one["program"], str(one["thread"]).partition("#")[0]) for one in replacements(home) if one["thread"]]


def whole(county, filings: int) -> bool:
    """Whether each filing has one audit, and every notice came exactly once."""
    audits, tally = county.audits(), county.receiver.tally()
    return (
        list(audits.values()) == [1] * filings
        and county.ledger.jobs.counts()[JobState.QUARANTINED] == 0
        and (tally.messages, tally.repeats_with_other_body) == (len(county.told()), 0)
    )


@pytest.mark.parametrize("program", ["audits-1", "intake", "clock", "notices"])
def test_a_stopped_process_is_replaced(county, client, program: str) -> None:
    """SIGSTOP: the check of health sees it, the supervisor replaces it, and what comes in meanwhile is done."""
    county.environment["GOUJI_SILENCE"] = "8"
    county.run()
    county.until(lambda: {"audits-1", "intake", "clock", "notices", "solo"} <= processes(county.home).keys())
    assert liveness.silent(county.home) == []
    os.kill(processes(county.home)[program], signal.SIGSTOP)
    for number in range(3):
        client.xadd(SUBMISSIONS, {"event": county.event(number, f"e{number}")})
    assert liveness.silent(county.home) == [program]
    county.until(lambda: (program, "process") in replaced(county.home))
    county.until(lambda: client.xlen(RECEIPTS) >= 3)
    county.until(county.at_rest)
    assert whole(county, 3)
    county.until(lambda: liveness.silent(county.home) == [])
    assert any(program in line and "停止响应" in line for line in liveness.told(county.home))


@pytest.mark.parametrize(
    ("point", "program"),
    [
        ("examine.before", "audits-1"),
        ("record.before_commit", "audits-1"),
        ("receipt.before", "intake"),
        ("submit.before_commit", "intake"),
        ("seal.before_commit", "clock"),
    ],
)
def test_a_thread_that_turns_in_circles_is_replaced(county, client, point: str, program: str) -> None:
    """Its process still breathes, the thread does not: the process is replaced, the job it held goes on."""
    county.environment["GOUJI_SILENCE"] = "2"
    county.run(crash_at=f"hang@{point}")
    for number in range(3):
        client.xadd(SUBMISSIONS, {"event": county.event(number, f"e{number}")})
    county.until(lambda: program in [name for name, thread in replaced(county.home) if thread != "process"])
    county.until(lambda: client.xlen(RECEIPTS) >= 3)
    county.until(county.at_rest)
    assert whole(county, 3)
