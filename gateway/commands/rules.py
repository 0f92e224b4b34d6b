"""``gouji rules``: list, test and print the rulebook, and see what a change of it does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from filings.dossier import Dossier
from filings.finding import Audit, Severity, Status
from filings.report import Report
from gateway.clock import today
from gateway.inputs import gather
from gateway.ownrules import own_book
from rules.effect import Change, changes, coverage
from rules.examples import failures
from rules.load import check_kinds
from rules.rulebook import Rulebook, load_book, rulebook
from schemas.calendars import statutory


@click.group()
def rules() -> None:
    """规则手册：列出、测试、成册、比较。"""


@rules.command("list")
@click.option("--severity", type=click.Choice([severity.value for severity in Severity]), help="只看这一类。")
def list_rules(severity: str | None) -> None:
    """列出全部规则。"""
    book = rulebook()
    for rule in book.rules:
        if severity in (None, rule.severity.value):
            off = "（默认不启用）" if not rule.active else ""
            click.echo(f"{rule.id}  {rule.severity.label}  {rule.title}{off}")
    click.echo(f"规则手册 {book.version}（{book.hash}），共{len(book.rules)}条。", err=True)


@rules.command("checks")
def list_checks() -> None:
    """列出全部核查方式，写新规则时从中选一种。"""
    for name, kind in check_kinds().items():
        click.echo(f"{name}  {(kind.__doc__ or '').strip().splitlines()[0]}")


@rules.command("test")
def test_rules() -> None:
    """逐字核对每条规则的例子。"""
    book = rulebook()
    wrong = list(failures(book))
    for line in wrong:
        click.echo(line)
    examples = sum(len(rule.examples) for rule in book.rules)
    click.echo(f"{len(book.rules)}条规则，{examples}个例子，{len(wrong)}个不符。", err=True)
    if wrong:
        raise SystemExit(1)


@rules.command("handbook")
def handbook_text() -> None:
    """打印规则手册（docs/rules.md 的内容）。"""
    from rules.handbook import handbook  # noqa: PLC0415 - only this command needs it

    click.echo(handbook(rulebook()), nl=False)


@rules.command("effect")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.argument("docs", nargs=-1, required=True)
def effect(old: Path, new: Path, docs: tuple[str, ...]) -> None:
    """用两版规则核查同一批报告，列出新增和消失的意见。

    OLD、NEW 是规则目录（含 book 和 lists），或者叠加在现行规则上的本县调整文件（.toml）。
    """
    books = (_book(old), _book(new))
    found = [change for name, pair in _audited(docs, books) for change in changes(name, *pair)]
    for change in found:
        click.echo(_line(change))
    appeared = sum(change.appears for change in found)
    click.echo(f"新增{appeared}条，消失{len(found) - appeared}条。", err=True)


@rules.command("coverage")
@click.argument("docs", nargs=-1, required=True)
def cover(docs: tuple[str, ...]) -> None:
    """看一批报告里每条规则成立、不成立、没有核对各多少次。"""
    book = rulebook()
    counted = coverage(audit for _, (audit,) in _audited(docs, (book,)))
    for rule in book.rules:
        count = counted[rule.id]
        numbers = f"成立{count[Status.PASSED]}  不成立{count[Status.BROKEN]}  未核对{count[Status.NOT_APPLICABLE]}"
        failed = f"  出错{count[Status.FAILED]}" if count[Status.FAILED] else ""
        click.echo(f"{rule.id}  {numbers}{failed}  {rule.title}")
    silent = [rule.id for rule in book.rules if not counted[rule.id][Status.BROKEN]]
    click.echo(f"{len(book.rules)}条规则，{len(silent)}条在这批报告里没有报过。", err=True)


def _book(path: Path) -> Rulebook:
    if path.is_dir():
        return load_book(path)
    return own_book(path)


def _audited(docs: tuple[str, ...], books: tuple[Rulebook, ...]) -> Iterator[tuple[str, tuple[Audit, ...]]]:
    """Each document read once and audited under every book."""
    from workers.examine import examine  # noqa: PLC0415 - only two of the commands read documents
    from workers.sandbox import Sandbox  # noqa: PLC0415 - the same

    context = Dossier(as_of=today(), calendar=statutory())
    with Sandbox() as sandbox:
        for document in gather(docs):
            report = sandbox.read(document.data, document.name)
            found = (examine(document.data, document.name, context, book, _known(report)) for book in books)
            yield document.name, tuple(examined.audit for examined in found)


def _known(report: Report) -> Callable[[bytes, str], Report]:
    """A reader that has read already."""
    return lambda _data, _name: report


def _line(change: Change) -> str:
    mark, finding = "＋" if change.appears else "－", change.finding
    return f"{mark} {change.document}  {finding.rule} {finding.severity.label}  {finding.message}"
