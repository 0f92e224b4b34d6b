"""Spreadsheets (xlsx, xls, et) -> blocks: a grid for every table, A1 addresses as places."""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import python_calamine as calamine

from filings.report import Problem
from readers import limits, sheet_guard
from readers.blocks import Block, Pages
from readers.properties import hidden, hidden_lines
from readers.refusal import Unreadable
from readers.sheet_blocks import SheetRow, blocks, sheet_row
from readers.sheet_untold import NOTHING, Untold

MOST_SHEETS = 60
_MOST_KEPT = 20_000  # squares of a sheet whose merged ranges are worth keeping
_MACROS = ("vbaproject.bin", "_vba_project_cur")
_Value = int | float | str | bool | time | date | datetime | timedelta
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
    return Pages(blocks=tuple(found), problems=tuple(notes))


def _read(data: bytes, untold: Mapping[int, Untold]) -> tuple[list[Block], list[Problem]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: list[Block] = []
    notes: list[Problem] = []
    for number, meta in enumerate(book.sheets_metadata[:MOST_SHEETS]):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        told = untold.get(number, NOTHING)
        rows = list(_rows(book.get_sheet_by_name(meta.name), told.lacking))
        new = blocks(meta.name, rows)
        if meta.visible == calamine.SheetVisibleEnum.Visible:
            found += new
            if _holds_hidden(rows, told):
                notes.append(hidden_lines(meta.name))
        elif new:
            notes.append(hidden(f"隐藏的工作表“{meta.name}”里有内容；没有读取，公开前请删除或取消隐藏。"))
    return found, notes


def _rows(sheet: calamine.CalamineSheet, lacking: Mapping[tuple[int, int], str]) -> Iterator[SheetRow]:
    """Printed cells: a merged one once. Merged ranges are kept even when empty, they show where a table goes on."""
    bottom, right = sheet.end or (0, 0)
    top, left = sheet.start or (0, 0)
    small = (bottom + 1) * (right + 1) <= _MOST_KEPT
    merged = (_kept if small else _merged)(tuple(sheet.merged_cell_ranges or ()), bottom, right)
    width = right - left + 1
    plain = Printed(tuple(range(left, left + width)), (1,) * width, (1,) * width)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        printed = merged.get(row)
        if printed is None:
            columns, down, across = plain
        else:
            columns, down, across = printed.within(left)
        there = values if printed is None else [values[column - left] for column in columns]
        texts = [value.strip() if type(value) is str else _text(value) for value in there]
        if lacking:
            texts = [text or lacking.get((row, column), "") for text, column in zip(texts, columns, strict=False)]
        yield sheet_row(row, columns, texts, down, across)


def _holds_hidden(rows: list[SheetRow], told: Untold) -> bool:
    return any(cell.row in told.rows or cell.column in told.columns for row in rows for cell in row.filled)


class Printed(NamedTuple):
    """The printed cells of a row: their columns and spans."""

    columns: tuple[int, ...]
    down: tuple[int, ...]
    across: tuple[int, ...]

    def within(self, left: int) -> "Printed":
        """Without the columns before ``left``."""
        if not self.columns or self.columns[0] >= left:
            return self
        start = sum(column < left for column in self.columns)
        return Printed(self.columns[start:], self.down[start:], self.across[start:])


_Range = tuple[tuple[int, int], tuple[int, int]]


def _merged(ranges: tuple[_Range, ...], bottom: int, right: int) -> dict[int, Printed]:
    """Row -> its printed cells, for rows that merged ranges touch. ``bottom``, ``right``: the last row and column."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (low, far) in ranges:
        last_row, last_column = min(low, bottom), min(far, right)
        inner = {(row, column) for row in range(top, last_row + 1) for column in range(left, last_column + 1)}
        if len(covered) + len(inner) > limits.GRID_CELLS:
            raise Unreadable("电子表格里合并的格子太多，年度报告不会这么大")
        covered |= inner - {(top, left)}
        spans[top, left] = max(last_row - top + 1, 1), max(last_column - left + 1, 1)
    return {row: _printed(row, right, spans, covered) for row in {row for row, _ in (*spans, *covered)}}


_kept = lru_cache(maxsize=64)(_merged)


def _printed(
    row: int, right: int, spans: dict[tuple[int, int], tuple[int, int]], covered: set[tuple[int, int]]
) -> Printed:
    columns = tuple(column for column in range(right + 1) if (row, column) not in covered)
    down, across = zip(*(spans.get((row, column), (1, 1)) for column in columns), strict=True) if columns else ((), ())
    return Printed(columns, down, across)


def _text(value: _Value) -> str:
    """As a reader of the sheet sees it: whole numbers without .0, dates in Chinese."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _decimal(value)  # noqa: PLR2004 - exact
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()


def _decimal(value: float) -> str:
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text
