"""Reports in other shapes: old headings, exchanged parts, lines of the page around them, table four without header."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.figure import CellState
from filings.report import Report
from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import flat, page, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot, width
from schemas.editions import edition

EDITIONS = ("2019", "2021")
GROUPS = st.tuples(*[st.tuples(*[st.integers(0, 2000)] * 4)] * 3)
JUNK = ("打印", "相关链接", "网站地图", "联系我们", "分享到：", "关闭")
RENAMED = ("概述", "基本工作情况", "工作概况", "基本情况")


def _text(form: str) -> str:
    return flat.tabs(compose(Draft(edition=form, values={})))


def _read(change: Callable[[str], str], form: str = "2021") -> Report:
    return read(change(_text(form)).encode(), "报告.txt")


def _figures(groups: tuple[tuple[int, ...], ...]) -> list[int]:
    return [figure for group in groups for figure in (*group, sum(group))]


def _table_four(form: str, body: str) -> Report:
    """The report with these lines in place of table four."""
    lines = _text(form).split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("四、政府信息公开行政复议"))
    stop = next(at for at, line in enumerate(lines) if line.startswith("五、"))
    return read("\n".join([*lines[: start + 1], body, *lines[stop:]]).encode(), "报告.txt")


def _values(report: Report, form: str) -> list[Decimal | None]:
    refs = [ref for row in edition(form).table("review").rows for ref in row.refs]
    return [None if ref not in report.cells else report.cells[ref].value for ref in refs]


@pytest.mark.parametrize("form", EDITIONS)
@given(groups=GROUPS)
def test_fifteen_figures_under_the_heading_are_table_four(form: str, groups: tuple[tuple[int, ...], ...]) -> None:
    """Without any header, in one row of tabs or blanks, in parts, and as labelled rows of five: always the same."""
    figures = _figures(groups)
    words = [str(one) for one in figures]
    columns = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
    rows = zip(("行政复议", "未经复议直接起诉", "复议后起诉"), (words[:5], words[5:10], words[10:]), strict=True)
    shapes = (
        "\t".join(words),
        " ".join(words),
        "\n".join(f"{label}\t" + "\t".join(part) for label, part in rows),
        f"行政复议\n{columns}\n" + "\t".join(words[:5]) + f"\n行政诉讼\n{columns}\t{columns}\n" + "\t".join(words[5:]),
    )
    for shape in shapes:
        report = _table_four(form, shape)
        assert _values(report, form) == figures, shape
        assert all(problem.code != "table_missing" for problem in report.problems)


@given(groups=GROUPS, at=st.integers(0, 14))
def test_fifteen_figures_that_do_not_add_up_stay_open(groups: tuple[tuple[int, ...], ...], at: int) -> None:
    """Without a header only the sums prove the place of a figure; with one wrong figure nothing is read."""
    figures = _figures(groups)
    figures[at] += 1
    report = _table_four("2021", "\t".join(map(str, figures)))
    assert not any(_values(report, "2021"))


KINDS, RESULTS = (
    ("行政复议", "未经复议直接起诉", "复议后起诉"),
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"),
)


@given(groups=GROUPS, kinds=st.permutations(range(3)), results=st.permutations(range(5)), mark=st.sampled_from("\t |"))
def test_fifteen_figures_in_another_order_are_told_by_their_names(
    groups: tuple[tuple[int, ...], ...], kinds: list[int], results: list[int], mark: str
) -> None:
    """As one row, three rows, five rows or fifteen, the words before the figures say where each belongs."""
    named = {(kind, result): str(_figures(groups)[5 * kind + result]) for kind in range(3) for result in range(5)}
    heads = [RESULTS[one] for one in results]
    rows = [[KINDS[kind], *(named[kind, one] for one in results)] for kind in kinds]
    turned = [[RESULTS[one], *(named[kind, one] for kind in kinds)] for one in results]
    shapes = (
        [[KINDS[one] for one in kinds], heads * 3, [named[kind, one] for kind in kinds for one in results]],
        [["类型", *heads], *rows],
        [["结果", *(KINDS[one] for one in kinds)], *turned],
        [[KINDS[kind], RESULTS[one], named[kind, one]] for kind in kinds for one in results],
        [["类型", *heads], *rows, ["合计", *(str(sum(int(named[kind, one]) for kind in kinds)) for one in results)]],
    )
    for shape in shapes:
        report = _table_four("2021", "\n".join(mark.join(row) for row in shape))
        assert _values(report, "2021") == _figures(groups), shape
        assert {one.code for one in report.problems}.isdisjoint({"table_missing", "table_misplaced"})


@given(groups=GROUPS, at=st.integers(0, 14))
def test_figures_whose_names_stand_twice_stay_open(groups: tuple[tuple[int, ...], ...], at: int) -> None:
    """A name that two figures have leaves nobody knowing which is which."""
    lines = [f"{kind}\t{result}" for kind in KINDS for result in RESULTS]
    lines[at] = lines[(at + 1) % 15]
    figures = map(str, _figures(groups))
    rows = "\n".join(f"{line}\t{figure}" for line, figure in zip(lines, figures, strict=True))
    assert not any(_values(_table_four("2021", rows), "2021"))


@pytest.mark.parametrize(
    "row", ["类别一\t1\t2\t3\t4\t5\t6", "行政复议等\t12345678901234567", "甲 1 乙 2 丙 3 丁 4 戊 5 己 6 庚 7"]
)
def test_a_table_four_that_nobody_can_name_is_there_and_open(row: str) -> None:
    """Figures under its heading are no missing table: its cells are open, and one sentence says so."""
    report = _table_four("2021", row)
    assert [one.code for one in report.problems] == ["unnamed"]
    assert {report.cells[ref].state for line in edition("2021").table("review").rows for ref in line.refs} == {
        CellState.AMBIGUOUS
    }


def test_a_part_without_figures_has_no_table() -> None:
    """Control: a sentence under the heading, numbers and all, is no table."""
    report = _table_four("2021", "2021年至2023年没有行政复议0件、行政诉讼0件，共0件。")
    assert [one.code for one in report.problems] == ["table_missing"]


FILLED = {ref: str(at % 7) for at, ref in enumerate(refs(Draft(edition="2021", values={})))}
BLANKS = (" ", "  ", "\t", "\u3000", "\u00a0", "\u2009", " \u3000")


def _spaced(blank: str, mark: str = "") -> str:
    """The form with its lines cut by one kind of blank. ``mark``: behind the figure of licences."""
    values = FILLED | {"proactive.licences.decisions": f"12{mark}"}
    parts = compose(Draft(edition="2021", values=values))
    return flat.spaced(parts).replace("  ", blank)


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("ends", ["\n", "\n\n", "\r\n", "\n\u3000\u3000", "\n    "])
def test_lines_of_a_text_are_cut_by_any_blank(blank: str, ends: str) -> None:
    """Every label and figure is found, and no label is said to be another one."""
    report = read(_spaced(blank).replace("\n", ends).encode(), "报告.txt")
    assert {ref: cell.value for ref, cell in report.cells.items()} == {
        ref: 12 if "licences" in ref else int(FILLED[ref]) for ref in report.cells
    }
    assert not any("信息内容" in label.raw for label in report.labels.values())


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000", "\t"])
def test_a_report_on_one_line_is_read_and_told(blank: str) -> None:
    """With blanks between its words every line of it begins where the words of the form begin one."""
    plain = read(_spaced(blank).encode(), "报告.txt")
    report = read(_spaced(blank).replace("\n", blank).encode(), "报告.txt")
    assert [one.code for one in report.problems] == ["one_line"]
    assert {ref: cell.value for ref, cell in report.cells.items()} == {
        ref: cell.value for ref, cell in plain.cells.items()
    }
    assert [one.heading for one in report.sections] == [one.heading for one in plain.sections]
    assert (report.title, report.agency, report.signed_on) == (plain.title, plain.agency, plain.signed_on)


def test_a_report_on_one_line_without_blanks_is_a_report() -> None:
    """Its words stand there, though nothing can be told apart."""
    report = read(_spaced(" ").replace("\n", "").replace(" ", "").encode(), "报告.txt")
    assert "not_a_report" not in [one.code for one in report.problems]


@pytest.mark.parametrize("mark", ["①", "*", "†", "（注1）", "[2]", "₁"])
def test_a_note_mark_in_a_text_takes_no_row_away(mark: str) -> None:
    """The figure is read, its row found."""
    report = read(_spaced(" ", mark).encode(), "报告.txt")
    assert report.cells["proactive.licences.decisions"].value == 12


@pytest.mark.parametrize("written", ["~~53~~12", "12<sup>1</sup>", "12[^1]", "$12^{1}$", "<del>5</del>12", "`12`"])
def test_markup_in_a_text_leaves_the_cell_open(written: str) -> None:
    """The row is there, and no digit of the markup is read."""
    report = read(_spaced(" ").replace("行政许可 12", f"行政许可 {written}").encode(), "报告.md")
    cell = report.cells["proactive.licences.decisions"]
    assert (cell.value, cell.state) == (None, CellState.TEXT)


@pytest.mark.parametrize("written", ["12 345", "12  345", "1 2 3"])
def test_two_figures_where_one_is_asked_for_are_none(written: str) -> None:
    """Neither the first nor the last is taken."""
    report = read(_spaced(" ").replace("行政许可 12", f"行政许可 {written}").encode(), "报告.txt")
    assert report.cells["proactive.licences.decisions"].value is None


@pytest.mark.parametrize("sign", ["> ", ">", "## ", "★", "【", "●"])
def test_signs_before_a_line_are_no_part_of_it(sign: str) -> None:
    """A quotation, a Markdown heading, a star: parts, tables and the title are found."""
    lines = _spaced(" ").split("\n")
    heads = {f"{number}、" for number in "一二三四五六"}
    marked = [
        sign + line if sign.startswith(">") or (line[:2] in heads and " " not in line) else line for line in lines
    ]
    report = read("\n".join(marked).encode(), "报告.md")
    assert len(report.sections) == 6
    assert report.problems == ()
    assert report.cells["review.litigation_after.total"].value is not None


@pytest.mark.parametrize(
    "line",
    ["【标题】{}", "[标题]{}", "文章标题：{} | 发布时间：2024-01-20", "名　称：{}", "标题: {}", "{}｜来源：本站"],
)
def test_words_of_a_list_of_data_are_no_part_of_the_title(line: str) -> None:
    """The title is what stands between them."""
    plain = _read(str)
    title = plain.title or ""
    report = _read(lambda text: text.replace(title, line.format(title), 1))
    assert (report.title, report.agency) == (title, plain.agency)


@pytest.mark.parametrize("line", JUNK)
def test_a_line_of_the_page_between_title_and_lead_ends_nothing(line: str) -> None:
    """The lead is that of the report, whatever the template of the page puts above it."""
    plain = _read(str)
    title = plain.title or ""
    assert plain.lead
    assert [one.text for one in _read(lambda text: text.replace(title, f"{title}\n{line}", 1)).lead] == [
        one.text for one in plain.lead
    ]


@pytest.mark.parametrize("heading", RENAMED)
@pytest.mark.parametrize("form", EDITIONS)
def test_an_old_heading_heads_the_part_whose_number_it_has(form: str, heading: str) -> None:
    """一、概述 is part one under another heading."""
    report = _read(lambda text: text.replace("一、总体情况", f"一、{heading}", 1), form)
    section = report.section(1)
    assert section is not None
    assert section.heading == f"一、{heading}"
    assert len(report.sections) == 6


def test_two_lines_with_the_number_of_a_missing_part_prove_nothing() -> None:
    """Where two lines could be the heading, none is taken."""
    report = _read(lambda text: text.replace("一、总体情况", "一、概述\n一、做法", 1))
    assert report.section(1) is None


def test_exchanged_parts_are_both_there() -> None:
    """Parts five and six that changed places and numbers stand there in the order printed."""
    report = _read(
        lambda text: (
            text.replace("五、存在的主要问题及改进情况", "五、其他需要报告的事项@")
            .replace("六、其他需要报告的事项\n", "六、存在的主要问题及改进情况\n")
            .replace("@", "")
        )
    )
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 6, 5]


def test_signs_of_markdown_and_of_a_list_of_data_are_no_words() -> None:
    """# before title and headings, and 标题： before the title, belong to neither."""
    plain = _read(str)
    for mark in ("# ", "#", "标题：", "标 题: "):
        report = read(f"{mark}{_text('2021').lstrip()}".encode(), "报告.txt")
        assert (report.title, report.agency) == (plain.title, plain.agency)
    hashed = _read(lambda text: text.replace("一、总体情况", "## 一、总体情况", 1))
    assert hashed.sections == plain.sections


