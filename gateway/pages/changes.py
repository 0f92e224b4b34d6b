"""试改: figures that were typed over the drawn table -> a report that holds them, and the list of what was changed."""

from collections.abc import Mapping
from dataclasses import replace

from filings.edition import Edition
from filings.figure import read_figure
from filings.nouns import dataclass
from filings.report import Cell, Report
from gateway.pages.redrawn import shown, written

UNCHANGED = (
    "试改只在这一页上计算，不保存，也不改动您报送的文件。请在Word（WPS）里按下面的清单改好原文件，保存后再重新报送。"
)
_LONGEST = 40  # signs that a cell may hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell that was typed over. ``name``: what messages call it; ``old`` and ``new`` as they are shown."""

    ref: str
    name: str
    old: str
    new: str


def fields_of(report: Report, form: Edition, typed: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """What stands in the form: by cell address what was typed, else what the report says, ``""`` where nothing."""
    typed = typed or {}
    return {ref: typed.get(ref, written(report.cells.get(ref))).strip()[:_LONGEST] for ref in form.refs}


def changes_of(report: Report, form: Edition, fields: Mapping[str, str]) -> tuple[Change, ...]:
    """The cells whose text is another than the report's, in printed order."""
    return tuple(
        Change(ref=ref, name=form.titles[ref], old=shown(report.cells.get(ref)), new=fields[ref] or "空")
        for ref in form.refs
        if fields[ref] != written(report.cells.get(ref)).strip()
    )


def changed(report: Report, form: Edition, changes: tuple[Change, ...], fields: Mapping[str, str]) -> Report:
    """The report with the changed cells read anew. Every other cell stays as it was read."""
    money = {ref for t in form.tables for row in t.rows for ref, column in zip(row.refs, row.columns, strict=True)
             if column.money}  # fmt: skip
    cells = dict(report.cells)
    for one in changes:
        raw = fields[one.ref]
        figure = read_figure(raw, money=one.ref in money)
        place = cells[one.ref].place if one.ref in cells else ""
        cells[one.ref] = Cell(raw=raw, state=figure.state, value=figure.value, place=place)
    rows = {one.ref.rpartition(".")[0] for one in changes}
    return replace(report, cells=cells, surplus=tuple(one for one in report.surplus if one.row not in rows))
