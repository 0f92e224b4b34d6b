"""``gouji work``: worker processes on a queue and a database that run elsewhere."""

import click

from gateway.starting import started
from workers.group import group, load


@click.command()
def work() -> None:
    """启动工作进程（核查和发送通知），队列和数据库由 GOUJI_REDIS_URL、GOUJI_DATABASE_URL 指定。"""
    chosen = started()
    load()
    group(chosen, with_clock=False).run()
