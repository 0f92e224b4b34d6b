"""正文说的办理结果和具体情形与表格各行相符。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rules.engine.context import Scene
from rules.engine.parameters import Parts, Terms, TermsList
from rules.engine.results import Breach, Gap, Note, Result
from rules.lexicon.terms import Hit
from rules.tables.ranges import Range
from rules.text.applied import applications, whole_before
from rules.text.parts import Judged, whole_told
from rules.text.pieces import Piece, bare, compared, elsewhere, naming, other_year, pieces
from rules.text.quoting import breach
from rules.text.span import Span

_GROUPS = {"granted": 0, "partial": 0, "refused": 8, "unable": 3, "rejected": 5, "other": 3}
_TITLES = {
    "granted": "予以公开", "partial": "部分公开", "refused": "不予公开", "unable": "无法提供", "rejected": "不予处理",
    "other": "其他处理",
}  # fmt: skip
_BY_ITSELF = ("unable", "other")  # their reasons say by themselves what became of the application
_ALL = re.compile("(?:均|都|全|皆|一律)[\u4e00-\u9fff]{0,6}$")
_EVERY = re.compile("^(?:均|都|全部|皆|一律)")
_ASSERTED = re.compile("(?:因|系|属|属于|是|为|理由|原因|涉及|由于|均|都|全|以|缘于)[\u4e00-\u9fff“]{0,6}$")
_DENIED = re.compile(
    "没有因|未因|不属于|并非|不是|没有(?:以|出现|发生)|无一|不涉及|未涉及|不存在因|除|避免|防止|减少|杜绝"
)
_GENERAL = re.compile("^(?:对(?![0-9０-９一二两三四五六七八九十])|凡|如|若|遇|确|严防|严禁|不得|审查是否|是否|可能)")
# what may stand in a piece besides the result and its count without narrowing it
_FILLING = re.compile(
    "(?:其中|办理|处理|答复|结果|具体|为|是|有|的|对|给予|予以|已|依法|决定|作出|均|都|全部|件数|最终|当年|后|分别是|年内|并|共|计|由|应|申请|告知)*"
)
_SUPPOSED = re.compile("应当|应予|可以|依法应|需要|凡|必须|拟|避免|可能")
_NOTHING = re.compile("(?:也|均|都|全年)*(?:没有|无|未出现|未发生|不存在)")
_SITUATION = re.compile("的?(?:情形|情况|件|申请|答复|决定)?")
_JOINED = "、"
_AND = ("及", "和", "与", "以及", "及其")
_AND_OTHERS = re.compile("(?:信息|申请|事项|内容|情形)?等(?!于)")
_BRACKETS = ("（", "(")
_FEW = 4  # 属, 属于, 要求提供


@dataclass(frozen=True, slots=True, kw_only=True)
class ByResult:
    """写了“13件公开”“不掌握2件”“均涉及第三方合法权益”“因重复申请不予处理1件”的，应当与第三部分对应的行相符。

    ``besides``：这些词表里的说法由别的规则比对。
    """

    where: Parts
    reasons: Terms
    results: Terms
    scopes: Terms
    besides: TermsList = ()

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "item", "expected", "held"})
    silence: ClassVar[str] = "正文没有写办理结果的具体情形，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The names of the results and reasons."""
        return frozenset({self.reasons, self.results})

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each result that the table contradicts; a gap where none is told."""
        reasons, named = (naming(scene, name, self.where) for name in (self.reasons, self.results))
        told = [one for one in sorted({*reasons, *named}) if applications(scene.body, one.start)]
        found = [one for span in told for one in (*self._reasons(scene, span), *self._results(scene, span))]
        yield from whole_told(found) or [Gap(reason=self.silence)]

    def _reasons(self, scene: Scene, sentence: Span) -> Iterator[Judged]:
        told = pieces(scene, sentence, self.reasons)
        groups = [hit for hit in scene.body.hits_between(self.results, sentence.start, sentence.end) if hit.term.sort]
        cases = any(piece.counts for piece in told)
        done: set[str] = set()
        for piece in told:
            if len(piece.named) != 1 or piece.rough or piece.named[0] in done:
                continue
            hit, row = next(one for one in piece.hits if one.term.sort), piece.named[0]
            if _AND_OTHERS.match(piece.after(hit)):
                continue  # 因本机关不掌握等原因无法提供564件: 等 makes it the group
            if not _has_row(scene, row) or _DENIED.search(piece.before(hit)) or _GENERAL.search(piece.words):
                continue
            if elsewhere(scene, sentence, hit.start, self.scopes) or other_year(scene, sentence, hit.start):
                continue
            if len(piece.counts) == 1 and _speaks_of(row, piece, groups, counted=True):
                before = [one.term.sort for one in groups if one.end <= hit.start]
                rows = _rows(scene, row) if row.partition(".")[0] in before else ()
                if not piece.words.endswith("的") and whole_before(scene, told, hit.start, rows) is not False:
                    done.add(row)
                    yield _count(scene, piece, row)
            elif not piece.counts and cases and _asserts(piece, hit) and _speaks_of(row, piece, groups, counted=False):
                done.add(row)
                yield from _assertion(scene, piece, hit, row)

    def _results(self, scene: Scene, sentence: Span) -> Iterator[Judged]:
        told = pieces(scene, sentence, self.results)
        reasons = list(scene.body.hits_between(self.reasons, sentence.start, sentence.end))
        for at, piece in enumerate(told):
            if _joint(piece) and not piece.rough and not elsewhere(scene, sentence, piece.hits[0].start, self.scopes):
                yield from _together(scene, piece)
            if len(piece.named) != 1 or piece.rough or any(piece.span.holds(hit.start) for hit in reasons):
                continue
            hit = next(one for one in piece.hits if one.term.sort)
            if _SUPPOSED.search(piece.words) or _DENIED.search(piece.before(hit)) or _GENERAL.search(piece.words):
                continue
            if not (elsewhere(scene, sentence, hit.start, self.scopes) or other_year(scene, sentence, hit.start)):
                before = told[at - 1] if at else None
                if piece.counts and compared(scene, self.besides, piece.span, self.where, "scopes"):
                    total = _group_total(scene, piece.named[0])
                    right = len(piece.counts) == 1 and total.exact and piece.counts[0].value == total.least
                    yield Judged(None, piece.named[0], right=right)
                else:
                    yield from _group(scene, told, piece, before)


def _group(scene: Scene, told: tuple[Piece, ...], piece: Piece, before: Piece | None) -> Iterator[Judged]:
    """What is said of one of the groups of results, no reason given."""
    group = piece.named[0]
    total, plain = _group_total(scene, group), bare(piece, _FILLING)
    if not total.exact:
        return
    hit = next(one for one in piece.hits if one.term.sort)
    if _NOTHING.fullmatch(piece.before(hit)) and _SITUATION.fullmatch(piece.after(hit)):
        if total.least:
            yield Judged(_breach(scene, piece, group), group)
    elif len(piece.counts) == 1:
        found, whole = piece.counts[0].value, whole_before(scene, told, piece.hits[0].start)
        if whole is False or (found <= total.least and not plain):
            return
        if found != total.least:
            yield Judged(_breach(scene, piece, group), group, less=found < total.least)
        else:
            yield Judged(Note(text=f"正文写的{_TITLES[group]}{found:f}件与第三部分表格相符"), group)
    elif not piece.counts and plain and not (before and _general_before(before)):
        everything = _group_total(scene, "total")
        every = _EVERY.match(piece.words) and whole_before(scene, told, piece.span.start, parted=False) is True
        one = (before is not None and bool(before.counts)) or everything.most == 1
        if (one and total.least == 0 and everything.least) or (every and total.least < everything.least):
            yield Judged(_breach(scene, piece, group), group)


def _joint(piece: Piece) -> bool:
    """予以公开及部分公开630件: one count of two results."""
    hits = [hit for hit in piece.hits if hit.term.sort]
    if [hit.term.sort for hit in hits] != ["granted", "partial"] or len(piece.counts) != 1:
        return False
    between = piece.words[hits[0].end - piece.span.start : hits[1].start - piece.span.start]
    return between in _AND and hits[1].end - piece.span.start <= piece.counts[0].start


def _together(scene: Scene, piece: Piece) -> Iterator[Judged]:
    total = scene.total(("applications.granted.total", "applications.partial.total"))
    if total.exact and piece.counts[0].value != total.least:
        item = "第三部分表格“予以公开”和“部分公开”合计"
        yield Judged(breach(scene, piece.span, item=item, expected=total, held=""), "granted and partial")


def _general_before(piece: Piece) -> bool:
    return piece.words.endswith("的") or _GENERAL.search(piece.words) is not None


def _speaks_of(row: str, piece: Piece, groups: list[Hit], *, counted: bool) -> bool:
    """Whether the result named nearest is that of the row's group: in the piece, else before it, else behind it."""
    group = row.partition(".")[0]
    inside = [hit.term.sort for hit in groups if piece.span.holds(hit.start)]
    before = [hit.term.sort for hit in groups if hit.end <= piece.span.start]
    behind = [hit.term.sort for hit in groups if hit.start >= piece.span.end]
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
    return bracketed or _ASSERTED.search(piece.before(hit)) is not None


