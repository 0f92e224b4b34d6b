"""``gouji ledger``: verify the sealed trail, back the ledger up and put a copy back."""

from pathlib import Path

import click

from filings.event import Broken
from ledger import Ledger, connect, upgrade
from ledger import backup as copies
from ledger.clock import wall_clock
from workers.keys import closed, key_file, keyring
from workers.parts import assemble
from workers.private import private_home
from workers.settings import Settings, settings


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
    click.echo(_about_key(settings()))


@ledger.command()
@click.argument("path", type=click.Path(path_type=Path))
def restore(path: Path) -> None:
    """用备份 PATH 恢复到一个空的数据库；先停下 gouji up。"""
    private_home(settings().home)
    made = Ledger(connect(settings().database_url))
    copies.restore(made.engine, path, wall_clock())
    upgrade(made.engine)
    click.echo("已恢复。")
    for identity in closed(settings(), made):
        click.echo(
            f"{identity} 的签名密钥打不开：本机没有封存它的钥匙。请放回原来的钥匙，"
            f"或用 gouji endpoint rotate {identity} 更换并交给接收方。",
            err=True,
        )


def _about_key(chosen: Settings) -> str:
    """Whether the copy is enough by itself."""
    if not keyring(chosen).keys:
        return "签名密钥没有封存，备份里有它们的原文，请妥善保管。"
    where = "环境变量 GOUJI_KEY" if chosen.keys else str(key_file(chosen))
    return f"备份里没有封存签名密钥的钥匙（在{where}），请另行保管；没有它，恢复后要逐个更换接收地址的签名密钥。"
