"""Opening case files."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from filings.act import PaperReceipt
from filings.agency import Agency, DatedName, Relation, RelationKind
from filings.dossier import Explanation, Neighbour, Publication, StandingState, Waiver
from filings.marks import Group, MarkedText, Marks, Search

AS_OF = date(2026, 1, 21)


def first_section(shared: frozenset[int]) -> frozenset[Group]:
    """Section one of whoever shares a mark."""
    return frozenset({(1,)}) if shared else frozenset()


EVERYBODY = Search(scheme="*", asked=frozenset({0}), alike=first_section)


def accept(county, make, agency: str, year: int, value: int, data: bytes = b"x") -> None:  # noqa: ANN001
    """File, audit and accept a report with one figure."""
    receipt = county.file(agency, data=data, year=year)
    county.audit(
        receipt, make.audit(dossier=f"{agency}{year}{value}"), report=make.report(agency, value, f"{agency}的报告。")
    )
    county.ledger.acts.accept(receipt.submission.id, "李四", make.now)


def test_a_dossier_holds_what_the_record_holds(county, make) -> None:  # noqa: ANN001
    """Submission, agency, register, calendar, standing, earlier filings, explanations, publication, paper."""
    first = county.file(data=b"1")
    receipt = county.file(data=b"2")
    explanation = Explanation(fingerprint="f", facts_digest="d", text="属实", by="张三", on=AS_OF)
    waiver = Waiver(fingerprint="f", facts_digest="d", reason="属实", approver="局长", until=AS_OF)
    county.ledger.explanations_and_waivers.explain("A01", 2025, explanation, make.now)
    county.ledger.explanations_and_waivers.waive("A01", 2025, waiver, make.now)
    county.ledger.publications.put("A01", 2025, Publication(url="https://x.example"), "李四", make.now)
    county.ledger.standings.record_receipt(
        PaperReceipt(agency="A01", year=2025, received_on=AS_OF, by="李四", reason="纸质", at=make.now)
    )
    dossier = county.ledger.dossiers.of(receipt.submission.id, AS_OF)
    assert dossier.submission == receipt.submission
    assert dossier.sha256 == receipt.submission.documents[0].sha256
    assert (dossier.received_on, dossier.folder_year, dossier.paper_received) == (date(2026, 1, 20), 2025, True)
    assert dossier.agency.code == "A01"
    assert [agency.code for agency in dossier.register.agencies] == ["A01", "T01", "G01"]
    assert dossier.calendar.dates == make.dates
    assert dossier.standing.state is StandingState.FILED
    assert dossier.earlier == (first.submission,)
    assert (dossier.explanations, dossier.waivers) == ((explanation,), (waiver,))
    assert dossier.publication == Publication(url="https://x.example")
    assert (dossier.previous, dossier.previous_gap, dossier.rollup, dossier.report) == (None, "", None, None)
    assert dossier.neighbours is None


def test_a_dossier_without_a_report_is_for_the_sweep(county) -> None:  # noqa: ANN001
    """An agency that filed nothing has a dossier with a standing and no submission."""
    dossier = county.ledger.dossiers.of_slot("A01", 2025, date(2026, 2, 1))
    assert (dossier.submission, dossier.standing.state) == (None, StandingState.MISSING)
    assert county.ledger.dossiers.of_slot("X99", 2025, AS_OF) is None
    assert county.ledger.dossiers.of("sub_none", AS_OF) is None


def test_last_year_is_the_accepted_report(county, make) -> None:  # noqa: ANN001
    """A filing of last year that was never accepted is no baseline; the accepted one is."""
    accept(county, make, "A01", 2024, 5)
    late = county.file("A01", data=b"later", year=2024)
    county.audit(late, make.audit(dossier="later"), report=make.report(value=99))
    receipt = county.file()
    dossier = county.ledger.dossiers.of(receipt.submission.id, AS_OF)
    assert dossier.previous.value("applications.new.total") == Decimal(5)
    assert dossier.previous_names == ("示例县财政局",)


def test_an_accepted_report_that_nobody_could_read_is_no_baseline(county, make) -> None:  # noqa: ANN001
    """Accepted without a report as read: absent, not zero."""
    receipt = county.file(year=2024)
    county.audit(receipt, make.audit())
    county.ledger.acts.accept(receipt.submission.id, "李四", make.now)
    dossier = county.ledger.dossiers.of_slot("A01", 2025, AS_OF)
    assert (dossier.previous, dossier.previous_gap) == (None, "")


@pytest.mark.parametrize(
    ("filed", "total", "word"), [(True, Decimal(12), ""), (False, None, "没有上年已审核同意的年报")]
)
def test_a_merged_body_is_held_against_the_sum_of_its_predecessors(county, make, filed, total, word) -> None:  # noqa: ANN001
    """Both bodies' figures of the year before are added; one that is missing leaves a gap with its name."""
    gone = Relation(kind=RelationKind.MERGED, since=date(2025, 6, 1), other="A01")
    merged = Agency(code="M01", name="示例县粮食局", kind="department", jurisdiction=make.area, relations=(gone,))
    county.ledger.register.put([merged], "甲", make.now)
    accept(county, make, "A01", 2024, 5)
    if filed:
        accept(county, make, "M01", 2024, 7)
    dossier = county.ledger.dossiers.of_slot("A01", 2025, AS_OF)
    assert (dossier.previous.value("applications.new.total") if dossier.previous else None) == total
    assert word in dossier.previous_gap
    assert ("示例县粮食局" in dossier.previous_names) == filed


