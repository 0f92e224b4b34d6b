"""Statements about how many requests came, were answered and are left over: 新收21件, 尚有2件转入2024年."""

import re
from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.lexicon.terms import Hit
from rules.statements.asked import NARROWING, SCOPES, Asked, cells, change
from rules.statements.context import elsewhere
from rules.statements.cutting import Segment
from rules.statements.filling import filled
from rules.statements.none_carried import none_carried
from rules.statements.statement import Refs, Statement
from rules.text.numbers import YEAR, Quantity, year_of
from rules.text.span import Span

WAYS: dict[str, tuple[Refs, ...]] = {
    "new": (("new",), ("new", "carried_in")),
    "accepted": (("new",), ("new", "carried_in")),
    "carried_in": (("carried_in",),),
    "answered": (("total",),),
    "handled": (("total",), ("new",), ("new", "carried_in")),
    "carried_out": (("carried_out",),),
    "due": (("new", "carried_in"),),
    "carried": (("carried_in",), ("carried_out",)),
}
_DUE = pattern("(?:合计|总计|共计|一共|共|累计|计|全年|本年度?|应|需|要|办理|办|处理|答复|的|有|为|申请)++")
# 连同结转件共31件
_WITH_BROUGHT = pattern(
    "(?:连同|加上|含)(?:上年度?)?(?:结转|转来|转入)的?(?:申请|件)?(?:合计|共计?|总计)[0-9]+[件份宗]$"
)
_ANOTHER = pattern("^(?:另外?|还)有?")
_FLOWS = {"accepted": "new", "carried": "carried_out"}
_YEARLY = ("new", "accepted", "answered")
_LAST_YEAR = ("上年", "去年", "上一年")
_COMPARED = pattern("[比较][上去]|同比|增|减|结转")
_REQUEST = pattern("申请|依申请公开")
_OF_INFORMATION = pattern("公开[^，]{0,8}申请|依申请|申请公开")
# who applies, in general: 公民、法人或其他组织提出的
_EVERYBODY = pattern(
    "(?:(?:公民|自然人|法人|群众|企业|公众)(?:(?:、|和|及|与|或者?)(?:法人|群众|企业|其他组织|社会组织|公众))+|社会公众|公众|人民群众|群众|公民|申请人|社会各界)"
    "(?:所|书面)?(?:提交|提出|递交|要求)?"
)
_REST = pattern("另|其余|剩|余下|尚|其中|还有")
_LEFT = pattern("(?:另有|另外|其余|余下的?|剩余的?|剩下的?|尚有|还有|有|另|余)?$")
_LATE = pattern("[月日旬末底]")  # 1件为12月下旬收到，转下一年
_TIGHT = pattern("[^并和及与后再]{0,20}")
_OTHER_MATTER = pattern("复议|诉讼|起诉")
_ASKED_FOR_MORE = pattern("(?<![无未有])延期|延长|补正|征求")
_NONE = pattern("(?:没有|无|未)(?:任何|需|需要|产生|出现|发生|有)?(?:申请)?结转(?:到|至|入)?")
_BROUGHT = pattern("上年|上一年|上年度|去年|往年|年初|" + YEAR + "年")
_TO_NEXT = pattern("结转(?:到|至|入)?(?:下|次|明|20|二)|转(?:入|至|到)?(?:下|次|20|二)|未办结|在办|在办理|跨年")
_NOT_ONE = pattern("(?:无|没有|未有)$")  # 无一件结转
_NEGATED = pattern("没有|无|未(?!办结|答复|完)")


