"""What the cells of spreadsheets show: number formats, styles, conditions, hidden rows and columns, comments."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from filings.figure import CellState, read_figure
from readers import ods, sheet
from readers.blocks import Grid
from readers.sheet_formats import displayed
from samples.writers.package import pack


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (5230, "General", "5230"),
        (5230, "0", "5230"),
        (5230.4, "0", "5230"),
        (5230.5, "0", "5231"),
        (5230, "#,##0.00", "5230.00"),
        (12, "0000", "0012"),
        (0, "#", ""),
        (0.5, "#.0", ".5"),
        (5230, '0"件"', "5230件"),
        (251000, '¥#,##0"元"', "251000元"),
        (5230, ";;;", ""),
        (0, "0;-0;", ""),
        (0, "0;-0", "0"),
        (-5, "0;(0)", "-5"),
        (-5, "0;0", "5"),
        (-5, "0", "-5"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        (5230, "[Red]0", "5230"),
        (5230, "[White]0", ""),
        (5230, "[Color 2]0", ""),
        (5230, "[Color20]0", None),
        (5230, "[COLOR34]0", None),
        (5230, "[Cyan]0", None),
        (5230, "[青色]0", None),
        (5230, "[Color10]0", "5230"),
        (5230, "[Blue]0", "5230"),
        (5230, "[Color99]0", "5230"),
        (43, "@@", None),
        (5230, '"1"0', None),
        (5230, "0,", None),
        (0.5, "0%", None),
        (5230, "0.00E+00", None),
        (5230, "[>100]0;1", None),
        (5230, "[DBNum1]0", None),
        (5230, "# ?/?", None),
        (5230, "0" * 300, None),
        (5230, "0 0", None),
        (5230, "00-00", None),
        (5230.0000000001, "General", "5230"),
        (247.39999999999998, "General", "247.4"),
    ],
)
def test_a_format_shows(value: float, code: str, seen: str | None) -> None:
    """Every construct of the format language: what is shown, or that it cannot be told."""
    assert displayed(value, code) == seen


Dress = Callable[[xlsxwriter.Workbook, xlsxwriter.Workbook.worksheet_class], None]


def _texts(
    write: Callable[..., None],
    change: Callable[[str], str] | None = None,
    styles: Callable[[str], str] | None = None,
) -> tuple[list[str], list[str]]:
    """The texts of the first row, and the problems, of a sheet with 标签 in A1 that ``write`` filled in from B1 on.

    ``change``: what is done to the XML of sheet and theme, ``styles``: to that of the styles.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("表")
        page.write_string(0, 0, "标签")
        page.write_number(1, 0, 1)
        page.write_number(1, 3, 7)
        write(made, page)
    data = out.getvalue()
    if change or styles:
        ways = {"1.xml": change, "styles.xml": styles}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for end, way in ways.items():
            parts |= {name: way(part.decode()).encode() for name, part in parts.items() if way and name.endswith(end)}
        data = pack(parts)
    pages = sheet.read(data)
    grid = next(block for block in pages.blocks if isinstance(block, Grid))
    return [cell.text for cell in grid.cells if cell.row == 0], [one.message for one in pages.problems]


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        ({}, 5230),
        ({"num_format": ";;;"}, None),
        ({"font_color": "#FFFFFF"}, None),
        ({"font_color": "#FFFFFF", "bg_color": "#0000FF"}, 5230),
        ({"font_color": "#0000FF", "bg_color": "#0000FF"}, None),
        ({"bg_color": "#000000"}, None),
        ({"font_strikeout": True}, None),
        ({"font_script": 1}, None),
        ({"font_size": 1}, None),
        ({"num_format": '"1"0'}, None),
        ({"num_format": "#,##0"}, 5230),
    ],
)
def test_a_cell_style_decides_what_is_seen(look: dict[str, object], seen: int | None) -> None:
    """A figure that its style hides, strikes or makes larger is none; told, blank or open, never another."""
    texts, told = _texts(lambda made, page: page.write_number(0, 1, 5230, made.add_format(look)))
    figure = read_figure(texts[1])
    assert figure.value == seen
    assert seen is not None or told or figure.state is CellState.AMBIGUOUS


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        ({"font_script": 1}, 5230),
        ({"font_strikeout": True}, 5230),
        ({"font_color": "white"}, 5230),
        ({"bold": 1}, 52309),
    ],
)
def test_runs_within_a_cell_have_their_own_role(look: dict[str, object], seen: int) -> None:
    """A raised, struck or white run is no part of the figure; a bold one is."""
    texts, _ = _texts(lambda made, page: page.write_rich_string(0, 1, "5230", made.add_format(look), "9"))
    assert read_figure(texts[1]).value == seen


