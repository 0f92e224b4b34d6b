"""``gouji config``: the settings in force, and the page that documents them."""

import os

import click

from filings.errors import UsageError
from gateway.configuring import in_force, page
from workers.settings import made, words_of


@click.command()
@click.option("--page", "as_page", is_flag=True, help="打印全部设置的说明（Markdown），不看本机。")
def config(as_page: bool) -> None:  # noqa: FBT001 - click passes it so
    """看现在起作用的设置：值、从哪里来；保密的不显示。"""
    if as_page:
        click.echo(page(), nl=False)
        return
    words = words_of(os.environ)
    chosen = made(words)
    if words.file:
        click.echo(f"设置文件：{words.file}")
    rows = list(in_force(chosen, words))
    widest = max(len(name) for name, _, _ in rows)
    for name, value, origin in rows:
        click.echo(f"{name.ljust(widest)}  {value}  （{origin}）")
    for sentence in chosen.unknown:
        click.echo(f"注意：{sentence}", err=True)
    if chosen.unknown:
        raise UsageError(f"有{len(chosen.unknown)}项设置的名称不对，请照上面改正。")
