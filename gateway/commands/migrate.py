"""``gouji migrate``: bring the database to the tables of this version."""

import click

from gateway.starting import started
from ledger import Ledger, connect, upgrade
from workers.keys import prepare
from workers.private import private_home


@click.command()
def migrate() -> None:
    """建立或升级数据库。gouji up 会自动做；多机部署时先运行一次。"""
    chosen = started()
    private_home(chosen.home)
    made = Ledger(connect(chosen.database_url))
    upgrade(made.engine)
    prepare(chosen, made)
    click.echo("数据库已是本版本的结构。")
