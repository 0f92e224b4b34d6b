"""Filings through a real ``gouji up`` with one endpoint, nothing killed: each notice once, on both databases."""

import base64
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from redis import Redis
from redis.exceptions import RedisError

from bench.chaos.county import found, secret
from bench.chaos.house import House, environment, eventually
from bench.chaos.promises import Told, agencies_for, filings
from bench.chaos.receiver import receiving
from bench.postgres import Postgres
from workers.settings import socket_path

FILINGS = 1000
FLOOR = 0.6  # of SQLite's throughput
_PATIENCE = 900.0
_DEADLOCKS = sa.text("select deadlocks from pg_stat_database where datname = current_database()")
_SOURCE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run. ``seconds``: from the first filing sent to the last notice received."""

    database: str
    told: int
    repeats: int
    deadlocks: int
    seconds: float

    @property
    def rate(self) -> float:
        """Notices a second."""
        return self.told / self.seconds


def measure(database: str, folder: Path, count: int, url: str = "") -> Measured:
    """Run ``count`` filings on a database of their own; ``url``: where, on SQLite ``""``."""
    home, told, key = folder / database, Told(), secret()
    home.mkdir(parents=True)
    with receiving(key, told) as port:
        address = {"GOUJI_ALLOW": f"127.0.0.1:{port}=127.0.0.1/32", **({"GOUJI_DATABASE_URL": url} if url else {})}
        words = environment(home, _SOURCE, **address)
        found(words, agencies_for(count), port, key)
        house = House(_SOURCE, words, folder / f"{database}.log")
        house.start()
        try:
            queue = Redis(unix_socket_path=str(socket_path(home / "valkey")))
            eventually("the queue", lambda: _answers(queue))
            began = time.monotonic()
            for event in _events(count):
                queue.xadd("gouji:submissions", {"event": event})
            eventually("the last notice", lambda: len(told.filings) >= count, _PATIENCE)
            seconds = max(told.at.values()) - began
            time.sleep(30)  # longer than a lease: what was not recorded would be sent again by now
        finally:
            house.stop()
    return Measured(
        database=database, told=len(told.bodies), repeats=told.repeats, deadlocks=_deadlocks(url), seconds=seconds
    )


def _events(count: int) -> Iterator[str]:
    for number, filing in enumerate(filings(count)):
        document = {"name": "r.json", "data_base64": base64.b64encode(filing.body).decode()}
        data = {"agency": filing.agency, "year": filing.year, "documents": [document]}
        head = {"specversion": "1.0", "id": f"e{number}", "source": "urn:bench", "type": "submission.filed"}
        yield json.dumps({**head, "data": data}, ensure_ascii=False)


def _answers(queue: Redis) -> bool:
    try:
        return bool(queue.ping())
    except RedisError:
        return False


def _deadlocks(url: str) -> int:
    if not url:
        return 0
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        counted = int(connection.execute(_DEADLOCKS).scalar_one())
    engine.dispose()
    return counted


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    with Postgres(folder / "pg") as server:
        yield server.url.replace("postgresql+psycopg", "postgresql")


def main(count: int = FILINGS) -> int:
    """Both databases in one run. 1 when a notice came twice, two deadlocked, or PostgreSQL is too slow."""
    folder = Path(tempfile.mkdtemp(prefix="gouji-posts-", dir="/var/tmp"))
    folder.chmod(0o755)
    with _server(folder) as url:
        runs = [measure("sqlite", folder, count), measure("postgresql", folder, count, url)]
    for run in runs:
        sys.stdout.write(
            f"{run.database}: {run.told} notices of {count} filings in {run.seconds:.1f} s ({run.rate:.1f}/s), "
            f"{run.repeats} sent again, {run.deadlocks} deadlocks\n"
        )
    ratio = runs[1].rate / runs[0].rate
    sys.stdout.write(f"PostgreSQL to SQLite: {ratio:.2f} (at least {FLOOR})\n")
    return bool(ratio < FLOOR or any(run.told != count or run.repeats or run.deadlocks for run in runs))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILINGS))
