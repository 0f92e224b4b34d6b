"""Statements about what became of requests: 予以公开12件, 不掌握2件, 均属国家秘密."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from filings.patterns import pattern
from rules.lexicon.terms import Hit
from rules.statements.asked import GROUPS, NARROWING, Asked, cells, change, makes_all, of_each, rows_of
from rules.statements.cutting import Segment, sorted_hits, sorts
from rules.statements.filling import filled
from rules.statements.statement import Statement
from rules.text.span import Span

_BY_ITSELF = ("unable", "other")  # their reasons say by themselves what became of the request
_SUPPOSED = pattern("应当|应予|可以|依法应|需要|凡|必须|拟|避免|可能")
_GENERAL = pattern("^(?:对(?![0-9０-９一二两三四五六七八九十])|凡|如|若|遇|确|严防|严禁|不得|审查是否|是否|可能)")
_DENIED = pattern(
    "没有因|未因|不属于|并非|不是|没有(?:以|出现|发生)|无一|不涉及|未涉及|不存在因|除|查出|发现|审查|避免|防止|减少|杜绝"
)
_AND_OTHERS = pattern("(?:信息|申请|事项|内容|情形)?等(?!于)")
_OTHERS = pattern("^因[^，。]{2,30}等(?:情形|原因|理由|情况|的)*")  # 因本机关不掌握等原因无法提供
_ALL = pattern("(?:均|都|全|皆|一律)[\u4e00-\u9fff]{0,6}$")
_EVERY = pattern("^(?:均|都|全部|皆|一律)")
_ASSERTED = pattern("(?:因|系|属|属于|是|为|理由|原因|涉及|由于|均|都|全|以|缘于)[\u4e00-\u9fff“]{0,6}$")
_NOTHING = pattern("(?:也|均|都|全年)*(?:没有|无|未出现|未发生|不存在)")
_SITUATION = pattern("的?(?:情形|情况|件|申请|答复|决定)?")
_REVIEWS = pattern("复议|诉讼|起诉")
_MAINLY = pattern("以[^，。；;]{2,20}(?:为主|居多|占多数)|分别(?:涉及|属于?|因|是|为)")
_TOPIC = pattern(
    "[^，,。；;、0-9]{0,4}(?:涉及|关于|针对)[^，,。；;、0-9]{1,8}的$|[^，,。；;、0-9]{0,4}(?:涉及|关于|针对)[^，,。；;、0-9]{1,8}的[0-9]"
)
# what is granted all the same
_MAY_BE = pattern("征|同意|遮|隐|除|不涉及|不属于|并非|处理后|部分|经|后予以|协商")
_OF_THIRD = "refused.4"
_AND = ("及", "和", "与", "以及", "及其")
_ONE_MORE = pattern("^(?:另|还|尚|其余|其它|余下|剩余|结转|未办结|在办)")
_OPEN = pattern(
    "(?:(?!公开|无法提供|没有|无结)[^。；;0-9])*(?:正在|结转|转入|尚在|尚未|还在|未办结|在办|办理中|继续办理|延期|跨年|下年|次年|未到期|待)"
)
_LEFT = pattern("只有|仅|最后|最终")  # 12件征求了意见，10件不同意…，最后决定不公开的只有3件
_BRACKETS = ("（", "(")
_FEW = 4  # 属, 属于, 要求提供


def results(told: Asked) -> Iterator[Statement]:
    """What a sentence says of results and their reasons, in order."""
    done, few = set[str](), told.of_a_few
    listed = bool(told.groups) and makes_all(told)
    for at, segment in enumerate(told.segments):
        if segment.rough or change(segment) or segment.span in few:
            continue
        reasons = sorted_hits(told.context, "reason_names", segment.span)
        groups = tuple([hit for hit in told.groups if segment.span.holds(hit.start)])
        if (last := next(told.counts_before(segment.span.start), None)) and _REVIEWS.search(last[0].words):
            reasons = ()  # 引起复议2件，涉及过程性信息、执法案卷各1件
        if reasons and (rows := of_each(told, at)):
            done.update(rows)
            yield from (_of_row(row, segment) for row in rows)
        if reasons and len(sorts(reasons)) == 1 and reasons[0].term.sort not in done:
            for one in _reason(told, segment, reasons[0], listed=listed and segment.holder < 0):
                done.add(reasons[0].term.sort)
                yield one
        if groups:
            yield from _groups(told, at, segment, groups)


def _may_tell(told: Asked, segment: Segment, hit: Hit) -> bool:
    if _DENIED.search(segment.before(hit.start)) or _GENERAL.search(segment.words):
        return False
    return not told.elsewhere(hit.start)


# reasons


def _reason(told: Asked, segment: Segment, hit: Hit, *, listed: bool) -> Iterator[Statement]:
    """因本机关不掌握等原因无法提供564件 speaks of the group: 等 makes it so."""
    row = hit.term.sort
    if f"applications.{row}" not in told.context.form.titles or _AND_OTHERS.match(segment.after(hit.end)):
        return
    if not _may_tell(told, segment, hit):
        return
    if len(segment.counts) == 1:
        if _MAINLY.search(segment.words):
            return  # the count is of all of them, or of several reasons (2件分别涉及商业秘密和人事安排)
        before = [one.term.sort for one in told.groups if one.end <= hit.start]
        group = row.partition(".")[0]
        rows = rows_of(told.context, group) if group in before else ()
        last = next(told.counts_before(hit.start), None)
        of_group = last is not None and any(
            last[0].span.holds(one.start) and one.term.sort == group for one in told.groups
        )
        alone = listed and group not in {one.term.sort for one in told.groups}
        fits = (alone or _speaks_of(told, row, segment, counted=True)) and not segment.words.endswith("的")
        fits = fits and not _pending(told, segment)
        # 执法案卷类涉及食品的5件: of a part
        fits = fits and not _TOPIC.match(segment.after(hit.end))
        if fits and (of_group or told.whole_before(hit.start, rows) is not False):
            yield _of_row(row, segment)
    elif segment.counts or not any(one.counts for one in told.segments):
        return
    elif _asserts(segment, hit) and _speaks_of(told, row, segment, counted=False):
        yield _assertion(told, segment, hit)


def _of_row(row: str, segment: Segment) -> Statement:
    return Statement(
        topic=f"requests.reason.{row}", span=segment.span, value=segment.counts[0].value, flow=row,
        meanings=(cells((row,)),), mark=segment.mark,
    )  # fmt: skip


def _pending(told: Asked, segment: Segment) -> bool:
    """还有1件涉及商业秘密，正在征求意见，结转下年度: what is not answered yet has no result."""
    text, end = told.context.body.text, segment.span.end
    return _ONE_MORE.search(segment.words) is not None and _OPEN.match(text, end, told.span.end) is not None


def _assertion(told: Asked, segment: Segment, hit: Hit) -> Statement:
    row = hit.term.sort
    every = _ALL.search(segment.before(hit.start)) is not None and segment.mark not in (*_BRACKETS, "、")
    others = tuple(one for one in rows_of(told.context, row.partition(".")[0]) if one != row)
    return Statement(
        topic=f"requests.reason.{row}", span=segment.span, quantifier="all" if every else "some", mark=segment.mark,
        meanings=(cells((row,)),), others=cells(others) if every else (), flow=f"{row} asserted",
    )  # fmt: skip


def _speaks_of(told: Asked, row: str, segment: Segment, *, counted: bool) -> bool:
    """Whether the result named nearest is that of the row's group: in the segment, else before it, else behind it."""
    group = row.partition(".")[0]
    inside = [hit.term.sort for hit in told.groups if segment.span.holds(hit.start)]
    before = [hit.term.sort for hit in told.groups if hit.end <= segment.span.start]
    behind = [hit.term.sort for hit in told.groups if hit.start >= segment.span.end]
    if inside:
        return group in inside or {group, inside[-1]} == {"other", "rejected"}
    if counted and behind[:1] == [group] and _ONE_MORE.search(segment.words):
        return True  # 部分公开1件，…，另有1件属于内部事务信息，不予公开
    if counted:
        parted = before[-1:] == ["partial"] and (group not in _BY_ITSELF or segment.mark in _BRACKETS)
        return (group in (*_BY_ITSELF, *before) or behind[:1] == [group]) and not parted
    if before:
        return before[-1] == group
    return behind[:1] == [group] or (not behind and group in _BY_ITSELF)


