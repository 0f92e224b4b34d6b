"""``gouji jobs``: the work that waits, runs or was taken out."""

import click

from filings.errors import UsageError
from filings.job import Job, JobState
from gateway import options
from gateway.office import opened
from gateway.operator import operator
from gateway.words import JOBS, moment
from workers.runtime import Runtime

_OPEN = (JobState.QUARANTINED, JobState.LEASED, JobState.DUE)


@click.command()
@click.option("--state", type=options.Worded(JOBS), help="只看这一种；不写就是没有完成的。")
@click.option("--limit", default=50, show_default=True, help="每种最多列出多少个。")
@click.option("--redrive", metavar="JOB", help="让一个已隔离的任务重新运行。")
@click.option("--reason", default="", help="重新运行的理由，随记录保存。")
def jobs(state: str | None, limit: int, redrive: str | None, reason: str) -> None:
    """列出没有完成的任务；处理已隔离的任务。"""
    parts = opened()
    if redrive:
        if not parts.ledger.jobs.redrive(redrive, operator(), reason, parts.now()):
            raise UsageError(f"{redrive} 不在隔离中。用 gouji jobs --state 已隔离 看有哪些。")
        click.echo(f"{redrive} 将重新运行。")
        return
    found = [job for each in ([JobState(state)] if state else _OPEN) for job in parts.ledger.jobs.listed(each, limit)]
    for job in found:
        click.echo(_line(parts, job))
    if not found:
        click.echo(f"没有{JOBS[JobState(state)]}的任务。" if state else "没有等待、正在处理或已隔离的任务。")
    if any(job.state is JobState.QUARANTINED for job in found):
        click.echo("已隔离的任务不再自动运行，其他任务不受影响。排除原因后重新运行：gouji jobs --redrive 任务编号")


def _line(parts: Runtime, job: Job) -> str:
    when = f"{moment(job.due_at)}起可处理" if job.state is JobState.DUE and job.due_at > parts.now() else ""
    tried = f"已试{job.attempts}次" if job.attempts and job.state is not JobState.DONE else ""
    told = "，".join(word for word in (when, tried, job.reason) if word)
    return f"{JOBS[job.state]}  {_subject(parts, job)}  {job.id}" + (f"\n    {told}" if told else "")


def _subject(parts: Runtime, job: Job) -> str:
    """The report that the job is about, as people call it."""
    filing = parts.ledger.submissions.find(job.subject)
    if filing is None:
        return job.subject
    agency = parts.ledger.register.find(filing.agency)
    return f"{agency.name if agency else filing.agency}{filing.year}年度报告（第{filing.ordinal}次报送）"
