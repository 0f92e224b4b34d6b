"""A report as read, for people: what it is, what stands in its tables, and what could not be read."""

from rich.console import Console
from rich.table import Table as Sheet

from filings.edition import Row, Table
from filings.figure import plain
from filings.place import describe
from filings.report import Report
from schemas.editions import edition

_OPEN = {"blank": "空", "slash": "/", "text": "非数字", "absent": "缺", "ambiguous": "未定"}


def show_report(report: Report) -> None:
    """Print the report's head, tables and problems to stdout."""
    console = Console(highlight=False)
    console.print(f"标题：{report.title or '没有读到'}", f"单位：{report.agency or '没有读到'}", sep="\n")
    console.print(f"年度：{report.year or '没有读到'}   版式：{report.edition or '没有认出'}")
    console.print(f"落款日期：{report.signed_on or '没有'}   公开日期：{report.published_on or '没有'}")
    for section in report.sections:
        console.print(f"{section.heading}（{describe(section.place)}，{len(section.paragraphs)}段）")
    for table in edition(report.edition).tables if report.edition else ():
        _table(console, report, table)
    for problem in report.problems:
        console.print(f"注意：{problem.message}{_at(problem.place)}")


def _at(place: str) -> str:
    return f"（{describe(place)}）" if place else ""


def _table(console: Console, report: Report, table: Table) -> None:
    for block in table.blocks:
        sheet = Sheet(title=block.label or table.title, title_justify="left")
        sheet.add_column("项目", overflow="fold")
        for column in block.rows[0].columns:
            sheet.add_column(column.title, justify="right")
        for row in block.rows:
            if not row.optional or any(ref in report.cells for ref in row.refs):
                sheet.add_row(row.title, *(_cell(report, row, column.key) for column in row.columns))
        console.print(sheet)


def _cell(report: Report, row: Row, column: str) -> str:
    cell = report.cells.get(f"{row.address}.{column}")
    if cell is None:
        return _OPEN["absent"]
    if cell.value is None:
        return _OPEN.get(cell.state.value, "")
    return plain(cell.value) + ("*" if cell.state.value == "inferred" else "")
