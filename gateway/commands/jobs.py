"""``gouji jobs``: the work that waits, runs or was taken out."""

import click

from filings.errors import UsageError
from filings.job import JobState
from gateway.operator import operator
from workers.parts import assemble
from workers.settings import settings


@click.command()
@click.option("--state", type=click.Choice([state.value for state in JobState]), help="只看这一种。")
@click.option("--limit", default=50, show_default=True, help="最多列出多少个。")
@click.option("--redrive", metavar="JOB", help="让一个已隔离的任务重新运行。")
@click.option("--reason", default="", help="重新运行的理由，随记录保存。")
def jobs(state: str | None, limit: int, redrive: str | None, reason: str) -> None:
    """列出任务；处理已隔离的任务。"""
    parts = assemble(settings())
    if redrive:
        if not parts.ledger.jobs.redrive(redrive, operator(), reason, parts.now()):
            raise UsageError(f"{redrive} 不在隔离中。用 gouji jobs --state quarantined 看有哪些。")
        click.echo(f"{redrive} 将重新运行。")
        return
    for job in parts.ledger.jobs.listed(JobState(state) if state else None, limit):
        click.echo(f"{job.id}  {job.state.value:11}  {job.subject}  {job.attempts}次  {job.reason}")
