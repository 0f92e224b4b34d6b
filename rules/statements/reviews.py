"""Statements about reviews and lawsuits: how many, how they ended, how they were brought, that there were none."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.asked import change
from rules.statements.context import elsewhere, year_meant
from rules.statements.corrected import corrected
from rules.statements.cutting import Segment, cut, sentences_saying, sorted_hits, sorts
from rules.statements.other_cases import of_other_cases
from rules.statements.review_said import LAWSUITS, cells, counted, denial_of, only_counts, rows_of, said_of
from rules.statements.statement import Refs, Statement
from rules.text.numbers import Quantity
from rules.text.span import Span

_PROBLEMS = ("section.5",)
LISTS, _PARTS = ("review_kinds",), ("section.1", "section.4", "section.5", "section.6")
_NONE_BEFORE = pattern("(?:没有|未|无|零)[\u4e00-\u9fff“”]{0,24}$")
_NOT_FIRST = pattern("(?:没有|未|不)[^，,。；;]{0,4}(?:经|经过|先|通过)$")  # 都没有先经复议: how they were brought
_BECAUSE = pattern("因(?!.{0,16}(?:公开|申请|此|该))")  # 没有因拆迁引发的诉讼
# 无一件引起行政复议; 败诉的案件一件也没有
_NOT_ONE, _NOT_ANY = pattern("(?:无|没有)一[件起宗例]"), pattern("一[件起宗](?:也|都)没有$")
_BROUGHT = pattern("(?:被|提起?|申请|引发|引起|发生|政府信息公开)*")
_CASES = pattern("讼?(?:案件|申请|事项|情况|情形|纠纷|问题|的|等)*")
_NOT_YET = pattern("超期|逾期|不作为|违法|不当|未及时|未经|未按|未能|未尽|未来|无关|无故|无论|不服")
_NONE_BEHIND = pattern(
    "(?:案件|申请|情况|的)*(?:数量|数)?(?:均|都|皆)?(?:为|是|有)?(?:零|无|没有|一[件起]?(?:也|都)?没有|未发生|0件?|零件|０件?)(?:发生|件|起|宗)?"
)
_NONE_ALONE = pattern("(?:均|都|皆|全年|本年|本年度)*(?:为|是)?(?:零|无|没有|未发生|均无|0件?|零件|０件?)(?:发生)?")
_EACH, _NOTHING = pattern("各[0-9０-９一二两三四五六七八九十]"), pattern("没有|无一|未出现|未发生|不存在")
_ALL = pattern("(?:均|都|全|全部|皆|一律)[\u4e00-\u9fff]{0,5}$")
_ASSERTED = pattern(
    "(?:结果|审理|审查|决定|判决|裁决|裁定|机关|法院|均|都|全部|全|一审|二审|被|予以|政府|我局|本局|我镇|我乡|我县|目前|至今|年末|年底前?|尚|仍|为|是|系|属|属于|获|并)[\u4e00-\u9fff]{0,5}$|^$"
)
_CLOSED = pattern(
    "[且并]?(?:到|至|截至|于|在)?(?:年底前|年末前|年末|年底|年内|目前|本年|均|都|全部|皆|现|已经?){1,4}(?:审结|审理完毕|结案|办结)(?:完毕)?"
)
_ALL_BROUGHT = pattern(
    "(?:(?P<number>[0-9０-９一二三四五六七八九十两]+[件起宗])(?:案件)?|案件)?(?P<every>均|都|全|全部)?(?:为|系|是|属|属于)(?:经)?"
)
# 因政府信息公开被申请复议5件。其中维持3件，…
_GOES_ON = pattern("其中|已?审结|结果|均|[^，,。；;0-9]{0,6}(?:政府|复议机关|法院)|维持|纠正")
_GENERAL, _OF_THESE = pattern("^(?:对|凡|如|若)|另一|另案|此前"), pattern("(?:决定|判决|处理)?的")
_AMONG = pattern("(?:答复)?经?(?:行政)?(?:复议|诉讼)(?:案件)?[中里]?(?:虽|仅|只|就)?有?")
# 未审结2件（复议、诉讼各1件）; papers are no cases: 行政复议案件材料5件
_OF_OTHERS = pattern(
    "审理终结|审结|结案|又|再次|[0-9一二两三四五]+[人名位户]|(?:材料|文书|书|案卷|卷宗|档案|指南|知识|案例|培训|宣传)[^0-9]{0,4}[0-9]"
)
# 结果纠正的1件是因为…: what it is of was told before
_TOLD_BEFORE = pattern("(?:维持|纠正|其他结果|撤销)的[0-9一二两三四五六七八九十]+[件起宗](?:是|系|，?因|，?主要)")
_SUPPOSED = pattern(
    "避免|争取|目标|确保|杜绝|努力|防止|如果|若|可能|风险|预防|减少|降低|可以|可依法|告知|有权|建议|引导|协助|指导"
)


def reviews(context: CheckContext) -> tuple[tuple[Statement, ...], ...]:
    """What the text says of reviews and lawsuits, paragraph by paragraph; ``context.memo`` shares it."""
    paragraphs: dict[Span, list[Statement]] = {}
    read = sentences_saying(context, LISTS, _PARTS)
    for sentence in read:
        known = paragraphs.setdefault(context.body.paragraph(sentence.start), [])
        reading = _ReviewReader(context, sentence)
        told = list(reading.told())
        behind = _next(context, sentence)
        one_kind = len({one.meanings for one in told if one.about("reviews.total") and one.value}) == 1
        if one_kind and reading.rows and behind is not None and behind not in read:
            told += _ReviewReader(context, behind, reading.rows).told()
        known += _of_problems(context, told) if context.body.within(sentence.start, _PROBLEMS) else told
    for said in corrected(context, frozenset(read)):
        paragraphs.setdefault(context.body.paragraph(said.span.start), []).append(said)
    return tuple(tuple(said) for said in paragraphs.values())


def _next(context: CheckContext, sentence: Span) -> Span | None:
    """The sentence behind one, in its paragraph, where it goes on about how cases ended."""
    if sentence.end + 1 >= context.body.paragraph(sentence.start).end:
        return None
    return context.body.sentence(sentence.end + 1) if _GOES_ON.match(context.body.text, sentence.end + 1) else None


def _of_problems(context: CheckContext, told: list[Statement]) -> list[Statement]:
    """What is told as a problem may be of some cases alone, unless all of them are counted beside."""
    totals = [one for one in told if one.about("reviews.total") and one.value]
    if any(context.total(refs).least == one.value for one in totals for refs in one.meanings):
        return told
    return [replace(one, narrowed=True) if one.value else one for one in told]


class _ReviewReader:
    """Reads one sentence, segment by segment. ``rows``: the cases named last, which later segments mean."""

    def __init__(self, context: CheckContext, sentence: Span, rows: Refs = ()) -> None:
        self.context, self.sentence, self.rows = context, sentence, rows
        self.own = False  # as many as the table has: not those that the agency decides on itself
        self.suits: set[str] = set()  # how they were brought, told so far: behind both, outcomes may be those of all
        self.row: list[Span] = []  # 复议、诉讼, not counted: a 无 behind them denies them all
        self.denied: Refs = ()  # whose these are
        self.negated = self.heads = self.opened = False
        self.ended: Refs = ()  # the suits brought in one way of which outcomes were told by themselves
        self.nothing = False  # 未出现被纠正、被撤销的情形: what a denial opened goes on behind 、

    def told(self) -> Iterator[Statement]:
        """What the sentence says."""
        for segment in cut(self.context, self.sentence):
            yield from self.read(segment)

    def read(self, segment: Segment) -> Iterator[Statement]:
        """What a segment says."""
        named = sorted_hits(self.context, "review_kinds", segment.span)
        continued = segment.mark == "、" and not segment.counts
        self.nothing = _NOTHING.search(segment.words) is not None or (continued and self.nothing)
        if not (named or segment.counts or self.rows or self.row or self.denied):  # 没有引发投诉、复议
            self.negated = self.opened = _negated(segment.words) or (self.opened and segment.mark == "、")
        named_before, self.heads = self.heads, bool(named) and segment.words.endswith(("方面", "情况"))
        if not (named or self.rows or self.row or self.denied or self.negated):
            return
        self.own = self.own or (bool(named) and self._is_of_table(segment, rows_of(self.context, named)))
        if segment.rough or _SUPPOSED.search(segment.words) or self._outside(segment):
            self.rows, self.row, self.denied, self.negated = (), [], (), False
        elif named and (len(named) > 1 or not _NOT_FIRST.search(segment.before(named[0].start))):
            yield from self._kind(segment, named)
        elif self.row and _NONE_ALONE.fullmatch(segment.words):
            yield denial_of(Span(self.row[0].start, segment.span.end), self.denied)
            self.row = []
        elif self.rows and (segment.mark in ("：", ":") or named_before) and only_counts(self.context, segment):
            yield from counted(self.rows, segment)  # 复议：1件
        elif self.rows:
            yield from self._outcome(segment)

    def _outside(self, segment: Segment) -> bool:
        context, end = self.context, segment.span.end
        return (
            elsewhere(context, self.sentence, end, "claim_scopes", frozenset({"matter"} if self.own else ()))
            or of_other_cases(context, self.sentence, segment)
            or year_meant(context, self.sentence, end) is not None
        )

    def _is_of_table(self, segment: Segment, rows: Refs) -> bool:
        total = self.context.total(cells(rows, "total"))
        return len(segment.counts) == 1 and total.least == segment.counts[0].value > 1

    def _kind(self, segment: Segment, named: tuple[Hit, ...]) -> Iterator[Statement]:
        rows = rows_of(self.context, named)
        self.suits = self.suits | {*rows} if len(rows) == 1 and rows[0] in LAWSUITS else set()
        brought = self._with_number(segment, named) if not rows else ()
        if brought:
            self.rows, self.row, self.denied, self.negated = LAWSUITS, [], (), False
            yield from brought
            return
        continued = segment.mark == "、" and _BROUGHT.fullmatch(segment.before(named[0].start)) is not None
        if not continued:
            self.row, self.denied, self.negated, self.opened = [], (), False, False
        if not rows:
            self.rows = ()
        elif sorts(sorted_hits(self.context, "review_outcomes", segment.span)):
            self.rows = tuple(dict.fromkeys((*self.denied, *rows)))
            yield from self._outcome(segment)
        elif self._denies(segment, named, continued=continued):
            yield self._denial(segment, rows)
        elif len(segment.counts) == 1 and not change(segment):
            both = self.suits == set(LAWSUITS) and not self.ended
            self.rows, self.row = LAWSUITS if both else rows, []
            if not (_EACH.search(segment.words) and segment.holder >= 0) and not _OF_OTHERS.search(segment.words):
                yield from counted(rows, segment)
        elif segment.counts:
            self.rows = rows  # 一名驾驶员直接起诉1件: two numbers, and the outcome behind them is of these
        else:
            if not (self.rows == LAWSUITS and set(rows) < set(LAWSUITS)):  # how they were brought: still the same
                self.rows = rows
            self.row, self.denied = [*self.row, segment.span], (*self.denied, *rows)
            yield from _brought(rows, segment, named[0])

    def _with_number(self, segment: Segment, named: tuple[Hit, ...]) -> tuple[Statement, ...]:
        """行政诉讼2件均为复议后起诉: their number, and how they were brought."""
        whole, way = (tuple(hit.term.sort.split()) for hit in (named[0], named[-1]))
        if len(named) != 2 or whole != LAWSUITS or len(way) != 1 or len(segment.counts) > 1:  # noqa: PLR2004 - the two
            return ()
        found = _ALL_BROUGHT.fullmatch(self.context.body.text, named[0].end, named[1].start)
        if not found or not (found["number"] or found["every"]):
            return ()
        number = counted(LAWSUITS, segment) if found["number"] and segment.counts else ()
        return (*number, said_of(way, "total", segment, every=found["every"] is not None))

    def _denial(self, segment: Segment, rows: Refs) -> Statement:
        first = (*self.row, segment.span)[0]
        said = denial_of(Span(first.start, segment.span.end), (*self.denied, *rows), before=self.negated)
        self.rows, self.denied = (), ()
        self.row = [first] if self.negated else []
        return said

    def _denies(self, segment: Segment, named: tuple[Hit, ...], *, continued: bool) -> bool:
        self.negated = (continued and self.negated) or _negated(segment.before(named[0].start))
        after = segment.after(named[-1].end)
        none = self.negated and (not segment.counts or _NOT_ONE.search(segment.before(named[0].start)) is not None)
        none = none and "不服" not in after and (not self.opened or _CASES.fullmatch(after) is not None)
        return none or _NONE_BEHIND.fullmatch(after) is not None

    def _outcome(self, segment: Segment) -> Iterator[Statement]:
        hits = sorted_hits(self.context, "review_outcomes", segment.span)
        if not hits and _CLOSED.fullmatch(segment.words):
            yield said_of(self.rows, "pending", segment, value=Decimal(0))
        counts = _of_whole(segment)
        if len(counts) == 1 and len(hits) > 1 and segment.words[: counts[0].start].endswith("各"):  # 维持和纠正各1件
            yield from (said_of(self.rows, column, segment, value=counts[0].value) for column in sorts(hits))
        if len(sorts(hits)) != 1 or len(counts) > 1 or _TOLD_BEFORE.search(segment.words):
            return
        if counts and len(self.rows) == 1 and self.rows[0] in LAWSUITS:
            self.ended = self.rows  # 直接起诉3件（维持2件），复议后起诉2件（维持1件）: each has its own
        column, hit = hits[0].term.sort, hits[0]
        before = segment.before(hit.start)
        goes_on = self.nothing and not counts and segment.mark == "、"
        behind = _NOT_ANY.search(segment.words) if counts else _NONE_BEHIND.fullmatch(segment.after(hit.end))
        if goes_on or _negated(before) or behind:
            yield said_of(self.rows, column, segment, value=Decimal(0))
        elif counts:
            said = said_of(self.rows, column, segment, value=counts[0].value)
            yield replace(said, narrowed=column == "other" and "撤" in hit.term.text)  # one of several other ways
        elif _ASSERTED.search(before) and hit.term.text != "其他" and not _is_general(segment, hit):
            yield said_of(
                self.rows, column, segment, every=_ALL.search(before) is not None and "撤" not in hit.term.text
            )


def _of_whole(segment: Segment) -> tuple[Quantity, ...]:
    """The counts of a segment; 2件复议虽有1件被纠正 counts what was corrected of those before."""
    counts = segment.counts
    if len(counts) > 1 and _AMONG.fullmatch(segment.words, counts[0].end, counts[1].start):
        return counts[1:]
    return counts


def _is_general(segment: Segment, hit: Hit) -> bool:
    """Whether it is not asserted of these cases: 对被纠正的案件, 另一案维持."""
    return _GENERAL.search(segment.words) is not None or _OF_THESE.match(segment.after(hit.end)) is not None


def _negated(before: str) -> bool:
    found = _NONE_BEFORE.search(before)
    return found is not None and not _NOT_YET.search(before) and not _BECAUSE.search(found[0])


def _brought(rows: Refs, segment: Segment, hit: Hit) -> Iterator[Statement]:
    """为复议后起诉, 都是未经复议直接起诉: how the lawsuits were brought."""
    before = segment.before(hit.start)
    if len(rows) == 1 and rows[0] in LAWSUITS and _ASSERTED.search(before):
        yield said_of(rows, "total", segment, every=_ALL.search(before) is not None)
