"""PDF with text -> blocks: characters and rulings by pdfium, tables and paragraphs by ``readers.layout``."""

from collections.abc import Callable, Iterator
from functools import cache, partial

import pypdfium2
from pypdfium2 import raw

from filings import place, problems
from filings.report import Problem
from readers import pdf_fonts
from readers.blocks import Block, Pages, Picture
from readers.layout import PageMarks, compose
from readers.layout.marks import Box
from readers.layout.seen import settle
from readers.pdf_annotations import drawn_over
from readers.pdf_glyphs import collect, upright
from readers.pdf_looks import PdfLooks
from readers.pdf_rendered import open_unseen
from readers.pdf_strokes import Strokes
from readers.properties import author_problem, hidden
from readers.refusal import Unreadable
from readers.scan import Progress, Recogniser, noted

MOST_PAGES = 200  # a county's longest annual report has about 60
MOST_GLYPHS = 1_000_000  # of the whole document: about 300 MB while it is laid out
_SCAN_SHARE = 0.5  # of the page covered by a picture, and no text: the page was scanned
_PICTURE_SHARE = 0.04  # of the page: smaller pictures are stamps, seals and emblems
_GARBLED = 0.3  # share of characters without a Unicode value
_TINY = 2.0  # points: whether smaller letters are seen tells the painted page
_SCANNED = "第 {page} 页是扫描图片，图片里的内容没有读取。请报送由 Word 另存的 PDF 或 Word 原件。"
_LAYERED = "第 {page} 页是扫描图片，文字是扫描软件识别的；数字可能有误，请对照原件核对，最好报送由 Word 另存的 PDF。"
_NO_CODES = "第 {page} 页的文字没有可用的编码，系统读不出来。请用原 Word 文件重新另存为 PDF。"


def read(data: bytes, recogniser: Recogniser | None = None, progress: Progress | None = None) -> Pages:
    """The blocks of a PDF. Raises Unreadable.

    Pages that are pictures are read by what ``recogniser`` loads (see ``readers.scan``); without it they stay
    pictures, and a problem names each. ``progress`` is told of each such page beforehand.
    """
    pdf_fonts.load()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise Unreadable("PDF 设有打开密码，要先取消密码" if locked else "PDF 已损坏或不完整，打不开") from None
    try:
        told = partial(_tell, progress, len(document))
        return _read(document, cache(recogniser) if recogniser else None, told)
    except pypdfium2.PdfiumError:
        raise Unreadable("PDF 已损坏或不完整，有的页打不开") from None
    finally:
        document.close()


def _tell(progress: Progress | None, count: int, number: int) -> None:
    if progress:
        progress(number, count)


def _read(document: pypdfium2.PdfDocument, recogniser: Recogniser | None, told: Callable[[int], None]) -> Pages:
    count = len(document)
    if not count:
        raise Unreadable("PDF 里没有任何页面")
    if count > MOST_PAGES:
        raise Unreadable(f"PDF 有 {count} 页，超过 {MOST_PAGES} 页，年度报告不会这么长")
    sheets: list[PageMarks] = []
    notes: list[Problem] = []
    budget = MOST_GLYPHS
    for number, page in _pages(document):
        sheet, note = _page(page, number, recogniser, told)
        budget -= len(sheet.glyphs)
        if budget < 0:
            raise Unreadable("PDF 页面上的文字太多，年度报告不会这么长")
        notes += note
        sheet.pictures = [box for box in sheet.pictures if _share(box, sheet) > _PICTURE_SHARE]
        sheets.append(sheet)
    if not any(sheet.glyphs for sheet in sheets):
        return _wordless(sheets, notes)
    notes += hidden_data(document, commented=any(sheet.commented for sheet in sheets))
    if any(sheet.hidden for sheet in sheets):
        notes.append(hidden("PDF 里有看不见的文字（隐形或与纸同色），没有读取；公开前请删除。"))
    return Pages(blocks=compose(sheets), problems=tuple(notes), title=_title(document))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, pypdfium2.PdfPage]]:
    for index in range(len(document)):
        page = document[index]
        yield index + 1, page
        page.close()