def test_a_split_leaves_no_baseline_but_a_reason(county, make) -> None:  # noqa: ANN001
    """Both the old body and the new one are told why they are not compared."""
    out = Relation(kind=RelationKind.SPLIT, since=date(2025, 6, 1), other="A01")
    born = Agency(code="S01", name="示例县数据局", kind="department", jurisdiction=make.area, relations=(out,))
    county.ledger.register.put([born], "甲", make.now)
    accept(county, make, "A01", 2024, 5)
    for code in ("A01", "S01"):
        dossier = county.ledger.dossiers.of_slot(code, 2025, AS_OF)
        assert dossier.previous is None
        assert "示例县数据局于2025年6月1日分设" in dossier.previous_gap


def near(county, submission, search: Search = EVERYBODY) -> tuple[Neighbour, ...]:  # noqa: ANN001
    """The neighbours of a filing."""
    register = county.ledger.dossiers.of(submission.id, AS_OF).register
    return county.ledger.dossiers.near(submission, register, search)


def marked(county, make, agency: str, words: frozenset[int], scheme: str = "s", **more: object):  # noqa: ANN001, ANN201
    """File and audit a report that bears some marks; its filing."""
    receipt = county.file(agency, data=f"{agency}{sorted(words)}{more}".encode())
    marks = Marks(scheme=scheme, kept=words)
    audit = make.audit(dossier=f"{receipt.submission.id}")
    county.audit(receipt, audit, report=make.report(agency, text=f"{agency}的报告。"), marks=marks, **more)
    return receipt.submission


def test_neighbours_are_the_other_reports_of_the_year(county, make) -> None:  # noqa: ANN001
    """The last texts of who filed first; not the own report, not a held one, not of who filed later."""
    first = county.file("T01", data=b"t")
    county.audit(first, make.audit(dossier="t"), report=make.report(text="旧文。"))
    again = county.file("T01", data=b"t2")
    county.audit(again, make.audit(dossier="t2"), report=make.report(text="清水镇全年公开信息。"))
    stray = county.file("G01", data=b"g")
    county.audit(stray, make.audit(dossier="g"), report=make.report(), held="串了")
    own = county.file("A01", now=make.now + timedelta(hours=1))
    county.audit(own, make.audit(dossier="a"), report=make.report())
    (found,) = near(county, own.submission)
    assert (found.agency, found.name, found.filed_first) == ("T01", "示例县清水镇", True)
    assert found.passages == {1: "清水镇全年公开信息。"}
    assert near(county, again.submission) == ()
    assert county.ledger.dossiers.of(own.submission.id, AS_OF).neighbours is None
    county.file("T01", data=b"t3", now=make.now + timedelta(hours=2))
    assert len(near(county, own.submission)) == 1  # the newest has not been read yet


