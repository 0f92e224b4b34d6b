"""``gouji practice``: what was filed with practice tokens."""

import click

from gateway import options
from gateway.office import named, office


@click.group()
def practice() -> None:
    """练习报送：用练习令牌报送的，从不计入。"""


@practice.command()
@options.by
@options.county
def purge(by: str, county: str) -> None:
    """清除全县的练习报送、核查结果和通知；正式的一概不动。"""
    where = office(county)
    gone = where.ledger.practice.purge(where.area.code, named(by), where.parts.now())
    if not gone.filings and not gone.notices:
        click.echo("没有练习报送，不用清除。")
        return
    click.echo(f"已清除练习报送{gone.filings}份、练习通知{gone.notices}条；清除已记入台账。")
