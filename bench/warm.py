"""Loads the workers' program once and forks a whole worker group on request, so that a trial spends no time on loading.

``python -m bench.warm group|naive``: each line ``start`` on stdin forks a group, its supervisor included; ``kill`` is
kill -9 for that supervisor, and the kernel takes its workers along. Each answers with a line.
"""

import os
import signal
import sys
from collections.abc import Callable

from rules.rulebook import rulebook
from workers.bound import bind


def main(name: str) -> None:
    """Serve requests until stdin closes."""
    run = _program(name)
    rulebook()
    group = 0
    for line in sys.stdin:
        if line.strip() == "start":
            group = _fork(run)
        else:
            os.kill(group, signal.SIGKILL)
            os.waitpid(group, 0)
        print(group, flush=True)


def _program(name: str) -> Callable[[], None]:
    if name == "naive":
        from bench.chaos_naive import main as naive  # noqa: PLC0415 - only where it is asked for

        return naive
    from workers.group import main as group  # noqa: PLC0415 - the same

    return lambda: group(with_clock=True)


def _fork(run: Callable[[], None]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.setsid()
        bind(parent)
        run()
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1])
