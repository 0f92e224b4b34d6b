"""What a place of the text speaks of: the one answer to whose number it is, of which year, and of what matter."""

from bisect import bisect_left, bisect_right

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.text.body import Body
from rules.text.numbers import YEAR, year_of
from rules.text.span import Span

HEADS = r"(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．]|[一二三四五六七八九十]是)"
_TITLE = pattern("[^。：:，,；;]+[。：:]")
_OWN_HEADING = pattern(HEADS)
_HEAD = pattern(rf"(?:{HEADS}|\d{{4}}年(?:度)?[，,]?)*")
_COUNT = pattern("[0-9０-９两一二三四五六七八九十百千]+[余多]?[件起份条宗例个次]")
_COUNTED_AGAIN = pattern(
    "申请[^，,。；;]{0,12}[0-9０-９两一二三四五六七八九十百]+[件份宗]|复议[^，,。；;]{0,12}[0-9０-９两一二三四五六七八九十百]+[件起宗]"
)
# 投诉引起的复议27件、诉讼3件分开统计, not among those that are reported
_SET_APART = pattern(
    "(?:不计入|未计入|不统计|不列入|不在上述|不在本报告|不在此列|不包括在|分开统计|另行统计|单独统计|分别统计|单列)"
)
_THEN_APART = pattern(f"[，,](?:均|都|也|另)?{_SET_APART.pattern}")
_YEAR, _YEAR_SIGNS = pattern(YEAR), 4
# 2023年、2024年、2025年分别为9件: the first of several years
_LISTED = pattern("年?(?:度)?(?:、|和|与|及|至|到|—|-|－)")
_PERIOD = pattern(
    rf"(?:^|\n)(?P<head>{HEADS}?[^。：:，,；;\n0-9]{{0,6}}(?:第?[一二三四1-4]季度|[上下]半年)[^。：:，,；;\n0-9]{{0,8}}[。：:，,])"
)
_OF_YEAR = pattern("全年|本年|年末|年底|截至|累计")
_CARRIED = pattern("结转|转入|转来")
_CARRIED_TO = pattern("(?:结转|转|留待|延|顺延|延续)(?:入|至|到|给|在)?$")
_LONGEST_HEADING, _REACH, _ENOUGH = 30, 8, 3
_REQUEST = "申请"  # stands in whatever is about requests
_REQUESTS = pattern("公开申请|申请公开|申请答复|公开的申请|依申请公开|公开[^，。]{0,6}信息的申请")
_HEADED = pattern(
    "(?![^。：:，,；;]{0,30}(?:政务服务|许可|审批|补贴|补助|救助|登记|事项|项目))[^。：:，,；;]{0,24}申请"
)
_ASKED = pattern("(?:新收|收到|受理|接到|接收|办理)[^。]{0,12}申请|申请[0-9０-９一二两三四五六七八九十]+[件宗份]")
_RESULTS = pattern("予以公开|部分公开|不予公开|无法提供|不予处理|不掌握")


def subject(body: Body, at: int) -> str:
    """What a sentence is about: its paragraph up to its end, behind the heading under which it stands, if any."""
    paragraph, end = body.paragraph(at), body.sentence(at).end
    words = body.text[paragraph.start : end]
    if _OWN_HEADING.match(words):
        return words
    if paragraph.start not in body.headings:
        body.headings[paragraph.start] = _heading(body, paragraph)
    return body.headings[paragraph.start] + words


def _heading(body: Body, paragraph: Span) -> str:
    """The nearest paragraph before that is a heading, in the same part."""
    for start, end in body.lines_above(paragraph.start, _REACH):
        if end - start <= _LONGEST_HEADING and not body.text.endswith(("。", "；"), start, end):
            return body.text[start:end]
        if _OWN_HEADING.match(body.text, start, end):  # （二）依申请公开。全年…, and paragraphs that go on
            title = _TITLE.match(body.text, start, min(end, start + _LONGEST_HEADING))
            return title[0] if title else ""
    return ""


def of_requests(body: Body, at: int) -> bool:
    """Whether a sentence stands where requests for information are told of."""
    words = subject(body, at)
    if _REQUEST in words and (_REQUESTS.search(words) or _HEADED.match(words)):
        return True
    start, end = body.paragraph(at)
    if _all_results(body.text[start:end]):
        return True
    if body.text.find(_REQUEST, start, end) < 0:
        return False
    return _ASKED.search(body.text, start, end) is not None and _RESULTS.search(body.text, start, end) is not None


