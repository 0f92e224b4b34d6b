"""``gouji hold``, ``unhold`` and ``assign``: filings that may lie in the wrong slot."""

import click

from filings.errors import UsageError
from filings.filing_name import SHORT, filing_name
from gateway import acting, lookup, options
from gateway.commands.acts import told
from gateway.office import Office, named, office


@click.command()
@click.argument("submission", required=False)
@click.option("--reason", default="", help="为什么不属于所报的单位或年度，报送单位会看到。")
@options.by
@options.county
def hold(submission: str | None, reason: str, by: str, county: str) -> None:
    """把一份报送件转为待核对归属；不写 SUBMISSION 就列出全部待核对的。"""
    where = office(county)
    if submission is None:
        _list(where)
        return
    if not reason.strip():
        raise UsageError("请用 --reason 写明为什么要核对归属，报送单位会看到。")
    filing = lookup.submission(where, submission)
    told(acting.hold(where, filing, named(by), reason))
    number = filing.id[:SHORT]
    click.echo(f"核对后，归别的单位或年度的用 gouji assign {number} 认领，没有问题的用 gouji unhold {number} 恢复。")


@click.command()
@click.argument("submission")
@click.option("--reason", required=True, help="为什么恢复，随报送件保存。")
@options.by
@options.county
def unhold(submission: str, reason: str, by: str, county: str) -> None:
    """把一份待核对归属的报送件恢复到原报送的单位和年度，重新核查。"""
    where = office(county)
    told(acting.unhold(where, lookup.submission(where, submission), named(by), reason))


@click.command()
@click.argument("submission")
@click.option("--agency", required=True, help="认领到哪个单位（代码或名称）。")
@options.year
@click.option("--reason", required=True, help="认领的理由，随报送件保存。")
@options.by
@options.county
def assign(submission: str, agency: str, year: int, reason: str, by: str, county: str) -> None:
    """把一份待核对归属的报送件认领到单位和年度；认领后重新核查。"""
    where = office(county)
    filing, found = lookup.submission(where, submission), where.agency(agency)
    told(acting.assign(where, filing, found, year, named(by), reason))


def _list(where: Office) -> None:
    waiting = where.ledger.holding.waiting()
    for one in waiting:
        filing = where.ledger.submissions.find(one.submission)
        if filing is not None:
            click.echo(f"{filing_name(where.agency(one.agency).name, filing)}\n    {one.submission}\n    {one.reason}")
    if not waiting:
        click.echo("没有待核对归属的报送件。")
