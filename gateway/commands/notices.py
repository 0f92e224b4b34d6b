"""``gouji notices``: what was told to whom, and whether it arrived."""

import click

from filings.delivery import DeliveryState
from filings.errors import UsageError
from gateway.operator import operator
from workers.parts import assemble
from workers.settings import settings


@click.command()
@click.option("--state", type=click.Choice([state.value for state in DeliveryState]), help="只看这一种。")
@click.option("--endpoint", default="", help="只看发往这个接收地址的。")
@click.option("--show", metavar="NOTICE", help="看一份通知的全文和每次发送的记录。")
@click.option("--release", is_flag=True, help="放行全部待放行的通知。")
@click.option("--limit", default=50, show_default=True, help="最多列出多少份。")
def notices(state: str | None, endpoint: str, show: str | None, release: bool, limit: int) -> None:  # noqa: FBT001 - click passes it so
    """列出通知及其投递情况。"""
    parts = assemble(settings())
    ledger = parts.ledger
    if release:
        click.echo(f"已放行{ledger.notices.release(operator(), parts.now())}份。")
        return
    if show:
        told = ledger.notices.find(show)
        if told is None:
            raise UsageError(f"没有编号为 {show} 的通知。")
        click.echo(f"{told.title}\n\n{told.text}")
    chosen = DeliveryState(state) if state else None
    for delivery in ledger.notices.deliveries(show or "", endpoint, chosen, limit):
        click.echo(f"{delivery.notice}  {delivery.endpoint}  {delivery.state.value}  {delivery.error}")
        for attempt in ledger.notices.attempts(delivery.id) if show else ():
            click.echo(
                f"    第{attempt.number}次  {attempt.at:%Y-%m-%d %H:%M:%S}  {attempt.outcome}  {attempt.status or ''}"
            )
