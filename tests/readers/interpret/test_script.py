"""A report in traditional characters is told in one sentence, and never as a report without parts."""

from collections.abc import Callable, Sequence

import pytest

from filings import problems
from readers import read
from samples.forms import Draft, compose
from samples.writers import canvas, flat, page, pdf, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot

_DRAFT = Draft(edition="2021", values={})
OLD = str.maketrans(
    "开务县报标题与请数关处机无条类办实总统计时间单监书动规问电话联国应复议诉讼结纠归发业组织体况进项对",
    "開務縣報標題與請數關處機無條類辦實總統計時間單監書動規問電話聯國應復議訴訟結糾歸發業組織體況進項對",
)
WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "a.docx": word.write,
    "a.html": page.write,
    "a.xlsx": xlsx.write,
    "a.txt": lambda parts: flat.tabs(parts).encode(),
    "a.pdf": lambda parts: pdf.write(canvas.draw(parts)),
}


def _old(part: Part) -> Part:
    if isinstance(part, str):
        return part.translate(OLD)
    rows = tuple(tuple(Spot(one.text.translate(OLD), one.rows, one.columns) for one in row) for row in part.rows)
    return PlainTable(rows, widths=part.widths, headers=part.headers)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("name", WRITERS)
def test_a_report_in_traditional_characters_is_told_once(form: str, name: str) -> None:
    """In every format: one problem, in words a clerk can act on, and no figure."""
    report = read(WRITERS[name](tuple(map(_old, compose(Draft(edition=form, values={}))))), name)
    assert [one.code for one in report.problems] == [problems.UNREADABLE]
    assert "繁体字" in report.problems[0].message
    assert not report.cells


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.xlsx"])
@pytest.mark.parametrize("tables", [True, False])
def test_a_report_half_in_traditional_characters_is_told_once(name: str, *, tables: bool) -> None:
    """Its tables alone, or everything but its tables: no part of it is called missing."""
    parts = [_old(part) if isinstance(part, PlainTable) is tables else part for part in compose(_DRAFT)]
    report = read(WRITERS[name](parts), name)
    assert [one.code for one in report.problems] == [problems.UNREADABLE]
    assert "繁体字" in report.problems[0].message


def test_a_name_in_traditional_characters_is_no_report_in_them() -> None:
    """A quotation, a name or a stamp changes nothing, even where a part is missing."""
    parts = [part for part in compose(Draft(edition="2021", values={})) if not str(part).startswith("六、")]
    report = read(word.write(("雲嶺縣電視臺、縣圖書館聯辦，國務院報刊總署監製，請與縣辦公室聯繫。", *parts)), "a.docx")
    assert all(one.code != problems.UNREADABLE for one in report.problems)
    assert report.cells
