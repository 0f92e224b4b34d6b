"""The result page before it is a page: numbers at cells and in the list, formulas, sentences, what was not read."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from filings.agency import Agency, Jurisdiction
from filings.dossier import Dossier
from filings.figure import CellState
from filings.finding import Audit, Finding, Severity, Verdict
from filings.notice import Recipient, RecipientKind
from filings.personal import without_numbers
from filings.report import Paragraph, Report, Section
from filings.submission import Submission
from gateway.pages.changes import changed, changes_of, fields_of
from gateway.pages.formulas import short_names
from gateway.pages.quoting import quotes_of
from gateway.pages.redrawn import DrawnCell, redrawn
from gateway.pages.rendering import environment
from gateway.pages.result_view import ResultView, result_view, sign
from notifier.audit_wording import audited
from notifier.occasion import ContactPoint, Occasion
from readers import read
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from samples.county import document
from samples.forms import Draft, refs, write
from samples.reports.making import sample
from schemas.audit import audit_json
from schemas.calendars import statutory
from schemas.editions import edition
from schemas.printed import printed
from workers.examine import examine

TODAY, DUE = date(2026, 1, 30), date(2026, 1, 31)
NOON = datetime(2026, 1, 30, 4, 0, tzinfo=UTC)
OCCASION = Occasion(
    about="aud_1", created=NOON, desk=ContactPoint(jurisdiction=Jurisdiction(code="99", name="试验县")),
    recipients=(Recipient(kind=RecipientKind.AGENCY, code="U0", name="试验县财政局"),),
)  # fmt: skip
BALANCED = {"applications.new": 3, "applications.granted": 3, "applications.total": 3}


def figures(form: str, changed: dict[str, str]) -> dict[str, str]:
    """Figures of a report that is right, but for what is changed."""
    rows = {f"{row}.{column}": str(n) for row, n in BALANCED.items() for column in ("natural", "total")}
    values = {ref: rows.get(ref, "0") for ref in edition(form).refs}
    return {**values, **changed}


def view_of(data: bytes, name: str, year: int = 2025) -> ResultView:
    """The view of a document as filed."""
    context = Dossier(as_of=TODAY, received_on=TODAY, calendar=statutory(), folder_year=year)
    found = examine(data, name, context, rulebook(), read)
    return result_view(found.audit, found.report, rulebook(), DUE, TODAY)


def drafted(changed: dict[str, str]) -> ResultView:
    """The view of a Word document with some figures changed."""
    draft = Draft(edition="2021", values=figures("2021", changed), year=2025, signed_on="2026年1月20日")
    return view_of(write(draft, "docx"), "年报.docx")


def cells(view: ResultView) -> dict[str, DrawnCell]:
    """The drawn figures by address."""
    return {cell.ref: cell for table in view.tables for row in table.rows for cell in row if cell.ref}


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_cell_of_a_form_is_printed_once(form: str) -> None:
    """Every address of the form stands in exactly one printed cell, whichever way 其他处理 is printed."""
    for single in (False, True):
        drawn = [cell.ref for table in printed(edition(form), single=single) for row in table.rows for cell in row]
        there = [ref for ref in drawn if ref]
        optional = {ref for row in edition(form).table("applications").rows if row.optional for ref in row.refs}
        split = {ref for ref in edition(form).refs if ref.startswith("applications.other.") and ref not in optional}
        left_out = (split if single else optional) if form == "2021" else set()
        assert sorted(there) == sorted(set(edition(form).refs) - left_out)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_drawn_table_is_a_rectangle(form: str) -> None:
    """Spans fill the grid without holes and without overlap, so that every browser draws the official form."""
    for table in printed(edition(form)):
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(table.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                spot = {(number + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
                assert not spot & taken
                taken |= spot
        width, height = max(c for _, c in taken) + 1, max(r for r, _ in taken) + 1
        assert (height, len(taken)) == (len(table.rows), width * height)


def test_the_culprit_bears_the_numbers_of_what_it_causes() -> None:
    """One wrong total breaks three sums: it alone is solid and bears ①②③, its partners are dashed and bear none."""
    view = view_of(document("水务局2025年度报告.docx"), "水务局2025年度报告.docx")
    found = cells(view)
    culprit = found["applications.total.natural"].marks
    assert [mark.sign for mark in culprit.marks] == ["①", "②", "③"]
    assert culprit.culprit
    partner = found["applications.new.natural"].marks
    assert (partner.culprit, partner.marks, [mark.sign for mark in partner.used_by]) == (False, (), ["①"])
    assert view.few == "疑似1格有误，涉及3条"
    assert view.groups[0].suspicions[0].startswith("若第三部分表格“办理结果总计”行“自然人”列由41改为14，可消除3条。")
    assert [one.sign for one in view.groups[0].findings] == ["①", "②", "③"]
    assert {mark.anchor for mark in culprit.marks} == {one.anchor for one in view.groups[0].findings}


def test_a_formula_is_filled_in_and_counts_the_zeros() -> None:
    """Both sides with names, figures and sums; of a long side the zeros are counted, not listed."""
    first, second, third = view_of(document("水务局2025年度报告.docx"), "水务局.docx").groups[0].findings
    assert first.formula is not None
    assert second.formula is not None
    assert third.formula is not None
    assert (first.formula.left, first.formula.sign) == ("本年新收 14 ＋ 上年结转 2 ＝ 16", "≠")
    assert (first.formula.right, first.formula.difference) == ("办理结果总计 41 ＋ 结转下年度 2 ＝ 43", "27")
    assert second.formula.right.endswith("信访举报投诉类申请 1（其余17格是0） ＝ 14")
    assert third.formula.left.startswith("自然人 41 ＋ 商业企业 2 ＋ ")


def test_a_formula_with_a_blank_says_so_and_claims_no_sum() -> None:
    """A blank stands in the formula as 空, never as 0, and a sum over it is not written out as a number."""
    view = drafted({"applications.new.natural": "", "applications.carried_in.natural": "9"})
    one = next(one for one in view.shown if one.finding.rule == "A01")
    assert one.formula is not None
    assert one.formula.left == "本年新收 空 ＋ 上年结转 9"
    assert one.formula.difference == ""


def test_cells_are_called_by_what_tells_them_apart() -> None:
    """By row in a column, by column in a row, by both where neither is shared; a name that the form lacks as it is."""
    form = edition("2021")
    pair = ("applications.new.natural", "applications.total.natural")
    assert short_names(pair, form)[pair[1]] == "办理结果总计"
    row = ("applications.new.natural", "applications.new.total")
    assert short_names(row, form)[row[0]] == "自然人"
    mixed = ("applications.new.natural", "review.reconsideration.total", "last.x")
    assert short_names(mixed, form) == {mixed[0]: "本年新收自然人", mixed[1]: "行政复议总计", "last.x": "last.x"}


def test_heads_name_what_they_head() -> None:
    """A head over several columns or rows is a group's, so that who hears the table knows what a figure belongs to."""
    view = view_of(document("水务局2025年度报告.docx"), "水务局.docx")
    scopes = {cell.text: cell.scope for table in view.tables for row in table.rows for cell in row if cell.head}
    assert (scopes["申请人情况"], scopes["自然人"], scopes["（三）不予公开"]) == ("colgroup", "col", "rowgroup")
    assert scopes["一、本年新收政府信息公开申请数量"] == "row"
    assert cells(view)["applications.total.natural"].anchor == "c-applications-total-natural"


