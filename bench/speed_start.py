"""The start: how long a clerk waits for a command, in wall time, each time in a fresh process."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench import material
from bench.measure import Line
from samples import forms

_TIMES = 7
_LOAD = (
    "import time; from rules.book_io.rulebook import rulebook; begin = time.process_time(); rulebook();"
    "print(time.process_time() - begin)"
)


def lines() -> Iterator[Line]:
    """The lines of the table: the quickest of a few starts."""
    bare = min(_wall([sys.executable, "-c", "pass"]) for _ in range(_TIMES))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "报告.txt"
        file.write_bytes(forms.write(material.draft(material.report(Random(1), length=400)), "tabs"))
        gouji = [sys.executable, "-m", "gateway"]
        commands = {
            "gouji explain A01": [*gouji, "explain", "A01"],
            "gouji check, one small text": [*gouji, "check", str(file), "--as-of", "2024-01-31", "--fail-on", "never"],
        }
        for what, command in commands.items():
            ours = min(_wall(command) for _ in range(_TIMES))
            yield Line(
                what=f"{what} (wall)", ours=ours, peer=bare, against="python -c pass; the line of a check is 40 x"
            )
    load = [float(subprocess.check_output([sys.executable, "-c", _LOAD])) * 1000 for _ in range(_TIMES)]
    yield Line(what="loading the rulebook (processor time)", ours=min(load))


def _wall(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return (time.perf_counter() - begin) * 1000
