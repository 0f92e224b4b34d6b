"""Pictures of paper -> blocks: rulings give the grid, recognised characters fill its cells, with their certainty."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from filings import place, problems
from filings.report import Problem
from readers import image_header
from readers.blocks import Pages
from readers.layout import Glyph, PageMarks, compose
from readers.layout.lattice import Lattice, lattices
from readers.refusal import Unreadable

if TYPE_CHECKING:
    from readers.scan_engine import Engine

MOST_PIXELS = 80_000_000  # A4 at 800 dpi; 30,000 x 30,000 would take 900 MB in grey
MOST_PAGES = image_header.MOST_PAGES
DOUBTFUL = 0.97  # certainty below which a figure is read again by itself
_UNREAD = "？"  # stands in a cell that holds ink but no legible text; certainty 0
_NEEDED = ("rapidocr", "onnxruntime", "cv2", "numpy")
_MISSING = "这是扫描件或照片，本机没有安装扫描识别（ocr 组件），图片里的文字没有读取"
_NOTE = "第 {page} 页是扫描图片，数字由识别得来；识别不清的已经空出，其余也请对照原件核对。"

Recognise = Callable[[int, Any], PageMarks]
"""(page number, grey picture) -> sheet with glyphs and rulings."""

Progress = Callable[[int, int], None]
"""(page that is about to be recognised, pages of the document)."""

Recogniser = Callable[[], Recognise]
"""Loads what recognises pictures; called when the first one comes, so that other documents do not pay for it."""


def available() -> bool:
    """Whether the ``ocr`` extra is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def recogniser() -> Recognise:
    """Loads the models (about 0.3 GB) and returns what reads a page with them; only when ``available()``.

    A sample is read first: the libraries load parts of themselves when they are first used, and later no file opens.
    """
    from readers.scan_engine import Engine  # noqa: PLC0415 - the extra may be missing
    from readers.scan_picture import sample  # noqa: PLC0415 - the same

    engine = Engine()
    recognised(engine, 1, sample())
    return lambda number, picture: recognised(engine, number, picture)


def read(data: bytes, recogniser: Recogniser | None = None, progress: Progress | None = None) -> Pages:
    """The blocks of a picture file (png, jpg, bmp, tiff, webp). Raises Unreadable.

    ``recogniser``: without it pictures are refused. ``progress`` is told of each page beforehand.
    """
    for width, height in image_header.sizes(data):
        if width * height > MOST_PIXELS:
            raise Unreadable(f"图片有 {width}×{height} 像素，太大，请按 300 dpi 重新扫描")
    if recogniser is None:
        raise Unreadable(_MISSING)
    recognise = recogniser()
    from readers.scan_picture import decode  # noqa: PLC0415 - the extra may be missing

    pictures = decode(data)
    if not pictures:
        raise Unreadable("图片已损坏或不完整，打不开")
    if len(pictures) > MOST_PAGES:
        raise Unreadable(f"图片有 {len(pictures)} 页，超过 {MOST_PAGES} 页，年度报告不会这么长")
    sheets: list[PageMarks] = []
    for number, picture in enumerate(pictures, start=1):
        if progress:
            progress(number, len(pictures))
        sheets.append(recognise(number, picture))
    if not any(sheet.glyphs for sheet in sheets):
        raise Unreadable("图片里没有认出文字，可能太模糊")
    return Pages(blocks=compose(sheets), problems=tuple(noted(sheet.number) for sheet in sheets))


def noted(page: int) -> Problem:
    """What is told about a page that was read from a picture."""
    return Problem(code=problems.SCANNED, message=_NOTE.format(page=page), place=place.page(page))


def recognised(engine: "Engine", number: int, picture: Any) -> PageMarks:  # noqa: ANN401 - a numpy array
    """The sheet of a picture: words of the whole page, then every inked cell that none of them filled."""
    from readers import scan_picture  # noqa: PLC0415 - the extra may be missing

    picture = scan_picture.straight(picture)
    sheet, scale = scan_picture.sheet_of(picture, number)
    sheet.glyphs = engine.words(picture, scale)
    for lattice in lattices(sheet.across, sheet.down):
        _fill(engine, picture, scale, sheet, lattice)
    return sheet


def _fill(engine: "Engine", picture: Any, scale: float, sheet: PageMarks, lattice: Lattice) -> None:  # noqa: ANN401
    """Cells with ink but without text, and doubtful figures, are read by themselves."""
    from readers import scan_picture  # noqa: PLC0415 - the extra may be missing

    inside = _by_cell(sheet, lattice)
    again: list[tuple[tuple[float, float, float, float], list[Glyph], Any]] = []
    for owner, box in _boxes(lattice).items():
        glyphs = inside.get(owner, [])
        if glyphs and not _doubtful(glyphs):
            continue
        left, top, right, bottom = box
        crop = scan_picture.inked(picture, (left / scale, top / scale, right / scale, bottom / scale))
        if crop is not None:
            again.append((box, glyphs, crop))
    read_again = engine.pieces([crop for _, _, crop in again])
    for (box, glyphs, _), (text, certainty) in zip(again, read_again, strict=True):
        _settle(sheet, box, glyphs, text.strip(), certainty)


def _doubtful(glyphs: list[Glyph]) -> bool:
    return any(glyph.certainty < DOUBTFUL and glyph.text.isdigit() for glyph in glyphs)


def _settle(
    sheet: PageMarks, box: tuple[float, float, float, float], glyphs: list[Glyph], text: str, certainty: float
) -> None:
    """A second reading that agrees makes a figure certain, one that does not makes it open."""
    first = "".join(glyph.text for glyph in sorted(glyphs, key=lambda glyph: glyph.left))
    if first and first == text:
        certain = max(certainty, min(glyph.certainty for glyph in glyphs))
    else:
        certain = 0.0 if first or not text else min(certainty, _FOUND_LATE)
    sheet.glyphs = [glyph for glyph in sheet.glyphs if glyph not in glyphs] if glyphs else sheet.glyphs
    middle, height = (box[1] + box[3]) / 2, min(box[3] - box[1], 12.0)
    inner = (box[0] + 2, middle - height / 2, box[2] - 2, middle + height / 2)
    sheet.glyphs.append(Glyph(first or text or _UNREAD, *inner, certain))


_FOUND_LATE = 0.95  # at most: a figure that the search over the page had missed


def _boxes(lattice: Lattice) -> dict[int, tuple[float, float, float, float]]:
    """The box of every cell."""
    boxes: dict[int, tuple[float, float, float, float]] = {}
    for row, owners in enumerate(lattice.owner):
        for column, owner in enumerate(owners):
            left, top, right, bottom = boxes.get(
                owner, (lattice.xs[column], lattice.ys[row], lattice.xs[column + 1], lattice.ys[row + 1])
            )
            boxes[owner] = (left, top, max(right, lattice.xs[column + 1]), max(bottom, lattice.ys[row + 1]))
    return boxes


def _by_cell(sheet: PageMarks, lattice: Lattice) -> dict[int, list[Glyph]]:
    cells: dict[int, list[Glyph]] = {}
    for glyph in sheet.glyphs:
        if (square := lattice.square(glyph.centre, glyph.middle)) is not None:
            cells.setdefault(lattice.owner[square[0]][square[1]], []).append(glyph)
    return cells
