"""Neighbours found by marks: the findings are those of the comparison with everybody."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.agency import Agency, Jurisdiction, Register
from filings.dossier import Dossier, Neighbour
from filings.finding import Finding
from filings.marks import REACH, Group, section_texts
from filings.report import Paragraph, Report, Section
from rules.book_io.rulebook import rulebook
from rules.book_io.zero_report import zero_report
from rules.engine.audit import audit
from rules.engine.neighbours import neighbour_marks
from rules.text.similarity import BLOCK

BOOK = rulebook().only(["X02", "X03", "X04"])
PLACE = "云岭县"
NAMES = ("水务局", "教育局", "清水镇人民政府", "人民政府", "农业农村局")
REGISTER = Register(
    jurisdiction=Jurisdiction(code="990000", name=PLACE, office="办公室"),
    agencies=tuple(
        Agency(code=f"A{number}", name=PLACE + name, kind="department", jurisdiction="990000")
        for number, name in enumerate(NAMES)
    ),
)
SENTENCES = (
    "围绕群众关心的饮水安全和防汛备汛，逐月公布水质监测结果和水库水位，组织村民代表到水厂看一看、问一问。",
    "窗口当面受理、当面登记，能当场答复的当场答复，不能当场答复的约好日子，逾期的由分管负责人过问，原因记在台账上。",
    "取水许可、河道采砂和水土保持的审批结果，由经办人填表，股长核对，办公室统一挂网，每季度再回头看一遍有没有错漏。",
    "把招生片区画成地图贴在校门口，家长扫一扫就能看到自家孩子该去哪所学校；食堂每周晒账本，买了多少米面肉菜一目了然。",
    "一是有的栏目隔了很久才更新，群众打电话来问才发现；二是解读材料文字多、图表少，老年人看不明白。",
    "认真贯彻落实《中华人民共和国政府信息公开条例》，深入推进政府信息公开工作，2023年共公开信息86条。",
    "今后由专人每周巡查栏目，发现过时的当天下架；重要文件配上图解，印成折页放在各村服务点，配合教育局进校园。",
)
SIGNS = [chr(code) for code in range(0x5000, 0x5400)]
pieces = st.one_of(
    st.sampled_from(SENTENCES),
    st.tuples(st.sampled_from(SENTENCES), st.integers(0, 40), st.integers(5, 60)).map(lambda t: t[0][t[1] :][: t[2]]),
    st.sampled_from(
        [PLACE + name for name in NAMES] + list(NAMES) + ["我局", "年", "，", "\n", "一是", "同样", "2023年"]
    ),
    st.text(alphabet="甲乙丙丁戊", min_size=1, max_size=6),
)
texts = st.lists(pieces, max_size=14).map("".join)


@st.composite
def edited(draw: st.DrawFn, given_text: str) -> str:
    """A text with some of it replaced, put in or left out, names first of all."""
    text = given_text
    if draw(st.booleans()):
        text = text.replace(draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(len(text) - 1, 0)))
        text = text[:at] + draw(pieces) + text[at + draw(st.sampled_from([0, 0, 1, 4, 30])) :]
    return text


@st.composite
def counties(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Sections one and five of each agency, many of them after those of another."""
    made = [(draw(texts), draw(texts))]
    for _ in NAMES[1:]:
        one, five = draw(st.sampled_from(made))
        copies = draw(st.sampled_from(("both", "one", "five", "swapped", "none")))
        first = draw(edited(one)) if copies in ("both", "one") else draw(texts)
        second = draw(edited(five)) if copies in ("both", "five") else draw(texts)
        made.append((draw(edited(five)), draw(edited(one))) if copies == "swapped" else (first, second))
    return made


def report_of(number: int, one: str, five: str) -> Report:
    """The report of an agency, in paragraphs."""
    clean = zero_report("2021", 2023)
    sections = []
    for section in clean.sections:
        text = {1: one, 5: five}.get(section.number, "")
        lines = tuple(Paragraph(text=line, place=f"P{at}") for at, line in enumerate(text.split("\n"), 10) if line)
        sections.append(Section(number=section.number, heading=section.heading, place=section.place, paragraphs=lines))
    return replace(clean, sections=tuple(sections), agency=REGISTER.agencies[number].name)


def dossier_of(number: int, report: Report) -> Dossier:
    """An agency's case file, neighbours apart."""
    agency = REGISTER.agencies[number]
    return Dossier(as_of=date(2024, 2, 1), report=report, agency=agency, register=REGISTER)


def findings(dossier: Dossier, neighbours: list[Neighbour]) -> tuple[Finding, ...]:
    """What the three rules find."""
    return audit(replace(dossier, neighbours=tuple(neighbours)), BOOK).findings


def found(mine: Dossier, other: Dossier) -> frozenset[Group] | None:
    """The groups of sections of another report that the search of one finds; None: all, for it is named."""
    near, kept = neighbour_marks(mine, BOOK), neighbour_marks(other, BOOK)
    assert near is not None
    assert kept is not None
    assert near.search.scheme == kept.marks.scheme
    shared = near.search.asked & kept.marks.all
    return None if shared & near.search.named else near.search.alike(shared) if shared else frozenset()


def chosen(mine: Dossier, others: list[Dossier]) -> list[Neighbour]:
    """The neighbours that are read, as the ledger chooses them: each text of a group once, unless named."""
    near, seen, read = neighbour_marks(mine, BOOK), set(), []
    assert near is not None
    search = near.search
    for one in others:
        groups, marks = found(mine, one), neighbour_marks(one, BOOK)
        assert marks is not None
        if groups is not None and not search.apart:
            texts = {text.group: text for text in marks.marks.texts if text.place == search.place}
            known = {group: texts[group] for group in groups if group in texts}
            groups = frozenset(
                group
                for group in groups
                if group not in known
                or ((group, known[group].digest) not in seen and search.may_reach(group, known[group].sketch))
            )
            seen |= {(group, text.digest) for group, text in known.items()}
        if groups is None or groups:
            read.append(_part(neighbour(one), groups))
    return read


