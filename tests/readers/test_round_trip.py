"""Any figures in any form, written in any format, read back the same."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.figure import CellState
from readers import read
from samples.forms import FORMATS, LAYOUTS, Draft, refs, write
from schemas.report import tables

KINDS = [("2019", False), ("2021", False), ("2021", True)]


def _filled(name: str, figures: list[int], *, single: bool) -> Draft:
    blank = Draft(edition=name, values={}, single_other=single)
    values = {
        ref: str(figures[at % len(figures)] + (at if figures[0] % 2 else 0)) for at, ref in enumerate(refs(blank))
    }
    return Draft(edition=name, values=values, single_other=single)


@settings(max_examples=15, deadline=None)
@given(kind=st.sampled_from(KINDS), figures=st.lists(st.integers(0, 99_999), min_size=1, max_size=50))
def test_every_format_gives_the_same_tables(kind: tuple[str, bool], figures: list[int]) -> None:
    """The tables of a report do not depend on the format it comes in, and hold what was written."""
    draft = _filled(kind[0], figures, single=kind[1])
    read_back = {form: read(write(draft, form), f"报告.{form}") for form in FORMATS}
    assert len({repr(tables(report)) for report in read_back.values()}) == 1
    for report in read_back.values():
        assert report.edition == kind[0]
        assert {ref: report.value(ref) for ref in draft.values} == {r: Decimal(v) for r, v in draft.values.items()}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("name", "single"), KINDS)
def test_words_around_the_tables_are_read(name: str, form: str, *, single: bool) -> None:
    """Title, agency, year, lead, sections, signature and labels come back from every format."""
    draft = _filled(name, [0], single=single)
    report = read(write(draft, form), "")
    assert report.title == "云岭县水务局2023年政府信息公开工作年度报告"
    assert (report.agency, report.year, report.signed_by) == ("云岭县水务局", 2023, "云岭县水务局")
    assert str(report.signed_on) == "2024-01-20"
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [len(section.paragraphs) for section in report.sections] == [5, 0, 0, 0, 2, 1]
    assert len(report.lead) == 1
    assert (report.extras, report.surplus, report.problems) == ((), (), ())
    assert len(report.labels) == (84 if name == "2019" else 69 if single else 71)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("name", "single"), KINDS)
def test_labels_stand_as_the_form_prints_them(name: str, form: str, *, single: bool) -> None:
    """Every label keeps its printed wording, whatever row or line it stood on."""
    report = read(write(_filled(name, [3], single=single), form), "")
    assert report.labels["applications.new"].raw == "一、本年新收政府信息公开申请数量"
    assert report.labels["applications.columns.charity"].raw == "社会公益组织"
    assert report.labels["proactive.blocks.fees"].raw == "第二十条第（八）项"
    assert report.labels["applications.note"].raw.startswith("（本列数据的勾稽关系为")


@pytest.mark.parametrize("form", ["loose", "tabs", "pipes", "html", "docx"])
@pytest.mark.parametrize("name", ["2019", "2021"])
def test_blank_form_holds_no_zero(name: str, form: str) -> None:
    """An empty form is all blank cells: a blank is never zero."""
    report = read(write(Draft(edition=name, values={}), form), "")
    assert {cell.state for cell in report.cells.values()} == {CellState.BLANK}
    assert len(report.cells) == len(refs(Draft(edition=name, values={})))


@pytest.mark.parametrize("form", LAYOUTS)
def test_money_is_read_in_ten_thousands(form: str) -> None:
    """An amount in yuan or 万元 is a number of 万元; its raw text stays."""
    draft = _filled("2019", [0], single=False)
    values = {**draft.values, "proactive.procurement.amount": "251000元"}
    report = read(write(Draft(edition="2019", values=values), form), "")
    cell = report.cells["proactive.procurement.amount"]
    assert (cell.value, cell.raw) == (Decimal("25.1"), "251000元")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    """The bytes tell the encoding; no declaration is needed."""
    draft = _filled("2021", [7], single=False)
    text = write(draft, "tabs").decode()
    if encoding == "big5hkscs":
        text = "雲嶺縣水務局2023年政府信息公開工作年度報告\n統計\n"
        assert read(text.encode(encoding), "a.txt").problems[0].code == "not_a_report"
        return
    assert tables(read(text.encode(encoding), "报告.txt")) == tables(read(text.encode(), "报告.txt"))
