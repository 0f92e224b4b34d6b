"""Paragraphs and tables -> RTF, its Chinese in Unicode escapes or, as older programs do, in GBK bytes."""

from collections.abc import Sequence

from samples.writers.parts import Part, PlainTable, Spot, placed, width

_TWIPS = 9000
_SIGNED = 0x8000  # numbers in RTF are signed words
_BORDERS = "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr")


def write(parts: Sequence[Part], *, gbk: bool = False, author: str = "", title: str = "") -> bytes:
    """An RTF of the parts. ``gbk``: letters outside ASCII as pairs of hexadecimal escapes."""
    head = r"{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    info = rf"{{\info{{\title {_text(title, gbk=gbk)}}}{{\author {_text(author, gbk=gbk)}}}}}"
    body = [_table(part, gbk=gbk) if isinstance(part, PlainTable) else _paragraph(part, gbk=gbk) for part in parts]
    return (head + info + r"{\header\pard running head\par}" + "\n".join(body) + "}").encode("ascii")


def _paragraph(text: str, *, gbk: bool) -> str:
    return rf"\pard\plain\f0 {_text(text, gbk=gbk)}\par"


def _text(text: str, *, gbk: bool) -> str:
    return "".join(_letter(letter, gbk=gbk) for letter in text)


def _letter(letter: str, *, gbk: bool) -> str:
    if letter == "\n":
        return r"\line "
    if letter in "\\{}":
        return "\\" + letter
    if letter.isascii():
        return letter
    if gbk:
        return "".join(f"\\'{byte:02x}" for byte in letter.encode("gbk"))
    code = ord(letter)
    return rf"\u{code if code < _SIGNED else code - 2 * _SIGNED}?"


def _table(table: PlainTable, *, gbk: bool) -> str:
    count = width(table)
    at = {(row, column): spot for row, column, spot in placed(table)}
    above: dict[tuple[int, int], Spot] = {
        (row + down, column): spot for (row, column), spot in at.items() for down in range(1, spot.rows)
    }
    lines = []
    for row in range(len(table.rows)):
        shapes, cells, column = [], [], 0
        while column < count:
            spot = at.get((row, column)) or above[row, column]
            first = (row, column) in at
            flag = "" if spot.rows == 1 else r"\clvmgf" if first else r"\clvmrg"
            column += spot.columns
            shapes.append(rf"{flag}{_BORDERS}\cellx{_TWIPS * column // count}")
            cells.append(rf"\pard\intbl {_text(spot.text, gbk=gbk) if first else ''}\cell")
        lines.append(rf"\trowd\trgaph100{''.join(shapes)}{''.join(cells)}\row")
    return "\n".join(lines) + "\\pard"
