"""A picture of paper made ready for reading: decoded in bounds, set straight, its rulings and ink found (OpenCV)."""

from typing import Any

import cv2
import numpy as np

from readers.layout import PageMarks, Ruling

Image = Any  # a grey picture: numpy array, height x width, 0 black to 255 white

_WIDE = 1600  # pixels that a page is brought to: about 195 dpi on A4; smaller letters are lost, larger cost time
_A4 = (595.0, 842.0)
_STEEPEST = 6.0  # degrees; a page turned more was not meant to be straight
_STRAIGHT = 0.05  # degrees that do not matter
_REACH = 0.02  # of the page width: the shortest ruling
_THICK = 14  # pixels: what is thicker is no ruling
_CONTRAST = 60  # grey levels below the paper of its cell from which a pixel is ink
_INK = 10  # connected dark pixels from which a cell is not blank; grain has 1 to 4, a printed 1 about 50
_INSET = 5  # pixels around a cell that may hold its rulings


def decode(data: bytes) -> list[Image]:
    """The pictures of a file in grey, brought to a common width; empty if it cannot be decoded."""
    cv2.setNumThreads(1)
    packed = np.frombuffer(data, dtype=np.uint8)
    try:
        if data[:4] in (b"II*\x00", b"MM\x00*"):
            done, pictures = cv2.imdecodemulti(packed, cv2.IMREAD_GRAYSCALE)
            found = list(pictures) if done else []
        else:
            one = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
            found = [] if one is None else [one]
    except cv2.error:
        return []
    return [_sized(picture) for picture in found if min(picture.shape[:2]) > 1]


def sample() -> Image:
    """A page with two cells and a stroke in one: what recognises it has loaded all that it loads at first use."""
    page = np.full((600, 420), 255, dtype=np.uint8)
    for across in (100, 160, 220):
        page[across : across + 2, 40:380] = 0
    for down in (40, 200, 378):
        page[100:222, down : down + 2] = 0
    page[115:145, 110:114] = 0
    page[40:60, 100:300:12] = 0
    return page


def _sized(picture: Image) -> Image:
    height, width = picture.shape[:2]
    target = _WIDE if width <= height else _WIDE * 1.4
    factor = min(target / width, 3.0)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    size = (max(round(width * factor), 1), max(min(round(height * factor), 4 * _WIDE), 1))
    return cv2.resize(picture, size, interpolation=how)


def straight(picture: Image) -> Image:
    """The picture turned so that its long level lines are level."""
    found = cv2.HoughLinesP(_dark(picture), 1, np.pi / 1800, 150, minLineLength=picture.shape[1] // 5, maxLineGap=25)
    if found is None:
        return picture
    ends = found.reshape(-1, 4).astype(float)
    angles = np.degrees(np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    angles = angles[np.abs(angles) < _STEEPEST]
    if not len(angles) or abs(float(np.median(angles))) < _STRAIGHT:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.median(angles)), 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def sheet_of(picture: Image, number: int) -> tuple[PageMarks, float]:
    """A sheet with the rulings of a picture, and how many points a pixel is."""
    height, width = picture.shape[:2]
    scale = (_A4[0] if width <= height else _A4[1]) / width
    sheet = PageMarks(number=number, width=width * scale, height=height * scale)
    dark = _dark(picture)
    reach = max(round(width * _REACH), 12)
    for kernel, across in (((reach, 1), True), ((1, reach), False)):
        for left, top, wide, high in _strokes(dark, kernel):
            box = (left * scale, top * scale, (left + wide) * scale, (top + high) * scale)
            if across and high < _THICK:
                sheet.across.append(Ruling((box[1] + box[3]) / 2, box[0], box[2]))
            elif not across and wide < _THICK:
                sheet.down.append(Ruling((box[0] + box[2]) / 2, box[1], box[3]))
    return sheet, scale


def _dark(picture: Image) -> Image:
    """What is darker than its surroundings, as 255."""
    return cv2.adaptiveThreshold(255 - picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, -10)


def _strokes(dark: Image, kernel: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Boxes of the straight strokes at least as long as the kernel."""
    lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
    joined = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in found[1:]]


def inked(picture: Image, box: tuple[float, float, float, float]) -> Image | None:
    """The inside of a cell (pixels: left, top, right, bottom), or None if nothing is printed there."""
    left, top, right, bottom = (round(side) for side in box)
    inner = picture[top + _INSET : bottom - _INSET, left + _INSET : right - _INSET]
    if min(inner.shape[:2], default=0) < 2 * _INSET:
        return None
    dark = (inner < float(np.median(inner)) - _CONTRAST).astype(np.uint8)
    _, _, found, _ = cv2.connectedComponentsWithStats(dark)
    return inner if max((int(area) for *_, area in found[1:]), default=0) >= _INK else None


def page_of(document_page: Any) -> Image:  # noqa: ANN401 - a pdfium page
    """A PDF page as a picture of the common width."""
    width = max(document_page.get_width(), 1.0)
    target = _WIDE if width <= document_page.get_height() else _WIDE * 1.4
    rendered = document_page.render(scale=min(target / width, 4.0), grayscale=True).to_numpy()
    return np.ascontiguousarray(rendered[:, :, 0] if rendered.ndim > 2 else rendered)  # noqa: PLR2004 - colour planes
