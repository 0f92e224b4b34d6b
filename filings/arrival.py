"""When a filing arrived, where a portal took it before it came in here."""

from datetime import datetime, timedelta

from filings.civil import SHANGHAI

EARLIEST = timedelta(days=7)  # how far back a portal's own time of receipt may lie


def unfit_arrival(claimed: datetime, now: datetime) -> str:
    """Why a portal's time of receipt cannot be taken, in Chinese; ``""`` when it can. Both instants are aware."""
    told = f"{claimed.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if claimed > now:
        return f"收到时间（received_at）{told}还没有到，请核对平台的时钟和时区后重新发送"
    if now - claimed > EARLIEST:
        return (
            f"收到时间（received_at）{told}早于现在{EARLIEST.days}天以上，没有采用；"
            "请去掉这一项重新发送，再请政务公开办公室补录收到日期"
        )
    return ""
