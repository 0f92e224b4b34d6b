"""One OFD page (and its template) -> PageMarks: characters by position, rulings by path; mm to points."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from filings.patterns import pattern
from readers.layout import Glyph, PageMarks
from readers.layout.affine import SAME, Matrix, apply, bounds, chain
from readers.layout.strokes import take_outline
from readers.visibility import Role, against

MOST_OBJECTS = 60_000  # of one page
MOST_CHARACTERS = 60_000  # of one page
_DEPTH = 8  # blocks within blocks, composites within composites; a composite may name itself
_POINTS = 72 / 25.4
_ASCENT = 0.88  # em above the baseline
_PATH = pattern(r"[MLSBQAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES = {"M": 2, "L": 2, "S": 2, "B": 6, "Q": 4, "A": 7, "C": 0}
_PLACEHOLDERS = frozenset("¤\ufffd\uffff□")
_NARROW = 0.3  # of their width: narrower letters nobody is sure of
_LEAN = 0.07  # share by which letters may lean: four degrees
_FAINT = 20  # of 255
_LONGEST_PATH = 2_000_000  # characters of path data


def local(element: Any) -> str:  # noqa: ANN401 - lxml ships no types
    """The name without its namespace: two spellings of it are in use."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any, *names: str) -> Iterator[Any]:  # noqa: ANN401 - lxml ships no types
    """Child elements of these names."""
    return (child for child in element if local(child) in names)


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """Exactly ``count`` finite numbers, else None."""
    try:
        found = tuple(float(part) for part in (text or "").split())
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None


class PageReader:
    """Fills one sheet. ``composites``: shared drawings by their id."""

    def __init__(self, sheet: PageMarks, origin: tuple[float, float], composites: Mapping[str, Any]) -> None:
        self.sheet = sheet
        self.base: Matrix = (_POINTS, 0, 0, _POINTS, -origin[0] * _POINTS, -origin[1] * _POINTS)
        self.composites = composites
        self.objects = MOST_OBJECTS
        self.unknown = 0
        self.curves = 0

    def take(self, content: Any) -> None:  # noqa: ANN401 - lxml ships no types
        """A Content element: its layers."""
        for layer in children(content, "Layer"):
            self._block(layer, self.base, _DEPTH)

    def _block(self, block: Any, matrix: Matrix, depth: int) -> None:  # noqa: ANN401 - lxml ships no types
        for item in block:
            self.objects -= 1
            if self.objects < 0:
                return
            name = local(item)
            if item.get("Visible") == "false":
                continue
            if name == "PageBlock" and depth:
                self._block(item, matrix, depth - 1)
            elif name in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                self._object(name, item, matrix, depth)

    def _object(self, name: str, item: Any, matrix: Matrix, depth: int) -> None:  # noqa: ANN401 - lxml ships no types
        box = numbers(item.get("Boundary"), 4)
        if box is None:
            return
        own = numbers(item.get("CTM"), 6) or SAME
        inner = chain(chain(own, (1, 0, 0, 1, box[0], box[1])), matrix)  # type: ignore[arg-type] # six by construction
        if name == "TextObject":
            self._painted(item, inner)
        elif name == "PathObject":
            self._path(item, inner)
        elif name == "ImageObject":
            self.sheet.pictures.append(bounds(matrix, (box[0], box[1], box[0] + box[2], box[1] + box[3])))
        elif depth and (shared := self.composites.get(item.get("ResourceID", ""))) is not None:
            for content in children(shared, "Content"):
                self._block(content, inner, depth - 1)

    def _painted(self, item: Any, matrix: Matrix) -> None:  # noqa: ANN401 - lxml ships no types
        """Text that a person reads: what is turned, unpainted or of the colour of the paper is left out."""
        if abs(matrix[1]) + abs(matrix[2]) > _LEAN * (abs(matrix[0]) + abs(matrix[3])):
            return
        ink = next(children(item, "FillColor"), None)
        colour = _colour(ink.get("Value")) if ink is not None else None
        faint = _alpha(item) < _FAINT or (ink is not None and _alpha(ink) < _FAINT) or item.get("Fill") == "false"
        red, green, blue = (int(min(max(part, 0), 255)) for part in colour or (0, 0, 0))
        if faint or against((red, green, blue), (255, 255, 255)) is Role.HIDDEN:
            self.sheet.hidden = True
            return
        upright = matrix[0] > 0 and matrix[3] > 0 and not _is_turned(item)
        clipped = next(children(item, "Clips"), None) is not None
        self._text(item, matrix, None if upright and not clipped and _is_wide(item) else Role.UNSURE)

    def _text(self, item: Any, matrix: Matrix, role: Role | None) -> None:  # noqa: ANN401 - lxml ships no types
        size = (numbers(item.get("Size"), 1) or (3.5,))[0] or 3.5
        scale = (numbers(item.get("HScale"), 1) or (1.0,))[0]
        x = y = 0.0
        for code in children(item, "TextCode"):
            x, y = (numbers(code.get("X"), 1) or (x,))[0], (numbers(code.get("Y"), 1) or (y,))[0]
            text = code.text or ""
            across, down = deltas(code.get("DeltaX"), len(text)), deltas(code.get("DeltaY"), len(text))
            for index, letter in enumerate(text):
                wide = size * scale * (0.5 if letter.isascii() else 1.0)
                step = across[index] if index < len(across) else (0.0 if down else wide)
                wide = min(wide, step) if step > 0 else wide
                self._letter(letter, (x, y), (wide, size), matrix, role)
                x += step
                y += down[index] if index < len(down) else 0.0

    def _letter(
        self, letter: str, at: tuple[float, float], sides: tuple[float, float], matrix: Matrix, role: Role | None
    ) -> None:
        if letter in _PLACEHOLDERS or "\ue000" <= letter <= "\uf8ff":
            self.unknown += 1
        elif not letter.isspace() and len(self.sheet.glyphs) < MOST_CHARACTERS:
            (x, y), (wide, size) = at, sides
            box = bounds(matrix, (x, y - _ASCENT * size, x + wide, y + (1 - _ASCENT) * size))
            if 0 <= (box[0] + box[2]) / 2 <= self.sheet.width and 0 <= (box[1] + box[3]) / 2 <= self.sheet.height:
                self.sheet.glyphs.append(Glyph(letter, *box, role=role))

    def _path(self, item: Any, matrix: Matrix) -> None:  # noqa: ANN401 - lxml ships no types
        stroked, filled = item.get("Stroke") != "false", item.get("Fill") == "true"
        if not (stroked or filled):
            return
        for data in children(item, "AbbreviatedData"):
            for outline in self._outlines(data.text or ""):
                take_outline(self.sheet, [apply(matrix, x, y) for x, y in outline], stroked=stroked)

    def _outlines(self, data: str) -> Iterator[list[tuple[float, float]]]:
        outline: list[tuple[float, float]] = []
        for command, values in _commands(data[:_LONGEST_PATH]):
            if command in "MS":
                yield outline
                outline = [(values[0], values[1])]
            elif command == "C":
                outline += outline[:1]
            elif command == "L":
                outline.append((values[0], values[1]))
            else:
                self.curves += 1
                yield outline
                outline = [(values[-2], values[-1])]
        yield outline


