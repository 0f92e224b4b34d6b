"""Plain text and markdown -> lines, sheets saved as text -> tables, in whatever of the usual encodings they come."""

import re
from contextlib import suppress

from filings import place, problems
from filings.patterns import pattern
from filings.report import Problem
from readers.blocks import Pages, Text
from readers.comma import table_blocks
from readers.limits import MOST_LINE, MOST_LINES
from readers.refusal import Unreadable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
_SAMPLE = 4096
_BROKEN = "\ufffd"
_FEW, _SHARE = 3, 500  # so many broken characters, or one in so many, are a slip
_DECLARED = pattern(rb"(?:charset|encoding)\s*=\s*[\"']?\s*(?:(utf-?8)|gb\w+)", re.IGNORECASE)
_LEAST_ZEROS = 4


def decode(data: bytes, *, mend: bool = True) -> str:
    """The text of a file: by its byte order mark, else strictly UTF-8, GB18030, Big5. ``Unreadable`` if none fits.

    Where none does, but for a few broken bytes one would, these are replaced (U+FFFD; see ``broken``). A declared
    charset only decides which is tried first then (``mend``): pages that claim gb2312 are GB18030 more often than not.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if encoding := wide(data[:_SAMPLE]):
        return data.decode(encoding, errors="replace")
    for encoding in _ENCODINGS[:2]:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    declared = _DECLARED.search(data[:_SAMPLE]) if mend else None
    if declared and (text := _mended(data, "utf-8" if declared[1] else "gb18030")):
        return text
    with suppress(UnicodeDecodeError):
        return data.decode(_ENCODINGS[2])
    if mend and (text := _mended(data, "utf-8") or _mended(data, "gb18030")):
        return text
    raise Unreadable("文字编码无法识别")


def _mended(data: bytes, encoding: str) -> str:
    """The text with its broken characters replaced; ``""`` where they are more than a slip."""
    text = data.decode(encoding, errors="replace")
    return text if text.count(_BROKEN) <= max(_FEW, len(text) // _SHARE) else ""


def broken(text: str) -> tuple[Problem, ...]:
    """A problem where characters were replaced because their bytes are broken."""
    if _BROKEN not in text:  # quicker than counting
        return ()
    count = text.count(_BROKEN)
    message = f"文件里有 {count} 个字的编码已损坏，读成了“{_BROKEN}”；请对照原文改正后重新报送。"
    return (Problem(code=problems.LEFTOVER, message=message),)


def wide(sample: bytes) -> str:
    """The UTF-16 of text without a byte order mark, ``""`` if it is none: only there are zero bytes, on one side.

    Digits and line ends have them on one side, the numeral 一 (4E00) on the other.
    """
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < _LEAST_ZEROS or min(even, odd) * 3 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def read(data: bytes) -> Pages:
    """One Text for each line, blank ones too: they separate rows where each cell stands on its own line.

    A sheet that was saved as text has its tables.
    """
    text = decode(data)
    if sheet := table_blocks(text):
        return Pages(blocks=tuple(sheet), problems=broken(text))
    return pages(text)


def pages(text: str) -> Pages:
    """The same for text that is decoded already."""
    if len(text) > MOST_LINE and max(map(len, text.splitlines()), default=0) > MOST_LINE:
        raise Unreadable(f"文件里有一行超过 {MOST_LINE // 10000} 万字，不像是年度报告")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise Unreadable(f"文件超过 {MOST_LINES // 10000} 万行，不像是年度报告")
    return Pages(
        blocks=tuple(Text(text=line, place=place.line(number)) for number, line in enumerate(lines, 1)),
        problems=broken(text),
        flattened=True,
    )
