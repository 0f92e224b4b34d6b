"""A saved web page (mht, or a .doc that Word saved as one) -> its HTML part -> the web page reader."""

from email import policy
from email.parser import BytesParser

from readers import html
from readers.blocks import Pages
from readers.refusal import Unreadable

_MOST_PARTS = 500


def read(data: bytes) -> Pages:
    """The blocks of the first HTML part. Raises Unreadable."""
    page = html_part(data)
    if page is None:
        raise Unreadable("保存的网页里没有正文")
    return html.read(page)


def html_part(data: bytes) -> bytes | None:
    """The first text/html part, decoded from its transfer coding; None if there is none."""
    message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip())
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            return None
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload
    return None
