"""Statements about what became of requests: 予以公开12件, 不掌握2件, 均属国家秘密."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from filings.patterns import pattern
from rules.lexicon.terms import Hit
from rules.statements.asked import GROUPS, NARROWING, Asked, cells, change, rows_of
from rules.statements.cutting import Piece, sorted_hits, sorts
from rules.statements.filling import filled
from rules.statements.statement import Statement

_BY_ITSELF = ("unable", "other")  # their reasons say by themselves what became of the request
_SUPPOSED = pattern("应当|应予|可以|依法应|需要|凡|必须|拟|避免|可能")
_GENERAL = pattern("^(?:对(?![0-9０-９一二两三四五六七八九十])|凡|如|若|遇|确|严防|严禁|不得|审查是否|是否|可能)")
_DENIED = pattern(
    "没有因|未因|不属于|并非|不是|没有(?:以|出现|发生)|无一|不涉及|未涉及|不存在因|除|避免|防止|减少|杜绝"
)
_AND_OTHERS = pattern("(?:信息|申请|事项|内容|情形)?等(?!于)")
_OTHERS = pattern("^因[^，。]{2,30}等(?:情形|原因|理由|情况|的)*")  # 因本机关不掌握等原因无法提供
_ALL = pattern("(?:均|都|全|皆|一律)[\u4e00-\u9fff]{0,6}$")
_EVERY = pattern("^(?:均|都|全部|皆|一律)")
_ASSERTED = pattern("(?:因|系|属|属于|是|为|理由|原因|涉及|由于|均|都|全|以|缘于)[\u4e00-\u9fff“]{0,6}$")
_NOTHING = pattern("(?:也|均|都|全年)*(?:没有|无|未出现|未发生|不存在)")
_SITUATION = pattern("的?(?:情形|情况|件|申请|答复|决定)?")
_AND = ("及", "和", "与", "以及", "及其")
_BRACKETS = ("（", "(")
_FEW = 4  # 属, 属于, 要求提供


def results(told: Asked) -> Iterator[Statement]:
    """What a sentence says of results and their reasons, in order."""
    done: set[str] = set()
    for at, piece in enumerate(told.pieces):
        if piece.rough or change(piece):
            continue
        reasons = sorted_hits(told.context, "reason_names", piece.span)
        groups = tuple([hit for hit in told.groups if piece.span.holds(hit.start)])
        if reasons and len(sorts(reasons)) == 1 and reasons[0].term.sort not in done:
            for one in _reason(told, piece, reasons[0]):
                done.add(reasons[0].term.sort)
                yield one
        if groups:
            yield from _groups(told, at, piece, groups)


def _may_tell(told: Asked, piece: Piece, hit: Hit) -> bool:
    if _DENIED.search(piece.before(hit.start)) or _GENERAL.search(piece.words):
        return False
    return not told.elsewhere(hit.start)


# reasons


def _reason(told: Asked, piece: Piece, hit: Hit) -> Iterator[Statement]:
    """因本机关不掌握等原因无法提供564件 speaks of the group: 等 makes it so."""
    row = hit.term.sort
    if f"applications.{row}" not in told.context.form.titles or _AND_OTHERS.match(piece.after(hit.end)):
        return
    if not _may_tell(told, piece, hit):
        return
    if len(piece.counts) == 1:
        before = [one.term.sort for one in told.groups if one.end <= hit.start]
        group = row.partition(".")[0]
        rows = rows_of(told.context, group) if group in before else ()
        last = next(told.counts_before(hit.start), None)
        of_group = last is not None and any(
            last[0].span.holds(one.start) and one.term.sort == group for one in told.groups
        )
        fits = _speaks_of(told, row, piece, counted=True) and not piece.words.endswith("的")
        if fits and (of_group or told.whole_before(hit.start, rows) is not False):
            yield Statement(
                topic=f"requests.reason.{row}", span=piece.span, value=piece.counts[0].value, flow=row,
                meanings=(cells((row,)),), mark=piece.mark,
            )  # fmt: skip
    elif piece.counts or not any(one.counts for one in told.pieces):
        return
    elif _asserts(piece, hit) and _speaks_of(told, row, piece, counted=False):
        yield _assertion(told, piece, hit)


def _assertion(told: Asked, piece: Piece, hit: Hit) -> Statement:
    row = hit.term.sort
    every = _ALL.search(piece.before(hit.start)) is not None and piece.mark not in (*_BRACKETS, "、")
    others = tuple(one for one in rows_of(told.context, row.partition(".")[0]) if one != row)
    return Statement(
        topic=f"requests.reason.{row}", span=piece.span, quantifier="all" if every else "some", mark=piece.mark,
        meanings=(cells((row,)),), others=cells(others) if every else (), flow=f"{row} asserted",
    )  # fmt: skip


def _speaks_of(told: Asked, row: str, piece: Piece, *, counted: bool) -> bool:
    """Whether the result named nearest is that of the row's group: in the piece, else before it, else behind it."""
    group = row.partition(".")[0]
    inside = [hit.term.sort for hit in told.groups if piece.span.holds(hit.start)]
    before = [hit.term.sort for hit in told.groups if hit.end <= piece.span.start]
    behind = [hit.term.sort for hit in told.groups if hit.start >= piece.span.end]
    if inside:
        return group in inside or {group, inside[-1]} == {"other", "rejected"}
    if counted:
        return (group in (*_BY_ITSELF, *before) or behind[:1] == [group]) and before[-1:] != ["partial"]
    if before:
        return before[-1] == group
    return behind[:1] == [group] or (not behind and group in _BY_ITSELF)


