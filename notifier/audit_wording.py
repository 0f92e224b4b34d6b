"""The letter to the agency and the line for the office when an audit is done."""

from collections.abc import Sequence
from datetime import date

from filings.agency import Agency
from filings.finding import Audit, Finding, Severity, Status, Verdict
from filings.lateness import reason_asked, verdict_words
from filings.notice import Recipient, RecipientKind
from filings.submission import Submission
from filings.suspicion import suspicion
from notifier.occasion import Occasion, civil_day, spoken
from notifier.wording import NOT_AN_APPROVAL, Letter, framed, paragraphs, read_at, until
from schemas.editions import edition

LETTER_LIMIT = 50  # findings in one letter; nobody mends more in one sitting
_DIGITS = "零一二三四五六七八九"


def audited(
    occasion: Occasion, recipient: Recipient, audit: Audit, submission: Submission, agency: Agency, due: date | None
) -> Letter:
    """The letter for this recipient: to the agency what to do, to the office how it stands."""
    summary = line(audit, submission, agency)
    if recipient.kind is RecipientKind.OFFICE:
        body = paragraphs(summary, *_short(open_findings(audit)), NOT_AN_APPROVAL, read_at(occasion))
    else:
        body = "\n".join(_agency_parts(occasion, audit, submission, due))
    text = framed(recipient, occasion.desk, occasion.today, body, by_machine=True)
    return Letter(f"{agency.name}{submission.year}年度报告校验结果：{verdict_words(audit)}", summary, text)


def line(audit: Audit, submission: Submission, agency: Agency) -> str:
    """县交通运输局2025年度报告（第1次报送）：必须修改，晚报4天。必须修改2项，请核实1项."""
    counts = count(open_findings(audit))
    said = "，".join(f"{severity.label}{counts[severity]}项" for severity in Severity if counts[severity])
    where = f"{agency.name}{submission.year}年度报告（第{submission.ordinal}次报送）"
    return f"{where}：{verdict_words(audit)}。{said or _none(audit)}。"


def _none(audit: Audit) -> str:
    if with_reasons_for_all(audit):
        return "已收到，附说明，待审核"
    return "没有需要办理的事项" if audit.verdict is Verdict.CLEAN else "有校验未能完成"


def with_reasons_for_all(audit: Audit) -> bool:
    """Whether the agency gave a reason for each must_fix finding 附说明报送, so that the office's word is next."""
    grave = [f for f in audit.findings if f.severity is Severity.MUST_FIX and not f.waived]
    return bool(grave) and all(f.explained for f in grave)


def open_findings(audit: Audit) -> tuple[Finding, ...]:
    """The findings that still ask for something, gravest first: neither waived nor explained."""
    still = (f for f in audit.findings if not f.waived and not f.explained)
    return tuple(sorted(still, key=lambda finding: finding.severity.rank))


def count(findings: Sequence[Finding]) -> dict[Severity, int]:
    """How many there are of each severity."""
    return {severity: sum(f.severity is severity for f in findings) for severity in Severity}


