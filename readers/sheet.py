"""Spreadsheets (xlsx, xls, et) -> blocks: a grid for every table, A1 addresses as places."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import python_calamine as calamine

from filings.report import Problem
from readers import limits, sheet_guard
from readers.blocks import Block, Pages
from readers.properties import hidden
from readers.refusal import Unreadable
from readers.sheet_blocks import SheetCell, blocks

MOST_SHEETS = 60
_MACROS = ("vbaproject.bin", "_vba_project_cur")
_Value = int | float | str | bool | time | date | datetime | timedelta
_DAMAGED = "电子表格已损坏或不完整，打不开"


def read(data: bytes) -> Pages:
    """The blocks of every visible sheet. Raises Unreadable."""
    parts = sheet_guard.guard(data)
    try:
        found, notes = _read(data)
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
    if any(part.casefold().endswith(_MACROS) for part in parts):
        notes.append(hidden("电子表格带有宏程序；宏没有运行，请另存为不含宏的表格后再公开。"))
    return Pages(blocks=tuple(found), problems=tuple(notes))


def _read(data: bytes) -> tuple[list[Block], list[Problem]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: list[Block] = []
    notes: list[Problem] = []
    for meta in book.sheets_metadata[:MOST_SHEETS]:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        new = blocks(meta.name, _cells(book.get_sheet_by_name(meta.name)))
        if meta.visible == calamine.SheetVisibleEnum.Visible:
            found += new
        elif new:
            notes.append(hidden(f"隐藏的工作表“{meta.name}”里有内容；没有读取，公开前请删除或取消隐藏。"))
    return found, notes


def _cells(sheet: calamine.CalamineSheet) -> Iterator[SheetCell]:
    """Printed cells: a merged one once. Merged ranges are kept even when empty, they show where a table goes on."""
    spans, covered = _spans(sheet)
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        for column, value in enumerate(values, start=left):
            if (row, column) in covered:
                continue
            text = value.strip() if isinstance(value, str) else _text(value)
            yield SheetCell(row, column, text, *spans.get((row, column), (1, 1)))


def _spans(sheet: calamine.CalamineSheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    bottom, right = sheet.end or (0, 0)
    for (top, left), (low, far) in sheet.merged_cell_ranges or ():
        last_row, last_column = min(low, bottom), min(far, right)
        inner = {(row, column) for row in range(top, last_row + 1) for column in range(left, last_column + 1)}
        if len(covered) + len(inner) > limits.GRID_CELLS:
            raise Unreadable("电子表格里合并的格子太多，年度报告不会这么大")
        covered |= inner - {(top, left)}
        spans[top, left] = max(last_row - top + 1, 1), max(last_column - left + 1, 1)
    return spans, covered


def _text(value: _Value) -> str:
    """As a reader of the sheet sees it: whole numbers without .0, dates in Chinese."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _decimal(value)  # noqa: PLR2004 - exact
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()


def _decimal(value: float) -> str:
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text
