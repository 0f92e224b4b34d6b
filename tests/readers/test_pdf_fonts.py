"""Text of a PDF that embeds no font is read on a machine that has none."""

from pypdfium2 import raw

from readers import pdf, pdf_fonts
from readers.blocks import Grid
from samples import hostile


def test_text_without_embedded_font_is_read() -> None:
    """Chinese text in a font that only a reader with Chinese fonts would have comes out whole."""
    (grid,) = [block for block in pdf.read(hostile.whole()["pdf"]).blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells] == [
        "第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "12",
    ]  # fmt: skip


def test_the_font_is_the_one_that_the_module_writes() -> None:
    """The file can be made again from its source, byte by byte."""
    assert (pdf_fonts.FOLDER / "box.ttf").read_bytes() == pdf_fonts.box()


def test_pdfium_still_opens_documents_after_it_was_started_again() -> None:
    """The library is ready: it counts the pages of a document."""
    document = raw.FPDF_LoadMemDocument64(data := hostile.whole()["pdf"], len(data), None)
    assert raw.FPDF_GetPageCount(document) == 1
    raw.FPDF_CloseDocument(document)