def test_a_condition_that_may_hide_leaves_its_cells_open() -> None:
    """Whether a condition holds is not worked out: its cells stay open, the others are read."""

    def write(made: xlsxwriter.Workbook, page: xlsxwriter.Workbook.worksheet_class) -> None:
        page.write_row(0, 1, [5230, 12])
        white = made.add_format({"font_color": "#FFFFFF"})
        page.conditional_format("B1", {"type": "cell", "criteria": ">", "value": 1, "format": white})

    texts, _ = _texts(write)
    assert [read_figure(text).state for text in texts[1:3]] == [CellState.AMBIGUOUS, CellState.NUMBER]


@pytest.mark.parametrize(
    ("dress", "state"),
    [
        ({"bg_color": "#000000"}, CellState.AMBIGUOUS),
        ({"bg_color": "#FFFFFF", "font_color": "#FFFFFF"}, CellState.AMBIGUOUS),
        ({"bg_color": "#FFFF00"}, CellState.NUMBER),
        ({"font_color": "#FF0000", "bold": True}, CellState.NUMBER),
    ],
)
def test_a_condition_hides_by_its_ground_as_well(dress: dict[str, object], state: CellState) -> None:
    """Black on black is as unseen as white on white; a warning colour hides nothing."""

    def write(made: xlsxwriter.Workbook, page: xlsxwriter.Workbook.worksheet_class) -> None:
        page.write_row(0, 1, [5230, 12])
        page.conditional_format("B1", {"type": "cell", "criteria": ">", "value": 1, "format": made.add_format(dress)})

    texts, _ = _texts(write)
    assert [read_figure(text).state for text in texts[1:3]] == [state, CellState.NUMBER]


def _sheet_with(change: Callable[[str], str], look: dict[str, object] | None = None) -> list[CellState]:
    """States of 5230 in B1, in this dress, and of 12 in C1, of a sheet whose parts were changed."""

    def write(made: xlsxwriter.Workbook, page: xlsxwriter.Workbook.worksheet_class) -> None:
        page.write_number(0, 1, 5230, made.add_format(look or {}))
        page.write_number(0, 2, 12)

    texts, _ = _texts(write, change)
    return [read_figure(text).state for text in texts[1:3]]


_SCALE = (
    '</sheetData><conditionalFormatting sqref="B1"><cfRule type="colorScale" priority="1"><colorScale>'
    '<cfvo type="min"/><cfvo type="max"/><color rgb="FF{}"/><color rgb="FFFFEF9C"/></colorScale></cfRule>'
    "</conditionalFormatting>"
)


@pytest.mark.parametrize(("colour", "state"), [("000000", CellState.AMBIGUOUS), ("63BE7B", CellState.NUMBER)])
def test_a_scale_of_colours_may_swallow_letters(colour: str, state: CellState) -> None:
    """A scale that reaches black hides black digits; one of pale colours, as programs offer them, does not."""
    found = _sheet_with(lambda part: part.replace("</sheetData>", _SCALE.format(colour)))
    assert found == [state, CellState.NUMBER]


