"""Where agencies stand, as a table in the terminal: words say everything, columns line up, nothing is cut."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console

from filings.county import AgencyYear, CountyYear
from filings.dossier import StandingState
from filings.finding import Severity
from filings.register_words import KIND_WORDS
from gateway.columns import columns

_TODO: Mapping[StandingState, str] = {
    StandingState.MISSING: "请催报",
    StandingState.HELD: "请认领：gouji hold 看原因，gouji assign 认领",
    StandingState.AWAITING_OFFICE: "请审核同意或退回",
    StandingState.FILED: "等该单位改报，或退回",
    StandingState.EXPLANATION_OWED: "等该单位说明或改正",
    StandingState.RETURNED: "等该单位重新报送",
}


def show_standings(console: Console, county: CountyYear) -> None:
    """One line for each agency: state, dates, what is open, what is to be done."""
    _print(
        console, ("单位", "状态", "期限", "报送", "晚报", "意见和下一步"), [_line(county, a) for a in county.agencies]
    )
    console.print(standing_summary(county), soft_wrap=True)


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
    """截至…，应报13，已报5 …"""
    states = "，".join(f"{state.label}{count}" for state, count in county.states.items() if count)
    return (
        f"截至{county.as_of}，{county.year}年度应报送{len(county.owing)}个单位，已报{len(county.filed)}，"
        f"其中晚报{len(county.late)}。{states}。"
    )


def overdue(county: CountyYear) -> Iterable[AgencyYear]:
    """The agencies that a person has to look after: missing, late, held, returned or with must_fix findings."""
    loud = {StandingState.MISSING, StandingState.HELD, StandingState.RETURNED}
    return (line for line in county.agencies if line.standing.state in loud or line.late)


def _line(county: CountyYear, line: AgencyYear) -> tuple[str, ...]:
    standing, found = line.standing, county.severities(line)
    open_ = "，".join(f"{severity.label}{found[severity]}" for severity in Severity if found[severity])
    days = f"{standing.days_late}天" if standing.days_late > 0 else ""
    return (
        line.name, standing.state.label, str(standing.due_on or "—"), str(standing.received_on or "—"), days,
        "；".join(word for word in (open_ if line.verdict else "", _todo(line)) if word),
    )  # fmt: skip


def _todo(line: AgencyYear) -> str:
    standing = line.standing
    if standing.state is StandingState.RETURNED and standing.resubmit_by:
        return f"等该单位于{standing.resubmit_by}前重新报送"
    if standing.state is StandingState.FILED and line.submission and line.verdict is None:
        return "正在核查"
    held = standing.state is StandingState.HELD  # its note says less than where to look
    return (standing.note if not held else "") or _TODO.get(standing.state, "")


def counted(county: CountyYear) -> tuple[tuple[str, int], ...]:
    """State in Chinese -> how many agencies, states without any left out: what a notice of the bulletin tells."""
    states: Counter[str] = Counter(line.standing.state.label for line in county.agencies)
    return tuple((state.label, states[state.label]) for state in StandingState if states[state.label])
