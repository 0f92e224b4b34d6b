"""How the texts of a PDF page are painted: turned, invisible, in the colour of the paper (ISO 32000-2, 9.3 and 8.6)."""

import math
from ctypes import addressof, byref, c_uint
from typing import Any

from pypdfium2 import raw

from readers.pdf_paint import Paint
from readers.visibility import Colour, Role, against, luminance

LEFT_OUT = frozenset({Role.HIDDEN, Role.DECORATION})
_LEAN = math.radians(4)  # letters that lean more are turned
_ITALIC = 0.5  # of their width: how far letters lean at most
_WEAK, _PALE = 200, 0.3  # of 255; luminance: the ink of watermarks
_SOLID = 255
_FAINT = 20  # of 255: fainter paint nobody sees
_PAPER: Colour = (255, 255, 255)
_MOST = 5_000  # texts of a page whose look is remembered
UNPAINTED = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_STROKED = frozenset(
    {raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP, raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
     raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP}
)  # fmt: skip


class PdfLooks:
    """The looks of the texts of one page. ``turn``: quarter turns of most of them against the clock.

    ``paint``: what lies over and under them.
    ``layered``: the page is a picture, and its text lies unseen over it to be searched. ``hidden``: some text was met
    that nobody sees.
    """

    def __init__(self, turn: int, paint: Paint, *, layered: bool) -> None:
        self._upright = -turn * math.pi / 2
        self._paint = paint
        self._layered = layered
        self.hidden = False
        self._pale = self._all = 0
        self._washed = False
        self._known: dict[int, tuple[Role | None, Colour | None]] = {}

    def role(self, text: Any, index: int, x: float, y: float) -> Role | None:  # noqa: ANN401 - pdfium handles
        """The role of a character; all of one text object have the same but for what lies over or under them."""
        item = raw.FPDFText_GetTextObject(text, index)
        if not item:
            return None
        key = addressof(item.contents)
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = self._look(text, index, item)
        role, ink = self._known[key]
        role = role or (None if self._layered else self._shown(key, ink, x, y))
        self.hidden |= role is Role.HIDDEN
        return role

    def takes_pale(self) -> bool:
        """Whether most letters of the page are pale: then they are its text, and are taken from now on."""
        before, self._washed = self._washed, 2 * self._pale > self._all
        return self._washed and not before

    def _shown(self, key: int, ink: Colour | None, x: float, y: float) -> Role | None:
        if self._paint.is_lost(key, x, y):
            return Role.HIDDEN
        if self._paint.is_unsure(key, x, y):
            return Role.UNSURE
        if ink is None:
            return None
        ground = self._paint.ground(key, x, y)
        self._all += 1
        if ground is None and luminance(ink) > _PALE:  # a level watermark, unless all are
            self._pale += 1
            return against(ink, _PAPER) or (None if self._washed else Role.UNSURE)
        return against(ink, ground or _PAPER)

    def _look(self, text: Any, index: int, item: Any) -> tuple[Role | None, Colour | None]:  # noqa: ANN401
        """The role that the text itself has, and its ink, None where that is not known."""
        angle = raw.FPDFText_GetCharAngle(text, index)
        leans = math.isfinite(angle) and abs(math.remainder(angle - self._upright, math.tau)) > _LEAN
        if leans and not self._is_slanted(text, index):
            return Role.DECORATION, None
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        if mode in UNPAINTED:
            return (None if self._layered else Role.HIDDEN), None
        if mode in _STROKED:
            return None, None
        red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
        if not raw.FPDFText_GetFillColor(text, index, byref(red), byref(green), byref(blue), byref(alpha)):
            return None, None
        if alpha.value < _FAINT:
            return (None if self._layered else Role.HIDDEN), None
        if alpha.value == _SOLID and not self._layered and raw.FPDFPageObj_HasTransparency(item):
            return Role.UNSURE, None  # a soft mask or a blend mode, of which nothing else is told
        ink = (red.value, green.value, blue.value)
        if leans and (alpha.value < _WEAK or luminance(ink) > _PALE):  # a watermark; letters set in italics are dark
            return Role.DECORATION, None
        return None, ink

    def _is_slanted(self, text: Any, index: int) -> bool:  # noqa: ANN401
        """Whether letters lean as italics do, upon a level line."""
        placed = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(text, index, byref(placed)):
            return False
        turned = -math.atan2(placed.b, placed.a)
        level = abs(math.remainder(turned - self._upright, math.tau)) <= _LEAN
        return level and abs(placed.a * placed.c + placed.b * placed.d) < _ITALIC * (placed.a**2 + placed.b**2)