def _count(scene: Scene, piece: Piece, row: str) -> Judged:
    total, found = _row(scene, row), piece.counts[0].value
    return Judged(_counted(scene, piece, row, total), row, less=total.exact and found < total.least)


def _counted(scene: Scene, piece: Piece, row: str, total: Range) -> Result:
    found = piece.counts[0].value
    columns = (scene.range(f"applications.{row}.{one}") for one in ("natural", "business", "legal"))
    if not total.exact:
        return Gap(reason="表格对应的格没有数字，没有比对")
    if found == total.least:
        return Note(text=f"正文写的{found:f}件与{_title(scene, row)}相符")
    if any(word in piece.words for word in ("自然人", "企业", "个人申请")) and any(
        one.least == found for one in columns
    ):
        return Gap(reason="只说了一类申请人，没有比对")
    return _breach(scene, piece, row)


def _assertion(scene: Scene, piece: Piece, hit: Hit, row: str) -> Iterator[Judged]:
    total = _row(scene, row)
    every = _ALL.search(piece.before(hit))
    others = sum((_row(scene, one).least for one in _rows(scene, row) if one != row), Decimal(0))
    if (total.exact and not total.least) or (every and others and piece.mark not in (*_BRACKETS, _JOINED)):
        yield Judged(_breach(scene, piece, row), row)
    elif total.exact:
        yield Judged(Note(text=f"正文说的情形与{_title(scene, row)}相符"), f"{row} asserted")


