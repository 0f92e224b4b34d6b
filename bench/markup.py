"""Documents in the markup of real programs: what Word writes around a run, what a site's editor puts in a tag."""

import io
import re
import zipfile
from collections.abc import Callable

_RUN = (
    '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="宋体" w:cs="宋体" w:hint="eastAsia"/>'
    '<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
)
_PARAGRAPH = (
    '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w:rsidP="00C34F1D"><w:pPr><w:widowControl/>'
    '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="left"/>'
    + _RUN.format(size=32)
    + "</w:pPr>"
)
_CELL = (
    '<w:tcW w:w="1134" w:type="dxa"/><w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
    '<w:left w:val="nil"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/></w:tcBorders>'
    '<w:vAlign w:val="center"/>'
)
_STYLE = "font-family: 仿宋, FangSong; font-size: 16pt; line-height: 28pt; text-indent: 2em; margin: 0px; color: #333"
_AROUND = (
    '<div class="nav"><ul>' + '<li><a href="/col/col{0}/index.html" target="_blank">栏目</a></li>' * 60 + "</ul></div>"
)


def like_word(docx: bytes) -> bytes:
    """The same document with the properties that Word writes for every paragraph, run and cell."""
    return _rewritten(docx, _wordy)


def _wordy(xml: str) -> str:
    xml = xml.replace("<w:p>", _PARAGRAPH).replace("<w:r>", '<w:r w:rsidRPr="00C34F1D">' + _RUN.format(size=21))
    return xml.replace("<w:tcPr>", f"<w:tcPr>{_CELL}").replace(
        "<w:tr>", '<w:tr w:rsidR="00A77B3E" w:rsidTr="003B2D18">'
    )


def _rewritten(package: bytes, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == "word/document.xml" else data)
    return out.getvalue()


def like_a_site(page: bytes) -> bytes:
    """The same page with a style on every tag, spans in every cell, and a site's navigation around it."""
    text = page.decode()
    text = re.sub(r"<p>(.*?)</p>", rf'<p style="{_STYLE}"><span style="{_STYLE}">\1</span></p>', text)
    text = re.sub(
        r"<td([^>]*)>(.*?)</td>",
        rf'<td\1 style="border: 1px solid windowtext; padding: 0px 7px" valign="center">'
        rf'<p style="{_STYLE}"><span style="{_STYLE}">\2</span></p></td>',
        text,
    )
    return text.replace("<body>", f"<body>{_AROUND}").replace("</body>", f"{_AROUND}</body>").encode()
