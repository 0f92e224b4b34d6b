"""The worker processes of one machine, forked from a process that has loaded everything once."""

import gc
import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from rules.book_io.rulebook import rulebook
from workers import clock
from workers.dead_worker_release import DeadWorkerReleaser, holder
from workers.forking import Fork
from workers.heartbeat import Heart, heart_in
from workers.main import main as serve
from workers.settings import Settings
from workers.supervisor import Supervisor
from workers.watching import Watch, group_folder, watch
from workers.wiring import QueueName
from workers.worker_groups import register_group

_LISTENERS = 1  # threads that hear of deliveries; those that send are the lane's own


Serve: TypeAlias = Callable[[Heart], None]


def group(chosen: Settings, *, with_clock: bool, further: Mapping[str, Serve] = MappingProxyType({})) -> Supervisor:
    """What keeps those running that audit, one for jobs that must be alone, one that delivers, and the clock.

    ``further``: what else is kept running, by name, each a process of its own.
    """
    family = register_group(chosen.home)
    watched = _watch(chosen, "background" if with_clock else "work")

    def kept(name: str, function: Serve) -> Fork:
        return _kept(chosen, watched, name, function)

    def worker(name: str, lane: QueueName, threads: int) -> Fork:
        return kept(name, lambda heart: serve(lane, threads, holder(family, os.getpid()), heart))

    auditing = [worker(f"audits-{n}", QueueName.AUDITS, chosen.threads) for n in range(1, chosen.workers + 1)]
    others = [worker("solo", QueueName.SOLO, 1), worker("notices", QueueName.NOTICES, _LISTENERS)]
    clocks = [kept("clock", lambda heart: clock.main(holder(family, os.getpid()), heart))] if with_clock else []
    doors = [kept(name, function) for name, function in further.items()]
    burials = DeadWorkerReleaser(chosen, family)
    programs = [*auditing, *others, *clocks, *doors]
    return Supervisor(programs, tend=burials.tend, mourn=burials, watch=watched)


def alone(chosen: Settings, name: str, function: Serve) -> None:
    """Keep one process running until told to stop."""
    watched = _watch(chosen, name)
    Supervisor([_kept(chosen, watched, name, function)], watch=watched).run()


def _watch(chosen: Settings, name: str) -> Watch:
    """Watches our programs; ``gouji up``, where it started us, watches us."""
    above = group_folder(chosen.home, "up", os.getppid())
    return watch(chosen.home, name, chosen.silence.total_seconds(), above)


def _kept(chosen: Settings, watched: Watch, name: str, function: Serve) -> Fork:
    def run() -> None:
        heart = heart_in(watched.folder, name, chosen.silence.total_seconds())
        heart.pulse()
        function(heart)

    return Fork(name=name, function=run)


def load() -> None:
    """Load what all children share, and keep the collector's hands off it, so that it stays shared."""
    rulebook()
    gc.collect()
    gc.freeze()
