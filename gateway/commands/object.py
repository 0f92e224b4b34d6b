"""``gouji object``: files sent ahead of an event that names them, for those too large to stand in it."""

from pathlib import Path

import click

from gateway.intake.door import upload
from gateway.office import opened
from gateway.operator import operator


@click.group("object")
def object_() -> None:
    """先存文件：超过10兆的报告先存进台账，报送事件里再写它的编号。"""


@object_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
def put(files: tuple[Path, ...]) -> None:
    """把 FILE 存进台账，写出报送事件里 object 要写的编号；同一个文件存几次都是一个编号。"""
    parts = opened()
    for file in files:
        document = upload(file)
        click.echo(f"sha256:{parts.ledger.documents.keep(document.data, operator(), parts.now())}  {document.name}")
