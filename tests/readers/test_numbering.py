"""Automatic numbers of Word: one count for each definition, and every way by which a paragraph comes by its number."""

import pytest

from readers.blocks import Text
from readers.docx import read
from readers.numerals import written
from samples.writers.word import package

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TOP = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
_SUB = (
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>{}<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{}<w:lvlText w:val="%1.%2.%3"/></w:lvl>'
)


def _printed(numbering: str, *paragraphs: str, styles: str = "") -> list[str]:
    members = {
        "word/numbering.xml": f"<w:numbering {_W}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
    }
    body = "".join(f"<w:p><w:pPr>{one}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>" for one in paragraphs)
    blocks = read(package(body, members=members)).blocks
    return [block.text.removesuffix("x") for block in blocks if isinstance(block, Text)]


def _abstract(levels: str, number: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{levels}</w:abstractNum>'


def _num(number: int, override: str = "", abstract: int = 0) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def _in(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_lists_of_one_definition_share_one_count() -> None:
    """Six lists of the same definition are one list to Word."""
    made = _abstract(_TOP) + _num(1) + _num(2) + _num(3)
    assert _printed(made, _in(1), _in(2), _in(3), _in(1)) == ["一、", "二、", "三、", "四、"]


def test_a_list_that_is_told_to_start_anew_does_so_once() -> None:
    """A start override counts where its list is used first, and moves the shared count."""
    made = _abstract(_TOP) + _num(1)
    made += _num(2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>')
    assert _printed(made, _in(1), _in(2), _in(2), _in(1)) == ["一、", "四、", "五、", "六、"]


def test_a_paragraph_that_was_deleted_is_not_counted() -> None:
    """Under tracked changes its words and its end are gone, and so is its number."""
    made = _abstract(_TOP) + _num(1)
    one = f"<w:p><w:pPr>{_in(1)}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
    gone = (
        f'<w:p><w:pPr>{_in(1)}<w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'
    )
    members = {"word/numbering.xml": f"<w:numbering {_W}>{made}</w:numbering>"}
    blocks = read(package(one + gone + one, members=members)).blocks
    assert [block.text for block in blocks if isinstance(block, Text)] == ["一、x", "", "二、x"]


def test_a_level_may_be_replaced_in_one_list() -> None:
    """An override may bring a level of its own, with its own form."""
    other = _TOP.replace("chineseCounting", "decimal").replace("%1、", "%1.")
    made = _abstract(_TOP) + _num(1) + _num(2, f'<w:lvlOverride w:ilvl="0">{other}</w:lvlOverride>')
    assert _printed(made, _in(1), _in(2)) == ["一、", "2."]


@pytest.mark.parametrize(("restart", "third"), [("", "（一）"), ('<w:lvlRestart w:val="0"/>', "（二）")])
def test_deeper_levels_begin_anew_unless_told_otherwise(restart: str, third: str) -> None:
    """After a higher level a deeper one begins anew; a restart of 0 lets it go on."""
    made = _abstract(_TOP + _SUB.format(restart, "")) + _num(1)
    assert _printed(made, _in(1), _in(1, 1), _in(1), _in(1, 1)) == ["一、", "（一）", "二、", third]


def test_a_level_may_begin_anew_behind_a_certain_one_only() -> None:
    """LvlRestart 1: only the first level makes the third begin anew."""
    made = _abstract(_TOP + _SUB.format("", '<w:lvlRestart w:val="1"/>')) + _num(1)
    told = _printed(made, _in(1), _in(1, 1), _in(1, 2), _in(1, 1), _in(1, 2), _in(1), _in(1, 2))
    assert told == ["一、", "（一）", "一.一.1", "（二）", "一.二.2", "二、", "二.一.1"]


def test_a_legal_level_prints_plain_digits() -> None:
    """IsLgl writes every count of the text as digits."""
    made = _abstract(_TOP + _SUB.format("", "<w:isLgl/>")) + _num(1)
    assert _printed(made, _in(1), _in(1, 1), _in(1, 2))[2] == "1.1.1"


def test_numbers_come_by_styles_and_those_they_are_based_on() -> None:
    """By the style, by one below it, by the level that names the style, by the default style; 0 takes it away."""
    levels = _TOP + _SUB.format('<w:pStyle w:val="linked"/>', "")
    styles = (
        f'<w:style w:type="paragraph" w:styleId="own"><w:pPr>{_in(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="heir"><w:basedOn w:val="own"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="linked"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        f'<w:style w:type="paragraph" w:styleId="none"><w:basedOn w:val="own"/><w:pPr>{_in(0)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )
    names = ("own", "heir", "linked", "none", "loop", "heir")
    told = _printed(_abstract(levels) + _num(1), *(f'<w:pStyle w:val="{one}"/>' for one in names), styles=styles)
    assert told == ["一、", "二、", "（一）", "", "", "三、"]
    own = '<w:pStyle w:val="own"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert _printed(_abstract(levels) + _num(1), own, styles=styles) == [""]


def test_a_definition_may_refer_to_a_style_of_lists() -> None:
    """NumStyleLink leads over the style to the definition that holds the levels."""
    styles = (
        '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    made = _abstract("", 0, '<w:numStyleLink w:val="list"/>') + _abstract(_TOP, 1) + _num(1) + _num(2, abstract=1)
    assert _printed(made, _in(1), _in(2), styles=styles) == ["一、", "二、"]


def test_hidden_marks_are_not_counted() -> None:
    """A paragraph whose mark is hidden has no number and takes none."""
    made = _abstract(_TOP) + _num(1)
    assert _printed(made, _in(1), _in(1) + "<w:rPr><w:vanish/></w:rPr>", _in(1)) == ["一、", "", "二、"]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (21, "chineseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCountingThousand", "一百一十"),
        (1003, "chineseCountingThousand", "一千零三"), (105, "chineseCounting", "一〇五"),
        (12, "ideographDigital", "一二"), (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"), (4, "ideographZodiac", "卯"),
        (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircleChinese", "㉑"),
        (36, "decimalEnclosedCircle", "36"), (2, "decimalEnclosedParen", "⑵"),
        (2, "decimalEnclosedFullstop", "⒉"), (12, "decimalFullWidth", "１２"),
        (3, "decimalZero", "03"), (27, "lowerLetter", "aa"), (2, "upperLetter", "B"), (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"), (3, "ideographEnclosedCircle", "㊂"), (5, "none", ""), (5, "unheardOf", "5"),
        (0, "decimal", "0"),
    ],
)  # fmt: skip
def test_number_formats(count: int, form: str, text: str) -> None:
    """The formats that Chinese documents use; others come out as plain digits."""
    assert written(count, form) == text


def test_an_embedded_document_is_read_in_its_place() -> None:
    """altChunk: Word shows the web page that the file carries."""
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x" Target="chunk.html"/></Relationships>'
    )
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    members = {"word/_rels/document.xml.rels": links, "word/chunk.html": "<html><p>总体情况</p></html>"}
    pages = read(package(f'<w:altChunk {space} r:id="r1"/>', members=members))
    assert [block.text for block in pages.blocks if isinstance(block, Text)] == ["总体情况"]


def test_a_strict_file_is_read_like_any_other() -> None:
    """The strict form has other names for the same elements."""
    usual = package("<w:p><w:r><w:t>总体情况</w:t></w:r></w:p>")
    assert read(usual).blocks
    strict = package("</w:body></w:document>", members={"word/document.xml": _STRICT})
    assert [block.text for block in read(strict).blocks if isinstance(block, Text)] == ["总体情况"]


_STRICT = (
    '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>总体情况</w:t></w:r>'
    "</w:p></w:body></w:document>"
)


def test_of_alternatives_the_one_that_word_knows_is_read() -> None:
    """The first choice whose names Word knows, else the fallback; never both."""
    space = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:new="http://example.invalid/new" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )

    def run(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    def choice(name: str, text: str) -> str:
        return f'<mc:Choice Requires="{name}">{run(text)}</mc:Choice>'

    def shown(inner: str) -> str:
        body = f"<w:p><mc:AlternateContent {space}>{inner}</mc:AlternateContent></w:p>"
        (block,) = read(package(body)).blocks
        assert isinstance(block, Text)
        return block.text

    fallback = f"<mc:Fallback>{run('旧')}</mc:Fallback>"
    assert shown(choice("wps", "新") + fallback) == "新"
    assert shown(choice("new", "新") + fallback) == "旧"
    assert shown(choice("new", "甲") + choice("wps", "乙") + fallback) == "乙"
