"""What states and roles are called on the screen, and how instants and sizes are written there."""

from collections.abc import Mapping
from datetime import datetime

from filings.civil import SHANGHAI
from filings.delivery import DeliveryState
from filings.job import JobState

JOBS: Mapping[JobState, str] = {
    JobState.DUE: "待处理",
    JobState.LEASED: "处理中",
    JobState.DONE: "已完成",
    JobState.QUARANTINED: "已隔离",
}
DELIVERIES: Mapping[DeliveryState, str] = {
    DeliveryState.PENDING: "待发送",
    DeliveryState.DELIVERED: "已送达",
    DeliveryState.REFUSED: "未送达",
    DeliveryState.DISABLED: "地址停用",
    DeliveryState.HELD: "待放行",
    DeliveryState.PRACTICE: "演练不发",
}
OUTCOMES: Mapping[str, str] = {"delivered": "送达", "refused": "对方不收", "trylater": "没有成功，稍后再试"}
ROLES: Mapping[str, str] = {
    "report": "报告",
    "scan": "盖章扫描件",
    "explanation": "说明材料",
    "paper": "纸质件扫描",
    "page": "公布页面",
}

_KB, _MB = 1024, 1024 * 1024


def moment(instant: datetime) -> str:
    """2026-01-30 16:58, in Beijing time."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def size(count: int) -> str:
    """A number of bytes as people say it."""
    return f"{count / _MB:.1f}兆" if count >= _MB else f"{max(1, round(count / _KB))}KB"
