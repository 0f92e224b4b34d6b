"""``gouji web``: the HTTP door alone, on a ledger and a queue that run elsewhere."""

import click

from gateway.listening import free
from gateway.starting import started
from workers.group import alone


@click.command()
def web() -> None:
    """启动网络入口：门户和系统用的接口。在 GOUJI_HTTP（默认 127.0.0.1:8765）上提供。"""
    from gateway.http.serving import main  # noqa: PLC0415 - loaded for the door alone

    chosen = started()
    free(chosen)
    alone(chosen, "web", main)
