"""Word documents: WordprocessingML."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, STRIKES


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
