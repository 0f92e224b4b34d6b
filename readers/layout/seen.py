"""Which glyphs of a page are text that a person reads: watermarks are left out, note marks and struck glyphs named."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from readers.layout.marks import Box, Glyph, PageMarks, Ruling
from readers.visibility import Role

_HUGE = 2.5  # times the usual letter of the page
_LARGE = 1.5  # the same for letters that lie over others
_SMALL = 0.87  # of the letters beside it: a note mark; browsers make them five sixths
_OFF, _FAR_OFF = 0.14, 0.2  # of those letters' height above or below their middle; of marks hardly smaller
_SMALLER = 0.8
_NARROW = 0.6  # of its height: how wide a digit is at most
_BESIDE = 6  # glyphs before and behind a note mark among which its figure stands
_MOST_OVERPRINTED = 200  # digits of a page; more are columns that happen to stand so
_OVER = 0.18  # of a digit's height: two that begin closer to each other lie over each other
_INNER = 0.25  # of a digit's width and height, at each side, that a slanted line may touch
_MOST = 40_000  # glyphs of a page looked at


def settle(sheet: PageMarks) -> None:
    """Leave out the glyphs of watermarks; give note marks and struck glyphs their roles and, marks, their line."""
    glyphs = sheet.glyphs
    if not glyphs or len(glyphs) > _MOST:
        return
    usual = median([one.bottom - one.top for one in glyphs])
    large = [one for one in glyphs if one.bottom - one.top > _LARGE * usual]
    if large:
        middles = [((one.left + one.right) / 2, (one.top + one.bottom) / 2, one.bottom - one.top) for one in glyphs]
        sizes = {round(one.bottom - one.top) for one in large if _is_decoration(one, usual, middles)}
        left_out = {id(one) for one in large if round(one.bottom - one.top) in sizes}
        if left_out:
            glyphs = [one for one in glyphs if id(one) not in left_out]
    struck = _strikes(sheet.across, glyphs) if sheet.across else []
    if struck:
        gone = set(struck)
        sheet.across = [one for one in sheet.across if one not in gone]
        glyphs = [_struck(one, struck) for one in glyphs]
    if sheet.slants:
        glyphs = [_slashed(one, sheet.slants) for one in glyphs]
    if any(one.bottom - one.top < _SMALL * usual for one in glyphs):
        glyphs = _marked(glyphs)
    sheet.glyphs = _overprinted(glyphs)


def _overprinted(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs; of digits that another digit is printed over nobody can say what they are."""
    digits = sorted([(int(one.middle), one.left, at) for at, one in enumerate(glyphs) if one.text.isdecimal()])
    lost: set[int] = set()
    for (_, left, at), (_, right, other) in pairwise(digits):
        one, near = glyphs[at], glyphs[other]
        height = one.bottom - one.top
        level = abs(one.middle - near.middle) < height / 2
        if level and 0 <= right - left < _OVER * height and one.text != near.text:
            lost |= {at, other}
    for at in lost if len(lost) <= _MOST_OVERPRINTED else ():
        glyphs[at] = glyphs[at]._replace(role=Role.UNSURE)
    return glyphs


def _is_decoration(large: Glyph, usual: float, middles: Iterable[tuple[float, float, float]]) -> bool:
    """Letters many times larger within a table, or larger ones that lie over others.

    ``middles``: x and y of the middle of each letter, and its height.
    """
    _, left, top, right, bottom, _, _ = large
    small = (bottom - top) / _LARGE
    over = sum([left < x < right and top < y < bottom for x, y, height in middles if height < small])
    return over > 0 and (over > 1 or bottom - top > _HUGE * usual)


