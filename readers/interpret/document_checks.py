"""What the reader has to say about a document as a whole: tables missing, misplaced or drawn, marks left."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from filings.edition import Edition
from filings.place import page_box
from filings.report import Cell, Problem, Report, Section
from filings.title import is_title, parse_title
from readers.blocks import Block, Grid, Picture, Text
from readers.interpret import problem_messages
from readers.interpret.found import Tables
from readers.interpret.frames import is_part_one
from readers.interpret.guessed_tables import has_figures, is_loose, is_unread, open_cells
from readers.interpret.labels import body
from readers.interpret.layouts import Columned, GridColumns, GridLayout, columned
from readers.interpret.lines import is_row, leftovers
from readers.interpret.problem_messages import before_all_forms, not_a_report
from readers.interpret.title_block import is_wrongly_named
from readers.interpret.tokens import TokenList
from readers.refusal import Unreadable
from schemas.editions import editions

__all__ = [
    "before_all_forms",
    "first_report",
    "is_before_all_forms",
    "is_something_else",
    "judge",
    "not_a_report",
    "refuse_blank",
    "table_blocks",
    "unread",
]

SECTION_OF = {"proactive": 2, "applications": 3, "review": 4}
_ANCHOR = "本年新收政府信息公开申请数量"
_LONGEST_CELL = 80
_LEAST_SECTIONS = 2
_LEAST_PARTS = 4  # named in one line
_ROLLED = 500  # characters: a line that may be a whole report
_MOST_LEFTOVERS = 20
_LEAD_WORDS = ("统计期限", "编制本报告", "编制而成", "本报告由", "现予以公布", "现予公布", "现向社会公布", "向社会公布")


def refuse_blank(blocks: Sequence[Block]) -> None:
    """``Unreadable`` for a document without a word."""
    if any(block.text.strip() for block in blocks if isinstance(block, Text)) or any(
        any(block.texts) for block in blocks if isinstance(block, Grid)
    ):
        return
    if any(isinstance(block, Picture) for block in blocks):
        raise Unreadable("文件里只有图片，没有可以读取的文字")
    raise Unreadable("文件里没有任何文字")


def first_report(
    blocks: Sequence[Block], columns: Columned | None = None
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of the first report, and a problem if another one follows in the same document.

    ``columns``: the grids among the blocks, if somebody has made them.
    """
    grids = columned(blocks) if columns is None else columns
    anchors = [
        index
        for index, (block, grid) in enumerate(zip(blocks, grids, strict=True))
        if grid is not None or (isinstance(block, Text) and "本年新收" in block.text[:_LONGEST_CELL])
        for _ in range(1 if grid is None else _anchors(block, grid))
    ]
    cut = _second(blocks, anchors) if anchors else None
    if cut is None:
        return tuple(blocks), ()
    return tuple(blocks[:cut]), (problem_messages.many_reports(blocks[cut].place, _title(blocks[cut])),)


def _second(blocks: Sequence[Block], anchors: Sequence[int]) -> int | None:
    """The title of a second report: between two tables three, or above a second part one behind the only one."""
    if len(anchors) > 1:
        stop = anchors[1]
    else:
        heads = [
            at
            for at, block in enumerate(blocks)
            if isinstance(block, Text) and block.text[:1] == "一" and is_part_one(block.text)
        ]
        stop = heads[-1] if len(heads) > 1 else 0
    between = range(anchors[0] + 1, stop)
    return next((at for at in between if _begins_report(blocks, at, stop)), None)


def _begins_report(blocks: Sequence[Block], at: int, stop: int) -> bool:
    """Whether a block is the title of a report; one with a wrong noun has part one below it, up to ``stop``."""
    if _is_title(blocks[at]):
        return True
    below = blocks[at + 1 : stop + 1]
    return is_wrongly_named(_title(blocks[at])) and any(is_part_one(_title(block)) for block in below)


def _anchors(block: Block, grid: GridColumns) -> int:
    there = _anchor_cells(grid.layout)
    return sum(block.texts[at][:1] == "一" for at in there) if there and isinstance(block, Grid) else 0


@lru_cache(maxsize=256)
def _anchor_cells(layout: GridLayout) -> tuple[int, ...]:
    return tuple(at for at, text in enumerate(layout.masks) if text[:1] == "一" and body(text) == _ANCHOR)


def _title(block: Block) -> str:
    return block.text.strip() if isinstance(block, Text) else ""


def _is_title(block: Block) -> bool:
    return isinstance(block, Text) and is_title(block.text.strip()) and parse_title(block.text).year is not None


def is_something_else(report: Report, tables: Tables, texts: Iterable[str]) -> bool:
    """Whether the document is no such report: no table or title, hardly a section, no line that names the parts."""
    if tables.extents or len(report.sections) >= _LEAST_SECTIONS or report.title is not None:
        return False
    words = [body(one.wording) for one in editions()[-1].sections]
    return not any(sum(word in body(text) for word in words) >= _LEAST_PARTS for text in texts if len(text) > _ROLLED)


def is_before_all_forms(report: Report) -> bool:
    """Whether the report is of a year in which no statutory tables were prescribed."""
    return report.year is not None and report.year < editions()[0].since


