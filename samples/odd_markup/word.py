"""Word documents: WordprocessingML."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, SEEN, STRIKES


def _look(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{{}}</w:t></w:r>"


_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_VML = "urn:schemas-microsoft-com:vml"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DOCX: dict[str, dict[str, str]] = {
    MARKS: {
        "vertAlign super": _look('<w:vertAlign w:val="superscript"/>'),
        "style super": _look('<w:rStyle w:val="Up"/>'),
        "vertAlign sub": _look('<w:vertAlign w:val="subscript"/>'),
        "position": _look('<w:position w:val="10"/>'),
        "style below": _look('<w:rStyle w:val="UpToo"/>'),
        "lowered": _look('<w:position w:val="-8"/>'),
        "third style": _look('<w:rStyle w:val="UpThree"/>'),
        "field super": '<w:fldSimple w:instr=" =1 "><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "<w:t>{}</w:t></w:r></w:fldSimple>",
        "link super": '<w:hyperlink w:anchor="n"><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t>'
        "</w:r></w:hyperlink>",
    },
    STRIKES: {
        "strike": _look("<w:strike/>"),
        "dstrike": _look("<w:dstrike/>"),
        "style strike": _look('<w:rStyle w:val="Gone"/>'),
        "strike in content": "<w:sdt><w:sdtContent><w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r></w:sdtContent>"
        "</w:sdt>",
        "strike inserted": '<w:ins w:id="4" w:author="x"><w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r></w:ins>',
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
        "specVanish": _look("<w:specVanish/>"),
        "theme white": _look('<w:color w:val="FFFFFF" w:themeColor="background1"/>'),
        "white fill": f'<w:r><w:rPr><w14:textFill xmlns:w14="{_W14}"><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/>'
        "</w14:solidFill></w14:textFill></w:rPr><w:t>{}</w:t></w:r>",
        "no fill": f'<w:r><w:rPr><w14:textFill xmlns:w14="{_W14}"><w14:noFill/></w14:textFill></w:rPr><w:t>{{}}</w:t>'
        "</w:r>",
        "clear fill": f'<w:r><w:rPr><w14:textFill xmlns:w14="{_W14}"><w14:solidFill><w14:srgbClr w14:val="000000">'
        '<w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill></w:rPr><w:t>{}</w:t></w:r>',
        "theme alone": _look('<w:color w:val="000000" w:themeColor="background1"/>'),
        "theme ground": _look('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="auto" w:themeFill="text1"/>'),
        "highlight": _look('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'),
        "solid shading": _look('<w:color w:val="0000FF"/><w:shd w:val="solid" w:color="0000FF" w:fill="FFFFFF"/>'),
        "white style": _look('<w:rStyle w:val="White"/>'),
        "tiny style": _look('<w:rStyle w:val="Tiny"/>'),
        "vanish inserted": '<w:ins w:id="5" w:author="x"><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r></w:ins>',
        "del in ins": '<w:ins w:id="6" w:author="x"><w:del w:id="7" w:author="x"><w:r><w:delText>{}</w:delText></w:r>'
        "</w:del></w:ins>",
        "vanish twice": _look('<w:rStyle w:val="Off"/><w:vanish w:val="true"/>'),
        "index entry": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE "{}" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "fallback": f'<w:r><mc:AlternateContent xmlns:mc="{_MC}" xmlns:w14="{_W14}"><mc:Choice Requires="w14"/>'
        "<mc:Fallback><w:t>{}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        "bookmark name": '<w:bookmarkStart w:id="3" w:name="b{}"/><w:bookmarkEnd w:id="3"/>',
        "field code": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ={} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    },
    NOTES: {"ruby": "<w:r><w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>"},
    DOUBTS: {
        "blacked out": _look('<w:highlight w:val="black"/>'),
        "sym": '<w:r><w:sym w:font="Wingdings" w:char="F03{}"/></w:r>',
        "bdo": '<w:bdo w:val="rtl"><w:r><w:t>1{}</w:t></w:r></w:bdo>',
        "symbol font": _look('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
        "symbol style": _look('<w:rStyle w:val="Dings"/>'),
        "two in one": _look('<w:eastAsianLayout w:id="1" w:combine="1"/>'),
        "turned": _look('<w:eastAsianLayout w:id="1" w:vert="1"/>'),
        "condensed": '<w:r><w:rPr><w:spacing w:val="-400"/></w:rPr><w:t>1{}</w:t></w:r>',
        "text box": f'<w:r><w:pict><v:shape xmlns:v="{_VML}"><v:textbox><w:txbxContent><w:p><w:r><w:t>{{}}</w:t></w:r>'
        "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        "picture": f'<w:r><w:drawing><a:blip xmlns:a="{_A}"/></w:drawing></w:r>'
        '<w:bookmarkStart w:id="3" w:name="{}"/>',
        "object": f'<w:r><w:object><v:shape xmlns:v="{_VML}"><v:imagedata/></v:shape></w:object></w:r>'
        '<w:bookmarkStart w:id="3" w:name="{}"/>',
        "page number": '<w:r><w:pgNum/></w:r><w:bookmarkStart w:id="3" w:name="{}"/>',
        "fraction": f'<m:oMath xmlns:m="{_M}"><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>{{}}</m:t>'
        "</m:r></m:den></m:f></m:oMath>",
        "right to left": "<w:r><w:rPr><w:rtl/></w:rPr><w:t>\u202e1{}</w:t></w:r>",
        "tab": "<w:r><w:tab/><w:t>{}</w:t></w:r>",
        "formula": f'<m:oMath xmlns:m="{_M}"><m:sSup><m:e><m:r><m:t>1</m:t></m:r></m:e><m:sup>'
        "<m:r><m:t>{}</m:t></m:r>"
        "</m:sup></m:sSup></m:oMath>",
    },
    SEEN: {
        "marked": _look('<w:highlight w:val="yellow"/>'),
        "inserted": '<w:ins w:id="2" w:author="x"><w:r><w:t>{}</w:t></w:r></w:ins>',
        "no strike": _look('<w:strike w:val="0"/>'),
        "no vanish": _look('<w:rStyle w:val="Off"/><w:vanish w:val="0"/>'),
        "no super": _look('<w:rStyle w:val="Up"/><w:vertAlign w:val="baseline"/>'),
        "result": '<w:fldSimple w:instr=" =1 "><w:r><w:t>{}</w:t></w:r></w:fldSimple>',
        "link": '<w:hyperlink w:anchor="n"><w:r><w:t>{}</w:t></w:r></w:hyperlink>',
        "content": "<w:sdt><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
        "tag": '<w:smartTag w:element="x"><w:r><w:t>{}</w:t></w:r></w:smartTag>',
        "struck before": _look('<w:rPrChange w:id="3" w:author="x"><w:rPr><w:strike/></w:rPr></w:rPrChange>'),
        "bold": _look("<w:b/>"),
        "red": _look('<w:color w:val="FF0000"/>'),
        "large": _look('<w:sz w:val="44"/>'),
        "hidden on the web": _look("<w:webHidden/>"),
        "white on black": _look('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'),
        "bookmarked": '<w:bookmarkStart w:id="3" w:name="b"/><w:r><w:t>{}</w:t></w:r><w:bookmarkEnd w:id="3"/>',
        "ruby base": "<w:r><w:ruby><w:rt/><w:rubyBase><w:r><w:t>{}</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "plain formula": f'<m:oMath xmlns:m="{_M}"><m:r><m:t>{{}}</m:t></m:r></m:oMath>',
        "moved to": '<w:moveTo w:id="8" w:author="x"><w:r><w:t>{}</w:t></w:r></w:moveTo>',
        "chosen": f'<w:r><mc:AlternateContent xmlns:mc="{_MC}" xmlns:w14="{_W14}"><mc:Choice Requires="w14">'
        f"<w:t>{{}}</w:t></mc:Choice>"
        "<mc:Fallback><w:t>9</w:t></mc:Fallback></mc:AlternateContent></w:r>",
    },
}
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="UpToo"><w:name w:val="UpToo"/><w:basedOn w:val="Up"/></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Off"><w:name w:val="Off"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="UpThree"><w:name w:val="UpThree"/><w:basedOn w:val="UpToo"/></w:style>'
    '<w:style w:type="character" w:styleId="White"><w:name w:val="White"/>'
    '<w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Tiny"><w:name w:val="Tiny"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Dings"><w:name w:val="Dings"/>'
    '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    "</w:style></w:styles>"
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
