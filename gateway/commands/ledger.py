"""``gouji ledger``: verify the sealed event log, back the ledger up and put a copy back."""

from pathlib import Path

import click

from filings.event import Broken, Intact
from gateway.cleared import cleared_lines
from ledger import Ledger, connect, upgrade
from ledger import backup as copies
from ledger.clock import wall_clock
from workers.keys import key_file, keyring, unopened
from workers.private import private_home
from workers.runtime import build_runtime
from workers.settings import Settings, settings


@click.group()
def ledger() -> None:
    """台账：核验记录链、备份、恢复。"""


@ledger.command()
@click.option("--since-anchor", "quick", is_flag=True, help="只核验最后一个锚点以来的记录，很快，但不能代替完整核验。")
def verify(quick: bool) -> None:  # noqa: FBT001 - click passes it so
    """核验台账：记录链完整，与锚点相符，每一行凭据都和记录所说的一样。"""
    chain = build_runtime(settings()).ledger.event_log.verify(quick=quick)
    if isinstance(chain, Broken):
        for fault in chain.faults:
            click.echo(fault.reason, err=True)
        click.echo(
            f"台账被改动过，以上共{len(chain.faults)}处。请不要再改动它，保存好数据库、锚点文件和最近的备份，"
            "再与备份逐处核对。",
            err=True,
        )
        raise SystemExit(1)
    click.echo(f"记录链完好：已封存{chain.sealed}条，待封存{chain.waiting}条。\n链头 {chain.head}")
    click.echo(f"凭据{chain.rows}行与记录一致。{_limits(chain)}")
    for line in cleared_lines(chain.purged):
        click.echo(line)


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
    for words in unopened(settings(), made):
        click.echo(words, err=True)


def _limits(chain: Intact) -> str:
    """What this look could not see."""
    if chain.since:
        return f"这次只看了第{chain.since}号锚点以来的，更早的要用不带 --since-anchor 的 gouji ledger verify。"
    if chain.anchor is None:
        return "还没有锚点，看不出记录链是否被整条重写。"
    return f"最后的锚点在第{chain.anchor.number}号，那以后的记录如果被整段截掉，这里看不出来。"


def _about_key(chosen: Settings) -> str:
    """Whether the copy is enough by itself."""
    if not keyring(chosen).keys:
        return "签名密钥和动态口令没有封存，备份里有它们的原文，请妥善保管。"
    where = "环境变量 GOUJI_KEY" if chosen.keys else str(key_file(chosen))
    return (
        f"备份里没有封存签名密钥的钥匙（在{where}，动态口令也由它封存），请另行保管；"
        "没有它，恢复后要逐个更换接收地址的签名密钥，用动态口令的账号要重新发一次性码。"
    )
