"""正文按申请人类别说的件数与表格各列相符。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from rules.engine.context import Scene
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Gap, Note, Result
from rules.lexicon.terms import Hit
from rules.text.applied import applications, whole_before
from rules.text.parts import Judged, whole_told
from rules.text.pieces import Piece, elsewhere, naming, other_year, pieces
from rules.text.quoting import breach
from rules.text.span import Span

_TITLES = {
    "natural": "自然人", "business": "商业企业", "research": "科研机构", "charity": "社会公益组织",
    "legal": "法律服务机构", "other": "其他",
}  # fmt: skip
# what may stand between a kind and its count, on either side; anything else means that something else is counted
_THEN_COUNT = re.compile(
    "(?:的|新|所|提出|提交|递交|申请|公开|政府信息|为|是|有|共|计|合计|达|达到|到|居多|类|方|人|者|等|数量|数|办理|收到|组织|机构|占|则|各)*"
)
_THEN_KIND = re.compile(
    "(?:均|都|全部)?(?:的)?(?:政府信息公开)?(?:申请人|申请者|申请)?(?:的)?(?:为|是|系|由|来自于|来自|属于|属|出自)?[\u4e00-\u9fff]{0,4}"
)
_ONLY_COUNT = re.compile("(?:共|计|为|有|达|达到|各)*")
_ALL = re.compile("(?:均|都|全|皆|清一色|悉数|一律)[\u4e00-\u9fff]{0,8}$")
_ASSERTED = re.compile("(?:为|由|系|是|来自|均|都|全)[\u4e00-\u9fff]{0,4}$")
_BRINGS = re.compile("^(?:的?申请人?)?(?:所?(?:提出|提交|递交|申请)|$)")
_DENIED = re.compile("没有|未|无|不")
_ABOUT = re.compile("涉及|关于|有关|围绕|内容|针对|反映")
_CARRIED, _SEVERAL = "结转", 3
_REVIEWS = re.compile("复议|诉讼|起诉")
_EACH = re.compile("各(?:有|提出|提交|申请)?$")
_WAYS = (("new",), ("new", "carried_in"), ("total",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    kind: str
    count: Decimal
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ByApplicant:
    """自然人几件、企业几件、“均为自然人提出”，应当与第三部分各列相符：按新收、按新收加结转、按办理结果算都可以。"""

    where: Parts
    kinds: Terms
    results: Terms
    scopes: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "expected"})
    silence: ClassVar[str] = "正文没有按申请人类别写件数，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The names of the kinds."""
        return frozenset({self.kinds})

    def run(self, scene: Scene) -> Iterator[Result]:
        """At most one breach for each sentence; a gap where no sentence tells who applied."""
        found = [
            one
            for sentence in naming(scene, self.kinds, self.where)
            if applications(scene.body, sentence.start)
            for one in self._sentence(scene, sentence)
        ]
        yield from whole_told(found) or [Gap(reason=self.silence)]

    def _sentence(self, scene: Scene, sentence: Span) -> Iterator[Judged]:
        told = tuple(one for one in pieces(scene, sentence, self.kinds) if not one.rough)
        for before, piece in pairwise((None, *told)):
            if piece is None or (before and _CARRIED in before.words and _CARRIED not in piece.words):
                continue  # 结转2件，全部为自然人提出: who brought those alone
            if not piece.counts and len(piece.named) == 1 and not self._narrowed(scene, sentence, piece.hits[0].start):
                yield from (Judged(one, "asserted") for one in _asserted(scene, piece, piece.hits[-1]))
        counted = list(_counted(told))
        if counted and not self._narrowed(scene, sentence, counted[0].span.start):
            yield from _compared(scene, told, counted)

    def _narrowed(self, scene: Scene, sentence: Span, at: int) -> bool:
        """Whether the words before speak of a part: one result (予以公开的12件中), another year, another matter."""
        if _REVIEWS.search(scene.body.text, sentence.start, at):
            return True
        before = scene.body.hits_between(self.results, sentence.start, at)
        return (
            bool([hit for hit in before if hit.term.sort])
            or elsewhere(scene, sentence, at, self.scopes)
            or other_year(scene, sentence, at)
        )


