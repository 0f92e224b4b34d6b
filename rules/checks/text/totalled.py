"""总数与前后列出的各数。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Gap, Note, Result
from rules.text.mistyping import slips_between
from rules.text.quoting import breach
from rules.text.rows import Row, contrasted, joiner, rows_of
from rules.text.span import Span
from rules.text.tellings import Stretch, Told, stretches, told_with

# 合计 with its number right behind it, in a clause of its own
_TOTAL = pattern(
    "[，,；;、：:。](?:以上|上述|全年|本年度?|连同[^，,；;。]{2,12}|[^，,；;。、]{0,8}[两二三四五六七八九十](?:项|类|者|个?渠道|次|期|场))?"
    "(?:一共|合计|共计|总计|累计|相加|合并计|共|计|(?:本年度?|全年)?[共需]?应?(?:办理?|处理))(?:为|达|有|办理|公开|发布)?$"
)
_PLAIN = pattern("[，,；;](?:全年|全部|总数|总量)为?$")
_OF_IT = pattern(
    "^[，,。；;]?其中[：:，,]?(?![^，,；;。]*(?:[比较增减]|上年|去年|上一年))[^，,；;。0-9]*$|^[，,](?:逾期|超期|迟报|漏报|退回)$"
)
_OF_BEFORE = pattern("^[^。]{0,12}。其中[，,：:]?[^。]{0,24}$")
_SHARED = pattern("同步|多渠道|多个渠道|重复|同时|转载|交叉|重叠")
_EACH = pattern("[各每均][^，,；;、。]{0,12}$")
_TAKEN_ALONG = pattern("连同|加上|另加|加之|含")
# one more that is named without a number: 县政府及32个部门
_BESIDE = pattern("(?:及|和|连同)$")
_JOINED = pattern("[、，,；;和]")
_WAY = pattern("当面|现场|传真|邮件|邮政|网上|网络|网站|在线|线上|线下|信函|邮寄|信件|平台|窗口|纸质")
_FEWEST, _SEVERAL, _MOST = 2, 3, 8
_MANY, _SOME, _TEN_THOUSAND = 100, 20, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Totalled(Check):
    """``before``：几个数后面写了合计的，加得出来；``after``：总数后面列出各项的，各项之和与总数相符；``within``：“其中”的一项不超过总数。

    ``words``：有这些词的才看。``evidence``：``sure`` 只报列全了的、超过总数的和两位数字写颠倒的；``likely`` 报其余的。
    """

    where: Parts
    parts: Literal["before", "after", "within"]
    words: Terms
    evidence: Literal["sure", "likely"] = "sure"

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "whole", "sum"})
    silence: ClassVar[str] = "正文没有写可以核对的合计，没有核对"

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """A breach for each total that its numbers do not give; a gap where there is none to compare."""
        # rows are found by their form; what announces them is only a cue
        told = told_with(scene, self.where, self.words) if self.parts == "before" else stretches(scene, self.where)
        results = [result for one in told for result in self._stretch(scene, one)]
        yield from results or [Gap(reason=self.silence)]

    def _stretch(self, scene: CheckContext, stretch: Stretch) -> Iterator[Result]:
        if self.parts == "before":
            if stretch.holder is None:
                yield from _summed(scene, stretch)
            return
        if self.parts == "within":
            yield from _within(scene, stretch.counts)
            yield from _over_all(scene, stretch)
            return
        found = rows_of(scene, stretch)
        plain = [row for row in found if row.form != "beside" or row.total >= _MANY]
        settled = {part.start for row in plain if row.total == row.whole.value for part in row.parts}
        for row in found:
            if row.total == row.whole.value and row.form != "beside":
                yield Note(text=f"各项合计{row.total:f}，总数{row.whole.value:f}")
            elif sum(part.start in settled for part in row.parts) < _FEWEST:
                yield from self._judge(scene, stretch, row)

    def _judge(self, scene: CheckContext, stretch: Stretch, row: Row) -> Iterator[Result]:
        evidence = _evidence(row)
        if evidence and not _explained(stretch.counts, row):
            if evidence == self.evidence:
                yield _breach(scene, (row.whole, *row.parts), row.whole, row.total)
        elif row.form != "beside":
            yield Note(text=f"各项合计{row.total:f}，总数{row.whole.value:f}")


def _evidence(row: Row) -> str:
    """How sure it is that whole and parts ought to agree and do not: ``sure``, ``likely`` or ``""``."""
    whole, total = row.whole.value, row.total
    slips = slips_between(whole, (part.value for part in row.parts), row.step)
    if row.vague or total == whole or (not row.exact and total < whole):
        return ""
    if row.closed or (row.form == "kinds" and row.opened and total > whole) or (row.form == "all" and slips):
        return "sure"
    if "swap" in slips and (whole >= _MANY or row.form != "beside"):
        # two figures changed places is so rare a difference that even a row which only stands behind is telling
        return "sure"
    if row.form == "kinds" and total > whole and slips and (row.alike or len(row.parts) >= _SEVERAL):
        return "sure" if row.alike else "likely"
    if row.form == "beside" and total > whole and _asked(row) and all(_WAY.search(part.gap) for part in row.parts):
        return "sure"  # nobody hands in one application in two ways
    most = total * 5 >= whole * 4  # what is told of a few kinds alone differs from the whole by any number
    if row.form == "kinds" and slips and len(row.parts) >= _SEVERAL and whole >= _SOME and most:
        return "likely"
    near = abs(total - whole) * 5 <= whole
    if row.form == "beside" and row.stands_apart and slips and len(row.parts) >= _SEVERAL and whole >= _SOME and near:
        return "likely"
    return ""


def _asked(row: Row) -> bool:
    return any(word in row.whole.gap for word in ("收到", "新收", "受理")) and "申请" in row.whole.gap


def _explained(told: Sequence[Told], row: Row) -> bool:
    """Whether the parts belong to another number nearby, or something told beside them makes up the difference."""
    if all(_WAY.search(part.gap) for part in row.parts):
        told = [one for one in told if not _besides(one)]  # what came over from last year came in by none of these ways
    mine = {row.whole.start, *(part.start for part in row.parts)}
    others = [one for one in told if one.kind == row.whole.kind and one.start not in mine]
    off = abs(row.total - row.whole.value)
    # the whole may be the first of the row: 自然人12件，其他三类分别为3件、2件、1件, 18 in all
    return any(
        one.value in (row.total, row.total + row.whole.value) or (one.value == off and _besides(one)) for one in others
    )


def _besides(one: Told) -> bool:
    return any(word in one.gap for word in ("结转", "转", "上年", "另", "未", "尚", "重复"))


_CAME = pattern("(?:收到|接到|受理|接收|收集|征集到?|转来|反馈|发现|列出|查出|排查出?)[^，,；;。、0-9]{0,10}$")
_DONE = pattern(
    "^[，,](?:已|均已|全部)?(?:回复|办复|答复|办结|办理|整改|处理|解决|采纳|反馈|回应|化解|完成)(?:了|完成|到位)?$"
)


def _within(scene: CheckContext, told: Sequence[Told]) -> Iterator[Breach | Note]:
    """One part behind 其中, right behind a whole that stands by itself."""
    for at in range(len(told) - 1):
        whole, part = told[at], told[at + 1]
        done = _CAME.search(whole.gap) and _DONE.match(part.gap)
        if not (_OF_IT.search(part.gap) or done) or part.kind != whole.kind or not (whole.count and part.count):
            continue
        before = told[at - 1] if at else None
        if before is not None and before.kind == whole.kind and "。" not in whole.gap:
            continue  # 其中 may take up both
        if part.value > whole.value:
            yield _breach(scene, (whole, part), whole, part.value)
        else:
            yield Note(text=f"其中{part.value:f}，总数{whole.value:f}")


def _over_all(scene: CheckContext, stretch: Stretch) -> Iterator[Breach | Note]:
    """其中 at the head of a sentence: its parts against all that the sentence before it counts of their kind."""
    told = stretch.own
    for at in range(_FEWEST, len(told) - 1):
        first = told[at]
        if not _OF_BEFORE.match(first.gap):
            continue
        before = _sentence(told[:at], first.kind, backwards=True)
        parts = [first, *_sentence(told[at + 1 :], first.kind, backwards=False)]
        if len(before) < _FEWEST or len(parts) < _FEWEST or not all(one.count for one in (*before, *parts)):
            continue
        most, total = (sum((one.value for one in some), Decimal(0)) for some in (before, parts))
        if total > most and not _SHARED.search(stretch.behind(parts[-1])):
            yield _breach(scene, (*before, *parts), replace(before[0], value=most), total)
        else:
            yield Note(text=f"其中各项合计{total:f}，不多于{most:f}")


def _sentence(told: Sequence[Told], kind: str, *, backwards: bool) -> list[Told]:
    """The numbers of a kind from an end of a row of numbers to the end of their sentence."""
    found: list[Told] = []
    for one in reversed(told) if backwards else told:
        if not backwards and "。" in one.gap:
            break
        if one.kind == kind:
            found.insert(0, one) if backwards else found.append(one)
        if backwards and "。" in one.gap:
            break
    return found


def _summed(scene: CheckContext, stretch: Stretch) -> Iterator[Breach | Note]:
    """Totals told behind their numbers, in the same sentence."""
    told = stretch.own
    for at, total in enumerate(told):
        gap = f"，{total.gap}" if not at else total.gap
        plain = bool(_PLAIN.search(gap))
        if not (plain or _TOTAL.search(gap)) or "。" in gap or not total.count:
            continue
        parts = _before(told, at)
        enough = _SEVERAL if plain else _FEWEST
        open_end = (
            bool(parts and _BESIDE.search(parts[0].gap))
            or any("等" in one.gap for one in (*parts[1:], total))
            or any(_EACH.search(one.gap) for one in parts)
        )
        if enough <= len(parts) <= _MOST and not open_end and not _hidden(stretch, parts, total):
            yield from _compared(scene, parts, total)


def _hidden(stretch: Stretch, parts: Sequence[Told], total: Told) -> bool:
    """Whether a number of last year stands among them: it may be added, as 连同上年的一件 is."""
    own = {one.start for one in stretch.own}
    between = [one for one in stretch.counts if parts[0].start < one.start < total.start and one.kind == total.kind]
    return any(one.start not in own and _TAKEN_ALONG.search(one.gap) for one in between)


def _compared(scene: CheckContext, parts: Sequence[Told], total: Told) -> Iterator[Breach | Note]:
    sums: dict[Decimal, int] = {Decimal(0): 0}
    if len(parts) >= _SEVERAL and all("、" in part.gap for part in parts[1:]):
        # joined alike they are all of one sort: the last so many of them, not any of them
        sums = {sum((one.value for one in parts[at:]), Decimal(0)): len(parts) - at for at in range(len(parts) - 1)}
    for part in parts if len(sums) == 1 else ():
        for value, many in list(sums.items()):
            sums[value + part.value] = max(sums.get(value + part.value, 0), many + 1)
    if sums.get(total.value, 0) >= _FEWEST:
        yield Note(text=f"前面各数合计{total.value:f}")
    elif not any(one.value == total.value for one in parts) or _added(parts):
        yield _breach(scene, (*parts, total), total, sum((one.value for one in parts), Decimal(0)))


def _added(parts: Sequence[Told]) -> bool:
    """Whether the second of two numbers is plainly added to the first: 上年结转1件，新收8件."""
    carried = any(word in part.gap for part in parts for word in ("结转", "转来", "转入"))
    return len(parts) == _FEWEST and carried and all(part.value > 0 for part in parts)


def _before(told: Sequence[Told], end: int) -> Sequence[Told]:
    """The numbers of a unit before a total in its sentence; none where other units stand among them."""
    first = end
    while first and told[first - 1].kind == told[end].kind and (first == end or "。" not in told[first].gap):
        first -= 1
    parts = told[first:end]
    if not parts or not all(one.count for one in parts):
        return []
    beside = first and "。" not in parts[0].gap and _JOINED.search(parts[0].gap)
    apart = len(parts) > 1 and joiner(parts[0].gap) != joiner(parts[1].gap)
    return [] if beside and not apart and not contrasted(parts) else parts


def _breach(scene: CheckContext, told: tuple[Told, ...], whole: Told, total: Decimal) -> Breach:
    first = scene.body.clause(min(one.start for one in told)).start
    last = max(one.end for one in told)
    if last < len(scene.body.text) and scene.body.text[last] in "）)":
        last += 1  # the bracket that holds the parts
    unit = _TEN_THOUSAND if all("万" in one.spelt for one in told) else 1
    return breach(scene, Span(first, last), whole=whole.value / unit, sum=total / unit)