def _strikes(across: Iterable[Ruling], glyphs: list[Glyph]) -> list[Ruling]:
    """Level lines through the middle of letters that end where these end: no rule of a table does.

    Letters that are no plain text prove nothing: those of a watermark stand on rules by chance.
    """
    found: list[Ruling] = []
    order = sorted([((one.top + one.bottom) / 2, at) for at, one in enumerate(glyphs) if one.role is None])
    by_middle = [glyphs[at] for _, at in order]
    middles = [middle for middle, _ in order]
    reach = 0.2 * max(one.bottom - one.top for one in glyphs)
    for rule in across:
        near = by_middle[bisect_left(middles, rule.at - reach) : bisect_left(middles, rule.at + reach)]
        under = [one for one in near if _crosses(rule, one)]
        if under:
            left, right = min(one.left for one in under), max(map(_ends, under))
            em = under[0].bottom - under[0].top
            if abs(rule.start - left) < em / 2 and abs(rule.end - right) < em / 2:
                found.append(rule)
    return found


def _crosses(rule: Ruling, glyph: Glyph) -> bool:
    height = glyph.bottom - glyph.top
    return (
        glyph.top + 0.3 * height < rule.at < glyph.bottom - 0.3 * height
        and rule.start - 1 <= (glyph.left + _ends(glyph)) / 2 <= rule.end + 1
    )


def _ends(glyph: Glyph) -> float:
    """Where a letter ends: some fonts say that their digits are as wide as they are high."""
    wide = _NARROW * (glyph.bottom - glyph.top) if glyph.text.isascii() else glyph.right - glyph.left
    return min(glyph.right, glyph.left + wide)


def _struck(glyph: Glyph, rules: Iterable[Ruling]) -> Glyph:
    return glyph._replace(role=Role.STRUCK) if any(_crosses(rule, glyph) for rule in rules) else glyph


def _slashed(glyph: Glyph, slants: Iterable[Box]) -> Glyph:
    """A digit that a slanted line runs through may be struck out, or stand beside the line of a divided cell."""
    if glyph.role is not None or not glyph.text.isdecimal():
        return glyph
    return glyph._replace(role=Role.UNSURE) if any(_runs_through(one, glyph) for one in slants) else glyph


def _runs_through(slant: Box, glyph: Glyph) -> bool:
    """Whether a line meets the inner part of a glyph (Liang and Barsky 1984)."""
    x, y, dx, dy = slant[0], slant[1], slant[2] - slant[0], slant[3] - slant[1]
    wide, high = _INNER * (_ends(glyph) - glyph.left), _INNER * (glyph.bottom - glyph.top)
    begin, end = 0.0, 1.0
    for delta, low, top in (
        (dx, glyph.left + wide - x, _ends(glyph) - wide - x), (dy, glyph.top + high - y, glyph.bottom - high - y),
    ):  # fmt: skip
        if not delta:
            if low > 0 or top < 0:
                return False
            continue
        first, last = sorted((low / delta, top / delta))
        begin, end = max(begin, first), min(end, last)
    return begin < end


def _marked(glyphs: list[Glyph]) -> list[Glyph]:
    """Small glyphs off the line of the letters beside them, put onto that line as note marks."""
    out = list(glyphs)
    heights = [one.bottom - one.top for one in glyphs]
    for at, one in enumerate(glyphs):
        if heights[at] >= _SMALL * max(heights[max(at - _BESIDE, 0) : at + _BESIDE + 1]):
            continue
        beside = _beside(glyphs, at)
        if beside is not None:
            out[at] = one._replace(top=beside.top, bottom=beside.bottom, role=one.role or Role.RAISED)
    return out


def _beside(glyphs: list[Glyph], at: int) -> Glyph | None:
    """The letter next to a small one that it is raised or lowered from; further small ones may stand between."""
    one = glyphs[at]
    height = one.bottom - one.top
    for near in (*glyphs[max(at - _BESIDE, 0) : at][::-1], *glyphs[at + 1 : at + _BESIDE + 1]):
        em = near.bottom - near.top
        if height < _SMALL * em:
            gap = max(one.left - near.right, near.left - one.right)
            overlap = min(one.bottom, near.bottom) - max(one.top, near.top)
            off = _OFF if height < _SMALLER * em else _FAR_OFF
            if gap < 4 * height and overlap > 0 and abs(one.middle - near.middle) > off * em:
                return near
    return None
