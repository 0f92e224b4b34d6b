"""``make load`` over HTTP: 200 agencies file within two minutes, then all of them within one second.

    python -m bench.load_http [--agencies 200] [--seconds 120]

Open loop: each sends at its scheduled instant, whether those before it are answered or not, and what it waits runs from
that instant. A 503 or 429 is asked again after what the door named. After its 202 each looks once at its filing. A
verdict has come when the receiver has the notice of it. The generator shares the machine; its own cost is told.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import httpx

from bench import material
from bench.asking import address_in
from bench.chaos.house import eventually
from bench.chaos.promises import AREA, Filing, Told, agency_code, agency_name
from bench.load import percentile, running, say
from filings.token import TokenRole
from ledger import Ledger, connect
from ledger.clock import wall_clock
from samples import forms

ANSWERS, VERDICTS = 2.0, 30.0  # seconds: p95 of answers and reads; the last verdict
_PATIENCE = 600.0
_TRIES = 60


@dataclass(slots=True)
class Seen:
    """What the senders saw. Seconds from the scheduled instant; ``statuses`` counts every answer."""

    answers: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)
    lateness: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    scheduled: dict[str, float] = field(default_factory=dict)
    lost: int = 0


def filings(count: int, year: int) -> list[Filing]:
    """A docx of real size from each agency."""
    random, made = Random(year), []
    for number in range(count):
        name = agency_name(number)
        report = replace(
            material.report(random), agency=name, year=year, title=f"{name}{year}年政府信息公开工作年度报告"
        )
        made.append(Filing(agency=agency_code(number), year=year, body=forms.write(material.draft(report), "docx")))
    return made


async def send(client: httpx.AsyncClient, filing: Filing, at: float, seen: Seen) -> None:
    """File at an instant, asking again while the door is full; then look at the filing."""
    await asyncio.sleep(max(0.0, at - time.monotonic()))
    seen.lateness.append(time.monotonic() - at)
    seen.scheduled[filing.sha256] = at
    place = f"/v1/submissions?agency={filing.agency}&year={filing.year}&name=r.docx"
    for _ in range(_TRIES):
        answer = await client.post(place, content=filing.body)
        seen.statuses[answer.status_code] += 1
        if answer.status_code not in (429, 503):
            break
        await asyncio.sleep(float(answer.headers["Retry-After"]))
    seen.answers.append(time.monotonic() - at)
    if answer.status_code != 202:
        seen.lost += 1
        return
    began = time.monotonic()
    read = await client.get(answer.headers["Location"])
    seen.reads.append(time.monotonic() - began)
    seen.statuses[read.status_code] += 1


async def all_of(address: str, secret: str, sent: Sequence[Filing], seconds: float) -> tuple[Seen, float]:
    """Everybody files within so many seconds; what was seen, and the generator's processor time for each."""
    seen, used = Seen(), time.process_time()
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/octet-stream"}
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=120, limits=limits) as client:
        began = time.monotonic() + 0.5
        gap = seconds / len(sent)
        await asyncio.gather(*(send(client, one, began + gap * n, seen) for n, one in enumerate(sent)))
    return seen, (time.process_time() - used) / len(sent)


def told(what: str, seen: Seen, told_at: Told, cost: float) -> bool:
    """Say what came of it; whether the goals are reached."""
    eventually("the verdicts", lambda: all(name in told_at.at for name in seen.scheduled) or seen.lost, _PATIENCE)
    verdicts = sorted(told_at.at[name] - at for name, at in seen.scheduled.items() if name in told_at.at)
    answers, reads = sorted(seen.answers), sorted(seen.reads)
    p95, read = percentile(answers, 0.95), percentile(reads, 0.95)
    say(
        f"{what}: {len(seen.answers)} filed, statuses {dict(seen.statuses)}, {seen.lost} lost; 202 p50 "
        f"{percentile(answers, 0.5):.2f} s, p95 {p95:.2f} s; read p95 {read:.2f} s; verdict p50 "
        f"{percentile(verdicts, 0.5):.1f} s, last {percentile(verdicts, 1.0):.1f} s; sent at most "
        f"{max(seen.lateness) * 1000:.0f} ms late, {cost * 1000:.1f} ms of the generator each"
    )
    errors = sum(n for status, n in seen.statuses.items() if status not in (200, 202, 429, 503))
    return not (seen.lost or errors) and p95 < ANSWERS and read < ANSWERS


@contextmanager
def _token(home: Path):  # noqa: ANN202 - the secret
    ledger = Ledger(connect(f"sqlite:///{home / 'gouji.db'}"))
    _, secret = ledger.tokens.create(TokenRole.PORTAL, AREA, "bench", wall_clock())
    yield secret, ledger
    ledger.engine.dispose()


def main() -> int:
    """1 when something was lost or answered with an error, or the goals of the two minutes are missed."""
    parser = argparse.ArgumentParser(description="Filing over HTTP.")
    parser.add_argument("--agencies", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120.0)
    given = parser.parse_args()
    folder, told_at = Path(tempfile.mkdtemp(prefix="gouji-load-", dir="/var/tmp")), Told()
    steady, burst = filings(given.agencies, 2024), filings(given.agencies, 2025)
    with (
        running(folder, told_at, "", given.agencies, GOUJI_HTTP_RATE="1000000"),
        _token(folder / "home") as (secret, ledger),
    ):
        address = address_in(folder / "log")
        seen, cost = asyncio.run(all_of(address, secret, steady, given.seconds))
        good = told(f"{given.agencies} in {given.seconds:g} s", seen, told_at, cost)
        good &= max(told_at.at[name] - at for name, at in seen.scheduled.items()) < VERDICTS
        seen, cost = asyncio.run(all_of(address, secret, burst, 1.0))
        told(f"{given.agencies} in 1 s", seen, told_at, cost)
        kept = len(ledger.submissions.recent(10 * given.agencies))
        say(f"{kept} of {2 * given.agencies} filings on record")
    errors = sum(n for status, n in seen.statuses.items() if status not in (200, 202, 429, 503))
    return int(not good or seen.lost > 0 or errors > 0 or kept != 2 * given.agencies)


if __name__ == "__main__":
    raise SystemExit(main())
