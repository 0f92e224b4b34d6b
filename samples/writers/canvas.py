"""Paragraphs and tables laid out on A4 pages: what PDF, OFD and scan writers draw. Points, y downward."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from samples.writers.parts import Part, PlainTable, placed, width

WIDTH, HEIGHT = 595.0, 842.0
_MARGIN = 62.0
_PAD = 3.0
_LEAD = 1.35  # line height in em


@dataclass(frozen=True, slots=True)
class PlacedCharacter:
    """One character; ``top``: upper edge of its em box.

    ``look``: how it is painted otherwise than black (see the writers), ``""`` for plainly.
    """

    text: str
    left: float
    top: float
    size: float
    look: str = ""


@dataclass(slots=True)
class Leaf:
    """One drawn page. ``rules``: x0, y0, x1, y1."""

    letters: list[PlacedCharacter] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How pages look. ``ruled``: tables have rulings. ``cut``: a page end may cut through a row.

    ``closed``: a rule is drawn where a row is cut; ``start``: where the first page begins, in points.
    ``numbered``: page numbers; ``running``: a line on top of every page; ``size``: letters of running text.
    """

    ruled: bool = True
    cut: bool = False
    closed: bool = True
    numbered: bool = True
    running: str = ""
    size: float = 12.0
    table_size: float = 9.0
    start: float = _MARGIN


def draw(parts: Sequence[Part], style: Style | None = None) -> list[Leaf]:
    """The pages of a document."""
    desk = _Pen(style or Style())
    for part in parts:
        if isinstance(part, PlainTable):
            desk.table(part)
        else:
            desk.paragraph(part)
    return desk.finish()


def advance(letter: str, size: float) -> float:
    """Width of a character: half an em for ASCII."""
    return size * (0.5 if letter.isascii() else 1.0)


def wrap(text: str, size: float, room: float) -> list[str]:
    """Text cut into lines of at most ``room`` points; a line break in the text ends a line."""
    out: list[str] = []
    for piece in text.split("\n"):
        line, used = "", 0.0
        for letter in piece:
            if line and used + advance(letter, size) > room:
                out.append(line)
                line, used = "", 0.0
            line += letter
            used += advance(letter, size)
        out.append(line)
    return out


