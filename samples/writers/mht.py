"""Paragraphs and tables -> a saved web page (mht), as browsers and Word write it."""

import quopri
from collections.abc import Sequence
from html import escape

from samples.writers.parts import Part, PlainTable


def page(parts: Sequence[Part], *, charset: str = "utf-8", title: str = "") -> str:
    """The page itself."""
    body = "".join(_table(part) if isinstance(part, PlainTable) else f"<p>{escape(part)}</p>" for part in parts)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{meta}<title>{escape(title)}</title></head><body>{body}</body></html>"


def write(parts: Sequence[Part], *, charset: str = "utf-8") -> bytes:
    """The page in quoted-printable, followed by a picture."""
    coded = quopri.encodestring(page(parts, charset=charset).encode(charset)).decode("ascii")
    lines = [
        "From: <Saved by a browser>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----=_sample"',
        "",
        "------=_sample",
        f'Content-Type: text/html; charset="{charset}"',
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Location: http://example.invalid/report.html",
        "",
        *coded.splitlines(),
        "------=_sample",
        "Content-Type: image/gif",
        "Content-Transfer-Encoding: base64",
        "",
        "R0lGODlhAQABAAAAACw=",
        "------=_sample--",
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def _table(table: PlainTable) -> str:
    rows = (
        "<tr>" + "".join(f'<td rowspan="{s.rows}" colspan="{s.columns}">{escape(s.text)}</td>' for s in row) + "</tr>"
        for row in table.rows
    )
    return f"<table>{''.join(rows)}</table>"
