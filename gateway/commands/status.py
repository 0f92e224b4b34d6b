"""``gouji status``: what runs, what waits, what needs a person."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click

from filings.delivery import DeliveryState
from filings.errors import InfrastructureError
from filings.job import JobState
from gateway import confining, liveness
from gateway.office import opened
from gateway.words import DELIVERIES, JOBS, size
from ledger.jobs import COUNTED
from workers.confinement.layers import available
from workers.keys import unopened
from workers.runtime import Runtime, build_runtime
from workers.settings import settings
from workers.wiring import QueueName

_LANES = {QueueName.AUDITS: "核查", QueueName.SOLO: "单独核查", QueueName.NOTICES: "通知"}
_SHOWN = (DeliveryState.PENDING, DeliveryState.HELD, DeliveryState.REFUSED, DeliveryState.DISABLED)
_MANY = 1000
_LITTLE = 200 * 1024 * 1024  # bytes of room; a day of filings takes some tens of megabytes
_DIFFER = timedelta(seconds=5)
_MINUTES = 2  # from here on told in minutes


@click.command()
@click.option(
    "--check", is_flag=True, help="健康检查：队列、数据库连得上，本机的后台进程都有响应，退出状态为0；否则为1并说明。"
)
def status(check: bool) -> None:  # noqa: FBT001 - click passes it so
    """看后台的情况：设置、队列、任务、通知，以及要人办理的事。"""
    chosen = settings()
    if check:
        raise SystemExit(0 if _reachable(build_runtime(chosen)) and _responding(chosen.home) else 1)
    parts, shown = opened(), chosen.shown()
    for name, word in (("home", "数据目录"), ("database_url", "数据库"), ("redis_url", "消息队列")):
        click.echo(f"{word}：{shown[name]}")
    for line in clocks(parts):
        click.echo(line)
    for line in liveness.told(chosen.home):
        click.echo(line)
    click.echo(_queue(parts))
    counts = parts.ledger.jobs.counts()
    click.echo("任务：" + "，".join(f"{word}{_counted(counts[state])}" for state, word in JOBS.items()))
    click.echo(_notices(parts))
    click.echo(confining.told(available()))
    for line in _to_do(parts, counts[JobState.QUARANTINED]):
        click.echo(f"  · {line}")


def _reachable(parts: Runtime) -> bool:
    try:
        parts.queue.waiting(QueueName.AUDITS)
        parts.ledger.jobs.counts()
    except InfrastructureError:
        return False
    return True


def _responding(home: Path) -> bool:
    silent = liveness.silent(home)
    if silent:
        click.echo(f"后台没有响应：{'、'.join(silent)}。", err=True)
    return not silent


def clocks(parts: Runtime) -> Iterator[str]:
    """What a person should know of clocks that differ; nothing when they agree."""
    host, ledger = parts.differences()
    if abs(host) > _DIFFER:
        yield f"时钟：本机比数据库服务器{_apart(host)}。收件时间以数据库服务器为准；请校准本机时钟。"
    if abs(ledger) > _DIFFER:
        yield f"时钟：系统时钟曾被拨动，待办时间比时钟{_apart(ledger)}，已自动接续，不误办理；请核对时钟是否准确。"


def _apart(difference: timedelta) -> str:
    seconds = round(abs(difference.total_seconds()))
    far = f"{seconds}秒" if seconds < _MINUTES * 60 else f"{seconds // 60}分钟"
    return ("快" if difference > timedelta(0) else "慢") + far


def _queue(parts: Runtime) -> str:
    try:
        waiting = {lane: parts.queue.waiting(lane) for lane in QueueName}
    except InfrastructureError as error:
        return f"队列：{error}"
    return "排队：" + "，".join(f"{_LANES[lane]}{count}" for lane, count in waiting.items())


def _notices(parts: Runtime) -> str:
    found = {state: len(parts.ledger.notices.deliveries(state=state, limit=_MANY)) for state in _SHOWN}
    shown = (f"{DELIVERIES[state]}{found[state]}{'以上' if found[state] == _MANY else ''}" for state in _SHOWN)
    return "通知：" + "，".join(shown)


def _counted(number: int) -> str:
    """A number of jobs; from ``COUNTED`` on nobody counts."""
    return f"{number}以上" if number == COUNTED else str(number)


def _to_do(parts: Runtime, quarantined: int) -> Iterator[str]:
    """What does not move by itself, each with the command that shows or mends it."""
    if line := _disk(parts.settings.home):
        yield line
    held = len(parts.ledger.holding.waiting())
    if held:
        yield f"有{held}份报送件待核对归属：gouji hold 看原因，gouji assign 认领。"
    if quarantined:
        yield f"有{_counted(quarantined)}个任务已隔离，不再自动运行：gouji jobs --state 已隔离 看原因。"
    for state, word in ((DeliveryState.HELD, "待放行"), (DeliveryState.REFUSED, "没有送达")):
        count = len(parts.ledger.notices.deliveries(state=state, limit=_MANY))
        if count:
            yield f"有{count}份通知{word}：gouji notices --state {DELIVERIES[state]} 看是哪些。"
    pending = parts.ledger.notices.deliveries(state=DeliveryState.PENDING, limit=_MANY)
    for error, count in Counter(delivery.error for delivery in pending if delivery.error).most_common(3):
        yield f"有{count}份通知还没有发出：{error}"
    yield from unopened(parts.settings, parts.ledger)
    for one in parts.ledger.endpoints.listed():
        if one.disabled:
            yield f"接收地址 {one.id} 已停用：{one.disabled.rstrip('。')}。恢复：gouji endpoint enable {one.id}"


def _disk(home: Path) -> str:
    """The warning that the disk of our data is nearly full, ``""`` while it is not."""
    free = shutil.disk_usage(home).free
    return "" if free >= _LITTLE else f"数据目录 {home} 所在的磁盘只剩{size(free)}，快要满了：请腾出空间。"
