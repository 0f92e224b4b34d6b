"""One filing in the terminal: documents, numbered findings, what changed, what was settled, what was done."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from filings.act import Act, Held
from filings.agency import Agency
from filings.civil import SHANGHAI
from filings.difference import Difference
from filings.dossier import Explanation, Standing, Waiver
from filings.finding import Audit, Finding
from filings.lateness import verdict_words
from filings.nouns import dataclass
from filings.submission import Submission
from gateway.words import ROLES, size
from gateway.wrapping import wrapped

_SHOWN = 12  # characters of a fingerprint or a hash
_SHARED = ("X02", "X03", "X04")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingSheet:
    """Everything that is on record of one filing. ``audit``: None while it is not audited.

    ``cleared``: what has been cleared away of it, as a sentence; ``""`` for nothing.
    """

    filing: Submission
    agency: Agency
    standing: Standing | None
    audit: Audit | None
    difference: Difference | None
    explanations: Sequence[Explanation]
    waivers: Sequence[Waiver]
    acts: Sequence[Act]
    held: Held | None
    cleared: str = ""


def show_filing(console: Console, sheet: FilingSheet) -> None:
    """Print the sheet of a filing."""
    for line in (*_head(sheet), *_findings(sheet), *_change(sheet), *_settled(sheet), *_acts(sheet)):
        indent = len(line) - len(line.lstrip())
        console.print(Text(wrapped(line.lstrip(), console.width, indent)))


def _head(sheet: FilingSheet) -> Iterable[str]:
    filing = sheet.filing
    yield f"{sheet.agency.name}（{sheet.agency.code}）{filing.year}年度报告，第{filing.ordinal}次报送"
    yield f"  编号 {filing.id}"
    when = filing.received_at.astimezone(SHANGHAI)
    taken = filing.taken_at.astimezone(SHANGHAI) if filing.taken_at else None
    portal = f"（报送平台的时间，按它计算；本系统登记 {taken:%Y-%m-%d %H:%M:%S}）" if taken else ""
    yield f"  收到 {when:%Y-%m-%d %H:%M:%S}{portal}" + ("，附说明报送" if filing.insisted else "")
    for document in filing.documents:
        role = ROLES.get(document.role, document.role)
        yield f"  文件 {document.name}（{role}，{size(document.size)}，摘要 {document.sha256[:_SHOWN]}）"
    if sheet.held and sheet.held.assigned_at is None:
        yield f"  待核对归属：{sheet.held.reason}"
        yield f"  认领：gouji assign {sheet.filing.id} --agency 单位 --year 年度 --reason 理由"
        yield f"  没有问题的：gouji unhold {sheet.filing.id} --reason 理由"
    elif sheet.held and (sheet.held.assigned_agency, sheet.held.assigned_year) == (sheet.held.agency, sheet.held.year):
        yield f"  归属已核对，恢复原处：{sheet.held.assigned_by}，{sheet.held.assigned_reason}"
    elif sheet.held:
        yield f"  已认领：{sheet.held.assigned_by}，{sheet.held.assigned_reason}"
    if sheet.standing:
        late = f"，{sheet.standing.lateness}" if sheet.standing.lateness else ""
        yield f"  报送状态 {sheet.standing.state.label}{late}"
        yield f"  报送期限 {sheet.standing.due_on or '未设定'}，公布期限 {sheet.standing.publish_by or '未设定'}"


def _findings(sheet: FilingSheet) -> Iterable[str]:
    if sheet.cleared:
        yield f"{sheet.cleared}。登记和摘要还在。"
    if sheet.audit is None and sheet.cleared:
        return
    if sheet.audit is None:
        yield "尚未核查完毕，通常只要几秒。用 gouji status 看后台是否在运行。"
        return
    yield f"校验结论：{verdict_words(sheet.audit)}（{sheet.audit.as_of}，规则手册 {sheet.audit.rulebook_version}）"
    for number, finding in enumerate(sheet.audit.findings, 1):
        yield f"  {number}. {_finding(finding)}"
        yield f"     怎么改：{finding.fix}"
        yield f"     意见编号 {finding.fingerprint[:_SHOWN]}"
    if not sheet.audit.findings:
        yield "  没有核查意见。"


def _finding(finding: Finding) -> str:
    closed = "（已豁免）" if finding.waived else "（已说明）" if finding.explained else ""
    return f"{finding.rule} {finding.severity.label}{closed}　{finding.message}{for_the_office(finding)}"


def for_the_office(finding: Finding) -> str:
    """With whom a text is shared: the office sees it here, the agency is not told."""
    other = finding.facts.get("other") if finding.rule in _SHARED else None
    return f"（另一个单位是{other}）" if other else ""


def _change(sheet: FilingSheet) -> Iterable[str]:
    change = sheet.difference
    if change is None:
        return
    yield f"与上一次报送相比：{change.words}"
    for word, found in (("已改好", change.mended), ("新增", change.new), ("仍有", change.open)):
        for finding in found:
            yield f"  {word}　{finding.rule}　{finding.message}"


def _settled(sheet: FilingSheet) -> Iterable[str]:
    for told in sheet.explanations:
        yield f"说明　{_rule(sheet, told.fingerprint, told.facts_digest)}　{told.text}（{told.by}，{told.on}）"
    for waiver in sheet.waivers:
        rule = _rule(sheet, waiver.fingerprint, waiver.facts_digest)
        yield f"豁免　{rule}　{waiver.reason}（{waiver.approver}批准，到{waiver.until}）"


def _rule(sheet: FilingSheet, fingerprint: str, digest: str) -> str:
    """Which finding of this audit an explanation or a waiver is about; one whose facts have changed has lapsed."""
    found = sheet.audit.findings if sheet.audit else ()
    same = next((f for f in found if f.fingerprint == fingerprint), None)
    if same is None:
        return f"（现已没有这条意见，{fingerprint[:_SHOWN]}）"
    return same.rule if same.facts_digest == digest else f"{same.rule}（数据已改变，自动失效）"


def _acts(sheet: FilingSheet) -> Iterable[str]:
    for act in sheet.acts:
        by = "按本县工作规则自动办理" if act.by == "policy" else act.by
        due = f"，要求{act.resubmit_by}前重新报送" if act.resubmit_by else ""
        yield f"{act.kind.label}　{act.on}　{by}　{act.reason}{due}"
    if not sheet.acts:
        yield "还没有办理（审核同意或退回）。"
