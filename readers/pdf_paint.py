"""The order in which a PDF page is painted: what lies over a text, what under it, and where it is cut off.

ISO 32000-2, 8.11 (optional content), 11.2 (opaque painting). Areas are taken as rectangles.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterable
from ctypes import addressof, byref, c_float, c_uint, c_ulong
from typing import Any, NamedTuple

from pypdfium2 import raw

from readers.layout.affine import Matrix, bounds
from readers.layout.marks import Box
from readers.pdf_clips import SLACK, clipped, is_box
from readers.pdf_pictures import OverlaidPicture
from readers.visibility import Colour, luminance

_BAND = 24.0  # points of the page's height that are looked through at once
_THIN = 2.0  # points: thinner areas are rulings
_DARK = 0.45  # luminance: on lighter areas dark letters are seen
_OPAQUE = 250  # of 255
_MOST = 5_000  # areas of a page
_MOST_PICTURES = 50  # of a page
_OPTIONAL, _SPAN = "OC".encode("utf-16-le"), "Span".encode("utf-16-le")


_matrix_of, _colour_of = raw.FPDFPageObj_GetMatrix, raw.FPDFPageObj_GetFillColor
_clip_of, _paths_of, _marks_of = raw.FPDFPageObj_GetClipPath, raw.FPDFClipPath_CountPaths, raw.FPDFPageObj_CountMarks


class _Area(NamedTuple):
    """``order``: how many texts were painted before it."""

    order: int
    box: Box
    colour: Colour


class Paint:
    """Filled while the page is walked through; asked while its glyphs are collected. Boxes in sheet space."""

    def __init__(self) -> None:
        self.document: Any = None
        self._texts: list[tuple[Any, Matrix]] = []
        self._placed = 0  # texts whose beginning is noted
        self._orders: dict[int, int] = {}
        self._bands: dict[int, list[_Area]] = defaultdict(list)
        self._areas = 0
        self._begins: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
        self._clips: dict[int, Box] = {}
        self._unsure: set[int] = set()
        self._within: list[bool] = []  # of the forms that the walk is in: whether they are marked as unsure
        self._pictures: list[tuple[int, OverlaidPicture]] = []
        self.odd = self.veiled = False
        self._colour = tuple(c_uint() for _ in range(4))
        self._into = tuple(map(byref, self._colour))

    def text(self, item: Any, matrix: Matrix, *, nested: bool) -> None:  # noqa: ANN401 - a pdfium handle
        """A text is painted; ``matrix`` takes it to the sheet."""
        self._texts.append((item, matrix))
        path = None if nested else _clip_of(item)
        if path and _paths_of(path) > 0:
            self.veiled = self.veiled or not is_box(path)
            if (clip := clipped(item, path, matrix)) is not None:
                self._clips[addressof(item.contents)] = clip
                self.odd = True
        if any(self._within) or (_marks_of(item) > 0 and _is_unsure(item)):
            self._unsure.add(addressof(item.contents))
            self.odd = True

    def enter(self, item: Any) -> None:  # noqa: ANN401 - a pdfium handle
        """A form begins: what is said of it is said of its texts."""
        self._within.append(_marks_of(item) > 0 and _is_unsure(item))

    def leave(self) -> None:
        """The form that began last ends."""
        self._within.pop()

    def _place(self) -> None:
        """Note where the texts painted since the last area begin; most pages have no area that asks for it."""
        placed = raw.FS_MATRIX()
        into, begins = byref(placed), self._begins
        for at, (item, (a, b, c, d, e, f)) in enumerate(self._texts[self._placed :], self._placed):
            _matrix_of(item, into)
            x, y = placed.e, placed.f
            down = b * x + d * y + f
            begins[int(max(down, 0) // _BAND)].append((a * x + c * y + e, down, at))
        self._placed = len(self._texts)

    def _order_of(self, key: int) -> int:
        """How many texts were painted up to this one, 0 if it is none; worked out when it is first asked for."""
        if not self._orders:
            self._orders = {addressof(item.contents): at for at, (item, _) in enumerate(self._texts, 1)}
        return self._orders.get(key, 0)

    def area(self, item: Any, box: Box) -> None:  # noqa: ANN401 - a pdfium handle
        """An area is filled."""
        if min(box[2] - box[0], box[3] - box[1]) < _THIN or self._areas >= _MOST:
            return
        known = _colour_of(item, *self._into)
        red, green, blue, alpha = self._colour
        if not known or alpha.value < _OPAQUE or not 3 < raw.FPDFPath_CountSegments(item) < 7:  # noqa: PLR2004 - a box
            self._place()
            self.veiled = self.veiled or any(self._covers(box, self._begins.get(band, ())) for band in _bands(box))
            return
        self._place()
        self._areas += 1
        area = _Area(len(self._texts), box, (red.value, green.value, blue.value))
        dark = luminance(area.colour) < _DARK
        for band in _bands(box):
            self._bands[band].append(area)
            self.odd = self.odd or dark or self._covers(box, self._begins.get(band, ()))

    def picture(self, item: Any, box: Box, matrix: Matrix) -> None:  # noqa: ANN401 - a pdfium handle
        """A picture is painted: what may lie under it is looked at if a text begins there."""
        if len(self._pictures) >= _MOST_PICTURES or raw.FPDFPageObj_HasTransparency(item):
            return
        self._place()
        if any(self._covers(box, self._begins.get(band, ())) for band in _bands(box)):
            self._pictures.append((len(self._texts), OverlaidPicture(self.document, item, box, matrix)))
            self.odd = True

    def _covers(self, box: Box, begins: Iterable[tuple[float, float, int]]) -> bool:
        """Whether one of the texts begins within the box, or begins left of it and runs into it."""
        left, top, right, bottom = box[0] - SLACK, box[1] - SLACK, box[2] + SLACK, box[3] + SLACK
        last: dict[float, tuple[float, int]] = {}  # on each line the text that begins next to the box
        for x, y, at in [one for one in begins if one[0] <= right and top <= one[1] <= bottom]:
            if (x, at) > last.get(y, (-1e6, -1)):
                last[y] = x, at
        return any(x >= left or self._end(at) > box[0] + SLACK for x, at in last.values())

    def _end(self, at: int) -> float:
        """The right end of a text."""
        item, matrix = self._texts[at]
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        if not raw.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
            return -1.0
        return bounds(matrix, (left.value, bottom.value, right.value, top.value))[2]

    def is_unsure(self, key: int, x: float, y: float) -> bool:
        """Whether a text belongs to a layer that may be switched off, is said to stand for another, or is overlaid.

        A picture over it may show anything, and what is seen of it through the picture only a person can tell.
        """
        if key in self._unsure:
            return True
        if not self._pictures:
            return False
        order = self._order_of(key)
        return any(at >= order and picture.covers(x, y) for at, picture in self._pictures) if order else False

    def is_lost(self, key: int, x: float, y: float) -> bool:
        """Whether a character of the text ``key`` is cut off or painted over."""
        clip = self._clips.get(key)
        if clip is not None and not _holds(clip, x, y):
            return True
        if not self._areas:
            return False
        order = self._order_of(key)
        return any(area.order >= order for area in self._at(x, y)) if order else False

    def ground(self, key: int, x: float, y: float) -> Colour | None:
        """The colour under a character; None for the paper."""
        if not self._areas:
            return None
        order = self._order_of(key)
        under = [area for area in self._at(x, y) if area.order < order]
        return under[-1].colour if under else None

    def _at(self, x: float, y: float) -> list[_Area]:
        return [
            area
            for area in self._bands.get(int(max(y, 0) // _BAND), ())
            if area.box[0] <= x <= area.box[2] and area.box[1] <= y <= area.box[3]
        ]


def _bands(box: Box) -> range:
    """The bands of the page that a box touches."""
    return range(int(max(box[1], 0) // _BAND), int(min(box[3], 20_000) // _BAND) + 1)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - SLACK <= x <= box[2] + SLACK and box[1] - SLACK <= y <= box[3] + SLACK


def _is_unsure(item: Any) -> bool:  # noqa: ANN401 - a pdfium handle
    """Whether a text is in a layer, or marked with words to be read instead of its glyphs (ActualText)."""
    for index in range(min(raw.FPDFPageObj_CountMarks(item), 8)):
        name, length = ctypes.create_string_buffer(16), c_ulong()
        mark = raw.FPDFPageObj_GetMark(item, index)
        buffer = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        if not raw.FPDFPageObjMark_GetName(mark, buffer, 16, byref(length)):
            continue
        said = name.raw[: max(length.value, 2) - 2]
        if said == _OPTIONAL or (said == _SPAN and _is_replaced(mark)):
            return True
    return False


def _is_replaced(mark: Any) -> bool:  # noqa: ANN401 - a pdfium handle
    return bool(raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, byref(c_ulong())))
