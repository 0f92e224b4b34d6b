"""Which sentences speak of applications for disclosure, and whether a count stands for a part of something else."""

import re
from decimal import Decimal

from rules.engine.context import Scene
from rules.text.body import Body
from rules.text.pieces import Piece, pieces, subject

_NAMED = re.compile("公开申请|申请公开|申请答复|公开的申请|依申请公开")
_HEADED = re.compile(
    "(?![^。：:，,；;]{0,30}(?:政务服务|许可|审批|补贴|补助|救助|登记|事项|项目))[^。：:，,；;]{0,24}申请"
)
_ASKED = re.compile("(?:新收|收到|受理|接到|接收|办理)[^。]{0,12}申请|申请[0-9０-９一二两三四五六七八九十]+[件宗份]")
_RESULTS = re.compile("予以公开|部分公开|不予公开|无法提供|不予处理|不掌握")
_PART = re.compile("其中|(?<=[件份宗])(?:申请)?(?:当中|之中|中)")
_ALL = (("new",), ("total",), ("new", "carried_in"))


def applications(body: Body, at: int) -> bool:
    """Whether a sentence stands where applications for disclosure are told of."""
    words = subject(body, at)
    paragraph = body.paragraph(at)
    if _NAMED.search(words) or _HEADED.match(words):
        return True
    whole = body.text[paragraph.start : paragraph.end]
    return _ASKED.search(whole) is not None and _RESULTS.search(whole) is not None


def whole_before(
    scene: Scene, told: tuple[Piece, ...], at: int, rows: tuple[str, ...] = (), *, parted: bool = True
) -> bool | None:
    """Whether what is counted before 其中 or …件中 is all applications, or all of some rows; None without such a word.

    ``parted``: False asks the same of whatever was counted last before ``at``.
    """
    text, sentence = scene.body.text, told[0].span.start
    openers = [found.start() for found in _PART.finditer(text, sentence, at)] if parted else [at]
    if not openers:
        return None
    opener = openers[-1]
    wholes = _totals(scene, (*_ALL, rows) if rows else _ALL)
    counts = [one for piece in told for one in piece.counts if piece.span.start + one.start < opener]
    if counts:
        return counts[-1].value in wholes
    if sentence == 0 or text[sentence - 1] != "。":
        return False
    previous = pieces(scene, scene.body.sentence(sentence - 1))
    return any(one.value in wholes for before in previous for one in before.counts)


def of_a_part(scene: Scene, told: tuple[Piece, ...], at: int, value: Decimal) -> bool:
    """Whether the last count before ``at`` that is no result is one of a part: 律师所提2件，1件全部公开.

    ``told``: the pieces of the sentence by the words for results.
    """
    counts = [one.counts[-1] for one in told if one.span.end <= at and one.counts and not one.hits]
    return bool(counts) and counts[-1].value >= value and counts[-1].value not in _totals(scene, _ALL)


def _totals(scene: Scene, ways: tuple[tuple[str, ...], ...]) -> frozenset[Decimal]:
    sums = (scene.total(tuple(f"applications.{row}.total" for row in way)) for way in ways)
    return frozenset(total.least for total in sums if total.exact)