def _colour(text: str | None) -> tuple[float, ...] | None:
    """Red, green and blue of a colour of one, three or four parts (GB/T 33190, 8.3)."""
    if (grey := numbers(text, 1)) is not None:
        return grey * 3
    if (ink := numbers(text, 4)) is not None:  # cyan, magenta, yellow, black
        return tuple(255 * (1 - part / 255) * (1 - ink[3] / 255) for part in ink[:3])
    return numbers(text, 3)


def _is_turned(item: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    """Whether its characters are turned each by itself."""
    return (item.get("CharDirection") or "0") != "0" or (item.get("ReadDirection") or "0") != "0"


def _is_wide(item: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    return (numbers(item.get("HScale"), 1) or (1.0,))[0] > _NARROW


def _alpha(element: Any) -> float:  # noqa: ANN401 - lxml ships no types
    return (numbers(element.get("Alpha"), 1) or (255.0,))[0]


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    command, values = "", list[float]()
    for token in _PATH.findall(data):
        if token in _TAKES:
            command, values = token, []
        else:
            values.append(float(token))
        if command and len(values) == _TAKES[command]:
            yield command, values
            command, values = ("" if command == "C" else "L" if command in "MS" else command), []


def deltas(text: str | None, most: int) -> list[float]:
    """Distances between characters; ``g 3 2.5`` stands for 2.5 three times. At most ``most``."""
    out: list[float] = []
    parts = iter((text or "").split())
    try:
        for part in parts:
            if len(out) >= most:
                break
            if part == "g":
                count, value = int(next(parts)), float(next(parts))
                out += [value] * max(min(count, most - len(out)), 0)
            else:
                out.append(float(part))
    except (ValueError, StopIteration):
        return out if all(map(math.isfinite, out)) else []
    return out if all(map(math.isfinite, out)) else []
