"""What every background process is put together from: settings, ledger, queue, clock."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ledger import Ledger, connect
from workers.crash import crash_at
from workers.private import private_home
from workers.settings import Settings
from workers.wiring import Waker, broker


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of one process. ``crash`` is called at each named point, and does nothing in daily use.

    ``holder``: what this process is called on the leases it holds; whoever watches over it knows the name.
    """

    settings: Settings
    ledger: Ledger
    queue: Waker
    crash: Callable[[str], None]
    now: Callable[[], datetime] = utc_now
    holder: str = field(default_factory=lambda: secrets.token_hex(8))

    def token(self) -> str:
        """A fresh token for a claim."""
        return f"{self.holder}.{secrets.token_hex(16)}"


def assemble(settings: Settings, holder: str = "") -> Parts:
    """Put the parts together, under a name that was given or any fresh one.

    Opens nothing yet: database and queue are connected to when they are first asked.
    """
    private_home(settings.home)
    crash = crash_at(settings.crash_at, settings.home)
    return Parts(
        settings=settings,
        ledger=Ledger(connect(settings.database_url), crash),
        queue=Waker(broker(settings.redis_url), crash),
        crash=crash,
        holder=holder or secrets.token_hex(8),
    )
