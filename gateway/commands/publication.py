"""``gouji publication``: what was seen of reports on the public site, one by one or from a table."""

from datetime import date, datetime
from pathlib import Path

import click

from filings.errors import UsageError
from filings.register_words import plain_row
from gateway import lookup, options
from gateway.intake.door import upload
from gateway.office import Office, named, office
from gateway.publishing import PublicationComparison, SeenPage, filed_report, look, record
from gateway.sheets import SheetRow, read_sheet
from workers.sandbox import Sandbox

_HEADS = ("单位", "年度", "网址", "公布日期", "页面文件", "已公布")
_NO = ("否", "未公布", "没有", "无")


@click.group()
def publication() -> None:
    """公开情况：年度报告在网站上的地址、日期和页面。"""


@publication.command("set")
@click.argument("submission")
@click.option("--url", default="", help="公布的网址。")
@click.option("--date", "day", type=options.DAY, help="公布日期；不写就取页面上读到的。")
@click.option("--page", type=click.Path(path_type=Path), help="保存下来的网页，与报送的报告对比。")
@click.option("--missing", is_flag=True, help="网站上没有找到。")
@options.by
@options.county
def set_(
    submission: str,
    url: str,
    day: datetime | None,
    page: Path | None,
    missing: bool,  # noqa: FBT001 - click passes it so
    by: str,
    county: str,
) -> None:
    """登记一份报告的公开情况。SUBMISSION 是编号，或 单位/年度。公布的内容与报送的不一致时退出状态为1。"""
    if missing == bool(url):
        raise UsageError("请用 --url 写明公布的网址；网站上没有找到的，用 --missing。")
    where = office(county)
    filing = lookup.submission(where, submission)
    seen = SeenPage(url=url, published_on=options.civil(day), found=not missing, page=_saved(page) if page else None)
    with Sandbox() as sandbox:
        looked = look(seen, filed_report(where, filing.agency, filing.year), sandbox.read)
    record(where, filing.agency, filing.year, looked, named(by))
    click.echo(f"已登记：{where.agency(filing.agency).name}{filing.year}年度报告，{_said(looked)}")
    raise SystemExit(_tell(looked))


@publication.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@options.by
@options.county
def import_(file: Path, by: str, county: str) -> None:
    """从表格登记多个单位的公开情况。列：单位（名称或代码）、年度、网址、公布日期、页面文件、已公布。

    有一行不对就都不登记。页面文件写文件名，放在表格旁边。
    """
    where = office(county)
    sheet = read_sheet(file, _HEADS[:3])
    seen, faults = [], []
    for row in sheet.rows:
        try:
            seen.append(_row(where, row, file.parent))
        except UsageError as error:
            faults.append(f"第{row.number}行：{error}")
    if faults:
        for fault in faults:
            click.echo(fault, err=True)
        click.echo(f"{len(faults)}行有问题，整张表都没有登记。改好后重新导入即可。", err=True)
        raise SystemExit(1)
    with Sandbox() as sandbox:
        made = [(code, year, look(one, filed_report(where, code, year), sandbox.read)) for code, year, one in seen]
    troubled = 0
    for code, year, looked in made:
        record(where, code, year, looked, named(by))
        click.echo(f"{where.agency(code).name}  {year}年度  {_said(looked)}")
        troubled += _tell(looked)
    click.echo(f"已登记{len(made)}个单位，{troubled}个与报送的不一致或无法对比。")
    raise SystemExit(1 if troubled else 0)


def _row(where: Office, row: SheetRow, folder: Path) -> tuple[str, int, SeenPage]:
    cells = row.cells
    year = cells.get("年度", "").removesuffix("年").removesuffix("年度")
    if not (year.isascii() and year.isdigit() and len(year) == 4):  # noqa: PLR2004 - digits of a year
        raise UsageError(f"年度“{cells.get('年度', '')}”无法识别，请写成 2025")
    if not cells.get("单位"):
        raise UsageError("缺少单位，请写名称或代码")
    missing = cells.get("已公布", "") in _NO
    url = cells.get("网址", "")
    if not (url or missing):
        raise UsageError("缺少网址；网站上没有找到的，在“已公布”一列写“否”")
    name = cells.get("页面文件", "")
    page = _saved(folder / name) if name else None
    seen = SeenPage(url=url, published_on=_day(cells.get("公布日期", "")), found=not missing, page=page)
    return where.agency(cells["单位"]).code, int(year), seen


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(plain_row({"启用日期": text})["设立日期"][:10])
    except ValueError:
        raise UsageError(f"公布日期“{text}”无法识别，请写成 2026-01-20") from None


def _saved(path: Path) -> tuple[str, bytes]:
    return path.name, upload(path, "page").data


def _said(looked: PublicationComparison) -> str:
    seen = looked.publication
    if not seen.found:
        return "网站上没有找到"
    day = f"{seen.published_on}公布" if seen.published_on else "公布日期不明"
    compared = "" if seen.differs is None else "，与报送的一致" if not seen.differs else "，与报送的不一致"
    return f"{day}{compared}：{seen.url}"


def _tell(looked: PublicationComparison) -> int:
    """Say what differs or could not be compared. 1 when there is something, or the report is not there."""
    for sentence in looked.publication.differs or ():
        click.echo(f"    {sentence}")
    if looked.trouble:
        click.echo(f"    没有对比：{looked.trouble}。", err=True)
    return int(bool(looked.publication.differs or looked.trouble or not looked.publication.found))
