"""``gouji read``: what the system read out of a document."""

import json

import click

from gateway.inputs import gather
from gateway.ocr_progress import PageProgress
from schemas.report import to_json


@click.command()
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", help="输出格式。")
def read(file: str, form: str) -> None:
    """看系统从一份报告里读到了什么。FILE 是文件名，- 表示标准输入。"""
    from workers.sandbox import Sandbox  # noqa: PLC0415 - started only when needed

    document = next(iter(gather([file])))
    pages = PageProgress()
    with Sandbox(progress=pages) as sandbox:
        report = sandbox.read(document.data, document.name)
    pages.clear()
    if form == "json":
        click.echo(json.dumps(to_json(report), ensure_ascii=False, indent=1))
    else:
        from gateway.reading import show_report  # noqa: PLC0415 - rich is imported only for people

        show_report(report)
    if any(problem.code in ("unreadable", "not_a_report") for problem in report.problems):
        raise SystemExit(1)
