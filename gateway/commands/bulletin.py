"""``gouji bulletin``: freeze the county's compliance report for a year, write it, and have the office told."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from bulletins.page import page
from bulletins.record import record
from bulletins.sheet import sheet
from filings.bulletin import Bulletin
from filings.errors import UsageError
from filings.faults import cause
from filings.submission import Document
from gateway import options
from gateway.clock import today
from gateway.listing import counted
from gateway.office import Office, named, office, tell
from ledger.codec import dump
from notifier.compose import bulletin_issued
from workers.recipients import occasion


@click.command()
@options.year
@options.as_of
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="写到哪个文件夹。")
@options.by
@options.county
def bulletin(year: int, as_of: datetime | None, out: Path, by: str, county: str) -> None:
    """出一期通报：通报.html、通报.xlsx、通报.json，数字与台账一致。同样的内容只存一份。"""
    where, day = office(county), options.civil(as_of) or today()
    if day > today():
        raise UsageError(f"截止日期{day}还没有到，请改成今天或以前的日期。")
    found = where.ledger.standings.county_year(where.area.code, year, day)
    if found is None or not found.agencies:
        raise UsageError("名录还是空的，没有可以通报的单位。请先用 gouji register import 导入名录。")
    name = "bul_" + hashlib.sha256(dump(found).encode()).hexdigest()[:32]
    issued = where.ledger.bulletins.issue(name, found, named(by), where.parts.now())
    files = {"通报.html": page(issued), "通报.xlsx": sheet(issued), "通报.json": record(issued)}
    _write(out, files)
    _tell(where, issued, files)
    click.echo(f"已出通报 {issued.id}：{where.area.name}{year}年度，截至{day}。")
    for file in files:
        click.echo(f"  {out / file}")


def _write(out: Path, files: dict[str, bytes]) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (out / name).write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"写不了 {out}：{cause(error)}。请检查文件夹，或换一个。通报已存入台账，可以再运行一次。"
        ) from error


def _tell(where: Office, issued: Bulletin, files: dict[str, bytes]) -> None:
    """The office's notice; its id follows from the bulletin's, so that issuing again tells nobody twice."""
    keep, by, at = where.ledger.documents.keep, issued.by, issued.issued_at
    attached = tuple(
        Document(sha256=keep(data, by, at), name=name, role="bulletin", size=len(data)) for name, data in files.items()
    )
    about = replace(occasion(issued.id, issued.issued_at, where.area), attachments=attached)
    county = issued.county
    notices = bulletin_issued(about, county.year, county.as_of, counted(county))
    where.ledger.notices.put(notices, where.parts.now())
    tell(where.parts, notices)