def test_a_neighbour_is_looked_for_by_its_marks(county, make) -> None:  # noqa: ANN001
    """Who shares what the search asks for, as long as it is marked in the same way; others are read without marks."""
    marked(county, make, "T01", frozenset({1, 2, 3}))
    marked(county, make, "G01", frozenset({3, 4}))
    own = county.file("A01", now=make.now + timedelta(hours=1)).submission

    def found(scheme: str, *asked: int) -> list[str]:
        def alike(shared: frozenset[int]) -> frozenset[Group]:
            return frozenset({(1,)}) if shared >= set(asked) else frozenset()

        search = Search(scheme=scheme, asked=frozenset(asked), alike=alike)
        return [one.agency for one in near(county, own, search)]

    assert found("s", 1, 2) == ["T01"]
    assert found("s", 3) == ["G01", "T01"]
    assert found("s", 5) == []
    assert found("another", 5) == ["G01", "T01"]


def test_only_the_sections_that_may_be_alike_are_read(county, make) -> None:  # noqa: ANN001
    """Who shares the same marks is judged once; its other sections stay away, and without any so does the neighbour."""
    for agency in ("T01", "G01"):
        marked(county, make, agency, frozenset({1, 2}))
    own = county.file("A01", now=make.now + timedelta(hours=1)).submission
    judged: list[frozenset[int]] = []

    def found(*sections: int) -> list[tuple[str, list[int]]]:
        def alike(shared: frozenset[int]) -> frozenset[Group]:
            judged.append(shared)
            return frozenset((number,) for number in sections)

        search = Search(scheme="s", asked=frozenset({1, 2, 5}), alike=alike)
        return [(one.agency, sorted(one.passages)) for one in near(county, own, search)]

    assert found(1, 5) == [("G01", [1]), ("T01", [1])]
    assert found(5) == [("G01", []), ("T01", [])]
    assert found() == []
    assert judged == [frozenset({1, 2})] * 3


def having(county, make, agency: str, text: str, *, place: str = "县", sketch: bytes = b""):  # noqa: ANN001, ANN201
    """File and audit a report with this text in its first section; its filing."""
    receipt = county.file(agency, data=f"{agency}{text}{place}".encode())
    marked = MarkedText(place=place, group=(1,), digest=text, marks=frozenset({1, 2}), sketch=sketch)
    marks = Marks(scheme="s", kept=frozenset({-5 if agency == "G01" else -6}), texts=(marked,))
    audit = make.audit(dossier=receipt.submission.id)
    county.audit(receipt, audit, report=make.report(agency, text=text), marks=marks)
    return receipt.submission


def test_a_text_that_several_have_is_read_once(county, make) -> None:  # noqa: ANN001
    """The first by code stands for all; who is named, has another place, or was renamed stands for itself."""
    for agency in ("T01", "G01"):
        having(county, make, agency, "同样的话。")
    own = county.file("A01", now=make.now + timedelta(hours=1)).submission

    def found(**more: object) -> list[tuple[str, object]]:
        asked = frozenset({1, 2, -5, -6})
        search = Search(scheme="s", asked=asked, alike=first_section, **{"place": "县", **more})
        return [(one.agency, one.groups) for one in near(county, own, search)]

    first, section = ("G01", frozenset({(1,)})), frozenset({(1,)})
    assert found() == [first]
    assert found(apart=True) == [first, ("T01", section)]
    assert found(place="市") == [first, ("T01", section)]
    assert found(named=frozenset({-6})) == [first, ("T01", None)]
    assert found(named=frozenset({-5})) == [("G01", None), ("T01", section)]
    assert found(may_reach=lambda _group, _sketch: False) == []
    names = (DatedName(name="老镇", until=date(2026, 1, 1)),)
    old = replace(county.ledger.register.find("T01"), names=names)
    county.ledger.register.put([old], "甲", make.now)
    assert found() == [first, ("T01", None)]


