"""An import as a spreadsheet: agencies, findings to be mended, files that are no reports."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from bulletins import batch_words
from bulletins.cells import workbook
from filings.batch import Batch
from filings.finding import Severity

_AGENCIES = (
    ("单位", 30),
    ("校验结论", 12),
    ("必须修改", 10),
    ("请核实", 10),
    ("提示", 8),
    ("文件", 50),
    ("把握", 10),
    ("理由", 60),
)
_FINDINGS = (
    ("单位", 26),
    ("规则", 8),
    ("类别", 10),
    ("位置", 30),
    ("存在问题", 70),
    ("怎么改", 50),
    ("依据", 40),
    ("文件", 40),
)
_FILES = (("文件", 50), ("情况", 16), ("原因", 80))
_A4 = 9


def batch_sheet(batch: Batch) -> bytes:
    """An xlsx file; every cell is text or a number, never a formula."""
    stream = BytesIO()
    book = workbook(stream)
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#F0F0F0", "valign": "vcenter"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    _table(book, "各单位", _AGENCIES, _agencies(batch), (head, body))
    _table(book, "核查意见", _FINDINGS, _findings(batch), (head, body))
    _table(book, "其他文件", _FILES, batch_words.fates(batch), (head, body))
    book.close()
    return stream.getvalue()


def _table(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[object]],
    styles: tuple[Format, Format],
) -> None:
    page = book.add_worksheet(title)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    page.set_footer("&C第 &P 页 共 &N 页")
    for column, (label, width) in enumerate(columns):
        page.set_column(column, column, width)
        page.write_string(0, column, label, styles[0])
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, column, value, styles[1])
            else:
                page.write_string(number, column, str(value), styles[1])


def _agencies(batch: Batch) -> Iterable[tuple[object, ...]]:
    for name, entry in batch_words.rows(batch):
        if entry is None:
            yield (name, "没有收到", *("—" for _ in Severity), "—", "—", "—")
            continue
        counts = batch_words.counted(entry.audit)
        verdict = entry.audit.verdict.label if entry.audit else "—"
        match = entry.match
        yield (
            name, verdict, *(counts[severity] for severity in Severity), entry.piece.shown, match.certainty.label,
            "；".join(match.reasons),
        )  # fmt: skip


def _findings(batch: Batch) -> Iterable[tuple[object, ...]]:
    for name, entry in batch_words.rows(batch):
        for finding in entry.audit.findings if entry and entry.audit else ():
            if not finding.waived and entry:
                yield (
                    name, finding.rule, finding.severity.label, finding.place, finding.message, finding.fix,
                    "；".join(finding.basis), entry.piece.shown,
                )  # fmt: skip
