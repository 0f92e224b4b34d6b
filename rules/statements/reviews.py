"""Statements about reviews and lawsuits: how many, how they ended, how they were brought, that there were none."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.context import elsewhere, year_meant
from rules.statements.cutting import Piece, cut, sentences_saying, sorted_hits, sorts
from rules.statements.statement import Refs, Statement
from rules.text.span import Span

COLUMNS = ("upheld", "corrected", "other", "pending")
LAWSUITS = ("litigation_direct", "litigation_after")
LISTS = ("review_kinds",)
_PARTS = ("section.1", "section.4", "section.6")
_BOTH = pattern("(?:、|和|及|与|或|或者|以及|/)?(?:行政|提起|被提起)?")
_NONE_BEFORE = pattern("(?:没有|未|无|零)[\u4e00-\u9fff“”]{0,24}$")
_BECAUSE = pattern("因(?!.{0,16}(?:公开|申请|此|该))")  # 没有因拆迁引发的诉讼
_NOT_YET = pattern("超期|逾期|不作为|违法|不当|未及时|未经|未按|未能|未尽|未来|无关|无故|无论|不服")
_NONE_BEHIND = pattern(
    "(?:案件|申请|情况|的)?(?:数量|数)?(?:均|都|皆)?(?:为|是|有)?(?:零|无|没有|一[件起]?(?:也|都)?没有|未发生|0件?|零件|０件?)(?:发生|件|起|宗)?"
)
_NONE_ALONE = pattern("(?:均|都|皆|全年|本年|本年度)*(?:为|是)?(?:零|无|没有|未发生|均无|0件?|零件|０件?)(?:发生)?")
_EACH = pattern("各[0-9０-９一二两三四五六七八九十]")
_NOTHING = pattern("没有|无一|未出现|未发生|不存在")
_ALL = pattern("(?:均|都|全|全部|皆|一律)[\u4e00-\u9fff]{0,5}$")
_ASSERTED = pattern(
    "(?:结果|决定|判决|裁决|裁定|机关|法院|均|都|全部|全|一审|二审|被|予以|政府|我局|本局|我镇|我乡|我县|目前|至今|年末|年底前?|尚|仍|为|是|系|并)[\u4e00-\u9fff]{0,5}$|^$"
)
_GENERAL = pattern("^(?:对|凡|如|若)|的(?:案件|答复|决定|情形|事项)?$")
_SUPPOSED = pattern("避免|防止|如果|若|可能|风险|预防|减少|降低|依法可以|可以|可依法|告知|有权")


def reviews(context: CheckContext) -> tuple[tuple[Statement, ...], ...]:
    """What the text says of reviews and lawsuits, paragraph by paragraph; made once."""
    return context.memo(_reviews)


def _reviews(context: CheckContext) -> tuple[tuple[Statement, ...], ...]:
    paragraphs: dict[Span, list[Statement]] = {}
    for sentence in sentences_saying(context, LISTS, _PARTS):
        known = paragraphs.setdefault(context.body.paragraph(sentence.start), [])
        reading = _Reading(context, sentence)
        known += [said for piece in cut(context, sentence) for said in reading.read(piece)]
    return tuple(tuple(said) for said in paragraphs.values())


@lru_cache(maxsize=256)
def cells(rows: Refs, column: str) -> Refs:
    """The cells of rows in a column of table four."""
    return tuple([f"review.{row}.{column}" for row in rows])


class _Reading:
    """Reads one sentence, piece by piece. ``rows``: the cases named last, which later pieces mean."""

    def __init__(self, context: CheckContext, sentence: Span) -> None:
        self.context, self.sentence = context, sentence
        self.rows: Refs = ()
        self.suits: set[str] = set()  # how they were brought, told so far: behind both, outcomes may be those of all
        self.row: list[Span] = []  # 复议、诉讼, not counted: a 无 behind them denies them all
        self.denied: Refs = ()  # whose these are
        self.negated = False
        self.nothing = False  # 未出现被纠正、被撤销的情形: what a denial opened goes on behind 、

    def read(self, piece: Piece) -> Iterator[Statement]:
        """What a piece says."""
        named = sorted_hits(self.context, "review_kinds", piece.span)
        continued = piece.mark == "、" and not piece.counts
        self.nothing = _NOTHING.search(piece.words) is not None or (continued and self.nothing)
        if not (named or self.rows or self.row or self.denied or self.negated):
            return
        if piece.rough or _SUPPOSED.search(piece.words) or self._outside(piece):
            self.rows, self.row, self.denied, self.negated = (), [], (), False
        elif named:
            yield from self._kind(piece, named)
        elif self.row and _NONE_ALONE.fullmatch(piece.words):
            yield _none(Span(self.row[0].start, piece.span.end), self.denied)
            self.row = []
        elif self.rows and piece.mark in "：:" and len(piece.counts) == 1 and len(piece.words) == piece.counts[0].end:
            yield from _counted(self.rows, piece)  # 复议：1件
        elif self.rows:
            yield from self._outcome(piece)

    def _outside(self, piece: Piece) -> bool:
        context, end = self.context, piece.span.end
        return (
            elsewhere(context, self.sentence, end, "claim_scopes")
            or year_meant(context, self.sentence, end) is not None
        )

    def _kind(self, piece: Piece, named: tuple[Hit, ...]) -> Iterator[Statement]:
        rows = self._meant(_rows_of(self.context, named))
        continued = piece.mark == "、" and not piece.before(named[0].start)
        if not continued:
            self.row, self.denied, self.negated = [], (), False
        if not rows:
            self.rows = ()
        elif sorts(sorted_hits(self.context, "review_outcomes", piece.span)):
            self.rows = tuple(dict.fromkeys((*self.denied, *rows)))
            yield from self._outcome(piece)
        elif self._denies(piece, named, continued=continued):
            yield self._denial(piece, rows)
        elif len(piece.counts) == 1:
            self.rows, self.row = LAWSUITS if self.suits == set(LAWSUITS) else rows, []
            if not (_EACH.search(piece.words) and piece.holder >= 0):  # 未审结2件（复议、诉讼各1件）
                yield from _counted(rows, piece)
        elif not piece.counts:
            if not (self.rows == LAWSUITS and set(rows) < set(LAWSUITS)):  # how they were brought: still the same
                self.rows = rows
            self.row.append(piece.span)
            self.denied += rows
            yield from _brought(rows, piece, named[0])

    def _denial(self, piece: Piece, rows: Refs) -> Statement:
        first = (*self.row, piece.span)[0]
        said = _none(Span(first.start, piece.span.end), (*self.denied, *rows), before=self.negated)
        self.rows, self.denied = (), ()
        self.row = [first] if self.negated else []
        return said

    def _meant(self, rows: Refs) -> Refs:
        """The same rows; notes how the lawsuits were brought."""
        self.suits = self.suits | {*rows} if set(rows) <= set(LAWSUITS) and len(rows) == 1 else set()
        return rows

    def _denies(self, piece: Piece, named: tuple[Hit, ...], *, continued: bool) -> bool:
        self.negated = (continued and self.negated) or _negated(piece.before(named[0].start))
        behind = _NONE_BEHIND.fullmatch(piece.after(named[-1].end))
        return behind is not None or (self.negated and not piece.counts)

    def _outcome(self, piece: Piece) -> Iterator[Statement]:
        hits = sorted_hits(self.context, "review_outcomes", piece.span)
        if len(sorts(hits)) != 1 or len(piece.counts) > 1:
            return
        column, hit = hits[0].term.sort, hits[0]
        before = piece.before(hit.start)
        goes_on = self.nothing and not piece.counts and piece.mark == "、"
        behind = not piece.counts and _NONE_BEHIND.fullmatch(piece.after(hit.end))
        if goes_on or _negated(before) or behind:
            yield _said(self.rows, column, piece, value=Decimal(0))
        elif piece.counts:
            yield _said(self.rows, column, piece, value=piece.counts[0].value)
        elif _ASSERTED.search(before) and hit.term.text != "其他" and not _GENERAL.search(piece.words):
            yield _said(self.rows, column, piece, every=_ALL.search(before) is not None)


def _said(rows: Refs, column: str, piece: Piece, *, value: Decimal | None = None, every: bool = False) -> Statement:
    """A statement about some rows: a count, or that some or all of them ended in a way or were brought in one."""
    ways = (rows, *((row,) for row in LAWSUITS)) if rows == LAWSUITS and value != 0 else (rows,)
    if column == "total":
        others = cells(tuple(row for row in LAWSUITS if row not in rows), "total")
    else:
        others = tuple(cell for one in COLUMNS if one != column for cell in cells(rows, one))
    return Statement(
        topic=f"reviews.{column}.{'+'.join(rows)}", span=piece.span, value=value, mark=piece.mark,
        quantifier="count" if value is not None else "all" if every else "some",
        meanings=tuple(cells(way, column) for way in ways), others=others if every else (),
        flow=column if value else "denied",
    )  # fmt: skip


def _none(span: Span, rows: Refs, *, before: bool = False) -> Statement:
    rows = tuple(dict.fromkeys(rows))
    return Statement(
        topic=f"reviews.total.{'+'.join(rows)}", span=span, value=Decimal(0), quantifier="none", named=before,
        meanings=(cells(rows, "total"),), flow="denied",
    )  # fmt: skip


def _rows_of(context: CheckContext, named: tuple[Hit, ...]) -> Refs:
    """The rows of the kinds in a piece: one, or several that 和 joins; none where two stand apart."""
    for one, other in pairwise(named):
        if not _BOTH.fullmatch(context.body.text, one.end, other.start) and one.term.sort != other.term.sort:
            return ()
    return tuple(dict.fromkeys(row for hit in named for row in hit.term.sort.split()))


def _negated(before: str) -> bool:
    found = _NONE_BEFORE.search(before)
    return found is not None and not _NOT_YET.search(before) and not _BECAUSE.search(found[0])


def _counted(rows: Refs, piece: Piece) -> Iterator[Statement]:
    count, each = piece.counts[0], piece.words[: piece.counts[0].start].endswith("各")
    for some in [(row,) for row in rows] if each else [rows]:
        yield _said(some, "total", piece, value=count.value)


def _brought(rows: Refs, piece: Piece, hit: Hit) -> Iterator[Statement]:
    """为复议后起诉, 都是未经复议直接起诉: how the lawsuits were brought."""
    before = piece.before(hit.start)
    if len(rows) == 1 and rows[0] in LAWSUITS and _ASSERTED.search(before):
        yield _said(rows, "total", piece, every=_ALL.search(before) is not None)