def flows(told: Asked) -> Iterator[Statement]:
    """What a sentence says of what came, went and stayed, in order."""
    claims = list(_claims(told))
    words = told.context.body.hits_between("flow_words", told.span.start, told.span.end)
    twice = [hit.term.sort for hit in words].count("answered") > 1  # what came last year was answered by itself
    balanced = _balanced(told, {row for row, *_ in claims})
    for row, segment, count, span in claims:
        at = span.start
        if _OTHER_MATTER.search(told.context.body.text, told.span.start, span.end):
            break
        if told.elsewhere(span.end) or told.whole_before(at) is False:
            if row in _YEARLY and _of_last_year(told, span):
                yield Statement(
                    topic=f"requests.last.{row}", span=span, value=count.value, flow=f"last {row}",
                    meanings=tuple(tuple(f"last.{one}" for one in cells(way)) for way in WAYS[row]),
                )  # fmt: skip
            continue
        if balanced or not _of_a_few(told, row, count.value, at):
            yield Statement(
                topic=f"requests.flow.{row}", span=span, value=count.value, mark=segment.mark,
                meanings=tuple(cells(way) for way in WAYS[row]), flow=_FLOWS.get(row, row),
                named=_REQUEST.search(segment.words) is not None,
                without=cells(("carried_in",)) if row == "answered" and twice else (),
            )  # fmt: skip
    yield from _denials(told)


def _of_last_year(told: Asked, span: Span) -> bool:
    """上年收到9件 or 2022年收到9件, but no comparison, no other body and no part."""
    context, own = told.context, told.context.report.year
    clause = context.body.clause(span.start)
    words = context.body.text[clause.start : span.end]
    named = any(word in words for word in _LAST_YEAR) or (own is not None and f"{own - 1}年" in words)
    if not named or _COMPARED.search(words) or told.whole_before(span.start) is False:
        return False
    return not elsewhere(context, told.span, span.end, SCOPES, spared=frozenset({"time"}))


def _balanced(told: Asked, rows: set[str]) -> bool:
    """Whether a sentence tells what came, what was done and what is left: 受理11件，办结8件，结转下一年1件."""
    if not ({"answered", "carried_out"} <= rows and {"new", "accepted"} & rows):
        return False
    return "其中" not in told.context.body.text[told.span.start : told.span.end]


def _claims(told: Asked) -> Iterator[tuple[str, Segment, Quantity, Span]]:
    before: Segment | None = None
    for segment in told.segments:
        hits = tuple(told.context.body.hits_between("flow_words", *segment.span))
        row = row_of(told, segment)
        if len(segment.counts) == 1 and not segment.rough and _WITH_BROUGHT.match(segment.words):
            yield "due", segment, segment.counts[0], segment.span
            before = segment
            continue
        if (
            row in WAYS
            and len(segment.counts) == 1
            and not segment.rough
            and not _NOT_ONE.search(segment.words, 0, segment.counts[0].start)
            and not change(segment)
            and _plain(told, segment, row, hits)
        ):
            yield row, segment, segment.counts[0], segment.span
        elif row == "carried_out" and not segment.counts and not _NEGATED.search(segment.words) and before:
            counted = len(before.counts) == 1 and not before.rough
            if counted and _is_left(told, before):
                yield row, before, before.counts[0], Span(before.span.start, segment.span.end)
        elif not hits and before and row_of(told, before) == "carried_in" and _is_due(segment):
            yield "due", segment, segment.counts[0], segment.span
        before = segment


def _is_due(segment: Segment) -> bool:
    """Whether a count behind what came over from last year is of all there was to do: 上年结转6件，共124件."""
    if len(segment.counts) != 1 or segment.rough:
        return False
    count = segment.counts[0]
    return _DUE.fullmatch(segment.words, 0, count.start) is not None and count.end == len(segment.words)


def _is_left(told: Asked, segment: Segment) -> bool:
    """Whether a count is of what is left, before 转下一年 in a segment of its own: 余下2件，转入下年."""
    tells = any(hit.term.sort for hit in told.context.body.hits_between("flow_words", *segment.span))
    late = _LATE.search(segment.words) is not None
    return (not tells or late) and _LEFT.fullmatch(segment.words, 0, segment.counts[0].start) is not None


def row_of(told: Asked, segment: Segment) -> str:
    """The row that a segment speaks of, ``""`` where it is not plain."""
    hits = told.context.body.hits_between("flow_words", *segment.span)
    rows = {_row_of(told.context.report.year or 0, segment, hit) for hit in hits}
    rows = rows - {"handled"} or rows
    return rows.pop() if len(rows) == 1 else ""


