"""Which network addresses a notice may be sent to: a pure judgement on one address, one host and one port."""

import ipaddress
from collections.abc import Iterable
from typing import TypeAlias

from filings.errors import UsageError
from filings.nouns import dataclass

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def _nets(*texts: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(text) for text in texts)


# The kinds are asked in this order, and the first that holds names the reason. The tables follow the IANA registries of
# special-purpose addresses: what ``ipaddress`` knows of them differs from one Python release to the next.
_NEVER: tuple[tuple[str, tuple[Network, ...]], ...] = (
    (
        "云主机元数据地址",
        _nets(
            "169.254.169.254/32", "169.254.170.2/32", "169.254.0.23/32", "100.100.100.200/32", "100.96.0.96/32",
            "168.63.129.16/32", "192.0.0.192/32", "fd00:ec2::254/128", "fd20:ce::254/128",
        ),
    ),
    ("未指定地址", _nets("0.0.0.0/8", "::/128")),
    ("链路本地地址", _nets("169.254.0.0/16", "fe80::/10")),
    ("组播地址", _nets("224.0.0.0/4", "ff00::/8")),
    (
        "保留地址",
        _nets(
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "240.0.0.0/4", "64:ff9b:1::/48", "100::/64", "2001:2::/48", "2001:10::/28", "2001:20::/28",
            "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
        ),
    ),
)  # fmt: skip
_LOOPBACK = _nets("127.0.0.0/8", "::1/128")
_PRIVATE = _nets("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Addresses that carry an IPv4 address in their last 32 bits: mapped, translated (SIIT), NAT64, compatible.
_CARRIERS = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("::ffff:0:0:0/96"), _NAT64)
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What the operator opens: exactly this host and port, as long as it resolves into ``subnet``."""

    host: str
    port: int
    subnet: Network


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPolicy:
    """The operator's word on targets. ``own``: host and port of our own services, refused whatever is allowed."""

    allowances: tuple[Allowance, ...] = ()
    own: frozenset[tuple[str, int]] = frozenset()

    def subnets(self, host: str, port: int) -> tuple[Network, ...]:
        """The subnets opened for this host and port, empty if none."""
        return tuple(a.subnet for a in self.allowances if (a.host, a.port) == (host.lower(), port))


def parse_allowance(text: str) -> Allowance:
    """The allowance written ``HOST:PORT=SUBNET``, e.g. ``oa.example.gov.cn:8443=10.20.0.0/16``.

    Raises UsageError when it cannot be read or would open what must stay closed. Loopback is opened only for one
    exact address: ``127.0.0.1:8900=127.0.0.1/32``.
    """
    target, equals, subnet = text.strip().partition("=")
    host, colon, port = target.rpartition(":")
    host = host.strip("[]").lower()
    if not (equals and colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):  # noqa: PLR2004 - the highest port
        raise UsageError(
            f"允许名单“{text}”无法识别，请写成“主机:端口=网段”，例如 oa.example.gov.cn:8443=10.20.0.0/16。"
        )
    try:
        network = ipaddress.ip_network(subnet.strip())
    except ValueError as error:
        raise UsageError(f"允许名单“{text}”中的网段无法识别，请写成 10.20.0.0/16 的形式。") from error
    if fault := _closed(host, network):
        raise UsageError(f"允许名单“{text}”不能使用：{fault}。")
    return Allowance(host=host, port=int(port), subnet=network)


def parse_policy(allowed: Iterable[str], own: Iterable[tuple[str, int]] = ()) -> TargetPolicy:
    """The policy of these allowances (see ``parse_allowance``) and our own services."""
    return TargetPolicy(
        allowances=tuple(parse_allowance(text) for text in allowed if text.strip()),
        own=frozenset((host.lower(), port) for host, port in own),
    )


def _closed(host: str, network: Network) -> str:
    if any(_overlap(network, closed) for closed in _LOOPBACK):
        exact = network.num_addresses == 1 and host == str(network.network_address)
        return "" if exact else "本机回环地址只能按一个确切地址开放，例如 127.0.0.1:8900=127.0.0.1/32"
    inside = any(_within(network, open_) for open_ in _PRIVATE)
    for name, closed_nets in _NEVER:
        if any(_within(network, closed) or (not inside and _overlap(network, closed)) for closed in closed_nets):
            return f"该网段含有{name}"
    return ""


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _within(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other) and one.prefixlen >= other.prefixlen


def judge_address(text: str, subnets: tuple[Network, ...] = ()) -> str:
    """Why nothing may be sent to this address, in Chinese; ``""`` if it may.

    ``subnets``: those opened for the host and port at hand. Where there are some, the address must lie in one of them;
    where there are none, it must be a public unicast address. Addresses that carry another are judged by both.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "不是规范的地址"
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return "链路本地地址"
    carried = carried_addresses(address)
    if carried is None:
        return _judge_one(address, subnets)
    return next((reason for one in carried if (reason := _judge_one(one, subnets))), "")


def carried_addresses(address: Address) -> tuple[Address, ...] | None:
    """The IPv4 addresses inside a mapped, translated, NAT64, 6to4, Teredo, ISATAP or compatible address, else None.

    6to4, Teredo and ISATAP addresses are returned with themselves as well: they are judged by all they name.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return None
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in net for net in _CARRIERS) or (address in _COMPATIBLE and int(address) > 1):
        return (low,)
    if address.sixtofour is not None:
        return (address.sixtofour, address)
    if address.teredo is not None:
        return (*address.teredo, address)
    if (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE:  # noqa: PLR2004 - the mark of ISATAP, RFC 5214
        return (low, address)
    return None


def plain(text: str) -> str:
    """The address in its one plain spelling, a carried IPv4 address instead of its carrier; other text as it is."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    carried = carried_addresses(address)
    return str(carried[0] if carried else address)


def _judge_one(address: Address, subnets: tuple[Network, ...]) -> str:
    for name, networks in _NEVER:
        if any(address in network for network in networks):
            return name
    opened = any(address in subnet for subnet in subnets)
    if any(address in network for network in _LOOPBACK):
        return "" if opened else "本机回环地址"
    if subnets:
        return "" if opened else "解析到的地址不在放行的网段内"
    if any(address in network for network in _PRIVATE):
        return "内网地址，没有放行"
    return "" if _public(address) else "保留地址"


def _public(address: Address) -> bool:
    return address.is_global and (address.version == 4 or address in _GLOBAL_UNICAST)  # noqa: PLR2004 - IPv4
