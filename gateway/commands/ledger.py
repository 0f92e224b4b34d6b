"""``gouji ledger``: verify the sealed trail, back the ledger up and put a copy back."""

from pathlib import Path

import click

from filings.event import Broken
from ledger import backup as copies
from ledger import connect
from workers.parts import assemble
from workers.private import private_home
from workers.settings import settings


@click.group()
def ledger() -> None:
    """台账：核验记录链、备份、恢复。"""


@ledger.command()
def verify() -> None:
    """核验记录链：每条记录都在，内容没有改过。"""
    chain = assemble(settings()).ledger.trail.verify()
    if isinstance(chain, Broken):
        click.echo(f"记录链在第{chain.number}号处断开：{chain.reason}", err=True)
        raise SystemExit(1)
    click.echo(f"记录链完好：已封存{chain.sealed}条，待封存{chain.waiting}条。\n链头 {chain.head}")


@ledger.command()
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """把整个台账（连同文件）备份到 PATH，运行中也可以做。"""
    copies.backup(connect(settings().database_url), path)
    click.echo(f"已备份到 {path}，{path.stat().st_size / 1024**2:.1f}兆。")


@ledger.command()
@click.argument("path", type=click.Path(path_type=Path))
def restore(path: Path) -> None:
    """用备份 PATH 恢复到一个空的数据库；先停下 gouji up。"""
    private_home(settings().home)
    copies.restore(connect(settings().database_url), path)
    click.echo("已恢复。")
