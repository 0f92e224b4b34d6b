"""How much one import may unfold, over all its archives and mails together: a bomb of zips in zips stays small."""

import time
from collections.abc import Callable
from dataclasses import field

from filings.nouns import dataclass

_MB = 1_000_000
_DENSE_FROM = 50 * _MB  # below this nobody is hurt, however well a report was squeezed


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Of one import: bytes unfolded, members, seconds of unfolding, and times that a file from outside may grow."""

    unfolded: int = 400 * _MB
    members: int = 10_000
    seconds: float = 300.0
    growth: int = 200


@dataclass(slots=True, kw_only=True)
class Budget:
    """What has been used so far. ``spent`` says in Chinese why no more is unfolded, ``""`` while more may be."""

    bounds: Bounds = field(default_factory=Bounds)
    clock: Callable[[], float] = time.monotonic
    _unfolded: int = 0
    _members: int = 0
    _outside: int = 0
    _of_this: int = 0
    _begun: float | None = None

    def outside(self, size: int) -> None:
        """A file from outside of ``size`` bytes begins."""
        self._outside, self._of_this = size, 0

    def take(self, size: int) -> None:
        """One member of ``size`` bytes was unfolded."""
        self._members += 1
        self._unfolded += size
        self._of_this += size

    def spent(self) -> str:
        """Why the rest is not unfolded."""
        self._begun = self.clock() if self._begun is None else self._begun
        if self._of_this > _DENSE_FROM and self._of_this > self.bounds.growth * max(self._outside, 1):
            return "压缩得异常，展开后过大，其余没有再展开。请把里面的文件解压后放进文件夹"
        if self._unfolded > self.bounds.unfolded:
            return f"这一批展开的内容超过{self.bounds.unfolded // _MB}兆，其余没有再展开。请分几批导入"
        if self._members >= self.bounds.members:
            return f"这一批压缩包和邮件里的文件超过{self.bounds.members}个，其余没有再展开。请分几批导入"
        if self.clock() - self._begun > self.bounds.seconds:
            return f"展开已用了{self.bounds.seconds:g}秒，其余没有再展开。请分几批导入"
        return ""
