"""Addresses of services as they may be shown: taken apart as addresses are, and shown only where nothing is secret."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, unquote_plus, urlsplit

from filings.patterns import pattern

HIDDEN = "***"
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HOST = pattern(r"(\[[0-9A-Fa-f:.%]+\]|[^\s:@/?#\[\]]*)(:[0-9]{0,5})?")
# What a query may say openly; every other name may carry a secret, under whatever spelling.
_OPEN = frozenset(
    {"host", "hostaddr", "port", "dbname", "db", "user", "sslmode", "connect_timeout", "application_name", "timeout"}
)
_SHORTEST = 4  # characters; a shorter secret would blot out ordinary words


def masked(url: str) -> str:
    """The address with all that may be secret replaced by ``***``; an address that cannot be taken apart is ``***``.

    Whatever stands before the last ``@`` is the user's part, as the drivers read it: a password may hold ``/``, ``?``,
    ``#``, ``:`` and ``@``.
    """
    begin = _SCHEME.match(url)
    if begin is None:
        return HIDDEN if url else ""
    userinfo, at, place = url[begin.end() :].rpartition("@")
    user, colon, _ = userinfo.partition(":")
    shown = _place(place)
    if shown is None:
        return f"{begin[0]}{HIDDEN}"
    return f"{begin[0]}{user}{colon and f':{HIDDEN}'}{at}{shown}"


def _place(text: str) -> str | None:
    """Hosts, path and query; None when what should be hosts are none."""
    text, sharp, _ = text.partition("#")
    text, question, query = text.partition("?")
    hosts, slash, path = text.partition("/")
    if not all(_HOST.fullmatch(host) for host in hosts.split(",")):
        return None
    path = HIDDEN if any(sign in path for sign in ";= ") else path
    said = "&".join(_parameter(part) for part in re.split("[&;]", query)) if question else ""
    return f"{hosts}{slash}{path}{question}{said}{sharp and f'#{HIDDEN}'}"


def _parameter(part: str) -> str:
    name, equals, _ = part.partition("=")
    if not equals:
        return HIDDEN
    return part if unquote_plus(name).strip().lower() in _OPEN else f"{name}={HIDDEN}"


def secrets_of(url: str) -> frozenset[str]:
    """The secrets that an address holds, as written and as decoded, for keeping them out of other people's messages."""
    begin = _SCHEME.match(url)
    if begin is None:
        return frozenset({url}) if "@" in url or "=" in url else frozenset()
    userinfo, _, place = url[begin.end() :].rpartition("@")
    found = {userinfo.partition(":")[2]}
    pairs = (part.partition("=") for part in re.split("[&;]", place.partition("?")[2]))
    found |= {value for name, _, value in pairs if unquote_plus(name).strip().lower() not in _OPEN}
    found |= {_between(url)}
    return frozenset(one for one in found if one)


def _between(url: str) -> str:
    """The password as the standard library splits it, which others may do too."""
    try:
        return urlsplit(url).password or ""
    except ValueError:
        return ""


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with each secret in it, as written, decoded or encoded, replaced by ``***``; the longest first."""
    spelled = {form for one in secrets for form in (one, unquote(one), quote(one, safe=""), repr(one)[1:-1])}
    for form in sorted(spelled, key=len, reverse=True):
        if len(form) >= _SHORTEST:
            text = text.replace(form, HIDDEN)
    return text
