"""One line of flattened text -> its cells: by tab, by pipe, by gaps, or one cell on each line."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from filings.nouns import dataclass
from filings.patterns import pattern
from readers.interpret.labels import is_figure
from readers.limits import LINE_CELLS

_LEFTOVER = pattern(r"\[bookmark: [^\]\n]{0,80}\]|\*\*|\[(?:_Toc|OLE_LINK)\w{0,40}\]")
_PAGE_NUMBER = pattern(
    r"^\s*(?:[-—–－·]+\s*\d{1,3}\s*[-—–－·]+|第\s*\d{1,3}\s*页(?:[\s,，/]*共?\s*\d{1,3}\s*页?)?)\s*$"
)
PAGE_NUMBER_ENDS = frozenset("-—–－·页")
_RULE = pattern(r"^\s*\|?[\s:|+=-]*-{2,}[\s:|+=-]*$")
_GAP = pattern(r"\s{2,}")
_BEFORE_NUMBER = pattern(r"\s{2,}|\s(?=\d{1,2}[.、．]\D|[（(][一二三四五六七八九十][）)])")
_BLANK = pattern(r"\s+")
_HEAD = pattern(r"\s*信息内容\s")
_ROW = 5  # figures: a line that ends in so many is a row, and a numbered label before them stands for itself
_WORD = pattern(r"\S+")
_MARKED = pattern(r"(?=[^\u4e00-\u9fff]*\d)(?:[~$<*`][^\u4e00-\u9fff]*|\d[\d,.]*[\[<^$~`{*][^\u4e00-\u9fff]*)$")
"""A figure with signs of Markdown or tags around it or in it: a cell, of which nobody can tell what it shows."""
_UNIT = pattern(r"(\d)\s+(万元|亿元|元)(?=\s|$)")
_LONG = 80
_HEADING = pattern(r"^\s*[一二三四五六]、.{4,30}(?:情况|事项|措施)\s*$")


class LinePiece(NamedTuple):
    """A cell of a line. ``column``: characters before it; ``whole``: blanks of the line count as cells.

    A figure behind another one in the same cell is not ``whole``.
    """

    text: str
    column: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Fed:
    """What a line is to ``LooseCells``: text that continues the cell before, a cell of the same row, or neither."""

    pieces: tuple[LinePiece, ...] = ()
    joins: str = ""
    same_row: bool = False


def clean(text: str) -> str:
    """The text without marks that converters leave: bookmarks and bold signs."""
    return _LEFTOVER.sub("", text) if "[" in text or "**" in text else text


def leftovers(text: str) -> list[str]:
    """The marks that ``clean`` takes away."""
    return _LEFTOVER.findall(text) if "[" in text or "**" in text else []


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number: ``— 5 —``, ``第 5 页``."""
    return text.rstrip()[-1:] in PAGE_NUMBER_ENDS and _PAGE_NUMBER.match(text) is not None


def is_row(line: str) -> bool:
    """Whether a line is cut into cells by tabs or bars."""
    return line.count("|") >= 2 or ("\t" in line and _short(line.split("\t")))  # noqa: PLR2004 - as in ``pieces``


def is_plain(line: str) -> bool:
    """Whether a line is one word without blanks and marks: most paragraphs are. It is its only piece."""
    return (
        line[-1:] not in PAGE_NUMBER_ENDS
        and "|" not in line
        and "[" not in line
        and "*" not in line
        and line.split(None, 1) == [line]
    )


def pieces(line: str) -> Iterable[LinePiece]:
    """The cells of one line. Nothing for a blank line, a page number or a markdown rule."""
    if not line.strip() or is_page_number(line):
        return ()
    return _cut(line)


def _cut(line: str) -> Iterator[LinePiece]:
    if max(line.count("\t"), line.count("|")) > LINE_CELLS:
        yield LinePiece(line.strip(), 0, whole=False)
    elif "\t" in line and _short(line.split("\t")):
        yield from _split(line, "\t")
    elif line.count("|") >= 2:  # noqa: PLR2004 - a single bar is punctuation
        if not _RULE.match(line):
            yield from _split_pipe(line)
    elif line.count("|") == 1 and is_figure(rest := line.strip(" |")):  # the end of a row that a break cut
        yield LinePiece(rest, line.index(rest), whole=False)
    elif len(line) <= 4 * _LONG:
        yield from _spaced(clean(line))
    else:
        yield LinePiece(clean(line).strip(), 0, whole=False)


