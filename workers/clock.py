"""The clock: one leader that frees what the silent held, offers due work again, seals the log and sweeps daily."""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time

import structlog

from filings.civil import SHANGHAI, civil_day
from filings.errors import InfrastructureError
from filings.nouns import dataclass
from ledger.clock import Silence
from workers.countybook import county_rulebook
from workers.heartbeat import Heart
from workers.leases import LONGEST
from workers.logs import configure
from workers.main import stop_signal
from workers.requeue import Offered, offer
from workers.runtime import Runtime, build_runtime
from workers.settings import settings
from workers.sweep import Sweep

_NAME = "clock"
_MORNING = time(8, 0)  # reminders are for office hours, so the day's sweep is not at midnight

_log = structlog.get_logger("clock")


@dataclass(slots=True)
class ClockProcess:
    """One of possibly many clocks; only the leader's ticks do something. ``silence``: how a dead leader is told.

    ``holder``: what the parent, if one watches, calls this process: a leader whose death was seen is followed at once.
    """

    parts: Runtime
    sweep: Sweep
    silence: Silence = field(default_factory=Silence)
    holder: str = ""
    _token: str = field(default="", init=False)
    _holders: Silence = field(default_factory=Silence, init=False)
    _offered: Offered = field(default_factory=Offered, init=False)
    _swept: date | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._token = f"{self.holder}.{secrets.token_hex(16)}"
        self._holders = Silence(self.parts.settings.lease.total_seconds(), self.silence.monotonic)

    def run(self, stopping: threading.Event) -> None:
        """Tick until told to stop, then give up the lead."""
        period = self.parts.settings.sweep.total_seconds()
        heart = self.parts.heart
        heart.beat(period + heart.step)
        while not stopping.wait(period):
            heart.beat(period + heart.step)
            try:
                self.tick()
            except InfrastructureError as error:
                _log.warning("clock.postponed", reason=str(error))
            except Exception:  # noqa: BLE001 - one tick that fails must not end the clock
                _log.exception("clock.failed")
        self._resign()

    def tick(self) -> bool:
        """Do what is to be done now. False when another clock leads."""
        silent = self._silent()  # a clock that does not lead watches too, and knows when it comes to lead
        if not self._leads():
            return False
        now = self.parts.now()
        if silent:
            self._expire(silent, now)
        offer(self.parts, now, self._offered)
        self._seal()
        self._daily(now)
        return True

    def _silent(self) -> dict[str, int]:
        """Token -> counter of those who hold a job or a delivery and have not stirred for a lease's length."""
        ledger = self.parts.ledger
        held = {**ledger.jobs.held(), **ledger.notices.held()}
        return {token: held[token] for token in self._holders.over(held)}

    def _expire(self, silent: Mapping[str, int], now: datetime) -> None:
        jobs = self.parts.ledger.jobs.expire(silent, now)
        deliveries = self.parts.ledger.notices.expire(silent, now)
        _log.warning("leases.expired", jobs=len(jobs), deliveries=len(deliveries))

    def _seal(self) -> None:
        """The day's work does not wait for an anchor that cannot be written."""
        try:
            self.parts.ledger.event_log.seal()
        except InfrastructureError as error:
            _log.warning("clock.not_sealed", reason=str(error))

    def _leads(self) -> bool:
        leaders = self.parts.ledger.leaders
        found = leaders.lead(_NAME, self._token)
        if self.silence.over({_NAME: found}) and found.token != self._token:
            found = leaders.lead(_NAME, self._token, over=found)
        return found.token == self._token

    def _daily(self, now: datetime) -> None:
        today = civil_day(now)
        if self._swept == today or now.astimezone(SHANGHAI).time() < _MORNING:
            return
        self.parts.heart.beat(LONGEST)
        self.sweep(today)
        self._swept = today

    def _resign(self) -> None:
        try:
            self.parts.ledger.leaders.resign(_NAME, self._token)
        except InfrastructureError as error:
            _log.warning("clock.not_resigned", reason=str(error))


def main(holder: str = "", heart: Heart | None = None) -> None:
    """Run a clock until told to stop. ``holder``: what the parent calls this process."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    parts = build_runtime(chosen, heart=heart)
    stopping = stop_signal()
    _log.info("clock.ready")
    ClockProcess(parts, Sweep(parts=parts, book=county_rulebook(chosen.home)), holder=holder).run(stopping)


if __name__ == "__main__":
    main()
