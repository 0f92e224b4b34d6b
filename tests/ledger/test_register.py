"""The register, calendars, policies and publications."""

from datetime import date, timedelta

from filings.agency import Agency, DatedName, Jurisdiction, Relation, RelationKind
from filings.calendar import Extension
from filings.dossier import Publication
from filings.policy import Policy, Timeliness
from ledger import Ledger

RICH = Agency(
    code="B01",
    name="示例县农业农村局",
    kind="department",
    jurisdiction="430000",
    names=(
        DatedName(name="示例县农业局", until=date(2019, 3, 1)),
        DatedName(name="示例县农业农村局", since=date(2019, 3, 1)),
        DatedName(name="农业局", alias=True),
    ),
    relations=(
        Relation(
            kind=RelationKind.MERGED, since=date(2027, 1, 1), other="A01", document="示编〔2026〕1号", approver="编办"
        ),
    ),
    tags=frozenset({"licensing", "no_penalty_power"}),
    since=date(2001, 1, 1),
    until=date(2030, 1, 1),
    contact="张三",
    mail="a@b.example",
)


def test_an_agency_is_read_back_equal(county, make) -> None:  # noqa: ANN001
    """Names, relations, tags and dates survive; writing again replaces them."""
    register = county.ledger.register
    register.put([RICH], "甲", make.now)
    assert register.find("B01") == RICH
    plain = Agency(code="B01", name="示例县农业农村局", kind="department", jurisdiction=make.area)
    register.put([plain], "甲", make.now)
    assert register.find("B01") == plain
    assert [agency.code for agency in register.all(make.area)] == ["A01", "T01", "G01", "B01"]
    assert register.find("X99") is None


def test_the_register_is_as_of_a_day(county, make) -> None:  # noqa: ANN001
    """Who had not begun, was merged or ended is not in it, and everybody has the name of the day."""
    register = county.ledger.register
    register.put([RICH], "甲", make.now)

    def on(day: date) -> dict[str, str]:
        return {agency.code: agency.name for agency in register.on(make.area, day).agencies}

    assert "B01" not in on(date(2000, 12, 31))
    assert on(date(2019, 2, 28))["B01"] == "示例县农业局"
    assert on(date(2019, 3, 1))["B01"] == "示例县农业农村局"
    assert "B01" in on(date(2026, 12, 31))
    assert "B01" not in on(date(2027, 1, 1))
    assert register.on("999999", date(2026, 1, 1)) is None


def test_a_new_name_under_the_same_code_keeps_the_agency(county, make) -> None:  # noqa: ANN001
    """A change of name with the code kept ends nobody; an abolition does."""
    renamed = Relation(kind=RelationKind.RENAMED, since=date(2020, 1, 1))
    abolished = Relation(kind=RelationKind.ABOLISHED, since=date(2020, 1, 1))
    entries = [
        Agency(code="N1", name="甲局", kind="department", jurisdiction=make.area, relations=(renamed,)),
        Agency(code="N2", name="乙局", kind="department", jurisdiction=make.area, relations=(abolished,)),
        Agency(code="N3", name="丙局", kind="department", jurisdiction=make.area, until=date(2020, 1, 1)),
    ]
    county.ledger.register.put(entries, "甲", make.now)
    codes = {agency.code for agency in county.ledger.register.on(make.area, date(2026, 1, 1)).agencies}
    assert codes & {"N1", "N2", "N3"} == {"N1"}


def test_what_is_kept_in_memory_never_goes_stale(county, make) -> None:  # noqa: ANN001
    """A register changed by another process is seen at the next look."""
    assert len(county.ledger.register.all(make.area)) == 3
    Ledger(county.ledger.engine).register.put([RICH], "乙", make.now)
    assert len(county.ledger.register.all(make.area)) == 4
    assert county.ledger.register.all("999999") == ()


