"""What every background process is put together from: settings, ledger, queue, clock."""

import secrets
from collections.abc import Callable
from dataclasses import field
from datetime import datetime, timedelta

import sqlalchemy as sa

from filings.nouns import dataclass
from ledger import Ledger, connect
from ledger.anchors import Anchors, beside
from ledger.clock import LedgerClock, wall_clock
from ledger.store import Given
from workers.fault_injection import crash_at
from workers.heartbeat import Heart, unseen
from workers.private import private_home
from workers.settings import Settings
from workers.wiring import QueueClient, broker


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """The parts of one process. ``crash`` is called at each named point, and does nothing in daily use.

    ``holder``: what this process is called on the leases it holds; whoever watches over it knows the name.
    """

    settings: Settings
    ledger: Ledger
    queue: QueueClient
    crash: Callable[[str], None]
    now: Callable[[], datetime] = wall_clock
    holder: str = field(default_factory=lambda: secrets.token_hex(8))
    heart: Heart = field(default_factory=unseen)

    def differences(self) -> tuple[timedelta, timedelta]:
        """By how much this host's clock is ahead of the database's, and the time by which work is due of that."""
        clock = self.ledger.time
        return clock.differences() if isinstance(clock, LedgerClock) else (timedelta(0), timedelta(0))

    def token(self) -> str:
        """A fresh token for a claim."""
        return f"{self.holder}.{secrets.token_hex(16)}"


def build_runtime(
    settings: Settings, holder: str = "", now: Callable[[], datetime] | None = None, heart: Heart | None = None
) -> Runtime:
    """Put the parts together, under a name that was given or any fresh one.

    ``now``: the one clock of all, for tests; else the record's time and the work's are the ledger's own.
    ``heart``: where the threads of this process show that they live; nobody looks at it unless given.
    Opens nothing yet: database and queue are connected to when they are first asked.
    """
    private_home(settings.home)
    crash = crash_at(settings.crash_at, settings.home)
    beating = heart or unseen()
    engine = connect(settings.database_url)
    clock = LedgerClock(engine)
    return Runtime(
        settings=settings,
        ledger=Ledger(
            engine, _passing(crash, beating), time=Given() if now else clock, anchors=_anchors(engine, settings)
        ),
        now=now or clock.now,
        queue=QueueClient(broker(settings.redis_url), crash),
        crash=crash,
        holder=holder or secrets.token_hex(8),
        heart=beating,
    )


def _anchors(engine: sa.Engine, settings: Settings) -> Anchors:
    """Beside a ledger in a file; of one on a server in this host's home."""
    return beside(engine) or Anchors(settings.home / "anchors")


def _passing(crash: Callable[[str], None], heart: Heart) -> Callable[[str], None]:
    """What the ledger calls at its points: a thread that waits for its turn to write is not taken for hung."""

    def pass_by(point: str) -> None:
        if point == "write.waits":
            heart.wait()
        elif point == "write.begins":
            heart.go_on()
        crash(point)

    return pass_by