def _asserts(segment: Segment, hit: Hit) -> bool:
    """因本机关不掌握, 系重复申请, or the words alone in brackets."""
    bracketed = segment.mark in _BRACKETS and hit.start - segment.span.start <= _FEW
    return bracketed or _ASSERTED.search(segment.before(hit.start)) is not None


# results


def _groups(told: Asked, at: int, segment: Segment, hits: tuple[Hit, ...]) -> Iterator[Statement]:
    named, hit = sorts(hits), hits[0]
    if named == ("granted", "partial") and _joint(segment, hits) and not told.elsewhere(hit.start):
        yield Statement(
            topic="requests.joint.granted+partial", span=segment.span, value=segment.counts[0].value, mark=segment.mark,
            meanings=(cells(("granted", "partial")),), flow="granted and partial",
        )  # fmt: skip
    reasons = told.context.body.hits_between("reason_names", *segment.span)
    reasoned = any(not _AND_OTHERS.match(segment.after(one.end)) for one in reasons)
    reasoned = reasoned or told.by_article(segment, hit.term.sort)
    if named == ("granted",) and (held_back := _held_back(told, at, segment, hit)) is not None:
        yield held_back
        return
    if len(named) != 1 or reasoned or _SUPPOSED.search(segment.words) or not _may_tell(told, segment, hit):
        return
    rows = rows_of(told.context, named[0])
    made = Statement(
        topic=f"requests.result.{named[0]}",
        span=segment.span,
        meanings=(cells(rows),),
        mark=segment.mark,
        flow=named[0],
    )
    if _NOTHING.fullmatch(segment.before(hit.start)) and _SITUATION.fullmatch(segment.after(hit.end)):
        yield replace(made, quantifier="none", value=Decimal(0))
    elif len(segment.counts) == 1:
        yield from _counted(told, segment, hits, made)
    elif not segment.counts and _bare(told, segment, hits):
        yield from _said_of_all(told, at, segment, made)


