"""Where agencies stand, as a table in the terminal: words say everything, columns line up, nothing is cut."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich.console import Console

from filings.county import UPWARD, AgencyYear, Box, CountyYear
from filings.dossier import StandingState
from filings.finding import Severity
from filings.lateness import LATE_RULES
from filings.register_words import KIND_WORDS
from gateway.columns import columns

_TODO: Mapping[StandingState, str] = {
    StandingState.MISSING: "请催报",
    StandingState.HELD: "请核对归属：gouji hold 看原因，gouji assign 认领，没有问题的用 gouji unhold 恢复",
    StandingState.AWAITING_OFFICE: "请审核同意或退回",
    StandingState.EXPLANATION_OWED: "等该单位改正或说明，也可退回",
    StandingState.RETURNED: "等该单位重新报送",
}


def show_standings(console: Console, county: CountyYear) -> None:
    """One line for each agency: state, the dates of both duties, what is late, what is open, what is to be done."""
    heads = ("单位", "状态", "报送期限", "收到", "公布期限", "晚", "意见和下一步")
    _print(console, heads, [_line(county, a) for a in county.agencies])
    for sentence in (standing_summary(county), *_apart(county)):
        console.print(sentence, soft_wrap=True)


def show_agencies(console: Console, county: CountyYear, codes: Mapping[str, str]) -> None:
    """One line for each agency: code, name, kind, where it stands. ``codes``: code -> remark of the register."""
    rows = []
    for line in county.agencies:
        note = line.standing.note or codes.get(line.agency, "")
        kind = KIND_WORDS.get(line.kind, line.kind)
        rows.append((line.agency, line.name, kind, line.standing.state.label, note))
    _print(console, ("代码", "单位", "类别", "状态", "说明"), rows)
    console.print(f"共{len(county.agencies)}个单位，应报送{len(county.owing)}个。")


def _print(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for line in columns(heads, rows, console.width):
        console.print(line, soft_wrap=True)


def standing_summary(county: CountyYear) -> str:
    """截至…，应报送12个单位，已收到5个 …: the same boxes as in the bulletin, each unit in one."""
    states = "，".join(_box(state, box) for state, box in county.boxes.items() if box.all)
    return (
        f"截至{county.as_of}，{county.year}年度应报送{len(county.owing)}个单位，已收到{len(county.filed)}个，"
        f"其中晚报{len(county.late)}个。{states}。"
    )


def _box(state: StandingState, box: Box) -> str:
    if not box.late or state is StandingState.MISSING:
        return f"{state.counted}{box.all}"
    return f"{state.counted}{box.all}（晚报{box.late}）"


def _apart(county: CountyYear) -> Iterable[str]:
    """The county's own report, which is counted apart, and local dates that lie behind the law's."""
    for line in county.upward:
        late = f"，{line.standing.lateness}" if line.standing.lateness else ""
        yield f"县政府本级报告另计（向上级报送）：{line.name}，{line.standing.state.label}{late}。"
    for day, names in _behind_the_law(county).items():
        yield f"注意：{'、'.join(names)}的报送期限{day}晚于法定期限；公布期限是法定的，本县不能延。"


def _behind_the_law(county: CountyYear) -> Mapping[date, list[str]]:
    """Day -> whose 报送期限 it is, for the days that lie behind the law's."""
    found: dict[date, list[str]] = defaultdict(list)
    for line in county.agencies:
        dates = county.calendar.deadlines(line.kind, county.year, line.agency)
        if dates.later_than_law and dates.report_by:
            found[dates.report_by].append(line.name)
    return found


def overdue(county: CountyYear) -> Iterable[AgencyYear]:
    """The agencies that a person has to look after: missing, late, held, returned or with must_fix findings."""
    loud = {StandingState.MISSING, StandingState.HELD, StandingState.RETURNED}
    return (line for line in county.agencies if line.standing.state in loud or line.late)


def _line(county: CountyYear, line: AgencyYear) -> tuple[str, ...]:
    standing, found = line.standing, county.severities(line)
    open_ = "，".join(f"{severity.label}{found[severity]}" for severity in Severity if found[severity])
    verdict = line.verdict.label if line.verdict and line.checked else ""
    words = (verdict if not open_ else "", open_ if verdict else "", _todo(line, county.as_of))
    return (
        line.name, standing.state.label, str(standing.due_on or "—"), str(standing.received_on or "—"),
        str(standing.publish_by or "—"), standing.lateness or "—", "；".join(word for word in words if word),
    )  # fmt: skip


def _todo(line: AgencyYear, as_of: date) -> str:
    standing = line.standing
    if line.kind == UPWARD and standing.state in (StandingState.MISSING, StandingState.DUE):
        return "由办公室编制后报送上级"
    return "；".join(word for word in (_next(line, as_of), standing.note, _reason(line)) if word)


def _next(line: AgencyYear, as_of: date) -> str:
    standing = line.standing
    if standing.state is StandingState.RETURNED and standing.resubmit_by:
        over = (as_of - standing.resubmit_by).days
        by = f"于{standing.resubmit_by}前重新报送"
        return f"应{by}，已过{over}天，请催报" if over > 0 else f"等该单位{by}"
    if standing.state is StandingState.MISSING and standing.elsewhere:
        return "先核对归属，再催报：gouji hold"
    if standing.state is StandingState.FILED and line.submission and line.verdict is None:
        return "正在核查"
    return _TODO.get(standing.state, "")


def _reason(line: AgencyYear) -> str:
    """Who was late and has not said why is asked for the reason, and for nothing else on that account."""
    open_ = any(finding.rule in LATE_RULES and not finding.settled for finding in line.findings)
    return "请该单位说明晚的原因" if open_ and line.filed else ""


def counted(county: CountyYear) -> tuple[tuple[str, int], ...]:
    """State in Chinese -> how many agencies, states without any left out: what a notice of the bulletin tells."""
    return tuple((state.label, box.all) for state, box in county.boxes.items() if box.all)
