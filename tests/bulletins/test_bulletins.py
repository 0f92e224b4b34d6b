"""The bulletin: one snapshot, three forms, the same numbers."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from bulletins import figures
from bulletins.page import page
from bulletins.record import record, record_json
from bulletins.sheet import sheet
from filings.agency import Jurisdiction
from filings.bulletin import Bulletin
from filings.calendar import Calendar, DueDate, Extension
from filings.county import AgencyYear, CountyYear, OpenFinding
from filings.dossier import Standing, StandingState
from filings.finding import Severity, Verdict
from schemas.validate import faults


def _line(name: str, state: StandingState, days: int = 0, **more: object) -> AgencyYear:
    filed = date(2026, 1, 20) if state not in (StandingState.MISSING, StandingState.DUE, StandingState.EXEMPT) else None
    standing = Standing(
        agency=name, year=2025, state=state, received_on=filed, days_late=days, due_on=date(2026, 1, 31)
    )
    line = {"agency": name, "name": name, "kind": "department", "standing": standing, **more}
    return AgencyYear(**line)  # type: ignore[arg-type]


def _finding(rule: str, severity: Severity, *, settled: bool = False) -> OpenFinding:
    return OpenFinding(
        rule=rule, title=f"{rule}的毛病", severity=severity, message=f"{rule}不对。", fingerprint=rule, settled=settled
    )


_LINES = (
    _line(
        "云岭县水务局",
        StandingState.RETURNED,
        filings=1,
        verdict=Verdict.MUST_FIX,
        findings=(_finding("A01", Severity.MUST_FIX), _finding("H19", Severity.HINT)),
    ),
    _line(
        "云岭县教育局",
        StandingState.ACCEPTED,
        days=3,
        filings=2,
        verdict=Verdict.EXPLAIN,
        findings=(_finding("N01", Severity.VERIFY), _finding("A01", Severity.MUST_FIX, settled=True)),
    ),
    _line("云岭县<民政局>", StandingState.MISSING),
    _line("云岭县档案馆", StandingState.EXEMPT),
    _line("河东镇人民政府", StandingState.EXPLANATION_OWED, kind="township", filings=1, verdict=Verdict.EXPLAIN),
    _line("石桥乡人民政府", StandingState.HELD, kind="township"),
)


def _bulletin(lines: tuple[AgencyYear, ...] = _LINES) -> Bulletin:
    county = CountyYear(
        jurisdiction=Jurisdiction(code="450000", name="云岭县"),
        year=2025,
        as_of=date(2026, 2, 5),
        calendar=Calendar(),
        agencies=lines,
        rulebook="0a1b2c3d4e5f6071",
        rulebook_version="2026.1",
    )
    return Bulletin(id="bul_1", issued_at=datetime(2026, 2, 5, 2, tzinfo=UTC), by="张主任", county=county)


def _shown(html: bytes) -> Mapping[str, str]:
    tree = LexborHTMLParser(html)
    return {item.text(strip=True)[-2:]: item.css_first("b").text() for item in tree.css("ul.numbers li")}  # type: ignore[union-attr]


def test_page_and_record_show_the_same_counts() -> None:
    """Every number on the page equals the one for machines, and that equals the county's year."""
    counts = record_json(_bulletin())["counts"]
    assert counts == {
        "owing": 5, "filed": 4, "timely": 3, "late": 1, "waiting": 0, "missing": 1, "returned": 1, "accepted": 1,
    }  # fmt: skip
    words = ("应报", "收到", "按时", "晚报", "到期", "未报", "修改", "同意")
    labels = dict(zip(words, counts.values(), strict=True))
    assert _shown(page(_bulletin())) == {label: str(number) for label, number in labels.items()}


def test_the_summary_says_the_counts_in_words() -> None:
    """The first paragraph carries the same numbers and the share."""
    assert figures.summary(_bulletin().county) == (
        "截至2026年2月5日，全县应报送2025年度报告的单位5家，已收到4家，尚未到期0家，到期未报送1家。"
        "已收到的4家中，按时报送3家、晚报1家，按时报送率60.0%。"
        "办理情况：审核同意1家，待改正或说明1家，退回修改1家，待核对归属1家。另有免报送单位1家。"
    )


def test_faults_are_counted_by_agency_and_settled_ones_are_not() -> None:
    """A waived or explained finding is no fault; the gravest come first."""
    found = [(fault.rule, fault.agencies) for fault in figures.faults(_bulletin().county)]
    assert found == [("A01", ("云岭县水务局",)), ("N01", ("云岭县教育局",)), ("H19", ("云岭县水务局",))]


def test_the_demands_name_who_is_meant() -> None:
    """Missing, returned, owing and held agencies are each asked for what they owe."""
    demands = figures.demands(_bulletin().county)
    assert [demand.partition("：")[0] for demand in demands] == [
        "云岭县<民政局>", "云岭县水务局", "河东镇人民政府", "石桥乡人民政府",
    ]  # fmt: skip