def _held_back(told: Asked, at: int, segment: Segment, hit: Hit) -> Statement | None:
    """因属于内部事务信息予以公开1件: as many as the table has of the reason, and no reason to grant anything."""
    before = told.segments[at - 1] if at and not segment.counts else segment
    reasons = sorted_hits(told.context, "reason_names", before.span)
    if len(sorts(reasons)) != 1 or len(before.counts) != 1 or reasons[-1].end > hit.start or hit.term.text == "公开":
        return None
    row, words = reasons[0].term.sort, before.words + segment.words
    if row == _OF_THIRD or _MAY_BE.search(words) or told.elsewhere(hit.start):
        return None
    value = before.counts[0].value
    if not 0 < told.context.total(cells((row,))).least == value:
        return None
    return Statement(
        topic="requests.result.granted", span=Span(before.span.start, segment.span.end), value=value, mark=before.mark,
        meanings=(cells(rows_of(told.context, "granted")),), named=True, flow=f"granted for {row}",
    )  # fmt: skip


def _counted(told: Asked, segment: Segment, hits: tuple[Hit, ...], made: Statement) -> Iterator[Statement]:
    """A count of one result; 其中 of a part, or a few told just before, make it that part's."""
    value = segment.counts[0].value
    whole = told.whole_before(hits[0].start)
    left = _LEFT.search(segment.words, 0, segment.counts[0].start) is not None
    if whole is False or told.one_of_few(segment.span.start, value, left=left):
        return
    # 公开动态信息270条，收到申请0件: what is published of its own accord
    if hits[0].term.text == "公开" and not _bare(told, segment, hits):
        return
    yield replace(made, value=value, narrowed=not _plain(told, segment, hits), named=hits[0].term.text != "公开")


def _plain(told: Asked, segment: Segment, hits: tuple[Hit, ...]) -> bool:
    """Whether nothing beside result and count narrows it: no reason, no topic, no applicant."""
    if any(True for _ in told.context.body.hits_between("applicant_kinds", *segment.span)):
        return False
    rest = [_OTHERS.sub("", words) for words in segment.rest(hits)]
    return not any(NARROWING.search(words) for words in rest) or all(filled(told.context.lists, one) for one in rest)


def _bare(told: Asked, segment: Segment, hits: tuple[Hit, ...]) -> bool:
    """Whether nothing but the result, its count and what may fill stands in a segment."""
    return all(filled(told.context.lists, words) for words in segment.rest(hits))


def _said_of_all(told: Asked, at: int, segment: Segment, made: Statement) -> Iterator[Statement]:
    """依法予以公开 of the only request, 均予以公开 of all of them."""
    before = told.segments[at - 1] if at else None
    if before is not None and (before.words.endswith("的") or _GENERAL.search(before.words)):
        return
    everything = told.context.total(cells(("total",)))
    if _EVERY.match(segment.words) and told.whole_told(segment.span.start):
        others = tuple(row for group in GROUPS if group != made.flow for row in rows_of(told.context, group))
        yield replace(made, quantifier="all", others=cells(others))
    elif (before is not None and before.counts) or everything.most == 1:
        yield replace(made, quantifier="some")


def _joint(segment: Segment, hits: tuple[Hit, ...]) -> bool:
    """予以公开及部分公开630件: one count of two results."""
    if len(hits) != 2 or len(segment.counts) != 1:  # noqa: PLR2004 - the two
        return False
    between = segment.words[hits[0].end - segment.span.start : hits[1].start - segment.span.start]
    return between in _AND and hits[1].end - segment.span.start <= segment.counts[0].start
