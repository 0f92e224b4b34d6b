"""What only frames the text: one-column tables, tables drawn around several parts, the signs of Markdown.

It is taken off before anything is judged.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

from filings.figure import fold
from filings.patterns import pattern
from readers.blocks import Block, Grid, GridCell, Text
from readers.interpret.labels import label_key
from readers.interpret.layouts import Columned, GridLayout, columned
from schemas.editions import editions

_HASHES = pattern(r"^\s{0,3}#{1,6}\s*(?=[^\s#])")
_ESCAPED = pattern(r"\\([.\-_()\[\]#+!|>~*])")
_QUOTED = pattern(r"^\s{0,3}(?:>\s?)+")
_REACH = 4
_NUMBERED = frozenset("一二三四五六")
_LONGEST_HEADING = 45
_FEW = 3  # characters: figures and short labels, which are looked at no further
_SHORT = 24  # characters: a longer line alone in its row is running text


def unframed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with one-column grids turned into lines of text."""
    if not [1 for block in blocks if isinstance(block, Grid) and block.width <= 1]:
        return tuple(blocks)
    return tuple(_each(blocks))


def unmarked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without the signs of Markdown: before a heading or a quotation, before a character that is no sign."""
    whole = "".join([block.text for block in blocks if isinstance(block, Text)])
    if "#" not in whole and ">" not in whole and "\\" not in whole:
        return blocks
    return tuple(_bare(block) if isinstance(block, Text) and _is_marked(block.text) else block for block in blocks)


def _is_marked(text: str) -> bool:
    return "#" in text[:_REACH] or ">" in text[:_REACH] or "\\" in text


def _bare(block: Text) -> Text:
    return block._replace(text=_ESCAPED.sub(r"\1", _HASHES.sub("", _QUOTED.sub("", block.text))))


def parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], Columned]:
    """The blocks with each grid that holds the heading of a part, alone in its row, cut there; the grids as columns.

    Sheets whose tables follow each other without a blank row, and reports that are one big table.
    """
    columns = columned(blocks)
    if not any([one is not None and _may_hold_heading(one.layout) for one in columns]):  # noqa: C419 - quicker for so few
        return blocks, columns
    cut = tuple(_parts(blocks))
    return cut, columned(cut)


@lru_cache(maxsize=256)
def _may_hold_heading(layout: GridLayout) -> bool:
    """Whether a cell of a layout is the heading of a part, but for blanks around it. Told once for all such grids."""
    return any(map(is_heading, layout.masks))


def _holds_heading(grid: Grid) -> bool:
    """Whether a cell is the heading of a part."""
    return any([is_heading(text) for text in grid.texts if len(text) > _FEW and text[0] in _NUMBERED])  # noqa: C419 - quicker for so few


@lru_cache(maxsize=1024)  # the same labels begin with a numeral in every report
def is_heading(text: str) -> bool:
    """Whether a text is numbered as a part and has the words of one."""
    if len(text) > _LONGEST_HEADING or text[:1] not in _NUMBERED:
        return False
    return label_key(text)[1] in _headings() and fold(text)[1:2] in "、.,"


def is_part_one(text: str) -> bool:
    """Whether a line is the heading of the first part."""
    return text[:1] == "一" and is_heading(text)


@cache
def _headings() -> frozenset[str]:
    forms = (section for form in editions() for section in form.sections)
    return frozenset(label_key(text)[1] for one in forms for text in (one.wording, *one.variants, *one.keywords))


def _parts(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Grid) and _holds_heading(block):
            yield from _cut(block)
        else:
            yield block


def _cut(grid: Grid) -> Iterator[Block]:
    """The lines of text of a grid and what is left between them."""
    rows = _rows(grid)
    headed = [len(row) == 1 and is_heading(row[0].text) for row in rows]
    stretch = 0
    for at, (row, head) in enumerate(zip(rows, headed, strict=True)):
        if head:
            yield from _stretch(rows[stretch:at], certain=grid.certain)
            yield _line(row[0])
            stretch = at + 1
    yield from _stretch(rows[stretch:], certain=grid.certain)


_Row = list[GridCell]
"""The filled cells of a printed row; of several rows where a cell reaches down over them all."""


def _rows(grid: Grid) -> list[_Row]:
    """Rows that no cell ties together."""
    found: list[_Row] = []
    end = -1
    for row, cells in groupby(sorted(grid.cells), key=lambda cell: cell.row):
        here = list(cells)
        if row > end or not found:
            found.append([])
        found[-1] += here
        end = max(end, *(cell.row + cell.rows - 1 for cell in here))
    return [filled if len(filled) <= 1 else row for row in found if (filled := [one for one in row if one.text])]


def _stretch(rows: list[_Row], *, certain: bool) -> Iterator[Block]:
    """Rows between two headings: lines of text if each holds one cell, else text, a grid and text."""
    first = next((at for at, row in enumerate(rows) if not _is_text(row)), len(rows))
    if all(len(row) == 1 for row in rows):
        first = len(rows)
    last = next((at for at in range(len(rows), first, -1) if not _is_text(rows[at - 1])), first)
    yield from (_line(row[0]) for row in rows[:first])
    if first < last:
        cells = [cell for row in rows[first:last] for cell in row]
        top = min(cell.row for cell in cells)
        yield Grid(
            cells=tuple(cell._replace(row=cell.row - top) for cell in cells), place=cells[0].place, certain=certain
        )
    yield from (_line(row[0]) for row in rows[last:])


def _is_text(row: _Row) -> bool:
    text = row[0].text.strip()
    return len(row) == 1 and (len(text) > _SHORT or text.endswith("。"))


def _line(cell: GridCell) -> Text:
    return Text(text=cell.text, place=cell.place, certainty=cell.certainty)


def _each(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Grid) and block.width <= 1:
            for cell in block.cells:
                yield from (Text(text=line, place=cell.place) for line in cell.text.split("\n"))
        else:
            yield block
