"""``gouji accept`` and ``gouji return``: the office's word on a filing."""

from datetime import datetime
from typing import NoReturn

import click

from filings.act import Act, Refused
from filings.agency import Agency
from filings.civil import civil_day
from filings.submission import Submission
from gateway import choosing, options
from gateway.clock import today
from gateway.office import Office, named, office, tell
from notifier.compose import report_accepted, report_returned
from notifier.occasion import Occasion
from workers.telling import occasion

_FILING = click.argument("submission")


@click.command()
@_FILING
@click.option("--reason", default="", help="理由；有“必须修改”的意见而仍要签收时必须写。")
@options.by
@options.county
def accept(submission: str, reason: str, by: str, county: str) -> None:
    """签收一份报送件。SUBMISSION 是编号，或 单位/年度（取最后一次报送）。"""
    where = office(county)
    filing = choosing.submission(where, submission)
    agency, about = _occasion(where, filing)
    notices = report_accepted(about, filing, agency, civil_day(about.created))
    done = where.ledger.acts.accept(filing.id, named(by), about.created, reason, notices)
    _done(done, filing, agency, "已签收")
    tell(where.parts, notices)


@click.command("return")
@_FILING
@click.option("--reason", required=True, help="退回的理由，报送单位据此修改。")
@click.option("--resubmit-by", type=options.DAY, help="要求重新报送的日期。")
@options.by
@options.county
def return_(submission: str, reason: str, resubmit_by: datetime | None, by: str, county: str) -> None:
    """退回一份报送件。SUBMISSION 是编号，或 单位/年度（取最后一次报送）。"""
    where, day = office(county), options.civil(resubmit_by)
    filing = choosing.submission(where, submission)
    if day is not None and day < today():
        click.echo(f"没有退回：要求重新报送的日期{day}已经过了，请改成今后的日期。", err=True)
        raise SystemExit(2)
    agency, about = _occasion(where, filing)
    notices = report_returned(about, filing, agency, reason, day)
    done = where.ledger.acts.send_back(
        filing.id, named(by), about.created, reason, resubmit_by=day, notices=notices
    )  # fmt: skip
    _done(done, filing, agency, f"已退回，请于{day}前重新报送" if day else "已退回")
    tell(where.parts, notices)


def refuse(reason: str) -> NoReturn:
    """Say why nothing was done, and end with status 1."""
    click.echo(f"没有办理：{reason}。", err=True)
    raise SystemExit(1)


def _occasion(where: Office, filing: Submission) -> tuple[Agency, Occasion]:
    """The event; its key counts the acts, so that acting again is told again and repeating a crash is not."""
    agency = where.agency(filing.agency)
    number = len(where.ledger.acts.of(filing.id)) + 1
    pages = where.parts.settings.public_url
    path = f"/submissions/{filing.id}"
    return agency, occasion(f"{filing.id}/{number}", where.parts.now(), where.area, agency, pages, path)


def _done(act: Act | Refused, filing: Submission, agency: Agency, words: str) -> None:
    if isinstance(act, Refused):
        refuse(act.reason.replace("请写明理由", "请用 --reason 写明理由"))
    click.echo(f"{words}：{agency.name}{filing.year}年度报告（第{filing.ordinal}次报送）。经办 {act.by}，{act.on}。")
