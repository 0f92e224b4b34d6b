"""Printed lines -> paragraphs, also over page ends."""

import itertools

from filings import place
from filings.nouns import dataclass
from filings.patterns import pattern
from readers.blocks import Text
from readers.layout.lines import Line

_INDENT = 1.3  # em right of the text's left edge: a first line
_EARLY = 2.2  # em left of the text's right edge: a last line (a line may end short of it before a wide character)
_APART = 1.7  # times the usual distance of lines: a new block
_SIZE = 1.2  # ratio of letter sizes: a heading and its text
_MIXED = " "
_FEWEST, _ONE_IN = 2, 40  # so many lines, or one in so many, show where the text ends
_RAGGED = 3.0  # points between the ends of lines that end at one edge
_HEADING = pattern(r"[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,3}[）)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Where running text starts and ends on the page, and the usual distance between its lines (points)."""

    left: float
    right: float
    pitch: float


def margins(pages: list[list[Line]]) -> Margins:
    """Margins of a document from the lines of its pages."""
    every = [line for lines in pages for line in lines]
    lefts = sorted(line.box[0] for line in every) or [0.0]
    rights = sorted(line.box[2] for line in every) or [0.0]
    steps = sorted(
        below.middle - above.middle
        for lines in pages
        for above, below in itertools.pairwise(lines)
        if 0 < below.middle - above.middle < 4 * below.em
    ) or [0.0]
    right = max(rights[len(rights) * 9 // 10], _shared_edge(rights))
    return Margins(left=lefts[len(lefts) // 10], right=right, pitch=steps[len(steps) // 2])


def _shared_edge(rights: list[float]) -> float:
    """The edge furthest right that several lines reach: on wide pages most lines are the last of their paragraph."""
    least = max(_FEWEST, len(rights) // _ONE_IN)
    for end in range(len(rights) - 1, least - 2, -1):
        if rights[end] - rights[end - least + 1] < _RAGGED:
            return rights[end]
    return 0.0


def paragraphs(flow: list[tuple[int, Line]], body: Margins) -> list[Text]:
    """Consecutive (page, line) of running text, joined where a line only goes on."""
    sets: list[list[tuple[int, Line]]] = []
    for page, line in flow:
        if sets and _goes_on(sets[-1][-1], (page, line), body):
            sets[-1].append((page, line))
        else:
            sets.append([(page, line)])
    return [_text(lines) for lines in sets]


def _goes_on(before: tuple[int, Line], after: tuple[int, Line], body: Margins) -> bool:
    (old_page, old), (new_page, new) = before, after
    em = max(old.em, new.em)
    if old.text[-1] in "。；！" and _HEADING.match(new.text):
        return False
    if old.box[2] < body.right - _EARLY * em or new.box[0] > body.left + _INDENT * em:
        return False
    if old_page == new_page and new.middle - old.middle > _APART * max(body.pitch, em):
        return False
    return em < _SIZE * min(old.em, new.em)


def _text(lines: list[tuple[int, Line]]) -> Text:
    page = lines[0][0]
    boxes = [line.box for number, line in lines if number == page]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    text = lines[0][1].text
    for _, line in lines[1:]:
        latin = text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
        text += _MIXED + line.text if latin else line.text
    where = place.page(page, (left, top, right - left, bottom - top))
    return Text(text=text, place=where, certainty=min(line.certainty for _, line in lines))
