"""``gouji paper``: the office records a filing on paper, or that a filing came earlier than the system saw it."""

from datetime import datetime
from pathlib import Path

import click

from filings.act import PaperReceipt, Refused
from filings.errors import UsageError
from gateway import choosing, options
from gateway.clock import today
from gateway.commands.acts import refuse
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
    if day.date() > today():
        raise UsageError(f"收到日期{day.date()}还没有到，请核对。")
    where = office(county)
    found = where.agency(agency)
    filing = choosing.submission(where, submission) if submission else None
    who, now = named(by), where.parts.now()
    kept = where.ledger.documents.keep(upload(scan, "paper").data, who, now) if scan else ""
    receipt = PaperReceipt(
        agency=found.code, year=year, received_on=day.date(), by=who, reason=reason, at=now,
        submission=filing.id if filing else "", scan=kept,
    )  # fmt: skip
    done = where.ledger.standings.record_receipt(receipt)
    if isinstance(done, Refused):
        refuse(done.reason)
    what = f"第{filing.ordinal}次报送的收到日期" if filing else "纸质报送"
    click.echo(f"已补录：{found.name}{year}年度报告，{what}为{day.date()}。" + (f"扫描件 {kept[:12]}" if kept else ""))
