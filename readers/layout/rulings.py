"""Short strokes -> whole rulings -> groups of rulings that touch each other: each group may be a table."""

from collections.abc import Iterable

from readers.layout.marks import Ruling

NEAR = 3.0  # points: double rules and cell spacing are closer, rows and columns are never
MOST = 3000  # merged rulings of a page; more is a drawing, and comparing pairs would take seconds


def merge(strokes: Iterable[Ruling]) -> list[Ruling]:
    """Strokes on one line that touch or overlap become one ruling; lines nearer than NEAR become one line."""
    out: list[Ruling] = []
    line: list[Ruling] = []
    for stroke in sorted(strokes):
        if line and stroke.at - line[-1].at > NEAR / 2:
            out += _joined(line)
            line = []
        line.append(stroke)
    return out + _joined(line)


def _joined(line: list[Ruling]) -> list[Ruling]:
    if not line:
        return []
    at = sum(stroke.at for stroke in line) / len(line)
    spans = sorted((stroke.start, stroke.end) for stroke in line)
    out = [spans[0]]
    for start, end in spans[1:]:
        if start <= out[-1][1] + NEAR:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return [Ruling(at, start, end) for start, end in out]


def groups(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Merged rulings by connection: two belong together when they cross or touch. Groups need both directions."""
    if len(across) + len(down) > MOST:
        return []
    owner = list(range(len(across) + len(down)))
    for h, flat in enumerate(across):
        for v, upright in enumerate(down, start=len(across)):
            if _touch(flat, upright):
                owner[_root(owner, v)] = _root(owner, h)
    found: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for h, flat in enumerate(across):
        found.setdefault(_root(owner, h), ([], []))[0].append(flat)
    for v, upright in enumerate(down, start=len(across)):
        found.setdefault(_root(owner, v), ([], []))[1].append(upright)
    return [(flats, uprights) for flats, uprights in found.values() if flats and uprights]


def _touch(flat: Ruling, upright: Ruling) -> bool:
    return flat.start - NEAR <= upright.at <= flat.end + NEAR and upright.start - NEAR <= flat.at <= upright.end + NEAR


def _root(owner: list[int], one: int) -> int:
    while owner[one] != one:
        owner[one] = owner[owner[one]]
        one = owner[one]
    return one


def cluster(values: Iterable[float]) -> list[float]:
    """Values nearer than NEAR to their neighbour become their mean; ascending."""
    sets: list[list[float]] = []
    for value in sorted(values):
        if sets and value - sets[-1][-1] <= NEAR:
            sets[-1].append(value)
        else:
            sets.append([value])
    return [sum(near) / len(near) for near in sets]
