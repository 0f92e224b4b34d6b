"""The settings of signing in: how long, how hard to guess, who confirms."""

from dataclasses import field
from typing import Any

from filings.nouns import dataclass
from workers.variables import Variable, of

_GROUP = "账号和登录"


def _variable(name: str, meaning: str, **more: Any) -> dict[str, Variable]:  # noqa: ANN401 - as the noun's
    return of(Variable(name=f"GOUJI_LOGIN_{name}", group=_GROUP, meaning=meaning, **more))


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """How people sign in. ``idle``, ``lock``: minutes. ``code``: hours."""

    idle: int = field(
        default=60,
        metadata=_variable("IDLE", "多少分钟没有操作就要重新登录。", usual="60", least=5, most=720),
    )
    failures: int = field(
        default=5,
        metadata=_variable("FAILURES", "同一账号连续输错几次就暂停登录。", usual="5", least=1, most=100),
    )
    lock: int = field(
        default=15, metadata=_variable("LOCK", "暂停登录多少分钟。", usual="15", least=1, most=1440)
    )  # fmt: skip
    length: int = field(
        default=8, metadata=_variable("LENGTH", "密码最少几位。", usual="8", least=6, most=64)
    )  # fmt: skip
    mixed: bool = field(
        default=True,
        metadata=_variable("MIXED", "密码是否必须同时有字母和数字。", usual="on", choices=("off", "on")),
    )
    code: int = field(
        default=24, metadata=_variable("CODE", "一次性登录码多少小时内有效。", usual="24", least=1, most=168)
    )  # fmt: skip
    otp: bool = field(
        default=False,
        metadata=_variable(
            "OTP", "登录时是否还要动态口令（手机上的验证器，RFC 6238）。", usual="off", choices=("off", "on")
        ),
    )
    confirm: bool = field(
        default=False,
        metadata=_variable(
            "CONFIRM", "报送后是否要单位负责人再确认；确认的人不能是报送的人。", usual="off", choices=("off", "on")
        ),
    )