@pytest.mark.parametrize("noun", ["总结", "情况汇报", "情况说明"])
def test_a_title_with_another_noun_is_the_title(noun: str) -> None:
    """Agency and year of a title are read whatever it calls the document."""
    report = _read(lambda text: text.replace("工作年度报告", f"工作{noun}", 1))
    assert report.title is not None
    assert report.title.endswith(noun)
    assert report.year == _read(str).year


def test_a_date_without_a_day_ends_the_report() -> None:
    """The body that signs is known; the date is not."""
    report = _read(lambda text: f"{text.rstrip()}\n云岭县水务局\n2024年1月\n")
    assert (report.signed_by, report.signed_on) == ("云岭县水务局", None)


@pytest.mark.parametrize("form", EDITIONS)
def test_labels_parted_by_one_blank_are_read(form: str) -> None:
    """A text with single blanks everywhere gives the figures that the same text gives with tabs."""
    values: dict[str, str] = {}
    for table in edition(form).tables:
        for row in table.rows:
            summed = {row.refs[-1]: str(len(row.refs) - 1)} if table.key != "proactive" else {}
            values |= dict.fromkeys(row.refs, "1") | summed
    text = flat.tabs(compose(Draft(edition=form, values=values)))
    tabbed, spaced = read(text.encode(), "a.txt"), read(text.replace("\t", " ").encode(), "b.txt")
    for ref, cell in tabbed.cells.items():
        other = spaced.cells[ref]
        assert other.value == cell.value, ref


