"""Word documents (docx, docm) -> blocks: lxml over the zip, merged cells, tracked changes and text boxes honoured."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from filings import place
from readers import word_chunks
from readers.archive import Archive
from readers.blocks import Block, Pages, Picture, Text
from readers.hidden import hidden_data
from readers.limits import BLOCKS
from readers.numbering import Numbering
from readers.refusal import Unreadable
from readers.visibility import DRAWN, Piece, Role, Run, is_number, settled, shown
from readers.word_alternatives import choose
from readers.word_parts import BOX, DRAWINGS, PICTURES, STYLES, covers, floats, transitional
from readers.word_parts import W as _W
from readers.word_roles import OFF, ROLED, name_roles, run_of
from readers.word_squeezed import squeeze
from readers.word_tables import WordTable, grid, number, plain_table, span_of
from readers.xml import parse

P, R, T, TAB, BR, CR, TBL, TR, TC, TCPR, TRPR = (
    _W + name for name in ("p", "r", "t", "tab", "br", "cr", "tbl", "tr", "tc", "tcPr", "trPr")
)
VAL = _W + "val"
_DROPPED = frozenset(
    {
        _W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _W + "instrText", _W + "delText", _W + "sdtPr",
        TCPR, TRPR, _W + "tblPr",
        _W + "tblGrid", _W + "rPrChange",
    }
)  # fmt: skip
_HIDDEN = _W + "hidden"
_NO_BREAK = _W + "noBreakHyphen"
MAIN = "word/document.xml"


def read(data: bytes, *, whole: bool = False) -> Pages:
    """Read a Word document. ``Unreadable`` if it is damaged, encrypted or holds no main part.

    ``whole``: weigh every run and take the long way through every table, which gives the same.
    """
    archive = Archive(data)
    name = MAIN if MAIN in archive else next((n for n in archive.names if n.startswith("word/document")), "")
    if not name:
        raise Unreadable("文件里没有 Word 正文，可能已损坏")
    main = transitional(archive.read(name))
    sheet = transitional(archive.read(STYLES)) if STYLES in archive else b""
    root = parse(main)
    choose(root)
    hidden = name_roles(root, main, sheet, archive, whole=whole)
    hidden |= squeeze(root, main, sheet, archive)
    walk = _BodyWalk(Numbering(archive, main, sheet), partial(word_chunks.blocks, archive, name), whole=whole)
    body = root.find(_W + "body")
    blocks = tuple(walk.blocks(body if body is not None else root))
    return Pages(blocks=blocks, problems=hidden_data(archive, root, hidden=hidden))


class _BodyWalk:
    """One pass over a body; counts paragraphs and tables for their places."""

    def __init__(
        self, numbering: Numbering, embedded: Callable[[Any, int], Iterator[Block]], *, whole: bool = False
    ) -> None:
        self._whole = whole
        self._numbering = numbering
        self._embedded = embedded
        self._chunks = 0
        self._paragraphs = 0
        self._tables = 0
        self._count = 0

    def blocks(self, parent: Any) -> Iterator[Block]:  # noqa: ANN401 - lxml ships no types
        for element in parent:
            tag = element.tag
            if tag == P:
                yield from self._paragraph(element)
            elif tag == TBL:
                yield from self._table(element)
            elif tag == word_chunks.CHUNK:
                yield from self._embedded(element, self._chunks)
                self._chunks += 1
            elif tag not in _DROPPED:
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:  # noqa: ANN401
        self._paragraphs += 1
        self._count += 1
        if self._count > BLOCKS:
            raise Unreadable("文件段落过多，不像是年度报告")
        where = place.paragraph(self._paragraphs)
        pieces: list[Piece] = []
        inner: list[Any] = []
        _collect(element, pieces, inner)
        text = shown(pieces)
        prefix = "" if not text and _is_deleted(element) else self._numbering.prefix(element)
        yield Text(text=prefix + text, place=where)
        for found in inner:
            if found.tag == BOX:
                yield from self.blocks(found)
            else:
                yield Picture(place=where)

    def _table(self, element: Any) -> Iterator[Block]:  # noqa: ANN401
        if len(list(islice(element.iter(TBL), 2))) > 1:
            yield from self._frame(list(_rows(element)))
            return
        self._tables += 1
        plain = None if self._whole else plain_table(element, styled=self._numbering.styled)
        yield from grid(plain if plain is not None else self._slow_table(element), self._tables)

    def _slow_table(self, element: Any) -> WordTable:  # noqa: ANN401
        """A table with text boxes, tracked changes, numbers and the like."""
        found = WordTable()
        for row in _kept(_rows(element)):
            found.row(_skipped(row))
            for at, cell in enumerate(_cells(row)):
                text, pictures = _cell_text(cell, self._numbering)
                if at and _goes_on(cell):
                    found.columns[-1] += span_of(cell)[0]
                    continue
                if pictures and not text and any(map(_is_in_line, pictures)):
                    found.alone.add(len(found.texts))
                found.cell(*span_of(cell), text, drawn=bool(pictures))
        return found

    def _frame(self, rows: list[Any]) -> Iterator[Block]:
        """A table around tables is layout: its cells are read as running text."""
        for row in rows:
            for cell in _cells(row):
                yield from self.blocks(cell)


def _collect(element: Any, pieces: list[Piece], inner: list[Any], *, within: bool = False) -> None:  # noqa: ANN401
    """The visible text of a paragraph; text boxes and pictures are set aside.

    ``within``: in a cell, where a picture in the line may be a digit; one that floats (a seal) is none.
    """
    for child in element:
        tag = child.tag
        if tag == R or tag not in _TEXTS:
            if tag == ROLED:
                pieces.append(run_of(child))
            elif tag == BOX or tag in PICTURES:
                inner.append(child)
                if within and tag != BOX:
                    pieces.append(DRAWN)
            elif tag in DRAWINGS:
                if within:
                    pieces.append(Run("0", Role.UNSURE))
            elif tag not in _DROPPED:
                _collect_within(child, pieces, inner, within=within)
        elif tag == T:
            pieces.append(child.text or "")
        else:
            pieces.append(_TEXTS[tag])


def _collect_within(child: Any, pieces: list[Piece], inner: list[Any], *, within: bool) -> None:  # noqa: ANN401
    """The text of a part of a paragraph."""
    floating = within and floats(child)
    if floating and covers(child):
        pieces.append(DRAWN)
    _collect(child, pieces, inner, within=within and not floating)


_TEXTS = {T: "", TAB: "\t", _W + "ptab": "\t", BR: "\n", CR: "\n", _NO_BREAK: "-"}


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    return _inside(table, TR)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    return _inside(row, TC)


def _inside(parent: Any, wanted: str) -> Iterator[Any]:  # noqa: ANN401
    """Rows or cells, looked for through content controls and insertions, but not through deletions."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag not in _DROPPED and child.tag != TC:
            yield from _inside(child, wanted)


