"""Senders at stream, folder and command: each hands in again what was not acknowledged, as a careful sender does."""

import base64
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from redis import Redis
from redis.exceptions import RedisError

from bench.chaos.house import House
from bench.chaos.promises import Filing, Promises

_AGAIN = 15.0  # seconds without a receipt after which an event is sent again
_PAUSE = 0.05
_KILLED = 0.3  # share of the commands that are killed under way


@dataclass(slots=True)
class Source:
    """Filings for all senders; ``window`` bounds how many are under way, so that nothing piles up."""

    filings: Iterator[Filing]
    window: threading.Semaphore
    stopping: threading.Event = field(default_factory=threading.Event)
    taken: list[Filing] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> Filing | None:
        """One filing, or None when there are no more."""
        while not self.window.acquire(timeout=0.5):
            if self.stopping.is_set():
                return None
        with self._lock:
            filing = None if self.stopping.is_set() else next(self.filings, None)
            if filing is not None:
                self.taken.append(filing)
            return filing


@dataclass(slots=True)
class StreamSender:
    """Puts events on the stream and waits for their receipts. A flushed queue has lost both: they are sent again."""

    redis: Redis
    source: Source
    promises: Promises
    at_once: int = 40
    _waiting: dict[str, tuple[Filing, float]] = field(default_factory=dict)
    _last: str = "0"

    def run(self) -> None:
        """Until there is nothing more and everything is acknowledged."""
        more = True
        while more or self._waiting:
            try:
                while more and len(self._waiting) < self.at_once:
                    filing = self.source.next()
                    more = filing is not None
                    if filing is not None:
                        self._waiting[filing.sha256] = (filing, 0.0)
                        self._send()
                self._send()
                self._receipts()
            except RedisError:
                time.sleep(_PAUSE)

    def _send(self) -> None:
        for event, (filing, sent) in list(self._waiting.items()):
            if time.monotonic() - sent > _AGAIN:
                self.redis.xadd("gouji:submissions", {"event": _event(filing)})
                self._waiting[event] = (filing, time.monotonic())

    def _receipts(self) -> None:
        found = cast("list[Any]", self.redis.xread({"gouji:receipts": self._last}, count=200, block=100))
        for _stream, entries in found:
            for number, fields in entries:
                self._last = number.decode()
                self._take(json.loads(fields[b"event"]))

    def _take(self, receipt: dict[str, Any]) -> None:
        waiting = self._waiting.pop(str(receipt["subject"]), None)
        if waiting is None:
            return  # the receipt of an event that was sent twice
        if "submission" in receipt["data"]:
            self.promises.keep(waiting[0], "stream", str(receipt["data"]["submission"]))
        else:
            self.promises.refuse(waiting[0], str(receipt["data"]))


@dataclass(slots=True)
class FolderSender:
    """Puts files into the watched folder, one at a time for each slot, and clears away what was dealt with."""

    inbox: Path
    source: Source
    promises: Promises
    most: int
    at_once: int = 20
    _waiting: dict[Path, Filing] = field(default_factory=dict)

    def run(self) -> None:
        """Until ``most`` are handed in and everything is acknowledged."""
        sent = 0
        while sent < self.most or self._waiting:
            while sent < self.most and len(self._waiting) < self.at_once:
                filing = self.source.next()
                if filing is None:
                    sent = self.most
                    break
                self._put(filing)
                sent += 1
            self._look()
            time.sleep(4 * _PAUSE)

    def _put(self, filing: Filing) -> None:
        folder = self.inbox / filing.agency / str(filing.year)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "年度报告.json"
        file.with_suffix(".part").write_bytes(filing.body)
        file.with_suffix(".part").rename(file)
        self._waiting[file] = filing

    def _look(self) -> None:
        for file, filing in list(self._waiting.items()):
            done, refused = file.parent / "done" / file.name, file.parent / "refused" / file.name
            if file.exists() or not (done.exists() or refused.exists()):
                continue
            if refused.exists():
                self.promises.refuse(filing, "folder")
            else:
                self.promises.keep(filing, "folder")
                self._check(filing, done)
            del self._waiting[file]

    def _check(self, filing: Filing, done: Path) -> None:
        """What was taken must lie there unchanged; then the slot is cleared away."""
        if done.read_bytes() != filing.body:
            self.promises.refuse(filing, "the file beside the receipt is another one")
        for left in sorted(done.parent.parent.rglob("*"), reverse=True):
            left.rmdir() if left.is_dir() else left.unlink()
        done.parent.parent.rmdir()


@dataclass(slots=True)
class CommandSender:
    """Runs ``gouji submit`` as an operator does, one after the other; some are killed under way and run again."""

    house: House
    folder: Path
    source: Source
    promises: Promises
    chance: random.Random
    most: int

    def run(self) -> None:
        """Until ``most`` are acknowledged or there is nothing more."""
        for _ in range(self.most):
            filing = self.source.next()
            if filing is None:
                return
            file = self.folder / "report.json"
            file.write_bytes(filing.body)
            while not self._submit(filing, file):
                time.sleep(1.0)

    def _submit(self, filing: Filing, file: Path) -> bool:
        command = [sys.executable, "-m", "gateway", "submit", str(file), "--agency", filing.agency]
        process = subprocess.Popen(
            [*command, "--year", str(filing.year)], cwd=self.house.source, env=self.house.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        if self.chance.random() < _KILLED:
            time.sleep(self.chance.uniform(0.1, 2.0))
            process.kill()
        said, wrong = process.communicate()
        if process.returncode == 0:
            self.promises.keep(filing, "command", named(said))
        elif process.returncode == 1 and "没有收下" in wrong:
            self.promises.refuse(filing, wrong)
            return True
        return process.returncode == 0


def named(said: str) -> str:
    """The id of the filing that ``gouji submit`` names in what it prints."""
    return said.split("完整编号 ")[1].split(maxsplit=1)[0]


def _event(filing: Filing) -> str:
    documents = [{"name": "年度报告.json", "data_base64": base64.b64encode(filing.body).decode()}]
    data = {"agency": filing.agency, "year": filing.year, "documents": documents}
    return json.dumps(
        {"specversion": "1.0", "id": filing.sha256, "source": "urn:chaos", "type": "submission.filed", "data": data}
    )