def numeral(number: int) -> str:
    """一, 十, 十二, 五十: 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def _agency_parts(occasion: Occasion, audit: Audit, submission: Submission, due: date | None) -> list[str]:
    still = open_findings(audit)
    closed = len(audit.findings) - len(still)
    failed = sum(outcome.status is Status.FAILED for outcome in audit.outcomes)
    more = len(still) - LETTER_LIMIT
    came = f"第{submission.ordinal}次报送，{spoken(civil_day(submission.received_at))}收到"
    ended = f"已完成校验，结论为：{verdict_words(audit)}。{_opening(audit.verdict, still)}"
    return [
        paragraphs(f"你单位报送的{submission.year}年政府信息公开工作年度报告（{came}）{ended}"),
        *_groups(still[:LETTER_LIMIT]),
        *_suspected(audit, still),
        *([""] if still else []),
        paragraphs(
            f"以上列出前{LETTER_LIMIT}项，其余{more}项请在系统中查看。" if more > 0 else "",
            f"另有{closed}项已作说明或已获豁免，不需再办理。" if closed else "",
            f"另有{failed}项校验因系统原因未能完成，我们将补做，不需你单位办理。" if failed else "",
            *audit.notes,
            *_steps(audit, still, due, occasion.today),
            NOT_AN_APPROVAL,
            read_at(occasion),
        ),
    ]


def _opening(verdict: Verdict, still: Sequence[Finding]) -> str:
    if verdict is Verdict.UNREADABLE:
        return "文件已收到，系统没有读出内容，由我们打开原件核对，不算漏报，收到的日期照算。"
    if still:
        return "请对照下列意见逐项办理。" if verdict is not Verdict.CLEAN else "下列提示供参考。"
    return "没有需要你单位办理的事项。"


def _suspected(audit: Audit, still: Sequence[Finding]) -> list[str]:
    """The cells that are probably wrong, as far as what they explain is still open."""
    titles = edition(audit.edition).titles if audit.edition else {}
    still_open = {finding.fingerprint for finding in still}
    standing = [suspect for suspect in audit.suspects if still_open.intersection(suspect.mends)]
    return ["\n" + paragraphs(*(f"疑似错格：{suspicion(one, titles)}" for one in standing))] if standing else []


def _groups(findings: Sequence[Finding]) -> list[str]:
    parts: list[str] = []
    present = [severity for severity in Severity if any(f.severity is severity for f in findings)]
    for number, severity in enumerate(present, start=1):
        group = [finding for finding in findings if finding.severity is severity]
        parts.append("\n" + paragraphs(f"{numeral(number)}、{severity.label}（{len(group)}项）"))
        parts.extend(_item(order, finding) for order, finding in enumerate(group, start=1))
    return parts


def _item(order: int, finding: Finding) -> str:
    return paragraphs(
        f"（{numeral(order)}）{finding.title}",
        f"位置：{finding.place}" if finding.place else "",
        f"问题：{finding.message}",
        f"办法：{finding.fix}" if finding.fix else "",
        f"依据：{'；'.join(finding.basis)}" if finding.basis else "",
    )


def next_step(audit: Audit, still: Sequence[Finding], due: date | None, today: date) -> str:
    """What the agency does now, and by when. ``due``: None where no date is set; a past one is said to be past."""
    verdict = audit.verdict
    if with_reasons_for_all(audit) and not any(finding.severity is Severity.VERIFY for finding in still):
        return "已收到，附说明，待审核，目前不需你单位办理其他事项。"
    if verdict is Verdict.CLEAN or (verdict is Verdict.EXPLAIN and not still):
        return "目前不需你单位办理其他事项，请等待审核。"
    if verdict is Verdict.UNREADABLE:
        return "可以把文件另存一份（没有密码、能正常打开）再报，也可以等待我们核对，不必担心因此晚报。"
    step = _STEPS[verdict]
    if verdict is Verdict.MUST_FIX and any(finding.severity is Severity.VERIFY for finding in still):
        step += "“请核实”事项中数据属实的，请逐项填写说明。"
    return _by(due, today) + step


def _steps(audit: Audit, still: Sequence[Finding], due: date | None, today: date) -> tuple[str, ...]:
    """What to do, the reason for being late first: no new filing mends that, and none is asked for."""
    asked, step = reason_asked(audit.findings), next_step(audit, still, due, today)
    return (f"{asked}。", step) if asked else (step,)


_STEPS = {
    Verdict.EXPLAIN: "办理：数据有误的，改正后重新报送；数据属实的，逐项填写说明即可，不必重新报送。",
    Verdict.MUST_FIX: "修改后重新报送。经核对无误、须按原样报送的，请选择“附说明报送”，"
    "对每条“必须修改”的意见至少写一句说明，由主管机构审核。",
}


def _by(due: date | None, today: date) -> str:
    if due is None:
        return "请尽快"
    return f"报送期限（{spoken(due)}）已过，请尽快" if due < today else f"请于{until(due)}"


def _short(findings: Sequence[Finding]) -> list[str]:
    asked = [finding for finding in findings if finding.severity is not Severity.HINT]
    shown = [
        f"{order}. [{f.severity.label}] {f.place + '：' if f.place else ''}{f.message}"
        for order, f in enumerate(asked[:LETTER_LIMIT], start=1)
    ]
    more = len(asked) - LETTER_LIMIT
    return [*shown, f"其余{more}项请在系统中查看。"] if more > 0 else shown
