"""``gouji key``: the key that seals the secrets in the ledger."""

import click

from gateway.office import opened
from workers.keys import ENVIRONMENT, key_file, unopened
from workers.keys import rotate as renew


@click.group()
def key() -> None:
    """封存签名密钥的钥匙。"""


@key.command()
def rotate() -> None:
    """换一把钥匙，并用它重新封存全部签名密钥和动态口令；接收方和登录的人不用改动。"""
    parts = opened()
    chosen = parts.settings
    name, count = renew(chosen, parts.ledger)
    click.echo(f"现用钥匙 {name}，已重新封存{count}个密钥（签名密钥、动态口令）。")
    if chosen.keys:
        click.echo(f"钥匙来自 {ENVIRONMENT}（第一把在用）。各进程都以新设置重新启动后，可去掉后面的旧钥匙。")
    else:
        click.echo(f"钥匙在 {key_file(chosen)}，请另行保管一份：台账的备份里没有它。")
    for words in unopened(chosen, parts.ledger):
        click.echo(words, err=True)
