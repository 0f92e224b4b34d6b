"""The confirmation sheet: what each report is taken for, with reasons; a clerk corrects it and says yes or no."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import xlsxwriter

from bulletins.cells import workbook
from filings.agency import Agency
from filings.batch import Batch, Entry
from filings.errors import UsageError
from filings.matching import Certainty
from filings.nouns import dataclass
from filings.patterns import pattern
from gateway.sheets import SheetRow, read_sheet

HEADS = (
    "序号",
    "文件",
    "第几份",
    "报告标题",
    "单位（可改）",
    "年度（可改）",
    "确认报送（是/否）",
    "把握",
    "理由",
    "核对码",
)
_WIDTHS = (6, 40, 8, 44, 28, 14, 18, 10, 60, 30)
_YES, _NO = "是", "否"
_YEAR = pattern(r"(20\d\d)(?:年度?)?")
_KEY = 16  # hex digits of the bytes' hash that stand in the sheet
_FORM = {"单位": HEADS[4], "年度": HEADS[5], "确认": HEADS[6], "核对码": HEADS[9], "份": HEADS[2]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What a clerk said of one report. ``yes``: None where the cell was left empty."""

    row: int
    agency: str
    year: str
    yes: bool | None


def confirmation(batch: Batch) -> bytes:
    """The sheet as xlsx. Sure matches are filled in with 是; everything else waits for a clerk."""
    stream = BytesIO()
    book = workbook(stream)
    page = book.add_worksheet("确认表")
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#F0F0F0", "valign": "vcenter"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    mine = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFF8DC"})
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, (label, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, label, head)
    for number, entry in enumerate(batch.entries, 1):
        for column, value in enumerate(_cells(number, entry)):
            page.write_string(number, column, value, mine if column in (4, 5, 6) else body)
    _lists(book, page, batch)
    book.close()
    return stream.getvalue()


def confirmed(path: Path) -> Mapping[tuple[str, int], Confirmation]:
    """What the sheet says, by the bytes' hash (its start) and the part. UsageError for a sheet that is not ours."""
    sheet = read_sheet(path, HEADS)
    lacking = [head for head in _FORM.values() if head not in sheet.heads]
    if lacking:
        raise UsageError(f"{path.name} 缺少“{'”“'.join(lacking)}”列。请用本系统写出的确认表，不要删改表头。")
    return {_key(path, row): _word(path, row) for row in sheet.rows}


def agreed(
    entries: Sequence[Entry], words: Mapping[tuple[str, int], Confirmation], agencies: Iterable[Agency]
) -> tuple[list[Entry], list[str]]:
    """The entries as the clerk has them, and what in the sheet cannot be followed, in Chinese."""
    known = {name: agency for agency in agencies for name in (agency.code, *agency.all_names())}
    made, faults = [], []
    for entry in entries:
        word = words.get((entry.piece.sha256[:_KEY], entry.piece.part))
        if word is None:
            made.append(replace(entry, confirmed=False))
            continue
        found = _applied(entry, word, known)
        if isinstance(found, str):
            faults.append(found)
        else:
            made.append(found)
    return made, [*faults, *_crowded(made)]


def _applied(entry: Entry, word: Confirmation, known: Mapping[str, Agency]) -> Entry | str:
    if not word.yes:
        return replace(entry, confirmed=False)
    agency = known.get(word.agency)
    if agency is None:
        said = f"“{word.agency}”不在名录里" if word.agency else "没有填单位"
        return f"第{word.row}行（{entry.piece.shown}）：{said}，请从下拉表里选，或把“确认报送”改为“否”"
    year = _YEAR.fullmatch(word.year)
    if year is None:
        return f"第{word.row}行（{entry.piece.shown}）：年度“{word.year}”不对，请写成 2025 的样子"
    match = replace(
        entry.match, agency=agency, year=int(year[1]), certainty=Certainty.SURE, reasons=("经人工确认",), others=()
    )
    return replace(entry, match=match, confirmed=True)


def _crowded(entries: Iterable[Entry]) -> Iterable[str]:
    """Two reports confirmed for one slot: the second would supersede the first without anybody meaning it."""
    seats: dict[tuple[str, int | None], str] = {}
    for entry in entries:
        if entry.confirmed and entry.match.agency:
            seat = (entry.match.agency.code, entry.match.year)
            if seat in seats:
                who = f"{entry.match.agency.name}{entry.match.year}年度"
                yield f"{who}确认了两份：“{seats[seat]}”和“{entry.piece.shown}”，请只留一份"
            seats.setdefault(seat, entry.piece.shown)


def _cells(number: int, entry: Entry) -> tuple[str, ...]:
    piece, match = entry.piece, entry.match
    title = piece.report.title if piece.report and piece.report.title else "（没有读到标题）"
    yes = _YES if entry.confirmed or (entry.confirmed is None and match.certainty is Certainty.SURE) else ""
    return (
        str(number), piece.source, str(piece.part), title, match.agency.name if match.agency else "",
        str(match.year or ""), _NO if entry.confirmed is False else yes, match.certainty.label,
        "；".join(match.reasons), piece.sha256[:_KEY],
    )  # fmt: skip


def _lists(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, batch: Batch) -> None:
    """Drop-down lists: the names of the register, yes and no."""
    last = max(len(batch.entries), 1)
    page.data_validation(1, 6, last, 6, {"validate": "list", "source": [_YES, _NO]})
    if batch.agencies:
        names = book.add_worksheet("单位名录")
        for row, agency in enumerate(batch.agencies):
            names.write_string(row, 0, agency.name)
            names.write_string(row, 1, agency.code)
        source = f"=单位名录!$A$1:$A${len(batch.agencies)}"
        page.data_validation(1, 4, last, 4, {"validate": "list", "source": source, "error_type": "warning"})


def _key(path: Path, row: SheetRow) -> tuple[str, int]:
    part = row.cells.get(_FORM["份"], "")
    code = row.cells.get(_FORM["核对码"], "")
    if len(code) != _KEY or not (part.isascii() and part.isdigit()):
        raise UsageError(f"{path.name} 第{row.number}行的核对码或份数被改动过，对不上文件。请重新写出确认表再填。")
    return code, int(part)


def _word(path: Path, row: SheetRow) -> Confirmation:
    said = row.cells.get(_FORM["确认"], "")
    if said not in (_YES, _NO, ""):
        raise UsageError(f"{path.name} 第{row.number}行“确认报送”写的是“{said}”，请写“是”或“否”。")
    return Confirmation(
        row=row.number,
        agency=row.cells.get(_FORM["单位"], ""),
        year=row.cells.get(_FORM["年度"], ""),
        yes=None if not said else said == _YES,
    )
