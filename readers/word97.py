"""Word 97-2003 files (doc, wps) -> docx bytes -> the docx reader."""

import zlib
from collections.abc import Callable

from doc2docx.cfb.container import CompoundFile, CompoundFileLimits
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from readers import docx
from readers.blocks import Pages
from readers.limits import MOST_BYTES
from readers.properties import hidden
from readers.refusal import Unreadable
from readers.word97_memory import converted_in_memory

_LIMITS = CompoundFileLimits(max_input_bytes=MOST_BYTES, max_stream_bytes=MOST_BYTES, max_directory_entries=10_000)
_DAMAGED = "doc 文件已损坏或不完整，打不开"
_NEWER = "doc 文件是 Word 97 以前的格式或含有不认识的内容，转换不了"

Convert = Callable[[bytes], bytes]


def read(data: bytes, convert_doc: Convert | None = None) -> Pages:
    """The blocks of a doc. Raises Unreadable.

    ``convert_doc`` makes docx bytes of doc bytes, ``converted`` by default.
    """
    pages = docx.read((convert_doc or converted)(data))
    if not _has_macros(data):
        return pages
    macros = hidden("文件带有宏程序；宏没有运行，请另存为不含宏的文档后再公开。")
    return Pages(blocks=pages.blocks, problems=(*pages.problems, macros), title=pages.title)


def converted(data: bytes) -> bytes:
    """The docx bytes that msdoc2docx makes. Raises Unreadable."""
    try:
        return converted_in_memory(data, _LIMITS)
    except EncryptedDocumentError:
        raise Unreadable("doc 文件设有打开密码，要先取消密码") from None
    except Doc2DocxError:
        raise Unreadable(_DAMAGED) from None
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, AssertionError):
        raise Unreadable(_NEWER) from None  # the converter stumbled over content that it did not foresee
    except (MemoryError, OSError, zlib.error):
        raise Unreadable(_DAMAGED) from None


def _has_macros(data: bytes) -> bool:
    try:
        paths = [entry.path.casefold() for entry in CompoundFile(data, limits=_LIMITS).entries]
    except (Doc2DocxError, ValueError):
        return False
    return any("macros" in path.split("/") for path in paths)
