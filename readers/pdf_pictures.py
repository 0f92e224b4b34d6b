"""Pictures of a PDF page that are painted over its text."""

import ctypes
from functools import cached_property
from typing import Any

from pypdfium2 import raw

from readers.layout.affine import Matrix
from readers.layout.marks import Box

_SEEN_THROUGH = 160  # of 255: letters are read through paint as thin as this
_AROUND = (
    (0.0, 0.0),
    (-2.0, 0.0),
    (2.0, 0.0),
    (0.0, -3.0),
    (0.0, 3.0),
)  # points: the middle of a digit, and its strokes


class OverlaidPicture:
    """A picture, where it stands on the sheet, and how much of the sheet is seen through it."""

    def __init__(self, document: Any, item: Any, box: Box, matrix: Matrix) -> None:  # noqa: ANN401 - pdfium handles
        self._document, self._item = document, item
        self._box = box
        self._level = matrix[1] == matrix[2] == 0 and matrix[0] > 0

    def covers(self, x: float, y: float) -> bool:
        """Whether paint lies over this point of the sheet."""
        left, top, right, bottom = self._box
        if not (left <= x <= right and top <= y <= bottom):
            return False
        if not self._level or self._alpha is None:
            return True
        return any(self._at(x + across, y + down) > _SEEN_THROUGH for across, down in _AROUND)

    def _at(self, x: float, y: float) -> int:
        left, top, right, bottom = self._box
        width, height, pixels = self._alpha or (1, 1, b"\xff")
        column = int((x - left) / max(right - left, 1e-6) * width)
        row = int((y - top) / max(bottom - top, 1e-6) * height)
        return pixels[row * width + column] if 0 <= column < width and 0 <= row < height else 0

    @cached_property
    def _alpha(self) -> tuple[int, int, bytes] | None:
        """Width, height and opacity of the pixels; None where the picture says nothing of it and covers all."""
        bitmap = raw.FPDFImageObj_GetRenderedBitmap(self._document, None, self._item)
        if not bitmap:
            return None
        try:
            if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
                return None
            width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
            stride = raw.FPDFBitmap_GetStride(bitmap)
            data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        return width, height, b"".join(data[row * stride + 3 : row * stride + 4 * width : 4] for row in range(height))