def _all_results(words: str) -> bool:
    """Whether a paragraph tells of so many results that it can only be of requests: 予以公开5件；…；无法提供5件."""
    if "无法提供" not in words and "不予处理" not in words:
        return False
    return len(set(_RESULTS.findall(words))) >= _ENOUGH


def within_year(context: CheckContext, sentence: Span, at: int) -> bool:
    """Whether a place stands in a paragraph about a quarter or half of the year, and does not say 全年 itself."""
    heads = context.memo(_periods)
    if not heads or context.body.paragraph(at).start not in heads:
        return False
    return _OF_YEAR.search(context.body.text, sentence.start, at) is None


def _periods(context: CheckContext) -> frozenset[int]:
    """Where the paragraphs start that go through the year period by period, if several do."""
    text = context.body.text
    if text.find("季度") < 0 and text.find("半年") < 0:
        return frozenset()
    heads = frozenset(found.start("head") for found in _PERIOD.finditer(text))
    return heads if len(heads) > 1 else frozenset()


def elsewhere(context: CheckContext, sentence: Span, at: int, name: str, spared: frozenset[str] = frozenset()) -> bool:
    """Whether a scope word says that what stands at ``at`` is not the report's own year, body or matter.

    In a paragraph about a quarter all is of a part of the year. A word governs its clause, and the sentence that it
    heads; another body or matter that is itself counted governs what follows as well, until cases are counted again:
    ``办理热线工单35件，其中企业20件``.
    ``spared``: sorts that do not count.
    """
    body = context.body
    if context.memo(_sets_apart) and _is_set_apart(body, sentence, at):
        return True
    if within_year(context, sentence, at):
        return True
    hits = [hit for hit in body.hits_between(name, sentence.start, at) if context.applies(hit.term)]
    if not hits:
        return False
    whole = {(hit.start, hit.end) for hit in hits if hit.term.sort == "whole"}
    return any(
        _governs(body, sentence, hit, at)
        for hit in hits
        if (hit.start, hit.end) not in whole and hit.term.sort not in spared
    )


def _sets_apart(context: CheckContext) -> bool:
    """Whether anything is set apart at all."""
    return _SET_APART.search(context.body.text) is not None


def _is_set_apart(body: Body, sentence: Span, at: int) -> bool:
    clause = body.clause(max(sentence.start, at - 1))
    apart = _SET_APART.search(body.text, clause.start, clause.end)
    return (apart or _THEN_APART.match(body.text, clause.end, sentence.end)) is not None


def _governs(body: Body, sentence: Span, hit: Hit, at: int) -> bool:
    clause = body.clause(hit.start)
    if clause.start <= at <= clause.end:
        return True
    if _HEAD.fullmatch(body.text, sentence.start, hit.start):
        return hit.term.sort != "matter" or not _COUNTED_AGAIN.search(body.text, clause.end, at)
    if hit.term.sort not in ("body", "matter") or not _COUNT.search(body.text, hit.end, clause.end):
        return False
    return not _COUNTED_AGAIN.search(body.text, clause.end, at)


def year_meant(context: CheckContext, sentence: Span, at: int) -> int | None:
    """The other year that the clause, or the head of the sentence, names; None: the report's own."""
    body, own, meant, last = context.body, context.report.year, None, 0
    years, starts = context.memo(_years)
    first = bisect_left(starts, sentence.start)
    for start, end in years[first : bisect_right(starts, at - _YEAR_SIGNS, first)]:
        clause = body.clause(start)
        if _CARRIED.search(body.text, end, clause.end) or _CARRIED_TO.search(body.text, clause.start, start):
            continue
        if clause.holds(at - 1) or start == sentence.start:
            listed = meant not in (None, own) and _LISTED.fullmatch(body.text, last, start) is not None
            meant, last = meant if listed else year_of(body.text[start:end]), end
    return None if meant == own else meant


def _years(context: CheckContext) -> tuple[list[tuple[int, int]], list[int]]:
    """(where each year stands that is written with its 年, where it begins)."""
    text = context.body.text
    found = [one.span() for one in _YEAR.finditer(text) if text.startswith("年", one.end())]
    return found, [start for start, _ in found]
