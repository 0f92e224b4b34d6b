"""总数与后面列出的各项。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import ClassVar, Literal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.breakdown import Breakdown
from rules.statements.breakdowns import breakdowns
from rules.statements.evidence import breach_of
from rules.statements.levels import CountLevel, levels
from rules.statements.list_matter import goes_on, in_full, of_another, of_several, peers
from rules.statements.mentions import Mention, total_of, without_lists
from rules.statements.opening import excluding, is_rest, joiner, names_all, names_kinds
from rules.text.digit_typos import slips_between

_OF_IT = pattern(
    "^[，,。；;]?其中[：:，,]?(?![^，,；;。]*(?:[比较增减]|上年|去年|上一年))[^，,；;。0-9]*$|^[，,](?:逾期|超期|迟报|漏报|退回)$"
)
# 7件申请中有9件; but 9个村中，公示栏12个
_WITHIN = pattern(
    "^[^，,；;。：:、0-9]{0,10}(?<![初高集理])[中里](?:[，,]|仅?有|只有|就有)(?![^，,；;。]*(?:[比较增减共]|合计|总计|上年|去年|上一年))[^，,；;。0-9]*$"
)
_OF_BEFORE = pattern("^[^。]{0,12}。其中[，,：:]?[^。]{0,24}$")
_SHARED = pattern("同步|多渠道|多个渠道|重复|同时|转载|交叉|重叠")
_WAY = pattern("当面|现场|传真|邮件|邮政|网上|网络|网站|在线|线上|线下|信函|邮寄|信件|平台|窗口|纸质")
_ASKED = pattern("(?:收到|新收|受理).*申请|申请.*(?:收到|新收|受理)")
_KEPT, _GONE = (
    pattern("[，,、](?:保留|继续(?:公开|有效|保留))[^，,；;]{0,4}$"),
    pattern("(?:注销|关停|废止|撤销|撤下|下架|删除|移除|清退|取消|关闭)[^，,；;]{0,4}$"),
)
_BESIDES = pattern("转|上年|另|未|尚|重复|剩|余下|其余")
_CAME = pattern(
    "(?:收到|接到|受理|接收|收集|征集到?|转来|交办|分解|反馈|发现|列出|查出|排查出?|发放|发出|抽检|抽测|送检)[^，,；;。、0-9]{0,10}$"
)
_DONE = pattern(
    "^[，,](?:(?:截?[至到])?(?:年[末底]|[0-9]{1,2}月(?:[末底]|[0-9]{1,2}日))前?)?(?:已|均已|全部)?(?:回复|办复|答复|办结|办理|整改|处理|解决|采纳|反馈|回应|化解|完成|收回|回收|合格|达标)(?:了|完成|到位|有效问卷|问卷)?$"
)
# 受理182件，办理187件（含上年结转7件）
_CARRIED = pattern(
    "[^。；;（(]{0,4}[（(，,]?(?:其中)?(?:含|包括|包含)[^。；;）)]{0,12}(?:结转|上年|上一年|去年|往年|20[0-9]{2}年)"
)
_MANY_KINDS = frozenset({"个", "处", "元"})
# 8个问题已整改7个
_STRAIGHT = pattern(
    "^[^，,；;。、：:0-9]{0,6}(?:已|均已|全部)(?:整改|办结|答复|回复|完成|采纳|解决|处理|销号|公开)(?:完成|到位|了)?$"
)
_OF_ONE = pattern("(?:均|每[^，,；;。0-9]{1,6})(?:约|为|达)*$")  # 户均1.5万元 is no whole
_FEWEST, _SEVERAL, _MANY, _SOME = 2, 3, 100, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenDown(Check):
    """总数后面列出各项的，各项之和与总数相符；``words``：有这些词的才看。

    ``told``：``sure`` 列全了的、超过总数的和两位数字写颠倒的，``likely`` 其余的，``over`` “其中”的一项超过总数的。
    """

    where: Parts
    words: Terms
    told: Literal["sure", "likely", "over"]

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "whole", "sum"})
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的合计，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each whole that its parts do not give; a gap where there is none to compare."""
        # lists are found by their form; the words that open one only tell whether to look at all
        for level in levels(context, self.where):
            yield from _over(context, level) if self.told == "over" else self._lists(context, level)

    def _lists(self, context: CheckContext, level: CountLevel) -> Iterator[Result]:
        for one, evidence in _judged(context, level):
            if evidence == self.told:
                yield breach_of(context, (one.whole, *one.parts), whole=one.whole.value, sum=one.total)
            elif one.form != "beside" and not evidence:
                yield Note(text=f"各项合计{one.total:f}，总数{one.whole.value:f}")


