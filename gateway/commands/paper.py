"""``gouji paper``: the office records a filing on paper, or that a filing came earlier than the system saw it."""

from datetime import datetime
from pathlib import Path

import click

from gateway import acting, lookup, options
from gateway.commands.acts import told
from gateway.intake.door import upload
from gateway.office import named, office


@click.command()
@click.argument("agency")
@options.year
@click.option("--date", "day", required=True, type=options.DAY, help="实际收到的日期。")
@click.option("--reason", required=True, help="补录的理由，如 邮寄送达、系统故障当日到窗口报送。")
@click.option("--submission", default="", help="更正这份报送件的收到日期；不写就是只有纸质报送。")
@click.option("--scan", type=click.Path(path_type=Path), help="纸质件或收件凭证的扫描件。")
@options.by
@options.county
def paper(
    agency: str, year: int, day: datetime, reason: str, submission: str, scan: Path | None, by: str, county: str
) -> None:
    """补录 AGENCY（代码或名称）的纸质报送，或更早的收到日期。"""
    where = office(county)
    found = where.agency(agency)
    filing = lookup.submission(where, submission) if submission else None
    who = named(by)
    kept = where.ledger.documents.keep(upload(scan, "paper").data, who, where.parts.now()) if scan else ""
    told(acting.record_receipt(where, found, year, day.date(), who, reason, filing=filing, scan=kept))
    if kept:
        click.echo(f"扫描件已保存，摘要 {kept[:12]}。")
