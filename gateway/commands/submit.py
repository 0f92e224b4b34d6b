"""``gouji submit``: file documents from this machine."""

from pathlib import Path

import click

from filings.errors import UsageError
from filings.intake import Rejection
from gateway.commands.settle import statements
from gateway.intake.door import SubmissionService, chained, submit_file, taken
from gateway.office import opened


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--agency", required=True, help="单位代码或名称。")
@click.option("--year", required=True, type=click.IntRange(2008, 2999), help="报告年度（数据所属年份）。")
@click.option(
    "--readable", type=click.Path(path_type=Path), help="另附的可读文件（如 docx）：盖章的文件读不准时，按它核对。"
)
@click.option("--insist", is_flag=True, help="附说明报送：知道有必须修改的意见，仍按原样报送；每条要写一个 --text。")
@click.option("--text", "texts", multiple=True, metavar="规则=说明", help="附说明报送的说明，如 A01=口径不同。")
def submit(
    files: tuple[Path, ...],
    agency: str,
    year: int,
    readable: Path | None,
    insist: bool,  # noqa: FBT001 - click passes it so
    texts: tuple[str, ...],
) -> None:
    """报送一份报告。FILE 第一个是报告，其余（如盖章扫描件）随同保存；读不准的可以另附可读文件（--readable）。"""
    if texts and not insist:
        raise UsageError("写了 --text 说明，请同时写 --insist（附说明报送）。")
    parts = opened()
    answer = submit_file(
        SubmissionService(parts), agency, year, files,
        insisted=insist, statements=statements(texts), readable=readable,
    )  # fmt: skip
    if isinstance(answer, Rejection):
        click.echo(f"没有收下：{answer.reason}", err=True)
        raise SystemExit(1)
    known = parts.ledger.register.find(answer.submission.agency)
    click.echo(f"{taken(answer, known.name if known else answer.submission.agency)}。")
    click.echo(f"完整编号 {answer.submission.id}\n{chained(answer)}")
