"""``gouji explain RULE``: one rule in full, offline."""

import click

from filings.errors import UsageError
from gateway.spoken_page import spoken_page
from rules.book_io.handbook import rule_page
from rules.book_io.rulebook import rulebook


@click.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """说明一条规则：内容、依据、例子、怎么改。RULE 是规则编号，如 A01。"""
    book = rulebook()
    found = book.by_id.get(rule.upper())
    if found is None:
        raise UsageError(f"没有编号为 {rule} 的规则。用 gouji rules list 看全部编号。")
    click.echo(spoken_page(rule_page(found)))
