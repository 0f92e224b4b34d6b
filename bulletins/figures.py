"""The numbers and sentences of a bulletin, counted once, so that page, spreadsheet and JSON never differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from filings.calendar import Deadlines
from filings.county import AgencyYear, CountyYear
from filings.dossier import StandingState
from filings.finding import Severity
from filings.nouns import dataclass

# The boxes of what has arrived, in the order in which they are read out.
_ARRIVED = (
    StandingState.ACCEPTED, StandingState.AWAITING_OFFICE, StandingState.EXPLANATION_OWED, StandingState.RETURNED,
    StandingState.FILED, StandingState.HELD,
)  # fmt: skip

KINDS: Mapping[str, str] = {
    "government": "县政府（本级）",
    "department": "县政府部门",
    "township": "乡镇、街道",
    "institution": "事业单位",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKind:
    """A kind of fault and who shows it. ``agencies``: names, in the order of the register."""

    rule: str
    title: str
    severity: Severity
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingTally:
    """How many units owed, filed and so on. They add up: owing = filed + waiting + missing, filed = timely + late.

    ``waiting``: not filed, and not over its date yet.
    """

    owing: int
    filed: int
    late: int
    waiting: int
    missing: int
    returned: int
    accepted: int

    @property
    def timely(self) -> int:
        """Filed and not late."""
        return self.filed - self.late

    @property
    def timely_share(self) -> str:
        """按时报送率, with one decimal; — when nobody owes a report."""
        return f"{self.timely * 100 / self.owing:.1f}%" if self.owing else "—"


def tally(county: CountyYear) -> FilingTally:
    """The head count of a county's year, its own report upward left out."""
    count = {state: len(county.in_state(state)) for state in StandingState}
    return FilingTally(
        owing=len(county.owing),
        filed=len(county.filed),
        late=len(county.late),
        waiting=count[StandingState.DUE] + count[StandingState.NOT_DUE],
        missing=count[StandingState.MISSING],
        returned=count[StandingState.RETURNED],
        accepted=count[StandingState.ACCEPTED],
    )


def faults(county: CountyYear) -> tuple[FaultKind, ...]:
    """What is wrong by kind: gravest first, then those that most units show.

    Nobody is named for what we could not read, for lateness (told apart), or for what is settled.
    """
    names: dict[str, dict[str, None]] = defaultdict(dict)
    heads = {}
    for line in county.units:
        for finding in line.findings:
            if finding.fault:
                heads[finding.rule] = (finding.title, finding.severity)
                names[finding.rule][line.name] = None
    found = [
        FaultKind(rule=rule, title=title, severity=severity, agencies=tuple(names[rule]))
        for rule, (title, severity) in heads.items()
    ]
    return tuple(sorted(found, key=lambda fault: (fault.severity.rank, -len(fault.agencies), fault.rule)))


def state_words(line: AgencyYear) -> str:
    """Where an agency stands, with its lateness: 审核同意（晚报3天）."""
    late = line.standing.lateness
    return line.standing.state.label + (f"（{late}）" if late else "")


def title(county: CountyYear) -> str:
    """The title of the bulletin."""
    return f"{county.jurisdiction.name}{county.year}年度政府信息公开工作年度报告报送情况通报"


def summary(county: CountyYear) -> str:
    """The first paragraph: how many of how many, and when that was so. Its numbers add up."""
    count, day = tally(county), county.as_of
    boxes = [(state, len(county.in_state(state))) for state in _ARRIVED]
    inside = "，".join(f"{state.counted}{number}家" for state, number in boxes if number)
    exempt = len(county.in_state(StandingState.EXEMPT))
    whole = f"截至{day.year}年{day.month}月{day.day}日，全县应报送{county.year}年度报告的单位{count.owing}家"
    sentences = (
        f"{whole}，已收到{count.filed}家，尚未到期{count.waiting}家，到期未报送{count.missing}家",
        f"已收到的{count.filed}家中，按时报送{count.timely}家、晚报{count.late}家，按时报送率{count.timely_share}",
        f"办理情况：{inside}" if inside else "",
        f"另有免报送单位{exempt}家" if exempt else "",
    )
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def remarks(county: CountyYear) -> tuple[str, ...]:
    """What is told beside the numbers: who was late by how much, what waits for us, the county's own report."""
    published = [f"{line.name}（{line.standing.days_published_late}天）" for line in county.published_late]
    late = [f"{line.name}（{line.standing.days_late}天）" for line in county.late]
    unread = sum(line.unread for line in county.units)
    moved = [(line, county.calendar.deadlines(line.kind, county.year, line.agency)) for line in county.units]
    behind = [f"{line.name}（{_day(dates)}）" for line, dates in moved if dates.later_than_law and _owes(line)]
    own = "、".join(f"{line.name}{state_words(line)}" for line in county.upward)
    sentences = (
        f"报送期限经县里延到法定日期以后的{len(behind)}家，按时与否按延后的期限算，法定公布期限不变：{'、'.join(behind)}"
        if behind
        else "",
        f"晚于报送期限报送的{len(late)}家：{'、'.join(late)}" if late else "",
        f"晚于法定公布期限公布的{len(published)}家：{'、'.join(published)}" if published else "",
        f"已收到的文件中有{unread}家系统未能读取，由办公室打开原件核对，不算单位的问题" if unread else "",
        f"县政府本级报告由办公室编制、向上级报送，另计：{own}" if own else "",
    )
    return tuple(f"{sentence}。" for sentence in sentences if sentence)


def _owes(line: AgencyYear) -> bool:
    return line.standing.state is not StandingState.EXEMPT


def _day(dates: Deadlines) -> str:
    """延至2026年2月9日，法定1月31日."""
    due, law = dates.report_by, dates.law
    return f"延至{due.year}年{due.month}月{due.day}日，法定{law.month}月{law.day}日" if due and law else ""


def unaudited(county: CountyYear) -> str:
    """Who has filed but was not audited yet, so that nothing found never looks like nothing wrong; ``""`` if nobody."""
    filed = county.in_state(StandingState.FILED)
    waiting = [line for line in filed if line.verdict is None]
    return f"另有{len(waiting)}家已经报送、尚未核查：{_names(waiting)}。" if waiting else ""


def demands(county: CountyYear) -> tuple[str, ...]:
    """What the office asks, naming who is meant. Nobody meant, nothing asked."""
    office = county.jurisdiction.office or "县政府办公室"
    missing = county.in_state(StandingState.MISSING)
    doubtful = [line for line in missing if line.standing.elsewhere]
    sentences = (
        (_names(line for line in missing if not line.standing.elsewhere), f"请尽快报送，并向{office}说明原因"),
        (_names(doubtful), f"有文件归属待{office}核对，核对后再定"),
        (_names(county.in_state(StandingState.RETURNED)), "请按退回意见修改，在规定时间内重新报送"),
        (_names(county.in_state(StandingState.EXPLANATION_OWED)), "请逐条核实，改正后重新报送，或者逐条说明"),
        (_names(county.in_state(StandingState.HELD)), f"文件已收到，归属待{office}核对，请联系确认单位和年度"),
    )
    return tuple(f"{names}：{words}。" for names, words in sentences if names)


def _names(lines: Iterable[AgencyYear]) -> str:
    return "、".join(line.name for line in lines)
