"""What a document is, whatever it is called."""

import io
import zipfile

import pytest

from readers.sniff import TITLES, expected, sniff


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, _BODIES.get(name, "x"))
    return out.getvalue()


_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_BODIES = {"mimetype": _SPREADSHEET, "styles.xml": " " * 500}


def _odf(content: str, *, kind: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("styles.xml", " " * 500)
        file.writestr("content.xml", content)
        if kind:
            file.writestr("mimetype", kind)
    return out.getvalue()


def _damaged(data: bytes) -> bytes:
    """The directory stays whole; every member's own head is gone."""
    cut = data.index(b"PK\x01\x02")
    return b"PK\x03\x04" + b"\xff" * (cut - 4) + data[cut:]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (_zip("word/document.xml"), "docx"),
        (_zip("word/document2.xml"), "docx"),
        (_zip("xl/workbook.xml"), "xlsx"),
        (_zip("xl/workbook.bin"), "xlsx"),
        (_zip("OFD.xml"), "ofd"),
        (_zip("mimetype", "content.xml"), "ods"),
        (_zip("styles.xml", "content.xml", "mimetype"), "ods"),
        (_odf("x", kind=_SPREADSHEET), "ods"),
        (_odf("<office:body><office:spreadsheet><table:table/>"), "ods"),
        (_odf("<office:body><office:text>office:spreadsheet", kind="application/vnd.oasis.opendocument.text"), "odt"),
        (_damaged(_odf("<office:body><office:spreadsheet>")), "odt"),
        (_zip("content.xml"), "odt"),
        (_zip("a.txt"), "zip"),
        (_zip("word/document.xml")[:60], "docx"),
        (_zip("a.txt")[:20], "zip"),
        (OLE + "WordDocument".encode("utf-16-le") + b"\x00\x00", "doc"),
        (OLE + "Workbook".encode("utf-16-le") + b"\x00\x00", "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00\x00", "encrypted"),
        (OLE, "binary"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"RIFF0000WEBPVP8 ", "image"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "mhtml"),
        (b'{"edition": "2021"}', "json"),
        (b"[]", "json"),
        ("[ ] 选项".encode(), "text"),
        (b"{x}", "text"),
        (b"<!DOCTYPE html><p>a", "html"),
        ("\ufeff<html>".encode(), "html"),
        ("<html><body>文".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><html/>", "html"),
        (b"<!-- " + b"x" * 2000 + b" --><table>", "html"),
        ("根据<条例>编制".encode(), "text"),
        ("一、总体情况".encode("utf-16-le") * 3 + "\n12\n".encode("utf-16-le") * 4, "text"),
        (b"\x00\x01\x02\x00\x03" * 50, "binary"),
        ("总体情况".encode("gb18030"), "text"),
    ],
)
def test_content_tells(data: bytes, kind: str) -> None:
    """Magic bytes, members, streams, marks."""
    assert sniff(data) == kind
    assert kind in TITLES


@pytest.mark.parametrize(
    ("name", "kinds"), [("报告.DOCX", {"docx"}), ("终稿.wps", {"doc", "docx"}), ("无名", set()), ("a.xyz", set())]
)
def test_names_promise(name: str, kinds: set[str]) -> None:
    """What a name promises; nothing where it says nothing."""
    assert expected(name) == kinds