def test_rows_go_in_and_come_out(county, make) -> None:  # noqa: ANN001
    """The exported table imports to the same register."""
    county.ledger.register.put([RICH], "甲", make.now)
    rows = county.ledger.register.export_rows(make.area)
    before = county.ledger.register.all(make.area)
    assert county.ledger.register.import_rows(make.area, rows, "乙", make.now) == ()
    assert county.ledger.register.all(make.area) == before


def test_a_table_with_a_fault_changes_nothing(county, make) -> None:  # noqa: ANN001
    """All faults are named by row, in order, and no row is taken."""
    rows = [
        {"代码": "C1", "名称": "甲局", "类别": "department"},
        {"代码": "C1", "名称": "乙局", "类别": "department"},
        {"代码": "", "名称": "丙局", "类别": "department"},
    ]
    faults = county.ledger.register.import_rows(make.area, rows, "甲", make.now)
    assert [fault.number for fault in faults] == [2, 3]
    assert "与第1行相同" in faults[0].reason
    assert "缺少“代码”" in faults[1].reason
    assert county.ledger.register.find("C1") is None


def test_jurisdictions_form_a_tree(ledger, make) -> None:  # noqa: ANN001
    """County, city and province are read back with what their contact lines carry; writing again replaces."""
    county = Jurisdiction(
        code="1", name="县", parent="2", office="办", postcodes=("430000",), area_codes=("0730",), domains=("x.gov.cn",)
    )
    ledger.register.put_jurisdiction(Jurisdiction(code="1", name="旧"), "甲", make.now)
    ledger.register.put_jurisdiction(county, "甲", make.now)
    ledger.register.put_jurisdiction(Jurisdiction(code="2", name="市"), "甲", make.now)
    assert ledger.register.jurisdiction("1") == county
    assert [area.code for area in ledger.register.jurisdictions()] == ["1", "2"]
    assert ledger.register.jurisdiction("3") is None


def test_the_calendar_is_data(county, make) -> None:  # noqa: ANN001
    """Dates are read back in order; extensions add to them, for one or for all; rewriting keeps extensions."""
    calendars = county.ledger.calendars
    one = Extension(year=2025, until=date(2026, 2, 3), reason="搬迁", approver="局长", agency="A01")
    calendars.extend(make.area, one, make.now)
    calendars.put(make.area, make.dates, "甲", make.now)
    found = calendars.of(make.area)
    assert found.dates == make.dates
    assert found.extensions == (one,)
    assert found.local("received", "department", 2025, "A01") == date(2026, 2, 3)
    assert found.local("received", "department", 2025, "A02") == date(2026, 1, 26)
    calendars.put(make.area, (), "甲", make.now)
    assert calendars.of(make.area).dates == ()


def test_the_policy_in_force_is_the_last_before_the_day(county, make) -> None:  # noqa: ANN001
    """Policies are dated; of two with one date the later record holds; without any the defaults do."""
    policies = county.ledger.policies
    first = Policy(since=date(2026, 1, 1), practice=True, approver="局长", reason="试运行")
    second = Policy(since=date(2026, 3, 1), timeliness=Timeliness.ACCEPTED, approver="局长", reason="正式运行")
    corrected = Policy(since=date(2026, 3, 1), hold_notices=True, approver="局长", reason="更正")
    for policy in (second, first, corrected):
        policies.put(make.area, policy, make.now)
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 1))
    assert [policies.on(make.area, day) for day in days] == [Policy(), first, corrected]


def test_the_last_look_at_a_publication_counts(county, make) -> None:  # noqa: ANN001
    """Each look is kept; not looked at is None, which is not the same as not published."""
    publications = county.ledger.publications
    assert publications.of("A01", 2025) is None
    seen = Publication(
        url="https://x.example/1",
        published_on=date(2026, 1, 25),
        found=True,
        report=make.report(),
        differs=("总计不同",),
    )
    publications.put("A01", 2025, Publication(url="https://x.example/0", found=False), "李四", make.now)
    publications.put("A01", 2025, seen, "李四", make.now + timedelta(days=1))
    assert publications.of("A01", 2025) == seen
    assert publications.of("A01", 2024) is None
