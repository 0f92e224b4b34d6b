"""How often a token may ask: a bucket for each token and kind of request, in this process."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import field

from filings.nouns import dataclass
from gateway.http.problems import RequestProblem

_MOST = 10_000  # buckets that are kept; the one not asked for longest goes first


@dataclass(slots=True)
class Rates:
    """Buckets that refill steadily. ``minute``: kind -> requests a minute, which may also come at once."""

    minute: dict[str, int]
    monotonic: Callable[[], float] = time.monotonic
    _left: "OrderedDict[tuple[str, str], tuple[float, float]]" = field(default_factory=OrderedDict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def take(self, token: str, kind: str) -> None:
        """Count a request. Problem 429 with the seconds to wait when there is no more to be had."""
        most, now = self.minute[kind], self.monotonic()
        with self._lock:
            left, at = self._left.pop((token, kind), (float(most), now))
            left = min(float(most), left + (now - at) * most / 60)
            enough = left >= 1
            self._left[token, kind] = (left - 1 if enough else left, now)
            if len(self._left) > _MOST:
                self._left.popitem(last=False)
        if not enough:
            wait = max(1, math.ceil((1 - left) * 60 / most))
            raise RequestProblem("rate", f"这个令牌每分钟最多可发{most}次，请{wait}秒后再试。", after=wait)
