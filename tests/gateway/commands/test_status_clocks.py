"""What ``gouji status`` says of clocks that differ."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from gateway.commands.status import clocks
from ledger import Ledger, connect, upgrade
from ledger.clock import LedgerClock, wall_clock
from workers.runtime import Runtime, build_runtime
from workers.settings import read


def parts(home: Path, clock: LedgerClock) -> Runtime:
    """The parts of a process whose ledger has this clock."""
    return replace(build_runtime(read({"GOUJI_HOME": str(home)})), ledger=Ledger(clock.engine, time=clock))


def test_clocks_that_agree_are_not_spoken_of_and_a_step_is(tmp_path: Path) -> None:
    """Nothing on an ordinary day; after the clock was set back an hour, by how much and that work goes on."""
    engine = connect(f"sqlite:///{tmp_path / 'gouji.db'}")
    upgrade(engine)
    step = [timedelta(0)]
    own = [0.0]
    clock = LedgerClock(engine, lambda: wall_clock() + step[0], lambda: own[0])
    office = parts(tmp_path, clock)
    assert list(clocks(office)) == []
    step[0] = -timedelta(hours=1)
    own[0] += 6
    (said,) = clocks(office)
    assert "待办时间比时钟快60分钟" in said
    assert "不误办理" in said
    engine.dispose()
