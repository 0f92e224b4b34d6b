"""正文说的收到、结转、办结件数与表格相符。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rules.engine.context import Scene
from rules.engine.facts import OneOf
from rules.engine.parameters import Parts, Terms, TermsList
from rules.engine.results import Gap, Note, Result
from rules.lexicon.terms import Hit
from rules.text.applied import applications, whole_before
from rules.text.numbers import Quantity
from rules.text.parts import Judged, whole_told
from rules.text.pieces import Piece, bare, compared, elsewhere, naming, pieces
from rules.text.quoting import breach
from rules.text.span import Span
from rules.text.yearly import YEAR, year_of

_NEW, _BOTH, _DONE = ("new",), ("new", "carried_in"), ("total",)
_WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "new": (_NEW, _BOTH),
    "accepted": (_NEW, _BOTH),
    "carried_in": (("carried_in",),),
    "answered": (_DONE, _NEW, _BOTH),
    "carried_out": (("carried_out",),),
    "carried": (("carried_in",), ("carried_out",)),
}
_TITLES = {
    "new": "本年新收（或者加上年结转）", "accepted": "本年新收（或者加上年结转）", "carried_in": "上年结转",
    "answered": "办理结果总计", "carried_out": "结转下年度", "carried": "上年结转、结转下年度",
}  # fmt: skip
# what may stand in a piece besides the word and its count without narrowing it
_FILLING = re.compile(
    "(?:全年|本年度|本年|年度|年内|当年|今年|共计|共|总计|新|政府信息公开|信息公开|政府信息|的|已|均|全部|另有|另外|还有|尚有|有"
    "|其余|剩余|余下|剩下|加上|加|连同|一并|含|包括|依申请公开|申请|数量|数|为|计|来|继续|办理|我局|我县|我镇|我乡|本局|本机关|全县|全区|全镇|全乡|"
    + YEAR
    + "年度?|[0-9]{2}年|年)*"
)
_REST = re.compile("另|其余|剩|余下|尚|其中|还有")
# the count of what is left, before 转下一年 in a piece of its own
_LEFT = re.compile("(?:另有|另外|其余|余下的?|剩余的?|剩下的?|尚有|还有|有|另|余)?$")
_LATE = re.compile("[月日旬末底]")  # 1件为12月下旬收到，转下一年
_TIGHT = re.compile("[^并和及与后再]{0,20}")
_OTHER_MATTER = re.compile("复议|诉讼|起诉")
_ASKED_FOR_MORE = re.compile("延期|延长|补正|征求")
_NONE = re.compile("(?:没有|无|未)(?:任何|需|需要|产生|出现|发生|有)?(?:申请)?结转(?:到|至|入)?")
_BROUGHT = re.compile("上年|上一年|上年度|去年|往年|年初|" + YEAR + "年")
_TO_NEXT = re.compile("结转(?:到|至|入)?(?:下|次|明|20|二)|转(?:入|至|到)?(?:下|次|20|二)|未办结|在办|在办理|跨年")


_NEGATED = re.compile("没有|无|未(?!办结|答复|完)")
# what may be parts of one another
_FLOWS = {"accepted": "new", "carried": "carried_out"} | {
    row: row for row in ("new", "carried_in", "answered", "carried_out")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    row: str
    count: Quantity
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ByFlow:
    """写了新收、上年结转、办结、结转下年几件，或者写没有结转的，应当与第三部分相符。``besides``：这些词表里的说法由别的规则比对。"""

    where: Parts
    words: Terms
    scopes: Terms
    besides: TermsList = ()

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "item", "expected"})
    silence: ClassVar[str] = "正文没有这样写收到、结转、办结件数，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words for what came, went and stayed."""
        return frozenset({self.words})

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each count that fits no figure; a gap where nothing of the kind is said."""
        found = [
            one
            for sentence in naming(scene, self.words, self.where)
            if applications(scene.body, sentence.start)
            for one in (*self._counts(scene, sentence), *_denials(scene, sentence))
        ]
        yield from whole_told(found) or [Gap(reason=self.silence)]

    def _counts(self, scene: Scene, sentence: Span) -> Iterator[Judged]:
        told = pieces(scene, sentence, self.words)
        claims = list(_claims(scene, told))
        balanced = _balanced(scene, sentence, claims)
        for claim in claims:
            at = claim.span.start
            if _OTHER_MATTER.search(scene.body.text, sentence.start, claim.span.end):
                return
            if elsewhere(scene, sentence, claim.span.end, self.scopes) or whole_before(scene, told, at) is False:
                continue
            judged = [] if not balanced and _narrowed(scene, told, claim) else list(_judged(scene, claim))
            if compared(scene, self.besides, claim.span, self.where, "scopes"):
                judged = [one._replace(result=None, right=isinstance(one.result, Note)) for one in judged]
            yield from judged


def _balanced(scene: Scene, sentence: Span, claims: list[_Claim]) -> bool:
    """Whether a sentence tells what came, what was done and what is left: 受理11件，办结8件，结转下一年1件."""
    rows = {claim.row for claim in claims}
    if not ({"answered", "carried_out"} <= rows and {"new", "accepted"} & rows):
        return False
    return "其中" not in scene.body.text[sentence.start : sentence.end]


def _claims(scene: Scene, told: tuple[Piece, ...]) -> Iterator[_Claim]:
    before: Piece | None = None
    for piece in told:
        row = _row(scene, piece)
        if row and len(piece.counts) == 1 and not piece.rough and _plain(piece, row):
            yield _Claim(row=row, count=piece.counts[0], span=piece.span)
        elif (
            row == "carried_out"
            and not piece.counts
            and not _NEGATED.search(piece.words)
            and before
            and len(before.counts) == 1
            and not before.rough
        ):
            count = before.counts[0]
            if (not before.named or _LATE.search(before.words)) and _LEFT.fullmatch(before.words, 0, count.start):
                yield _Claim(row=row, count=count, span=Span(before.span.start, piece.span.end))
        before = piece


def _row(scene: Scene, piece: Piece) -> str:
    """The row that a piece speaks of, ``""`` where it is not plain."""
    rows = {_row_of(scene.report.year or 0, piece, hit) for hit in piece.hits}
    return rows.pop() if len(rows) == 1 else ""


def _row_of(own: int, piece: Piece, hit: Hit) -> str:
    if hit.term.sort == "to_year":
        year = re.match(YEAR, piece.words[hit.end - piece.span.start - 2 :])
        return "carried_out" if year and year_of(year[0]) == own + 1 else ""
    if hit.term.sort == "carried":
        years = [year_of(year) for year in re.findall(YEAR, piece.before(hit))]
        return "carried" if not years else "carried_in" if years == [own - 1] else ""
    return hit.term.sort


def _plain(piece: Piece, row: str) -> bool:
    """Whether the count stands for the row and for nothing narrower."""
    count, hit = piece.counts[0], piece.hits[0]
    if row == "carried_out" and piece.span.start + count.end <= hit.start:
        between = piece.words[count.end : hit.start - piece.span.start]
        return _TIGHT.fullmatch(between) is not None and _BROUGHT.search(between) is None and "收到" not in between
    if row in ("new", "accepted", "answered") and _REST.search(piece.words):
        return False
    return piece.mark not in ("：", ":") and bare(piece, _FILLING)


def _narrowed(scene: Scene, told: tuple[Piece, ...], claim: _Claim) -> bool:
    """Whether an answer, or what is left, is one of the few counted just before: 上年结转2件，已办结2件."""
    before = [one for piece in told if piece.span.end <= claim.span.start for one in piece.counts]
    words = scene.body.text[told[0].span.start : claim.span.start]
    years = re.findall(YEAR + "(?=年)", words + scene.body.text[claim.span.start : claim.span.end])
    if claim.row in ("new", "accepted", "answered") and years and year_of(years[-1]) != scene.report.year:
        return True
    if claim.row in ("carried_out", "answered") and _ASKED_FOR_MORE.search(words):
        return True
    few = bool(before) and claim.count.value <= before[-1].value
    return (
        claim.row in ("answered", "new", "accepted")
        and few
        and whole_before(scene, told, claim.span.start, parted=False) is not True
    )


def _judged(scene: Scene, claim: _Claim) -> Iterator[Judged]:
    totals = [scene.total(tuple(f"applications.{row}.total" for row in way)) for way in _WAYS[claim.row]]
    if not all(total.exact for total in totals):
        return
    allowed, found = [total.least for total in totals], claim.count.value
    if claim.row == "answered":  # those that came this year, where those of last year are told by themselves
        allowed.append(totals[0].least - scene.range("applications.carried_in.total").least)
    if found in allowed:
        yield Judged(Note(text=f"正文写的{found:f}件与第三部分表格{_TITLES[claim.row]}相符"), _FLOWS[claim.row])
    elif claim.row != "accepted" or found > min(allowed):
        shown = allowed[:1] if claim.row == "answered" else allowed
        result = breach(scene, claim.span, item=_TITLES[claim.row], expected=OneOf(tuple(shown)))
        yield Judged(result, _FLOWS[claim.row], less=found < max(allowed))


def _denials(scene: Scene, sentence: Span) -> Iterator[Judged]:
    """没有结转, where nothing else in the paragraph tells what is carried over."""
    total, text = scene.range("applications.carried_out.total"), scene.body.text
    if not total.exact or total.least == Decimal(0):
        return
    for none in _NONE.finditer(text, sentence.start, sentence.end):
        clause = scene.body.clause(none.start())
        to_next = _TO_NEXT.search(text, none.end() - 3, clause.end)
        told = _TO_NEXT.search(text, clause.end, scene.body.paragraph(clause.start).end)
        brought = _BROUGHT.search(text, clause.start, none.end()) or text.startswith(("上", "来"), none.end())
        if not brought and (to_next or not told):
            result = breach(scene, Span(clause.start, clause.end), item=_TITLES["carried_out"], expected=total)
            yield Judged(result, "denied")
