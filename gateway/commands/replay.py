"""``gouji replay``: send notices again, with the same id and body."""

from datetime import UTC, datetime

import click

from filings.civil import SHANGHAI
from filings.errors import UsageError
from filings.retention import CLEARED
from gateway import options
from gateway.office import opened
from gateway.operator import operator


@click.command()
@click.option("--notice", default="", help="一份通知的编号。")
@click.option("--endpoint", default="", help="一个接收地址的编号。")
@click.option("--since", type=options.MOMENT, help="从什么时候起（北京时间）。")
@click.option("--until", type=options.MOMENT, help="到什么时候止（北京时间）。")
def replay(notice: str, endpoint: str, since: datetime | None, until: datetime | None) -> None:
    """重新发送通知：一份、一个接收地址的、或一段时间的。编号和内容不变，接收方可以去重。"""
    if not (notice or endpoint or since):
        raise UsageError("请用 --notice、--endpoint 或 --since 说明要重发哪些通知。")
    parts = opened()
    count = parts.ledger.notices.replay(
        operator(), parts.now(), notice=notice, endpoint=endpoint, since=_instant(since), until=_instant(until)
    )
    known = parts.ledger.notices.find(notice) if notice else None
    if known and not known.body:
        raise UsageError(f"这份通知的内容{CLEARED}，不能重新发送。何时、依据什么，用 gouji ledger verify 看。")
    click.echo(f"{count}份通知将重新发送。")


def _instant(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=SHANGHAI).astimezone(UTC) if moment else None
