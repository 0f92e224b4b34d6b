"""Verbs that touch a common table, two at once from a barrier: no deadlock, no error that reaches a caller."""

import shutil
from pathlib import Path

import pytest

from bench.races import pairs, race, touched
from bench.scenes import VERBS, KeptScene, Scene
from ledger import Ledger, connect

ROUNDS = 5


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> dict[str, frozenset[str]]:
    """The tables that each verb touches."""
    path = tmp_path_factory.mktemp("touched") / "gouji.db"
    shutil.copy(sqlite_template, path)
    ledger = Ledger(connect(f"sqlite:///{path}"))
    found = touched(Scene(ledger).found().kept())
    ledger.engine.dispose()
    return found


@pytest.mark.parametrize("first", VERBS)
def test_two_verbs_at_once_do_not_trip_over_each_other(
    kept_scene: KeptScene, first: str, tables: dict[str, frozenset[str]]
) -> None:
    """This verb with itself and with each that comes after it, on the same filing, notice, endpoint and register."""
    chosen = [pair for pair in pairs(tables) if pair[0] == first]
    raced = race(kept_scene, chosen, ROUNDS)
    assert raced.pairs
    assert (raced.deadlocks, raced.faults) == (0, [])
