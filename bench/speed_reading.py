"""Reading: containers and whole reports against the bare parse below and against other libraries."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from random import Random

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from bench import material
from bench.markup import like_a_site, like_word
from bench.measure import Line, Work, quickest
from readers import FORMATS, LayoutCache, read
from samples import forms
from samples.writers import canvas, pdf, xlsx

_DOCX, _HTML, _PDF, _XLSX = 2.0, 3.0, 4.0, 10.0
_LENGTHS = (("short", 400), ("5,000 characters", 5000))


def lines(seconds: float) -> Iterator[Line]:
    """The lines of the table; ``seconds`` for each comparison."""
    for size, length in _LENGTHS:
        draft = material.draft(material.report(Random(1), length=length))
        docx, page = forms.write(draft, "docx"), forms.write(draft, "html")
        for markup, data in (("plain", docx), ("Word's markup", like_word(docx))):
            yield from _floor(f"docx, {size}, {markup}", "docx", data, _unzip_and_parse, _DOCX, seconds)
        for markup, data in (("plain", page), ("a site's markup", like_a_site(page))):
            yield from _floor(f"html, {size}, {markup}", "html", data, _parse_page, _HTML, seconds)
    draft = material.draft(material.report(Random(1)))
    yield from _peer("pdf, generated", "pdf", pdf.write(canvas.draw(forms.compose(draft))), _PDF, seconds)
    for path in _real():
        yield from _peer(f"pdf, published ({path.stem})", "pdf", path.read_bytes(), _PDF, seconds)
    yield from _peer("xlsx, generated", "xlsx", xlsx.write(forms.compose(draft)), _XLSX, seconds)


def _floor(
    what: str, kind: str, data: bytes, floor: Callable[[bytes], object], target: float, seconds: float
) -> Iterator[Line]:
    container = import_module(FORMATS[kind]).read
    name, layouts = f"报告.{kind}", LayoutCache()
    work: dict[str, Work] = {
        "container": lambda: container(data),
        "report": lambda: read(data, name, layouts=layouts),
        "floor": lambda: floor(data),
    }
    best = quickest(work, seconds)
    against = {"docx": "unzip + lxml parse", "html": "bare selectolax parse"}[kind]
    yield Line(
        what=f"{what}: document to blocks", ours=best["container"], peer=best["floor"], against=against, target=target
    )
    yield Line(
        what=f"{what}: document to report", ours=best["report"], peer=best["floor"], against=against, target=target
    )


def _peer(what: str, kind: str, data: bytes, target: float, seconds: float) -> Iterator[Line]:
    name, peer = _PEERS[kind]
    container = import_module(FORMATS[kind]).read
    layouts = LayoutCache()
    work: dict[str, Work] = {
        "container": lambda: container(data),
        "report": lambda: read(data, f"报告.{kind}", layouts=layouts),
    }
    try:
        import_module(name)
    except ImportError:
        best = quickest(work, seconds)
        yield Line(what=f"{what}: document to report", ours=best["report"], against=f"{name} is not installed")
        return
    best = quickest(work | {"peer": lambda: peer(data)}, 3 * seconds)
    for part, title in (("container", "document to blocks"), ("report", "document to report")):
        yield Line(
            what=f"{what}: {title}", ours=best[part], peer=best["peer"], against=name, target=target, at_most=False
        )


def _unzip_and_parse(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def _parse_page(data: bytes) -> object:
    return LexborHTMLParser(data.decode())


def _extract_tables(data: bytes) -> object:
    with import_module("pdfplumber").open(io.BytesIO(data)) as document:
        return [page.extract_tables() for page in document.pages]


def _load_workbook(data: bytes) -> object:
    book = import_module("openpyxl").load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


_PEERS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "pdf": ("pdfplumber", _extract_tables),
    "xlsx": ("openpyxl", _load_workbook),
}


def _real() -> list[Path]:
    folder = os.environ.get("GOUJI_REAL_REPORTS")
    return sorted(Path(folder).rglob("*.pdf")) if folder else []
