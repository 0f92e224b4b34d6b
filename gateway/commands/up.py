"""``gouji up``: everything on this machine in one command."""

from contextlib import ExitStack

import click


@click.command()
def up() -> None:
    """启动全部后台：队列、工作进程、时钟、报送入口、网络入口。数据在 GOUJI_HOME（默认 ~/.gouji），按 Ctrl-C 停止。"""
    from gateway.listening import free, only_door  # noqa: PLC0415 - only here is the background side needed
    from gateway.starting import started  # noqa: PLC0415 - the same
    from workers.supervisor import Program  # noqa: PLC0415 - the same
    from workers.up import up as run  # noqa: PLC0415 - the same

    chosen = started()
    with ExitStack() as held:

        def take() -> None:
            free(chosen)
            if chosen.http is not None:
                held.enter_context(only_door(chosen))

        run(chosen, Program(name="background", module="gateway.background"), free=take)