def test_without_a_cell_there_is_no_table() -> None:
    """A report of which no cell was read is not drawn as a table of blanks."""
    assert redrawn(Report(), edition("2021"), {}) == ()


def test_without_a_suspect_every_cell_of_a_sum_bears_the_number() -> None:
    """Where nothing tells the culprit, none is accused: all cells of the sum bear the number and none is solid."""
    context = Dossier(as_of=TODAY, received_on=TODAY, calendar=statutory(), folder_year=2025)
    found = examine(document("水务局2025年度报告.docx"), "水务局.docx", context, rulebook(), read)
    assert found.audit.suspects
    view = result_view(replace(found.audit, suspects=()), found.report, rulebook(), DUE, TODAY)
    marked = {ref: cell.marks for ref, cell in cells(view).items() if cell.marks.marks}
    assert {"applications.new.natural", "applications.carried_out.natural"} <= marked.keys()
    assert not any(one.culprit for one in marked.values())
    assert len(marked["applications.total.natural"].marks) == 3


def test_a_cell_that_is_wrong_by_itself_is_solid() -> None:
    """A slash is no sum: its own cells bear the number and are solid."""
    view = drafted({"proactive.regulations.issued": "/"})
    found = cells(view)["proactive.regulations.issued"]
    assert (found.text, found.marks.culprit, len(found.marks.marks)) == ("/", True, 1)


