"""Statements about table two: normative documents, licences, penalties, coercion, fees."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.asked import change
from rules.statements.context import elsewhere, year_meant
from rules.statements.cutting import Segment, cut, sentences_saying, sorts
from rules.statements.filling import filled
from rules.statements.statement import Refs, Statement
from rules.text.numbers import quantities
from rules.text.span import Span

LISTS = ("table_two",)
_PARTS = ("section.1", "section.6")
_SCOPES = "decision_scopes"
_DECISIONS = ("licences", "penalties", "coercion")
_UNITS = frozenset("件宗起例")
_PAPERS = frozenset("件个份条")
_TEN_THOUSAND = Decimal(10_000)  # the tables count money in 万元
# what is shown to the public is no count of decisions
_SHOWN = pattern(
    "公开|公示|公布|发布|归集|上传|录入|推送|报送|受理|新增|减少|取消|下放|承接|涉及|申请|撤销|延续|变更|移送|从轻|减轻|拟作出"
)
_NO = pattern("(?:没有|未|无|零)(?:作出|做出|实施|采取|发生|产生|办理|进行|过)?")
_NO_BEHIND = pattern("(?:数量|件数|决定|案件|均|都|皆|也|为|是)*(?:零|无|没有|未发生|0件?|零件)")
_NO_FEES = pattern("(?:没有|未|无|不)(?:再)?(?:收取|征收|产生|发生|有)?(?:任何)?$")
_NOT_ANY, _OF_IT = pattern("(?:没有|未|无)(?:再|新)*$"), pattern("其中|含|包括")
# what was not asked for, and what was asked for in a notice, was not taken
_NOT_TAKEN, _NOTICED = (
    pattern("减免|免收|免征|免除|退还|退回"),
    pattern("(?<!未)(?<!没有)(?:发出|寄发|送达|出具|作出)[^，,。；;]{0,12}收费通知|收费通知(?:书)?[1-9一二两三]"),
)
_NAMED_PAPERS, _LONGEST_HEADING, _COUNTED = "规范性文件", 24, pattern("[0-9][件个份]")
_AFTER = pattern("(?:决定|措施|行为|案件|件|情况|记录|的情况|过|、|和|及|与|或|或者)*")
_UNPAID = pattern("(?:逾期|超期|到期|一直)?(?:未|不|没有)(?:按[期时])?(?:缴|交)(?:纳|费)?")
_TAKEN = pattern("(?:实际收取|实收|实际收到|收到费用|已收费?)(?P<sum>[0-9]{1,6})元")
_ASKED = pattern("(?:金额|应收|应缴|收费|共计|共)(?:为|是)?(?P<sum>[0-9]{1,6})元")
_SEVERAL_NOTICES = pattern("(?:[2-9]|1[0-9]|[二两三四五六七八九])(?:件|份)")
_NOTICE = pattern("(?:未|没有|无)[^，,。；;]{0,14}收费通知")


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
    for segment in segments:
        hits = tuple(context.body.hits_between("table_two", *segment.span))
        if hits:
            subject = hits[-1].term.sort
        elif subject != "normative" and not negated:
            continue  # it goes on about nothing
        outside = elsewhere(context, sentence, segment.span.end, _SCOPES) or year_meant(
            context, sentence, segment.span.end
        )
        if outside or change(segment):
            continue
        named = sorts(tuple(hit for hit in hits if hit.term.sort))
        if subject == "normative":
            yield from _documents(context, sentence, segment, hits)
        elif len(named) == len(hits) == 1 and named[0] in _DECISIONS:
            yield from _decisions(context, segment, hits[0])
        elif named in (("fees",), ("handling",)):
            yield from _money(context, sentence, segment, hits[-1])
            if named == ("fees",) and not segment.counts and _NO_FEES.search(segment.before(hits[0].start)):
                yield replace(_none(segment, "fees"), topic="money.fees", meanings=(_cells("fees", "amount"),))
        negated = _continues(segment, hits, negated=negated)
        if negated and named and set(named) <= set(_DECISIONS) and not segment.counts:
            yield from (_none(segment, one) for one in named)


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
    denies = any(found.end() == len(before) or _between(before[found.end() :]) for found in _NO.finditer(before))
    behind = _NO_BEHIND.fullmatch(after) is not None
    goes_on = negated and segment.mark == "、" and not before
    return ((denies or goes_on) and _AFTER.fullmatch(after) is not None) or behind


def _between(words: str) -> bool:
    """Whether between a denial and what is denied stand only words such as 任何."""
    return re.fullmatch("(?:任何|相关|过|产生|新的|一起|一件)*", words) is not None


def _none(segment: Segment, row: str) -> Statement:
    return Statement(
        topic=f"proactive.{row}", span=segment.span, quantifier="none", value=Decimal(0),
        meanings=(_cells(row, "decisions"),), flow=f"{row} denied",
    )  # fmt: skip


# documents


def _documents(context: CheckContext, sentence: Span, segment: Segment, hits: tuple[Hit, ...]) -> Iterator[Statement]:
    acts = tuple(context.body.hits_between("document_acts", *segment.span))
    columns = {hit.term.sort for hit in acts}
    if len(columns) != 1 or "" in columns or segment.rough or _cleared(context, sentence) or segment.words[:1] == "含":
        return
    column = columns.pop()
    made = Statement(
        topic=f"proactive.normative.{column}", span=segment.span, flow=f"normative {column}",
        meanings=(_cells("normative", column), _cells("normative", column) + _cells("regulations", column)),
    )  # fmt: skip
    counts = [one for one in segment.counts if one.unit in _PAPERS]
    if len(counts) == len(segment.counts) == 1:
        rest = segment.rest((*hits, *acts))
        plain = all(filled(context.lists, words) for words in rest)
        if plain or (hits and column == "valid"):
            yield replace(made, value=counts[0].value)
    elif not segment.counts and hits and _denied(context, segment, hits, acts):
        yield replace(made, value=Decimal(0), quantifier="none")


def _denied(context: CheckContext, segment: Segment, hits: tuple[Hit, ...], acts: tuple[Hit, ...]) -> bool:
    """无现行有效的规范性文件, 全年未制发规范性文件: 未公开废止的 denies something else."""
    before = segment.before(min(hits[0].start, acts[0].start))
    denied = _NOT_ANY.search(before)
    if denied is None:
        return False
    rest = [before[: denied.start()], *segment.rest((*hits, *acts))[1:]]
    return acts[0].term.sort == "valid" or all(filled(context.lists, words) for words in rest)


def _cleared(context: CheckContext, sentence: Span) -> bool:
    """Whether a sentence tells of a review of the stock, whose repeals are others."""
    words = context.body.text[sentence.start : sentence.end]
    return "清理" in words or "修改" in words or "保留" in words


# decisions


def _decisions(context: CheckContext, segment: Segment, hit: Hit) -> Iterator[Statement]:
    """作出行政许可决定214件, but not 公示行政处罚决定30件."""
    if len(segment.counts) != 1 or segment.rough or segment.counts[0].unit not in _UNITS:
        return
    count = segment.counts[0]
    clause = context.body.clause(segment.span.start)
    before = context.body.text[clause.start : segment.span.start + count.start]
    behind = segment.words[count.end :].partition("并")[0]
    if _SHOWN.search(before) or _SHOWN.search(behind):
        return
    rest = [*segment.rest((hit,))[:-1], behind]
    if all(filled(context.lists, words, "decision_words") for words in rest):
        yield Statement(
            topic=f"proactive.{hit.term.sort}", span=segment.span, value=count.value, flow=hit.term.sort,
            meanings=(_cells(hit.term.sort, "decisions"),), mark=segment.mark,
        )  # fmt: skip


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


def unpaid(context: CheckContext) -> Iterator[tuple[Span, Decimal]]:
    """收费金额200元，申请人逾期未缴纳，…，实际收取200元: where only one notice is told of, and what it asked for."""
    text = context.body.text
    for part in context.body.spans(("section.1", "section.6")) if _UNPAID.search(text) else ():
        for found in _UNPAID.finditer(text, *part):
            sentence = context.body.sentence(found.start())
            taken = [one for one in _TAKEN.finditer(text, *sentence) if one["sum"].strip("0")]
            asked = [one for one in _ASKED.finditer(text, *sentence) if taken and one["sum"] == taken[0]["sum"]]
            if asked and not _SEVERAL_NOTICES.search(text, *sentence):
                yield Span(*taken[0].span()), Decimal(taken[0]["sum"])
                return


def notices(context: CheckContext) -> Iterator[Statement]:
    """未发出收费通知: nobody can then have failed to pay."""
    for part in context.body.spans(("section.1", "section.6")):
        for found in _NOTICE.finditer(context.body.text, part.start, part.end):
            yield Statement(
                topic="notices", span=Span(*found.span()), quantifier="none", value=Decimal(0),
                meanings=(("applications.other.2.total",),), flow="notices",
            )  # fmt: skip
