"""What states and roles are called on the screen, and how instants and sizes are written there."""

from collections.abc import Mapping
from datetime import datetime

from filings.circuit import OPENS
from filings.civil import SHANGHAI
from filings.delivery import DeliveryState
from filings.job import JobState
from filings.notice import Endpoint, NoticeType

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
CHANNELS: Mapping[str, str] = {"mail": "邮件", "webhook": "网络通知"}
NOTICES: Mapping[NoticeType, str] = {
    NoticeType.SUBMISSION_RECEIVED: "收到报送",
    NoticeType.SUBMISSION_HELD: "待核对归属",
    NoticeType.AUDIT_COMPLETED: "核查完毕",
    NoticeType.REPORT_RETURNED: "退回修改",
    NoticeType.REPORT_REOPENED: "撤销办理",
    NoticeType.REPORT_ACCEPTED: "审核同意",
    NoticeType.DEADLINE_APPROACHING: "临近期限",
    NoticeType.DEADLINE_MISSED: "逾期未报送",
    NoticeType.WAIVER_GRANTED: "豁免一条意见",
    NoticeType.BULLETIN_ISSUED: "通报",
    NoticeType.ENDPOINT_DISABLED: "接收地址停用",
    NoticeType.ENDPOINT_TEST: "测试通知",
}
ROLES: Mapping[str, str] = {
    "report": "报告",
    "readable": "另附的可读文件",
    "scan": "盖章扫描件",
    "explanation": "说明材料",
    "paper": "纸质件扫描",
    "page": "公布页面",
    "slip": "签字盖章的报送确认单",
}

_KB, _MB, _GB = 1024, 1024**2, 1024**3


def moment(instant: datetime) -> str:
    """2026-01-30 16:58, in Beijing time."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def silence(one: Endpoint, now: datetime) -> str:
    """Why nothing is sent to an endpoint at present and what comes next; ``""`` while it is sent to."""
    if one.disabled or one.silent < OPENS or one.paused_until is None:
        return ""
    first = f"连续{one.silent}次没有应答，暂缓发送"
    if one.paused_until <= now:
        return f"{first}，即将试发一份，有应答就恢复"
    by_hand = f"已修好的可用 gouji endpoint enable {one.id} 立即恢复"
    return f"{first}，{moment(one.paused_until)}试发一份，有应答就恢复；{by_hand}"


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count >= _GB:
        return f"{count / _GB:.1f}GB"
    return f"{count / _MB:.1f}兆" if count >= _MB else f"{max(1, round(count / _KB))}KB"
