"""The numbers and sentences of a bulletin, counted once, so that page, spreadsheet and JSON never differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from filings.county import AgencyYear, CountyYear
from filings.dossier import StandingState
from filings.finding import Severity

KINDS: Mapping[str, str] = {
    "government": "县政府",
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
    """How many agencies owed, filed, filed in time, were late, are missing, were returned and accepted."""

    owing: int
    filed: int
    late: int
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
    """The head count of a county's year."""
    return FilingTally(
        owing=len(county.owing),
        filed=len(county.filed),
        late=len(county.late),
        missing=len(county.in_state(StandingState.MISSING)),
        returned=len(county.in_state(StandingState.RETURNED)),
        accepted=len(county.in_state(StandingState.ACCEPTED)),
    )


def faults(county: CountyYear) -> tuple[FaultKind, ...]:
    """What is wrong by kind: gravest first, then those that most agencies show."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    heads = {}
    for line in county.agencies:
        for finding in line.findings:
            if not finding.settled:
                heads[finding.rule] = (finding.title, finding.severity)
                names[finding.rule][line.name] = None
    found = [
        FaultKind(rule=rule, title=title, severity=severity, agencies=tuple(names[rule]))
        for rule, (title, severity) in heads.items()
    ]
    return tuple(sorted(found, key=lambda fault: (fault.severity.rank, -len(fault.agencies), fault.rule)))


def state_words(line: AgencyYear) -> str:
    """Where an agency stands, with its lateness: 已审核同意（晚报3天）."""
    days = line.standing.days_late
    late = f"（晚{days}天）" if days > 0 else ""
    return line.standing.state.label + late


def title(county: CountyYear) -> str:
    """The title of the bulletin."""
    return f"{county.jurisdiction.name}{county.year}年度政府信息公开工作年度报告报送情况通报"


def summary(county: CountyYear) -> str:
    """The first paragraph: how many of how many, and when that was so."""
    count = tally(county)
    day = county.as_of
    return (
        f"截至{day.year}年{day.month}月{day.day}日，全县应报送{county.year}年度报告的单位{count.owing}家，"
        f"已报送{count.filed}家，其中按时报送{count.timely}家、晚报{count.late}家，按时报送率{count.timely_share}；"
        f"未报送{count.missing}家。已审核同意{count.accepted}家，退回修改{count.returned}家。"
    )


def unaudited(county: CountyYear) -> str:
    """Who has filed but was not audited yet, so that nothing found never looks like nothing wrong; ``""`` if nobody."""
    waiting = [line for line in county.filed if line.verdict is None]
    return f"另有{len(waiting)}家已经报送、尚未核查：{_names(waiting)}。" if waiting else ""


def demands(county: CountyYear) -> tuple[str, ...]:
    """What the office asks, naming who is meant. Nobody meant, nothing asked."""
    office = county.jurisdiction.office or "县政府办公室"
    sentences = (
        (_names(county.in_state(StandingState.MISSING)), f"请尽快报送，并向{office}说明原因"),
        (_names(county.in_state(StandingState.RETURNED)), "请按退回意见修改，在规定时间内重新报送"),
        (_names(county.in_state(StandingState.EXPLANATION_OWED)), "请逐条核实，改正或者书面说明"),
        (_names(county.in_state(StandingState.HELD)), f"请与{office}联系，确认报送的单位和年度"),
    )
    return tuple(f"{names}：{words}。" for names, words in sentences if names)


def _names(lines: Iterable[AgencyYear]) -> str:
    return "、".join(line.name for line in lines)
