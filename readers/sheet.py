"""Spreadsheets (xlsx, xls, et) -> blocks: a grid for every table, A1 addresses as places."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import python_calamine as calamine

from filings.report import Problem
from readers import limits, sheet_guard
from readers.blocks import Block, Pages
from readers.properties import hidden, hidden_lines
from readers.refusal import Unreadable
from readers.sheet_blocks import PrintedColumns, PrintedSheetRow, blocks, printed_at, sheet_row
from readers.sheet_formats import general
from readers.sheet_hidden_content import NOTHING, HiddenContent
from readers.visibility import SIGNS, Role, Run, is_number, shown

MOST_SHEETS = 60
_MOST_KEPT = 20_000  # squares of a sheet whose merged ranges are worth keeping
_MACROS = ("vbaproject.bin", "_vba_project_cur")
_Value = int | float | str | bool | time | date | datetime | timedelta
_UNSEEN = (
    "工作表“{sheet}”里有的格子内容不按原样显示（数字格式隐藏、白色字、划去、上标等），按看得见的读取；"
    "公开前请清除这些格式或内容。"
)
_DAMAGED = "电子表格已损坏或不完整，打不开"


def read(data: bytes) -> Pages:
    """The blocks of every visible sheet. Raises Unreadable."""
    guarded = sheet_guard.guard(data)
    try:
        found, notes = _read(data, guarded.untold)
    except calamine.PasswordError:
        raise Unreadable("电子表格设有打开密码，要先取消密码") from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError):
        raise Unreadable(_DAMAGED) from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # the library's own word for "should not happen"; no Exception
            raise Unreadable(_DAMAGED) from None
        raise
    if not found:
        raise Unreadable("电子表格里没有任何内容")
    if any(part.casefold().endswith(_MACROS) for part in guarded.parts):
        notes.append(hidden("电子表格带有宏程序；宏没有运行，请另存为不含宏的表格后再公开。"))
    if any("comment" in part.casefold() and part.casefold().endswith(".xml") for part in guarded.parts):
        notes.append(hidden("电子表格里留有批注；公开前请删除全部批注。"))
    return Pages(blocks=tuple(found), problems=tuple(notes))


def _read(data: bytes, untold: Mapping[int, HiddenContent]) -> tuple[list[Block], list[Problem]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: list[Block] = []
    notes: list[Problem] = []
    for number, meta in enumerate(book.sheets_metadata[:MOST_SHEETS]):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        told = untold.get(number, NOTHING)
        rows = list(_rows(book.get_sheet_by_name(meta.name), told))
        seen = [_seen(row, told) for row in rows if row.number not in told.rows] if told else rows
        new = blocks(meta.name, seen, told.rows)
        if meta.visible == calamine.SheetVisibleEnum.Visible:
            found += new
            if _holds_hidden(rows, told):
                notes.append(hidden_lines(meta.name))
            if _differs(told):
                notes.append(hidden(_UNSEEN.format(sheet=meta.name)))
        elif new:
            notes.append(hidden(f"隐藏的工作表“{meta.name}”里有内容；没有读取，公开前请删除或取消隐藏。"))
    return found, notes


def _differs(told: HiddenContent) -> bool:
    """Whether a cell holds something that it does not show."""
    return "" in told.shown.values() or any(role is not Role.UNSURE for role in told.roles.values())


def _seen(row: PrintedSheetRow, told: HiddenContent) -> PrintedSheetRow:
    """A row without the columns that are hidden."""
    columns = row.printed.columns
    if told.columns.isdisjoint(columns):
        return row
    kept = [at for at, column in enumerate(columns) if column not in told.columns]
    fields = (columns, row.printed.down, row.printed.across)
    return sheet_row(
        row.number,
        printed_at(*(tuple(values[at] for at in kept) for values in fields)),
        [row.texts[at] for at in kept if at < len(row.texts)],
    )


def _odd(texts: list[str], number: int, columns: Sequence[int], told: HiddenContent) -> list[str]:
    """What the cells of a row show, where that is not what they hold."""
    out: list[str] = []
    for text, column in zip(texts, columns, strict=False):
        at = number, column
        held = told.shown.get(at, text or told.lacking.get(at, ""))
        role = told.roles.get(at)
        text_shown = held if role is None else shown([Run(held, role)])
        out.append(SIGNS[Role.UNSURE] if _is_under(told.drawn.get(at), text_shown) else text_shown)
    return out


def _is_under(digits: bool | None, text: str) -> bool:  # noqa: FBT001 - as it is kept
    """Whether a drawing may hide a figure, or stand for one. ``digits``: whether it holds some, None without one."""
    return digits is not None and (is_number(text) or (digits and not text))


def _rows(sheet: calamine.CalamineSheet, told: HiddenContent) -> Iterator[PrintedSheetRow]:
    """Printed cells: a merged one once. Merged ranges are kept even when empty, they show where a table goes on."""
    bottom, right = sheet.end or (0, 0)
    top, left = sheet.start or (0, 0)
    small = (bottom + 1) * (right + 1) <= _MOST_KEPT
    merged = (_kept if small else _merged)(tuple(sheet.merged_cell_ranges or ()), bottom, left, right)
    width = right - left + 1
    plain = _RowReader(printed_at(tuple(range(left, right + 1)), (1,) * width, (1,) * width), itemgetter(slice(width)))
    odd = bool(told)
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        row = merged.get(number, plain)
        texts = [
            value.strip() if type(value) is str else _number(value) if type(value) is float else _text(value)
            for value in row.shown(values)
        ]
        if odd:
            texts = _odd(texts, number, row.printed.columns, told)
        yield sheet_row(number, row.printed, texts)


def _holds_hidden(rows: list[PrintedSheetRow], told: HiddenContent) -> bool:
    if not told.rows and not told.columns:
        return False
    return any(
        row.filled and (row.number in told.rows or any(row.printed.columns[at] in told.columns for at in row.filled))
        for row in rows
    )


class _RowReader(NamedTuple):
    """The printed cells of a row. ``shown``: takes their values out of those of the row."""

    printed: PrintedColumns
    shown: Callable[[Sequence[_Value]], Sequence[_Value]]


_Range = tuple[tuple[int, int], tuple[int, int]]


def _merged(ranges: tuple[_Range, ...], bottom: int, first: int, right: int) -> dict[int, _RowReader]:
    """Row -> its printed cells from the column ``first`` on, for rows that merged ranges touch.

    ``bottom``, ``right``: the last row and column.
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (low, far) in ranges:
        last_row, last_column = min(low, bottom), min(far, right)
        inner = {(row, column) for row in range(top, last_row + 1) for column in range(left, last_column + 1)}
        if len(covered) + len(inner) > limits.GRID_CELLS:
            raise Unreadable("电子表格里合并的格子太多，年度报告不会这么大")
        covered |= inner - {(top, left)}
        spans[top, left] = max(last_row - top + 1, 1), max(last_column - left + 1, 1)
    return {row: _row(row, range(first, right + 1), spans, covered) for row in {row for row, _ in (*spans, *covered)}}


_kept = lru_cache(maxsize=64)(_merged)


def _row(
    row: int, within: range, spans: dict[tuple[int, int], tuple[int, int]], covered: set[tuple[int, int]]
) -> _RowReader:
    columns = tuple(column for column in within if (row, column) not in covered)
    down, across = zip(*(spans.get((row, column), (1, 1)) for column in columns), strict=True) if columns else ((), ())
    at = [column - within.start for column in columns]
    shown = itemgetter(*at) if len(at) > 1 else itemgetter(slice(at[0], at[0] + 1) if at else slice(0))
    return _RowReader(printed_at(columns, down, across), shown)


def _text(value: _Value) -> str:
    """As a reader of the sheet sees it: dates in Chinese; for numbers see ``_number``."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    """Whole numbers without .0; the same small figures fill most tables."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else general(value)  # noqa: PLR2004 - exact
