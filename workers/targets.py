"""Where notices may go on this machine: the operator's allow-list, and our own services that stay closed."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from filings.opened import OpenedAddress
from notifier.addresses import TargetPolicy, parse_policy
from workers.settings import Settings

_USUAL = {"postgresql": 5432, "redis": 6379, "rediss": 6379}


def target_policy(chosen: Settings, opened: Iterable[OpenedAddress] = ()) -> TargetPolicy:
    """The policy that the address guard judges by, at creation and on connecting. UsageError for a bad allow-list.

    ``opened``: what the office opened besides the settings' own list.
    """
    return parse_policy([*chosen.allow, *(one.text for one in opened)], own_services(chosen))


def own_services(chosen: Settings) -> list[tuple[str, int]]:
    """Host and port of our own services, which no notice may be sent to."""
    urls = [urlsplit(url) for url in (chosen.database_url, chosen.redis_url)]
    services = [(u.hostname, u.port or _USUAL.get(u.scheme.partition("+")[0], 0)) for u in urls]
    own = [chosen.http] if chosen.http else []
    return [*own, *((host, port) for host, port in services if host and port)]