def same_findings(dossiers: list[Dossier]) -> None:
    """The last of some reports has the same findings beside those that its search finds as beside all others."""
    *others, mine = dossiers
    assert findings(mine, chosen(mine, others)) == findings(mine, [neighbour(one) for one in others])


def _part(whole: Neighbour, groups: frozenset[Group] | None) -> Neighbour:
    if groups is None:
        return whole
    sections = {number for group in groups for number in group}
    return replace(whole, groups=groups, passages={number: whole.passages[number] for number in sections})


def neighbour(dossier: Dossier) -> Neighbour:
    """A report as its neighbours see it; it came first."""
    agency, report = dossier.agency, dossier.report
    assert agency is not None
    assert report is not None
    texts = section_texts(report)
    return Neighbour(agency=agency.code, name=agency.name, filed_first=True, passages=texts)


@pytest.mark.no_cover  # the tests below take the same ways
@settings(max_examples=100, deadline=None)
@given(counties())
def test_who_is_found_by_marks_gives_the_same_findings(made: list[tuple[str, str]]) -> None:
    """Reports put together from common sentences, edited, with names of all bodies in them."""
    same_findings([dossier_of(number, report_of(number, *each)) for number, each in enumerate(made)])


def filler(seed: int, length: int) -> str:
    """A text like no other."""
    return "".join(Random(seed).choices(SIGNS, k=length))


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts with one passage in common, about as long as a rule asks for, with names in it on either side."""
    passage = filler(draw(st.integers(0, 99)), draw(st.sampled_from([60, 80, 98, 99, 100, 101, 103, 120, 200])))
    longer = draw(st.booleans())  # too long for a share: the passage alone counts
    made = []
    for side in (1000, 2000):
        text = passage
        for _ in range(draw(st.integers(0, 3)) if draw(st.booleans()) else 0):
            at = draw(st.integers(0, len(text)))
            text = text[:at] + draw(st.sampled_from([PLACE, "水务局", "教育局", "清水镇", "3月", "，"])) + text[at:]
        before, behind = (draw(st.integers(0, 40)) + 300 * longer for _ in range(2))
        made.append(filler(side, before) + text + filler(side + 1, behind))
    return made[0], made[1]


@pytest.mark.no_cover  # the same
@settings(max_examples=300, deadline=None)
@given(passages(), st.sampled_from([1, 5]))
def test_a_passage_that_just_counts_is_found(made: tuple[str, str], where: int) -> None:
    """However it lies in the texts, and whoever's names stand in it; one that does not count is told by nobody."""
    dossiers = []
    for number, text in enumerate(made):
        sections = {where: text, 6 - where: filler(3000 + number, 70)}
        dossiers.append(dossier_of(number, report_of(number, sections[1], sections[5])))
    same_findings(dossiers)


def test_few_are_read() -> None:
    """Reports about different work, of one form and one county, find nobody; a copy finds the one it was taken from."""
    one = dossier_of(0, report_of(0, SENTENCES[0] + SENTENCES[1], SENTENCES[4]))
    two = dossier_of(1, report_of(1, SENTENCES[3] * 2, SENTENCES[2]))
    copy = dossier_of(4, report_of(4, SENTENCES[0] + SENTENCES[1], SENTENCES[4]))
    assert [found(two, one), found(copy, one)] == [frozenset(), frozenset({(1, 5)})]


def test_of_equals_the_first_stands_for_all() -> None:
    """A text handed round is read once; who is named in it, and who filed another one, are read as well."""
    handed = SENTENCES[0] + SENTENCES[1] + SENTENCES[2]
    naming = handed + NAMES[1]
    made = [dossier_of(n, report_of(n, text, SENTENCES[4])) for n, text in enumerate((handed, handed, handed, naming))]
    mine = dossier_of(4, report_of(4, handed, SENTENCES[4]))
    assert [one.agency for one in chosen(mine, made)] == ["A0", "A3"]
    same_findings([*made, mine])
    named = dossier_of(4, report_of(4, naming, SENTENCES[4]))
    assert [one.agency for one in chosen(named, made)] == ["A0", "A1", "A3"]
    same_findings([*made, named])


def test_a_block_is_a_window() -> None:
    """The first look at a share counts blocks by their windows' marks."""
    assert BLOCK == REACH


@pytest.mark.parametrize(("least", "scheme"), [(100, "the same"), (15, "none")])
def test_a_passage_too_short_for_marks_is_looked_for_everywhere(least: int, scheme: str) -> None:
    """A county that asks for passages shorter than marks reach has all neighbours read."""
    rules = tuple(replace(r, check=replace(r.check, least=least)) if r.id == "X03" else r for r in BOOK.rules)
    near = neighbour_marks(dossier_of(0, report_of(0, SENTENCES[0] * 2, "")), replace(BOOK, rules=rules))
    assert near is not None
    assert (near.marks.scheme == near.search.scheme) is (scheme == "the same")


def test_without_a_rule_that_compares_nothing_is_marked() -> None:
    """A book in which copies are not looked for."""
    rules = tuple(replace(rule, active=False) for rule in BOOK.rules)
    assert neighbour_marks(dossier_of(0, report_of(0, "", "")), replace(BOOK, rules=rules)) is None