def _short(cells: list[str]) -> bool:
    return all(len(cell) <= _LONG for cell in cells)


def _split(line: str, mark: str, start: int = 0) -> Iterator[LinePiece]:
    for cell in line.split(mark):
        text = clean(cell).strip()
        words = text.split()
        if len(words) > 1 and all(is_figure(word) for word in words):
            for number, found in enumerate(_WORD.finditer(cell)):
                yield LinePiece(found[0], start + found.start(), whole=not number)
        else:
            yield LinePiece(text, start + len(cell) - len(cell.lstrip()), whole=True)
        start += len(cell) + 1


def _split_pipe(line: str) -> Iterator[LinePiece]:
    bare = line.strip()
    start = len(line) - len(line.lstrip())
    if bare.startswith("|"):
        bare, start = bare[1:], start + 1
    yield from _split(bare.removesuffix("|"), "|", start)


def _spaced(line: str) -> Iterator[LinePiece]:
    """``label  0 0 0 7``: a trailing run of figures stands for itself; what is before is cut at wide gaps."""
    words = list(_WORD.finditer(_UNIT.sub(lambda m: m[1] + m[2] + " " * (len(m[0]) - len(m[1]) - len(m[2])), line)))
    run = 0
    while run < len(words) and (is_figure(words[-1 - run][0]) or _MARKED.match(words[-1 - run][0])):
        run += 1
    if run == 1 and run < len(words) and not _GAP.search(line.strip()):
        run = _single(line, words)
    head = line[: words[-run].start()] if run else line
    start = 0
    for gap in [*_gaps(head, run).finditer(head), None]:
        stretch = head[start : gap.start() if gap else len(head)]
        if stretch.strip():
            yield LinePiece(stretch.strip(), start + len(stretch) - len(stretch.lstrip()), whole=False)
        start = gap.end() if gap else len(head)
    for word in words[len(words) - run :]:
        yield LinePiece(word[0], word.start(), whole=False)


def _gaps(head: str, run: int) -> re.Pattern[str]:
    """What parts the words before ``run`` figures: the head of table two and a row of many figures need one blank."""
    if _HEAD.match(head):
        return _BLANK
    return _BEFORE_NUMBER if run >= _ROW else _GAP


def _single(line: str, words: list[re.Match[str]]) -> int:
    """One figure after a label and one blank is a cell only where the line is too short to be a sentence."""
    head = line[: words[-1].start()].strip()
    return int(len(head) <= 24 and not re.search(r"[，。；：,;:]", head))  # noqa: PLR2004 - longest such row label


class LooseCells:
    """Follows a layout in which every cell stands on its own line behind a tab, and an empty line ends the row."""

    def __init__(self) -> None:
        self._open = False
        self._empty = False
        self._gap = False
        self._row_ended = True

    def close(self) -> None:
        """Forget the open cell: something else came between."""
        self._open = self._empty = self._gap = False
        self._row_ended = True

    def feed(self, line: str) -> Fed:
        """Take the next line."""
        if line.startswith("\t") and line.count("\t") == 1 and len(line) <= _LONG and "。" not in line:
            return self._cell(line)
        if not line.strip():
            self._gap = True
            if not self._empty:
                self._row_ended = True
            return Fed()
        continues = self._open and len(line) <= _LONG and "\t" not in line
        continues = continues and (self._empty or not self._gap) and not _HEADING.match(line)
        if not continues:
            self.close()
            return Fed()
        self._empty = self._gap = False
        return Fed(joins=clean(line).strip())

    def _cell(self, line: str) -> Fed:
        same = not self._row_ended
        text = clean(line).strip()
        self._empty, self._gap, self._row_ended = not text, False, False
        self._open = not is_figure(text)
        return Fed(pieces=(LinePiece(text, 1, whole=True),), same_row=same)
