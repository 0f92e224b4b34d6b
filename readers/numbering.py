"""Automatic numbers of Word paragraphs, as Word prints them (ISO/IEC 29500-1, 17.9): headings often have no other.

One count runs for each abstract definition, whichever of its instances a paragraph names; an instance that is told to
start anew does so where it is used first. A paragraph comes by its number itself, by its style or a style below it, or
by the level that names its style.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from filings.nouns import dataclass
from readers.archive import Archive
from readers.numerals import written
from readers.word_parts import NUMBERING, STYLES, VAL, W, part

_DEPTH = 9
_MOST_BASES = 12  # styles upon styles, links upon links; a loop ends there
_NO_LIST = "0"  # the numId that takes a number away
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # a level (from 1) behind which the count begins anew; 0: never
    legal: bool = False
    style: str = ""


@dataclass(slots=True, kw_only=True)
class _List:
    """An instance. ``abstract``: whose count it shares; ``starts``: levels that it begins anew, with what."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


Reference = tuple[str | None, int | None]
"""The instance and level that a paragraph or style names; None for what it leaves to those below it."""


class Numbering:
    """Counts numbered paragraphs in reading order. ``main``, ``styles``: these parts; most documents number nothing."""

    def __init__(self, archive: Archive, main: bytes, styles: bytes) -> None:
        used = NUMBERING in archive and (b"numPr" in main or b"numPr" in styles)
        sheet = part(archive, STYLES) if used else None
        self._styles = dict(_styles(sheet)) if sheet is not None else {}
        self._default = _default_style(sheet) if sheet is not None else ""
        self._lists = _lists(archive, self._styles) if used else {}
        self._styles = self._styles if self._lists else {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    @property
    def styled(self) -> bool:
        """Whether some paragraph style carries a number."""
        return bool(self._styles)

    def prefix(self, paragraph: Any) -> str:  # noqa: ANN401 - lxml ships no types
        """The number printed before a paragraph, ``""`` if there is none. Counts it."""
        if not self._lists:
            return ""
        properties = paragraph.find(W + "pPr")
        if properties is None and not self._default:
            return ""
        number, level = self._numbered(properties)
        found = self._lists.get(number)
        if found is None or level not in found.levels or _is_hidden(properties):
            return ""
        return self._next(number, found, level)

    def _numbered(self, properties: Any) -> tuple[str, int]:  # noqa: ANN401
        own = properties.find(W + "numPr") if properties is not None else None
        number, level = _reference(own) if own is not None else (None, None)
        style = properties.find(W + "pStyle") if properties is not None else None
        name = style.get(VAL, "") if style is not None else self._default
        base_number, base_level = self._styles.get(name, (None, None))
        if number is None:
            number, level = base_number, (level if level is not None else self._linked(base_number, name, base_level))
        return number or "", level or 0

    def _linked(self, number: str | None, style: str, level: int | None) -> int | None:
        """The level that names the style, else the style's own."""
        levels = self._lists[number].levels if number in self._lists else {}
        return next((depth for depth, one in levels.items() if one.style and one.style == style), level)

    def _next(self, number: str, found: _List, level: int) -> str:
        key = found.abstract, level
        if level in found.starts and (number, level) not in self._begun:
            self._counts[key] = found.starts[level] - 1
        self._begun.add((number, level))
        self._counts[key] = self._counts.get(key, found.levels[level].start - 1) + 1
        for deeper in range(level + 1, _DEPTH):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level + 1 <= restart != 0:
                self._counts.pop((found.abstract, deeper), None)
        return self._printed(found, level)

    def _printed(self, found: _List, level: int) -> str:
        own = found.levels[level]
        text = "" if own.form == "bullet" else own.text
        for depth in range(level + 1):
            one = found.levels.get(depth, _Level())
            count = self._counts.get((found.abstract, depth), found.starts.get(depth, one.start))
            form = "decimal" if own.legal and depth < level and one.form != "none" else one.form
            text = text.replace(f"%{depth + 1}", written(count, "decimal" if own.legal else form))
        return text


def _is_hidden(properties: Any) -> bool:  # noqa: ANN401
    """Whether the mark of the paragraph is hidden, which takes its number away."""
    mark = properties.find(f"{W}rPr/{W}vanish") if properties is not None else None
    return mark is not None and mark.get(VAL, "1") not in _OFF


def _reference(element: Any) -> Reference:  # noqa: ANN401
    number, level = element.find(W + "numId"), element.find(W + "ilvl")
    depth = level.get(VAL, "0") if level is not None else None
    return (
        number.get(VAL, "") if number is not None else None,
        None if depth is None else int(depth) if depth.isdigit() and len(depth) < 3 else 0,  # noqa: PLR2004 - nine
    )


def _lists(archive: Archive, styles: Mapping[str, Reference]) -> dict[str, _List]:
    """The instances by their numbers."""
    root = part(archive, NUMBERING)
    if root is None:
        return {}
    abstract = {one.get(W + "abstractNumId", ""): one for one in root.iterfind(W + "abstractNum")}
    links = {one.get(W + "numId", ""): _value(one, "abstractNumId") for one in root.iterfind(W + "num")}
    found: dict[str, _List] = {}
    for one in root.iterfind(W + "num"):
        name = _followed(_value(one, "abstractNumId"), abstract, links, styles)
        source = abstract.get(name)
        if source is not None and one.get(W + "numId") != _NO_LIST:
            found[one.get(W + "numId", "")] = _instance(one, name, dict(_levels(source)))
    return found


def _followed(name: str, abstract: Mapping[str, Any], links: Mapping[str, str], styles: Mapping[str, Reference]) -> str:
    """The definition that a definition refers to by a style of lists (numStyleLink), if it does."""
    for _ in range(_MOST_BASES):
        link = _value(abstract[name], "numStyleLink") if name in abstract else ""
        target = links.get(styles.get(link, (None, None))[0] or "", "") if link else ""
        if not target or target == name:
            break
        name = target
    return name


def _instance(element: Any, abstract: str, levels: dict[int, _Level]) -> _List:  # noqa: ANN401
    found = _List(abstract=abstract, levels=levels)
    for override in element.iterfind(W + "lvlOverride"):
        depth = override.get(W + "ilvl", "")
        if not depth.isdigit():
            continue
        for _, level in _levels(override):
            found.levels[int(depth)] = level
        start = _value(override, "startOverride")
        if start.isdigit():
            found.starts[int(depth)] = int(start)
            found.levels[int(depth)] = replace(found.levels.get(int(depth), _Level()), start=int(start))
    return found


def _levels(owner: Any) -> Iterator[tuple[int, _Level]]:  # noqa: ANN401
    for one in owner.iterfind(W + "lvl"):
        depth = one.get(W + "ilvl", "")
        if depth.isdigit() and int(depth) < _DEPTH:
            yield int(depth), _level(one)


def _level(element: Any) -> _Level:  # noqa: ANN401
    start, restart = _value(element, "start"), _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    hidden = element.find(f"{W}rPr/{W}vanish")
    form = _value(element, "numFmt") or "decimal"
    return _Level(
        form=form,
        text="" if hidden is not None and hidden.get(VAL, "1") not in _OFF else _value(element, "lvlText"),
        start=int(start) if start.isdigit() and len(start) < 9 else 0 if start == "" else 1,  # noqa: PLR2004 - no such count
        restart=int(restart) if restart.isdigit() and len(restart) < 3 else None,  # noqa: PLR2004 - nine levels
        legal=legal is not None and legal.get(VAL, "1") not in _OFF,
        style=_value(element, "pStyle"),
    )


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    child = element.find(W + name)
    return str(child.get(VAL, "")) if child is not None else ""


def _default_style(root: Any) -> str:  # noqa: ANN401
    for one in root.iterfind(W + "style"):
        if one.get(W + "type") == "paragraph" and one.get(W + "default", "0") not in _OFF:
            return str(one.get(W + "styleId", ""))
    return ""


def _styles(root: Any) -> Iterator[tuple[str, Reference]]:  # noqa: ANN401
    """Styles that carry a number, themselves or by one that they are based on."""
    listed = {one.get(W + "styleId", ""): one for one in root.iterfind(W + "style")}
    for name in listed:
        number, level = None, None
        below = name
        for _ in range(_MOST_BASES):
            one = listed.get(below)
            if one is None or number is not None:
                break
            own = one.find(f"{W}pPr/{W}numPr")
            if own is not None:
                number, depth = _reference(own)
                level = depth if level is None else level
            below = _value(one, "basedOn")
        if number is not None and number != _NO_LIST:
            yield name, (number, level)
