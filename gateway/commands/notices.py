"""``gouji notices``: what was told to whom, and whether it arrived."""

import click

from filings.delivery import Delivery, DeliveryState, LoggedAttempt
from filings.errors import UsageError
from filings.notice import Notice, RecipientKind
from gateway import options
from gateway.office import opened
from gateway.operator import operator
from gateway.words import DELIVERIES, OUTCOMES, moment, silence
from workers.runtime import Runtime


@click.command()
@click.option("--state", type=options.Worded(DELIVERIES), help="只看这一种。")
@click.option("--endpoint", default="", help="只看发往这个接收地址的。")
@click.option("--show", metavar="NOTICE", help="看一份通知的全文和每次发送的记录。")
@click.option("--release", is_flag=True, help="放行全部待放行的通知。")
@click.option("--limit", default=50, show_default=True, help="最多列出多少份。")
def notices(state: str | None, endpoint: str, show: str | None, release: bool, limit: int) -> None:  # noqa: FBT001 - click passes it so
    """列出通知及其投递情况。"""
    parts = opened()
    if release:
        click.echo(f"已放行{parts.ledger.notices.release(operator(), parts.now())}份。")
        return
    if show:
        told = parts.ledger.notices.find(show)
        if told is None:
            raise UsageError(f"没有编号为 {show} 的通知。用 gouji notices 看编号。")
        click.echo(f"{told.title}\n\n{told.text}")
    chosen = DeliveryState(state) if state else None
    found = parts.ledger.notices.deliveries(show or "", endpoint, chosen, limit, newest=True)
    for delivery in found:
        click.echo(_line(parts, delivery, whole=not show))
        for attempt in parts.ledger.notices.attempts(delivery.id) if show else ():
            click.echo(_attempt(attempt))
    for one in parts.ledger.endpoints.listed() if found else ():
        if why := silence(one, parts.now()):
            click.echo(f"接收地址 {one.id} {why}。")
    if not found:
        click.echo("没有接收地址要收这份通知。" if show else "没有这样的通知。")


def _line(parts: Runtime, delivery: Delivery, *, whole: bool) -> str:
    """Time, state, whose copy it is and title; its number, way and why it is not there yet stand below."""
    told = parts.ledger.notices.find(delivery.notice) if whole else None
    later = ""
    if delivery.state is DeliveryState.PENDING and delivery.next_attempt_at > parts.now():
        later = f"{moment(delivery.next_attempt_at)}再发"
    why = "，".join(word for word in (delivery.error.rstrip("。"), later) if word)
    if told is None:
        return f"{DELIVERIES[delivery.state]}  发往 {delivery.endpoint}" + (f"\n    {why}" if why else "")
    head = f"{moment(told.created)}  {DELIVERIES[delivery.state]}  {_copy(parts, told)}  {told.title}"
    return f"{head}\n    {told.id} → {delivery.endpoint}" + (f"，{why}" if why else "")


def _copy(parts: Runtime, told: Notice) -> str:
    """Who is told, by name, and which copy that is: the agency's own, or the office's."""
    kind, _, code = told.recipient.partition(":")
    if kind == RecipientKind.OFFICE.value:
        area = parts.ledger.register.jurisdiction(code)
        return f"{(area.office or area.name) if area else code}（主管部门一份）"
    agency = parts.ledger.register.find(code)
    return f"{agency.name if agency else code}（报送单位一份）"


def _attempt(attempt: LoggedAttempt) -> str:
    status = f"，答复{attempt.status}" if attempt.status else ""
    answer = f"\n        对方说：{' '.join(attempt.answer.split())[:200]}" if attempt.answer.strip() else ""
    error = f"，{attempt.error.rstrip('。')}" if attempt.error else ""
    outcome = OUTCOMES.get(attempt.outcome, attempt.outcome)
    return (
        f"    第{attempt.number}次  {moment(attempt.at)}  {outcome}{status}，用时{attempt.latency:.1f}秒{error}{answer}"
    )
