"""Whose report a document is: what it says of itself, what it is called, and never more certainty than there is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.agency import Agency, DatedName
from filings.matching import Certainty, Clues, Match, Names, alone, match
from filings.report import Paragraph, Report

AREA = "云岭县"


def _agency(code: str, name: str, kind: str = "department", *, mail: str = "", old: str = "") -> Agency:
    names = (DatedName(name=old),) if old else ()
    return Agency(code=code, name=name, kind=kind, mail=mail, names=names)


COUNTY = (
    _agency("G", "云岭县人民政府", "government"),
    _agency("E", "云岭县教育局", mail="jyj@yunling.gov.cn"),
    _agency("H", "云岭县卫生健康局", old="云岭县卫生和计划生育局"),
    _agency("M", "云岭县市场监督管理局"),
    _agency("C", "云岭县民政局"),
    _agency("T", "城关镇人民政府", "township"),
    _agency("R", "河东镇人民政府", "township"),
)
NAMES = Names.of(COUNTY, AREA)


def _report(agency: str | None = None, year: int | None = 2025, *, signed: str | None = None, lead: str = "") -> Report:
    title = f"{agency}{year or ''}年政府信息公开工作年度报告" if agency else "政府信息公开工作年度报告"
    paragraphs = (Paragraph(text=lead, place="P1"),) if lead else ()
    return Report(title=title, agency=agency, year=year, signed_by=signed, lead=paragraphs)


def _match(report: Report, *names: str, sender: str = "", expected: int | None = 2025) -> Match:
    return match(report, Clues(names=names, sender=sender), NAMES, expected)


def _code(found: Match) -> str:
    return found.agency.code if found.agency else ""


@pytest.mark.parametrize(
    ("written", "code"),
    [("云岭县教育局", "E"), ("教育局", "E"), ("城关镇", "T"), ("城关镇人民政府", "T"), ("云岭县城关镇人民政府", "T"),
     ("云岭县人民政府", "G"), ("云岭县政府", "G"), ("云岭县卫生和计划生育局", "H"), ("云岭县 教育局", "E")],
)  # fmt: skip
def test_a_title_is_understood_however_the_name_is_written(written: str, code: str) -> None:
    """With and without the county, short townships, former names, spaces: the title alone is enough."""
    found = _match(_report(written), "终稿3.wps")
    assert (_code(found), found.year, found.certainty) == (code, 2025, Certainty.SURE)
    assert f"标题写的是“{written}”" in found.reasons


@pytest.mark.parametrize(
    ("name", "code"),
    [("教育局2025年度报告.docx", "E"), ("卫健局2025.txt", "H"), ("市监局年报（终稿）.doc", "M"),
     ("城关镇年报.docx", "T"),     ("民政局.docx", "C"), ("报送/河东镇/年报.docx", "R")],
)  # fmt: skip
def test_a_file_name_is_likely_at_most(name: str, code: str) -> None:
    """A report that does not say whose it is is taken for whom its name tells of, and a clerk is asked."""
    found = _match(_report(None), name)
    assert (_code(found), found.certainty) == (code, Certainty.LIKELY)


def test_nothing_is_guessed_from_nothing() -> None:
    """No name anywhere: nobody, and the sentence says where was looked."""
    found = _match(_report(None), "终稿3.wps")
    assert (found.agency, found.certainty) == (None, Certainty.OPEN)
    assert "都没有找到单位名称" in found.reasons[0]
    stranger = _match(_report("邻县教育局"), "终稿3.wps")
    assert stranger.agency is None
    assert "“邻县教育局”，名录里没有这个名称" in stranger.reasons[0]
    assert "没有名录" in match(_report("邻县教育局"), Clues(names=()), Names.of((), "")).reasons[0]


@pytest.mark.parametrize("name", ["邻县教育局.docx", "某市邻县卫健局2025.doc", "清水县民政局年报"])
def test_another_county_s_body_is_not_ours(name: str) -> None:
    """The tail of a foreign name is no evidence; our own county in front, or 我县, is."""
    assert _match(_report(None), name).agency is None
    assert _match(_report(name.removesuffix(".docx").removesuffix("2025.doc")), "终稿.wps").agency is None
    assert _code(_match(_report(None), "关于报送我县教育局年报")) == "E"
    assert _code(_match(_report(None), "某市云岭县教育局年报")) == "E"


def test_a_stranger_s_report_under_our_file_name_is_open() -> None:
    """The report names a body that nobody knows: the file name alone does not decide."""
    found = _match(_report("邻县水利局"), "教育局.docx")
    assert (_code(found), found.certainty) == ("E", Certainty.OPEN)
    assert "但报告写的单位是“邻县水利局”，名录里没有这个名称" in found.reasons


def test_a_shortened_name_in_the_title_is_likely() -> None:
    """云岭县卫健局 in the title is taken for 卫生健康局, and a clerk is asked."""
    found = _match(_report("云岭县卫健局"), "终稿.wps")
    assert (_code(found), found.certainty) == ("H", Certainty.LIKELY)


def test_the_lead_in_names_the_government_in_every_report() -> None:
    """The government's site and office stand in every lead-in and say nothing of whose report it is."""
    found = _match(_report(None, lead="可在云岭县人民政府门户网站查阅，由云岭县民政局编制。"), "终稿3.wps")
    assert (_code(found), found.certainty) == ("C", Certainty.LIKELY)
    assert _match(_report(None, lead="可在云岭县人民政府门户网站查阅。"), "终稿3.wps").agency is None


