"""The names of the layers: who asks which of them hold need not load what puts them."""

from collections.abc import Mapping
from enum import StrEnum


class Layer(StrEnum):
    """What a kernel or the way the service was started may or may not give."""

    CALLS = "seccomp"
    FILES = "landlock"
    USER = "user"

    @property
    def label(self) -> str:
        """The word for clerks and administrators."""
        return _LABELS[self]


_LABELS: Mapping[Layer, str] = {
    Layer.CALLS: "系统调用过滤",
    Layer.FILES: "文件隔离（Landlock）",
    Layer.USER: "独立用户",
}
