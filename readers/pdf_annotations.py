"""What annotations of a PDF page write over its cells: fields of forms, free text, lines through the text."""

from ctypes import POINTER, byref, c_ushort, cast, create_string_buffer
from typing import Any

import pypdfium2
from pypdfium2 import raw

from readers.layout import Glyph, PageMarks, Ruling
from readers.layout.affine import Matrix, bounds
from readers.layout.marks import Box
from readers.visibility import Role

_MOST = 500  # annotations of a page that are looked at
_LONGEST = 80  # characters of one that count
_KEYS = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}
_DRAWN = frozenset(
    {raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_LINE,
     raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_REDACT}
)  # fmt: skip
_COMMENTS = frozenset({raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_FILEATTACHMENT})
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def drawn_over(page: pypdfium2.PdfPage, matrix: Matrix, sheet: PageMarks) -> None:
    """Add what annotations show: their text is seen, but it is not known with what it makes one figure.

    Whether comments are among them is noted as well.
    """
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            _take(annotation, matrix, sheet)
            raw.FPDFPage_CloseAnnot(annotation)


def _take(annotation: Any, matrix: Matrix, sheet: PageMarks) -> None:  # noqa: ANN401 - a pdfium handle
    kind, box = raw.FPDFAnnot_GetSubtype(annotation), raw.FS_RECTF()
    sheet.commented |= kind in _COMMENTS
    if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN or not raw.FPDFAnnot_GetRect(annotation, byref(box)):
        return
    left, top, right, bottom = bounds(matrix, (box.left, box.bottom, box.right, box.top))
    if kind == raw.FPDF_ANNOT_STRIKEOUT:
        sheet.across.append(Ruling((top + bottom) / 2, left, right))
    elif kind in _DRAWN:
        _draw(sheet, (left, top, right, bottom))
    elif kind in _KEYS and (text := _text(annotation, _KEYS[kind])):
        middle, half = (top + bottom) / 2, min((bottom - top) / 2, 5.0)
        sheet.glyphs.append(Glyph(text, left, middle - half, right, middle + half, role=Role.UNSURE))


def _draw(sheet: PageMarks, box: Box) -> None:
    """What is drawn by hand over digits may cover them or strike them out."""
    left, top, right, bottom = box
    sheet.glyphs = [
        one._replace(role=one.role or Role.UNSURE)
        if one.text.isdecimal() and left <= one.centre <= right and top <= one.middle <= bottom
        else one
        for one in sheet.glyphs
    ]


def _text(annotation: Any, key: bytes) -> str:  # noqa: ANN401 - a pdfium handle
    """What it says, without blanks."""
    held = create_string_buffer(2 * _LONGEST + 2)
    length = raw.FPDFAnnot_GetStringValue(annotation, key, cast(held, POINTER(c_ushort)), len(held))
    text = held.raw[: max(min(length, len(held)) - 2, 0)].decode("utf-16-le", errors="ignore")
    return "".join(text.split())