def _has_row(scene: Scene, row: str) -> bool:
    return f"applications.{row}" in scene.form.titles


def _row(scene: Scene, row: str) -> Range:
    return scene.range(f"applications.{row}.total")


def _rows(scene: Scene, row: str) -> tuple[str, ...]:
    """The rows of a reason's group that the form has."""
    group = row.partition(".")[0]
    numbered = tuple(f"{group}.{at}" for at in range(1, _GROUPS.get(group, 0) + 1))
    return tuple(one for one in numbered if _has_row(scene, one)) or (group,)


def _group_total(scene: Scene, group: str) -> Range:
    return scene.total(tuple(f"applications.{row}.total" for row in _rows(scene, group)))


def _title(scene: Scene, row: str) -> str:
    return scene.title(f"applications.{row}")


def _breach(scene: Scene, piece: Piece, row: str) -> Breach:
    """What the row holds, and what the other rows do under which the case may have been put."""
    if row in _GROUPS:
        expected, item = _group_total(scene, row), f"第三部分表格“{_TITLES[row]}”合计"
        held = [
            f"{_TITLES[one]}{_group_total(scene, one).least:f}件"
            for one in _GROUPS
            if one != row and _group_total(scene, one).least > 0
        ]
    else:
        expected, item = _row(scene, row), f"{_title(scene, row)}行总计"
        held = [
            f"{_title(scene, one).rpartition('“')[2].rstrip('”')}{_row(scene, one).least:f}件"
            for one in _rows(scene, row)
            if one != row and _row(scene, one).least > 0
        ]
    beside = f"（另有{'、'.join(held)}）" if held else ""
    first = scene.body.clause(piece.span.start).start if piece.mark not in _BRACKETS else piece.span.start
    span = Span(max(first, piece.span.start - 20), piece.span.end)
    return breach(scene, span, item=item, expected=expected, held=beside)