def _asserts(piece: Piece, hit: Hit) -> bool:
    """因本机关不掌握, 系重复申请, or the words alone in brackets."""
    bracketed = piece.mark in _BRACKETS and hit.start - piece.span.start <= _FEW
    return bracketed or _ASSERTED.search(piece.before(hit.start)) is not None


# results


def _groups(told: Asked, at: int, piece: Piece, hits: tuple[Hit, ...]) -> Iterator[Statement]:
    named, hit = sorts(hits), hits[0]
    if named == ("granted", "partial") and _joint(piece, hits) and not told.elsewhere(hit.start):
        yield Statement(
            topic="requests.joint.granted+partial", span=piece.span, value=piece.counts[0].value, mark=piece.mark,
            meanings=(cells(("granted", "partial")),), flow="granted and partial",
        )  # fmt: skip
    reasons = told.context.body.hits_between("reason_names", *piece.span)
    reasoned = any(not _AND_OTHERS.match(piece.after(one.end)) for one in reasons)
    if len(named) != 1 or reasoned or _SUPPOSED.search(piece.words) or not _may_tell(told, piece, hit):
        return
    rows = rows_of(told.context, named[0])
    made = Statement(
        topic=f"requests.result.{named[0]}", span=piece.span, meanings=(cells(rows),), mark=piece.mark, flow=named[0]
    )
    if _NOTHING.fullmatch(piece.before(hit.start)) and _SITUATION.fullmatch(piece.after(hit.end)):
        yield replace(made, quantifier="none", value=Decimal(0))
    elif len(piece.counts) == 1:
        yield from _counted(told, piece, hits, made)
    elif not piece.counts and _bare(told, piece, hits):
        yield from _said_of_all(told, at, piece, made)


def _counted(told: Asked, piece: Piece, hits: tuple[Hit, ...], made: Statement) -> Iterator[Statement]:
    """A count of one result; 其中 of a part, or a few told just before, make it that part's."""
    value = piece.counts[0].value
    whole = told.whole_before(hits[0].start)
    if whole is False or told.one_of_few(piece.span.start, value):
        return
    yield replace(made, value=value, narrowed=not _plain(told, piece, hits), named=hits[0].term.text != "公开")


def _plain(told: Asked, piece: Piece, hits: tuple[Hit, ...]) -> bool:
    """Whether nothing beside result and count narrows it: no reason, no topic, no applicant."""
    if any(True for _ in told.context.body.hits_between("applicant_kinds", *piece.span)):
        return False
    rest = [_OTHERS.sub("", words) for words in piece.rest(hits)]
    return not any(NARROWING.search(words) for words in rest) or all(filled(told.context.lists, one) for one in rest)


def _bare(told: Asked, piece: Piece, hits: tuple[Hit, ...]) -> bool:
    """Whether nothing but the result, its count and what may fill stands in a piece."""
    return all(filled(told.context.lists, words) for words in piece.rest(hits))


def _said_of_all(told: Asked, at: int, piece: Piece, made: Statement) -> Iterator[Statement]:
    """依法予以公开 of the only request, 均予以公开 of all of them."""
    before = told.pieces[at - 1] if at else None
    if before is not None and (before.words.endswith("的") or _GENERAL.search(before.words)):
        return
    everything = told.context.total(cells(("total",)))
    if _EVERY.match(piece.words) and told.whole_told(piece.span.start):
        others = tuple(row for group in GROUPS if group != made.flow for row in rows_of(told.context, group))
        yield replace(made, quantifier="all", others=cells(others))
    elif (before is not None and before.counts) or everything.most == 1:
        yield replace(made, quantifier="some")


def _joint(piece: Piece, hits: tuple[Hit, ...]) -> bool:
    """予以公开及部分公开630件: one count of two results."""
    if len(hits) != 2 or len(piece.counts) != 1:  # noqa: PLR2004 - the two
        return False
    between = piece.words[hits[0].end - piece.span.start : hits[1].start - piece.span.start]
    return between in _AND and hits[1].end - piece.span.start <= piece.counts[0].start
