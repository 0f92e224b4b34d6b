"""RTF -> blocks: paragraphs and tables with merged cells; headers, styles, picture data and field codes are skipped."""

from filings import place
from filings.report import Problem
from readers import limits
from readers.blocks import Block, Pages, Picture, Text
from readers.properties import hidden
from readers.refusal import Unreadable
from readers.rtf_looks import is_flat
from readers.rtf_rows import CellShape, RtfRow, grid
from readers.rtf_text import Scanner
from readers.visibility import DRAWN, Piece, Role, Run, settled, shown

_MOST_IN_ROW = 200


def read(data: bytes) -> Pages:
    """The blocks of an RTF. Raises Unreadable."""
    body = _BlockBuilder()
    body.commented = b"\\annotation" in data or b"\\atnauthor" in data
    Scanner(sink=body).run(data)
    body.finish()
    if not body.blocks:
        raise Unreadable("RTF 里没有可读的文字")
    return Pages(blocks=tuple(body.blocks), problems=tuple(body.problems()), title=body.notes.get("title", "").strip())


class _BlockBuilder:
    """Builds blocks from the events of the scanner."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: dict[str, str] = {}
        self.parts: list[Piece] = []
        self.hidden = self.commented = False
        self.in_table = False
        self.row = RtfRow()
        self.next = CellShape(edge=0)
        self.rows: list[RtfRow] = []
        self.cells = 0
        self.tables = 0
        self.paragraphs = 0

    def text(self, text: str, role: Role | None = None) -> None:
        self.hidden |= role is Role.HIDDEN and bool(text.strip())
        self.parts.append(text if role is None else Run(text, role))

    def note(self, name: str, text: str) -> None:
        self.notes[name] = self.notes.get(name, "") + text

    def picture(self) -> None:
        self._take(Picture(place=place.paragraph(self.paragraphs + 1)))
        if self.in_table:
            self.parts.append(DRAWN)

    def control(self, word: str, number: int | None) -> None:
        if word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word == "pard":
            self.in_table = False
        elif word in ("intbl", "itap"):
            self.in_table = number != 0
        elif word in ("cell", "nestcell"):
            self._end_cell(nested=word == "nestcell")
        elif word == "row":
            self._end_row()
        elif word in ("shp", "do") and self.in_table:  # a drawing may lie over the digits of its cell, or hold some
            self.parts.append(DRAWN)
        else:
            self._shape(word, number or 0)

    def _shape(self, word: str, number: int) -> None:
        if word == "trowd":
            self.row = RtfRow(texts=self.row.texts)
            self.next = CellShape(edge=0)
        elif word == "trleft":
            self.row.left = number
        elif word == "trrh":
            self.row.flat = is_flat(number)
        elif word in ("clmrg", "clvmrg"):
            self.next.goes_left |= word == "clmrg"
            self.next.goes_up |= word == "clvmrg"
        elif word == "cellx" and len(self.row.shapes) < _MOST_IN_ROW:
            self.next.edge = number
            self.row.shapes.append(self.next)
            self.next = CellShape(edge=0)

    def _end_paragraph(self) -> None:
        if self.in_table:
            self.parts.append("\n")
            return
        text = self._drain()
        self._end_table()
        self.paragraphs += 1
        if text:
            self._take(Text(text=text, place=place.paragraph(self.paragraphs)))

    def _drain(self) -> str:
        text = shown(settled(self.parts)).strip()
        self.parts.clear()
        return text

    def _end_cell(self, *, nested: bool) -> None:
        if nested:
            self.parts.append("\t")
            return
        self.cells += 1
        if self.cells > limits.GRID_CELLS or len(self.row.texts) >= _MOST_IN_ROW:
            raise Unreadable("表格的格子太多，年度报告不会这么大")
        self.row.texts.append(self._drain())

    def _end_row(self) -> None:
        self.hidden |= self.row.flat and any(self.row.texts)
        if self.row.texts and not self.row.flat:
            self.rows.append(self.row)
        self.row = RtfRow(left=self.row.left, flat=self.row.flat, shapes=self.row.shapes)

    def _end_table(self) -> None:
        if self.rows:
            self.tables += 1
            rows, self.rows = self.rows, []
            self._take(grid(rows, self.tables))

    def _take(self, block: Block) -> None:
        if len(self.blocks) >= limits.BLOCKS:
            raise Unreadable("段落太多，年度报告不会这么长")
        self.blocks.append(block)

    def finish(self) -> None:
        """Ends what is open at the end of the file."""
        if self.row.texts:
            self._end_row()
        self.in_table = False
        self._end_paragraph()

    def problems(self) -> list[Problem]:
        """The author, if named; comments; text that is not shown."""
        author = self.notes.get("author", "").strip()
        found: list[Problem] = []
        if author:
            message = f"文件属性里带有作者“{author[:40]}”，公开后别人也能看到。请确认是否需要，不需要的删去后重新报送。"
            found.append(hidden(message))
        if self.commented:
            found.append(hidden("文件里留有批注；公开前请删除全部批注。"))
        if self.hidden:
            found.append(hidden("文件里有隐藏或已删除的文字，没有读取；公开前请删除。"))
        return found
