"""试改 and comparison before they are pages: what was typed, what is different, what mends nothing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from filings.difference import difference
from filings.figure import CellState
from filings.report import Paragraph, Report, Section, Surplus
from gateway.pages.changes import changed, changes_of, fields_of
from gateway.pages.comparison import comparison, mends_nothing
from readers import read
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from samples.county import document
from samples.reports.making import sample
from schemas.editions import edition

FORM = edition("2021")
CULPRIT = "applications.total.natural"


def water() -> Report:
    """A report whose total has two digits that changed places."""
    return read(document("水务局2025年度报告.docx"), "水务局2025年度报告.docx")


def test_nothing_typed_is_nothing_changed() -> None:
    """The form as it is drawn, sent back untouched, changes no cell, whatever the cells hold."""
    for name in ("水务局2025年度报告.docx", "石桥乡年报.txt", "交通运输局年报（终稿）.docx"):
        report = read(document(name), name)
        assert changes_of(report, FORM, fields_of(report, FORM)) == ()
        assert changes_of(report, FORM, fields_of(report, FORM, fields_of(report, FORM))) == ()


def test_a_typed_figure_is_read_as_a_cell_is() -> None:
    """One cell is typed over: it alone is read anew, by the rules for cells, and the list says old and new."""
    report = water()
    fields = fields_of(report, FORM, {CULPRIT: " １４ "})
    (change,) = changes_of(report, FORM, fields)
    after = changed(report, FORM, (change,), fields)
    assert (change.old, change.new, change.name) == ("41", "１４", "第三部分表格“办理结果总计”行“自然人”列")
    assert after.value(CULPRIT) == 14
    assert {ref for ref in report.cells if report.cells[ref] != after.cells[ref]} == {CULPRIT}
    assert report.value(CULPRIT) == 41


def test_an_emptied_cell_is_blank_and_no_zero() -> None:
    """Who deletes a figure has a blank, shown as 空; who types a word has a text, and no number comes of it."""
    report = water()
    for typed, state, word in (("", CellState.BLANK, "空"), ("无法统计", CellState.TEXT, "无法统计")):
        fields = fields_of(report, FORM, {CULPRIT: typed})
        (change,) = changes_of(report, FORM, fields)
        cell = changed(report, FORM, (change,), fields).cells[CULPRIT]
        assert (cell.state, cell.value, change.new) == (state, None, word)


def test_money_keeps_its_unit() -> None:
    """A fee typed in 元 is a ten-thousandth of 万元, as it is when it is filed so."""
    report = water()
    ref = "proactive.fees.amount"
    fields = fields_of(report, FORM, {ref: "264000元"})
    after = changed(report, FORM, changes_of(report, FORM, fields), fields)
    assert str(after.value(ref)) == "26.4"


def test_a_row_typed_over_has_no_surplus() -> None:
    """A row with too many numbers is complained of no longer once its cells are typed in one by one."""
    extra = Surplus(row="applications.total", raw=("1",) * 8, place="T1")
    report = replace(water(), surplus=(extra,))
    fields = fields_of(report, FORM, {CULPRIT: "14"})
    assert changed(report, FORM, changes_of(report, FORM, fields), fields).surplus == ()


@given(st.dictionaries(st.sampled_from(FORM.refs), st.text(max_size=60), max_size=5))
@settings(max_examples=60)
def test_whatever_is_typed_is_taken(typed: dict[str, str]) -> None:
    """No text in a field raises; what is kept of it is bounded, and the list of changes names each cell once."""
    report = sample(7).report
    fields = fields_of(report, FORM, typed)
    changes = changes_of(report, FORM, fields)
    after = changed(report, FORM, changes, fields)
    assert all(len(text) <= 40 for text in fields.values())
    assert len({one.ref for one in changes}) == len(changes)
    assert after.cells.keys() >= report.cells.keys()


def test_a_comparison_tells_cells_and_words() -> None:
    """One figure and one word of a paragraph changed: both are told, with what was and what is, and nothing else."""
    before = water()
    section = before.sections[0]
    first = section.paragraphs[0]
    text = first.text.replace("。", "，已核对。", 1)
    changed_section = replace(section, paragraphs=(Paragraph(text=text, place=first.place), *section.paragraphs[1:]))
    cells = {**before.cells, CULPRIT: replace(before.cells[CULPRIT], raw="14")}
    after = replace(before, cells=cells, sections=(changed_section, *before.sections[1:]))
    found = comparison(before, after, None, None)
    assert [(one.old, one.new) for one in found.cells] == [("41", "14")]
    assert [(one.part, [s.text for s in one.stretches if s.how == "new"]) for one in found.texts] == [
        ("第一部分", ["，已核对"])
    ]
    assert "".join(s.text for s in found.texts[0].stretches if s.how != "new") == first.text
    assert found.findings is None
    assert comparison(before, before, None, None).nothing


def test_a_paragraph_left_out_and_one_put_in() -> None:
    """Whole paragraphs are told as gone and as new; a report that could not be read is compared as empty."""
    before = water()
    section = before.sections[0]
    after = replace(before, sections=(replace(section, paragraphs=section.paragraphs[1:]), *before.sections[1:]))
    (gone,) = comparison(before, after, None, None).texts
    (back,) = comparison(after, before, None, None).texts
    assert [one.how for one in gone.stretches] == ["gone"]
    assert [one.how for one in back.stretches] == ["new"]
    assert comparison(None, before, None, None).cells
    assert not comparison(None, None, None, None).texts


def test_a_paragraph_of_other_words_is_two() -> None:
    """A paragraph that was written anew is told as the old one gone and the new one come, not as a riddle."""
    section = Section(
        number=1, heading="一、总体情况", place="P1", paragraphs=(Paragraph(text="甲乙丙丁", place="P2"),)
    )
    other = replace(section, paragraphs=(Paragraph(text="子丑寅卯", place="P2"),))
    (change,) = comparison(Report(sections=(section,)), Report(sections=(other,)), None, None).texts
    assert [(one.how, one.text) for one in change.stretches] == [("gone", "甲乙丙丁"), ("new", "子丑寅卯")]


def test_a_filing_that_mends_nothing_is_known() -> None:
    """Told only where something was pointed out and all of it is still there; one mended finding is enough."""
    one = sample(11)
    wrong = replace(one.report, cells={**one.report.cells, CULPRIT: replace(one.report.cells[CULPRIT], value=None,
                    raw="九", state=CellState.TEXT)})  # fmt: skip
    bad, good = audit(one.holding(wrong), rulebook()), audit(one.holding(one.report), rulebook())
    assert bad.findings
    assert mends_nothing(difference(bad, bad), bad)
    assert not mends_nothing(difference(bad, good), bad)
    nothing = replace(good, findings=())
    assert not mends_nothing(difference(nothing, bad), nothing)
