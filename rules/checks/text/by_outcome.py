"""正文说的行政复议、行政诉讼件数和结果与表格相符。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import ClassVar, Literal

from rules.engine.context import Scene
from rules.engine.facts import OneOf
from rules.engine.parameters import Parts, Terms, TermsList
from rules.engine.results import Breach, Gap, Note, Result
from rules.lexicon.terms import Hit
from rules.tables.ranges import Range
from rules.text.parts import Judged, whole_told
from rules.text.pieces import Piece, compared, elsewhere, naming, other_year, pieces, subject
from rules.text.quoting import breach
from rules.text.span import Span

_ROWS = {"reconsideration": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after": "复议后起诉"}
_COLUMNS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
_LAWSUITS = ("litigation_direct", "litigation_after")
_BOTH = re.compile("(?:、|和|及|与|或|或者|以及|/)?(?:行政|提起|被提起)?")
_NONE_BEFORE = re.compile("(?:没有|未|无|零)[\u4e00-\u9fff“”]{0,24}$")
_BECAUSE = re.compile("因(?!.{0,16}(?:公开|申请|此|该))")  # 没有因拆迁引发的诉讼
_NOT_YET = re.compile("超期|逾期|不作为|违法|不当|未及时|未经|未按|未能|未尽|未来|无关|无故|无论|不服")
_NONE_BEHIND = re.compile(
    "(?:案件|申请|情况|的)?(?:数量|数)?(?:均|都|皆)?(?:为|是|有)?(?:零|无|没有|一[件起]?(?:也|都)?没有|未发生|0件?|零件|０件?)(?:发生|件|起|宗)?"
)
_NONE_ALONE = re.compile("(?:均|都|皆|全年|本年|本年度)*(?:为|是)?(?:零|无|没有|未发生|均无|0件?|零件|０件?)(?:发生)?")
_EACH = re.compile("各[0-9０-９一二两三四五六七八九十]")
_NOTHING = re.compile("没有|无一|未出现|未发生|不存在")
_ALL = re.compile("(?:均|都|全|全部|皆|一律)[\u4e00-\u9fff]{0,5}$")
_ASSERTED = re.compile(
    "(?:结果|决定|判决|裁决|裁定|机关|法院|均|都|全部|全|一审|二审|被|予以|政府|我局|本局|我镇|我乡|我县|目前|至今|年末|年底前?|尚|仍|为|是|系|并)[\u4e00-\u9fff]{0,5}$|^$"
)
_GENERAL = re.compile("^(?:对|凡|如|若)|的(?:案件|答复|决定|情形|事项)?$")
_SUPPOSED = re.compile("避免|防止|如果|若|可能|风险|预防|减少|降低|依法可以|可以|可依法|告知|有权")
_ABOUT_OWN = ("信息公开", "依申请公开", "公开申请")
_HEADED = re.compile(
    "[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．][^。，0-9]{0,14}(?:复议|诉讼|救济)"
    "|[^。，0-9]{0,14}(?:复议|诉讼|救济)[^。，：:0-9]{0,6}[：:。，]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """``rows``: whose cases; ``column``: of which outcome, total for any; ``count``: None: some; ``every``: all."""

    rows: tuple[str, ...]
    column: str
    count: Decimal | None
    every: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ByOutcome:
    """复议几件、诉讼几件、维持纠正各几件、“均维持”“无一被纠正”、怎样起诉的，应当与第四部分表格相符。

    ``of``：told 比件数、结果和起诉方式，denied 比“没有复议、诉讼”。``besides``：这些词表里的说法由别的规则比对。
    """

    where: Parts
    kinds: Terms
    outcomes: Terms
    scopes: Terms
    of: Literal["told", "denied"]
    besides: TermsList = ()

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "item", "expected"})
    silence: ClassVar[str] = "正文没有这样写复议、诉讼，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The names of the kinds."""
        return frozenset({self.kinds})

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each claim that the table contradicts; a gap where nothing is claimed."""
        found = [one for claims in self._paragraphs(scene) for one in self._paragraph(scene, claims)]
        yield from whole_told(found) or [Gap(reason=self.silence)]

    def _paragraphs(self, scene: Scene) -> Iterator[list[_Claim]]:
        """The claims of each paragraph."""
        paragraphs: dict[Span, list[_Claim]] = {}
        for sentence in naming(scene, self.kinds, self.where):
            known = paragraphs.setdefault(scene.body.paragraph(sentence.start), [])
            known += _claims(scene, sentence, self.kinds, self.outcomes, self.scopes)
        yield from paragraphs.values()

    def _paragraph(self, scene: Scene, claims: list[_Claim]) -> Iterator[Judged]:
        totals = [one for one in claims if one.column == "total" and one.count]
        known = any(one.count in _sums(scene, one) for one in totals)  # it speaks of the cases in the table
        whole: set[tuple[str, ...]] = set()  # whose total was told: fewer after it are some of these
        some: set[tuple[str, ...]] = set()
        for claim in claims:
            if claim in totals:
                fits = claim.count in _sums(scene, claim)
                some.discard(claim.rows)
                if fits:
                    whole.add(claim.rows)
                elif claim.rows in whole and (claim.count or 0) < max(_sums(scene, claim)):
                    some.add(claim.rows)
            spoken = claim.count == 0 or known or _own(scene, claim.span.start)
            if spoken and claim.rows not in some and self._mine(scene, claim):
                less = bool(claim.count and claim.count < max(_sums(scene, claim), default=Decimal(0)))
                yield Judged(_judged(scene, claim), claim.column if claim.count else "denied", less=less)

    def _mine(self, scene: Scene, claim: _Claim) -> bool:
        if (self.of == "denied") is not (claim.column == "total" and claim.count == 0):
            return False
        return claim.column != "total" or not compared(scene, self.besides, claim.span, self.where, "decision_scopes")


def _own(scene: Scene, at: int) -> bool:
    """Whether the words around say that these are cases about the agency's own disclosure."""
    words = subject(scene.body, at)
    return any(word in words for word in _ABOUT_OWN) or _HEADED.match(words) is not None


