"""OFD, the national layout format -> blocks: zip and lxml, then the same layout code as PDF."""

import posixpath
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from filings import place, problems
from filings.nouns import dataclass
from filings.report import Problem
from readers.archive import Archive
from readers.blocks import Block, Pages, Picture
from readers.layout import PageMarks, compose
from readers.layout.seen import settle
from readers.ofd_page import PageReader, children, local, numbers
from readers.properties import author_problem, hidden
from readers.refusal import Unreadable
from readers.xml import parse

MOST_PAGES = 200  # as for PDF
MOST_GLYPHS = 1_000_000  # of the whole document, as for PDF
_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_LONGEST_SIDE = 5_000.0  # mm
_OUTLINED = 200  # curves on pages without text: the letters were drawn as shapes
_GARBLED = 0.3  # share of characters that stand for glyphs without a code
_PICTURE_SHARE = 0.04  # of the page: smaller pictures are seals and emblems
_SCANNED = "第 {page} 页是扫描图片，图片里的内容没有读取。请报送由 Word 另存的 OFD 或 Word 原件。"


def read(data: bytes) -> Pages:
    """The blocks of all documents in an OFD. Raises Unreadable: an OFD is read whole or not at all."""
    archive = Archive(data)
    if any("encrypt" in name.lower() for name in archive.names):
        raise Unreadable("OFD 已加密，系统不能读取，要先解密")
    root = _part(archive, "OFD.xml")
    gathered = _Gathered()
    for body in children(root, "DocBody"):
        for entry in children(body, "DocRoot"):
            _document(archive, (entry.text or "").strip(), gathered)
    if not gathered.sheets:
        raise Unreadable("OFD 里没有任何页面")
    return _pages(root, gathered)


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What the pages of all documents gave."""

    sheets: list[PageMarks] = field(default_factory=list)
    unknown: int = 0
    curves: int = 0
    attachments: bool = False

    @property
    def glyphs(self) -> int:
        return sum(len(sheet.glyphs) for sheet in self.sheets)


def _pages(root: Any, gathered: _Gathered) -> Pages:  # noqa: ANN401 - lxml ships no types
    _refuse_half_read(gathered)
    notes: list[Problem] = []
    for sheet in gathered.sheets:
        area = sheet.width * sheet.height
        sheet.pictures = [
            box for box in sheet.pictures if (box[2] - box[0]) * (box[3] - box[1]) > _PICTURE_SHARE * area
        ]
        if sheet.pictures and not sheet.glyphs:
            message = _SCANNED.format(page=sheet.number)
            notes.append(Problem(code=problems.SCANNED, message=message, place=place.page(sheet.number)))
    author = next((entry.text or "" for entry in root.iter() if local(entry) == "Author"), "")
    title = next((entry.text or "" for entry in root.iter() if local(entry) == "Title"), "")
    notes += author_problem(author)
    if gathered.attachments:
        notes.append(hidden("OFD 带有附件，公开后别人也能看到；请确认是否需要，不需要的删去后重新报送。"))
    if any(sheet.hidden for sheet in gathered.sheets):
        notes.append(hidden("OFD 里有看不见的文字（透明或与纸同色），没有读取；公开前请删除。"))
    blocks: tuple[Block, ...] = (
        compose(gathered.sheets)
        if gathered.glyphs
        else tuple(Picture(place=place.page(sheet.number)) for sheet in gathered.sheets if sheet.pictures)
    )
    return Pages(blocks=blocks, problems=tuple(notes), title=title.strip())


def _refuse_half_read(gathered: _Gathered) -> None:
    if gathered.unknown > _GARBLED * (gathered.unknown + gathered.glyphs):
        raise Unreadable("OFD 的文字没有可用的编码，读不出来")
    if gathered.glyphs:
        return
    if gathered.curves > _OUTLINED:
        raise Unreadable("OFD 的文字已经转成图形轮廓，读不出来")
    if not any(sheet.pictures for sheet in gathered.sheets):
        raise Unreadable("OFD 各页都没有文字")


def _part(archive: Archive, path: str) -> Any:  # noqa: ANN401 - lxml ships no types
    name = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
    if name not in archive:
        found = [one for one in archive.names if one.replace("\\", "/").lstrip("/").lower() == name.lower()]
        if not found:
            raise Unreadable("OFD 缺少部件，可能已损坏")
        name = found[0]
    return parse(archive.read(name))


def _beside(base: str, location: str) -> str:
    return location if location.startswith("/") else posixpath.join(posixpath.dirname(base), location)


def _document(archive: Archive, path: str, gathered: _Gathered) -> None:
    document = _part(archive, path)
    common = next(children(document, "CommonData"), None)
    common = document if common is None else common
    templates = {entry.get("ID", ""): entry.get("BaseLoc", "") for entry in children(common, "TemplatePage")}
    shared = _composites(archive, path, common)
    default = _box(common) or _A4
    gathered.attachments |= next(children(document, "Attachments"), None) is not None
    parsed: dict[str, Any] = {}
    for pages in children(document, "Pages"):
        for entry in children(pages, "Page"):
            if len(gathered.sheets) >= MOST_PAGES:
                raise Unreadable(f"OFD 超过 {MOST_PAGES} 页，年度报告不会这么长")
            page = _part(archive, _beside(path, entry.get("BaseLoc", "")))
            under = _templates(archive, path, page, templates, parsed)
            _page(page, under, default, shared, gathered)
            if gathered.glyphs > MOST_GLYPHS:
                raise Unreadable("OFD 页面上的文字太多，年度报告不会这么长")


def _templates(
    archive: Archive,
    path: str,
    page: Any,  # noqa: ANN401 - lxml ships no types
    templates: dict[str, str],
    parsed: dict[str, Any],
) -> Iterator[Any]:
    """The parsed templates under a page; each part is parsed once for a document."""
    for used in children(page, "Template"):
        location = templates.get(used.get("TemplateID", ""))
        if location:
            if location not in parsed:
                parsed[location] = _part(archive, _beside(path, location))
            yield parsed[location]


def _page(
    page: Any,  # noqa: ANN401 - lxml ships no types
    under: Iterator[Any],
    default: tuple[float, ...],
    shared: dict[str, Any],
    gathered: _Gathered,
) -> None:
    left, top, width, height = _box(page) or default
    sheet = PageMarks(number=len(gathered.sheets) + 1, width=width * _POINTS, height=height * _POINTS)
    reader = PageReader(sheet, (left, top), shared)
    for source in (*under, page):
        for content in children(source, "Content"):
            reader.take(content)
    settle(sheet)
    gathered.sheets.append(sheet)
    gathered.unknown += reader.unknown
    gathered.curves += reader.curves


def _box(owner: Any) -> tuple[float, ...] | None:  # noqa: ANN401 - lxml ships no types
    for area in children(owner, "Area", "PageArea"):
        for box in children(area, "PhysicalBox"):
            found = numbers(box.text, 4)
            if found and 0 < found[2] <= _LONGEST_SIDE and 0 < found[3] <= _LONGEST_SIDE:
                return found
    return None


def _composites(archive: Archive, path: str, common: Any) -> dict[str, Any]:  # noqa: ANN401 - lxml ships no types
    found: dict[str, Any] = {}
    for entry in children(common, "PublicRes", "DocumentRes"):
        resources = _part(archive, _beside(path, (entry.text or "").strip()))
        for unit in resources.iter():
            if local(unit) in ("CompositeGraphicUnit", "CompositeGraphUnit"):
                found[unit.get("ID", "")] = unit
    return found
