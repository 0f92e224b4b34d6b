"""How speed is measured: processor time, the contenders in turn, the quickest round of each, ratios from one run."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table. Times in milliseconds; ``ratio``: ours to the peer or floor; ``met``: None without target.

    ``at_most``: the ratio may not be more than the target; else it may not be less.
    """

    what: str
    ours: float
    peer: float | None = None
    against: str = ""
    target: float | None = None
    at_most: bool = True
    rate: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor we take, or how many times faster than the peer we are."""
        if not self.peer:
            return None
        return self.ours / self.peer if self.at_most else self.peer / self.ours

    @property
    def met(self) -> bool | None:
        """Whether the target is met."""
        reached = self.rate if self.rate is not None else self.ratio
        if self.target is None or reached is None:
            return None
        return reached <= self.target if self.at_most and self.rate is None else reached >= self.target

    def plain(self) -> dict[str, object]:
        """The line as plain data."""
        return asdict(self) | {"ratio": self.ratio, "met": self.met}


def quickest(contenders: Mapping[str, Work], seconds: float) -> dict[str, float]:
    """Milliseconds of processor time that one call of each takes in its quickest round; they take turns."""
    calls = {name: _calls(work) for name, work in contenders.items()}
    best = dict.fromkeys(contenders, float("inf"))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for name, work in contenders.items():
            best[name] = min(best[name], _round(work, calls[name]))
    return best


def _calls(work: Work) -> int:
    """How many calls take some five milliseconds, after one that warms up: short rounds find a quiet moment."""
    work()
    return max(1, min(2000, int(5 / max(_round(work, 1), 0.001))))


def _round(work: Work, calls: int) -> float:
    begin = time.process_time()
    for _ in range(calls):
        work()
    return (time.process_time() - begin) / calls * 1000


def shown(lines: list[Line]) -> str:
    """The table in words, one line each."""
    head = f"{'what':52}{'ours ms':>10}{'peer ms':>10}  {'ratio':>7}  {'target':>10}  met   against"
    return "\n".join([head, *map(_shown, lines)])


def _shown(line: Line) -> str:
    peer = f"{line.peer:10.3f}" if line.peer is not None else " " * 10
    ratio = f"{line.ratio:6.2f}x" if line.ratio is not None else (f"{line.rate:7.0f}" if line.rate else " " * 7)
    if line.rate is not None:
        ratio = f"{line.rate:5.0f}/s"
    sign = ">=" if line.rate is not None or not line.at_most else "<="
    target = f"{sign} {line.target:g}" if line.target is not None else ""
    met = {True: "yes", False: "NO", None: "-"}[line.met]
    return f"{line.what:52}{line.ours:10.3f}{peer}  {ratio:>7}  {target:>10}  {met:4}  {line.against}"