def _judged(context: CheckContext, level: CountLevel) -> Sequence[tuple[Breakdown, str]]:
    """The lists of a level, each with how sure it is that something is wrong; made once for all rules that ask."""
    known = context.memo(_known)
    if id(level) not in known:  # levels are made once as well, and last as long
        known[id(level)] = tuple(_judge(context, level))
    return known[id(level)]


def _known(_context: CheckContext) -> dict[int, Sequence[tuple[Breakdown, str]]]:
    return {}


def _judge(context: CheckContext, level: CountLevel) -> Iterator[tuple[Breakdown, str]]:
    found = breakdowns(context, level)
    settled = {part.start for one in found if _settles(one) for part in one.parts}
    judged: set[int] = set()
    for one in found:
        others = one.whole.start in judged or sum([part.start in settled for part in one.parts]) >= _FEWEST
        if others and not one.agrees:
            continue  # its numbers are parts of another whole
        evidence = _evidence(one)
        if evidence and (of_several(level.told, one) or _explained(level.told, one) or goes_on(level.told, one)):
            evidence = ""
        if evidence:
            judged.update(part.start for part in one.parts)
        yield one, evidence


def _settles(one: Breakdown) -> bool:
    """Whether its parts make their whole: then they are no parts of another number."""
    return one.agrees and (one.form != "beside" or one.total >= _MANY)


def _evidence(one: Breakdown) -> str:
    """How sure it is that whole and parts ought to agree and do not: ``sure``, ``likely`` or ``""``."""
    whole, total, many = one.whole.value, one.total, len(one.parts) >= _SEVERAL
    if total == whole or (total < whole and not one.exact) or one.vague or one.agrees:
        return ""
    slips = slips_between(whole, (part.value for part in one.parts), one.step)
    if (total >= whole * 2 and not slips) or of_another(one):
        return ""
    over, alike = total > whole, one.marks <= {"、"}
    # what is told of a few kinds alone differs from the whole by any number
    near = total * 5 >= whole * 4 and (total <= whole * Decimal("1.2") or one.form == "kinds")
    # 就业820条，保险230条，其余60条: the first may be one of them, whatever their whole
    led = slips or one.opened or one.bracketed or names_all(one.parts[0].gap) or names_kinds(one.parts[0].gap)
    sure = (
        (one.closed and (led or excluding(one.parts)))
        or (one.form == "kinds" and one.opened and over)
        or (one.form == "all" and slips)
        or (_is_kept_and_gone(one) and (over or (slips and whole >= _MANY)))
        or ("unit" in slips and one.whole.kind == "元")
        # two figures changed places is so rare a difference that even a list which only stands behind is telling
        or (
            "swap" in slips
            and (one.form != "beside" or (whole >= _MANY and not peers(one) and (near or is_rest(one.parts[-1].gap))))
        )
        or (one.form == "kinds" and over and slips and alike)
        # nobody hands in one application in two ways
        or (one.form == "beside" and over and _ASKED.search(one.whole.gap) and _by_way(one))
    )
    if sure:
        return "sure"
    told = one.form == "kinds" or one.stands_apart
    if one.form == "kinds" and one.opened and in_full(one):
        return "likely"
    likely = slips and many and told and ((whole >= _SOME and near) or (one.form == "kinds" and over))
    return "likely" if likely else ""


def _is_kept_and_gone(one: Breakdown) -> bool:
    return bool(len(one.parts) == _FEWEST and _KEPT.search(one.parts[0].gap) and _GONE.search(one.parts[-1].gap))


def _by_way(one: Breakdown) -> bool:
    return all(_WAY.search(part.gap) for part in one.parts)


