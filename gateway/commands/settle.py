"""``gouji waive`` and ``gouji explain-finding``: findings that may stand, and why."""

from datetime import datetime

import click

from filings.civil import civil_day
from filings.dossier import Explanation, Waiver
from filings.errors import UsageError
from filings.finding import Finding
from filings.submission import Submission
from gateway import choosing, options
from gateway.clock import today
from gateway.office import Office, named, office, tell
from notifier.compose import waiver_granted
from workers.telling import occasion
from workers.wiring import Lane

_FILING = click.argument("submission")
_FINDING = click.argument("finding")


@click.command()
@_FILING
@_FINDING
@click.option("--reason", required=True, help="豁免的理由。")
@click.option("--approver", required=True, help="批准人姓名。")
@click.option("--until", required=True, type=options.DAY, help="豁免到哪一天（含当日）。")
@options.county
def waive(submission: str, finding: str, reason: str, approver: str, until: datetime, county: str) -> None:
    """豁免一条核查意见。FINDING 是 gouji show 里的序号、规则编号或指纹。"""
    where, day = office(county), until.date()
    if day < today():
        raise UsageError(f"豁免的截止日期{day}已经过了，请写今后的日期。")
    _words(reason, "--reason 理由")
    _words(approver, "--approver 批准人")
    filing, found = _chosen(where, submission, finding)
    agency, now = where.agency(filing.agency), where.parts.now()
    waiver = Waiver(
        fingerprint=found.fingerprint, facts_digest=found.facts_digest, reason=reason, approver=approver, until=day
    )
    key = f"{filing.id}/{found.fingerprint}/{found.facts_digest}/{day}"
    about = occasion(key, now, where.area, agency, where.parts.settings.public_url, f"/submissions/{filing.id}")
    notices = waiver_granted(about, agency, filing.year, found, waiver)
    where.ledger.settlements.waive(agency.code, filing.year, waiver, now, notices)
    click.echo(
        f"已豁免：{agency.name}{filing.year}年度报告，{found.rule} {found.title}，到{day}。{approver}批准：{reason}"
    )
    tell(where.parts, notices)
    _again(where, filing, f"waived/{found.fingerprint}/{found.facts_digest}/{day}")


@click.command("explain-finding")
@_FILING
@_FINDING
@click.option("--text", required=True, help="报送单位的说明。")
@options.by
@options.county
def explain_finding(submission: str, finding: str, text: str, by: str, county: str) -> None:
    """登记报送单位对一条核查意见的说明。数据改变后，说明自动失效。"""
    where = office(county)
    _words(text, "--text 说明")
    filing, found = _chosen(where, submission, finding)
    now = where.parts.now()
    explanation = Explanation(
        fingerprint=found.fingerprint, facts_digest=found.facts_digest, text=text, by=named(by), on=civil_day(now)
    )
    where.ledger.settlements.explain(filing.agency, filing.year, explanation, now)
    agency = where.agency(filing.agency)
    click.echo(f"已登记说明：{agency.name}{filing.year}年度报告，{found.rule} {found.title}：{text}")
    _again(where, filing, f"explained/{found.fingerprint}/{found.facts_digest}")


def _chosen(where: Office, submission: str, finding: str) -> tuple[Submission, Finding]:
    filing = choosing.submission(where, submission)
    return filing, choosing.finding(choosing.audited(where, filing), finding)


def _words(text: str, option: str) -> None:
    if not text.strip():
        raise UsageError(f"{option}不能是空的，要随记录保存。")


def _again(where: Office, filing: Submission, cause: str) -> None:
    """Have the filing audited again, so that its verdict tells of what was settled."""
    job = where.ledger.audits.again(filing.id, cause, where.parts.now())
    where.parts.queue.wake(Lane.AUDITS, job)