def test_a_row_with_too_many_numbers_is_marked_whole() -> None:
    """A finding about a row stands at each of its cells; what was written there is told below the table."""
    view = view_of(document("石桥乡年报.txt"), "石桥乡年报.txt")
    row = [cell for ref, cell in cells(view).items() if ref.startswith("applications.total.")]
    surplus = next(one for one in view.shown if one.finding.rule == "C16")
    assert [[mark.sign for mark in cell.marks.marks] for cell in row] == [[surplus.sign]] * 7
    notes = {table.key: table.notes for table in view.tables}
    assert notes["applications"] == ("第三部分表格“办理结果总计”写了8个数：0、0、0、0、0、0、0、0",)


def test_every_cell_of_an_empty_table_is_marked() -> None:
    """A table without a figure is one finding, and each of its cells is drawn solid, however many there are."""
    empty = {ref: "" for ref in edition("2021").refs if ref.startswith("applications.")}
    view = drafted(empty)
    drawn = [cell for ref, cell in cells(view).items() if ref.startswith("applications.")]
    assert len(drawn) > 150
    assert {cell.text for cell in drawn} == {"空"}
    assert all(cell.marks.marks for cell in drawn)


def test_what_was_not_read_is_never_a_zero() -> None:
    """Blank, unread and ambiguous cells say so; a figure that was chosen says 推定; none of them shows a 0."""
    form = edition("2021")
    report = read(write(Draft(edition="2021", values={"applications.new.natural": ""}, year=2025), "docx"), "a.docx")
    cell = report.cells["applications.new.natural"]
    told = {"absent": None, "blank": cell}
    for state in (CellState.AMBIGUOUS, CellState.ABSENT):
        told[state.value] = replace(cell, state=state, value=None, raw="0 0")
    shown = {}
    for name, one in told.items():
        known = {**report.cells, **({"applications.new.natural": one} if one else {})}
        if one is None:
            del known["applications.new.natural"]
        drawn = redrawn(replace(report, cells=known), form, {})
        shown[name] = next(c for t in drawn for row in t.rows for c in row if c.ref == "applications.new.natural")
    assert {name: cell.text for name, cell in shown.items()} == {
        "absent": "未读到", "blank": "空", "ambiguous": "未读准",
    }  # fmt: skip
    assert all(cell.unread and cell.value == "" for cell in shown.values())
    inferred = replace(cell, state=CellState.INFERRED, value=report.cells["applications.new.total"].value, raw="0 0 0")
    drawn = redrawn(replace(report, cells={**report.cells, "applications.new.natural": inferred}), form, {})
    assert any(c.doubt == "推定" for t in drawn for row in t.rows for c in row if c.ref == "applications.new.natural")


def test_a_sentence_is_whole_and_its_fault_marked() -> None:
    """The clause from full stop to full stop, the fault alone marked, the identity number hidden."""
    view = view_of(document("河东镇2025年度报告.txt"), "河东镇2025年度报告.txt")
    (quote,) = view.groups[0].findings[0].quotes
    assert quote.before == "全年共收到申请2件，全部办结，其中申请人身份证号"
    assert quote.fault == "110*************1X"
    assert quote.after == "的申请当场答复。"


@given(st.text("甲乙。；1", max_size=60), st.integers(0, 60), st.integers(1, 20))
@settings(max_examples=200)
def test_a_quote_is_a_piece_of_the_text(text: str, start: int, length: int) -> None:
    """Whatever the text and the span: what is quoted stands there in one piece, and its middle is the fault."""
    finding = Finding(
        rule="N01", title="", severity=Severity.VERIFY, message="", place="", refs=(), places=(f"P1+{start}:{length}",),
        facts={}, basis=(), fix="", fingerprint="f", facts_digest="d",
    )  # fmt: skip
    section = Section(number=1, heading="一、总体情况", place="P0", paragraphs=(Paragraph(text=text, place="P1"),))
    for quote in quotes_of(finding, Report(sections=(section,))):
        assert quote.before + quote.fault + quote.after in text
        assert quote.fault == text[start : start + length]


