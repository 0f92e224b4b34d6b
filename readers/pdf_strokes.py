"""The rulings and pictures of a PDF page."""

from ctypes import addressof, byref, c_float, c_int, c_size_t, c_uint
from typing import Any

import pypdfium2
from pypdfium2 import raw

from readers.layout import PageMarks
from readers.layout.affine import Matrix, apply, bounds, chain
from readers.layout.marks import Box
from readers.layout.strokes import take_flat, take_outline
from readers.pdf_looks import UNPAINTED
from readers.pdf_paint import Paint

MOST_OBJECTS = 60_000  # of one page; a dense table has about 3,000
MOST_SEGMENTS = 100_000  # of one page
_TEXT = raw.FPDF_PAGEOBJ_TEXT
_kind_of, _mode_of = raw.FPDFPageObj_GetType, raw.FPDFTextObj_GetTextRenderMode  # asked of each letter of some pages
_box_of, _is_blended = raw.FPDFPageObj_GetBounds, raw.FPDFPageObj_HasTransparency
_ink_of, _place_of = raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetMatrix
_DEPTH = 4  # forms within forms
_PLAIN_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_INVISIBLE})


class Strokes:
    """Collects rulings and pictures of one page into its sheet, within the limits above.

    ``odd``: some text is turned, unpainted or light. ``paint``: what lies over and under the texts.
    ``seen``, ``unseen``: texts that are painted, and texts that only lie under a picture for searching.
    """

    def __init__(self, sheet: PageMarks) -> None:
        self.sheet = sheet
        self.objects = MOST_OBJECTS
        self.segments = MOST_SEGMENTS
        self.seen = self.unseen = 0
        self.paint = Paint()
        self.odd = self._veiled = False
        self._fonts: set[int] = set()
        self._probe = _TextProbe()
        self._sides = tuple(c_float() for _ in range(4))
        self._into = tuple(map(byref, self._sides))

    @property
    def veiled(self) -> bool:
        """Whether something may hide texts that only the painted page tells of."""
        return self._veiled or self.paint.veiled

    def collect(self, page: pypdfium2.PdfPage, matrix: Matrix) -> None:
        """Everything drawn on the page; ``matrix`` takes page space to sheet space."""
        self.paint.document = page.pdf.raw
        for index in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)):
            self._take(raw.FPDFPage_GetObject(page.raw, index), matrix, _DEPTH)

    def _take(self, item: Any, matrix: Matrix, depth: int) -> None:  # noqa: ANN401 - a pdfium handle
        kind = _kind_of(item)
        self.objects -= 1
        if kind == _TEXT:
            self._text(item, matrix, nested=depth < _DEPTH)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            self._form(item, matrix, depth)
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            if not _box_of(item, *self._into):
                return
            left, bottom, right, top = self._sides
            box = bounds(matrix, (left.value, bottom.value, right.value, top.value))
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.sheet.pictures.append(box)
                self.paint.picture(item, box, matrix)
            elif not take_flat(self.sheet, box):
                self._outlines(item, matrix, box)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            self._veiled = True

    def _text(self, item: Any, matrix: Matrix, *, nested: bool) -> None:  # noqa: ANN401 - a pdfium handle
        mode = _mode_of(item)
        hidden = mode in UNPAINTED
        self._veiled = self._veiled or mode not in _PLAIN_MODES
        if hidden:
            self.unseen += 1
        else:
            self.seen += 1
        if not self.odd:
            plain = self._probe.is_upright(item, matrix) and self._probe.is_dark(item)
            self.odd = hidden or not plain or bool(_is_blended(item))
        if not self._veiled:
            self._veiled = self._is_drawn(item)
        self.paint.text(item, matrix, nested=nested)

    def _is_drawn(self, item: Any) -> bool:  # noqa: ANN401 - a pdfium handle
        """Whether the letters of a text are drawings (Type 3), which may show anything or nothing."""
        font = raw.FPDFTextObj_GetFont(item)
        if not font or (key := addressof(font.contents)) in self._fonts:
            return False
        self._fonts.add(key)
        size = c_size_t(1)
        raw.FPDFFont_GetFontData(font, None, 0, byref(size))
        return raw.FPDFFont_GetIsEmbedded(font) == 1 and not size.value

    def _form(self, item: Any, matrix: Matrix, depth: int) -> None:  # noqa: ANN401 - a pdfium handle
        self._veiled = True
        if not depth:
            return
        inner = chain(_matrix(item), matrix)
        self.paint.enter(item)
        for index in range(max(raw.FPDFFormObj_CountObjects(item), 0)):
            if self.objects <= 0:
                break
            self._take(raw.FPDFFormObj_GetObject(item, index), inner, depth - 1)
        self.paint.leave()

    def _outlines(self, item: Any, matrix: Matrix, box: Box) -> None:  # noqa: ANN401 - a pdfium handle
        fill, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
        if not (fill.value or stroke.value):
            return
        if fill.value:
            self.paint.area(item, box)
        whole = chain(_matrix(item), matrix)
        outline: list[tuple[float, float]] = []
        for index in range(min(max(raw.FPDFPath_CountSegments(item), 0), self.segments)):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            x, y = c_float(), c_float()
            raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            straight = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO  # curves draw no side
            if not straight:
                take_outline(self.sheet, outline, stroked=bool(stroke.value))
                outline = []
            outline.append(apply(whole, x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
            self.segments -= 1
        take_outline(self.sheet, outline, stroked=bool(stroke.value))


class _TextProbe:
    """Asks pdfium of a text; what it answers into is made once, as some pages have a text for each letter."""

    def __init__(self) -> None:
        self._colour = tuple(c_uint() for _ in range(4))
        self._into = tuple(map(byref, self._colour))
        self._matrix = raw.FS_MATRIX()
        self._placed = byref(self._matrix)
        self._asked: tuple[float, float, float, float, Matrix] | None = None
        self._stands = False

    def is_dark(self, item: Any) -> bool:  # noqa: ANN401 - a pdfium handle
        """Whether its ink is seen on paper."""
        if not _ink_of(item, *self._into):
            return False
        red, green, blue, alpha = self._colour
        return alpha.value > _PALE and (red.value < _DARK or green.value < _DARK or blue.value < _DARK)

    def is_upright(self, item: Any, matrix: Matrix) -> bool:  # noqa: ANN401 - a pdfium handle
        """Whether its letters stand upright on the sheet."""
        _place_of(item, self._placed)
        own = self._matrix
        asked = own.a, own.b, own.c, own.d, matrix
        if asked != self._asked:  # the letters of a page stand alike
            self._asked, self._stands = asked, _stands_upright(*asked)
        return self._stands


def _stands_upright(first: float, second: float, third: float, fourth: float, matrix: Matrix) -> bool:
    over, up, right, down, _, _ = matrix
    a, b = first * over + second * right, first * up + second * down
    c, d = third * over + fourth * right, third * up + fourth * down
    return a > 0 and abs(b) + abs(c) < _LEAN * (a + abs(d))


_LEAN = 0.05  # share by which letters may lean
_DARK = 148  # of 255: such ink is seen on paper
_PALE = 216  # of 255: fainter ink is looked at more closely


def _matrix(item: Any) -> Matrix:  # noqa: ANN401 - a pdfium handle
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f