class _Reading:
    """Reads the claims of one sentence, piece by piece. ``rows``: the cases named last, which later pieces mean."""

    def __init__(self, scene: Scene, sentence: Span, scopes: str) -> None:
        self.scene, self.sentence, self.scopes = scene, sentence, scopes
        self.rows: tuple[str, ...] = ()
        self.suits: set[str] = set()  # how they were brought, told so far: behind both, outcomes may be those of all
        self.row: list[Span] = []  # 复议、诉讼, not counted: a 无 behind them denies them all
        self.denied: tuple[str, ...] = ()  # whose these are
        self.negated = False
        self.nothing = False  # 未出现被纠正、被撤销的情形: what a denial opened goes on behind 、

    def read(self, piece: Piece, result: Piece) -> Iterator[_Claim]:
        """The claims of a piece; ``result``: the same with the words of outcomes."""
        named = [hit for hit in piece.hits if hit.term.sort]
        continued = piece.mark == "、" and not piece.counts
        self.nothing = _NOTHING.search(piece.words) is not None or (continued and self.nothing)
        if piece.rough or _SUPPOSED.search(piece.words) or self._outside(piece):
            self.rows, self.row, self.denied, self.negated = (), [], (), False
        elif named:
            yield from self._kind(piece, result, named)
        elif self.row and _NONE_ALONE.fullmatch(piece.words):
            yield self._none(Span(self.row[0].start, piece.span.end), self.denied)
            self.row = []
        elif self.rows:
            yield from _outcome(
                self.rows, piece, result, denied=self.nothing and not piece.counts and piece.mark == "、"
            )

    def _outside(self, piece: Piece) -> bool:
        scene, end = self.scene, piece.span.end
        return elsewhere(scene, self.sentence, end, self.scopes) or other_year(scene, self.sentence, end)

    def _kind(self, piece: Piece, result: Piece, named: list[Hit]) -> Iterator[_Claim]:
        rows = self._meant(_rows_of(self.scene, named))
        continued = piece.mark == "、" and not piece.before(named[0])
        if not continued:
            self.row, self.denied, self.negated = [], (), False
        if not rows:
            self.rows = ()
        elif result.named:
            self.rows = tuple(dict.fromkeys((*self.denied, *rows)))
            yield from _outcome(
                self.rows, piece, result, denied=self.nothing and not piece.counts and piece.mark == "、"
            )
        elif self._denies(piece, named, continued=continued):
            first = (*self.row, piece.span)[0]
            yield self._none(Span(first.start, piece.span.end), (*self.denied, *rows))
            self.rows, self.row, self.denied = (), [], ()
            self.row = [first] if self.negated else []
        elif len(piece.counts) == 1:
            self.rows, self.row = _LAWSUITS if self.suits == set(_LAWSUITS) else rows, []
            if not (_EACH.search(piece.words) and self._bracketed(piece)):  # 未审结2件（复议、诉讼各1件）
                yield from _counted(rows, piece)
        elif not piece.counts:
            if not (self.rows == _LAWSUITS and set(rows) < set(_LAWSUITS)):  # how they were brought: still the same
                self.rows = rows
            self.row.append(piece.span)
            self.denied += rows
            yield from _brought(rows, piece, named[0])

    def _meant(self, rows: tuple[str, ...]) -> tuple[str, ...]:
        """The same rows; notes how the lawsuits were brought."""
        self.suits = self.suits | {*rows} if set(rows) <= set(_LAWSUITS) and len(rows) == 1 else set()
        return rows

    def _bracketed(self, piece: Piece) -> bool:
        text, start, end = self.scene.body.text, self.sentence.start, piece.span.start
        return text.rfind("（", start, end) > text.rfind("）", start, end)

    def _none(self, span: Span, rows: tuple[str, ...]) -> _Claim:
        return _Claim(rows=tuple(dict.fromkeys(rows)), column="total", count=Decimal(0), every=False, span=span)

    def _denies(self, piece: Piece, named: list[Hit], *, continued: bool) -> bool:
        before = piece.before(named[0])
        self.negated = (continued and self.negated) or _negated(before)
        behind = _NONE_BEHIND.fullmatch(piece.after(named[-1]))
        return behind is not None or (self.negated and not piece.counts)


