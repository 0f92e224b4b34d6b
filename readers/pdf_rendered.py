"""Digits of a PDF page that are not seen when the page is painted, or are painted over by an annotation.

What forms within the page, masks, shadings, clips of any shape and the appearances of annotations do to a text nobody
tells but the painter itself: pages that have such things are painted by pdfium, others are not.
"""

from collections.abc import Iterable, Sequence
from ctypes import byref, c_int
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from readers.layout import Glyph, PageMarks
from readers.layout.affine import Matrix, apply
from readers.visibility import Role

_SCALE = 2.0  # pixels of a point: a digit of 9 points is 18 of them high
_MOST_PIXELS = 6_000_000  # of a painted page; larger ones are painted smaller
_FINE = 64  # parts of a pixel in which places are asked for
_SEEN = 40  # of 255: how much ink differs from its ground at least
_OVER = 0.8  # points above and below a letter: where it is a black box, its ground is seen there
_SIDE = 0.2  # of a letter's width
_KEPT = 0.75  # of the ink of a digit: what an annotation must leave
_MOST = 500  # annotations of a page that are looked at
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


class _PaintedPage(NamedTuple):
    """Grey pixels; ``place`` takes sheet space to them."""

    pixels: bytes
    width: int
    height: int
    stride: int
    place: Matrix

    def under(self, glyph: Glyph) -> bytes:
        """The pixels of a letter without its sides, where those beside it reach in, and a little above and below it."""
        side = _SIDE * (glyph.right - glyph.left)
        left, top = apply(self.place, glyph.left + side, glyph.top - _OVER)
        right, bottom = apply(self.place, glyph.right - side, glyph.bottom + _OVER)
        columns = max(int(min(left, right)), 0), min(int(max(left, right)) + 1, self.width)
        rows = range(max(int(min(top, bottom)), 0), min(int(max(top, bottom)) + 1, self.height))
        return b"".join(self.pixels[row * self.stride + columns[0] : row * self.stride + columns[1]] for row in rows)


def open_unseen(page: pypdfium2.PdfPage, matrix: Matrix, sheet: PageMarks, *, veiled: bool) -> None:
    """Digits that are not seen on the painted page are unsure.

    ``matrix``: page space to sheet space; ``veiled``: something of the page itself may hide its text.
    """
    dressed = _is_dressed(page)
    digits = [at for at, one in enumerate(sheet.glyphs) if one.role is None and one.text.isdecimal()]
    if not digits or not (veiled or dressed):
        return
    bare = _painted(page, matrix, annotations=False)
    lost = set(_without_ink(bare, sheet.glyphs, digits)) if veiled else set[int]()
    if dressed:
        lost |= set(_covered(bare, _painted(page, matrix, annotations=True), sheet.glyphs, digits))
    for at in lost:
        sheet.glyphs[at] = sheet.glyphs[at]._replace(role=Role.UNSURE)


def _is_dressed(page: pypdfium2.PdfPage) -> bool:
    """Whether some annotation has an appearance of its own."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            drawn = raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2  # noqa: PLR2004 - the end of a text
            shown = not raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN
            raw.FPDFPage_CloseAnnot(annotation)
            if drawn and shown:
                return True
    return False


def _painted(page: pypdfium2.PdfPage, matrix: Matrix, *, annotations: bool) -> _PaintedPage:
    scale = min(_SCALE, (_MOST_PIXELS / max(page.get_width() * page.get_height(), 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, draw_annots=annotations, may_draw_forms=False)
    width, height, stride, pixels = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
    bitmap.close()
    return _PaintedPage(pixels, width, height, stride, _to_pixels(page, matrix, width, height))


def _to_pixels(page: pypdfium2.PdfPage, matrix: Matrix, width: int, height: int) -> Matrix:
    """Sheet space -> pixels."""
    a, b, c, d, e, f = matrix
    whole = a * d - b * c
    back = d / whole, -b / whole, -c / whole, a / whole, (c * f - d * e) / whole, (b * e - a * f) / whole
    x, y = c_int(), c_int()
    found: list[tuple[float, float]] = []
    for at in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        size = 0, 0, width * _FINE, height * _FINE, 0
        raw.FPDF_PageToDevice(page.raw, *size, *apply(back, *at), byref(x), byref(y))
        found.append((x.value / _FINE, y.value / _FINE))
    (x0, y0), (x1, y1), (x2, y2) = found
    return (x1 - x0) / 1000, (y1 - y0) / 1000, (x2 - x0) / 1000, (y2 - y0) / 1000, x0, y0


def _without_ink(page: _PaintedPage, glyphs: Sequence[Glyph], digits: Iterable[int]) -> Iterable[int]:
    for at in digits:
        found = page.under(glyphs[at])
        if found and max(found) - min(found) < _SEEN:
            yield at


def _covered(bare: _PaintedPage, whole: _PaintedPage, glyphs: Sequence[Glyph], digits: Iterable[int]) -> Iterable[int]:
    """Digits of which annotations leave too little ink."""
    for at in digits:
        before, after = bare.under(glyphs[at]), whole.under(glyphs[at])
        if before == after or not before:
            continue
        ink = _ink(before)
        kept = _ink(after) & ink
        if len(kept) < _KEPT * len(ink):
            yield at


def _ink(pixels: bytes) -> set[int]:
    """Which pixels are dark beside the others."""
    low, high = min(pixels), max(pixels)
    return {at for at, one in enumerate(pixels) if one < (low + high) / 2} if high - low >= _SEEN else set()