def _kept(rows: Iterable[Any]) -> Iterator[Any]:
    """Rows that were not deleted under tracked changes, and are not hidden."""
    for row in rows:
        properties = (one for properties in row.iterchildren(TRPR) for one in properties)
        if not any(
            one.tag == _W + "del" or (one.tag == _HIDDEN and one.get(VAL, "1") not in OFF) for one in properties
        ):
            yield row


def _is_deleted(paragraph: Any) -> bool:  # noqa: ANN401
    """Whether the end of a paragraph was deleted under tracked changes: without words it is there no more."""
    marks = paragraph.iterfind(f"{_W}pPr/{_W}rPr/*")
    return any(one.tag in (_W + "del", _W + "moveFrom") for one in marks)


def _goes_on(cell: Any) -> bool:  # noqa: ANN401
    """Whether a cell is part of the one before it (hMerge): what it holds is not shown."""
    merges = (one for properties in cell.iterchildren(TCPR) for one in properties.iterchildren(_W + "hMerge"))
    return any(one.get(VAL, "continue") == "continue" for one in merges)


def _skipped(row: Any) -> int:  # noqa: ANN401
    """Grid columns left out before the first cell."""
    for properties in row.iterchildren(TRPR):
        for before in properties.iterchildren(_W + "gridBefore"):
            return number(before, least=0)
    return 0


def _cell_text(cell: Any, numbering: Numbering) -> tuple[str, list[Any]]:  # noqa: ANN401
    """(text, the pictures in it); paragraphs are joined by line breaks."""
    lines: list[str] = []
    inner: list[Any] = []
    for paragraph in _inside(cell, P):
        pieces: list[Piece] = []
        _collect(paragraph, pieces, inner, within=True)
        text, number = shown(settled(pieces)), numbering.prefix(paragraph)
        if number and is_number(text) and not number[-1].isdecimal():  # 1. stands beside the figure, a bare 1 before it
            number = ""
        lines.append(f"{number} {text}" if number[-1:].isdecimal() and text[:1].isdecimal() else number + text)
    for box in inner:
        if box.tag == BOX:
            lines.extend(_cell_text(box, numbering)[0].split("\n"))
    return "\n".join(lines).strip(), [one for one in inner if one.tag in PICTURES]


def _is_in_line(picture: Any) -> bool:  # noqa: ANN401
    """Whether a picture stands in the line, where it may be a figure; one that floats is a seal."""
    return not any(map(floats, picture.iterancestors()))
