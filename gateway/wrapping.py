"""Breaking Chinese text into lines: anywhere, but never before a closing mark or within a number or a word."""

from collections.abc import Iterator

from rich.cells import cell_len

from filings.patterns import pattern

_PIECES = pattern(
    r"[A-Za-z0-9.,:%/〔〕+-]+[，。；：、？！”’）》〉】]*|[“‘（《〈【]?[^A-Za-z0-9][，。；：、？！”’）》〉】]*"
)


def wrapped(text: str, width: int, indent: int = 0) -> str:
    """The text in lines of at most ``width`` terminal columns, each behind ``indent`` blanks."""
    room = max(width - indent, 20)
    return "\n".join(" " * indent + line for part in text.splitlines() for line in _lines(part, room))


def _lines(text: str, room: int) -> Iterator[str]:
    line, used = "", 0
    for piece in _PIECES.findall(text):
        size = cell_len(piece)
        if used + size > room and line:
            yield line
            line, used = "", 0
        if line or piece.strip():
            line, used = line + piece, used + size
    yield line
