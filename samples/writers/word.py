"""Parts -> a Word document: the smallest package that Word opens, with gridSpan and vMerge."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from samples.writers.parts import Part, PlainTable, Spot, placed, width

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STAMP = (2024, 1, 1, 0, 0, 0)
_PACKAGE = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
}


def write(parts: Iterable[Part], *, members: Mapping[str, str] | None = None) -> bytes:
    """The document; the same parts give the same bytes. ``members``: further parts of the package, by name."""
    body = "".join(_table(part) if isinstance(part, PlainTable) else paragraph(part) for part in parts)
    return package(body, members=members)


def package(body: str, *, members: Mapping[str, str] | None = None) -> bytes:
    """A package around the XML of a body."""
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_NAMESPACE}"><w:body>'
    content = {**_PACKAGE, "word/document.xml": f"{document}{body}</w:body></w:document>", **(members or {})}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def paragraph(text: str) -> str:
    """The XML of a paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(table: PlainTable) -> str:
    anchors = {(row, column): spot for row, column, spot in placed(table)}
    covers = {(row + down, column): spot for (row, column), spot in anchors.items() for down in range(1, spot.rows)}
    columns = "".join("<w:gridCol/>" for _ in range(width(table)))
    rows = "".join(f"<w:tr>{_row(row, anchors, covers)}</w:tr>" for row in range(len(table.rows)))
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


Spots = Mapping[tuple[int, int], Spot]


def _row(row: int, anchors: Spots, covers: Spots) -> str:
    found = sorted(column for at, column in (*anchors, *covers) if at == row)
    return "".join(_cell(anchors.get((row, column)), covers.get((row, column))) for column in found)


def _cell(own: Spot | None, above: Spot | None) -> str:
    spot = own or above or Spot("")
    span = f'<w:gridSpan w:val="{spot.columns}"/>' if spot.columns > 1 else ""
    merge = "<w:vMerge/>" if own is None else '<w:vMerge w:val="restart"/>' if spot.rows > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(own.text if own else '')}</w:tc>"
