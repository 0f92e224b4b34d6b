"""The hash of what decides besides the data: the code of the rooms that judge, and the packages they lean on."""

import hashlib
import unicodedata
from functools import cache

from rules.book_io.built import code_digest

PACKAGES = ("ahocorasick-rs", "jsonschema-rs", "orjson")
"""Distributions that the rooms of ``code_digest`` import: they find words, accept and read data."""

_DIGITS = 16


@cache
def engine_hash() -> str:
    """16 hex digits: of the syntax trees of ``rules``, ``filings`` and ``schemas``, and of the versions below them."""
    from importlib.metadata import version  # noqa: PLC0415 - slow to load, and only an audit asks

    told = (code_digest(), unicodedata.unidata_version, *(f"{name} {version(name)}" for name in PACKAGES))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_DIGITS]
