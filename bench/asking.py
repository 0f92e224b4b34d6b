"""How long a portal waits for a trial check, warm: ``python -m bench.asking [--times 30]``.

The door runs in a process of its own, as ``gouji web`` does; documents are of real size and each is another.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import httpx

from bench import material
from bench.door import AREA, NOW, settle
from filings.token import TokenRole
from ledger import Ledger, connect, upgrade
from samples import forms
from workers.embedded import Valkey

GOALS = {"docx": 1.0, "json": 0.1}  # seconds, median
_PATIENCE = 60.0
_SOURCE = Path(__file__).resolve().parents[1]


@contextmanager
def web(folder: Path, queue: str, **more: str) -> Iterator[tuple[str, Ledger]]:
    """``gouji web`` over the county of ``bench.door``: its address and the ledger behind it."""
    home = folder / "home"
    home.mkdir()
    ledger = Ledger(connect(f"sqlite:///{home / 'gouji.db'}"))
    upgrade(ledger.engine)
    settle(ledger)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")}
    words = {
        **kept, "GOUJI_HOME": str(home), "GOUJI_REDIS_URL": queue, "GOUJI_LOG": "json", "GOUJI_HTTP": "127.0.0.1:0",
        "GOUJI_HTTP_RATE": "1000000", "GOUJI_HTTP_CHECKS": "1000000", "PYTHONPATH": str(_SOURCE), **more,
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "gateway", "web"], env=words, stderr=log, stdout=log)
        try:
            yield address_in(folder / "log"), ledger
        finally:
            process.terminate()
            process.wait()
            ledger.engine.dispose()


def address_in(log: Path) -> str:
    """Where it listens, once it says so."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if '"web.ready"' in line:
                return line.partition('"address": "')[2].partition('"')[0]
        time.sleep(0.05)
    raise TimeoutError(log.read_text(encoding="utf-8", errors="replace"))


def waited(client: httpx.Client, kind: str, times: int) -> list[float]:
    """Seconds from sending to verdict, each document another one."""
    random, seconds = Random(3), []
    for _ in range(times):
        report = replace(material.report(random), agency="试验县财政局", year=2025)
        body = material.tables_only(report) if kind == "json" else forms.write(material.draft(report), kind)
        began = time.perf_counter()
        answer = client.post(f"/v1/checks?agency=U0&year=2025&name=r.{kind}", content=body)
        seconds.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise AssertionError(answer.text)
    return sorted(seconds)


def main() -> int:
    """1 when a median is not reached."""
    parser = argparse.ArgumentParser(description="How long a portal waits for a trial check.")
    parser.add_argument("--times", type=int, default=30)
    given = parser.parse_args()
    missed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        Valkey(Path(folder) / "valkey") as queue,
        web(Path(folder), queue.url) as (address, ledger),
    ):
        _, secret = ledger.tokens.create(TokenRole.PORTAL, AREA, "bench", NOW)
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/octet-stream"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            for kind, goal in GOALS.items():
                waited(client, kind, 3)
                seconds = waited(client, kind, given.times)
                median, high = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
                print(f"{kind}: median {median * 1000:.0f} ms, p95 {high * 1000:.0f} ms (goal: median {goal:g} s)")
                missed += median >= goal
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
