"""What a text of a PDF page is cut to (ISO 32000-2, 8.5.4)."""

from ctypes import byref, c_float
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from readers.layout.affine import Matrix, bounds
from readers.layout.marks import Box

SLACK = 1.0  # points by which a text may stand out of what it is cut to
_MOST_SEGMENTS = 64


def clipped(item: Any, clip: Any, matrix: Matrix) -> Box | None:  # noqa: ANN401 - pdfium handles
    """What a text is cut to, where it stands out of that; None where it is whole."""
    count = raw.FPDFClipPath_CountPaths(clip)
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    whole = (-1e6, -1e6, 1e6, 1e6)
    for path in range(min(count, 8)):
        box = _outline(clip, path)
        if box is not None:
            whole = (max(whole[0], box[0]), max(whole[1], box[1]), min(whole[2], box[2]), min(whole[3], box[3]))
    inside = (
        whole[0] - SLACK <= left.value and right.value <= whole[2] + SLACK
        and whole[1] - SLACK <= bottom.value and top.value <= whole[3] + SLACK
    )  # fmt: skip
    return None if inside else bounds(matrix, whole)


def is_box(clip: Any) -> bool:  # noqa: ANN401 - a pdfium handle
    """Whether all outlines of a clip are level boxes."""
    x, y = c_float(), c_float()
    for path in range(min(raw.FPDFClipPath_CountPaths(clip), 8)):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if not 3 < count < 7:  # noqa: PLR2004 - a box
            return False
        corners: list[tuple[float, float]] = []
        for index in range(count):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), byref(x), byref(y))
            corners.append((x.value, y.value))
        if not all(a == c or b == d for (a, b), (c, d) in pairwise(corners)):
            return False
    return True


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
