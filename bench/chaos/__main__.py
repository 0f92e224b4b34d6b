"""``python -m bench.chaos [--submissions N] [--kills N] [--database sqlite|postgresql] …``: the last line is JSON.

The exit status is 1 if anything was lost, doubled, untold, changed, set aside or slow to recover. ``--source FOLDER``
runs the product from another folder than this one: so ``bench.chaos.honest`` shows that a broken one is caught.
"""

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from redis import Redis

from bench.chaos import county
from bench.chaos.house import House, environment, eventually
from bench.chaos.portal import HttpSender, free_port
from bench.chaos.promises import Promises, Told, agencies_for, filings
from bench.chaos.receiver import receiving
from bench.chaos.senders import CommandSender, FolderSender, Source, StreamSender
from bench.chaos.strikes import Plan, Strikes
from bench.chaos.verdict import Verdict, judge
from bench.postgres import Postgres
from ledger import connect
from workers.settings import read

_WINDOW = 120  # filings under way at once
_TMPFS = "tmpfs"


@dataclass(slots=True)
class Trial:
    """Everything of one run."""

    options: argparse.Namespace
    folder: Path
    house: House
    promises: Promises
    told: Told
    source: Source
    portal: HttpSender
    database: Postgres | None
    began: float

    def progress(self) -> float:
        """How far the run is, 0 to 1: by filings or by time, whichever is further."""
        elapsed = (time.monotonic() - self.began) / (60 * self.options.minutes)
        return max(len(self.promises.acknowledged) / self.options.submissions, elapsed)

    def owed(self) -> int:
        """Filings acknowledged and not yet told."""
        return len(self.promises.acknowledged.keys() - self.told.filings.keys())


def main() -> None:
    """Run the trial and print what came of it."""
    options = _options()
    with _trial(options) as trial:
        trial.house.start()
        try:
            strikes = _run(trial)
        finally:
            trial.house.stop()
        verdict = _judge(trial, strikes)
    print(json.dumps(_told(trial, strikes, verdict), ensure_ascii=False))
    sys.exit(int(bool(verdict.wrong())))