def test_names_are_escaped_on_the_page() -> None:
    """A name with angle brackets is text, never markup."""
    html = page(_bulletin())
    assert "云岭县<民政局>".encode() not in html
    assert "云岭县&lt;民政局&gt;".encode() in html


def test_what_was_not_checked_shows_no_zero() -> None:
    """An agency without an audit has a stroke on the page and null for machines."""
    rows = LexborHTMLParser(page(_bulletin())).css("table:last-of-type tbody tr")
    missing = next(row for row in rows if "民政局" in row.text())
    assert [cell.text() for cell in missing.css("td")][-3:] == ["—", "—", "—"]
    assert next(line for line in record_json(_bulletin())["agencies"] if "民政" in line["name"])["findings"] is None


def test_a_year_without_faults_says_so() -> None:
    """No table of nothing, and nobody is urged."""
    html = page(_bulletin((_line("云岭县教育局", StandingState.ACCEPTED, filings=1, verdict=Verdict.CLEAN),))).decode()
    assert "没有发现问题。" in html
    assert "没有需要督促的单位。" in html


def test_nothing_found_is_not_said_of_what_was_not_checked() -> None:
    """A filing that was not audited yet is named as such, and the page does not claim that nothing is wrong."""
    html = page(_bulletin((_line("云岭县教育局", StandingState.FILED, filings=1),))).decode()
    assert "没有发现问题" not in html
    assert "另有1家已经报送、尚未核查：云岭县教育局。" in html


def test_a_county_without_agencies_has_no_share() -> None:
    """Nobody owes anything: the share is a stroke, not a division by zero."""
    assert figures.tally(_bulletin(()).county).timely_share == "—"
    assert zipfile.is_zipfile(BytesIO(sheet(_bulletin(()))))


def test_the_spreadsheet_lists_faults_to_be_mended() -> None:
    """The ledger of faults holds what must be fixed or verified, and leaves hints and settled findings out."""
    with zipfile.ZipFile(BytesIO(sheet(_bulletin()))) as book:
        text = book.read("xl/sharedStrings.xml").decode()
    assert "A01不对。" in text
    assert "N01不对。" in text
    assert "H19不对。" not in text


@pytest.mark.parametrize("form", [page, sheet, record])
def test_the_same_bulletin_gives_the_same_bytes(form: object) -> None:
    """A frozen snapshot can be made again and compared."""
    assert callable(form)
    assert form(_bulletin()) == form(_bulletin())


_KINDS = st.sampled_from(("department", "township", "government"))


@given(st.lists(st.tuples(st.sampled_from(StandingState), st.integers(0, 40), _KINDS), max_size=12))
def test_any_county_makes_a_proper_record(states: list[tuple[StandingState, int, str]]) -> None:
    """Whatever the standings are, the record follows its schema and the parts of each whole add up."""
    lines = tuple(_line(f"单位{n}", state, days, kind=kind) for n, (state, days, kind) in enumerate(states))
    data = json.loads(record(_bulletin(lines)))
    assert list(faults("bulletin", data)) == []
    counts, boxes = data["counts"], data["boxes"]
    assert counts["timely"] + counts["late"] == counts["filed"]
    assert counts["filed"] + counts["waiting"] + counts["missing"] == counts["owing"]
    inside = {name: box["on_time"] + box["late"] for name, box in boxes.items()}
    assert sum(inside.values()) + len(data["upward"]) == len(lines)
    assert counts["owing"] == len(lines) - len(data["upward"]) - inside["exempt"]
    assert (inside["accepted"], inside["returned"], inside["missing"]) == (
        counts["accepted"], counts["returned"], counts["missing"],
    )  # fmt: skip


def test_nobody_is_named_for_what_we_could_not_read() -> None:
    """An unreadable file and cells that were not read surely are ours: no name, no count, only how many wait for us."""
    lines = (
        _line(
            "云岭县水务局", StandingState.FILED, verdict=Verdict.UNREADABLE, filings=1,
            findings=(_finding("S01", Severity.VERIFY),),
        ),
        _line(
            "石桥乡人民政府", StandingState.ACCEPTED, verdict=Verdict.EXPLAIN, filings=1,
            findings=(_finding("C11", Severity.VERIFY),),
        ),
    )  # fmt: skip
    county = _bulletin(lines).county
    assert figures.faults(county) == ()
    assert figures.demands(county) == ()
    assert figures.unaudited(county) == ""
    assert any("1家系统未能读取，由办公室打开原件核对" in remark for remark in figures.remarks(county))
    assert not any("水务局" in remark for remark in figures.remarks(county))
    assert record_json(_bulletin(lines))["agencies"][0]["findings"] is None
    with zipfile.ZipFile(BytesIO(sheet(_bulletin(lines)))) as book:
        assert "S01不对" not in book.read("xl/sharedStrings.xml").decode()


