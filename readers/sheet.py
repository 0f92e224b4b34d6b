"""Spreadsheets (xlsx, xls, et, ods) -> blocks: a grid for every table, A1 addresses as places."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine

from filings import place, problems
from filings.report import Problem
from readers import archive, limits
from readers.blocks import Block, Grid, GridCell, Pages, Text
from readers.refusal import Unreadable

MOST_SHEETS = 60
_MOST_SPANS = 20_000
_POSITION = re.compile(rb"""\br\s*=\s*["'](?:([A-Za-z]{1,4})(\d{1,8})|(\d{1,8}))["']""")
_REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["'](\d{1,18})["']""")
_SECTION = re.compile(r"\s*[一二三四五六七八九十]{1,2}\s*[、.．]")
_SHORT = 24  # characters: a longer line over the whole width is running text
"""A single cell over the whole width and shorter than this heads the table below it: 第二十条第（一）项."""

Value = int | float | str | bool | time | date | datetime | timedelta
Spans = dict[tuple[int, int], tuple[int, int]]


def read(data: bytes) -> Pages:
    """The blocks of every visible sheet with content. Raises Unreadable."""
    _guard(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _read(book)
    except calamine.PasswordError:
        raise Unreadable("电子表格设有打开密码，要先取消密码") from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError):
        raise Unreadable("电子表格已损坏或不完整，打不开") from None
