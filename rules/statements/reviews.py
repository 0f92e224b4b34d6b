"""Statements about reviews and lawsuits: how many, how they ended, how they were brought, that there were none."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.context import elsewhere, year_meant
from rules.statements.cutting import Segment, cut, sentences_saying, sorted_hits, sorts
from rules.statements.other_cases import of_other_cases
from rules.statements.statement import Refs, Statement
from rules.text.numbers import chinese
from rules.text.span import Span

COLUMNS = ("upheld", "corrected", "other", "pending")
LAWSUITS = ("litigation_direct", "litigation_after")
LISTS, _PARTS = ("review_kinds",), ("section.1", "section.4", "section.6")
_BOTH = pattern("(?:、|和|及|与|或|或者|以及|/)?(?:行政|提起|被提起)?")
_NONE_BEFORE = pattern("(?:没有|未|无|零)[\u4e00-\u9fff“”]{0,24}$")
_BECAUSE = pattern("因(?!.{0,16}(?:公开|申请|此|该))")  # 没有因拆迁引发的诉讼
_NOT_YET = pattern("超期|逾期|不作为|违法|不当|未及时|未经|未按|未能|未尽|未来|无关|无故|无论|不服")
_NONE_BEHIND = pattern(
    "(?:案件|申请|情况|的)?(?:数量|数)?(?:均|都|皆)?(?:为|是|有)?(?:零|无|没有|一[件起]?(?:也|都)?没有|未发生|0件?|零件|０件?)(?:发生|件|起|宗)?"
)
_NONE_ALONE = pattern("(?:均|都|皆|全年|本年|本年度)*(?:为|是)?(?:零|无|没有|未发生|均无|0件?|零件|０件?)(?:发生)?")
_EACH, _NOTHING = pattern("各[0-9０-９一二两三四五六七八九十]"), pattern("没有|无一|未出现|未发生|不存在")
_ALL = pattern("(?:均|都|全|全部|皆|一律)[\u4e00-\u9fff]{0,5}$")
_ASSERTED = pattern(
    "(?:结果|决定|判决|裁决|裁定|机关|法院|均|都|全部|全|一审|二审|被|予以|政府|我局|本局|我镇|我乡|我县|目前|至今|年末|年底前?|尚|仍|为|是|系|属|属于|获|并)[\u4e00-\u9fff]{0,5}$|^$"
)
_CLOSED = pattern(
    "(?:到|至|截至)?(?:年末|年底|年内|目前|本年|均|都|全部|皆|现|已经?){1,4}(?:审结|审理完毕|结案|办结)(?:完毕)?"
)
_ALL_BROUGHT = pattern(
    "(?:(?P<number>[0-9０-９一二三四五六七八九十两]+[件起宗])(?:案件)?|案件)?(?P<every>均|都|全|全部)?(?:为|系|是|属|属于)(?:经)?"
)
_CORRECTING = pattern("被(?:依法)?纠[正错]")
_CORRECTED = pattern(
    "被(?:依法)?(?:纠正|纠错)的(?P<behind>[0-9]{1,3}|[一二两三四五六七八九十]{1,2})[件起]"
    "|(?<![0-9])(?P<before>[0-9]{1,3}|[一二两三四五六七八九十]{1,2})[件起](?:行政)?(?:复议|诉讼)?(?:案件|答复|决定)?被(?:依法)?(?:纠正|纠错)"
)
_GENERAL = pattern("^(?:对|凡|如|若)|的(?:案件|答复|决定|情形|事项)?$")
_SUPPOSED = pattern("避免|防止|如果|若|可能|风险|预防|减少|降低|可以|可依法|告知|有权|建议|引导|协助|指导")


def reviews(context: CheckContext) -> tuple[tuple[Statement, ...], ...]:
    """What the text says of reviews and lawsuits, paragraph by paragraph; ``context.memo`` shares it."""
    paragraphs: dict[Span, list[Statement]] = {}
    read = sentences_saying(context, LISTS, _PARTS)
    for sentence in read:
        known = paragraphs.setdefault(context.body.paragraph(sentence.start), [])
        reading = _ReviewReader(context, sentence)
        known += [said for segment in cut(context, sentence) for said in reading.read(segment)]
    for said in _corrected(context, frozenset(read)):
        paragraphs.setdefault(context.body.paragraph(said.span.start), []).append(said)
    return tuple(tuple(said) for said in paragraphs.values())


@lru_cache(maxsize=256)
def cells(rows: Refs, column: str) -> Refs:
    """The cells of rows in a column of table four."""
    return tuple([f"review.{row}.{column}" for row in rows])


def _corrected(context: CheckContext, read: frozenset[Span]) -> Iterator[Statement]:
    """被纠正的2件 are all, or all of a row, 2件被纠正 no more than that; only sentences that are not read otherwise."""
    for part in context.body.spans(("section.1", "section.5")) if _CORRECTING.search(context.body.text) else ():
        for found in _CORRECTED.finditer(context.body.text, part.start, part.end):
            sentence, written = context.body.sentence(found.start()), found["behind"] or found["before"]
            value = Decimal(written) if written.isdecimal() else chinese(written)
            outside = elsewhere(context, sentence, found.end(), "claim_scopes")
            if value and sentence not in read and not outside and not year_meant(context, sentence, found.end()):
                said = _said(("reconsideration", *LAWSUITS), "corrected", Span(*found.span()), value=value)
                ways = (said.meanings[0], cells(LAWSUITS, "corrected"), *((one,) for one in said.meanings[0]))
                yield replace(said, meanings=ways) if found["behind"] else replace(said, narrowed=True)


class _ReviewReader:
    """Reads one sentence, segment by segment. ``rows``: the cases named last, which later segments mean."""

    def __init__(self, context: CheckContext, sentence: Span) -> None:
        self.context, self.sentence = context, sentence
        self.rows: Refs = ()
        self.suits: set[str] = set()  # how they were brought, told so far: behind both, outcomes may be those of all
        self.row: list[Span] = []  # 复议、诉讼, not counted: a 无 behind them denies them all
        self.denied: Refs = ()  # whose these are
        self.negated = self.heads = False
        self.nothing = False  # 未出现被纠正、被撤销的情形: what a denial opened goes on behind 、

    def read(self, segment: Segment) -> Iterator[Statement]:
        """What a segment says."""
        named = sorted_hits(self.context, "review_kinds", segment.span)
        continued = segment.mark == "、" and not segment.counts
        self.nothing = _NOTHING.search(segment.words) is not None or (continued and self.nothing)
        named_before, self.heads = self.heads, bool(named) and segment.words.endswith(("方面", "情况"))
        if not (named or self.rows or self.row or self.denied or self.negated):
            return
        if segment.rough or _SUPPOSED.search(segment.words) or self._outside(segment):
            self.rows, self.row, self.denied, self.negated = (), [], (), False
        elif named:
            yield from self._kind(segment, named)
        elif self.row and _NONE_ALONE.fullmatch(segment.words):
            yield _none(Span(self.row[0].start, segment.span.end), self.denied)
            self.row = []
        elif self.rows and (segment.mark in "：:" or named_before) and _only_counts(self.context, segment):
            yield from _counted(self.rows, segment)  # 复议：1件
        elif self.rows:
            yield from self._outcome(segment)

    def _outside(self, segment: Segment) -> bool:
        context, end = self.context, segment.span.end
        return (
            elsewhere(context, self.sentence, end, "claim_scopes")
            or of_other_cases(context, self.sentence, segment)
            or year_meant(context, self.sentence, end) is not None
        )

    def _kind(self, segment: Segment, named: tuple[Hit, ...]) -> Iterator[Statement]:
        rows = _rows_of(self.context, named)
        self.suits = self.suits | {*rows} if len(rows) == 1 and rows[0] in LAWSUITS else set()
        brought = self._with_number(segment, named) if not rows else ()
        if brought:
            self.rows, self.row, self.denied, self.negated = LAWSUITS, [], (), False
            yield from brought
            return
        continued = segment.mark == "、" and not segment.before(named[0].start)
        if not continued:
            self.row, self.denied, self.negated = [], (), False
        if not rows:
            self.rows = ()
        elif sorts(sorted_hits(self.context, "review_outcomes", segment.span)):
            self.rows = tuple(dict.fromkeys((*self.denied, *rows)))
            yield from self._outcome(segment)
        elif self._denies(segment, named, continued=continued):
            yield self._denial(segment, rows)
        elif len(segment.counts) == 1:
            self.rows, self.row = LAWSUITS if self.suits == set(LAWSUITS) else rows, []
            if not (_EACH.search(segment.words) and segment.holder >= 0):  # 未审结2件（复议、诉讼各1件）
                yield from _counted(rows, segment)
        elif not segment.counts:
            if not (self.rows == LAWSUITS and set(rows) < set(LAWSUITS)):  # how they were brought: still the same
                self.rows = rows
            self.row.append(segment.span)
            self.denied += rows
            yield from _brought(rows, segment, named[0])

    def _with_number(self, segment: Segment, named: tuple[Hit, ...]) -> tuple[Statement, ...]:
        """行政诉讼2件均为复议后起诉: their number, and how they were brought."""
        whole, way = (tuple(hit.term.sort.split()) for hit in (named[0], named[-1]))
        if len(named) != 2 or whole != LAWSUITS or len(way) != 1 or len(segment.counts) > 1:  # noqa: PLR2004 - the two
            return ()
        found = _ALL_BROUGHT.fullmatch(self.context.body.text, named[0].end, named[1].start)
        if not found or not (found["number"] or found["every"]):
            return ()
        number = _counted(LAWSUITS, segment) if found["number"] and segment.counts else ()
        return (*number, _said(way, "total", segment, every=found["every"] is not None))

    def _denial(self, segment: Segment, rows: Refs) -> Statement:
        first = (*self.row, segment.span)[0]
        said = _none(Span(first.start, segment.span.end), (*self.denied, *rows), before=self.negated)
        self.rows, self.denied = (), ()
        self.row = [first] if self.negated else []
        return said

    def _denies(self, segment: Segment, named: tuple[Hit, ...], *, continued: bool) -> bool:
        self.negated = (continued and self.negated) or _negated(segment.before(named[0].start))
        behind = _NONE_BEHIND.fullmatch(segment.after(named[-1].end))
        return behind is not None or (self.negated and not segment.counts)

    def _outcome(self, segment: Segment) -> Iterator[Statement]:
        hits = sorted_hits(self.context, "review_outcomes", segment.span)
        if not hits and _CLOSED.fullmatch(segment.words):
            yield _said(self.rows, "pending", segment, value=Decimal(0))
        if len(sorts(hits)) != 1 or len(segment.counts) > 1:
            return
        column, hit = hits[0].term.sort, hits[0]
        before = segment.before(hit.start)
        goes_on = self.nothing and not segment.counts and segment.mark == "、"
        behind = not segment.counts and _NONE_BEHIND.fullmatch(segment.after(hit.end))
        if goes_on or _negated(before) or behind:
            yield _said(self.rows, column, segment, value=Decimal(0))
        elif segment.counts:
            yield _said(self.rows, column, segment, value=segment.counts[0].value)
        elif _ASSERTED.search(before) and hit.term.text != "其他" and not _GENERAL.search(segment.words):
            yield _said(self.rows, column, segment, every=_ALL.search(before) is not None)


def _only_counts(context: CheckContext, segment: Segment) -> bool:
    """Whether a segment is a number of cases and tells nothing of how they ended."""
    counts = len(segment.counts) == 1 and len(segment.words) == segment.counts[0].end
    return counts and not sorted_hits(context, "review_outcomes", segment.span)


def _said(
    rows: Refs, column: str, at: Segment | Span, *, value: Decimal | None = None, every: bool = False
) -> Statement:
    """A statement about some rows: a count, or that some or all of them ended in a way or were brought in one."""
    ways = (rows, *((row,) for row in LAWSUITS)) if rows == LAWSUITS and value != 0 else (rows,)
    if column == "total":
        others = cells(tuple(row for row in LAWSUITS if row not in rows), "total")
    else:
        others = tuple(cell for one in COLUMNS if one != column for cell in cells(rows, one))
    return Statement(
        topic=f"reviews.{column}.{'+'.join(rows)}", value=value,
        span=at.span if isinstance(at, Segment) else at, mark=at.mark if isinstance(at, Segment) else "",
        quantifier="count" if value is not None else "all" if every else "some",
        meanings=tuple(cells(way, column) for way in ways), others=others if every else (),
        flow=f"{column} {'+'.join(rows)}",
    )  # fmt: skip


def _none(span: Span, rows: Refs, *, before: bool = False) -> Statement:
    rows = tuple(dict.fromkeys(rows))
    return Statement(
        topic=f"reviews.total.{'+'.join(rows)}", span=span, value=Decimal(0), quantifier="none", named=before,
        meanings=(cells(rows, "total"),), flow=f"denied {'+'.join(rows)}",
    )  # fmt: skip


def _rows_of(context: CheckContext, named: tuple[Hit, ...]) -> Refs:
    """The rows of the kinds in a segment: one, or several that 和 joins; none where two stand apart."""
    for one, other in pairwise(named):
        if not _BOTH.fullmatch(context.body.text, one.end, other.start) and one.term.sort != other.term.sort:
            return ()
    return tuple(dict.fromkeys(row for hit in named for row in hit.term.sort.split()))


def _negated(before: str) -> bool:
    found = _NONE_BEFORE.search(before)
    return found is not None and not _NOT_YET.search(before) and not _BECAUSE.search(found[0])


def _counted(rows: Refs, segment: Segment) -> Iterator[Statement]:
    count, each = segment.counts[0], segment.words[: segment.counts[0].start].endswith("各")
    for some in [(row,) for row in rows] if each else [rows]:
        yield _said(some, "total", segment, value=count.value)


def _brought(rows: Refs, segment: Segment, hit: Hit) -> Iterator[Statement]:
    """为复议后起诉, 都是未经复议直接起诉: how the lawsuits were brought."""
    before = segment.before(hit.start)
    if len(rows) == 1 and rows[0] in LAWSUITS and _ASSERTED.search(before):
        yield _said(rows, "total", segment, every=_ALL.search(before) is not None)
