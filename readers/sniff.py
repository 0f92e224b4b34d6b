"""What a document is, told by its content and never by its name."""

import contextlib
import io
import re
import zipfile
import zlib

from filings.patterns import pattern
from readers.text import wide

_PROGRAMS = (b"MZ", b"\x7fELF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_MARKUP = pattern(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|p|h1|title)\b", re.IGNORECASE)
_MHTML = pattern(rb"^(?:mime-version|from|subject|date|content-type|snapshot-content-location):", re.IGNORECASE)
_JSON = pattern(rb'\{\s*(?:["}]|$)|\[\s*(?:["{\[]|\]\s*$)')
_SAMPLE = 4096
_BODY = 1_000_000  # bytes: styles and fonts stand before the body of a spreadsheet
_DAMAGE = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError)

TITLES = {
    "text": "纯文本",
    "html": "网页",
    "docx": "Word 文档（docx）",
    "doc": "旧版 Word 文档（doc）",
    "pdf": "PDF",
    "ofd": "OFD",
    "xlsx": "电子表格",
    "json": "JSON",
    "image": "图片",
    "rtf": "RTF",
    "mhtml": "保存的网页（mht）",
    "zip": "压缩包",
    "encrypted": "加密的 Office 文档",
    "binary": "无法识别的文件",
    "ods": "电子表格（ods）",
    "odt": "ODT 文档",
    "xls": "旧版电子表格（xls）",
}

_BY_EXTENSION = {
    "txt": {"text"}, "md": {"text"}, "text": {"text"}, "markdown": {"text"}, "csv": {"text"},
    "htm": {"html"}, "html": {"html"}, "xhtml": {"html"}, "mht": {"mhtml"}, "mhtml": {"mhtml"},
    "docx": {"docx"}, "docm": {"docx"}, "doc": {"doc"}, "wps": {"doc", "docx"}, "pdf": {"pdf"}, "ofd": {"ofd"},
    "xlsx": {"xlsx"}, "xlsm": {"xlsx"}, "xls": {"xls"}, "et": {"xls", "xlsx"}, "ods": {"ods"}, "odt": {"odt"},
    "json": {"json"}, "rtf": {"rtf"}, "zip": {"zip"}, "png": {"image"}, "jpg": {"image"}, "jpeg": {"image"},
    "bmp": {"image"}, "tif": {"image"}, "tiff": {"image"}, "gif": {"image"}, "webp": {"image"},
}  # fmt: skip


def expected(name: str) -> frozenset[str]:
    """The kinds that a file of this name may be; empty when the name says nothing."""
    return frozenset(_BY_EXTENSION.get(name.rpartition(".")[2].lower() if "." in name else "", ()))


def sniff(data: bytes) -> str:
    """The kind of a document: one of the keys of ``TITLES``."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(_PROGRAMS) and b"\x00" in data[:64]:
        return "binary"
    return _textual(data)


def _zip(data: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return _truncated_zip(data)
    names = set(archive.namelist())
    for member, kind in (("OFD.xml", "ofd"), ("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
        if member in names:
            return kind
    if "xl/workbook.bin" in names:
        return "xlsx"
    if any(name.startswith("word/document") for name in names):
        return "docx"
    if "content.xml" in names:
        return "ods" if _is_spreadsheet(archive) else "odt"
    return "zip"


def _is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    """By the member that names the type, wherever it stands, else by the body that the content begins with."""
    for member, mark in (("mimetype", b"spreadsheet"), ("content.xml", b"<office:spreadsheet")):
        with contextlib.suppress(*_DAMAGE), archive.open(member) as opened:
            if mark in opened.read(_BODY):
                return True
    return False


def _truncated_zip(data: bytes) -> str:
    """A zip whose directory is lost still names its first members."""
    for mark, kind in ((b"OFD.xml", "ofd"), (b"xl/", "xlsx"), (b"word/", "docx")):
        if mark in data[:200_000]:
            return kind
    return "zip"


def _ole(data: bytes) -> str:
    """By the names of its streams, which the directory holds in UTF-16."""
    for stream, kind in (
        ("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
    ):  # fmt: skip
        if stream.encode("utf-16-le") + b"\x00\x00" in data:
            return kind
    return "binary"


def _textual(data: bytes) -> str:
    head = data[:_SAMPLE]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    elif b"\x00" in head:
        head = head.replace(b"\x00", b"")
        if not wide(data[:_SAMPLE]):
            return "binary"
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _MHTML.match(head) and b"multipart/" in data[:20_000].lower():
        return "mhtml"
    if head[:1] in (b"{", b"[") and _is_json(head):
        return "json"
    if head.startswith(b"<?xml") or _MARKUP.search(head[:1024]) or (head[:1] == b"<" and _MARKUP.search(data[:50_000])):
        return "html"
    return "text"


def _is_json(head: bytes) -> bool:
    return _JSON.match(head) is not None
