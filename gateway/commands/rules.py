"""``gouji rules``: list, test and print the rulebook, and see what a change of it does."""

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import click

from filings.dossier import Dossier
from filings.faults import cause
from filings.finding import Audit, Severity, Status
from filings.patterns import pattern
from filings.report import Report
from gateway import options
from gateway.clock import today
from gateway.inputs import gather
from gateway.ownrules import own_book
from rules.book_io.effect import FindingChange, changes, coverage
from rules.book_io.examples import failures
from rules.book_io.kinds import check_kinds
from rules.book_io.rule import Rule
from rules.book_io.rulebook import Rulebook, load_book, rulebook
from schemas.calendars import statutory

_RULE_ID = pattern("[A-Z][0-9]{2}")
_BASIS = pattern(r"^basis\b.*$", re.MULTILINE)
_ORIGIN = 'origin   = "目录里没有这一条：请写明为什么要有它"'


@click.group()
def rules() -> None:
    """规则手册：列出、测试、成册、比较。"""


@rules.command("list")
@click.option("--severity", type=options.Worded({one.value: one.label for one in Severity}), help="只看这一类。")
def list_rules(severity: str | None) -> None:
    """列出全部规则。"""
    book = rulebook()
    for rule in book.rules:
        if severity in (None, rule.severity.value):
            off = "（默认不启用）" if not rule.active else ""
            click.echo(f"{rule.id}  {rule.severity.label}  {rule.title}{off}")
    click.echo(f"规则手册 {book.version}，共{len(book.rules)}条。", err=True)


@rules.command("checks")
def list_checks() -> None:
    """列出全部核查方式，写新规则时从中选一种。"""
    for name, kind in check_kinds().items():
        click.echo(f"{name}  {(kind.__doc__ or '').strip().splitlines()[0]}")


@rules.command("test")
@click.argument("ids", nargs=-1, metavar="[编号]...")
def test_rules(ids: tuple[str, ...]) -> None:
    """逐字核对规则的例子：全部，或者只核对写出编号的几条。"""
    book = rulebook()
    asked = [_known_rule(book, name) for name in ids] or list(book.rules)
    wrong = list(failures(book, asked))
    for line in wrong:
        click.echo(line)
    examples = sum(len(rule.examples) for rule in asked)
    click.echo(f"{len(asked)}条规则，{examples}个例子，{len(wrong)}个不符。", err=True)
    if wrong:
        raise SystemExit(1)


@rules.command("new")
@click.argument("name", metavar="编号")
@click.option("--like", required=True, metavar="编号", help="照着哪一条规则写。")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹；不写就放在那一条旁边。")
def new_rule(name: str, like: str, into: Path | None) -> None:
    """照着现有的一条规则起草一条新的：一个 TOML 文件，改好再用 gouji rules test 核对。

    例如：gouji rules new B99 --like B05
    """
    book = rulebook()
    model = _known_rule(book, like)
    if not _RULE_ID.fullmatch(name):
        raise click.UsageError(f"编号“{name}”写法不对：一个大写字母加两位数字，例如 B99。")
    if name in book.by_id:
        raise click.UsageError(f"编号 {name} 已经用了（{book.by_id[name].title}），编号不重复使用，请换一个。")
    source = files("rules") / "book" / model.file
    place = (into or Path(str(source)).parent) / f"{name}.toml"
    text = source.read_text(encoding="utf-8").replace(f'"{model.id}"', f'"{name}"', 1)
    if not model.origin:
        text = _BASIS.sub(r"\g<0>\n" + _ORIGIN, text, count=1)
    try:
        with place.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise click.UsageError(f"写不了 {place}：{cause(error)}。可以用 --into 另选一个文件夹。") from error
    click.echo(f"已起草 {place}，照 {model.id}《{model.title}》写成。\n改好后运行：gouji rules test {name}")


@rules.command("handbook")
def handbook_text() -> None:
    """打印规则手册（docs/rules.md 的内容）。"""
    from rules.book_io.handbook import handbook  # noqa: PLC0415 - only this command needs it

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


def _known_rule(book: Rulebook, name: str) -> Rule:
    if name not in book.by_id:
        raise click.UsageError(f"没有编号为“{name}”的规则。gouji rules list 列出全部编号。")
    return book.by_id[name]


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


def _line(change: FindingChange) -> str:
    mark, finding = "＋" if change.appears else "－", change.finding
    return f"{mark} {change.document}  {finding.rule} {finding.severity.label}  {finding.message}"
