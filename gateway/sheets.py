"""Tables that clerks keep: xlsx, xls, et, ods and csv in, xlsx and csv out; cells are text, rows keep their number."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import python_calamine as calamine

from bulletins.cells import csv_bytes, unsigned, workbook
from filings.errors import UsageError
from filings.faults import cause
from filings.nouns import dataclass

_A4 = 9  # as spreadsheets number paper
_SEARCHED = 10  # rows above which the heads may stand: titles, notes
_EXACT = 1e15  # a spreadsheet keeps 15 digits; longer ones are lost
LOST = "#数字过长"  # stands for a cell whose digits the spreadsheet has lost


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row. ``number``: as the spreadsheet program shows it. ``cells``: by head."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with its heads; empty rows are left out."""

    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(path: Path, wanted: Collection[str]) -> Sheet:
    """The first table of a file whose heads hold one of ``wanted``. UsageError with what to do."""
    lines = _csv(path) if path.suffix.lower() in (".csv", ".txt") else _book(path)
    for index, line in enumerate(lines[:_SEARCHED]):
        heads = tuple(cell.strip() for cell in line)
        if set(heads) & set(wanted):
            return Sheet(heads=tuple(head for head in heads if head), rows=tuple(_rows(lines, index, heads)))
    raise UsageError(f"{path.name} 的前{_SEARCHED}行里没有找到表头。表头至少要有：{'、'.join(wanted)}。")


def write_sheet(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> None:
    """Write a table as csv (UTF-8 with BOM) or xlsx, by the name of the file. UsageError for other names."""
    kind = path.suffix.lower()
    if kind == ".csv":
        _put(path, csv_bytes([heads, *rows]))
    elif kind == ".xlsx":
        _put(path, _xlsx(heads, rows, title))
    else:
        raise UsageError(f"{path.name}：文件名请以 .xlsx 或 .csv 结尾。")


def _put(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"写不了 {path}：{cause(error)}。请检查文件夹，或换一个文件名。") from error


def _xlsx(heads: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Every cell is text: a code keeps its digits and a name that begins with = stays a name."""
    stream = io.BytesIO()
    book = workbook(stream)
    page = book.add_worksheet(title)
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#F0F0F0", "num_format": "@"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 2)
    page.set_column(0, len(heads) - 1, 18)
    page.set_column(0, 1, 24)
    for column, label in enumerate(heads):
        page.write_string(0, column, label, head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            page.write_string(number, column, value, body)
    book.close()
    return stream.getvalue()


def _rows(lines: Sequence[Sequence[str]], index: int, heads: tuple[str, ...]) -> Iterable[SheetRow]:
    for number, line in enumerate(lines[index + 1 :], index + 2):
        cells = {head: cell.strip() for head, cell in zip(heads, line, strict=False) if head}
        if any(cells.values()):
            yield SheetRow(number=number, cells=cells)


def _csv(path: Path) -> list[list[str]]:
    data = _data(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = csv.reader(io.StringIO(data.decode(encoding), newline=""))
            return [[unsigned(cell) for cell in line] for line in lines]
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise UsageError(
                f"{path.name} 不是完整的 csv 表格（{error}）。请用表格软件另存为 .xlsx 后再试。"
            ) from error
    raise UsageError(f"{path.name} 的文字编码无法识别。请用表格软件另存为 .xlsx 后再试。")


def _book(path: Path) -> list[list[str]]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(_data(path)))
        sheet = book.get_sheet_by_index(0)
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError, IndexError) as error:
        raise UsageError(f"{path.name} 打不开：不是表格、已损坏，或者设了密码。请另存为 .xlsx 后再试。") from error
    return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"打不开 {path}：{cause(error)}。请检查文件名和权限。") from error


def _text(value: object) -> str:
    if isinstance(value, float):
        if abs(value) >= _EXACT:
            return LOST
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
