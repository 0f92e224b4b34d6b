"""``gouji sweep``: who has filed, who has not, as of a day; and the reminders that are due."""

from datetime import datetime

import click

from gateway import options
from gateway.clock import today
from gateway.office import opened
from workers.countybook import county_rulebook
from workers.sweep import Sweep


@click.command()
@click.option("--as-of", type=options.DAY, help="按哪一天巡查，默认今天。")
@click.option("--tell/--no-tell", default=None, help="是否发出提醒；默认只有巡查今天时才发。")
def sweep(as_of: datetime | None, tell: bool | None) -> None:  # noqa: FBT001 - click passes it so
    """巡查一次：哪些单位还没有报送，依规则提出意见，到了提醒的日子就发提醒。"""
    day = as_of.date() if as_of else today()
    parts = opened()
    book = county_rulebook(parts.settings.home)
    swept = Sweep(parts=parts, book=book)(day, tell=day == today() if tell is None else tell)
    for found in swept.without_report:
        click.echo(
            f"{found.standing.year}年度  {found.agency.code}  {found.agency.name}  {_when(found.standing.due_on)}"
        )
        for finding in found.audit.findings:
            click.echo(f"    {finding.rule}  {finding.message}")
    missing = sum(found.standing.late for found in swept.without_report)
    waiting = len(swept.without_report) - missing
    click.echo(
        f"{day}：{swept.agencies}个单位，{waiting}个待报送（未到期），{missing}个到期未报送，新发提醒{swept.reminders}份。"
    )
    if swept.weekends_only:
        click.echo(f"系统还没有{day.year}年的放假安排，工作日只按周末推算。", err=True)


def _when(due: object) -> str:
    return f"期限{due}" if due else "没有期限"