@contextlib.contextmanager
def _trial(options: argparse.Namespace) -> Iterator[Trial]:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gouji-chaos-", dir=options.folder)))
        folder.chmod(0o755)
        if _file_system(folder) == _TMPFS:
            raise SystemExit(f"{folder} is in memory; --folder must name one on a disk")
        home = folder / "home"
        home.mkdir(mode=0o700)
        database = stack.enter_context(Postgres(folder / "postgres")) if options.database == "postgresql" else None
        told, secret = Told(), county.secret()
        port = stack.enter_context(receiving(secret, told))
        more = {"GOUJI_DATABASE_URL": database.url} if database else {}
        door = f"127.0.0.1:{free_port()}"
        more |= {"GOUJI_ALLOW": f"127.0.0.1:{port}=127.0.0.1/32", "GOUJI_HTTP": door, "GOUJI_HTTP_RATE": "1000000"}
        setting = environment(home, options.source, **more)
        token = county.found(setting, agencies_for(options.submissions), port, secret)
        source = Source(filings=iter(filings(options.submissions)), window=threading.Semaphore(_WINDOW))
        house = House(source=options.source, environment=setting, log=options.log or folder / "up.log")
        promises = Promises()
        portal = HttpSender(f"http://{door}", token, source, promises, most=options.submissions // 5)
        yield Trial(options, folder, house, promises, told, source, portal, database, time.monotonic())


def _run(trial: Trial) -> Strikes:
    """Senders send, the plan is carried out, and everything is given time to come to rest."""
    settings = read(trial.house.environment)
    redis = Redis.from_url(settings.redis_url)
    chance = random.Random(trial.options.seed)
    strikes = Strikes(
        house=trial.house, redis=redis, database=trial.database, chance=chance,
        told=lambda: len(trial.told.filings), owed=trial.owed,
    )  # fmt: skip
    eventually("gouji up to begin", settings.inbox.exists)
    trial.began = time.monotonic()
    threads = [threading.Thread(target=run, daemon=True) for run in _senders(trial, redis, chance)]
    threads.append(threading.Thread(target=_release, args=(trial,), daemon=True))
    for thread in threads:
        thread.start()
    _strike(trial, strikes)
    _rest(trial, threads[:-1])
    return strikes


def _senders(trial: Trial, redis: Redis, chance: random.Random) -> list[Callable[[], None]]:
    options, source, promises = trial.options, trial.source, trial.promises
    stream = StreamSender(redis=redis, source=source, promises=promises)
    folder = FolderSender(
        inbox=read(trial.house.environment).inbox, source=source, promises=promises, most=options.submissions // 10
    )
    command = CommandSender(
        house=trial.house, folder=trial.folder, source=source, promises=promises,
        chance=random.Random(chance.random()), most=max(5, options.submissions // 200),
    )  # fmt: skip
    return [stream.run, folder.run, command.run, trial.portal.run]


def _release(trial: Trial) -> None:
    """Let a further filing be handed in for each that was told."""
    released = 0
    while True:
        told = len(trial.told.filings)
        for _ in range(told - released):
            trial.source.window.release()
        released = told
        time.sleep(0.05)


def _strike(trial: Trial, strikes: Strikes) -> None:
    """Carry the plan out, evenly over the run."""
    options = trial.options
    plan = Plan(
        kills=options.kills, queue_kills=max(1, options.kills // 10), flushes=1, groups=options.groups,
        database_restarts=(options.kills // 20 or 1) if trial.database else 0,
    )  # fmt: skip
    order = plan.order(strikes.chance)
    for number, kind in enumerate(order, 1):
        share = number / (len(order) + 1)
        while trial.progress() < share:
            if trial.house.ended():
                raise SystemExit(f"gouji up has ended by itself; see {trial.house.log}")
            time.sleep(0.05)
        time.sleep(strikes.chance.uniform(0.0, 1.5))
        strikes.strike(kind)
        print(f"{trial.progress():4.0%} {kind:8} {len(trial.promises.acknowledged)} acknowledged", flush=True)


def _rest(trial: Trial, senders: list[threading.Thread]) -> None:
    """Until all is acknowledged and told, or nothing has changed for long."""
    while trial.progress() < 1 and any(thread.is_alive() for thread in senders):
        time.sleep(0.1)
    trial.source.stopping.set()
    last, since = (-1, -1), time.monotonic()
    while trial.owed() or any(thread.is_alive() for thread in senders):
        now = (len(trial.promises.acknowledged), len(trial.told.filings))
        if now != last:
            last, since = now, time.monotonic()
        if time.monotonic() - since > trial.options.quiet:
            return
        time.sleep(0.1)


def _judge(trial: Trial, strikes: Strikes) -> Verdict:
    setting = trial.house.environment
    command = [sys.executable, "-m", "gateway", "ledger", "verify"]
    proof = subprocess.run(command, cwd=trial.house.source, env=setting, capture_output=True, text=True, check=False)
    if proof.returncode:
        print(proof.stdout, proof.stderr, file=sys.stderr)
    engine = connect(read(setting).database_url)
    handed_in = len(trial.source.taken)
    proven = proof.returncode == 0
    verdict = judge(trial.promises, trial.told, handed_in, engine, strikes.recoveries, proven=proven)
    engine.dispose()
    return verdict


def _told(trial: Trial, strikes: Strikes, verdict: Verdict) -> dict[str, object]:
    waits = sorted(
        trial.told.at[document] - since
        for document, since in trial.promises.acknowledged.items()
        if document in trial.told.at
    )
    return {
        "database": trial.options.database,
        "seed": trial.options.seed,
        "filings": len(trial.source.taken),
        "doors": dict(trial.promises.doors),
        "strikes": dict(strikes.done),
        "repeats": trial.told.repeats,
        "torn": trial.told.torn,
        "wait_median_s": round(waits[len(waits) // 2], 2) if waits else None,
        "wait_longest_s": round(waits[-1], 1) if waits else None,
        "seconds": round(time.monotonic() - trial.began),
        **asdict(verdict),
        "wrong": dict(verdict.wrong()),
    }


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder is on, by the longest mount point above it."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    above = [(len(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(above)[1]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--minutes", type=float, default=45.0, help="no new filing is begun after so long")
    parser.add_argument("--kills", type=int, default=20, help="of single processes and of whole groups together")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--groups", type=float, default=0.4, help="share of the kills that end the whole group")
    parser.add_argument("--source", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("GOUJI_CHAOS_FOLDER", "/var/tmp")))  # noqa: S108 - a private folder is made in it
    parser.add_argument(
        "--quiet", type=float, default=90.0, help="seconds of silence after which what is missing is lost"
    )
    parser.add_argument("--log", type=Path, help="where the product's log is kept after the run")
    return parser.parse_args()


if __name__ == "__main__":
    main()
