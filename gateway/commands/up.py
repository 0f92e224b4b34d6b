"""``gouji up``: everything on this machine in one command."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ledger import Ledger
    from workers.settings import Settings


@click.command()
def up() -> None:
    """启动全部后台：队列、工作进程、时钟、报送入口、网络入口。数据在 GOUJI_HOME（默认 ~/.gouji），按 Ctrl-C 停止。"""
    from gateway.listening import free  # noqa: PLC0415 - only here is the background side needed
    from gateway.starting import started  # noqa: PLC0415 - the same
    from workers.supervisor import Program  # noqa: PLC0415 - the same
    from workers.up import up as run  # noqa: PLC0415 - the same

    chosen = started()
    background = Program(name="background", module="gateway.background")
    run(chosen, background, free=lambda: free(chosen), ready=lambda ledger: _told(chosen, ledger))


def _told(chosen: "Settings", ledger: "Ledger") -> None:
    """Where the pages are, and how somebody gets in first."""
    from gateway.listening import page_address  # noqa: PLC0415 - as above

    address = page_address(chosen)
    if not address:
        return
    click.echo(f"网页：{address}")
    if not ledger.register.jurisdictions():
        click.echo("还没有设立辖区：gouji register county --help。设立以后才能添加账号。")
    elif not ledger.accounts.listed():
        click.echo("还没有账号。第一个账号：另开一个终端运行 gouji account add 姓名 --role 管理员")
