"""What is said of a document as a whole, and what is kept for the rules to see."""

from collections.abc import Callable

import pytest

from filings import place
from filings.figure import CellState
from filings.report import Report
from readers import read
from readers.blocks import Grid, GridCell, Pages, Text
from readers.interpret import interpret
from samples.forms import Draft, compose, write
from samples.writers import flat, page
from samples.writers.parts import Part, PlainTable

DRAFT = Draft(edition="2021", values={})
TEXT = flat.tabs(compose(DRAFT))


def _read(change: Callable[[str], str]) -> Report:
    return read(change(TEXT).encode(), "报告.txt")


def _codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def _page(keep: Callable[[Part], Part]) -> Report:
    return read(page.write([keep(part) for part in compose(DRAFT)]), "报告.html")


def test_missing_table_is_said() -> None:
    """A table that is not there is named, and its cells are not there either."""
    parts = [
        part for part in compose(DRAFT) if not (isinstance(part, PlainTable) and "行政复议" in part.rows[0][0].text)
    ]
    report = read(page.write(parts), "")
    assert _codes(report) == ["table_missing"]
    assert "第四部分" in report.problems[0].message
    assert not any(ref.startswith("review.") for ref in report.cells)


def test_table_as_picture_is_said() -> None:
    """A picture in the section of a missing table stands for the table."""
    data = page.write(compose(DRAFT)).decode()
    start = data.index("<table>", data.index("四、政府信息公开"))
    data = data[:start] + "<img src='x.png'>" + data[data.index("</table>", start) + 8 :]
    assert _codes(read(data.encode(), "")) == ["table_image"]


def _printed(four: list[str]) -> Report:
    """The form as the lines of a page, with these lines in part four in place of its table."""
    begin = TEXT.index("\n", TEXT.index("四、政府信息公开行政复议"))
    text = TEXT[:begin] + "\n" + "\n".join(four) + TEXT[TEXT.index("\n五、", begin) :]
    lines = [line for line in text.split("\n") if line.strip()]
    placed = [(line, place.page(1, (72, 20 * at, 400, 10))) for at, line in enumerate(lines)]
    return interpret(Pages(blocks=tuple(Text(text=line, place=where) for line, where in placed)))


def test_figures_that_no_rulings_part_are_no_missing_table() -> None:
    """On a page without rulings that reads as nothing, all cells are open: we could not read it, the agency sent it."""
    report = _printed(["甲 乙 丙", "2 0 1 0 3 0", "1 0 0 0 1 0 0 0 0 0"])
    assert "table_missing" not in _codes(report)
    (told,) = [one for one in report.problems if one.code == "guessed" and "第四部分" in one.message]
    assert told.place
    cells = {ref: cell for ref, cell in report.cells.items() if ref.startswith("review.")}
    assert len(cells) == 15
    assert {(cell.state, cell.value) for cell in cells.values()} == {(CellState.AMBIGUOUS, None)}


def test_running_text_in_the_place_of_a_table_is_a_missing_table() -> None:
    """Numbers of sentences are no figures of a table."""
    report = _printed(["本年度行政复议 2 件，行政诉讼 3 件，维持 4 件，纠正 0 件，其他 1 件。"])
    assert "table_missing" in _codes(report)
    assert not any(ref.startswith("review.") for ref in report.cells)


def test_misplaced_table_is_said() -> None:
    """A table under another section's heading."""
    parts = list(compose(DRAFT))
    at = next(index for index, part in enumerate(parts) if isinstance(part, PlainTable))
    parts[at - 1], parts[at] = parts[at], parts[at - 1]
    report = read(page.write(parts), "")
    assert _codes(report) == ["table_misplaced"]
    assert "一、总体情况" in report.problems[0].message


def test_leftovers_are_said_and_taken_out() -> None:
    """Bookmarks and bold marks are named with their line, and are not in the text."""
    report = _read(lambda text: text.replace("（一）主动公开。", "[bookmark: _GoBack]（一）**主动公开**。"))
    assert _codes(report) == ["leftover", "leftover"]
    section = report.section(1)
    assert section is not None
    assert section.paragraphs[0].text.startswith("（一）主动公开。")


def test_lead_below_the_first_heading_is_said() -> None:
    """The lead-in belongs before section one."""
    lead = TEXT.split("\n")[2]
    report = _read(lambda text: text.replace(lead + "\n", "").replace("一、总体情况\n", f"一、总体情况\n{lead}\n", 1))
    assert _codes(report) == ["lead_misplaced"]
    assert report.year == 2023


def test_second_report_is_not_mixed_in() -> None:
    """Of two reports in one file the first is read, and the second is named with its place."""
    other = TEXT.replace("水务局", "教育局").replace("\t\t\t\t", "\t9\t9\t9")
    report = _read(lambda text: f"{text}\n{other}")
    assert report.agency == "云岭县水务局"
    assert _codes(report) == ["many_reports"]
    assert {cell.state for cell in report.cells.values()} == {CellState.BLANK}


