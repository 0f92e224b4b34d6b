"""Paragraphs and tables -> ods: one sheet that ends, as programs write it, in a million repeated empty rows."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from samples.writers.package import pack
from samples.writers.parts import Part
from samples.writers.xlsx import positions

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_TAIL = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def write(parts: Sequence[Part], *, sheet: str = "年报") -> bytes:
    """An ods of the parts."""
    spots, columns = positions(parts)
    covered = {
        (row + r, column + c)
        for row, column, spot in spots
        for r in range(spot.rows)
        for c in range(spot.columns)
        if r or c
    }
    at = {(row, column): spot for row, column, spot in spots}
    rows = []
    for row in range(max(row for row, _ in at) + 1):
        cells = []
        for column in range(columns):
            spot = at.get((row, column))
            if spot is None:
                cells.append(f"<table:{'covered-' if (row, column) in covered else ''}table-cell/>")
            else:
                spans = f'table:number-rows-spanned="{spot.rows}" table:number-columns-spanned="{spot.columns}"'
                cells.append(f"<table:table-cell {spans}><text:p>{escape(spot.text)}</text:p></table:table-cell>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    table = f"<table:table table:name={quoteattr(sheet)}>{''.join(rows)}{_TAIL}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return pack(
        {
            "mimetype": _MIME,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_MANIFEST}"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{_MIME}"/></manifest:manifest>',
            "content.xml": f"<office:document-content {_SPACES}>{body}</office:document-content>",
        }
    )
