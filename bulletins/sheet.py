"""A bulletin as a spreadsheet: the list of agencies and the ledger of faults to be mended, ready to print."""

from collections.abc import Iterable
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bulletins import figures
from bulletins.cells import workbook
from filings.bulletin import Bulletin
from filings.county import CountyYear
from filings.finding import Severity

_AGENCIES = (
    "序号",
    "单位",
    "类别",
    "状态",
    "报送期限",
    "收到日期",
    "晚报天数",
    "公布期限",
    "晚公布天数",
    "报送次数",
    "必须修改",
    "请核实",
    "提示",
)
_FAULTS = ("序号", "单位", "问题编号", "类别", "存在问题", "整改情况", "完成时间", "是否销号", "备注")
_A4 = 9


def sheet(bulletin: Bulletin) -> bytes:
    """An xlsx file. The same bulletin gives the same bytes."""
    stream = BytesIO()
    book = workbook(stream)
    book.set_properties({"title": figures.title(bulletin.county), "created": bulletin.issued_at.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#F0F0F0", "valign": "vcenter"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    name = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    _summary(book, bulletin.county, name, body)
    _table(book, "各单位报送情况", _AGENCIES, _agencies(bulletin.county), (head, body))
    _table(book, "整改台账", _FAULTS, _faults(bulletin.county), (head, body))
    book.close()
    return stream.getvalue()


def _summary(book: Workbook, county: CountyYear, name: Format, body: Format) -> None:
    count = figures.tally(county)
    page = book.add_worksheet("总体情况")
    _print_setup(page)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 90)
    page.merge_range(0, 0, 0, 1, figures.title(county), name)
    page.write(1, 0, "总体情况", body)
    page.write(1, 1, figures.summary(county), body)
    numbers = (
        ("应报", count.owing), ("已收到", count.filed), ("其中按时", count.timely), ("其中晚报", count.late),
        ("未到期", count.waiting), ("到期未报", count.missing), ("退回修改", count.returned),
        ("审核同意", count.accepted), ("按时报送率", count.timely_share),
    )  # fmt: skip
    for row, (label, value) in enumerate(numbers, 2):
        page.write(row, 0, label, body)
        page.write(row, 1, value, body)
    told = [("说明", one) for one in figures.remarks(county)] + [("有关要求", one) for one in figures.demands(county)]
    for row, (label, sentence) in enumerate(told, 2 + len(numbers)):
        page.write(row, 0, label, body)
        page.write(row, 1, sentence, body)


def _table(
    book: Workbook,
    title: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
    styles: tuple[Format, Format],
) -> None:
    page = book.add_worksheet(title)
    _print_setup(page)
    page.repeat_rows(0)
    page.freeze_panes(1, 2)
    page.set_column(0, len(columns) - 1, 12)
    page.set_column(1, 1, 24)
    if title == "整改台账":
        page.set_column(4, 4, 60)
    for column, label in enumerate(columns):
        page.write(0, column, label, styles[0])
    last = 0
    for row, values in enumerate(rows, 1):
        last = row
        for column, value in enumerate(values):
            page.write(row, column, value, styles[1])
    if title == "整改台账" and last:
        page.data_validation(1, 7, last, 7, {"validate": "list", "source": ["未销号", "已销号"]})


def _print_setup(page: Worksheet) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页 共 &N 页")


def _agencies(county: CountyYear) -> Iterable[tuple[object, ...]]:
    for number, line in enumerate(county.agencies, 1):
        found, standing = county.severities(line), line.standing
        counts = tuple(found[severity] if line.checked else "—" for severity in Severity)
        yield (
            number,
            line.name,
            figures.KINDS.get(line.kind, line.kind),
            standing.state.label,
            str(standing.due_on or "—"),
            str(standing.received_on or "—"),
            standing.days_late,
            str(standing.publish_by or "—"),
            standing.days_published_late,
            line.filings,
            *counts,
        )


def _faults(county: CountyYear) -> Iterable[tuple[object, ...]]:
    number = 0
    for line in county.units:
        for finding in line.findings:
            if finding.severity is not Severity.HINT and finding.fault:
                number += 1
                words = (finding.rule, finding.severity.label, finding.message)
                yield (number, line.name, *words, "", "", "未销号", "")
