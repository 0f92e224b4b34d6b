"""``gouji waive``, ``explain-finding`` and ``insist``: findings that may stand, and why."""

from datetime import datetime

import click

from filings.act import FilingReason
from filings.errors import UsageError
from filings.finding import Finding
from filings.submission import Submission
from gateway import acting, lookup, options
from gateway.commands.acts import told
from gateway.office import Office, named, office

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
    """豁免一条核查意见。FINDING 是 gouji show 里的序号、规则编号或意见编号。"""
    where = office(county)
    filing, found = _chosen(where, submission, finding)
    told(acting.waive(where, filing, found, reason, approver, until.date()))


@click.command("explain-finding")
@_FILING
@_FINDING
@click.option("--text", required=True, help="报送单位的说明。")
@options.by
@options.county
def explain_finding(submission: str, finding: str, text: str, by: str, county: str) -> None:
    """登记报送单位对一条核查意见的说明。数据改变后，说明自动失效。"""
    where = office(county)
    filing, found = _chosen(where, submission, finding)
    told(acting.explain(where, filing, found, text, named(by)))


@click.command()
@_FILING
@click.option(
    "--text", "texts", multiple=True, required=True, metavar="规则=说明", help="如 A01=口径不同；每条写一个。"
)
@options.by
@options.county
def insist(submission: str, texts: tuple[str, ...], by: str, county: str) -> None:
    """附说明报送：每条“必须修改”的意见各写一句说明，按原样报送，由主管部门审核。"""
    where = office(county)
    filing = lookup.submission(where, submission)
    told(acting.insist(where, filing, statements(texts), named(by)))


def statements(texts: tuple[str, ...]) -> tuple[FilingReason, ...]:
    """``A01=口径不同`` as statements. UsageError for one without a rule or without words."""
    found = [text.replace("＝", "=", 1).partition("=") for text in texts]
    if wrong := [
        text for text, (rule, _, words) in zip(texts, found, strict=True) if not (rule.strip() and words.strip())
    ]:
        raise UsageError(f"“{wrong[0]}”要写成 规则=说明，例如 A01=口径与上年不同。")
    return tuple(FilingReason(finding=rule.strip().upper(), text=words.strip()) for rule, _, words in found)


def _chosen(where: Office, submission: str, finding: str) -> tuple[Submission, Finding]:
    filing = lookup.submission(where, submission)
    return filing, lookup.finding(lookup.audited(where, filing), finding)
