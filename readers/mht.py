"""A saved web page (mht, or a .doc or .xls that Office saved as one) -> its HTML parts -> the web page reader."""

import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser

from filings.patterns import pattern
from readers import html
from readers.blocks import Pages
from readers.refusal import Unreadable
from readers.text import decode

_MOST_PARTS = 500
_FRAMES = pattern(r"<frameset\b", re.IGNORECASE)
_HOLDS = pattern(r"<t[dh]\b", re.IGNORECASE)
_TABS = "tabstrip.htm"  # Excel's row of sheet names


def read(data: bytes) -> Pages:
    """The blocks of the page and of what stands in its frames. Raises Unreadable."""
    parts = html_parts(data)
    pages = [decode(part) for part in parts]
    zero = any(b"\0" in part for part in parts)
    if not pages:
        raise Unreadable("保存的网页里没有正文")
    first, others = pages[0], pages[1:]
    if _FRAMES.search(first) and others:  # a frame shows nothing itself
        return html.of_text("\n".join(others), whole=zero)
    held = (first, *(page for page in others if _HOLDS.search(page)))
    return html.of_text("\n".join(held), whole=zero)


def html_parts(data: bytes) -> list[bytes]:
    """The text/html parts, decoded from their transfer coding."""
    message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip())
    return list(_parts(message))


def _parts(message: "Message[str, str]") -> Iterator[bytes]:
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            return
        named = str(part.get("Content-Location", "")).casefold()
        if part.get_content_type() == "text/html" and not named.endswith(_TABS):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                yield payload
