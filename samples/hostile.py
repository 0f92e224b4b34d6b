"""Files that mean harm or have come to harm: a few made by hand, and as many seeded mutations as are asked for."""

import random
import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import cycle, islice

from samples.writers import mht, ods, ofd, pdf, rtf, xlsx
from samples.writers.canvas import draw
from samples.writers.package import pack
from samples.writers.parts import Part, PlainTable, Spot

_TABLE = PlainTable(
    (
        (Spot("第二十条第（五）项", columns=2),),
        (Spot("信息内容"), Spot("本年处理决定数量")),
        (Spot("行政许可"), Spot("12")),
    )
)
_PARTS: tuple[Part, ...] = ("二、主动公开政府信息情况", _TABLE, "六、其他需要报告的事项", "无其他需要报告的事项。")
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def whole() -> dict[str, bytes]:
    """A small sound file of every format, by its extension."""
    leaves = draw(_PARTS)
    return {
        "pdf": pdf.write(leaves),
        "ofd": ofd.write(leaves, template="某某县人民政府"),
        "xlsx": xlsx.write(_PARTS),
        "ods": ods.write(_PARTS),
        "rtf": rtf.write(_PARTS),
        "mht": mht.write(_PARTS),
        "png": picture(8, 8),
    }


def mutated(count: int, *, seed: int = 1, sources: Mapping[str, bytes] | None = None) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of ``count`` damaged files: cut short, bits turned, lying lengths, stretches moved or repeated."""
    draws = random.Random(seed)  # noqa: S311 - the same files every time
    harms = (_cut, _turn_bits, _lie, _repeat, _blank, _swap)
    files = cycle((sources or whole()).items())
    for index, (extension, data) in enumerate(islice(files, count)):
        harm = harms[(index // len(sources or whole())) % len(harms)] if sources else draws.choice(harms)
        yield f"{index}{harm.__name__}.{extension}", harm(data, draws)


def _cut(data: bytes, draws: random.Random) -> bytes:
    return data[: draws.randrange(1, len(data))]


def _turn_bits(data: bytes, draws: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(draws.randrange(1, 40)):
        out[draws.randrange(len(out))] ^= 1 << draws.randrange(8)
    return bytes(out)


def _lie(data: bytes, draws: random.Random) -> bytes:
    """Four bytes become a length that cannot be."""
    out, at = bytearray(data), draws.randrange(max(len(data) - 4, 1))
    out[at : at + 4] = draws.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00", b"9999"))
    return bytes(out)


def _repeat(data: bytes, draws: random.Random) -> bytes:
    start = draws.randrange(len(data))
    end = min(len(data), start + draws.randrange(1, 400))
    return data[:start] + data[start:end] * draws.randrange(2, 50) + data[end:]


def _blank(data: bytes, draws: random.Random) -> bytes:
    start = draws.randrange(len(data))
    size = min(draws.randrange(1, 300), len(data) - start)
    return data[:start] + bytes(size) + data[start + size :]


def _swap(data: bytes, draws: random.Random) -> bytes:
    a, b = sorted(draws.randrange(len(data)) for _ in range(2))
    return data[b:] + data[a:b] + data[:a]


@cache
def crafted() -> Mapping[str, bytes]:
    """Files made by hand, by a name that says what is wrong with them."""
    sound = whole()
    return {
        "five_thousand_pages.pdf": pdf.write(draw(["页"]) * 5_000),
        "no_page.pdf": pdf.write([]),
        "password.pdf": locked_pdf(),
        "blank_pages.pdf": pdf.write(draw([])),
        "polyglot_pdf_then_zip.pdf": sound["pdf"] + sound["xlsx"],
        "polyglot_zip_with_pdf_inside.xlsx": pack({"a.txt": b"%PDF-1.7 "}) + sound["pdf"],
        "cyclic_composite.ofd": cyclic_ofd(),
        "page_of_itself.ofd": self_ofd(),
        "deep_blocks.ofd": deep_ofd(20_000),
        "encrypted.ofd": pack({"OFD.xml": f"<ofd:OFD {_OFD}/>", "Encryptions.xml": "<a/>"}),
        "nothing_inside.ofd": pack({"OFD.xml": f"<ofd:OFD {_OFD}/>"}),
        "doctype.ofd": pack({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "far_cell.xlsx": far_xlsx(),
        "bomb.xlsx": pack({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b"\x00" * 60_000_000}),
        "deep.rtf": b"{\\rtf1" + b"{" * 100_000,
        "many_cells.rtf": b"{\\rtf1\\trowd" + b"\\cell" * 100_000 + b"}",
        "binary_length.rtf": b"{\\rtf1 {\\pict\\bin999999999 abc}}",
        "empty.mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n",
        "huge.png": picture(30_000, 30_000),
        "huge.tiff": b"II*\x00\x08\x00\x00\x00\x02\x00" + struct.pack(
            "<HHIIHHIII", 256, 4, 1, 30_000, 257, 4, 1, 30_000, 0
        ),
        "cyclic.tiff": b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00",
        "not_a_doc.doc": _ole("WordDocument"),
        "not_a_sheet.xls": _ole("Workbook"),
    }  # fmt: skip


def _ole(stream: str) -> bytes:
    """A compound file in name only."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def locked_pdf() -> bytes:
    """A PDF that says it is locked with a password which nobody knows."""
    sound = pdf.write(draw(_PARTS))
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >> "
        b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Root"
    )
    return sound.replace(b"/Root", lock)


def picture(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds eight white lines."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress((b"\x00" + b"\xff" * (width // 8)) * min(height, 8))
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _ofd(content: str, resources: str = "") -> bytes:
    listed = "<ofd:PublicRes>Res.xml</ofd:PublicRes>" if resources else ""
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData>{listed}</ofd:CommonData><ofd:Pages>"
        '<ofd:Page BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        "D/P.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return pack(parts | ({"D/Res.xml": resources} if resources else {}))


def cyclic_ofd() -> bytes:
    """A composite drawing that is made of itself, ten times over."""
    inner = '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="7"/>' * 10
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>'
    return _ofd(inner, f"<ofd:Res {_OFD}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>")


def self_ofd() -> bytes:
    """A document whose page is the document again."""
    document = (
        f'<ofd:Document {_OFD}><ofd:CommonData><ofd:TemplatePage ID="1" BaseLoc="Document.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page BaseLoc="Document.xml"/></ofd:Pages><ofd:Template TemplateID="1"/></ofd:Document>'
    )
    root = f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    return pack({"OFD.xml": root, "Document.xml": document})


def deep_ofd(depth: int) -> bytes:
    """Blocks within blocks."""
    return _ofd("<ofd:PageBlock>" * depth + "</ofd:PageBlock>" * depth)


def far_xlsx() -> bytes:
    """Two cells, one of them in the last corner of the sheet: 17 thousand million cells if unfolded."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    return pack({"xl/workbook.xml": f'<workbook xmlns="{main}"/>', "xl/worksheets/sheet1.xml": sheet})