def test_passed_and_unasked_add_up_to_the_book() -> None:
    """Every rule is told once: passed, not put to the report and why, broken, or failed."""
    view = view_of(document("水务局2025年度报告.docx"), "水务局.docx")
    broken = {one.finding.rule for one in view.shown}
    told = len(view.passed) + sum(len(group.rules) for group in view.unasked) + view.failed + len(broken)
    assert told == len(rulebook().rules)
    assert all(why for group in view.unasked for _, why in group.rules)


def test_lateness_stands_beside_the_verdict() -> None:
    """A filing that came late and is right is 校验通过, and its lateness is told apart."""
    given_ = sample(3)
    late = replace(given_.dossier, received_on=date(given_.report.year + 1, 3, 5), agency=_department(given_.dossier))
    view = result_view(audit(late, rulebook()), given_.report, rulebook(), DUE, TODAY)
    assert any(words.startswith("晚报") for words in view.late)
    assert "晚报" not in view.verdict.label


def _department(dossier: Dossier) -> Agency:
    assert dossier.agency is not None
    return replace(dossier.agency, kind="department")


SIGNS = st.sampled_from(["", "/", "九", "1 2", "-3", "999", "0"])


@given(st.integers(0, 400), st.lists(st.tuples(st.integers(0, 300), SIGNS), min_size=1, max_size=4))
@settings(max_examples=40)
def test_a_verdict_that_blocks_shows_a_finding(seed: int, spoiled: list[tuple[int, str]]) -> None:
    """However a report is spoiled, a verdict that blocks names a finding on the page, in JSON and in the letter."""
    one = sample(seed)
    names = sorted(one.report.cells)
    typed = {names[at % len(names)]: text for at, text in spoiled}
    form = edition(one.report.edition or "2021")
    fields = fields_of(one.report, form, typed)
    report = changed(one.report, form, changes_of(one.report, form, fields), fields)
    told_everywhere(audit(one.holding(report), rulebook()), report)


@given(st.sampled_from(["docx", "pdf", "txt", "json", "xls", "exe"]), st.binary(max_size=300))
@settings(max_examples=40)
def test_a_file_that_cannot_be_read_shows_why(ending: str, data: bytes) -> None:
    """Whatever bytes are sent: what blocks is told on the page, in JSON and in the letter."""
    context = Dossier(as_of=TODAY, received_on=TODAY, calendar=statutory(), folder_year=2025)
    found = examine(data, f"a.{ending}", context, rulebook(), read)
    assert found.audit.verdict is not Verdict.CLEAN
    told_everywhere(found.audit, found.report)


def told_everywhere(found: Audit, report: Report) -> None:
    """Where the verdict blocks, an open finding with its whole sentence is told at each place."""
    view = result_view(found, report, rulebook(), DUE, TODAY)
    if found.verdict not in (Verdict.MUST_FIX, Verdict.UNREADABLE):
        return
    source = '{% import "_findings.html" as f %}{{ f.verdict(view, "") }}{{ f.listed(view, "") }}'
    shown = LexborHTMLParser(environment().from_string(source).render(view=view)).body
    page = shown.text() if shown else ""
    data = json.dumps(audit_json(found), ensure_ascii=False)
    agency = Agency(code="U0", name=found.agency or "某单位", kind="department", jurisdiction="99")
    filing = Submission(id="sub_", agency="U0", year=2025, received_at=NOON, documents=(), channel="form")
    letter = audited(OCCASION, OCCASION.recipients[0], found, filing, agency, DUE).text
    open_ = [one for one in found.findings if one.severity is not Severity.HINT and not one.waived]
    assert open_
    for one in open_[:50]:  # the letter tells fifty and says so
        assert without_numbers(one.message) in page
        assert json.dumps(one.message, ensure_ascii=False)[1:-1] in data
        assert one.message in letter
    assert view.verdict.label in page


def test_numbers_go_beyond_twenty() -> None:
    """① to ㊿, then in brackets: every number is another."""
    assert [sign(1), sign(20), sign(21), sign(36), sign(50), sign(51)] == ["①", "⑳", "㉑", "㊱", "㊿", "(51)"]
    assert len({sign(number) for number in range(1, 120)}) == 119


def test_a_form_of_one_row_is_drawn_with_one() -> None:
    """（六）其他处理 filed as one row is drawn as one row."""
    draft = Draft(edition="2021", values=figures("2021", {}), year=2025, single_other=True)
    assert "applications.other.natural" in refs(draft)
    found = cells(view_of(write(draft, "docx"), "a.docx"))
    assert "applications.other.natural" in found
    assert "applications.other.1.natural" not in found