def test_an_address_in_a_township_is_no_name() -> None:
    """Every department of the county seat has 城关镇 in its address; only the township's whole name is its name."""
    assert _match(_report(None, lead="地址：云岭县城关镇建设路1号"), "终稿3.wps").agency is None
    assert _code(_match(_report(None, lead="本报告由城关镇人民政府编制"), "终稿3.wps")) == "T"


def test_a_government_under_another_name_is_found_by_that_name_alone() -> None:
    """The office that files for the government: its own name counts, a shorter one of it does not."""
    names = Names.of((_agency("O", "云岭县人民政府办公室", "government"),), AREA)
    assert names.exactly("云岭县人民政府办公室") == {0}
    assert names.exactly("云岭县政府") == frozenset()


def test_an_open_guess_casts_no_doubt_on_a_sure_one() -> None:
    """Only matches that mean something compete for a slot."""
    sure, guess = _match(_report("云岭县教育局"), "a.docx"), _match(_report("邻县水利局"), "教育局.docx")
    assert [found.certainty for found in alone([sure, guess])] == [Certainty.SURE, Certainty.OPEN]


def test_a_signature_and_a_sender_are_as_good_as_a_title() -> None:
    """A report without a name in its title is sure by its signature, or by the sender's registered mailbox."""
    assert _match(_report(None, signed="云岭县教育局"), "a.docx").certainty is Certainty.SURE
    found = _match(_report(None), "a.docx", sender="JYJ@yunling.gov.cn")
    assert (_code(found), found.certainty) == ("E", Certainty.SURE)


def test_contradictions_are_told_and_leave_it_open() -> None:
    """Title against signature: open. Title against file name: the title, but no longer sure, and why."""
    found = _match(_report("云岭县教育局", signed="云岭县民政局"), "a.docx")
    assert (_code(found), found.certainty) == ("E", Certainty.OPEN)
    assert "但落款像是“云岭县民政局”" in found.reasons
    assert [a.code for a in found.others] == ["C"]
    called = _match(_report("云岭县教育局"), "民政局.docx")
    assert (_code(called), called.certainty) == ("E", Certainty.LIKELY)
    assert "但文件名像是“云岭县民政局”" in called.reasons


