"""Parts -> a web page, with rowspan and colspan."""

from collections.abc import Iterable
from html import escape

from samples.writers.parts import Part, PlainTable, Spot


def write(parts: Iterable[Part], *, title: str = "", encoding: str = "utf-8", published: str = "") -> bytes:
    """The page. ``published``: its publication date, as government sites carry it in a meta element."""
    meta = f'<meta name="PubDate" content="{escape(published)}">' if published else ""
    body = "\n".join(_table(part) if isinstance(part, PlainTable) else f"<p>{escape(part)}</p>" for part in parts)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{encoding}"><title>{escape(title)}</title>{meta}</head>\n'
        f"<body>\n{body}\n</body></html>\n"
    ).encode(encoding)


def _table(table: PlainTable) -> str:
    rows = "\n".join("<tr>" + "".join(_cell(spot) for spot in row) + "</tr>" for row in table.rows)
    return f"<table>\n{rows}\n</table>"


def _cell(spot: Spot) -> str:
    down = f' rowspan="{spot.rows}"' if spot.rows > 1 else ""
    across = f' colspan="{spot.columns}"' if spot.columns > 1 else ""
    return f"<td{down}{across}>{escape(spot.text)}</td>"
