"""Statements about table two: normative documents, licences, penalties, coercion, fees."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.asked import change
from rules.statements.context import elsewhere, year_meant
from rules.statements.cutting import Segment, cut, sentences_saying, sorts
from rules.statements.decisions import DECISIONS, FILED, SCOPES, decisions, of_items
from rules.statements.filling import filled
from rules.statements.statement import Refs, Statement
from rules.text.numbers import quantities
from rules.text.span import Span

LISTS = ("table_two",)
_PARTS = ("section.1", "section.6")
_PAPERS = frozenset("件个份条")
_TEN_THOUSAND = Decimal(10_000)  # the tables count money in 万元
_NO = pattern("(?:没有|未|无|零|不(?:具有|具备|承担|行使))(?:作出|做出|实施|采取|发生|产生|办理|进行|过)?")
_BETWEEN = pattern("(?:任何|相关|过|产生|新的|一起|一件)*")  # 没有任何行政处罚
_NO_BEHIND = pattern("(?:数量|件数|决定|案件|均|都|皆|也|为|是)*(?:零|无|没有|未发生|0件?|零件)")
_NO_FEES = pattern("(?:没有|未|无|不)(?:再)?(?:收取|征收|产生|发生|有)?(?:任何)?$")
_NOT_ANY, _OF_IT = pattern("(?:没有|未|无)(?:再|新)*$"), pattern("其中|含|包括")
# what was not asked for, and what was asked for in a notice, was not taken
_NOT_TAKEN, _NOTICED = (
    pattern("减免|免收|免征|免除|退还|退回"),
    pattern("(?<!未)(?<!没有)(?:发出|寄发|送达|出具|作出)[^，,。；;]{0,12}收费通知|收费通知(?:书)?[1-9一二两三]"),
)
_NAMED_PAPERS, _LONGEST_HEADING, _COUNTED = "规范性文件", 24, pattern("[0-9][件个份]")
_AFTER = pattern(
    "(?:决定|措施|行为|案件|件|情况|记录|的情况|职能|职权|职责|权限|过|、|和|及|与|或|或者|(?:和|及)收费)*"
)
_NAMES = pattern("(?:《[^《》]*》、?)+")
# 现行有效由上年末的82件增至87件
_RISEN = pattern("[由从][^，,0-9]{0,8}[0-9]+件(?:增加?|减少?|变|[上下]?降|上?升)?[至为到成][0-9]+件$")


def proactive(context: CheckContext) -> tuple[Statement, ...]:
    """What the text says of what table two counts, in order; ``context.memo`` shares it."""
    spans = sentences_saying(context, LISTS, _PARTS)
    headed = {behind for span in spans if (behind := _headed(context, span)) is not None}
    every = sorted({*spans, *headed})
    return tuple([said for span in every for said in _sentence(context, span, headed=span in headed)])


def _cells(row: str, column: str) -> Refs:
    return (f"proactive.{row}.{column}",)


def _sentence(context: CheckContext, sentence: Span, *, headed: bool) -> Iterator[Statement]:
    """Of each segment what it counts or denies; a segment without a name goes on about the documents named before."""
    segments = cut(context, sentence)
    subject, negated = "normative" if headed else _ahead(context, segments), False
    theirs = subject == "normative"
    yield from of_items(context, sentence, segments)
    for segment in segments:
        hits = tuple(context.body.hits_between("table_two", *segment.span))
        theirs = _of_papers(context, segment, hits, theirs=theirs)
        if hits:
            subject = hits[-1].term.sort
        elif subject != "normative" and not negated:
            continue  # it goes on about nothing
        end, spared = segment.span.end, frozenset({"time", FILED} if _RISEN.search(segment.words) else {FILED})
        outside = elsewhere(context, sentence, end, SCOPES, spared) or year_meant(context, sentence, end) is not None
        if outside or change(segment):
            continue
        named = sorts(tuple(hit for hit in hits if hit.term.sort))
        if subject == "normative":
            yield from _documents(context, sentence, segment, hits, theirs=theirs)
        elif len(named) == len(hits) == 1 and named[0] in DECISIONS:
            yield from decisions(context, segment, hits[0], filed=elsewhere(context, sentence, end, SCOPES))
        elif named in (("fees",), ("handling",)):
            yield from _money(context, sentence, segment, hits[-1])
            alone = negated and segment.words == hits[0].term.text  # 无行政强制、行政事业性收费
            none = alone or _NO_FEES.search(segment.before(hits[0].start))
            if named == ("fees",) and not segment.counts and none:
                yield replace(_none(segment, "fees"), topic="money.fees", meanings=(_cells("fees", "amount"),))
        negated = _continues(segment, hits, negated=negated)
        carried_out = segment.words.endswith("强制执行") and "措施" not in segment.words  # of measures nothing is said
        if negated and named and set(named) <= set(DECISIONS) and not segment.counts and not carried_out:
            yield from (_none(segment, one) for one in named)


def _of_papers(context: CheckContext, segment: Segment, hits: tuple[Hit, ...], *, theirs: bool) -> bool:
    """Whether what is counted last is normative documents: 无新增 behind it is of these."""
    if segment.holder >= 0 or not (hits or segment.counts):
        return theirs
    return hits[-1].term.sort == "normative" if hits else theirs and _acts(context, segment) != ()


def _acts(context: CheckContext, segment: Segment) -> tuple[Hit, ...]:
    return tuple(context.body.hits_between("document_acts", *segment.span))


def _ahead(context: CheckContext, segments: tuple[Segment, ...]) -> str:
    """What the sentence names behind what it counts: 制发2件，废止1件，行政规范性文件现行有效7件."""
    return next((named for one in segments if (named := _named_first(context, one)) is not None), "")


def _named_first(context: CheckContext, segment: Segment) -> str | None:
    """What a segment names, ``""`` where it counts something else; None where it only counts what came and went."""
    hits = tuple(context.body.hits_between("table_two", *segment.span))
    if hits:
        own = hits[0].term.sort == "normative" and not _OF_IT.match(segment.words)
        return "normative" if own else ""
    acts = any(True for _ in context.body.hits_between("document_acts", *segment.span))
    return "" if segment.counts and not acts else None


def _headed(context: CheckContext, heading: Span) -> Span | None:
    """The sentence behind a heading of its paragraph: （二）规范性文件情况。制发1件，废止2件，现行有效5件."""
    body, end = context.body, heading.end
    paragraph = body.paragraph(heading.start)
    words = body.text[heading.start : end]
    if heading.start != paragraph.start or len(words) > _LONGEST_HEADING or end + 1 >= paragraph.end:
        return None
    return body.sentence(end + 1) if _NAMED_PAPERS in words and not _COUNTED.search(words) else None


def _continues(segment: Segment, hits: tuple[Hit, ...], *, negated: bool) -> bool:
    """Whether a segment denies what it names: 没有行政处罚, and behind 、 without a word of its own."""
    if not hits or hits[-1].term.text.endswith(("事项", "类")):
        return False
    before, after = segment.before(hits[0].start), segment.after(hits[-1].end)
    denies = any(_BETWEEN.fullmatch(before, found.end()) for found in _NO.finditer(before))
    behind = _NO_BEHIND.fullmatch(after) is not None
    goes_on = negated and segment.mark == "、" and not before
    return ((denies or goes_on) and _AFTER.fullmatch(after) is not None) or behind


def _none(segment: Segment, row: str) -> Statement:
    return Statement(
        topic=f"proactive.{row}", span=segment.span, quantifier="none", value=Decimal(0),
        meanings=(_cells(row, "decisions"),), flow=f"{row} denied",
    )  # fmt: skip


# documents


def _documents(
    context: CheckContext, sentence: Span, segment: Segment, hits: tuple[Hit, ...], *, theirs: bool
) -> Iterator[Statement]:
    """What came, went and is in force. ``theirs``: a segment without a name speaks of the documents before."""
    acts = _acts(context, segment)
    columns = tuple(dict.fromkeys(hit.term.sort for hit in acts))
    if not acts and hits and _denied(context, segment, hits, hits):
        yield replace(_paper("issued", segment), value=Decimal(0), quantifier="none")  # 没有行政规范性文件
    counts = [one for one in segment.counts if one.unit in _PAPERS]
    risen = "valid" in columns and _RISEN.search(segment.words) and counts and not segment.rough
    if risen and filled(context.lists, segment.rest((*hits, *acts))[0]):  # not 县属林场现行有效由3件减为2件
        yield replace(_paper("valid", segment), value=counts[-1].value)
    if not acts or segment.rough or _cleared(context, sentence, segment) or segment.words[:1] == "含":
        return
    if len(columns) == 1 and columns[0] and len(counts) == len(segment.counts) == 1:
        rest = (_NAMES.sub("", words) for words in segment.rest((*hits, *acts)))
        if all(filled(context.lists, words) for words in rest) or (hits and columns[0] == "valid"):
            yield replace(_paper(columns[0], segment), value=counts[0].value)
    elif "" not in columns and not segment.counts and (hits or theirs) and _denied(context, segment, hits, acts):
        yield from (replace(_paper(one, segment), value=Decimal(0), quantifier="none") for one in columns)


def _paper(column: str, segment: Segment) -> Statement:
    return Statement(
        topic=f"proactive.normative.{column}", span=segment.span, flow=f"normative {column}",
        meanings=(_cells("normative", column), _cells("normative", column) + _cells("regulations", column)),
    )  # fmt: skip


def _denied(context: CheckContext, segment: Segment, hits: tuple[Hit, ...], acts: tuple[Hit, ...]) -> bool:
    """无现行有效的规范性文件, 全年未制发规范性文件: 未公开废止的 denies something else."""
    named, lead, cut_off = hits[0] if hits and hits[0].start < acts[0].start else None, "", 1
    before = segment.before(acts[0].start if named is None else named.start)
    if named is not None and not _NOT_ANY.search(before):  # 行政规范性文件无制发
        lead, before = before, segment.before(acts[0].start)[named.end - segment.span.start :]
        cut_off = 2
    denied = _NOT_ANY.search(before)
    if denied is None:
        return False
    rest = [lead, before[: denied.start()], *segment.rest((*hits, *acts))[cut_off:]]
    of_all = len(hits) > 0 and acts[0].term.sort == "valid"
    return of_all or all(filled(context.lists, words.replace("文件", "")) for words in rest)


def _cleared(context: CheckContext, sentence: Span, segment: Segment) -> bool:
    """Whether a sentence tells, before the next ；, of a review of the stock, whose repeals are others."""
    text = context.body.text
    start = text.rfind("；", sentence.start, segment.span.start) + 1 or sentence.start
    words = text[start : sentence.end].partition("；")[0]
    return "清理" in words or "修改" in words or "保留" in words


# money


def _money(context: CheckContext, sentence: Span, segment: Segment, hit: Hit) -> Iterator[Statement]:
    """行政事业性收费62.9万元, in 万元; of the fee for handling information it can only be less than the whole."""
    before = segment.before(hit.start)
    if _NOT_TAKEN.search(before) or (hit.term.text == "收费金额" and _NOTICED.search(context.body.text, *sentence)):
        return
    told = [one for one in quantities(segment.words) if one.unit == "元" or segment.words.startswith("元", one.end)]
    if len(told) != 1 or told[0].rough or hit.end - segment.span.start > told[0].start:
        return
    if not filled(context.lists, segment.words[hit.end - segment.span.start : told[0].start]):
        return
    yield Statement(
        topic=f"money.{hit.term.sort}", span=segment.span, value=told[0].value / _TEN_THOUSAND,
        step=told[0].step / _TEN_THOUSAND, narrowed=hit.term.sort == "handling",
        meanings=(_cells("fees", "amount"),), flow=hit.term.sort,
    )  # fmt: skip
