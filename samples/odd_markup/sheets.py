"""Spreadsheets: SpreadsheetML and OpenDocument."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, SEEN, STRIKES

_SPAN = '<text:span text:style-name="{}">{{}}</text:span>'
ODS: dict[str, dict[str, str]] = {
    MARKS: {"super": _SPAN.format("up"), "sub": _SPAN.format("down"), "parent": _SPAN.format("heir")},
    STRIKES: {"struck": _SPAN.format("cut"), "struck type": _SPAN.format("double")},
    HIDES: {
        "display": _SPAN.format("away"),
        "white": _SPAN.format("white"),
        "tiny": _SPAN.format("tiny"),
        "hidden text": '<text:hidden-text text:condition="" text:is-hidden="true">{}</text:hidden-text>',
        "hidden paragraph": '<text:hidden-paragraph text:condition="" text:is-hidden="true">{}</text:hidden-paragraph>',
        "clear": _SPAN.format("clear"),
        "narrow": _SPAN.format("narrow"),
        "tiny per cent": _SPAN.format("share"),
        "same": _SPAN.format("same"),
        "note body": '<text:note text:note-class="footnote"><text:note-citation/><text:note-body><text:p>{}</text:p>'
        "</text:note-body></text:note>",
        "annotation": "<office:annotation><text:p>{}</text:p></office:annotation>",
    },
    NOTES: {"ruby": "<text:ruby><text:ruby-base/><text:ruby-text>{}</text:ruby-text></text:ruby>"},
    DOUBTS: {
        "blank": "<text:s/>{}",
        "tab": "<text:tab/>{}",
        "picture": '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:image/>'
        "</draw:frame>"
        "<!--{}-->",
        "turned": _SPAN.format("turned"),
        "squeezed": '<text:span text:style-name="squeezed">1{}</text:span>',
        "symbol font": _SPAN.format("dings"),
    },
    SEEN: {
        "link": "<text:a>{}</text:a>",
        "bold": _SPAN.format("bold"),
        "shown": _SPAN.format("shown"),
        "bookmark": '<text:bookmark text:name="b"/>{}',
        "ruby base": "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text/></text:ruby>",
        "not struck": _SPAN.format("whole"),
    },
}
LOOKS = {
    "up": 'style:text-position="super 58%"',
    "down": 'style:text-position="-20% 58%"',
    "double": 'style:text-line-through-type="double"',
    "cut": 'style:text-line-through-style="solid"',
    "away": 'text:display="none"',
    "white": 'fo:color="#ffffff"',
    "tiny": 'fo:font-size="1pt"',
    "share": 'fo:font-size="5%"',
    "clear": 'fo:color="transparent" loext:opacity="0%"',
    "narrow": 'style:text-scale="1%"',
    "same": 'fo:color="#0000ff" fo:background-color="#0000ff"',
    "turned": 'style:text-rotation-angle="90"',
    "squeezed": 'fo:letter-spacing="-20pt"',
    "dings": 'style:font-name="Wingdings"',
    "bold": 'fo:font-weight="bold"',
    "shown": 'text:display="true"',
    "whole": 'style:text-line-through-style="none"',
}
FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
FO += 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '


def _run(properties: str) -> str:
    return f"<r><rPr>{properties}</rPr><t>{{}}</t></r>"


XLSX: dict[str, dict[str, str]] = {
    MARKS: {"super": _run('<vertAlign val="superscript"/>'), "sub": _run('<vertAlign val="subscript"/>')},
    STRIKES: {"strike": _run("<strike/>"), "strike said": _run('<strike val="1"/>')},
    HIDES: {
        "white": _run('<color rgb="FFFFFFFF"/>'),
        "tiny": _run('<sz val="1"/>'),
        "theme white": _run('<color theme="0"/>'),
        "theme near white": _run('<color theme="0" tint="-0.02"/>'),
        "pale index": _run('<color indexed="26"/>'),
        "indexed white": _run('<color indexed="9"/>'),
    },
    NOTES: {"phonetic": '<rPh sb="0" eb="1"><t>{}</t></rPh>'},
    DOUBTS: {
        "symbol font": _run('<rFont val="Wingdings"/>'),
        "pale accent": _run('<color theme="4" tint="0.8"/>'),
        "turned order": _run("").replace("{}", "\u202e1{}"),
    },
    SEEN: {
        "bold": _run("<b/>"),
        "red": _run('<color rgb="FFFF0000"/>'),
        "not struck": _run('<strike val="0"/>'),
        "baseline": _run('<vertAlign val="baseline"/>'),
        "dark theme": _run('<color theme="1"/>'),
    },
}

FORMATS: dict[str, str | None] = {
    "0": "{0}",
    "#,##0": "{0}",
    "General": "{0}",
    "0.00": "{0}",
    '0"件"': "{0}",
    "[Red]0": "{0}",
    "_ * #,##0_ ": "{0}",
    ";;;": None,
    "0;0;0;@": "{0}",
    "#,##0,": None,
    "0%": None,
    "0.00E+00": None,
    "# ?/?": None,
    '0"1"': None,
    '"9"0': None,
    "[White]0": None,
    "[白色]0": None,
    "[>100]0,;0": None,
    "[DBNum1]0": None,
    "yyyy-mm-dd": None,
    "mmm": None,
    "h:mm": None,
    "0_1": "{0}",
    "0*1": None,
    "\\10": None,
    "0;;": "{0}",
    "#": "{0}",
    "0-0": None,
    "00000": "{0}",
    "@": "{0}",
    "0\\.0": None,
    "ss": None,
    '"无"': None,
    "aaa": None,
    "[Color2]0": None,
    "[Yellow]0": None,
    "*10": None,
    "0*-": "{0}",
    "0.0,": None,
    "[>=100]0;[White]0": None,
    "0;-0;-": "{0}",
}
"""Number format of a cell -> the figure that a person reads in it; None: nothing, another one, or nobody knows."""