@pytest.mark.parametrize(
    ("width", "look", "state"),
    [
        (2, {}, CellState.AMBIGUOUS),
        (3.5, {}, CellState.AMBIGUOUS),
        (4.3, {}, CellState.NUMBER),
        (2, {"shrink": True}, CellState.NUMBER),
        (2.5, {"font_size": 6}, CellState.NUMBER),
        (4.9, {"font_size": 22}, CellState.AMBIGUOUS),
    ],
)
def test_a_number_without_room_in_its_column_is_not_read(
    width: float, look: dict[str, object], state: CellState
) -> None:
    """A person sees ####: the cell is open; one whose digits fit, or are made to fit, is read."""
    columns = f'<cols><col min="2" max="2" width="{width}" customWidth="1"/></cols><sheetData>'
    assert _sheet_with(lambda part: part.replace("<sheetData>", columns), look) == [state, CellState.NUMBER]


@pytest.mark.parametrize(
    "fill",
    [
        '<gradientFill><stop><color rgb="FF000000"/></stop><stop><color rgb="FF101010"/></stop></gradientFill>',
        '<patternFill patternType="darkGray"><fgColor rgb="FF000000"/><bgColor rgb="FF000000"/></patternFill>',
        '<patternFill patternType="darkUp"><fgColor rgb="FF000000"/><bgColor rgb="FF000000"/></patternFill>',
    ],
)
def test_a_fill_of_several_colours_is_a_ground(fill: str) -> None:
    """Black digits on a gradient or a hatch of black are not seen; on grey ones, as forms have them, they are."""
    solid = re.compile('<patternFill patternType="solid">.*?</patternFill>')
    for colours, seen in ((fill, False), (fill.replace("FF000000", "FFDDDDDD").replace("FF101010", "FFEEEEEE"), True)):
        texts, _ = _texts(
            lambda made, page: page.write_number(0, 1, 5230, made.add_format({"bg_color": "#123456"})),
            styles=lambda part, colours=colours: solid.sub(colours, part),  # type: ignore[misc]
        )
        assert (read_figure(texts[1]).value == 5230) is seen


