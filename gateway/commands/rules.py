"""``gouji rules``: list, test and print the rulebook."""

import click

from filings.finding import Severity
from rules.examples import failures
from rules.rulebook import rulebook


@click.group()
def rules() -> None:
    """规则手册：列出、测试、成册。"""


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