@pytest.mark.parametrize(
    ("written", "name", "expected", "year", "certainty"),
    [(2025, "a.docx", 2025, 2025, Certainty.SURE), (2025, "2026年1月报.docx", 2025, 2025, Certainty.SURE),
     (2025, "教育局20260115.docx", 2025, 2025, Certainty.SURE), (2025, "2023年年报.docx", 2025, 2025, Certainty.LIKELY),
     (2024, "a.docx", 2025, 2024, Certainty.LIKELY), (None, "a.docx", 2025, 2025, Certainty.LIKELY),
     (None, "2024年年报.docx", None, 2024, Certainty.LIKELY), (None, "a.docx", None, None, Certainty.LIKELY)],
)  # fmt: skip
def test_the_year_is_what_the_report_says(
    written: int | None, name: str, expected: int | None, year: int | None, certainty: Certainty
) -> None:
    """The report's own year; the file name and the collected year only where it says none; doubts are not sure."""
    found = _match(_report("云岭县教育局", written), name, expected=expected)
    assert (found.year, found.certainty) == (year, certainty)


def test_two_reports_for_one_slot_are_both_open() -> None:
    """A clerk says which of two is filed; others are left as they are."""
    first, second = _match(_report("云岭县教育局"), "a.docx"), _match(_report("云岭县教育局"), "终稿3.docx")
    other, nobody = _match(_report("云岭县民政局"), "b.docx"), _match(_report(None), "c.docx")
    made = alone([first, other, second, nobody])
    assert [found.certainty for found in made] == [Certainty.OPEN, Certainty.SURE, Certainty.OPEN, Certainty.OPEN]
    assert made[0].reasons[0] == "同一单位同一年度有2份，请只确认要报送的一份"
    assert made[1] == other
    assert made[3] == nobody


_NAME = st.text("云岭县教育民政卫生水务林业财政局委办镇乡", min_size=3, max_size=8)
_REGISTER = st.lists(_NAME, min_size=1, max_size=6, unique=True).map(
    lambda names: tuple(_agency(str(n), name) for n, name in enumerate(names))
)


@given(_REGISTER, st.data())
def test_the_order_of_the_register_does_not_matter(register: tuple[Agency, ...], data: st.DataObject) -> None:
    """Whatever names there are: a shuffled register gives the same agency, or both times none that is sure."""
    chosen = data.draw(st.sampled_from(register))
    report, clues = _report(chosen.name), Clues(names=(data.draw(_NAME) + ".docx",))
    mixed = list(register)
    random.Random(data.draw(st.integers(0, 99))).shuffle(mixed)
    one, two = (match(report, clues, Names.of(entries, AREA), 2025) for entries in (register, mixed))
    assert one.certainty == two.certainty
    if one.certainty is not Certainty.OPEN:
        assert one.agency == two.agency


@given(_REGISTER, st.text(max_size=20), st.text(max_size=20), st.none() | st.text(max_size=10))
def test_only_agencies_of_the_register_are_named_and_noise_is_never_sure(
    register: tuple[Agency, ...], name: str, lead: str, signed: str | None
) -> None:
    """Whatever a document holds: nobody from outside the register, always reasons, sure only by what it says itself."""
    found = match(_report(None, signed=signed, lead=lead), Clues(names=(name,)), Names.of(register, AREA), 2025)
    assert found.agency is None or found.agency in register
    assert found.reasons
    if found.certainty is Certainty.SURE:
        assert signed


@given(_REGISTER, st.data())
def test_a_name_that_one_agency_alone_has_is_always_found(register: tuple[Agency, ...], data: st.DataObject) -> None:
    """Titled with a full name that is nobody else's in any spelling, a report is that agency's."""
    chosen = data.draw(st.sampled_from(register))
    names = Names.of(register, AREA)
    if len(names.exactly(chosen.name)) == 1:
        assert match(_report(chosen.name), Clues(names=()), names, 2025).agency == chosen
