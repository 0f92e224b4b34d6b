"""The characters of a PDF page in their em boxes, turned upright."""

import math
from collections import Counter
from ctypes import byref, c_double
from functools import partial
from typing import Any

import pypdfium2
from pypdfium2 import raw

from readers.layout import Glyph, PageMarks
from readers.layout.affine import Matrix, apply
from readers.pdf_looks import LEFT_OUT, PdfLooks
from readers.visibility import Role

MOST_CHARACTERS = 60_000  # of one page; a full page of 5-point type has about 20,000
_SAMPLE = 200  # characters that tell which way the text runs
_LARGE = 40.0  # points: larger em boxes are checked
_SWOLLEN = 4.0  # times the letter's outline: an em box that large is false
_UNKNOWN = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_PRIVATE = range(0xE000, 0xF900)
_MOST_UNKNOWN = 500  # of a page; more are no signs among digits but a font without codes
_SQUEEZED = 0.08  # of its height: a narrower letter nobody reads
_NEAR = 0.6  # of a sign's height: what stands closer belongs to the same figure
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_BLANKS = frozenset({*range(1, 33), 0xA0, 0xAD, 0x3000})  # gaps say more than blanks do


_glyph = partial(tuple.__new__, Glyph)


def upright(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> tuple[Matrix, float, float, int]:
    """Page space (y upward) -> sheet space (y downward), by the way most characters run.

    With width, height and the quarter turns against the clock by which it was turned.
    """
    left, bottom, right, top = page.get_bbox()
    turn = _turn(text)
    matrices: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )
    across, up = right - left, top - bottom
    return (matrices[turn], across, up, turn) if turn % 2 == 0 else (matrices[turn], up, across, turn)


def _turn(text: pypdfium2.PdfTextPage) -> int:
    """Quarter turns against the clock by which most of the text is turned."""
    count = max(raw.FPDFText_CountChars(text.raw), 0)
    angles: Counter[int] = Counter()
    for index in range(0, count, max(count // _SAMPLE, 1)):
        angle = raw.FPDFText_GetCharAngle(text.raw, index)
        if raw.FPDFText_GetUnicode(text.raw, index) not in _BLANKS and math.isfinite(angle):
            angles[-round(angle / (math.pi / 2)) % 4] += 1  # pdfium counts with the clock
    return angles.most_common(1)[0][0] if angles else 0


def collect(text: pypdfium2.PdfTextPage, matrix: Matrix, sheet: PageMarks, looks: PdfLooks | None) -> int:
    """Fills in the glyphs of a sheet; how many characters have no Unicode value. ``looks``: None if all are plain."""
    handle, box, unknown, high = text.raw, raw.FS_RECTF(), 0, 0
    a, b, c, d, e, f = matrix
    code_of, box_of, into = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, byref(box)
    strange: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for index in range(min(max(raw.FPDFText_CountChars(handle), 0), MOST_CHARACTERS)):
        code = code_of(handle, index)
        if code in _BLANKS:
            continue
        if code in _HIGH:
            high = code
            continue
        if code in _LOW:
            code, high = (0x10000 + (high - _HIGH.start) * 0x400 + code - _LOW.start if high else 0), 0
        if code in _UNKNOWN or code in _PRIVATE:
            unknown += 1
            if len(strange) < _MOST_UNKNOWN and box_of(handle, index, into):
                strange.append((apply(matrix, box.left, box.top), apply(matrix, box.right, box.bottom)))
        elif box_of(handle, index, into):
            left, top, right, bottom = box.left, box.top, box.right, box.bottom
            if top - bottom > _LARGE or right - left > _LARGE:
                _tighten(handle, index, box)
                left, top, right, bottom = box.left, box.top, box.right, box.bottom
            one, other = (
                (a * left + c * top + e, b * left + d * top + f),
                (a * right + c * bottom + e, b * right + d * bottom + f),
            )
            role = looks.role(handle, index, *_within(one, other)) if looks else None
            if role not in LEFT_OUT:
                _add(sheet, chr(code), one, other, role)
    _add_unknown(sheet, strange)
    return unknown


def _within(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """A point in the ink of a letter: some fonts say that their digits are as wide as they are high."""
    left, wide, high = min(one[0], other[0]), abs(other[0] - one[0]), abs(other[1] - one[1])
    return left + min(wide / 2, high / 4), (one[1] + other[1]) / 2


def _add_unknown(sheet: PageMarks, boxes: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    """Signs that no code names: beside a digit one of them may be a digit."""
    digits = [one for one in sheet.glyphs if one.text.isdecimal()] if boxes else []
    for one, other in boxes[:_MOST_UNKNOWN]:
        y, left, right = (one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0])
        near = _NEAR * abs(other[1] - one[1])
        if any(
            digit.top < y < digit.bottom and digit.left - near < right and left < digit.right + near for digit in digits
        ):
            _add(sheet, "?", one, other, Role.SYMBOL)


def _tighten(handle: Any, index: int, box: Any) -> None:  # noqa: ANN401 - pdfium handles
    """Fonts for vertical writing give em boxes of many times their letters: the letter's own outline is taken then."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    if raw.FPDFText_GetCharBox(handle, index, byref(left), byref(right), byref(bottom), byref(top)):
        size = max(top.value - bottom.value, right.value - left.value)
        if 0 < size * _SWOLLEN < max(box.top - box.bottom, box.right - box.left):
            box.left, box.right, box.bottom, box.top = left.value, right.value, bottom.value, top.value


def _add(
    sheet: PageMarks, text: str, one: tuple[float, float], other: tuple[float, float], role: Role | None = None
) -> None:
    """What stands outside the page is not read: nobody sees it."""
    left, right = (one[0], other[0]) if one[0] <= other[0] else (other[0], one[0])
    top, bottom = (one[1], other[1]) if one[1] <= other[1] else (other[1], one[1])
    if right - left < _SQUEEZED * (bottom - top):
        role = role or Role.UNSURE
    if 0 <= (left + right) / 2 <= sheet.width and 0 <= (top + bottom) / 2 <= sheet.height:
        sheet.glyphs.append(_glyph((text, left, top, right, bottom, 1.0, role)))