def _explained(told: Sequence[Mention], one: Breakdown) -> bool:
    """Whether the parts belong to another number nearby, or something told beside them makes up the difference."""
    if _nested(one):
        return True
    if _by_way(one):
        told = [other for other in told if not _BESIDES.search(other.gap)]  # what was left of last year came in no way
    mine = {one.whole.start, *(part.start for part in one.parts)}
    others = [other for other in told if other.kind == one.whole.kind and other.start not in mine]
    off = abs(one.total - one.whole.value)
    last = one.parts[-1]
    before = [other.value for other in told if other.start < one.whole.start and other.kind == last.kind]
    rests = (one.whole.value - one.parts[0].value, *(whole - one.whole.value for whole in before))
    if is_rest(last.gap) and last.value in rests:
        return True  # 收到9件，办结7件，不予公开1件，余下2件: what stands between is told of the first
    # the whole may be the first of the list: 自然人12件，其他三类分别为3件、2件、1件, 18 in all
    return any(
        other.value in (one.total, one.total + one.whole.value) or (other.value == off and _BESIDES.search(other.gap))
        for other in others
    )


def _nested(found: Breakdown) -> bool:
    """Whether a part is the whole of those behind it, that other signs join: 转办65项，办结60项、余5项."""
    first, second = found.parts[:_FEWEST]
    if "其中" in first.gap and joiner(second.gap) == "，" and first.value in (found.whole.value, found.total / 2):
        return True  # 诉讼6件，其中信息公开6件，审结5件; 其中，复议7件，维持6件，未审结1件
    if sum(without_lists([part.value for part in found.parts])) == found.whole.value:
        return True  # 争议11件，其中复议7件，维持6件，未审结1件，诉讼4件
    for at, one in enumerate(found.parts[:-_FEWEST]):
        before, sign, behind = (joiner(part.gap) for part in found.parts[at : at + 3])
        apart = sign != behind or (before != sign and (at or before == "；"))
        if apart and one.value == total_of(found.parts[at + 1 :]):
            return True
    return False


def _over(context: CheckContext, level: CountLevel) -> Iterator[Breach | Note]:
    """One part behind 其中, right behind a whole that stands by itself."""
    told = level.told
    for at in range(len(told) - 1):
        yield from _over_all(context, level, at + 1)
        whole, part = told[at], told[at + 1]
        if (
            part.kind != whole.kind
            or not (whole.count and part.count)
            or _OF_ONE.search(whole.clause)
            or part.kind == "个百分点"
        ):
            continue
        straight = _STRAIGHT.match(part.gap) is not None
        done = straight or (_DONE.match(part.gap) and _CAME.search(whole.gap))
        within = part.kind not in _MANY_KINDS and _WITHIN.search(part.gap)
        if not (within or _OF_IT.search(part.gap) or (done and not _CARRIED.match(context.body.text, part.end))):
            continue
        if at and told[at - 1].kind == whole.kind and "。" not in whole.gap and not (straight or within):
            continue  # 其中 may take up both
        if part.value > whole.value:
            yield breach_of(context, (whole, part), whole=whole.value, sum=part.value)
        else:
            yield Note(text=f"其中{part.value:f}，总数{whole.value:f}")


def _over_all(context: CheckContext, level: CountLevel, at: int) -> Iterator[Breach | Note]:
    """其中 at the head of a sentence: its parts against all that the sentence before it counts of their kind."""
    told, first = level.told, level.told[at]
    if at < _FEWEST or not _OF_BEFORE.match(first.gap):
        return
    here = takewhile(lambda one: one.sentence == first.sentence, told[at:])
    wholes = [one for one in told[:at] if one.sentence == told[at - 1].sentence and one.kind == first.kind]
    parts = [one for one in here if one.kind == first.kind]
    if min(len(wholes), len(parts)) < _FEWEST or not all(one.count for one in (*wholes, *parts)):
        return
    most, total = total_of(wholes), total_of(parts)
    if total > most and not _SHARED.search(level.behind(parts[-1])):
        yield breach_of(context, (*wholes, *parts), whole=most, sum=total)
    else:
        yield Note(text=f"其中各项合计{total:f}，不多于{most:f}")
