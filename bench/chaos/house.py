"""A real ``gouji up`` on data of its own, whose processes can be killed one by one or all at once."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_SOON = 30.0  # seconds in which a killed group must be gone
_QUEUE = "valkey-server"


@dataclass(slots=True)
class House:
    """``source``: the folder whose packages run; ``environment``: what the product is started with."""

    source: Path
    environment: dict[str, str]
    log: Path
    _up: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Start ``gouji up``."""
        with self.log.open("ab") as log:
            self._up = subprocess.Popen(
                [sys.executable, "-m", "gateway", "up"], cwd=self.source, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill_all(self) -> None:
        """Kill -9 for ``gouji up``; whatever outlives it for long is a fault of the product."""
        family = self._family()
        if self._up is not None:
            self._up.kill()
            self._up.wait()
        _gone, alive = psutil.wait_procs(family, timeout=_SOON)
        if alive:
            raise SystemExit(f"outlived a killed gouji up: {[one.cmdline() for one in alive]}")

    def stop(self) -> None:
        """End in good order; kill what does not."""
        if self._up is not None and self._up.poll() is None:
            self._up.terminate()
            try:
                self._up.wait(90)
            except subprocess.TimeoutExpired:
                self.kill_all()

    def ended(self) -> bool:
        """Whether ``gouji up`` has ended by itself, which it never should."""
        return self._up is not None and self._up.poll() is not None

    def queue(self) -> psutil.Process | None:
        """The process of the embedded queue."""
        return next((one for one in self._family() if _name(one) == _QUEUE), None)

    def singles(self) -> list[psutil.Process]:
        """All processes below ``gouji up`` but the queue: supervisor, workers, clock, doors, readers."""
        return [one for one in self._family() if _name(one) not in ("", _QUEUE)]

    def _family(self) -> list[psutil.Process]:
        if self._up is None:
            return []
        try:
            return psutil.Process(self._up.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []


def environment(home: Path, source: Path, **more: str) -> dict[str, str]:
    """The environment of the product: nothing of ours but what is named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")}
    return {
        **kept,
        "PYTHONPATH": str(source),
        "GOUJI_HOME": str(home),
        "GOUJI_LOG": "json",
        "GOUJI_HTTP": "127.0.0.1:0",
        **more,
    }


def eventually(what: str, true: Callable[[], bool], patience: float = 120.0) -> None:
    """Wait until ``true()`` holds. SystemExit naming ``what`` when it does not."""
    until = time.monotonic() + patience
    while not true():
        if time.monotonic() > until:
            raise SystemExit(f"waited {patience:.0f} s for: {what}")
        time.sleep(0.1)


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.Error:
        return ""
