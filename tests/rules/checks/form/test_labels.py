"""Labels, editions and problems: what is printed against the form, and what readers report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from filings.dossier import Dossier
from filings.figure import CellState
from filings.report import Cell, Problem
from rules.book_io.zero_report import zero_report
from rules.checks.form.edition import EditionCheck
from rules.checks.form.labels import LabelsCheck
from rules.checks.form.problem import ProblemCheck
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result
from rules.lexicon.lists import Lists
from rules.tables.printed_labels import label_faults
from schemas.editions import edition
from schemas.figures import LayoutLabels
from schemas.report import from_json, to_json

Ask = Callable[..., list[Result]]

ALL = LabelsCheck(faults=("missing", "added", "renamed", "moved", "unit", "note"))


def _facts(ask: Ask, check: Check, given: str) -> list[tuple[object, object]]:
    return [(b.facts["found"], b.facts["expected"]) for b in ask(check, given) if isinstance(b, Breach)]


def _different(ask: Ask, check: Check, given: str) -> list[object]:
    return [b.facts["difference"] for b in ask(check, given) if isinstance(b, Breach)]


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("applications.new", "一、本年新收政府信息 公开申请数量"),
        ("applications.refused.3", "(3)危及三安全一稳定"),
        ("applications.partial", "（二）部分公开"),
        ("applications.columns.business", "企业"),
        ("proactive.fees.columns.amount", "本年收费金额\\n（单位：万元）"),
    ],
)
def test_spelling_alone_makes_no_other_label(ask: Ask, key: str, raw: str) -> None:
    """Blanks, brackets, numbers and the aliases of the form are the same label."""
    assert ask(ALL, f'labels = {{ {key} = "{raw}" }}') == []


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_the_form_itself_has_no_faults(ask: Ask, form: str) -> None:
    """Every label as printed, on either form."""
    assert ask(ALL, f'edition = "{form}"') == []


@pytest.mark.parametrize(
    ("given", "difference"),
    [
        ('labels.applications.columns.charity = "社会组织"', "版式是“社会公益组织”，报告是“社会组织”"),
        ('labels.review.columns.reconsideration.upheld = "维持原判"', "版式是“结果维持”，报告是“维持原判”"),
        ('labels.applications.columns.legal = ""', "缺少“法律服务机构”这一列"),
        ('absent = ["review.litigation_after"]', "缺少“复议后起诉”这一行"),
        ('[[extras]]\ntable = "proactive"\nraw = "其他情况"', "多出了版式里没有的“其他情况”"),
        (
            'labels.applications.note = "备注"',
            "版式是“（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）”，报告是“备注”",
        ),
        (
            'labels.proactive.fees.columns.amount = "本年收费金额"',
            "版式是“本年收费金额（单位：万元）”，报告是“本年收费金额”",
        ),
        ("applications.other = [1,0,0,0,0,0,1]", "多出了版式里没有的“第三部分表格“其他处理””"),
    ],
)
def test_what_differs_is_told_once(ask: Ask, given: str, difference: str) -> None:
    """Renamed, missing and added rows and columns, the unit, the note, and the row above its printed parts."""
    assert _different(ask, ALL, given) == [difference]


def _absent(*rows: str) -> str:
    names = ", ".join(f'"applications.{row}"' for row in rows)
    return f"absent = [{names}]"


def test_a_table_that_breaks_off_is_one_finding(ask: Ask) -> None:
    """Fifteen rows missing at the end of the table are one breach with all of them, told from where to where."""
    last = (*(f"rejected.{n}" for n in range(1, 6)), *(f"unable.{n}" for n in range(1, 4)), "total", "carried_out")
    rows = (*last, *(f"other.{n}" for n in range(1, 4)), "refused.7", "refused.8")
    (breach,) = ask(ALL, _absent(*rows, "other"))
    assert isinstance(breach, Breach)
    assert set(breach.refs) == {f"applications.{row}" for row in rows}
    said = "表格在“6.属于四类过程性信息”之后断开，从“7.属于行政执法案卷”起到“四、结转下年度继续办理”共15行都没有"
    assert breach.facts["difference"] == said


def test_rows_missing_here_and_there_are_told_together(ask: Ask) -> None:
    """Two stretches are two findings; more than three are one that lists them all."""
    assert len(ask(ALL, _absent("granted", "refused.2", "refused.3"))) == 2
    (breach,) = ask(ALL, _absent("granted", "refused.2", "refused.4", "refused.6", "unable.1"))
    assert isinstance(breach, Breach)
    assert len(breach.refs) == 5
    assert str(breach.facts["difference"]).startswith("缺少“（一）予以公开”、“2.其他法律行政法规禁止公开”、")
    assert str(breach.facts["difference"]).endswith("这5行")


def test_many_new_names_in_one_table_are_one_finding(ask: Ask) -> None:
    """A table whose headers were all renamed has one fault; three names are still told one by one."""
    columns = ("natural", "business", "research", "charity", "legal")
    labels = "\n".join(f'labels.applications.columns.{name} = "甲{n}"' for n, name in enumerate(columns))
    (breach,) = ask(ALL, labels)
    assert isinstance(breach, Breach)
    assert str(breach.facts["difference"]).startswith("有5处名称不同，“甲0”应当是“自然人”；")
    assert len(ask(ALL, labels.partition("labels.applications.columns.charity")[0])) == 3


def test_one_row_for_other_results_asks_for_its_three(ask: Ask) -> None:
    """The older form prints 其他处理 as one row, the 2021 form as three: told once, by the row that is there."""
    parts = 'absent = ["applications.other.1", "applications.other.2", "applications.other.3"]\n'
    one = 'applications.other = [0,0,0,0,0,0,0]\nlabels.applications.other = "（六）其他处理"'
    (breach,) = ask(ALL, parts + one)
    assert isinstance(breach, Breach)
    assert breach.refs == ("applications.other",)
    assert str(breach.facts["difference"]).startswith("“（六）其他处理”只印了一行，缺少它下面的“1.申请人无正当理由")
    assert len(ask(ALL, parts)) == 1
    assert ask(ALL, f'edition = "2019"\n{one}') == []


def test_a_row_with_cells_stands_even_if_its_label_was_not_read(ask: Ask) -> None:
    """A reader that loses a label has not proved that the row is missing."""
    assert ask(ALL, 'labels.applications.granted = ""') == []


def test_a_table_of_which_no_label_was_read_is_not_judged(ask: Ask) -> None:
    """Reports handed in as data carry no labels."""
    assert ask(ALL, 'absent = ["review"]') == ask(ALL, "")


def test_the_fewest_moved_rows_are_named(ask: Ask) -> None:
    """One row put last is one fault, not one for each row that it passed; the first row stands behind the header."""
    rows = '"applications.carried_in", "applications.granted", "applications.new"'
    assert _facts(ask, ALL, f"label_order = [{rows}]") == [(("一、本年新收政府信息公开申请数量",), ("表头",))]


def test_many_moved_rows_are_one_finding(ask: Ask) -> None:
    """A table printed upside down in part is told once, each row with the row that it belongs behind."""
    rows = [f'"applications.refused.{number}"' for number in range(8, 0, -1)]
    (breach,) = ask(ALL, f"label_order = [{', '.join(rows)}]")
    assert isinstance(breach, Breach)
    assert "“2.其他法律行政法规禁止公开”应当紧接在“1.属于国家秘密”之后" in str(breach.facts["difference"])


def test_labels_read_off_a_picture_prove_nothing(ask: Ask) -> None:
    """A scanned report is a gap."""
    (gap,) = ask(ALL, '[[problems]]\ncode = "scanned"')
    assert isinstance(gap, Gap)


@pytest.mark.parametrize(
    ("given", "fault", "broken"),
    [
        ('edition = "2019"\nyear = 2021', "outdated", True),
        ('edition = "2019"\nyear = 2020', "outdated", False),
        ('edition = "2021"\nyear = 2020', "early", True),
        ('edition = "2021"\nyear = 2021', "early", False),
        ('edition = "2021"\nyear = 2018', "early", False),
        ('[[extras]]\ntable = "proactive"\nraw = "政府集中采购"', "mixed", True),
        ('[[extras]]\ntable = "proactive"\nraw = "其他"', "mixed", False),
        ("", "mixed", False),
    ],
)
def test_the_form_must_be_that_of_the_year(ask: Ask, given: str, fault: str, broken: bool) -> None:  # noqa: FBT001
    """An older form, a form from the future, or rows of both; years before the first form are not judged."""
    assert bool(ask(EditionCheck(fault=fault), given)) is broken  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "broken"), [(CellState.NUMBER, 1), (CellState.ABSENT, 0)])
def test_figures_of_another_form_mix_the_forms(state: CellState, broken: int) -> None:
    """A row that only the 2019 form has, filled in on the 2021 form; a cell that a reader only kept open is none."""
    report = zero_report("2021")
    (strange, *_) = [ref for ref in edition("2019").refs if ref not in edition("2021").titles]
    cell = Cell(raw="3", state=state, value=None, place="")
    report = replace(report, cells={**report.cells, strange: cell})
    dossier = Dossier(as_of=date(2024, 4, 1), report=report)
    context = CheckContext(dossier=dossier, edition=edition("2021"), lists=Lists({}))
    assert len(list(EditionCheck(fault="mixed").run(context))) == broken


def test_a_report_sent_on_one_form_is_judged_by_the_other_label_by_label() -> None:
    """What is remembered for reports that are sent alike is never told of another form."""
    data = to_json(zero_report("2021"))
    sent = from_json({key: value for key, value in data.items() if key not in ("cells", "labels")})
    assert isinstance(sent.labels, LayoutLabels)
    plain = replace(sent, labels=dict(sent.labels), cells=dict(sent.cells))
    assert label_faults(sent, "2021") == label_faults(plain, "2021") == ()
    assert label_faults(sent, "2019") == label_faults(plain, "2019") != ()


def test_a_problem_is_told_at_the_cells_of_its_place() -> None:
    """A table that was read only in part names the very cells, so that a clerk sees which."""
    report = zero_report("2021")
    ref = "applications.new.natural"
    cells = {**report.cells, ref: replace(report.cells[ref], place="T2R4C2")}
    problem = Problem(code="table_missing", message="第三部分有一格没有读出来。", place="T2R4C2")
    dossier = Dossier(as_of=date(2024, 4, 1), report=replace(report, cells=cells, problems=(problem,)))
    (breach,) = ProblemCheck(codes=("table_missing",)).run(
        CheckContext(dossier=dossier, edition=edition("2021"), lists=Lists({}))
    )
    assert isinstance(breach, Breach)
    assert (breach.refs, breach.places) == ((ref,), ("T2R4C2",))


def test_a_problem_is_told_in_the_readers_words(ask: Ask) -> None:
    """Its sentence is repeated, at the table that it names or at the cells of its place."""
    check = ProblemCheck(codes=("table_missing",))
    (breach,) = ask(check, '[[problems]]\ncode = "table_missing"\nmessage = "没有找到第四部分的表格。"')
    assert isinstance(breach, Breach)
    assert (breach.refs, breach.facts["detail"]) == (("review", "section.4"), "没有找到第四部分的表格")
    assert ask(check, '[[problems]]\ncode = "scanned"') == []
    (breach,) = ask(check, '[[problems]]\ncode = "table_missing"\nmessage = "缺表"\nplace = "P3"')
    assert (breach.refs, breach.places) == ((), ("P3",))  # type: ignore[union-attr]


@pytest.mark.parametrize("check", [ALL, EditionCheck(fault="mixed"), ProblemCheck(codes=())])
def test_nothing_but_the_report_is_needed(check: Check) -> None:
    """These checks read the report alone."""
    assert check.needs == frozenset()