def _row_of(own: int, segment: Segment, hit: Hit) -> str:
    if hit.term.sort == "to_year":
        year = re.match(YEAR, segment.words[hit.end - segment.span.start - 2 :])
        return "carried_out" if year and year_of(year[0]) == own + 1 else ""
    if hit.term.sort == "carried":
        years = [year_of(year) for year in re.findall(YEAR, segment.before(hit.start))]
        return "carried" if not years else "carried_in" if years == [own - 1] else ""
    return hit.term.sort


def _plain(told: Asked, segment: Segment, row: str, hits: tuple[Hit, ...]) -> bool:
    """Whether the count stands for the row and for nothing narrower."""
    count, hit = segment.counts[0], hits[0]
    if told.context.body.text.startswith(("中的", "中有"), segment.span.start + count.end):
        return False  # 办理完毕85件中的82件
    if row == "carried_out" and segment.span.start + count.end <= hit.start:
        between = segment.words[count.end : hit.start - segment.span.start]
        return _TIGHT.fullmatch(between) is not None and _BROUGHT.search(between) is None and "收到" not in between
    if row == "answered" and segment.words.startswith("其中") and told.whole_told(segment.span.start):
        return all(filled(told.context.lists, words) for words in segment.rest(hits))  # 共34件，其中30件已答复
    if row in ("new", "accepted", "answered") and _REST.search(segment.words):
        return False
    if segment.mark in ("：", ":") and not _heads(told, segment):
        return False
    rest = segment.rest(hits)
    if row == "carried_in":
        rest = [_ANOTHER.sub("", words) for words in rest]
    if all(filled(told.context.lists, words) for words in rest):
        return True
    said = _EVERYBODY.sub("", segment.words[: count.end] + segment.words[count.end :].partition("并")[0])
    return _OF_INFORMATION.search(said) is not None and not NARROWING.search(said)


def _heads(told: Asked, segment: Segment) -> bool:
    """Whether the words before the colon are only the name of what is told: 依申请公开：收到3件."""
    before = told.segments[told.segments.index(segment) - 1]
    return not before.counts and (_OF_INFORMATION.search(before.words) is not None or "申请" in before.words)


def _of_a_few(told: Asked, row: str, value: Decimal, at: int) -> bool:
    """Whether an answer, or what is left, is one of the few counted just before: 上年结转2件，已办结2件."""
    words = told.context.body.text[told.span.start : at]
    if row in ("carried_out", "answered") and _ASKED_FOR_MORE.search(words):
        return True
    if row == "carried_out" and _begins_with_a_part(told, at):
        return True
    last = next(told.counts_before(at), None)
    few = last is not None and value <= last[1]
    return row in ("answered", "new", "accepted") and few and not told.whole_told(at)


def _begins_with_a_part(told: Asked, at: int) -> bool:
    """征地类申请22件，年内办结20件，其余2件转入下年: what is left of these."""
    first = next((segment for segment in told.segments if segment.counts and segment.span.end <= at), None)
    if first is None or first.counts[0].value in told.wholes or not NARROWING.search(first.words):
        return False
    return "申请" in first.words and not any(True for _ in told.context.body.hits_between("flow_words", *first.span))


def _denials(told: Asked) -> Iterator[Statement]:
    """没有结转, where nothing else in the paragraph tells what is carried over."""
    body = told.context.body
    text = body.text
    yield from none_carried(told)
    for none in _NONE.finditer(text, told.span.start, told.span.end):
        clause = body.clause(none.start())
        to_next = _TO_NEXT.search(text, none.end() - 3, clause.end)
        again = _TO_NEXT.search(text, clause.end, body.paragraph(clause.start).end)
        brought = _BROUGHT.search(text, clause.start, none.end()) or text.startswith(("上", "来"), none.end())
        if not brought and (to_next or not again):
            yield Statement(
                topic="requests.flow.carried_out", span=clause, quantifier="none", value=Decimal(0),
                meanings=(cells(("carried_out",)),), flow="denied",
            )  # fmt: skip
