"""``gouji intake``: the doors alone, stream and folder."""

import click

from gateway.intake.__main__ import main
from gateway.starting import started
from workers.group import alone


@click.command()
def intake() -> None:
    """启动报送入口：读队列 gouji:submissions，看 GOUJI_HOME 下的 inbox 文件夹。"""
    alone(started(), "intake", main)
