"""How each format writes what makes a cell odd: kind of a fragment -> its markup, with {} for its text."""

from collections.abc import Mapping

MARKS, STRIKES, HIDES, NOTES, DOUBTS = ("marks", "strikes", "hides", "notes", "doubts")
Markup = Mapping[str, Mapping[str, str]]
"""What it does to a figure -> kind -> how it is written."""

HTML: dict[str, dict[str, str]] = {
    MARKS: {
        "sup": "<sup>{}</sup>",
        "sub": "<sub>{}</sub>",
        "inline super": "<span style='vertical-align:super'>{}</span>",
        "length": '<span style="vertical-align:5px;font-size:60%">{}</span>',
        "class super": "<i class=up>{}</i>",
    },
    STRIKES: {
        "del": "<del>{}</del>",
        "s": "<s>{}</s>",
        "class struck": "<b class=gone>{}</b>",
        "inline struck": "<span style='text-decoration:red line-through'>{}</span>",
    },
    HIDES: {
        "hidden": "<span hidden>{}</span>",
        "display": "<span style='display:none'>{}</span>",
        "class": "<i class=off>{}</i>",
        "child": "<u class=box><i>{}</i></u>",
        "visibility": "<span style='visibility:hidden'>{}</span>",
        "white": "<font color=#ffffff>{}</font>",
        "white class": "<i class=white>{}</i>",
        "comment": "<!--{}-->",
        "opacity": "<span style='opacity:0'>{}</span>",
        "tiny": "<span style='font-size:1px'>{}</span>",
        "away": "<span style='position:absolute;left:-9999px'>{}</span>",
        "important": "<i class=hard style='display:inline'>{}</i>",
        "same": "<span style='color:rgb(0,0,128);background:navy'>{}</span>",
        "same below": "<span style='background:#0000ff'><font color=#0000ff>{}</font></span>",
        "same above": "<font color=#0000ff><span style='background:#0000ff'>{}</span></font>",
        "same cell": "<span style='background:#2e7d32'><b style='color:#2e7d32'>{}</b></span>",
        "media": "<i class=wide>{}</i>",
        "script": "<script>{}</script>",
        "template": "<template>{}</template>",
        "cut": "<i class=cut>{}</i>",
    },
    NOTES: {"ruby": "<ruby><rt>{}</rt></ruby>"},
    DOUBTS: {
        "picture": "<img src='{}.png' width=20 height=20>",
        "formula": "<math><msup><mn>1</mn><mn>{}</mn></msup></math>",
        "generated": "<i class=made></i><!--{}-->",
        "password": "<input type=password value={}>",
    },
}
HTML_KINDS = {kind: group for group, kinds in HTML.items() for kind in kinds}
"""Kind of a fragment in a page -> marks, strikes, hides, notes or doubts."""

SHEET = (
    "<style>.up{vertical-align:super;font-size:60%}.gone{text-decoration:line-through}.off{display:none}"
    ".box>i{visibility:hidden}td .white{color:#fff}.hard{display:none!important}.cut{display:inline-block;width:0;"
    "height:1em;overflow:hidden}.made::before{content:'7'}@media screen and (min-width:600px){.wide{display:none}}"
    "@media print{td{display:none}}.other{display:none}</style>"
)


def _look(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{{}}</w:t></w:r>"


_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DOCX: dict[str, dict[str, str]] = {
    MARKS: {
        "vertAlign super": _look('<w:vertAlign w:val="superscript"/>'),
        "style super": _look('<w:rStyle w:val="Up"/>'),
        "vertAlign sub": _look('<w:vertAlign w:val="subscript"/>'),
        "position": _look('<w:position w:val="10"/>'),
        "style below": _look('<w:rStyle w:val="UpToo"/>'),
    },
    STRIKES: {
        "strike": _look("<w:strike/>"),
        "dstrike": _look("<w:dstrike/>"),
        "style strike": _look('<w:rStyle w:val="Gone"/>'),
    },
    HIDES: {
        "vanish": _look("<w:vanish/>"),
        "white": _look('<w:color w:val="FFFFFF"/>'),
        "tiny": _look('<w:sz w:val="2"/>'),
        "del": '<w:del w:id="9" w:author="x"><w:r><w:delText>{}</w:delText></w:r></w:del>',
        "style": _look('<w:rStyle w:val="Off"/>'),
        "moveFrom": '<w:moveFrom w:id="8" w:author="x"><w:r><w:t>{}</w:t></w:r></w:moveFrom>',
        "narrow": _look('<w:w w:val="1"/>'),
        "same": _look('<w:color w:val="0000FF"/><w:shd w:val="clear" w:fill="0000FF"/>'),
        "field code": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ={} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    },
    NOTES: {"ruby": "<w:r><w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>"},
    DOUBTS: {
        "sym": '<w:r><w:sym w:font="Wingdings" w:char="F03{}"/></w:r>',
        "bdo": '<w:bdo w:val="rtl"><w:r><w:t>1{}</w:t></w:r></w:bdo>',
        "formula": f'<m:oMath xmlns:m="{_M}"><m:sSup><m:e><m:r><m:t>1</m:t></m:r></m:e><m:sup>'
        "<m:r><m:t>{}</m:t></m:r>"
        "</m:sup></m:sSup></m:oMath>",
    },
}
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="UpToo"><w:name w:val="UpToo"/><w:basedOn w:val="Up"/></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Off"><w:name w:val="Off"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
MEMBERS = {
    "[Content_Types].xml": _TYPES,
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="styles.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>',
    "word/styles.xml": STYLES,
}
"""Further parts of the package of a Word file."""

RTF: dict[str, dict[str, str]] = {
    MARKS: {"super": r"{{\super {}}}", "sub": r"{{\sub {}}}", "up": r"{{\up8 {}}}", "dn": r"{{\dn8 {}}}"},
    STRIKES: {"strike": r"{{\strike {}}}", "striked": r"{{\striked1 {}}}"},
    HIDES: {
        "v": r"{{\v {}}}",
        "deleted": r"{{\deleted {}}}",
        "white": r"{{\cf1 {}}}",
        "tiny": r"{{\fs2 {}}}",
        "ignored": r"{{\*\unheardof {}}}",
        "annotation": r"{{\*\annotation {}}}",
        "same": r"{{\cf2\highlight2 {}}}",
    },
    NOTES: {},
    DOUBTS: {"formula": r"{{\*\moMath {}}}", "symbol": r"\u-4050?{{\v {}}}"},
}
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
FLAT: dict[str, dict[str, str]] = {
    MARKS: {"circled": "{circled}", "raised": "{raised}", "brackets": "[{}]", "sup": "<sup>{}</sup>"},
    STRIKES: {"tildes": "~~{}~~", "del": "<del>{}</del>"},
    HIDES: {"comment": "<!--{}-->"},
    NOTES: {},
    DOUBTS: {},
}
MARKUP: Mapping[str, Markup | None] = {
    "html": HTML,
    "mht": HTML,
    "docx": DOCX,
    "rtf": RTF,
    "ods": ODS,
    "xlsx": XLSX,
    "md": FLAT,
    "pdf": None,
    "ofd": None,
}
"""Format -> its constructs by what they do to a figure; those of drawn pages are drawn."""