def _page(
    page: pypdfium2.PdfPage, number: int, recogniser: Recogniser | None, told: Callable[[int], None]
) -> tuple[PageMarks, tuple[Problem, ...]]:
    """One page by its own text, or as a picture when it has none that can be used."""
    sheet, kind = _sheet(page, number)
    if kind is None:
        return sheet, ()
    if recogniser is not None:
        told(number)
        recognise = recogniser()
        from readers.scan_picture import page_of  # noqa: PLC0415 - the extra may be missing

        return _recognised(recognise(number, page_of(page)), sheet), (noted(number),)
    code = problems.TABLE_IMAGE if kind == _NO_CODES else problems.SCANNED
    return sheet, (Problem(code=code, message=kind.format(page=number), place=place.page(number)),)


def _recognised(sheet: PageMarks, own: PageMarks) -> PageMarks:
    """A page as it was recognised, with what is known of it beside its picture."""
    sheet.commented = own.commented
    return sheet


def _sheet(page: pypdfium2.PdfPage, number: int) -> tuple[PageMarks, str | None]:
    """The page's own text and drawing, and what is wrong with its text, if anything."""
    text = page.get_textpage()
    try:
        matrix, width, height, turn = upright(page, text)
        sheet = PageMarks(number=number, width=width, height=height)
        strokes = Strokes(sheet)
        strokes.collect(page, matrix)
        layered = sum(_share(box, sheet) for box in sheet.pictures) > _SCAN_SHARE
        looks = None if not (strokes.odd or strokes.paint.odd) else PdfLooks(turn, strokes.paint, layered=layered)
        unknown = collect(text, matrix, sheet, looks)
        if looks is not None and looks.takes_pale():
            sheet.glyphs.clear()
            unknown = collect(text, matrix, sheet, looks)
        veiled = strokes.veiled or any([one.bottom - one.top < _TINY for one in sheet.glyphs])  # noqa: C419 - quicker for so few
        open_unseen(page, matrix, sheet, veiled=veiled and not layered)
        drawn_over(page, matrix, sheet)
    finally:
        text.close()
    settle(sheet)
    sheet.hidden = looks is not None and looks.hidden
    if unknown > _GARBLED * (unknown + len(sheet.glyphs)):
        sheet.glyphs = []
        return sheet, _NO_CODES
    if sum(_share(box, sheet) for box in sheet.pictures) <= _SCAN_SHARE:
        return sheet, None
    if not sheet.glyphs:
        return sheet, _SCANNED
    return sheet, _LAYERED if strokes.unseen > strokes.seen else None


def _share(box: Box, sheet: PageMarks) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) / max(sheet.width * sheet.height, 1.0)


def _wordless(sheets: list[PageMarks], notes: list[Problem]) -> Pages:
    """No page has text: pictures for a scan, else nothing to read."""
    if any(note.code == problems.TABLE_IMAGE for note in notes):
        raise Unreadable("PDF 的文字没有可用的编码，读不出来")
    pictures: tuple[Block, ...] = tuple(Picture(place=place.page(sheet.number)) for sheet in sheets if sheet.pictures)
    if not pictures:
        raise Unreadable("PDF 各页都是空白")
    return Pages(blocks=pictures, problems=tuple(notes))


def _title(document: pypdfium2.PdfDocument) -> str:
    return str(document.get_metadata_value("Title")).strip()


def hidden_data(document: pypdfium2.PdfDocument, *, commented: bool) -> list[Problem]:
    """What the file carries beside its pages: author, attachments, scripts, comments."""
    notes = list(author_problem(str(document.get_metadata_value("Author"))))
    if document.count_attachments() > 0:
        notes.append(hidden("PDF 带有附件，公开后别人也能看到；请确认是否需要，不需要的删去后重新报送。"))
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        notes.append(hidden("PDF 带有脚本；脚本没有运行，请用原 Word 文件重新另存为 PDF。"))
    if commented:
        notes.append(hidden("PDF 里留有批注；公开前请删除全部批注。"))
    return notes
