"""The address guard at the door: whether an endpoint may be set up with a URL, judged by its spelling."""

import re

import httpx

from filings.nouns import dataclass
from filings.patterns import pattern
from notifier.addresses import TargetPolicy, judge_address

_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = pattern(rf"({_LABEL}\.)+{_LABEL}")
_NUMBER = pattern(r"(0x[0-9a-f]*|[0-9]+)")
_CLOSED_NAMES = ("localhost", "localdomain", "local", "internal", "home.arpa", "ip6-localhost", "ip6-loopback")
_ALLOW = "确是本单位的内网地址，请由系统管理员运行 gouji endpoint allow 放行。"
_URL_LIMIT = 2048
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The URL may be entered. ``host`` and ``port`` are those that will be connected to."""

    url: str
    host: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """The URL may not be used; ``reason`` says why and what to write instead, in Chinese."""

    reason: str


def judge_url(url: str, policy: TargetPolicy) -> Allowed | Forbidden:
    """Whether an endpoint may be set up with this URL. Looks at the spelling only; names are resolved on connecting."""
    if len(url) > _URL_LIMIT or re.search(r"[\s\\\x00-\x1f\x7f]", url):
        return Forbidden(reason="地址过长，或含有空格、反斜杠等不允许的字符，请检查后重新填写。")
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii").lower()
    except (httpx.InvalidURL, UnicodeError):
        return Forbidden(reason="地址无法识别，请填写完整地址，例如 https://oa.example.gov.cn/notices。")
    if parsed.scheme not in _PORTS or not host:
        return Forbidden(reason="地址须以 https:// 开头，并写明主机名。")
    if parsed.userinfo or "#" in url:
        return Forbidden(reason="地址中不能带用户名、密码或“#”，签名密钥已足以证明来源。")
    port = _PORTS[parsed.scheme] if parsed.port is None else parsed.port
    if port not in range(1, 65536):
        return Forbidden(reason="端口须在1至65535之间。")
    fault = judge_target(host, port, policy) or _judge_scheme(parsed.scheme, host, port, policy)
    return Forbidden(reason=fault) if fault else Allowed(url=url, host=host, port=port)


def judge_target(host: str, port: int, policy: TargetPolicy) -> str:
    """Why this host and port may not be a target, judged by spelling alone; ``""`` if they may."""
    if (host, port) in policy.own:
        return "该地址是本系统自用的服务，不能作为接收地址。"
    subnets = policy.subnets(host, port)
    if ":" in host or _last_is_number(host):
        reason = judge_address(host, subnets)
        return f"不能发往{host}：{reason}。{_ALLOW}" if reason else ""
    if subnets:
        return ""
    if any(host == name or host.endswith(f".{name}") for name in _CLOSED_NAMES):
        return f"不能发往{host}：这是本机或内部专用名称。{_ALLOW}"
    if len(host) > 253 or not _NAME.fullmatch(host):  # noqa: PLR2004 - RFC 1035
        return f"主机名“{host}”不规范，请填写完整域名，例如 oa.example.gov.cn。"
    return ""


def _last_is_number(host: str) -> bool:
    return _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) is not None


def _judge_scheme(scheme: str, host: str, port: int, policy: TargetPolicy) -> str:
    if scheme == "https" or policy.subnets(host, port):
        return ""
    return f"请使用 https:// 开头的地址；只有放行的内网地址可以使用 http://。{_ALLOW}"