def _claims(scene: Scene, sentence: Span, kinds: str, outcomes: str, scopes: str) -> Iterator[_Claim]:
    reading = _Reading(scene, sentence, scopes)
    told = zip(pieces(scene, sentence, kinds), pieces(scene, sentence, outcomes), strict=True)
    for piece, result in told:
        yield from reading.read(piece, result)


def _rows_of(scene: Scene, named: list[Hit]) -> tuple[str, ...]:
    """The rows of the kinds in a piece: one, or several that 和 joins; none where two stand apart."""
    for one, other in pairwise(named):
        if not _BOTH.fullmatch(scene.body.text, one.end, other.start) and one.term.sort != other.term.sort:
            return ()
    return tuple(dict.fromkeys(row for hit in named for row in hit.term.sort.split()))


def _negated(before: str) -> bool:
    found = _NONE_BEFORE.search(before)
    return found is not None and not _NOT_YET.search(before) and not _BECAUSE.search(found[0])


def _counted(rows: tuple[str, ...], piece: Piece) -> Iterator[_Claim]:
    count, each = piece.counts[0], piece.words[: piece.counts[0].start].endswith("各")
    for some in [(row,) for row in rows] if each else [rows]:
        yield _Claim(rows=some, column="total", count=count.value, every=False, span=piece.span)


def _brought(rows: tuple[str, ...], piece: Piece, hit: Hit) -> Iterator[_Claim]:
    """为复议后起诉, 都是未经复议直接起诉: how the lawsuits were brought."""
    before = piece.before(hit)
    if len(rows) == 1 and rows[0] in _LAWSUITS and _ASSERTED.search(before):
        every = _ALL.search(before) is not None
        yield _Claim(rows=rows, column="total", count=None, every=every, span=piece.span)