def _counted(told: tuple[Piece, ...]) -> Iterator[_Counted]:
    """The pieces that count one kind; a count may follow in a piece of its own."""
    for at, piece in enumerate(told):
        follower = told[at + 1] if at + 1 < len(told) else None
        kinds = [hit for hit in piece.hits if hit.term.sort]
        if len(piece.named) > 1 and len(piece.counts) == 1 and _EACH.search(piece.words, 0, piece.counts[0].start):
            yield from (_Counted(kind=kind, count=piece.counts[0].value, span=piece.span) for kind in piece.named)
        if len(piece.named) != 1 or _ABOUT.search(piece.words) or _CARRIED in piece.words:
            continue
        if len(piece.counts) == 1:
            count = piece.counts[0]
            first, last = kinds[0].start - piece.span.start, kinds[-1].end - piece.span.start
            then_count = last <= count.start and _THEN_COUNT.fullmatch(piece.words, last, count.start)
            then_kind = count.end <= first and _THEN_KIND.fullmatch(piece.words, count.end, first)
            if then_count or (then_kind and _BRINGS.match(piece.words[last:])):
                yield _Counted(kind=piece.named[0], count=count.value, span=piece.span)
        elif not piece.counts and follower and not follower.hits and len(follower.counts) == 1:
            count = follower.counts[0]
            if count.end == len(follower.words) and _ONLY_COUNT.fullmatch(follower.words, 0, count.start):
                span = Span(piece.span.start, follower.span.end)
                yield _Counted(kind=piece.named[0], count=count.value, span=span)


def _accepted(scene: Scene, kind: str) -> tuple[Decimal, ...]:
    """What may be written of a kind: 新收, 新收 with 上年结转, all that was answered; none where a cell is not read."""
    totals = [scene.total(tuple(f"applications.{row}.{kind}" for row in way)) for way in _WAYS]
    return tuple(total.least for total in totals if total.exact) if totals[0].exact else ()


def _compared(scene: Scene, told: tuple[Piece, ...], counted: list[_Counted]) -> Iterator[Judged]:
    """Told is what surely speaks of all applications: the counts add up to them, or others among them fit."""
    allowed = {one.kind: _accepted(scene, one.kind) for one in counted}
    wholes = _accepted(scene, "total")
    if len(allowed) < len(counted) or not all(allowed.values()) or not any(wholes):
        return
    wrong = [one for one in counted if one.count not in allowed[one.kind]]
    if len(counted) < _SEVERAL:
        wrong = [one for one in wrong if one.kind != "other"]  # 其他类 of whatever else is counted by kinds
    if not wrong:
        yield Judged(Note(text="按申请人类别写的件数与第三部分表格相符"), "counted")
        return
    whole = sum((one.count for one in counted), Decimal(0)) in wholes
    fits = any(one.count and one not in wrong for one in counted)
    absent = any(not any(allowed[one.kind]) for one in wrong if one.kind != "other")  # the table has none of this kind
    alone = absent or (len(counted) == 1 and whole_before(scene, told, counted[0].span.end) is True)
    if alone or (len(counted) > 1 and (whole or fits)):
        expected = tuple(f"{_TITLES[one.kind]}{_numbers(allowed[one.kind])}件" for one in wrong)
        result = breach(scene, Span(counted[0].span.start, counted[-1].span.end), expected=expected)
        yield Judged(result, "counted", less=all(one.count < max(allowed[one.kind]) for one in wrong))


def _numbers(allowed: tuple[Decimal, ...]) -> str:
    return "或".join(dict.fromkeys(f"{number:f}" for number in allowed[:2]))


def _asserted(scene: Scene, piece: Piece, hit: Hit) -> Iterator[Result]:
    """均为自然人提出, 结转件为企业提出: others must not hold figures, the kind itself must."""
    before, kind = piece.before(hit), piece.named[0]
    every = _ALL.search(before)
    brought = _BRINGS.match(piece.after(hit))
    if (
        not hit.term.sort
        or not brought
        or not _ASSERTED.search(before)
        or _DENIED.search(before)
        or _ABOUT.search(before)
    ):
        return
    rows = ("carried_in", "carried_out") if _CARRIED in piece.words else ("new", "carried_in")
    held = {one: scene.total(tuple(f"applications.{row}.{one}" for row in rows)) for one in _TITLES}
    if not all(total.exact for total in held.values()) or not any(total.least for total in held.values()):
        return
    others = [one for one in held if one != kind and held[one].least]
    if not held[kind].least or (every and others):
        expected = tuple(f"{_TITLES[one]}{held[one].least:f}件" for one in held if held[one].least)
        yield breach(scene, piece.span, expected=expected)
    else:
        yield Note(text="正文说的申请人类别与第三部分表格相符")
