"""How many licences, penalties and acts of coercion a segment tells: 作出行政许可决定214件."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.context import elsewhere
from rules.statements.cutting import Segment
from rules.statements.filling import filled
from rules.statements.statement import Statement
from rules.text.span import Span

SCOPES, FILED = "decision_scopes", "filed"
DECISIONS = ("licences", "penalties", "coercion")
_PARTS = ("section.1", "section.6")
_UNITS = frozenset("件宗起例")
# what is shown to the public is no count of decisions
_SHOWN = pattern(
    "公开|公示|公布|发布|归集|上传|录入|推送|报送|受理|新增|减少|取消|下放|承接|涉及|申请|撤销|延续|变更|移送|从轻|减轻|拟作出"
)
_ALL_SHOWN = pattern("(?:的结果|的?决定)?(?:均|都|全部|皆)[^未不0-9]*$")
# others may be decided at once, so that these are so many at most
_FILED = pattern("立案(?:调查|查处)?(?:后|并)?(?:依法)?作出")
_ITEMS = pattern("[0-9]项$")
_DECIDED = pattern("(?:全年|本年度?|年内|共)*作出(?:了|处理|许可|处罚|强制)*(?:决定)?")
_LICENSED = pattern(f"{_DECIDED.pattern}|(?:全年|本年度?|年内|共)*办(?:理|结)")


def decisions(context: CheckContext, segment: Segment, hit: Hit, *, filed: bool) -> Iterator[Statement]:
    """What a segment counts, but not 公示行政处罚决定30件. ``filed``: it is told of those of a sort."""
    if len(segment.counts) != 1 or segment.rough or segment.counts[0].unit not in _UNITS:
        return
    count = segment.counts[0]
    clause = context.body.clause(segment.span.start)
    before = context.body.text[clause.start : segment.span.start + count.start]
    behind = segment.words[count.end :].partition("并")[0]
    if _SHOWN.search(before) or (_SHOWN.search(behind) and not _ALL_SHOWN.match(behind)):
        return
    if filed and not _FILED.search(before):
        return
    behind = "" if _ALL_SHOWN.match(behind) else behind
    lead, *rest = segment.rest((hit,))[:-1]
    if (
        lead.endswith("等")
        and sum(one.term.sort == hit.term.sort for one in context.body.hits("table_two", _PARTS)) == 1
    ):
        lead = ""  # 取水、涉河建设等行政许可132件, and no other number of them
    if all(filled(context.lists, words, "decision_words") for words in (lead, *rest, behind)):
        yield _counted(segment, hit, narrowed=filed)


def of_items(context: CheckContext, sentence: Span, segments: tuple[Segment, ...]) -> Iterator[Statement]:
    """行政许可事项由4项增加到5项，办理38件: what was decided behind how many sorts there are."""
    named: tuple[Hit, ...] = ()
    for segment in segments:
        hits = tuple(context.body.hits_between("table_two", *segment.span))
        alone = len(named) == 1 and not hits and _are_done(segment, named[0].term.sort)
        if alone and not elsewhere(context, sentence, segment.span.end, SCOPES):
            yield _counted(segment, named[0], narrowed=False)
        named = (*named, *hits) if not segment.counts and _ITEMS.search(segment.words) else ()


def _are_done(segment: Segment, sort: str) -> bool:
    if (
        sort not in DECISIONS
        or len(segment.counts) != 1
        or segment.mark != "，"
        or segment.counts[0].unit not in _UNITS
        or segment.rough
    ):
        return False
    count = segment.counts[0]
    done = _LICENSED if sort == DECISIONS[0] else _DECIDED  # 办理处罚9件 may not all be decided yet
    return count.end == len(segment.words) and done.fullmatch(segment.words, 0, count.start) is not None


def _counted(segment: Segment, hit: Hit, *, narrowed: bool) -> Statement:
    return Statement(
        topic=f"proactive.{hit.term.sort}", span=segment.span, value=segment.counts[0].value, flow=hit.term.sort,
        meanings=((f"proactive.{hit.term.sort}.decisions",),), mark=segment.mark, narrowed=narrowed,
    )  # fmt: skip
