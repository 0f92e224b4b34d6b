"""The hash of what decides besides the data: the code of the rooms that judge, and the packages they lean on."""

import hashlib
import sys
import unicodedata
from functools import cache
from pathlib import Path

from rules.book_io.built import TREE, built

PACKAGES = ("ahocorasick-rs", "jsonschema-rs", "orjson")
"""Distributions that the rooms whose code is hashed import: they find words, accept and read data."""

_DIGITS = 16


@cache
def engine_hash() -> str:
    """16 hex digits: of the syntax trees of ``rules``, ``filings`` and ``schemas``, and of the versions below them."""
    told = (_code(), unicodedata.unidata_version, *(f"{name} {version_of(name)}" for name in PACKAGES))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_DIGITS]


def version_of(name: str) -> str:
    """The version of an installed distribution, by the name of the folder that tells of it.

    importlib.metadata parses the whole description for it, which takes longer than loading the rules' data. It is asked
    where a distribution was installed in another way.
    """
    folders = f"{name.replace('-', '_')}-*.dist-info"
    for place in map(Path, sys.path):
        for folder in place.glob(folders):
            return folder.stem.partition("-")[2]
    from importlib.metadata import version  # noqa: PLC0415 - see above

    return version(name)


def _code() -> str:
    known = built()
    if known is not None:
        return known.code
    from rules.book_io.building import code_digest  # noqa: PLC0415 - a checkout that keeps nothing

    return code_digest(TREE)
