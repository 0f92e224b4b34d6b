"""Workers, clock and doors, forked from one process: ``python -m gateway.background [GATE]``, for ``gouji up``.

``GATE``: the descriptor of a gate to wait at once everything is loaded.
"""

import sys
from collections.abc import Callable

from gateway.intake.__main__ import main as intake
from workers.group import group, load
from workers.heartbeat import Heart
from workers.logs import configure
from workers.settings import settings
from workers.startup_barrier import wait_at


def main(gate: int | None = None) -> None:
    """Load everything, wait for tables and queue, then keep it running until told to stop."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    load()
    if gate is not None:
        wait_at(gate)
    doors: dict[str, Callable[[Heart], None]] = {"intake": intake, **({"web": _web} if chosen.http else {})}
    group(chosen, with_clock=True, further=doors).run()


def _web(heart: Heart) -> None:
    """Loaded by the process that needs it alone."""
    from gateway.http.serving import main as web  # noqa: PLC0415 - see above

    web(heart)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