class _Pen:
    """The pen: where the next line goes."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.leaves = [Leaf()]
        self.y = style.start

    def room(self) -> float:
        return HEIGHT - _MARGIN - self.y

    def turn(self) -> None:
        self.leaves.append(Leaf())
        self.y = _MARGIN

    def put(self, text: str, left: float, top: float, size: float) -> None:
        for letter in text:
            if not letter.isspace():
                self.leaves[-1].letters.append(PlacedCharacter(letter, left, top, size))
            left += advance(letter, size)

    def paragraph(self, text: str) -> None:
        size = self.style.size
        for line in wrap("　　" + text, size, WIDTH - 2 * _MARGIN):
            if size * _LEAD > self.room():
                self.turn()
            self.put(line, _MARGIN, self.y, size)
            self.y += size * _LEAD
        self.y += size * 0.3

    def table(self, table: PlainTable) -> None:
        """Row by row; a page end falls between rows, or through one where the style allows it."""
        sheet = _TableSketch(table, self.style.table_size)
        row = 0
        while row < len(sheet.left):
            band = self._band(sheet.left, row)
            if not row and len(band) <= table.headers and self.y > _MARGIN:
                self.turn()
                continue
            self._print(sheet, band, sheet.texts)
            for index, height in band:
                sheet.left[index] -= height
            row += sum(sheet.left[index] <= 0 for index, _ in band)
            if row < len(sheet.left):
                self.turn()
                self._print(sheet, sheet.header(), dict(sheet.first))
        self.y += _LEAD * self.style.size

    def _band(self, left: list[float], row: int) -> list[tuple[int, float]]:
        """(row, height) of what fits on the rest of the page."""
        room, band = self.room(), list[tuple[int, float]]()
        line = self.style.table_size * _LEAD + 2 * _PAD
        for index in range(row, len(left)):
            if left[index] > room:
                if self.style.cut and room > line and left[index] - room > _PAD:
                    band.append((index, room))
                break
            band.append((index, left[index]))
            room -= left[index]
        return band

    def _print(
        self, plan: "_TableSketch", band: list[tuple[int, float]], texts: dict[tuple[int, int], list[str]]
    ) -> None:
        """One stretch of the table; ``texts`` are the lines still to be printed."""
        tops: dict[int, float] = {}
        ends: dict[int, float] = {}
        for row, height in band:
            tops[row], ends[row] = self.y, self.y + height
            self.y += height
        for row, column, spot in plan.spots:
            rows = [index for index in range(row, row + spot.rows) if index in tops]
            if not rows:
                continue
            box = (plan.xs[column], tops[rows[0]], plan.xs[column + spot.columns], ends[rows[-1]])
            cut = rows[-1] == band[-1][0] and plan.left[rows[-1]] > band[-1][1] + _PAD
            self._frame(box, closed=self.style.closed or not cut)
            whole = rows[-1] == row + spot.rows - 1 and not cut
            texts[row, column] = self._fill(texts[row, column], box, whole=whole)

    def _frame(self, box: tuple[float, float, float, float], *, closed: bool) -> None:
        if self.style.ruled:
            x0, y0, x1, y1 = box
            self.leaves[-1].rules += [(x0, y0, x0, y1), (x1, y0, x1, y1), (x0, y0, x1, y0)]
            self.leaves[-1].rules += [(x0, y1, x1, y1)] * closed

    def _fill(self, lines: list[str], box: tuple[float, float, float, float], *, whole: bool) -> list[str]:
        """Prints the lines that fit, centred where the cell ends here; returns the rest."""
        size = self.style.table_size
        fit = len(lines) if whole else int((box[3] - box[1] - _PAD) / (size * _LEAD))
        top = box[1] + _PAD
        if fit >= len(lines):
            top = max(top, (box[1] + box[3] - len(lines) * size * _LEAD) / 2)
        for line in lines[:fit]:
            used = sum(advance(letter, size) for letter in line)
            self.put(line, (box[0] + box[2] - used) / 2, top, size)
            top += size * _LEAD
        return lines[fit:]

    def finish(self) -> list[Leaf]:
        """Adds running lines and page numbers."""
        leaves = self.leaves
        for number, leaf in enumerate(leaves, start=1):
            self.leaves = [leaf]
            if self.style.running:
                self.put(self.style.running, _MARGIN, 30, 9)
            if self.style.numbered:
                self.put(f"- {number} -", WIDTH / 2 - 10, HEIGHT - 40, 10)
        return leaves


class _TableSketch:
    """A table with its edges, wrapped texts and the height that each row still needs."""

    def __init__(self, table: PlainTable, size: float) -> None:
        self.spots = list(placed(table))
        self.headers = table.headers
        self.xs = _edges(table, WIDTH - 2 * _MARGIN)
        self.texts = {
            (row, column): wrap(spot.text, size, self.xs[column + spot.columns] - self.xs[column] - 2 * _PAD)
            for row, column, spot in self.spots
        }
        self.first = dict(self.texts)
        self.left = [size * _LEAD + 2 * _PAD] * len(table.rows)
        for row, column, spot in self.spots:
            if spot.rows == 1:
                self.left[row] = max(self.left[row], len(self.texts[row, column]) * size * _LEAD + 2 * _PAD)
        self.full = list(self.left)

    def header(self) -> list[tuple[int, float]]:
        """The rows to repeat on a new page."""
        return [(row, self.full[row]) for row in range(self.headers)]


def _edges(table: PlainTable, room: float) -> list[float]:
    shares = table.widths or (1.0,) * width(table)
    xs = [_MARGIN]
    for share in shares:
        xs.append(xs[-1] + room * share / sum(shares))
    return xs
