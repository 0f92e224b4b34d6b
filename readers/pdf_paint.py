"""The order in which a PDF page is painted: what lies over a text, what under it, and where it is cut off.

ISO 32000-2, 8.5.4 (clipping), 8.11 (optional content), 11.2 (opaque painting). Areas are taken as rectangles.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterable
from ctypes import addressof, byref, c_float, c_uint, c_ulong
from typing import Any, NamedTuple

from pypdfium2 import raw

from readers.layout.affine import Matrix, apply, bounds
from readers.layout.marks import Box
from readers.visibility import Colour, luminance

_BAND = 24.0  # points of the page's height that are looked through at once
_THIN = 2.0  # points: thinner areas are rulings
_DARK = 0.45  # luminance: on lighter areas dark letters are seen
_OPAQUE = 250  # of 255
_MOST = 5_000  # areas of a page
_SLACK = 1.0  # points by which a text may stand out of what it is cut to
_MOST_SEGMENTS = 64
_OPTIONAL = "OC".encode("utf-16-le")


class _Area(NamedTuple):
    order: int
    box: Box
    colour: Colour


class Paint:
    """Filled while the page is walked through; asked while its glyphs are collected. Boxes in sheet space."""

    def __init__(self) -> None:
        self._order = 0
        self._fresh: list[tuple[int, Any, Matrix]] = []  # painted since the last area, of which nobody has asked yet
        self._texts: dict[int, int] = {}
        self._bands: dict[int, list[_Area]] = defaultdict(list)
        self._areas = 0
        self._begins: dict[int, list[tuple[float, float]]] = defaultdict(list)
        self._clips: dict[int, Box] = {}
        self._optional: set[int] = set()
        self.odd = False

    def text(self, item: Any, matrix: Matrix, *, nested: bool) -> None:  # noqa: ANN401 - a pdfium handle
        """A text is painted; ``matrix`` takes it to the sheet."""
        self._order += 1
        self._fresh.append((self._order, item, matrix))
        if not nested and (clip := _clipped(item, matrix)) is not None:
            self._clips[addressof(item.contents)] = clip
            self.odd = True
        if raw.FPDFPageObj_CountMarks(item) > 0 and _is_optional(item):
            self._optional.add(addressof(item.contents))
            self.odd = True

    def _settle(self) -> None:
        """Note where the fresh texts begin and in which order they came; most pages have nothing that asks for it."""
        if not self._fresh:
            return
        placed = raw.FS_MATRIX()
        into = byref(placed)
        for order, item, matrix in self._fresh:
            raw.FPDFPageObj_GetMatrix(item, into)
            begin = apply(matrix, placed.e, placed.f)
            self._begins[int(max(begin[1], 0) // _BAND)].append(begin)
            self._texts[addressof(item.contents)] = order
        self._fresh.clear()

    def area(self, item: Any, box: Box) -> None:  # noqa: ANN401 - a pdfium handle
        """An area is filled."""
        if min(box[2] - box[0], box[3] - box[1]) < _THIN or self._areas >= _MOST:
            return
        red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
        known = raw.FPDFPageObj_GetFillColor(item, byref(red), byref(green), byref(blue), byref(alpha))
        if not known or alpha.value < _OPAQUE or not 3 < raw.FPDFPath_CountSegments(item) < 7:  # noqa: PLR2004 - a box
            return
        self._settle()
        self._order += 1
        self._areas += 1
        area = _Area(self._order, box, (red.value, green.value, blue.value))
        dark = luminance(area.colour) < _DARK
        for band in range(int(max(box[1], 0) // _BAND), int(min(box[3], 20_000) // _BAND) + 1):
            self._bands[band].append(area)
            self.odd = self.odd or dark or _covers(box, self._begins.get(band, ()))

    def is_optional(self, key: int) -> bool:
        """Whether a text belongs to a layer that may be switched off."""
        return key in self._optional

    def is_lost(self, key: int, x: float, y: float) -> bool:
        """Whether a character of the text ``key`` is cut off or painted over."""
        clip = self._clips.get(key)
        if clip is not None and not _holds(clip, x, y):
            return True
        if not self._areas:
            return False
        self._settle()
        order = self._texts.get(key, 0)
        return any(area.order > order for area in self._at(x, y)) if order else False

    def ground(self, key: int, x: float, y: float) -> Colour | None:
        """The colour under a character; None for the paper."""
        if not self._areas:
            return None
        self._settle()
        order = self._texts.get(key, 0)
        under = [area for area in self._at(x, y) if area.order < order]
        return under[-1].colour if under else None

    def _at(self, x: float, y: float) -> list[_Area]:
        return [
            area
            for area in self._bands.get(int(max(y, 0) // _BAND), ())
            if area.box[0] <= x <= area.box[2] and area.box[1] <= y <= area.box[3]
        ]


def _covers(box: Box, begins: Iterable[tuple[float, float]]) -> bool:
    """Whether one of the texts begins within the box."""
    left, top, right, bottom = box[0] - _SLACK, box[1] - _SLACK, box[2] + _SLACK, box[3] + _SLACK
    return any([left <= x <= right and top <= y <= bottom for x, y in begins])  # noqa: C419 - quicker than asking one by one


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - _SLACK <= x <= box[2] + _SLACK and box[1] - _SLACK <= y <= box[3] + _SLACK


def _clipped(item: Any, matrix: Matrix) -> Box | None:  # noqa: ANN401 - a pdfium handle
    """What a text is cut to, where it stands out of that; None where it is whole."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return None
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    whole = (-1e6, -1e6, 1e6, 1e6)
    for path in range(min(count, 8)):
        box = _outline(clip, path)
        if box is not None:
            whole = (max(whole[0], box[0]), max(whole[1], box[1]), min(whole[2], box[2]), min(whole[3], box[3]))
    inside = (
        whole[0] - _SLACK <= left.value and right.value <= whole[2] + _SLACK
        and whole[1] - _SLACK <= bottom.value and top.value <= whole[3] + _SLACK
    )  # fmt: skip
    return None if inside else bounds(matrix, whole)


def _outline(clip: Any, path: int) -> Box | None:  # noqa: ANN401 - a pdfium handle
    count = raw.FPDFClipPath_CountPathSegments(clip, path)
    if not 0 < count <= _MOST_SEGMENTS:
        return None
    xs: list[float] = []
    ys: list[float] = []
    x, y = c_float(), c_float()
    for index in range(count):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), byref(x), byref(y))
        xs.append(x.value)
        ys.append(y.value)
    return min(xs), min(ys), max(xs), max(ys)


def _is_optional(item: Any) -> bool:  # noqa: ANN401 - a pdfium handle
    for index in range(min(raw.FPDFPageObj_CountMarks(item), 8)):
        name, length = ctypes.create_string_buffer(8), c_ulong()
        mark = raw.FPDFPageObj_GetMark(item, index)
        buffer = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        if raw.FPDFPageObjMark_GetName(mark, buffer, 8, byref(length)) and name.raw[: length.value - 2] == _OPTIONAL:
            return True
    return False
