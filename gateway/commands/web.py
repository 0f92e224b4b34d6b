"""``gouji web``: the HTTP door alone, on a ledger and a queue that run elsewhere."""

import click

from gateway.listening import free, only_door
from gateway.starting import started
from workers.group import alone


@click.command()
@click.option("--roles", is_flag=True, help="只打印权限表（docs/roles.md）。")
@click.option("--openapi", is_flag=True, help="只打印接口说明（OpenAPI 3.1）。")
def web(roles: bool, openapi: bool) -> None:  # noqa: FBT001 - click passes it so
    """启动网络入口：门户和系统用的接口。在 GOUJI_HTTP（默认 127.0.0.1:8765）上提供。"""
    if roles or openapi:
        _print(roles=roles)
        return
    from gateway.http.serving import main  # noqa: PLC0415 - loaded for the door alone

    chosen = started()
    free(chosen)
    with only_door(chosen):
        alone(chosen, "web", main)


def _print(*, roles: bool) -> None:
    import json  # noqa: PLC0415 - for this alone

    from gateway.http.openapi import document  # noqa: PLC0415 - the same
    from gateway.http.roles import roles_page  # noqa: PLC0415 - the same
    from gateway.http.table import ROUTES  # noqa: PLC0415 - the same
    from gateway.pages.table import PAGES  # noqa: PLC0415 - the same

    text = roles_page(ROUTES, PAGES) if roles else json.dumps(document(ROUTES), ensure_ascii=False, indent=1) + "\n"
    click.echo(text, nl=False)
