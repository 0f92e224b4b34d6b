"""Statements about who asked: 自然人18件、商业企业4件, 均为自然人提出."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from filings.patterns import pattern
from rules.lexicon.terms import Hit
from rules.statements.asked import Asked, cells
from rules.statements.cutting import Segment, sorted_hits, sorts
from rules.statements.flows import row_of
from rules.statements.statement import Refs, Statement
from rules.text.span import Span

COLUMNS = ("natural", "business", "research", "charity", "legal", "other")
_WAYS: tuple[Refs, ...] = (("new",), ("new", "carried_in"), ("total",))
# what may stand between a kind and its count, on either side; anything else means that something else is counted
_THEN_COUNT = pattern(
    "(?:的|新|所|提出|提交|递交|申请|公开|政府信息|为|是|有|共|计|合计|达|达到|到|居多|类|方|人|者|等|数量|数|办理|收到|组织|机构|占|则|各)*+"
)
_THEN_KIND = pattern(
    "(?:均|都|全部)?(?:的)?(?:政府信息公开)?(?:申请人|申请者|申请)?(?:的)?(?:为|是|系|由|来自于|来自|属于|属|出自)?[\u4e00-\u9fff]{0,4}"
)
_ONLY_COUNT = pattern("(?:共|计|为|有|达|达到|各)*+")
_ALL = pattern("(?:均|都|全|皆|清一色|悉数|一律)[\u4e00-\u9fff]{0,8}$")
_ASSERTED = pattern("(?:为|由|系|是|来自|均|都|全)[\u4e00-\u9fff]{0,4}$")
# 均为企业通过信函提出; 系企业12月27日提出
_BRINGS = pattern(
    "^(?:的?申请人?)?(?:当面|现场|书面|网上)?(?:(?:均|都|全部)?(?:通过|以|用|采用|经)[\u4e00-\u9fff]{2,10})?"
    "(?:[于在]?[0-9]{1,2}月(?:[0-9]{1,2}日|底|末|份)?)?(?:所?(?:提出|提交|递交|申请)|$)"
)
_DENIED = pattern("没有|未|无|不")
_ABOUT = pattern("涉及|关于|有关|围绕|内容|针对|反映")
_NONE = pattern("没有|未|无")
_REST = pattern("(?:，|而)?(?:其余|其他|其它|余下|剩余|剩下|另外)")
_NO_KIND = pattern(
    "(?:全年|本年度?|年内|当年|也|均|申请人中|其中)*(?:没有|未收到|未接到|无)(?:收到|任何|一家|一件|来自|由)*"
)
_ASKS = pattern(
    "(?:所?(?:提出|提交|递交)(?:过|的)?(?:政府信息|信息)?(?:公开)?申请|(?:的)?(?:公开)?申请)(?:件|的情况|情况)?"
)
_OTHERS = pattern(
    "(?:其中|而|来自|由|属于)*(?:自然人(?:申请)?(?:以外|之外)|非自然人|法人(?:和|及|或者?|、|与)其他组织)"
    "(?:所?提出|提交|递交|的|申请人|申请|政府信息|公开|类|数量)*(?:仅|只|共计?|计|有|为|是|合计|则|达)*[0-9０-９一二两三四五六七八九十百]+件(?:申请)?$"
)
_IN_TURN = pattern("(?:分别|依次)(?:为|是|有|提出|提交|申请|占)?$")
_EACH = pattern("各(?:有|提出|提交|申请)?$")
_CARRIED = "结转"
_CARRIED_ROWS = ("carried_in", "carried_out")
_JOINS = ("、", "，", ",", "和", "与", "及", "以及")
_ENDS = pattern("[；;）)]")


def applicants(told: Asked) -> Iterator[Statement]:
    """What a sentence says of who asked: first what words alone say, then the counts."""
    carried = list(_of_carried(told))
    yield from carried
    spans = {one.span for one in carried}
    for before, segment in pairwise((None, *told.segments)):
        again = (
            before is not None and segment is not None and _CARRIED in before.words and _CARRIED not in segment.words
        )
        if segment is None or segment.rough or segment.span in spans or again:
            continue
        hits = sorted_hits(told.context, "applicant_kinds", segment.span)
        if hits and not segment.counts and len(sorts(hits)) == 1:
            yield from _asserted(segment, hits[-1], _rows(told, before, segment), _named_before(told, segment))
            yield from _denied(segment, hits)
    yield from _together(told)
    yield from (one for one in _counted(told) if one.span not in spans)


def _named_before(told: Asked, segment: Segment) -> tuple[str, ...]:
    """1件由企业提出，其余均为自然人提出: the kinds that the rest is beside."""
    if not _REST.match(segment.words):
        return ()
    return sorts(sorted_hits(told.context, "applicant_kinds", Span(told.span.start, segment.span.start)))


def _denied(segment: Segment, hits: tuple[Hit, ...]) -> Iterator[Statement]:
    """没有企业提出申请: none of one kind."""
    before, after = segment.before(hits[0].start), segment.after(hits[-1].end)
    if _NO_KIND.fullmatch(before) and _ASKS.fullmatch(after):
        kind = hits[0].term.sort
        yield Statement(
            topic=f"applicants.{kind}", span=segment.span, quantifier="none", value=Decimal(0),
            meanings=(cells(("new", "carried_in"), kind),), flow="denied",
        )  # fmt: skip


def _together(told: Asked) -> Iterator[Statement]:
    """自然人以外的申请3件, 法人和其他组织5件, behind the number of all, or what natural persons brought of it."""
    for segment in told.segments:
        if len(segment.counts) == 1 and not segment.rough and _OTHERS.match(segment.words) and _of_all(told, segment):
            yield Statement(
                topic="applicants.others", span=segment.span, value=segment.counts[0].value, mark=segment.mark,
                meanings=tuple(tuple(cell for kind in COLUMNS[1:] for cell in cells(way, kind)) for way in _WAYS),
                flow="together",
            )  # fmt: skip


def _of_all(told: Asked, segment: Segment) -> bool:
    """Whether the count before it is of all requests, but for one of natural persons."""
    natural = Decimal(0)
    for before, value in told.counts_before(segment.span.start):
        hits = sorted_hits(told.context, "applicant_kinds", before.span)
        if sorts(hits) != ("natural",) or not _counts(before, hits):
            return value in told.wholes
        natural = value
    return natural > 0 and natural + segment.counts[0].value in told.wholes


def _rows(told: Asked, before: Segment | None, segment: Segment) -> Refs:
    """The rows that words on who applied are about: 新收2件，申请人均为自然人 tells of those that came alone."""
    if _CARRIED in segment.words:
        return ("carried_in", "carried_out")
    if before and before.counts and sorts(sorted_hits(told.context, "flow_words", before.span)) == ("new",):
        return ("new",)
    return ("new", "carried_in")


def _of_carried(told: Asked) -> Iterator[Statement]:
    """Who brought those that were carried over: 结转下年1件（企业）, 上年结转的2件均由自然人提出."""
    row, last = "", -1
    for segment in told.segments:
        row, last = (
            "" if last >= 0 > segment.holder else row,
            segment.holder,
        )  # a bracket tells of what it hangs on alone
        flows = any(True for _ in told.context.body.hits_between("flow_words", *segment.span))
        mine = row_of(told, segment) if flows else ""
        holder = told.segments[segment.holder] if segment.holder >= 0 else None
        row = mine if flows else row_of(told, holder) if holder else row if not _ENDS.match(segment.mark) else ""
        hits = sorted_hits(told.context, "applicant_kinds", segment.span)
        if row in _CARRIED_ROWS and hits and not segment.rough and not _ABOUT.search(segment.words):
            yield from _who_brought(segment, hits, (row,), of_itself=bool(mine))
        if (not flows and segment.counts and not hits) or (mine and not segment.counts and _NONE.search(segment.words)):
            row = ""  # 新收18件，无上年结转，其中自然人14件: nothing was carried that could have kinds


def _who_brought(segment: Segment, hits: tuple[Hit, ...], rows: Refs, *, of_itself: bool) -> Iterator[Statement]:
    named, counts = sorts(hits), segment.counts
    if len(counts) == 1 and len(named) > 1 and _EACH.search(segment.words, 0, counts[0].start):
        yield from (_carried(kind, segment, rows, value=counts[0].value) for kind in named)
    elif len(named) > 1 or len(counts) > 1:
        return
    elif counts and not of_itself and _counts(segment, hits):
        yield _carried(named[0], segment, rows, value=counts[0].value)
    elif counts and not of_itself:
        return
    elif segment.words == hits[0].term.text:
        yield _carried(named[0], segment, rows)
    else:
        yield from (replace(one, flow="carried") for one in _asserted(segment, hits[-1], rows))


def _carried(kind: str, segment: Segment, rows: Refs, value: Decimal | None = None) -> Statement:
    return Statement(
        topic=f"applicants.{kind}", span=segment.span, value=value, quantifier="some" if value is None else "count",
        meanings=(cells(rows, kind),), flow="carried", mark=segment.mark,
    )  # fmt: skip


def _asserted(segment: Segment, hit: Hit, rows: Refs, named: tuple[str, ...] = ()) -> Iterator[Statement]:
    """均为自然人提出, 结转件为企业提出: others must not hold figures, the kind itself must.

    ``named``: the kinds told before it, where it is of the rest.
    """
    before, kind = segment.before(hit.start), hit.term.sort
    told = _BRINGS.match(segment.after(hit.end)) and _ASSERTED.search(before)
    if not told or _DENIED.search(before) or _ABOUT.search(before):
        return
    every = _ALL.search(before) is not None and (named or not _REST.match(before))
    others = tuple(cell for column in COLUMNS if column not in (kind, *named) for cell in cells(rows, column))
    yield Statement(
        topic=f"applicants.{kind}", span=segment.span, quantifier="all" if every else "some", mark=segment.mark,
        meanings=(cells(rows, kind),), others=others if every else (), flow="asserted",
    )  # fmt: skip


def _counted(told: Asked) -> Iterator[Statement]:
    """The segments that count one kind; a count may follow in a segment of its own."""
    for at, segment in enumerate(told.segments):
        if segment.counts and _IN_TURN.search(segment.words, 0, segment.counts[0].start):
            yield from _in_turn(told, at)
            continue
        hits = () if segment.rough else sorted_hits(told.context, "applicant_kinds", segment.span)
        named = sorts(hits)
        carried = any(
            hit.term.sort.startswith("carried") for hit in sorted_hits(told.context, "flow_words", segment.span)
        )
        if not hits or _ABOUT.search(segment.words) or carried:
            continue
        if len(segment.counts) == 1 and len(named) > 1 and _EACH.search(segment.words, 0, segment.counts[0].start):
            yield from (_statement(kind, segment.counts[0].value, segment.span) for kind in named)
        elif len(segment.counts) == 1 and len(named) == 1 and _counts(segment, hits):
            yield _statement(named[0], segment.counts[0].value, segment.span)
        elif not segment.counts and len(named) == 1:
            follower = told.segments[at + 1] if at + 1 < len(told.segments) else None
            if follower and not _ENDS.match(follower.mark) and _is_count(told, follower):
                span = Span(segment.span.start, follower.span.end)
                yield _statement(named[0], follower.counts[0].value, span)


def _in_turn(told: Asked, at: int) -> Iterator[Statement]:
    """商业企业、科研机构分别为3件、2件: the names before and the counts behind, where there are as many of both."""
    first = at
    while first and not told.segments[first - 1].counts and _kind_of(told, told.segments[first - 1]):
        first -= 1
    names = [_kind_of(told, one) for one in told.segments[first : at + 1]]
    behind = told.segments[at : at + len(names)]
    bare = all(_is_count(told, one) and one.mark in _JOINS for one in behind[1:])
    after = told.segments[at + len(names)] if at + len(names) < len(told.segments) else None
    ended = after is None or after.mark not in _JOINS or not _is_count(told, after)
    each = len(names) == len(behind) > 1 and all(names) and len(set(names)) == len(names)
    if each and bare and ended and not any(one.rough for one in behind):
        span = Span(told.segments[first].span.start, behind[-1].span.end)
        yield from (_statement(kind, one.counts[0].value, span) for kind, one in zip(names, behind, strict=True))


def _kind_of(told: Asked, segment: Segment) -> str:
    """The one kind that a segment names, if there is no other."""
    named = sorts(sorted_hits(told.context, "applicant_kinds", segment.span))
    return named[0] if len(named) == 1 else ""


def _counts(segment: Segment, hits: tuple[Hit, ...]) -> bool:
    """Whether the count is of the kind and of nothing else: 自然人提出18件, 18件由自然人提出."""
    count, base = segment.counts[0], segment.span.start
    first, last = hits[0].start - base, hits[-1].end - base
    if last <= count.start:
        return _THEN_COUNT.fullmatch(segment.words, last, count.start) is not None
    behind = count.end <= first and _THEN_KIND.fullmatch(segment.words, count.end, first)
    return bool(behind and _BRINGS.match(segment.words[last:]))


def _is_count(told: Asked, segment: Segment) -> bool:
    """Whether a segment is nothing but a count: 自然人，计46件."""
    if len(segment.counts) != 1 or segment.rough or sorted_hits(told.context, "applicant_kinds", segment.span):
        return False
    count = segment.counts[0]
    return count.end == len(segment.words) and _ONLY_COUNT.fullmatch(segment.words, 0, count.start) is not None


def _statement(kind: str, value: Decimal, span: Span) -> Statement:
    meanings = tuple(cells(way, kind) for way in _WAYS)
    return Statement(topic=f"applicants.{kind}", span=span, value=value, meanings=meanings, flow="counted")