def test_the_countys_own_report_is_counted_apart() -> None:
    """It is due upward: told in a sentence of its own, in no number, and urged by nobody."""
    own = _line(
        "云岭县人民政府", StandingState.MISSING, days=3, kind="government",
        findings=(_finding("G02", Severity.MUST_FIX),),
    )  # fmt: skip
    with_own, without = _bulletin((*_LINES, own)), _bulletin()
    assert figures.tally(with_own.county) == figures.tally(without.county)
    assert figures.demands(with_own.county) == figures.demands(without.county)
    assert figures.faults(with_own.county) == figures.faults(without.county)
    assert "县政府本级报告由办公室编制、向上级报送，另计：云岭县人民政府未报送（逾期3天）。" in figures.remarks(
        with_own.county
    )
    assert record_json(with_own)["upward"] == ["云岭县人民政府"]


def test_late_is_told_with_its_duty_and_stays_when_a_reason_is_given() -> None:
    """晚报 and 晚公布 are two sentences with names and days; neither is a fault, settled or not."""
    line = _line(
        "云岭县教育局", StandingState.ACCEPTED, days=4, filings=1, verdict=Verdict.CLEAN,
        findings=(_finding("D15", Severity.HINT), _finding("D02", Severity.HINT, settled=True)),
    )  # fmt: skip
    late = replace(line, standing=replace(line.standing, days_published_late=2))
    county = _bulletin((late,)).county
    assert figures.remarks(county) == (
        "晚于报送期限报送的1家：云岭县教育局（4天）。", "晚于法定公布期限公布的1家：云岭县教育局（2天）。",
    )  # fmt: skip
    assert figures.faults(county) == ()
    assert figures.state_words(late) == "审核同意（晚报4天，晚公布2天）"


def test_who_was_given_longer_than_the_law_is_told_with_both_days() -> None:
    """An extension beyond 31 January makes it on time for the county, and the bulletin says so, with both dates."""
    law = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="条例第四十九条")
    one = Extension(year=2025, until=date(2026, 2, 9), reason="大雪", approver="李某", agency="云岭县教育局")
    freed = replace(one, agency="云岭县档案馆")
    within = replace(one, until=date(2026, 1, 30), agency="石桥乡人民政府")
    lines = (
        _line("云岭县教育局", StandingState.ACCEPTED, filings=1),
        _line("石桥乡人民政府", StandingState.ACCEPTED, filings=1),
        _line("云岭县档案馆", StandingState.EXEMPT),
    )
    calendar = Calendar(dates=(law,), extensions=(one, freed, within))
    county = replace(_bulletin(lines).county, calendar=calendar)
    assert figures.tally(county).timely == 2
    (told,) = figures.remarks(county)
    assert told == (
        "报送期限经县里延到法定日期以后的1家，按时与否按延后的期限算，法定公布期限不变："
        "云岭县教育局（延至2026年2月9日，法定1月31日）。"
    )
    made = replace(_bulletin(lines), county=county)
    assert told in page(made).decode()
    with zipfile.ZipFile(BytesIO(sheet(made))) as book:
        assert told in book.read("xl/sharedStrings.xml").decode()
    assert figures.remarks(replace(county, calendar=Calendar(dates=(law,), extensions=(within,)))) == ()


def test_paper_names_the_rulebook_as_people_do() -> None:
    """规则手册 2026.1, and no hash; the record for machines keeps the hash."""
    assert "规则手册 2026.1 ·" in page(_bulletin()).decode()
    assert "0a1b2c3d" not in page(_bulletin()).decode()
    assert record_json(_bulletin())["rulebook"] == "0a1b2c3d4e5f6071"


def _printed(data: bytes) -> list[bytes]:
    """The sheets of a workbook, as they are kept."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]


def test_every_sheet_prints_as_wide_as_the_paper() -> None:
    """Landscape, as wide as the paper, as many pages as it takes, and long tables repeat their heads."""
    sheets = _printed(sheet(_bulletin()))
    assert len(sheets) == 3
    for one in sheets:
        assert b'orientation="landscape"' in one
        assert b'fitToHeight="0"' in one
        assert b"<pageSetUpPr fitToPage" in one
    with zipfile.ZipFile(BytesIO(sheet(_bulletin()))) as book:
        assert book.read("xl/workbook.xml").count(b"_xlnm.Print_Titles") == 2


def test_whose_file_may_be_held_elsewhere_is_not_urged() -> None:
    """It is in the box of the missing, but asked for nothing before the office has looked."""
    line = _line("云岭县教育局", StandingState.MISSING, days=5)
    doubtful = replace(line, standing=replace(line.standing, elsewhere=1))
    (demand,) = figures.demands(_bulletin((doubtful,)).county)
    assert demand == "云岭县教育局：有文件归属待县政府办公室核对，核对后再定。"
    assert "请尽快报送" in figures.demands(_bulletin((line,)).county)[0]