@pytest.mark.parametrize(
    ("ink", "more", "seen"),
    [
        ('<color theme="4"/>', {}, 5230),
        ('<color theme="4"/>', {"accent1": "FFFFFF"}, None),
        ('<color theme="3"/>', {"dk2": "FEFEFE"}, None),
        ('<color indexed="20"/>', {"indexed": "00FFFFFF"}, None),
        ('<color indexed="9"/>', {"indexed": "00000000"}, 5230),
    ],
)
def test_the_colours_of_the_file_itself_count(ink: str, more: dict[str, str], seen: int | None) -> None:
    """A theme or a palette of its own: what is white there is not seen, whatever it is elsewhere."""

    def styles(part: str) -> str:
        palette = f'<rgbColor rgb="{more.get("indexed", "")}"/>' * 64
        own = f"<colors><indexedColors>{palette}</indexedColors></colors></styleSheet>"
        part = part.replace('<color rgb="FF123456"/>', ink)
        return part.replace("</styleSheet>", own) if "indexed" in more else part

    def theme(part: str) -> str:
        for name, colour in more.items():
            part = re.sub(f"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', part)
        return part

    texts, _ = _texts(
        lambda made, page: page.write_number(0, 1, 5230, made.add_format({"font_color": "#123456"})),
        theme,
        styles,
    )
    assert read_figure(texts[1]).value == seen


@pytest.mark.parametrize("written", ['ht="0"', "ht='0'", 'ht=".75"', 'ht="3"', 'hidden="true"'])
def test_a_row_of_no_height_is_not_seen_however_it_is_written(written: str) -> None:
    """Single quotes, no zero before the point, three points: nobody sees what stands in it, and it is told."""
    texts, told = _texts(
        lambda _made, page: page.write_number(0, 1, 5230),
        lambda part: re.sub('<row r="2"[^>]*>', f'<row r="2" {written}>', part),
    )
    assert "5230" in texts
    assert any("隐藏的行" in one for one in told)


def _boxed(box: dict[str, object], text: str = "", place: str = "B1") -> list[str]:
    """5230 in B1, nothing in C1, 12 in D1 and 甲 in E1, and a box over one of them."""

    def write(_made: xlsxwriter.Workbook, page: xlsxwriter.Workbook.worksheet_class) -> None:
        page.write_number(0, 1, 5230)
        page.write_number(0, 3, 12)
        page.write_string(0, 4, "甲")
        page.insert_textbox(place, text, {"width": 64, "height": 20, **box})

    return _texts(write)[0][1:5]


@pytest.mark.parametrize(
    ("box", "text", "place", "seen"),
    [
        ({}, "99", "B1", [None, "", 12, "甲"]),
        ({}, "", "B1", [None, "", 12, "甲"]),
        ({"fill": {"color": "#FFFFFF"}}, "", "D1", [5230, "", None, "甲"]),
        ({}, "99", "C1", [5230, None, 12, "甲"]),
        ({}, "印", "C1", [5230, "", 12, "甲"]),
        ({}, "99", "E1", [5230, "", 12, "甲"]),
        ({"width": 128}, "99", "B1", [None, None, 12, "甲"]),
        ({"x_offset": 50}, "", "B1", [5230, "", 12, "甲"]),
        ({}, "99", "B9", [5230, "", 12, "甲"]),
    ],
)
def test_a_figure_under_a_drawing_is_not_read(
    box: dict[str, object], text: str, place: str, seen: list[int | str | None]
) -> None:
    """A text box over a figure hides it, one over a blank that holds digits stands for one; words are kept."""
    found = _boxed(box, text, place)
    for one, wanted in zip(found, seen, strict=True):
        if isinstance(wanted, str):
            assert one == wanted
        else:
            assert read_figure(one).value == wanted
            assert wanted is not None or read_figure(one).state is CellState.AMBIGUOUS


_LATER = (
    '<extLst><ext xmlns:x14="x14"><x14:conditionalFormatting xmlns:xm="xm"><x14:cfRule type="cellIs"><x14:dxf><font>'
    '<color rgb="FFFFFFFF"/></font></x14:dxf></x14:cfRule><xm:sqref>B1</xm:sqref></x14:conditionalFormatting></ext>'
    "</extLst></worksheet>"
)


def test_a_condition_of_a_later_program_may_hide() -> None:
    """Excel writes conditions that look at other sheets elsewhere, with their dress in them."""
    texts, _ = _texts(
        lambda _made, page: page.write_row(0, 1, [5230, 12]), lambda part: part.replace("</worksheet>", _LATER)
    )
    assert [read_figure(text).state for text in texts[1:3]] == [CellState.AMBIGUOUS, CellState.NUMBER]


@pytest.mark.parametrize(
    ("code", "seen"),
    [("@", "5230"), ('@"件"', "5230"), ("0;0;0;@", "5230"), ("0", "5230"), (";;;", ""), ("0;0;0;", ""),
     ('0;0;0;"见附件"', None), ('0;0;0;"1"@', None), ('"9"@', None), ("@@", None), ("0;[White]@", None)],
)  # fmt: skip
def test_a_format_may_hide_or_change_a_text(code: str, seen: str | None) -> None:
    """Digits that were typed as text are shown, hidden, or replaced by the words of the format."""
    texts, _ = _texts(lambda made, page: page.write_string(0, 1, "5230", made.add_format({"num_format": code})))
    held = texts[1] if len(texts) > 1 else ""
    assert (read_figure(held).state is CellState.AMBIGUOUS) if seen is None else (held == seen)


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [('<row r="1" ', '<row r="1" ht="0" customHeight="1" ', ["1", "", ""]), ("<sheetData>", "", ["标签", "12", ""])],
)
def test_rows_and_columns_without_room_are_not_read(old: str, new: str, left: list[str]) -> None:
    """A height or a width of zero hides as the menu does."""
    narrow = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>'
    texts, told = _texts(
        lambda _made, page: page.write_row(0, 1, [99, 12]), lambda part: part.replace(old, new or narrow, 1)
    )
    assert texts[:3] == left
    assert any("隐藏的行或列" in one for one in told)


