"""More files that mean harm: Word packages, web pages, text and data; and files that are odd but can be read."""

import io
import zipfile
from collections.abc import Mapping

from samples.hostile import locked_pdf, whole
from samples.writers import word
from samples.writers.package import pack
from samples.writers.parts import PlainTable, Spot

_PARTS = (
    "云岭县水务局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "2023年，我局做好公开工作。",
    "二、主动公开政府信息情况",
    PlainTable(
        (
            ((Spot("第二十条第（五）项", columns=2)),),
            (Spot("信息内容"), Spot("本年处理决定数量")),
            (Spot("行政许可"), Spot("12")),
        )
    ),
)
_PAGE = "<html><body><p>一、总体情况</p><p>好。</p><p>二、主动公开政府信息情况</p></body></html>"
_PICTURE = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
_WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc>'
_BOMB = "<!DOCTYPE lolz [<!ENTITY a '" + "哈" * 100 + "'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip


def crafted() -> Mapping[str, bytes]:
    """Files that cannot be read, by a name that says why."""
    return {
        "password.docx": _compound("EncryptedPackage"),
        "password.xlsx": _compound("EncryptedPackage"),
        "locked_member.docx": _locked(word.write(_PARTS)),
        "locked.pdf.docx": locked_pdf(),
        "nested_tables.docx": word.package(_nested(400)),
        "nested_runs.docx": word.package("<w:p>" + "<w:ins>" * 5_000 + "</w:ins>" * 5_000 + "</w:p>"),
        "entities.docx": pack({"word/document.xml": f"{_BOMB}<a>&j;</a>".encode()}),
        "swollen.docx": _swollen(),
        "many_members.docx": pack({"word/document.xml": "<a/>"} | {f"{number}.xml": b"" for number in range(2_500)}),
        "no_body.docx": pack({"word/document.xml": b""}),
        "cut.docx": word.write(_PARTS)[:700],
        "only_a_picture.docx": word.package(f"<w:p><w:r><w:drawing>{_PICTURE}</w:drawing></w:r></w:p>"),
        "wide_spans.docx": word.package(f"<w:tbl><w:tr>{_WIDE * 9}</w:tr></w:tbl>"),
        "deep.html": b"<html><body>" + b"<div>" * 20_000 + "字".encode(),
        "many_cells.html": b"<html><body><table><tr>" + b"<td>1" * 120_000,
        "wide_spans.html": b"<html><body><table>" + b"<tr><td rowspan=1000 colspan=1000>1" * 300 + b"</table>",
        "long_line.txt": "报".encode() * 250_000,
        "many_lines.txt": b"1\n" * 150_000,
        "deep.json": b'{"sections": ' + b"[" * 200_000,
        "zeros.pdf": bytes(5_000),
        "program.exe.docx": b"MZ" + bytes(range(256)) * 40,
        "archive.docx": pack({"a.txt": b"1", "b.zip": pack({"c": b"2"})}),
    }  # fmt: skip


def odd() -> dict[str, tuple[bytes, str]]:
    """Files that are read, and a word of what is said about them; ``""`` where nothing has to be said."""
    sound = word.write(_PARTS)
    return {
        "macros.docm": (word.write(_PARTS, members={"word/vbaProject.bin": "\x01"}), "宏"),
        "signed.docx": (word.write(_PARTS, members={"_xmlsignatures/sig1.xml": "<Signature/>"}), ""),
        "signed.pdf": (whole()["pdf"].replace(b"/Root", b"/Perms << /DocMDP 1 0 R >> /Root"), ""),
        "really_a_word_file.pdf": (sound, "扩展名"),
        "really_a_page.doc": (_PAGE.encode(), "扩展名"),
        "word_then_pdf.docx": (sound + whole()["pdf"], ""),
    }  # fmt: skip


def _compound(stream: str) -> bytes:
    """A compound file in name only, as Office writes for a document with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def _locked(package: bytes) -> bytes:
    """The package with every member marked as encrypted."""
    out = bytearray(package)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


def _nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def _swollen() -> bytes:
    """A main part of 60 MB in a file of 60 KB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    return out.getvalue()