def table_blocks(blocks: Sequence[Block], tokens: TokenList, tables: Tables) -> set[int]:
    """The blocks that the tables take up; long texts between their cells are running text."""
    taken: set[int] = set()
    for first, last in tables.extents.values():
        for index in range(tokens.block(first), tokens.block(last) + 1):
            block = blocks[index]
            if not isinstance(block, Text) or len(block.text) <= _LONGEST_CELL or is_row(block.text):
                taken.add(index)
    return taken


def judge(blocks: Sequence[Block], tokens: TokenList, report: Report, tables: Tables) -> Iterator[Problem]:
    """Every problem of the document as a whole."""
    yield from _tables(blocks, tokens, report, tables)
    yield from _guessed(blocks, tokens, tables)
    yield from _lead(report)
    yield from _leftovers(blocks)


def _tables(blocks: Sequence[Block], tokens: TokenList, report: Report, tables: Tables) -> Iterator[Problem]:
    last = len(blocks) - 1
    starts = {block.place: last - index for index, block in enumerate(reversed(blocks))}  # the first at each place
    where = [(_position(section.place, starts), section) for section in report.sections]
    for table, number in SECTION_OF.items():
        if table in tables.extents:
            first = tables.extents[table][0]
            if not is_loose(blocks[tokens.block(first)]):  # where such a table begins is a guess
                yield from _misplaced(tokens, table, first, where)
            continue
        span = _inside(blocks, report, number, starts)
        inside = blocks[span.start : span.stop]
        picture = next((block.place for block in inside if isinstance(block, Picture)), "")
        if picture:
            yield problem_messages.table_image(table, picture)
        elif is_unread(inside):
            yield problem_messages.guessed(table, inside[0].place)
        elif (figures := _figures(blocks, span, table_blocks(blocks, tokens, tables))) is not None:
            yield problem_messages.unnamed(table, figures)
        else:
            yield problem_messages.table_missing(table)


def _guessed(blocks: Sequence[Block], tokens: TokenList, tables: Tables) -> Iterator[Problem]:
    """The tables of which some rows stand on a page and in no grid whose cells are drawn."""
    for table, (first, last) in tables.extents.items():
        inside = blocks[tokens.block(first) : tokens.block(last) + 1]
        drawn = [block.certain for block in inside if isinstance(block, Grid)]
        if not all(drawn) or (not drawn and all(page_box(block.place) for block in inside)):
            yield problem_messages.guessed(table, tokens[first].place)


def _position(place: str, starts: dict[str, int]) -> int:
    """Index of the block at a place; a column within a line does not matter."""
    return starts.get(place, starts.get(place.split(":", maxsplit=1)[0], -1))


def _misplaced(tokens: TokenList, table: str, first: int, where: Sequence[tuple[int, Section]]) -> Iterator[Problem]:
    """``where``: the block of each heading."""
    at = tokens.block(first)
    above = [section for position, section in where if position <= at]
    unplaced = any(position < 0 for position, _ in where)  # a heading within a grid: which table is below it is unsure
    if above and not unplaced and above[-1].number != SECTION_OF[table]:
        yield problem_messages.table_misplaced(table, tokens[first].place, above[-1].heading)


def _inside(blocks: Sequence[Block], report: Report, number: int, starts: dict[str, int]) -> range:
    """Where the blocks of a section stand."""
    section = report.section(number)
    if section is None:
        return range(0)
    begin = _position(section.place, starts)
    later = [place for one in report.sections if (place := _position(one.place, starts)) > begin]
    return range(begin + 1, min(later, default=len(blocks)))


def _figures(blocks: Sequence[Block], span: range, taken: Collection[int]) -> str | None:
    """Where figures stand in a section that no table has; None where there are none. ``taken``: blocks of tables."""
    return next((blocks[at].place for at in span if at not in taken and has_figures(blocks[at])), None)


def unread(form: Edition, tables: Tables, found: Sequence[Problem]) -> dict[str, Cell]:
    """The cells of the tables that are there and were not read, all open. ``found``: what ``judge`` said."""
    cells: dict[str, Cell] = {}
    for table in form.tables:
        for problem in found if table.key not in tables.extents else ():
            if problem in (
                problem_messages.guessed(table.key, problem.place),
                problem_messages.unnamed(table.key, problem.place),
            ):
                cells.update(open_cells(table, problem.place))
    return cells


def _lead(report: Report) -> Iterator[Problem]:
    first = report.section(1)
    if report.lead or first is None or not first.paragraphs:
        return
    opening = first.paragraphs[0]
    if any(word in opening.text for word in _LEAD_WORDS):
        yield problem_messages.lead_misplaced(opening.place)


def _leftovers(blocks: Sequence[Block]) -> Iterator[Problem]:
    count = 0
    for block in blocks:
        if not isinstance(block, Text) or ("[" not in block.text and "**" not in block.text):
            continue
        for mark in dict.fromkeys(leftovers(block.text)):
            count += 1
            if count <= _MOST_LEFTOVERS:
                yield problem_messages.leftover(mark, block.place)
