"""What the queue cannot do is told in a true sentence with what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from redis.exceptions import AuthenticationError, OutOfMemoryError, RedisError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

from workers.faults import queue_fault


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ResponseError("MISCONF Errors writing to the AOF file: No space left on device"), "磁盘已满"),
        (ResponseError("MISCONF Errors writing to the AOF file: No space left on device"), "GOUJI_HOME"),
        (OutOfMemoryError("command not allowed"), "内存已满"),
        (AuthenticationError("invalid"), "GOUJI_REDIS_URL"),
        (ResponseError("NOAUTH Authentication required."), "GOUJI_REDIS_URL"),
        (RedisTimeoutError("Timeout"), "连不上"),
        (RedisError(), "gouji up"),
    ],
)
def test_each_fault_has_its_own_sentence(error: RedisError, words: str) -> None:
    """A full disk is not a queue that is away."""
    assert words in queue_fault(error)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a Linux device")
def test_a_command_that_writes_to_a_full_disk_says_so(tmp_path: Path) -> None:
    """One sentence and status 2; not a fault of the program, and no traceback."""
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [sys.executable, "-m", "gateway", "explain", "A01"],
            env={"PATH": os.environ["PATH"], "GOUJI_HOME": str(tmp_path)},
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert said.returncode != 0
    assert "磁盘已满" in said.stderr
    assert "Traceback" not in said.stderr
