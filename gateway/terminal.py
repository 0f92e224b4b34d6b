"""An audit as a clerk reads it in the terminal. Colour never says anything that the words do not say."""

from collections import Counter
from collections.abc import Iterable, Mapping

from filings.finding import Audit, Finding, Severity, Verdict
from filings.lateness import verdict_words
from filings.report import Report
from filings.suspicion import derived, few, grouped, suspicion
from gateway.coverage import coverage
from gateway.screen import Screen
from gateway.wrapping import wrapped

_MARKS: Mapping[Severity, tuple[str, str]] = {
    Severity.MUST_FIX: ("✕", "bold red"),
    Severity.VERIFY: ("△", "yellow"),
    Severity.HINT: ("·", "cyan"),
}
_KINDS = {
    "government": "政府",
    "department": "政府部门",
    "township": "乡镇、街道",
    "subdistrict": "街道",
    "institution": "事业单位",
}
_VERDICTS = {Verdict.CLEAN: "✓", Verdict.EXPLAIN: "△", Verdict.MUST_FIX: "✕", Verdict.UNREADABLE: "✕"}


def show(screen: Screen, name: str, audit: Audit, titles: Mapping[str, str], report: Report | None = None) -> None:
    """Print one audit: what it is, what is wrong, which cell is probably wrong, and the machine's verdict."""
    screen.say((name, "bold"), ("  ", ""), (_subject(audit), "dim"))
    for suspects, findings in grouped(audit):
        for suspect in suspects:
            _say(screen, f"？ 疑似错格：{suspicion(suspect, titles)}", 2, "magenta")
        if suspects and findings:
            _say(screen, derived(findings), 2, "magenta")
        for finding in findings:
            _finding(screen, finding)
    for problem in report.problems if report and not audit.findings else ():
        _say(screen, problem.message, 4)
    style = "green" if audit.verdict is Verdict.CLEAN else "bold"
    _say(screen, _conclusion(audit), 2, style)
    _say(screen, coverage(audit), 4, "dim")
    screen.say(("", ""))


def summary(audits: Iterable[Audit]) -> str:
    """共5份：✕ 2份必须修改 …"""
    audits = list(audits)
    counts = Counter(audit.verdict for audit in audits)
    parts = [f"{_VERDICTS[verdict]} {verdict.label}{counts[verdict]}份" for verdict in Verdict if counts[verdict]]
    return f"共{len(audits)}份：" + "，".join(parts)


def _subject(audit: Audit) -> str:
    words = [audit.agency or "单位不明", f"{audit.year}年度" if audit.year else "年度不明"]
    if audit.edition:
        words.append(f"{audit.edition}年版式")
    if audit.kind:
        words.append(_KINDS.get(audit.kind, audit.kind) + ("（按名称推断）" if audit.kind_inferred else ""))
    return " · ".join(words)


def _say(screen: Screen, text: str, indent: int, style: str = "") -> None:
    screen.say((wrapped(text, screen.width, indent), style))


def _finding(screen: Screen, finding: Finding) -> None:
    mark, style = _MARKS[finding.severity]
    closed = "（已豁免）" if finding.waived else "（已说明）" if finding.explained else ""
    screen.say((f"  {mark} {finding.severity.label}{closed}", style), (f"  {finding.rule} {finding.title}", ""))
    _say(screen, "位置：" + finding.place, 4, "dim")
    _say(screen, finding.message, 4)
    _say(screen, "怎么改：" + finding.fix, 4)
    _say(screen, "依据：" + "；".join(finding.basis), 4, "dim")


def _conclusion(audit: Audit) -> str:
    counts = Counter(finding.severity for finding in audit.findings if not finding.waived)
    found = "，".join(f"{severity.label}{counts[severity]}处" for severity in Severity if counts[severity])
    found = "，".join(word for word in (found or "没有发现问题", few(audit)) if word)
    return f"{_VERDICTS[audit.verdict]} 校验结论：{verdict_words(audit)}。{found}。"
