"""Automatic numbers of Word paragraphs, as Word would print them: 一、 （一） 1. — headings often have no other."""

from typing import Any

from readers.archive import Archive
from readers.refusal import Unreadable
from readers.xml import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_PART = "word/numbering.xml"
_STYLES = "word/styles.xml"
_HAN = "零一二三四五六七八九十"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting",
     "taiwaneseCountingThousand", "japaneseDigitalTenThousand"}
)  # fmt: skip
_DEPTH = 9


class Numbering:
    """Counts numbered paragraphs in reading order. ``main``: the main part; most documents number nothing."""

    def __init__(self, archive: Archive, main: bytes) -> None:
        used = b"numPr" in main or (_STYLES in archive and b"numPr" in archive.read(_STYLES))
        self._levels = _levels(archive) if used else {}
        self._styles = _styles(archive) if self._levels else {}
        self._counts: dict[tuple[str, int], int] = {}

    @property
    def styled(self) -> bool:
        """Whether some paragraph style carries a number."""
        return bool(self._styles)

    def prefix(self, paragraph: Any) -> str:  # noqa: ANN401 - lxml ships no types
        """The number printed before a paragraph, ``""`` if there is none."""
        if not self._levels:
            return ""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return ""
        number, level = self._numbered(properties)
        if (number, level) not in self._levels:
            return ""
        return self._next(number, level)

    def _numbered(self, properties: Any) -> tuple[str, int]:  # noqa: ANN401
        own = properties.find(_W + "numPr")
        if own is not None:
            return _reference(own)
        style = properties.find(_W + "pStyle")
        return self._styles.get(style.get(_VAL, ""), ("", 0)) if style is not None else ("", 0)

    def _next(self, number: str, level: int) -> str:
        start = self._levels[number, level][2]
        self._counts[number, level] = self._counts.get((number, level), start - 1) + 1
        for deeper in range(level + 1, _DEPTH):
            self._counts.pop((number, deeper), None)
        text = self._levels[number, level][1]
        for depth in range(level + 1):
            form, _, first = self._levels.get((number, depth), ("decimal", "", 1))
            text = text.replace(f"%{depth + 1}", _written(self._counts.get((number, depth), first), form))
        return text


def _reference(element: Any) -> tuple[str, int]:  # noqa: ANN401
    number, level = element.find(_W + "numId"), element.find(_W + "ilvl")
    depth = level.get(_VAL, "0") if level is not None else "0"
    return (number.get(_VAL, "") if number is not None else ""), int(depth) if depth.isdigit() else 0


def _levels(archive: Archive) -> dict[tuple[str, int], tuple[str, str, int]]:
    """(numbering id, level) -> (format, text with %1, first number)."""
    root = _part(archive, _PART)
    if root is None:
        return {}
    abstract = {one.get(_W + "abstractNumId"): one for one in root.iterfind(_W + "abstractNum")}
    found: dict[tuple[str, int], tuple[str, str, int]] = {}
    for one in root.iterfind(_W + "num"):
        link = one.find(_W + "abstractNumId")
        source = abstract.get(link.get(_VAL)) if link is not None else None
        for level in source.iterfind(_W + "lvl") if source is not None else ():
            depth = level.get(_W + "ilvl", "")
            if depth.isdigit():
                found[one.get(_W + "numId", ""), int(depth)] = _level(level)
    return found


def _level(element: Any) -> tuple[str, str, int]:  # noqa: ANN401
    start = _value(element, "start")
    return _value(element, "numFmt"), _value(element, "lvlText"), int(start) if start.isdigit() else 1


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    child = element.find(_W + name)
    return str(child.get(_VAL, "")) if child is not None else ""


def _styles(archive: Archive) -> dict[str, tuple[str, int]]:
    root = _part(archive, _STYLES)
    found: dict[str, tuple[str, int]] = {}
    for style in root.iterfind(_W + "style") if root is not None else ():
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        if numbered is not None:
            found[style.get(_W + "styleId", "")] = _reference(numbered)
    return found


def _part(archive: Archive, name: str) -> Any:  # noqa: ANN401
    """A part that the document can be read without: None when it is missing or damaged."""
    if name not in archive:
        return None
    try:
        return parse(archive.read(name))
    except Unreadable:
        return None


def _written(count: int, form: str) -> str:
    if form in ("none", "bullet"):
        return ""
    if form in _CHINESE and 0 < count < 100:  # noqa: PLR2004 - beyond, no report counts
        tens, ones = divmod(count, 10)
        return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")  # noqa: PLR2004
    return str(count)
