"""``gouji status``: what runs, what waits, what needs a person."""

import click

from filings.delivery import DeliveryState
from filings.errors import InfrastructureError
from filings.job import JobState
from workers.parts import Parts, assemble
from workers.settings import settings
from workers.wiring import Lane

_JOBS = {
    JobState.DUE: "待处理",
    JobState.LEASED: "处理中",
    JobState.DONE: "已完成",
    JobState.QUARANTINED: "已隔离",
}
_MANY = 1000


@click.command()
@click.option("--check", is_flag=True, help="只看队列和数据库是否连得上，不打印；连不上时退出状态为1。")
def status(check: bool) -> None:  # noqa: FBT001 - click passes it so
    """看后台的情况：设置、队列、任务、通知、待认领的报送件。"""
    chosen = settings()
    parts = assemble(chosen)
    if check:
        raise SystemExit(0 if _reachable(parts) else 1)
    for name in ("home", "database_url", "redis_url"):
        click.echo(f"{name:13} {chosen.shown()[name]}")
    click.echo(_queue(parts))
    counts = parts.ledger.jobs.counts()
    click.echo("任务：" + "，".join(f"{word}{counts[state]}" for state, word in _JOBS.items()))
    click.echo(_notices(parts))
    held = len(parts.ledger.holding.waiting())
    if held:
        click.echo(f"待认领的报送件：{held}")
    if counts[JobState.QUARANTINED]:
        click.echo("有任务已隔离，用 gouji jobs --state quarantined 看原因。")


def _reachable(parts: Parts) -> bool:
    try:
        parts.queue.waiting(Lane.AUDITS)
        parts.ledger.jobs.counts()
    except InfrastructureError:
        return False
    return True


def _queue(parts: Parts) -> str:
    try:
        waiting = {lane: parts.queue.waiting(lane) for lane in Lane}
    except InfrastructureError:
        return "队列：连不上（没有启动 gouji up？任务都在数据库里，启动后继续）"
    return "队列：" + "，".join(f"{lane.value} {count}" for lane, count in waiting.items())


def _notices(parts: Parts) -> str:
    words = {DeliveryState.PENDING: "待发送", DeliveryState.HELD: "待放行", DeliveryState.REFUSED: "未送达"}
    found = {state: len(parts.ledger.notices.deliveries(state=state, limit=_MANY)) for state in words}
    shown = (f"{word}{found[state]}{'以上' if found[state] == _MANY else ''}" for state, word in words.items())
    return "通知：" + "，".join(shown)
