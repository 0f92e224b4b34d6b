"""``gouji hold`` and ``gouji assign``: filings that lie in the wrong slot."""

import click

from filings.act import Refused
from filings.errors import UsageError
from gateway import choosing, options
from gateway.commands.acts import refuse
from gateway.office import named, office
from workers.wiring import Lane


@click.command()
@click.argument("submission", required=False)
@click.option("--reason", default="", help="为什么不属于所报的单位或年度。")
@options.by
@options.county
def hold(submission: str | None, reason: str, by: str, county: str) -> None:
    """把一份报送件转为待认领；不写 SUBMISSION 就列出全部待认领的。"""
    where = office(county)
    if submission is None:
        for waiting in where.ledger.holding.waiting():
            agency = where.agency(waiting.agency)
            click.echo(f"{waiting.submission}  {agency.name}{waiting.year}年度\n    {waiting.reason}")
        if not where.ledger.holding.waiting():
            click.echo("没有待认领的报送件。")
        return
    if not reason.strip():
        raise UsageError("请用 --reason 写明为什么转为待认领，报送单位会看到。")
    filing = choosing.submission(where, submission)
    if not where.ledger.holding.hold(filing.id, reason, named(by), where.parts.now()):
        refuse("该报送件已在待认领之列，或者已经认领过，认领过的不再转出")
    click.echo(f"已转为待认领：{filing.id}。用 gouji assign 认领到正确的单位和年度。")


@click.command()
@click.argument("submission")
@click.option("--agency", required=True, help="认领到哪个单位（代码或名称）。")
@options.year
@click.option("--reason", required=True, help="认领的理由，随报送件保存。")
@options.by
@options.county
def assign(submission: str, agency: str, year: int, reason: str, by: str, county: str) -> None:
    """把一份待认领的报送件认领到单位和年度；认领后重新核查。"""
    where = office(county)
    filing, found = choosing.submission(where, submission), where.agency(agency)
    done = where.ledger.holding.assign(
        filing.id, found.code, year, by=named(by), reason=reason, now=where.parts.now()
    )  # fmt: skip
    if isinstance(done, Refused):
        refuse(done.reason)
    where.parts.queue.wake(Lane.AUDITS, done.job)
    click.echo(f"已认领：{found.name}{year}年度报告（第{done.submission.ordinal}次报送），将重新核查。")
