"""Mail addresses: which are one, and which lie inside an office's own domains."""

from collections.abc import Collection

from filings.patterns import pattern

_ADDRESS = pattern(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?){1,9}")
_GOVERNMENT = "gov.cn"  # what counts as inside where a county named no domains of its own


def is_address(text: str) -> bool:
    """Whether the text is one plain address."""
    return _ADDRESS.fullmatch(text) is not None


def inside(address: str, domains: Collection[str]) -> bool:
    """Whether an address lies in one of the domains or below it; without any, in ``gov.cn``."""
    host = address.rpartition("@")[2].lower().rstrip(".")
    own = [domain.lower().strip(".@ ") for domain in domains if domain.strip()] or [_GOVERNMENT]
    return any(host == domain or host.endswith(f".{domain}") for domain in own)
