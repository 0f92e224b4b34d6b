"""Text that can be written down: what every database, file and terminal takes, and what becomes of the rest."""

import os

from filings.patterns import pattern

_UNWRITABLE = pattern("[\x00\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a surrogate pair

_STEERING = pattern("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def writable(text: str) -> bool:
    """Whether the text can be kept as it is."""
    return _UNWRITABLE.search(text) is None


def plain(text: str) -> str:
    """The text with a mark � for every sign that cannot be written."""
    return _UNWRITABLE.sub("\ufffd", text)


def visible(name: str) -> str:
    """The name with escapes in place of signs that steer a terminal or turn writing round."""
    return _STEERING.sub(lambda found: _escaped(ord(found[0])), name)


def _escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - as Python writes them


def file_name(name: str) -> str:
    """The name of a file as people read it, where the system gave bytes that are no UTF-8: GB 18030, else marks.

    Old Windows programs and archives write names in the national code.
    """
    if writable(name):
        return name
    try:
        return plain(os.fsencode(name).decode("gb18030"))
    except UnicodeError:
        return plain(name)
