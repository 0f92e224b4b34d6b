"""``gouji accept``, ``return``, ``reopen`` and ``withdraw``: the office's word on a filing, and taking it back."""

from datetime import datetime
from typing import NoReturn

import click

from filings.act import Refused
from gateway import acting, lookup, options
from gateway.acting import Done
from gateway.office import named, office

_FILING = click.argument("submission")


@click.command()
@_FILING
@click.option("--reason", default="", help="理由；有“必须修改”的意见而仍要审核同意时必须写。")
@options.by
@options.county
def accept(submission: str, reason: str, by: str, county: str) -> None:
    """审核同意一份报送件。SUBMISSION 是编号，或 单位/年度；报送过几次的写 单位/年度/第几次。"""
    where = office(county)
    told(acting.accept(where, lookup.submission(where, submission), named(by), reason))


@click.command("return")
@_FILING
@click.option("--reason", required=True, help="退回的理由，报送单位据此修改。")
@click.option("--resubmit-by", type=options.DAY, help="要求重新报送的日期。")
@options.by
@options.county
def return_(submission: str, reason: str, resubmit_by: datetime | None, by: str, county: str) -> None:
    """退回一份报送件，请单位修改。SUBMISSION 是编号，或 单位/年度；报送过几次的写 单位/年度/第几次。"""
    where = office(county)
    told(acting.send_back(where, lookup.submission(where, submission), named(by), reason, options.civil(resubmit_by)))


@click.command()
@_FILING
@click.option("--reason", required=True, help="为什么撤销，随记录保存，报送单位会看到。")
@options.by
@options.county
def reopen(submission: str, reason: str, by: str, county: str) -> None:
    """撤销一份报送件最近一次的审核同意、退回或撤回，恢复为待办；撤销前的办理仍留在记录里。"""
    where = office(county)
    told(acting.reopen(where, lookup.submission(where, submission), named(by), reason))


@click.command()
@_FILING
@click.option("--reason", required=True, help="为什么撤回，随记录保存。")
@options.by
@options.county
def withdraw(submission: str, reason: str, by: str, county: str) -> None:
    """登记报送单位撤回一份报送件；撤回的不再计入报送，文件仍保存。误撤的用 gouji reopen 恢复。"""
    where = office(county)
    told(acting.withdraw(where, lookup.submission(where, submission), named(by), reason))


def told(done: Done | Refused) -> None:
    """Say what was done; a refusal ends with status 1."""
    if isinstance(done, Refused):
        refuse(done.reason)
    click.echo(f"{done.says}。")


def refuse(reason: str) -> NoReturn:
    """Say why nothing was done, and end with status 1."""
    words = reason.replace("请写明理由", "请用 --reason 写明理由").rstrip("。")
    click.echo(f"没有办理：{words}。", err=True)
    raise SystemExit(1)
