"""Checks that took longer than their sender waited: kept for an hour in memory, for the one that asked alone."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import field
from typing import Any

from filings.nouns import dataclass

_HOUR = 3600.0
_MOST = 200  # results; each is some hundred kilobytes


@dataclass(slots=True)
class Results:
    """By id, each with the token that it belongs to. A restart loses them; the document is then sent again."""

    monotonic: Callable[[], float] = time.monotonic
    _kept: "OrderedDict[str, tuple[str, Future[Any], float]]" = field(default_factory=OrderedDict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def keep(self, token: str, coming: "Future[Any]") -> str:
        """Remember a result that is on its way. Its id, which nobody can guess."""
        name = "chk_" + secrets.token_hex(16)
        with self._lock:
            self._forget()
            self._kept[name] = (token, coming, self.monotonic())
        return name

    def find(self, token: str, name: str) -> "Future[Any] | None":
        """The result with this id, if the token may have it."""
        with self._lock:
            self._forget()
            found = self._kept.get(name)
        return found[1] if found and found[0] == token else None

    def _forget(self) -> None:
        now = self.monotonic()
        while self._kept and (len(self._kept) >= _MOST or now - next(iter(self._kept.values()))[2] > _HOUR):
            self._kept.popitem(last=False)
