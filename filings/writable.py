"""Text that can be written down: what every database, file and terminal takes, and what becomes of the rest."""

import os
import re

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a surrogate pair


def writable(text: str) -> bool:
    """Whether the text can be kept as it is."""
    return _UNWRITABLE.search(text) is None


def plain(text: str) -> str:
    """The text with a mark � for every sign that cannot be written."""
    return _UNWRITABLE.sub("\ufffd", text)


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
