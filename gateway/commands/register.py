"""``gouji register``: set up a county, and import and export the register of its agencies."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from filings.agency import Agency, Jurisdiction
from filings.register_changes import Decree, ImportPlan, planned
from filings.register_rows import row_of
from filings.register_words import HEADS, KIND_WORDS, REQUIRED, clerk_row, known_heads, plain_row
from gateway import options
from gateway.clock import today
from gateway.commands.mail import tell
from gateway.mailing import follow
from gateway.office import Office, named, office, opened
from gateway.sheets import Sheet, read_sheet, write_sheet
from schemas.calendars import statutory

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def register() -> None:
    """名录：设立辖区，导入导出报送单位。"""


@register.command("county")
@click.option("--code", required=True, help="行政区划代码，例如 450000。")
@click.option("--name", required=True, help="县名，例如 云岭县。")
@click.option("--office", "office_name", required=True, help="主管部门的全称，例如 云岭县人民政府办公室。")
@click.option("--phone", default="", help="主管部门的电话，写在给单位的通知里。")
@click.option("--parent", default="", help="上级辖区的代码。")
@click.option("--postcode", multiple=True, help="本县的邮政编码或前几位，可写多个。")
@click.option("--area-code", multiple=True, help="本县的电话区号，可写多个。")
@click.option("--domain", multiple=True, help="本县政府邮箱和网站的域名，可写多个。")
@options.by
def county(
    code: str,
    name: str,
    office_name: str,
    phone: str,
    parent: str,
    postcode: tuple[str, ...],
    area_code: tuple[str, ...],
    domain: tuple[str, ...],
    by: str,
) -> None:
    """设立辖区，或更改它的资料。新设的辖区同时写入法定报送期限。"""
    parts = opened()
    area = Jurisdiction(
        code=code, name=name, parent=parent, office=office_name, phone=phone, postcodes=postcode, area_codes=area_code,
        domains=domain,
    )  # fmt: skip
    parts.ledger.register.put_jurisdiction(area, named(by), parts.now())
    click.echo(f"已登记：{name}（{code}），主管部门 {office_name}。")
    if not parts.ledger.calendars.of(code).dates:
        parts.ledger.calendars.put(code, statutory().dates, named(by), parts.now())
        click.echo(
            "已写入法定报送期限（条例第四十九条）。乡镇、街道没有法定期限，请用 gouji calendar set 设定本县期限。"
        )


@register.command("import")
@_FILE
@click.option("--document", required=True, help="依据的文号，随记录保存。")
@click.option("--approver", required=True, help="批准人姓名，随记录保存。")
@click.option("--as-of", type=options.DAY, help="改名等变动从哪一天起，默认今天。")
@click.option("--dry-run", is_flag=True, help="只看有什么变动，不保存。")
@options.by
@options.county
def import_(
    file: Path,
    document: str,
    approver: str,
    as_of: datetime | None,
    dry_run: bool,  # noqa: FBT001 - click passes it so
    by: str,
    county: str,
) -> None:
    """从 FILE（xlsx、xls、et、csv）导入名录。有一行不对就都不导入；表里没有的单位保留不变。"""
    where = office(county)
    sheet = read_sheet(file, REQUIRED)
    _strange(sheet)
    decree = Decree(as_of=options.civil(as_of) or today(), document=document, approver=approver)
    plan = _plan(where, sheet, decree)
    if plan.faults:
        _refuse(plan)
    _show(plan)
    if dry_run or not plan.changes:
        click.echo("没有保存。" if dry_run else "与现有名录相同，不需要保存。")
        return
    changed = {change.code for change in plan.changes}
    entries = [agency for agency in plan.entries if agency.code in changed]
    where.ledger.register.put(entries, f"{named(by)}（{approver}批准，{document}）", where.parts.now())
    click.echo(f"已保存：{len(entries)}个单位。名录现有{len(where.ledger.register.all(where.area.code))}个单位。")
    _uncovered(where, plan.entries, decree.as_of)
    in_force = where.ledger.register.on(where.area.code, decree.as_of)
    tell(where, follow(where, in_force.agencies if in_force else (), named(by)))


@register.command("export")
@_FILE
@options.county
def export(file: Path, county: str) -> None:
    """把名录导出到 FILE（.xlsx 或 .csv），改好后可以再导入。"""
    where = office(county)
    entries = where.ledger.register.all(where.area.code)
    write_sheet(file, HEADS, [clerk_row(row_of(agency)) for agency in entries], "报送单位名录")
    click.echo(f"已导出{len(entries)}个单位到 {file}。")


def _strange(sheet: Sheet) -> None:
    strange = [head for head in sheet.heads if head not in known_heads()]
    if strange:
        click.echo(f"没有用到的列：{'、'.join(strange)}。认得的列：{'、'.join(HEADS)}。", err=True)


def _plan(where: Office, sheet: Sheet, decree: Decree) -> ImportPlan:
    known = where.ledger.register.all(where.area.code)
    own = {agency.code for agency in known}
    foreign = {}
    for row in sheet.rows:
        code = plain_row(row.cells).get("代码", "")
        elsewhere = where.ledger.register.find(code) if code and code not in own else None
        if elsewhere:
            foreign[code] = f"{elsewhere.name}（{elsewhere.jurisdiction}）"
    return planned([(row.number, row.cells) for row in sheet.rows], known, where.area.code, decree, foreign)


def _refuse(plan: ImportPlan) -> None:
    for fault in plan.faults:
        click.echo(fault.reason, err=True)
    rows = len({fault.number for fault in plan.faults})
    click.echo(f"{rows}行有问题，整张表都没有导入。改好后重新导入即可。", err=True)
    raise SystemExit(1)


def _show(plan: ImportPlan) -> None:
    for change in plan.changes:
        click.echo(f"{change.word}  {change.code}  {change.name}  {change.detail}")
    if plan.changes:
        counts = Counter(change.word for change in plan.changes)
        click.echo("变动：" + "，".join(f"{word}{count}" for word, count in counts.items()))
    if plan.unlisted:
        names = "、".join(agency.name for agency in plan.unlisted[:10])
        more = "等" if len(plan.unlisted) > 10 else ""  # noqa: PLR2004 - as many as a clerk reads
        click.echo(
            f"名录中另有{len(plan.unlisted)}个单位不在表中，保留不变：{names}{more}。如已撤销，请写停用日期或关系。"
        )


def _uncovered(where: Office, entries: Sequence[Agency], day: date) -> None:
    """Kinds that the calendar has no date for: nobody would ever be late, and nobody be reminded."""
    calendar, year = where.ledger.calendars.of(where.area.code), day.year - 1
    kinds = dict.fromkeys(
        agency.kind
        for agency in entries
        if not calendar.statutory("received", agency.kind, year) and not calendar.local("received", agency.kind, year)
    )
    if kinds:
        words = "、".join(KIND_WORDS.get(kind, kind) for kind in kinds)
        click.echo(f"注意：{words}还没有报送期限，不会催报。请用 gouji calendar set 设定。", err=True)
