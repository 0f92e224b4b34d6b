"""Statements about how requests came in: 网络38件，信函11件，当面8件 are all of them, since each came in one way."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.asked import Asked, asked, change
from rules.statements.context import of_requests
from rules.statements.cutting import Segment, sentences_saying, sorted_hits, sorts
from rules.statements.filling import filled
from rules.statements.mentions import without_lists
from rules.text.span import Span

WAYS, PERIODS = "request_ways", "request_periods"
_CASES = ("件", "宗", "份")
_FEWEST, _ALL = 2, 3  # so many ways are all that there were, whatever the words before them
# 按提交方式看: all of them are told
_BY_WAY = pattern("(?:方式|渠道|途径|形式|来源)[^，,。；;0-9]{0,6}[，,：:]?[^，,。；;0-9]{0,8}$")
_NOT_ALL = pattern("等|主要|约|另有|包括但|重复|同时|及其他|和其他")
_WITHIN = pattern("[件份宗]中|其中|包括|含")
_OF_OTHERS = pattern("补正|延期|征求|送达|咨询|信件|邮件|来信|投诉|举报|答复书|寄送答复|领取")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """``counts``: one of each way; ``closed``: its words say that these are all; ``before``: what is counted before."""

    span: Span
    counts: tuple[Decimal, ...]
    closed: bool
    before: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """All that the ways brought."""
        return sum(self.counts, Decimal(0))


def ways(context: CheckContext, where: tuple[str, ...]) -> Iterator[tuple[Asked, Ways]]:
    """The lists of ways in the sentences about requests."""
    for name in (WAYS, PERIODS):
        for span in sentences_saying(context, (name,), where):
            if of_requests(context.body, span.start):
                told = asked(context, span)
                yield from ((told, one) for one in _lists(told, name))


def _lists(told: Asked, name: str) -> Iterator[Ways]:
    run: list[Segment] = []
    for segment in (*told.segments, None):
        if segment is not None and run and segment.holder >= 0 > run[-1].holder:
            continue  # 网络7件（其中网站4件、邮箱3件）: what a bracket tells of one is counted with it
        if segment is not None and _names_one(told, segment, run, name):
            run.append(segment)
            continue
        if len(run) >= _FEWEST:
            found = _made(told, run, name)
            if found is not None:
                yield found
        run = [segment] if segment is not None and _names_one(told, segment, [], name) else []


def _names_one(told: Asked, segment: Segment, run: Sequence[Segment], name: str) -> bool:
    """Whether a segment counts what came in one way; not again by the same name, 网站12件、邮箱5件 are two."""
    if len(segment.counts) != 1 or segment.rough or change(segment):
        return False
    hits = sorted_hits(told.context, name, segment.span)
    known = {hit.term.text for one in run for hit in sorted_hits(told.context, name, one.span)}
    again = any(hit.term.text in known for hit in hits)
    joined = not run or segment.mark in "、，,；;" or segment.mark in ("和", "及", "以及", "与")
    plain = name == WAYS or all(filled(told.context.lists, words) for words in segment.rest(hits))
    if not plain or (name == PERIODS and segment.counts[0].unit not in _CASES):
        return False
    return len(sorts(hits)) == 1 and not again and joined and not _OF_OTHERS.search(segment.words)


def _made(told: Asked, run: Sequence[Segment], name: str) -> Ways | None:
    text, first, last = told.context.body.text, run[0], run[-1]
    span = Span(first.span.start, last.span.end)
    behind = text[last.span.end : told.context.body.clause(min(last.span.end + 1, told.span.end)).end]
    if told.elsewhere_but_ways(
        first.span.start + first.counts[0].start, of_periods=name == PERIODS
    ) or _OF_OTHERS.search(text, told.span.start, span.start):
        return None
    sure = not _NOT_ALL.search(text, first.span.start, last.span.end) and not behind.startswith("等")
    values = [one.counts[0].value for one in run]
    counts = tuple(without_lists(values) if _WITHIN.search(text, *span) else values)  # 网络11件中，网站8件，邮箱3件
    before = tuple(value for _, value in told.counts_before(first.span.start))
    head = text[told.span.start : first.span.start + first.counts[0].start]
    every = _BY_WAY.search(head[:-1] if head else head) is not None or len(counts) >= _ALL
    if name == PERIODS:  # a half is one of two, a quarter one of four
        every = len(run) == int(sorted_hits(told.context, name, first.span)[0].term.sort[0])
    return Ways(span=span, counts=counts, before=before, closed=sure and every)
