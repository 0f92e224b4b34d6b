"""File names as they come over HTTP: RFC 5987, percent-encoded, UTF-8 or the national code; never a path."""

import re
from urllib.parse import unquote_to_bytes

from filings.patterns import pattern
from filings.writable import plain

_LONGEST = 200  # signs of a name that is kept
_EXTENDED = pattern(rb";\s*filename\*\s*=\s*([A-Za-z0-9!#$%&+^_`{}~-]+)'[^']*'([^;\s]+)", re.IGNORECASE)
_QUOTED = pattern(rb';\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_BARE = pattern(rb";\s*filename\s*=\s*([^;\"\s]+)", re.IGNORECASE)
_PERCENT = pattern(r"%[0-9A-Fa-f]{2}")
_CONTROL = pattern(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # what would print elsewhere or backwards


def disposed_name(disposition: bytes) -> str:
    """The file name of a Content-Disposition header, ``""`` where it has none."""
    extended = _EXTENDED.search(disposition)
    if extended:
        try:
            return clean(unquote_to_bytes(extended[2]).decode(extended[1].decode("ascii")))
        except (LookupError, UnicodeError):
            pass
    found = _QUOTED.search(disposition) or _BARE.search(disposition)
    if found is None:
        return ""
    return clean(_percent(_decoded(re.sub(rb'\\(["\\])', rb"\1", found[1]))))


def clean(name: str) -> str:
    """The name alone: no folders, no control signs, not longer than is of use."""
    bare = re.split(r"[/\\]", _CONTROL.sub("", plain(name)))[-1].strip().lstrip(".") or "未命名"
    if len(bare) <= _LONGEST:
        return bare
    stem, dot, ending = bare.rpartition(".")
    short = dot and len(ending) <= 8  # noqa: PLR2004 - longer is no ending
    return f"{stem[: _LONGEST - 9]}.{ending}" if short else bare[:_LONGEST]


def given_name(name: str) -> str:
    """A name from a query or a field, percent-encoded once more by careful senders."""
    return clean(_percent(name))


def _percent(name: str) -> str:
    return _decoded(unquote_to_bytes(name.encode())) if _PERCENT.search(name) and name.isascii() else name


def _decoded(name: bytes) -> str:
    """UTF-8, else the national code, which old Windows programs write."""
    for code in ("utf-8", "gb18030"):
        try:
            return name.decode(code)
        except UnicodeError:
            continue
    return name.decode("utf-8", "replace")
