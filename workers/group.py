"""The worker processes of one machine, forked from a process that has loaded everything once."""

import gc
import os
import sys
from collections.abc import Sequence

from rules.rulebook import rulebook
from workers import clock
from workers.burials import Burials, holder
from workers.families import founded
from workers.forking import Fork
from workers.logs import configure
from workers.main import main as serve
from workers.settings import Settings, settings
from workers.supervisor import Startable, Supervisor
from workers.wiring import Lane

_LISTENERS = 1  # threads that hear of deliveries; those that send are the lane's own


def group(chosen: Settings, *, with_clock: bool, further: Sequence[Startable] = ()) -> Supervisor:
    """What keeps those running that audit, one for jobs that must be alone, one that delivers, and the clock."""
    family = founded(chosen.home)

    def worker(name: str, lane: Lane, threads: int) -> Fork:
        return Fork(name=name, function=lambda: serve(lane, threads, holder(family, os.getpid())))

    auditing = [worker(f"audits-{n}", Lane.AUDITS, chosen.threads) for n in range(1, chosen.workers + 1)]
    others = [worker("solo", Lane.SOLO, 1), worker("notices", Lane.NOTICES, _LISTENERS)]
    clocks = [Fork(name="clock", function=lambda: clock.main(holder(family, os.getpid())))] if with_clock else []
    burials = Burials(chosen, family)
    return Supervisor([*auditing, *others, *clocks, *further], tend=burials.tend, mourn=burials)


def load() -> None:
    """Load what all children share, and keep the collector's hands off it, so that it stays shared."""
    rulebook()
    gc.collect()
    gc.freeze()


def main(*, with_clock: bool) -> None:
    """Load everything, then keep the workers running until told to stop."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    load()
    group(chosen, with_clock=with_clock).run()


if __name__ == "__main__":
    main(with_clock="clock" in sys.argv[1:])