def test_other_wording_is_kept_for_the_rules() -> None:
    """A renamed column, a renamed row and another word for disclosure keep what is printed."""
    report = _read(
        lambda text: (
            text.replace("社会公益组织", "社会组织")
            .replace("新收政府信息公开", "新收政务公开")
            .replace("行政规范性", "规范性")
        )
    )
    assert report.labels["applications.columns.charity"].raw == "社会组织"
    assert report.labels["applications.new"].raw == "一、本年新收政务公开申请数量"
    assert report.labels["proactive.normative"].raw == "规范性文件"
    assert report.extras == ()


def test_missing_note_and_row_are_missing() -> None:
    """A note that was removed has no label; a removed row has neither label nor value, and is absent."""
    lines = [line for line in TEXT.split("\n") if "属于国家秘密" not in line]
    report = read(
        "\n".join(lines).replace("（本列数据的勾稽关系为：", "（").replace("第一项加第二项之和", "").encode(), ""
    )
    assert "applications.note" not in report.labels
    assert "applications.refused.1" not in report.labels
    assert report.cells["applications.refused.1.total"].state is CellState.ABSENT


def test_moved_rows_keep_their_values_and_show_their_order() -> None:
    """Two rows in changed order are read right, and the labels come in the order of the document."""
    lines = TEXT.split("\n")
    at = next(index for index, line in enumerate(lines) if "2.重复申请" in line)
    lines[at] = lines[at].rstrip("\t") + "\t1\t0\t0\t0\t0\t0\t1"
    lines[at + 1] = lines[at + 1].rstrip("\t") + "\t2\t0\t0\t0\t0\t0\t2"
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    report = read("\n".join(lines).encode(), "")
    assert (report.value("applications.rejected.2.total"), report.value("applications.rejected.3.total")) == (1, 2)
    rows = [key for key in report.labels if key.startswith("applications.rejected")]
    assert rows.index("applications.rejected.3") < rows.index("applications.rejected.2")


def test_added_column_is_extra() -> None:
    """A column that the form does not have is named."""
    report = _read(lambda text: text.replace("\t科研机构\t", "\t科研机构\t个体工商户\t"))
    assert [extra.raw for extra in report.extras] == ["个体工商户"]


@pytest.mark.parametrize("cited", ["〔2019〕60号", "〔2021〕30号", ""])
def test_without_tables_the_cited_paper_tells_the_form(cited: str) -> None:
    """The edition follows the tables; only without them what the text cites; never the year."""
    text = f"云岭县水务局2023年政府信息公开工作年度报告\n根据国办公开办函{cited}编制本报告。\n一、总体情况\n好。\n"
    report = read(text.encode(), "")
    assert report.edition == {"〔2019〕60号": "2019", "〔2021〕30号": "2021", "": None}[cited]


def test_position_and_label_must_agree() -> None:
    """Where the cells under the header say otherwise than the row's own order, the row is left open and said."""
    data = write(Draft(edition="2021", values={"applications.new.natural": "1", "applications.new.total": "1"}), "html")
    row = "<td>1</td><td></td><td></td><td></td><td></td><td></td><td>1</td>"
    moved = "<td></td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td>"
    report = read(data.decode().replace(row, moved).encode(), "")
    assert _codes(report) == ["disagreement"]
    assert report.cells["applications.new.natural"].state is CellState.AMBIGUOUS


def test_figure_cut_over_two_cells_is_said() -> None:
    """1 and 2 for 12: the row is left open and the suspicion is told, not acted on."""
    values = dict.fromkeys(
        (f"applications.new.{key}" for key in ("business", "research", "charity", "legal", "other")), "0"
    )
    draft = Draft(edition="2021", values={**values, "applications.new.natural": "1\t2", "applications.new.total": "12"})
    report = read(flat.tabs(compose(draft)).encode(), "")
    assert _codes(report) == ["split_digits"]
    assert report.value("applications.new.natural") is None


def test_guessed_columns_are_not_held_against_labels() -> None:
    """A grid whose columns were guessed gives no opinion; one-column grids are only frames."""
    cells = (
        GridCell(row=0, column=0, text="云岭县水务局2023年政府信息公开工作年度报告\n一、总体情况", place="T1R1C1"),
        GridCell(row=1, column=0, text="好。", place="T1R2C1"),
    )
    report = interpret(Pages(blocks=(Grid(cells=cells, place="T1", certain=False), Text(text="完", place="P1"))))
    assert report.title == "云岭县水务局2023年政府信息公开工作年度报告"
    assert [(one.number, [p.text for p in one.paragraphs]) for one in report.sections] == [(1, ["好。", "完"])]
