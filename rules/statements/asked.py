"""A sentence that tells of requests for information: its segments, and whether a count in it is one of a part."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.context import elsewhere, year_meant
from rules.statements.cutting import Segment, cut, sorted_hits, sorts
from rules.statements.filling import filled
from rules.statements.statement import Refs
from rules.text.span import Span

SCOPES = "claim_scopes"
WHOLES: tuple[Refs, ...] = (("new",), ("total",), ("new", "carried_in"))
GROUPS = {"granted": 0, "partial": 0, "refused": 8, "unable": 3, "rejected": 5, "other": 3}
_PART = pattern("其中|(?<=[件份宗])(?:申请)?(?:当中|之中|中|里)")
# what parts a few from the others: a reason, a topic, an applicant, a way in
NARROWING = re.compile(
    "因|由于|属|涉|关于|有关|针对|(?<![各这两])类|通过|以[^下上]|网|函|邮|窗口|当面|现场|延期|首次|补正|提|要求|每|平均|撤|问|第[0-9一二三四五六七八九十]+条"
)
_ABOUT = pattern("涉及|内容|关于|反映|围绕")  # what requests were about
_BUT_FOR = pattern("(?<![免解扣删清消])除[^，,。；;]{1,20}[件份宗][^，,。；;]{0,4}外[，,]")  # 除这2件外，办结的25件中…
_AT_LAST = pattern("最终|最后")
_ALL_DONE = ("办结件", "答复件", "已办件", "办理件")
_RESTS, _NEAR = pattern("第[一二三四五六七八九十]+条[^；;。0-9]*$"), 60  # characters before a result
_CHANGED, _NEW = ("增加", "减少", "增长", "下降", "多", "少", "增", "减"), "新增"


@dataclass(frozen=True, slots=True)
class Asked:
    """``groups``: the hits of results; ``wholes``: how many requests there are, in any way of counting."""

    context: CheckContext
    span: Span
    segments: tuple[Segment, ...]
    groups: tuple[Hit, ...]
    wholes: frozenset[Decimal]

    def elsewhere(self, at: int) -> bool:
        """Whether a place speaks of another year, body or matter, or of those left without some."""
        if _BUT_FOR.search(self.context.body.text, self.span.start, at):
            return True
        return elsewhere(self.context, self.span, at, SCOPES) or year_meant(self.context, self.span, at) is not None

    def elsewhere_but_ways(self, at: int, *, of_periods: bool) -> bool:
        """Whether a place speaks of another year, body or matter, whatever way in is named, or half of the year."""
        spared = frozenset({"part", "time"} if of_periods else {"part"})
        if elsewhere(self.context, self.span, at, SCOPES, spared=spared):
            return True
        return year_meant(self.context, self.span, at) is not None

    def counts_before(self, at: int) -> Iterator[tuple[Segment, Decimal]]:
        """The counts before a place, nearest first, each with its segment."""
        for segment in reversed(self.segments):
            for count in reversed(segment.counts):
                if segment.span.start + count.end <= at:
                    yield segment, count.value

    def whole_before(self, at: int, rows: Refs = ()) -> bool | None:
        """Whether what is counted before 其中 or …件中 is all, or all of some rows; None without such words."""
        openers = [found.start() for found in _PART.finditer(self.context.body.text, self.span.start, at)]
        openers = [one for one in openers if not self._of_one_result(one, at)]
        text, start = self.context.body.text, self.span.start
        openers = [one for one in openers if not text.endswith(_ALL_DONE, start, one)]  # 办结件中: of all
        return self.whole_told(openers[-1], rows) if openers else None

    def _of_one_result(self, opener: int, at: int) -> bool:
        """Whether 其中 opens the parts of one result, and another item stands behind ；."""
        last = next(self.counts_before(opener), None)
        if last is None or self.context.body.text.find("；", opener, at) < 0:
            return False
        return any(last[0].span.holds(hit.start) for hit in self.groups)

    def whole_told(self, at: int, rows: Refs = ()) -> bool:
        """Whether what is counted last before a place, in this sentence or the one before, is all requests."""
        wholes = self.wholes | totals(self.context, (rows,)) if rows else self.wholes
        last = next(self.counts_before(at), None)
        if last is not None:
            return last[1] in wholes or self.all_came(last[0])
        body, start = self.context.body, self.span.start
        if start == 0 or body.text[start - 1] != "。":
            return False
        before = cut(self.context, body.sentence(start - 1))
        values = [count.value for segment in before for count in segment.counts]
        return any(value in wholes for value in (*values, sum(values)))  # 自然人25件，其他组织1件。全部办结，其中…

    def is_whole(self, segment: Segment, value: Decimal) -> bool:
        """Whether a count is of all requests."""
        return value in self.wholes or self.all_came(segment)

    def all_came(self, segment: Segment) -> bool:
        """Whether a segment tells how many requests came or were answered in all, whatever number it gives."""
        hits = tuple(self.context.body.hits_between("flow_words", *segment.span))
        if segment.counts and segment.words[: segment.counts[0].start].endswith("的"):
            return False  # 办结的3件中: which of those answered is not said
        rows = {hit.term.sort for hit in hits}
        if len(rows) != 1 or not rows <= {"new", "accepted", "answered", "handled"}:
            return False
        if "申请" not in segment.words and not all(filled(self.context.lists, one) for one in segment.rest(hits)):
            return False
        return NARROWING.search(segment.words) is None and not self.elsewhere(segment.span.end)

    @property
    def of_a_few(self) -> frozenset[Span]:
        """The results that make another number told before them: 水利类8件，予以公开5件、部分公开1件、不予公开2件."""
        told = {segment.span for segment in self.segments if any(segment.span.holds(hit.start) for hit in self.groups)}
        found, text = set[Span](), self.context.body.text
        for results, run in groupby((one for one in self.segments if one.counts), key=lambda one: one.span in told):
            some = [*run]
            values, first = {one.span: one.counts[-1].value for one in some}, some[0].span.start
            start = 0 if _AT_LAST.match(text, first) else text.rfind("；", self.span.start, first)
            bases = self.counts_before(first + some[0].counts[-1].start)  # 这7件予以公开4件
            others = ((one, count) for one, count in bases if one is some[0] or one.span not in told)
            before = {count for one, count in others if one.span.start > start and not self.all_came(one)}
            if results and len(values) > 1 and sum(values.values()) in before - self.wholes:
                found |= values.keys()
        return frozenset(found)

    def one_of_few(self, at: int, value: Decimal, *, left: bool = False) -> bool:
        """Whether the last count before a place that is no result is one of a part: 律师所提2件，1件全部公开.

        ``left``: it is told as what is left of a few, so that any count before it may be theirs.
        """
        told = {segment.span for segment in self.segments if any(segment.span.holds(hit.start) for hit in self.groups)}
        start = max(self.span.start, self.context.body.text.rfind("；", self.span.start, at)) if not left else 0
        others = [one for one in self.counts_before(at) if one[0].span not in told and one[0].span.start >= start]
        return any(
            count >= value and count not in self.wholes and not self.all_came(segment)
            for segment, count in (others if left else others[:1])
        )

    def by_article(self, segment: Segment, group: str) -> bool:
        """Whether one result is told twice, each with what it rests on: 依第十四条不予公开1件；依第十六条3件."""
        hits = [hit for hit in self.groups if hit.term.sort == group]
        alike = [one for one in self.segments if one.counts and any(one.span.holds(hit.start) for hit in hits)]
        start = segment.span.start
        near = max(self.span.start, start - _NEAR)
        return len(alike) > 1 and _RESTS.search(self.context.body.text, near, start) is not None


def asked(context: CheckContext, span: Span) -> Asked:
    """A sentence taken as one about requests; made once."""
    known = context.memo(_known)
    if span not in known:
        groups = sorted_hits(context, "result_groups", span)
        known[span] = Asked(context, span, cut(context, span), groups, totals(context, WHOLES))
    return known[span]


def _known(_context: CheckContext) -> dict[Span, Asked]:
    return {}


def totals(context: CheckContext, ways: tuple[Refs, ...]) -> frozenset[Decimal]:
    """The sums of rows that are surely known."""
    sums = [context.total(cells(way)) for way in ways]
    return frozenset([total.least for total in sums if total.exact])


def rows_of(context: CheckContext, group: str) -> Refs:
    """The rows of a group of results that the form has; of ``total`` the row of all results."""
    numbered = tuple(f"{group}.{at}" for at in range(1, GROUPS.get(group, 0) + 1))
    return tuple(one for one in numbered if f"applications.{one}" in context.form.titles) or (group,)


@lru_cache(maxsize=1024)
def cells(rows: Refs, column: str = "total") -> Refs:
    """The cells of rows in a column of table three."""
    return tuple([f"applications.{row}.{column}" for row in rows])


def change(segment: Segment) -> bool:
    """Whether the count of a segment is a difference: 较上年增加3件."""
    if not segment.counts:
        return False
    before = segment.words[: segment.counts[0].start].removesuffix("了")
    return before.endswith(_CHANGED) and not before.endswith(_NEW)


def makes_all(told: Asked) -> bool:
    """Whether results and reasons told in a row make all of them: 公开7件，属行政查询1件，不掌握1件, of 9."""
    names, text = ("result_groups", "reason_names"), told.context.body.text
    row = [one for one in told.segments if one.holder < 0 and len(one.counts) == 1]
    row = [one for one in row if any(sorted_hits(told.context, name, one.span) for name in names)]
    made = sum([one.counts[0].value for one in row], Decimal(0))
    return made == told.context.total(cells(("total",))).least and not _ABOUT.search(text, *told.span)


def of_each(told: Asked, at: int) -> Refs:
    """Reasons that 各 tells of, behind their group: 不予公开3件，过程性信息、执法案卷和行政查询各1件."""
    if not told.segments[at].words.partition("各")[2][:1].isdigit():
        return ()
    first = at
    while first and told.segments[first].mark in ("、", "（", "(") and not told.segments[first - 1].counts:
        first -= 1
    start, end = told.segments[first].span.start, told.segments[at].span.end
    rows = sorts(sorted_hits(told.context, "reason_names", Span(start, end)))
    groups = [hit for hit in told.groups if hit.end <= start][-1:]
    alike = {row.partition(".")[0] for row in rows} == {hit.term.sort for hit in groups}
    known = len(rows) > 1 and alike and not told.elsewhere(end)
    return rows if known else ()
