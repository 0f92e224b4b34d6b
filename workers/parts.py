"""What every background process is put together from: settings, ledger, queue, clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ledger import Ledger, connect
from workers.crash import crash_at
from workers.settings import Settings
from workers.wiring import Waker, broker


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of one process. ``crash`` is called at each named point, and does nothing in daily use."""

    settings: Settings
    ledger: Ledger
    queue: Waker
    crash: Callable[[str], None]
    now: Callable[[], datetime] = utc_now


def assemble(settings: Settings) -> Parts:
    """Put the parts together. Opens nothing yet: database and queue are connected to when they are first asked."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    crash = crash_at(settings.crash_at, settings.home)
    return Parts(
        settings=settings,
        ledger=Ledger(connect(settings.database_url), crash),
        queue=Waker(broker(settings.redis_url), crash),
        crash=crash,
    )