def _swapped(part: Part, left: int, right: int) -> Part:
    """Table three with two of its five columns of organisations exchanged, heads and figures (0 to 4)."""
    if isinstance(part, str) or not any("商业企业" in spot.text for row in part.rows for spot in row):
        return part
    rows = [list(row) for row in part.rows]
    for row in rows:
        heads = next((at for at, spot in enumerate(row) if spot.text == "商业企业"), None)
        if heads is None and (len(row) < 8 or not all(spot.text.isdigit() for spot in row[-7:])):
            continue
        first = len(row) - 6 if heads is None else heads
        row[first + left], row[first + right] = row[first + right], row[first + left]
    return replace(part, rows=tuple(map(tuple, rows)))


@pytest.mark.parametrize("form", EDITIONS)
@pytest.mark.parametrize("write", [page.write, word.write, xlsx.write], ids=["html", "docx", "xlsx"])
@pytest.mark.parametrize(("left", "right"), [(0, 1), (0, 4), (1, 3)])
def test_the_header_decides_where_a_column_belongs(
    form: str, write: Callable[[list[Part]], bytes], left: int, right: int
) -> None:
    """Two columns that changed places with their heads give the figures of the form's own order."""
    values: dict[str, str] = {}
    for row in edition(form).table("applications").rows:
        figures = [*range(1, len(row.refs)), len(row.refs) * (len(row.refs) - 1) // 2]
        values |= {ref: str(figure) for ref, figure in zip(row.refs, figures, strict=True)}
    parts = compose(Draft(edition=form, values=values))
    moved = read(write([_swapped(part, left, right) for part in parts]), "")
    plain = read(write(list(parts)), "")
    assert {ref: cell.value for ref, cell in moved.cells.items()} == {r: c.value for r, c in plain.cells.items()}
    assert list(moved.labels) != list(plain.labels)


def _one_table(parts: tuple[Part, ...], *, spread: bool) -> tuple[Part, ...]:
    """The whole report as one table: paragraphs alone in their rows, over all columns where ``spread``."""
    columns = max(width(part) for part in parts if isinstance(part, PlainTable))
    rows: list[tuple[Spot, ...]] = []
    for part in parts:
        rows += part.rows if isinstance(part, PlainTable) else [(Spot(part, columns=columns if spread else 1),)]
    return (PlainTable(tuple(rows)),)


@pytest.mark.parametrize("form", EDITIONS)
@pytest.mark.parametrize("spread", [True, False])
@pytest.mark.parametrize(("write", "name"), [(word.write, "a.docx"), (page.write, "a.html"), (xlsx.write, "a.xlsx")])
def test_headings_within_a_table_head_the_tables_below_them(
    write: Callable[..., bytes], name: str, form: str, *, spread: bool
) -> None:
    """A report drawn as one big table or in one sheet without blank rows reads as the same report in parts."""
    draft = Draft(edition=form, values={ref: str(at) for at, ref in enumerate(edition(form).refs)})
    whole, apart = read(write(_one_table(compose(draft), spread=spread)), name), read(write(compose(draft)), name)
    assert {ref: cell.value for ref, cell in whole.cells.items()} == {
        ref: cell.value for ref, cell in apart.cells.items()
    }
    assert [(one.number, one.heading, len(one.paragraphs)) for one in whole.sections] == [
        (one.number, one.heading, len(one.paragraphs)) for one in apart.sections
    ]
    assert (whole.title, len(whole.lead), whole.signed_on) == (apart.title, len(apart.lead), apart.signed_on)
    assert {one.code for one in whole.problems} == {one.code for one in apart.problems}


def test_a_heading_beside_other_cells_proves_no_misplaced_table() -> None:
    """Where a heading stands in a row with something else, nobody can tell which table is below it."""
    parts = compose(Draft(edition="2021", values={}))
    rows = tuple(row for part in parts[-8:] if isinstance(part, PlainTable) for row in part.rows)
    table = PlainTable(((Spot("四、政府信息公开行政复议、行政诉讼情况"), Spot("单位：件")), *rows))
    others = tuple(part for part in parts if not (isinstance(part, str) and part.startswith("四、")))
    last = max(at for at, part in enumerate(others) if isinstance(part, PlainTable))
    report = read(word.write((*others[:last], table, *others[last + 1 :])), "a.docx")
    assert all(problem.code != "table_misplaced" for problem in report.problems)


@pytest.mark.parametrize(("form", "label"), [("2021", "规范性文件"), ("2021", "行政规范文件"), ("2019", "规范文件")])
def test_a_moved_row_is_known_by_a_label_a_word_short(form: str, label: str) -> None:
    """The row stands after the others and is named a little otherwise: its figures are in the file and are read."""
    refs = edition(form).table("proactive").rows
    row = next(one for one in refs if "规范性文件" in one.label)
    values = {ref: str(at + 3) for at, ref in enumerate(ref for one in refs for ref in one.refs)}
    lines = flat.tabs(compose(Draft(edition=form, values=values))).split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{row.label}\t"))
    moved = lines.pop(at).replace(row.label, label)
    lines.insert(next(number for number, line in enumerate(lines) if line.startswith("三、")), moved)
    report = read("\n".join(lines).encode(), "报告.txt")
    assert [report.cells[ref].value for ref in row.refs] == [Decimal(values[ref]) for ref in row.refs]
