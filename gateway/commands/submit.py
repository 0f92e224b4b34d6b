"""``gouji submit``: file documents from this machine."""

from pathlib import Path

import click

from filings.intake import Rejection
from gateway.intake.door import Intaking, submit_file
from gateway.office import opened


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--agency", required=True, help="单位代码或名称。")
@click.option("--year", required=True, type=click.IntRange(2008, 2999), help="报告年度（数据所属年份）。")
@click.option("--insist", is_flag=True, help="坚持报送：知道有必须修改的意见，仍按原样报送。")
def submit(files: tuple[Path, ...], agency: str, year: int, insist: bool) -> None:  # noqa: FBT001 - click passes it so
    """报送一份报告。FILE 第一个是报告，其余（如盖章扫描件）随同保存。"""
    parts = opened()
    answer = submit_file(Intaking(parts), agency, year, files, insisted=insist)
    if isinstance(answer, Rejection):
        click.echo(f"没有收下：{answer.reason}", err=True)
        raise SystemExit(1)
    filing = answer.submission
    again = "（同样的文件以前已经收到，不重复登记）" if answer.repeated else ""
    known = parts.ledger.register.find(filing.agency)
    name = known.name if known else filing.agency
    click.echo(f"已收到：{name}{filing.year}年度报告，第{filing.ordinal}次报送，编号 {filing.id}{again}")
