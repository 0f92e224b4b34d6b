"""``gouji clock``: the clock alone; of several, one leads."""

import click

from gateway.starting import started
from workers.clock import main
from workers.group import alone


@click.command()
def clock() -> None:
    """启动时钟：重新提交到期的任务、封存记录、每日巡查。可以同时运行几个，只有一个起作用。"""
    alone(started(), "clock", lambda heart: main(heart=heart))
