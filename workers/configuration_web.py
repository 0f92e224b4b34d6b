"""The settings of the HTTP door: what stands before it, how much of it one token may have."""

from dataclasses import field
from typing import Any

from filings.nouns import dataclass
from workers.variables import Variable, of

_GROUP = "网页和通知"
_MANY = 1_000_000


def _variable(name: str, meaning: str, **more: Any) -> dict[str, Variable]:  # noqa: ANN401 - as the noun's
    return of(Variable(name=f"GOUJI_HTTP_{name}", group=_GROUP, meaning=meaning, **more))


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How the HTTP door behaves. ``rate``, ``checks``: a minute, of one token. ``idle``: seconds."""

    proxies: tuple[str, ...] = field(
        default=(),
        metadata=_variable(
            "PROXIES",
            "前面的反向代理的地址或网段，几个之间用逗号。只有它们写的来访地址才算数，不写就一概不信。",
            example="127.0.0.1,10.20.0.0/16",
        ),
    )
    path: str = field(
        default="", metadata=_variable("PATH", "挂在网站的哪个子路径下，由反向代理去掉后转来。", example="/gouji")
    )
    metrics: bool = field(
        default=False,
        metadata=_variable("METRICS", "是否提供 /metrics（Prometheus）。", usual="off", choices=("off", "on")),
    )
    frame: str = field(
        default="'none'",
        metadata=_variable(
            "FRAME", "哪些网站可以把网页嵌在自己的页面里（CSP frame-ancestors）。", usual="'none'",
            example="https://oa.example.gov.cn",
        ),
    )  # fmt: skip
    rate: int = field(
        default=600, metadata=_variable("RATE", "一个令牌每分钟最多多少次请求。", usual="600", least=1, most=_MANY)
    )
    checks: int = field(
        default=120, metadata=_variable("CHECKS", "一个令牌每分钟最多试核查多少次。", usual="120", least=1, most=_MANY)
    )
    idle: int = field(
        default=60,
        metadata=_variable("IDLE", "上传中断多少秒没有动静就不再等。", usual="60", least=1, most=3600),
    )