def test_a_sketch_is_asked_once_for_each_text(county, make) -> None:  # noqa: ANN001
    """As it was written; two filings with one text are one question, and a filing that changed its text has the new."""
    having(county, make, "T01", "一", sketch=b"one")
    having(county, make, "G01", "一", sketch=b"one")
    changed = having(county, make, "G01", "二", sketch=b"two")
    own = county.file("A01", now=make.now + timedelta(hours=1)).submission
    asked: list[bytes] = []

    def may_reach(_group: Group, sketch: bytes) -> bool:
        asked.append(sketch)
        return sketch == b"two"

    search = Search(scheme="s", asked=frozenset({1}), alike=first_section, place="县", may_reach=may_reach)
    assert [one.agency for one in near(county, own, search)] == ["G01"]
    assert asked == [b"two", b"one"]
    county.ledger.holding.hold(changed.id, "串了", "甲", make.now)
    assert near(county, own, search) == ()


def test_marks_follow_the_last_audit_and_the_slot(county, make) -> None:  # noqa: ANN001
    """Audited again: other marks. Held: none. Assigned to another year: read there without marks, until its audit."""
    filing = marked(county, make, "T01", frozenset({1}))
    job = county.ledger.audits.again(filing.id, "rules", make.now)
    again, marks = make.audit(dossier="again"), Marks(scheme="s", kept=frozenset({2}))
    county.ledger.audits.record(county.claim(job).token, again, (), make.now, report=make.report(), marks=marks)
    own = county.file("A01", now=make.now + timedelta(hours=1)).submission
    before = county.file("A01", year=2024, now=make.now + timedelta(hours=1)).submission

    def found(of, mark: int) -> int:  # noqa: ANN001
        return len(near(county, of, Search(scheme="s", asked=frozenset({mark}), alike=first_section)))

    assert [found(own, 1), found(own, 2), found(before, 1)] == [0, 1, 0]
    county.ledger.holding.hold(filing.id, "串了", "甲", make.now)
    assert found(own, 2) == 0
    county.ledger.holding.assign(filing.id, "T01", 2024, by="甲", reason="是上年的", now=make.now)
    assert [found(own, 2), found(before, 1), found(before, 2)] == [0, 1, 1]
    job = county.ledger.audits.again(filing.id, "moved", make.now)
    moved = make.audit(dossier="moved")
    county.ledger.audits.record(county.claim(job).token, moved, (), make.now, report=make.report(), marks=marks)
    assert [found(own, 2), found(before, 1), found(before, 2)] == [0, 0, 1]


def test_the_government_is_held_against_all_units(county, make) -> None:  # noqa: ANN001
    """Every unit that owes a report, with its accepted figures or marked as missing."""
    exempt = Relation(kind=RelationKind.EXEMPT, since=date(2020, 1, 1))
    free = Agency(code="E01", name="示例县气象局", kind="department", jurisdiction=make.area, relations=(exempt,))
    county.ledger.register.put([free], "甲", make.now)
    accept(county, make, "A01", 2025, 5)
    receipt = county.file("G01")
    rollup = county.ledger.dossiers.of(receipt.submission.id, AS_OF).rollup
    assert rollup.expected_units == 2
    seen = [(unit.agency, unit.missing, dict(unit.values)) for unit in rollup.units]
    assert seen == [("A01", False, {"applications.new.total": Decimal(5)}), ("T01", True, {})]


def test_a_report_that_was_returned_after_all_is_no_baseline(county, make) -> None:  # noqa: ANN001
    """An acceptance that was taken back falls to the one before it, as known on the day."""
    accept(county, make, "A01", 2024, 5, b"1")
    accept(county, make, "A01", 2024, 6, b"2")
    last = county.ledger.submissions.of("A01", 2024)[-1]
    county.ledger.acts.send_back(last.id, "李四", make.now + timedelta(days=1), "数据有误")

    def baseline(day: date) -> Decimal:
        return county.ledger.dossiers.of_slot("A01", 2025, day).previous.value("applications.new.total")

    assert baseline(date(2026, 1, 20)) == Decimal(6)
    assert baseline(date(2026, 1, 21)) == Decimal(5)