def test_hidden_rows_and_columns_are_not_read() -> None:
    """What nobody sees is no figure: the cells beside it are neighbours, the rows around it one table."""

    def write(_made: xlsxwriter.Workbook, page: xlsxwriter.Workbook.worksheet_class) -> None:
        page.write_row(0, 1, [99, 12, 13])
        page.set_column(1, 1, None, None, {"hidden": True})

    texts, told = _texts(write)
    assert texts == ["标签", "12", "13"]
    assert any("隐藏的行或列" in one for one in told)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('<row r="1"', '<row r="1" ht="0" customHeight="1"'),
        ("<sheetData>", '<cols><col min="2" max="2" width="0"/></cols><sheetData>'),
    ],
)
def test_rows_and_columns_without_room_are_hidden(part: str, instead: str) -> None:
    """A height or width of nothing hides as the mark of hiding does."""
    _, told = _texts(lambda _made, page: page.write_row(0, 1, [99, 12]), lambda sheet: sheet.replace(part, instead))
    assert any("隐藏的行或列" in one for one in told)


@pytest.mark.parametrize(
    "rule",
    [
        '<x14:cfRule type="iconSet"><x14:iconSet showValue="0"/></x14:cfRule>',
        '<x14:cfRule><x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf></x14:cfRule>',
        '<x14:cfRule><x14:dxf><fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill></x14:dxf></x14:cfRule>',
    ],
)
def test_conditions_of_later_programs_count_as_well(rule: str) -> None:
    """They stand behind the sheet, in names of their own."""
    found = (
        '<extLst><ext xmlns:x14="urn:x14" xmlns:xm="urn:xm"><x14:conditionalFormattings><x14:conditionalFormatting>'
        f"{rule}<xm:sqref>B1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    texts, _ = _texts(
        lambda _made, page: page.write_row(0, 1, [5230, 12]),
        lambda sheet: sheet.replace("</worksheet>", f"{found}</worksheet>"),
    )
    assert [read_figure(text).state for text in texts[1:3]] == [CellState.AMBIGUOUS, CellState.NUMBER]


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    """A view without zeros shows blanks, and a blank is never zero."""
    texts, _ = _texts(
        lambda _made, page: page.write_row(0, 1, [0, 5230]),
        lambda part: re.sub("<sheetView ", '<sheetView showZeros="0" ', part),
    )
    assert texts[1:3] == ["", "5230"]


def test_comments_are_told() -> None:
    """A comment would be published with the sheet."""
    _, told = _texts(lambda _made, page: page.write_comment(0, 1, "核对"))
    assert any("批注" in one for one in told)


_RUBY = "<text:ruby><text:ruby-base>5230</text:ruby-base><text:ruby-text>1</text:ruby-text></text:ruby>"
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:automatic-styles>'
    '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="cut"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="away"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="white"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="child" style:parent-style-name="cut"/>'
    '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="表"><table:table-row>'
    "<table:table-cell><text:p>标签</text:p></table:table-cell><table:table-cell>{}</table:table-cell>"
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ('<text:p>5230<text:span text:style-name="up">1</text:span></text:p>', 5230),
        ('<text:p><text:span text:style-name="cut">5320</text:span>5230</text:p>', 5230),
        ('<text:p><text:span text:style-name="child">5320</text:span>5230</text:p>', 5230),
        ('<text:p>5230<text:span text:style-name="away">99</text:span></text:p>', 5230),
        ('<text:p>5230<text:span text:style-name="white">99</text:span></text:p>', 5230),
        ("<office:annotation><text:p>核对99</text:p></office:annotation><text:p>5230</text:p>", 5230),
        (f"<text:p>{_RUBY}</text:p>", 5230),
    ],
)  # fmt: skip
def test_open_document_text_shows(cell: str, seen: int) -> None:
    """Spans by their styles and those above them, annotations and ruby."""
    pages = ods.read(pack({"content.xml": _ODS.format(cell)}))
    grid = next(block for block in pages.blocks if isinstance(block, Grid))
    assert read_figure(grid.texts[1]).value == seen
    assert ("annotation" in cell) == any("批注" in one.message for one in pages.problems)
