"""Opening a target inside the government network: what an operator writes -> host, port and subnets, judged."""

import ipaddress
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from filings.errors import UsageError
from notifier.addresses import parse_allowance
from notifier.connecting import resolve

_PORTS = {"https": 443, "http": 80}


def target(address: str) -> tuple[str, int]:
    """Host and port of ``https://oa.example.gov.cn:8443/…`` or ``10.20.3.4:8080``. UsageError."""
    parsed = urlsplit(address if "//" in address else f"//{address}")
    try:
        host, port = (parsed.hostname or "").lower(), parsed.port or _PORTS.get(parsed.scheme, 0)
    except ValueError:
        host, port = "", 0
    if not (host and port):
        raise UsageError(
            f"“{address}”看不出主机和端口，请写成 https://oa.example.gov.cn/notices 或 10.20.3.4:8080 的样子。"
        )
    return host, port


def subnets(host: str, port: int, given: str) -> Iterator[str]:
    """The subnets to open: the one given, else exactly the addresses that the host has now. UsageError."""
    for subnet in [given] if given else _addresses(host, port):
        shown = f"[{host}]" if ":" in host else host
        parse_allowance(f"{shown}:{port}={subnet}")  # refuses what must stay closed
        yield str(ipaddress.ip_network(subnet.strip()))


def _addresses(host: str, port: int) -> list[str]:
    try:
        return [str(ipaddress.ip_network(address)) for address in resolve(host, port)]
    except (socket.gaierror, OSError, UnicodeError, ValueError) as error:
        raise UsageError(
            f"现在查不到 {host} 的地址。请核对主机名，或用 --subnet 写明它所在的网段，例如 --subnet 10.20.0.0/16。"
        ) from error