def _outcome(rows: tuple[str, ...], piece: Piece, result: Piece, *, denied: bool) -> Iterator[_Claim]:
    if len(result.named) != 1 or len(piece.counts) > 1:
        return
    column, hit = result.named[0], next(one for one in result.hits if one.term.sort)
    claim = partial(_Claim, rows=rows, column=column, span=piece.span)
    before = piece.before(hit)
    if denied or _negated(before) or (not piece.counts and _NONE_BEHIND.fullmatch(piece.after(hit))):
        yield claim(count=Decimal(0), every=False)
    elif piece.counts:
        yield claim(count=piece.counts[0].value, every=False)
    elif _ASSERTED.search(before) and hit.term.text != "其他" and not _GENERAL.search(piece.words):
        yield claim(count=None, every=_ALL.search(before) is not None)


def _ways(claim: _Claim) -> tuple[tuple[str, ...], ...]:
    """Whose figures may be meant: 诉讼 may be both kinds or the one that the sentence is about."""
    if claim.rows == _LAWSUITS and claim.count != 0:
        return (claim.rows, *((row,) for row in _LAWSUITS))
    return (claim.rows,)


def _together(claim: _Claim) -> tuple[tuple[str, ...], ...]:
    """With the reviews: 复议、诉讼合计4件, 维持3件."""
    suits = claim.count and set(claim.rows) & set(_LAWSUITS)
    return ((*_ROWS,), ("reconsideration", *claim.rows)) if suits else ()


def _total(scene: Scene, rows: tuple[str, ...], column: str) -> Range:
    return scene.total(tuple(f"review.{row}.{column}" for row in rows))


def _sums(scene: Scene, claim: _Claim) -> tuple[Decimal, ...]:
    totals = (_total(scene, rows, claim.column) for rows in _ways(claim))
    return tuple(dict.fromkeys(total.least for total in totals if total.exact))


def _judged(scene: Scene, claim: _Claim) -> Result:
    if not all(_total(scene, rows, claim.column).exact for rows in _ways(claim)):
        return Gap(reason="第四部分表格对应的格没有数字，没有比对")
    if any(_holds(scene, claim, rows) for rows in (*_ways(claim), *_together(claim))):
        return Note(text="正文说的复议、诉讼与第四部分表格相符")
    return _breach(scene, claim)


def _holds(scene: Scene, claim: _Claim, rows: tuple[str, ...]) -> bool:
    found = _total(scene, rows, claim.column).least
    if claim.count is not None:
        return found == claim.count
    if claim.column == "total":
        others = tuple(row for row in _LAWSUITS if row not in rows)
        return found > 0 and not (claim.every and _total(scene, others, "total").least)
    rest = [_total(scene, rows, column).least for column in _COLUMNS if column != claim.column]
    return found > 0 and not (claim.every and any(rest))


def _breach(scene: Scene, claim: _Claim) -> Breach:
    """What the table holds: the one figure, or for a claim about all of them every figure above 0."""
    held = [row for row in claim.rows if claim.count or _total(scene, (row,), claim.column).least] or claim.rows
    rows = "、".join(_ROWS[row] for row in held)
    if claim.count is not None or not claim.every:
        column = f"“{_COLUMNS[claim.column]}”" if claim.column != "total" else "总计"
        return breach(scene, claim.span, item=f"“{rows}”{column}", expected=OneOf(_sums(scene, claim)))
    figures = [
        f"“{_ROWS[row]}”{_COLUMNS[column]}{_total(scene, (row,), column).least:f}件"
        for row in (_LAWSUITS if claim.column == "total" else claim.rows)
        for column in _COLUMNS
        if _total(scene, (row,), column).least
    ]
    return breach(scene, claim.span, item=f"“{rows}”", expected="、".join(figures) or "0件")
