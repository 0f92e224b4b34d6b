"""Spreadsheets: SpreadsheetML and OpenDocument."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, STRIKES

_SPAN = '<text:span text:style-name="{}">{{}}</text:span>'
ODS: dict[str, dict[str, str]] = {
    MARKS: {"super": _SPAN.format("up"), "sub": _SPAN.format("down"), "parent": _SPAN.format("heir")},
    STRIKES: {"struck": _SPAN.format("cut"), "struck type": _SPAN.format("double")},
    HIDES: {
        "display": _SPAN.format("away"),
        "white": _SPAN.format("white"),
        "tiny": _SPAN.format("tiny"),
        "annotation": "<office:annotation><text:p>{}</text:p></office:annotation>",
    },
    NOTES: {"ruby": "<text:ruby><text:ruby-base/><text:ruby-text>{}</text:ruby-text></text:ruby>"},
    DOUBTS: {},
}
LOOKS = {
    "up": 'style:text-position="super 58%"',
    "down": 'style:text-position="-20% 58%"',
    "double": 'style:text-line-through-type="double"',
    "cut": 'style:text-line-through-style="solid"',
    "away": 'text:display="none"',
    "white": 'fo:color="#ffffff"',
    "tiny": 'fo:font-size="1pt"',
}
FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible-formatting:1.0" '


def _run(properties: str) -> str:
    return f"<r><rPr>{properties}</rPr><t>{{}}</t></r>"


XLSX: dict[str, dict[str, str]] = {
    MARKS: {"super": _run('<vertAlign val="superscript"/>'), "sub": _run('<vertAlign val="subscript"/>')},
    STRIKES: {"strike": _run("<strike/>")},
    HIDES: {"white": _run('<color rgb="FFFFFFFF"/>'), "tiny": _run('<sz val="1"/>')},
    NOTES: {"phonetic": '<rPh sb="0" eb="1"><t>{}</t></rPh>'},
    DOUBTS: {},
}
