"""合计与前面列出的各数。"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.evidence import breach_of
from rules.statements.levels import CountLevel, levels
from rules.statements.list_matter import sums_of
from rules.statements.mentions import Mention, total_of
from rules.statements.opening import contrasted, excluding, joiner
from rules.statements.rounding import slack
from rules.statements.spread_periods import SpreadPeriods, spread_periods
from rules.text.digit_typos import slip, slips_between
from rules.text.span import Span

# 合计 with its number right behind it, in a clause of its own
_TOTAL = pattern(
    "[，,；;、：:。](?:以上|上述|全年|本年度?|连同[^，,；;。]{2,12}|[^，,；;。、]{0,8}[两二三四五六七八九十](?:项|类|者|个?渠道|次|期|场|批|年|轮|级|家|种|个|处|[所站村镇局校院科笔])[^，,；;。、0-9]{0,6}?)?"
    "(?:一共|总共|统共|拢共|加起来|加在一起|合起来|合在一起|拢在一起|全加起来|算下来|前后|合计|共计|总计|累计|相加|合并计|共|计|(?:本年度?|全年)?[共需]?应?(?:办理?|处理))(?:为|达|有|是|办理|公开|发布|支出|投入|收入|收到|受理|接待|发放)?$"
)
_NAMED = pattern(
    "[，,；;、：:。](?!以上|上述|全年|本年|这|前|后|其|连同)([^，,；;。、0-9]{2,8})[两二三四五](?:项|类|者)(?:一共|共计?|合计|总计)?$"
)
_OPEN = pattern("等|重复|重叠|交叉|剔除|扣除|除去")  # 3月31家，9月18家，其中重复2家，合计47家
_TO_DO = pattern("[，,；;。](?:(?:本年度?|全年)?[共需]?应(?:办理?|处理)|(?:本年度?|全年)?[共需](?:办理?|处理))$")
_MAY_TOTAL = pattern("[共计合累应总需全相加算前]")
# 17个村、2个社区共19个公开栏: the sum right behind the last of them; it may count something else
_AT_ONCE = pattern("^[^，,；;。、：:0-9（）()每各]{0,8}(?:一共|总共|共|合计|共计)(?:有|计|涉及|设)?$")
_NEAR = 2
_OF_ONE = pattern("最[多高少低大小]|居首|其中")  # 最多的为2月，共41条
_CUMULATED = pattern("累计[^，,；;。、0-9]+$")
# 设副组长2名、成员8名，共11人: who leads them is not counted before
# 乡长甲抓总，委员乙分管，办公室2人、信息员10人具体做，共14人
_BY_NAME = pattern("(?:主任|书记|长|员)[\u4e00-\u9fff]{2,3}(?:抓|分管|负责|牵头|主管|主抓|挂帅)")
_LED = pattern("任(?:组长|主任|召集人|总召集人)|(?:组长|主任)由")
# 公告62份、公示43份（两项共105份）
# 第五批12项，连同前四批41项，全县达到53项
_WITH_ADDED = pattern("[，,](?:全[县市区镇乡局]|现|目前|至此|累计)?(?:已?达到?|有|合)?$")
_CAME_BEFORE = pattern("(?:连同|加上)前")
_BRACKETED = pattern("(?:[两二三四五](?:项|类|者|批|种|级)?|以上)?(?:共计?|合计|总计)")
_PLAIN = pattern("[，,；;](?:全年|全部|总数|总量|总额|总金额|总收入|总投入|总支出)(?:为|达|达到)?$")
# 县本级12件，乡镇17件，全县共29件: others may be counted too, so that only a slip is told
_OVERALL = pattern("[，,；;]全(?:县|市|区|镇|乡|局|街道|系统|校|院)(?:总共|共计|合计|一共|共)(?:有|计|公开|发布)?$")
_ANNOUNCED = pattern("([两二三四五])(?:项|类|者)(?:共计?|合计|总计)")
_FIRST = pattern("前([两二三四五])(?:项|类|者|种|个|家)")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_EACH = pattern("[各每均][^，,；;、。]{0,12}$")
# one more that is named without a number: 县政府及32个部门
_BESIDE = pattern("(?:及|和|连同|[^，,；;。：:0-9]、)$")
_JOINED = pattern("[、，,；;和]")
_BROUGHT = pattern("结转|转[来入]")
_OF_REST = pattern("(?:其余|余下|剩余|剩下)[^，,；;。：:]*$")  # 其余十个月共47件
_LINKED = pattern("[^，,；;。：:0-9]{0,10}(?:、|和|及|与|以及)[^，,；;。：:、0-9]{0,8}$")
_FEWEST, _SEVERAL, _MOST, _LEAST = 2, 3, 8, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Totalled(Check):
    """几个数后面写了合计的，由前面的数加得出来。``words``：有这些词的才看。"""

    where: Parts
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "whole", "sum"})
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的合计，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each total that the numbers before it do not give; a gap where there is none to compare."""
        # the words of the list only tell whether to look at all
        outside: Sequence[Mention] = ()
        for level in levels(context, self.where):
            if level.holder is None:
                outside = level.told
            yield from _level(context, level, outside)
        for one in spread_periods(context, self.where):
            yield from _of_the_year(context, one)


def _of_the_year(context: CheckContext, found: SpreadPeriods) -> Iterator[Breach | Note]:
    """上半年公开76条。下半年公开92条。全年共168条: told where one slip makes the difference."""
    parts, whole = found.parts, found.whole
    value = total_of(parts)
    if value == whole.value:
        yield Note(text=f"前面各数合计{value:f}")
    if not slips_between(whole.value, [one.value for one in parts], whole.step):
        return
    body, told = context.body, sorted((*parts, whole), key=lambda one: one.start)
    spans = [Span(body.clause(one.start).start, one.end) for one in told]
    quote = "……".join(body.written(*span) for span in spans)
    yield Breach(
        refs=tuple(dict.fromkeys(body.passage(span.start).part for span in spans)),
        places=tuple(body.place(*span) for span in spans),
        facts={"quote": quote, "whole": whole.value, "sum": value},
    )


def _level(context: CheckContext, level: CountLevel, outside: Sequence[Mention]) -> Iterator[Breach | Note]:
    """The totals of a level; one that stands alone in a bracket is of what is told before it (两项共105份)."""
    told, holder = level.told, level.holder
    if holder is not None and len(told) == 1 and _BRACKETED.fullmatch(told[0].gap):
        before = [one for one in outside if one.start <= holder.start]
        yield from _summed(context, before, replace(told[0], gap="，" + told[0].gap))
    for at, total in enumerate(told):
        if _MAY_TOTAL.search(total.gap):
            yield from _summed(context, told[:at], total)


def _summed(context: CheckContext, before: Sequence[Mention], total: Mention) -> Iterator[Breach | Note]:
    """A total behind its numbers, in the same sentence."""
    gap = total.gap if before else f"，{total.gap}"
    if before and _AT_ONCE.match(total.gap):
        yield from _at_once(context, before, total)
    plain = _PLAIN.search(gap)
    added = before and _CAME_BEFORE.search(before[-1].gap) and _WITH_ADDED.fullmatch(gap)
    if _OF_ONE.search(gap) or _OF_REST.search(gap):
        return
    overall = _OVERALL.search(gap)
    if not (plain or added or overall or _TOTAL.search(gap)) or "。" in gap or not total.count:
        return
    parts = _parts(before, total)
    named = _NAMED.search(gap)
    if named and not any(named[1][:2] in part.gap for part in parts):
        return  # 政务60条（网站20条），党务32条（网站5条），网站两项合计25条
    if _TO_DO.search(gap) and not any(_BROUGHT.search(part.gap) for part in parts):
        return  # 网络7件，信函5件，当面3件；应办16件: what came over is told elsewhere
    if before and not parts and (announced := _ANNOUNCED.search(gap)):
        yield from _of_several_units(context, before[-_COUNTS[announced[1]] :], total)
    if not (_SEVERAL if plain and not excluding(parts) else _FEWEST) <= len(parts) <= _MOST or _open_end(parts, total):
        return
    if overall and not slips_between(total.value, [one.value for one in parts], total.step):
        return
    if first := _FIRST.search(gap):
        yield from _first(context, parts, total, _COUNTS[first[1]])
    else:
        yield from _of_all(context, before, parts, total)


def _of_all(
    context: CheckContext, before: Sequence[Mention], parts: Sequence[Mention], total: Mention
) -> Iterator[Breach | Note]:
    """The parts of a total against it, or two or more of them."""
    sums = sums_of(parts)
    further = [one for one in before if one.kind == total.kind and one.count and one.sentence == total.sentence]
    if len(parts) < len(further) <= _MOST and total.value in sums_of(further):
        return  # 甲58件，3个所21件，中心6件，合计85件: other units stand among them
    off = abs(total.value - total_of(parts))
    if total.value in sums or off <= slack((*parts, total)):
        yield Note(text=f"前面各数合计{total.value:f}")
        return
    value = total_of(parts)
    if _may_be_more(context, total, value) or _with_those_above(before, parts, total):
        return
    if not any(one.value == total.value for one in parts) or _added(parts):
        yield breach_of(context, (*parts, total), whole=total.value, sum=value)


def _with_those_above(before: Sequence[Mention], parts: Sequence[Mention], total: Mention) -> bool:
    """Whether it is right with what the sentence before counts: 组长1人。副组长2人，成员7人，合计10人."""
    first = parts[0]
    above = [one for one in before if one.sentence == first.sentence - 1] if first.gap.startswith("。") else []
    value = total_of(parts)
    return any(value + total_of(above[at:]) == total.value for at in range(len(above)))


def _first(context: CheckContext, parts: Sequence[Mention], total: Mention, many: int) -> Iterator[Breach | Note]:
    """征地104件、规划68件、执法41件，前两类合计172件: so many of the list in front, and none of the rest."""
    start = len(parts) - 1
    while start and "、" in parts[start].gap:
        start -= 1
    some = parts[start : start + many]
    value = total_of(some)
    if value == total.value:
        yield Note(text=f"前面各数合计{value:f}")
    elif many < len(parts) - start and slip(total.value, value, total.step):
        yield breach_of(context, (*some, total), whole=total.value, sum=value)


def _may_be_more(context: CheckContext, total: Mention, value: Decimal) -> bool:
    """Whether it counts leaders who are not counted before, or what came in other years too (累计公开6件)."""
    sentence = context.body.sentence(total.start)
    if total.value == value + 1 and _LED.search(context.body.text, sentence.start, total.start):
        return True
    if 0 < total.value - value <= len(_BY_NAME.findall(context.body.text, sentence.start, total.start)):
        return True
    return _CUMULATED.search(total.gap) is not None and (value < _LEAST or not slip(total.value, value, total.step))


def _at_once(context: CheckContext, before: Sequence[Mention], total: Mention) -> Iterator[Breach | Note]:
    """14个统计站、46家企业共60个对象: told where they are nearly the sum, so that it must be meant."""
    parts = list(before[-1:])
    for one in reversed(before[:-1]):
        if not _LINKED.match(parts[0].gap) or one.sentence != total.sentence:
            break
        parts.insert(0, one)
    value = total_of(parts)
    if len(parts) < _FEWEST or not all(one.count for one in (*parts, total)) or _open_end(parts, total):
        return
    if value == total.value:
        yield Note(text=f"前面各数合计{value:f}")
    elif value < total.value and _may_be_more(context, total, value):
        return
    elif abs(value - total.value) <= _NEAR or (total.value >= _LEAST and slip(total.value, value, total.step)):
        yield breach_of(context, (*parts, total), whole=total.value, sum=value)


def _of_several_units(context: CheckContext, parts: Sequence[Mention], total: Mention) -> Iterator[Breach | Note]:
    """公告12期、信息34条、招标17条，三项共63条: as many as announced, whatever they are counted in."""
    value = total_of(parts)
    if not all(one.count and one.sentence == total.sentence for one in parts) or _open_end(parts, total):
        return
    if value == total.value:
        yield Note(text=f"前面各数合计{value:f}")
    elif slip(total.value, value, total.step):
        yield breach_of(context, (*parts, total), whole=total.value, sum=value)


def _parts(before: Sequence[Mention], total: Mention) -> Sequence[Mention]:
    """The numbers of a unit before a total in its sentence; none where other units stand among them."""
    first = len(before)
    while first and before[first - 1].kind == total.kind and (first == len(before) or "。" not in before[first].gap):
        first -= 1
    parts = before[first:]
    if not parts or not all(one.count for one in parts):
        return ()
    beside = first and "。" not in parts[0].gap and _JOINED.search(parts[0].gap)
    apart = len(parts) > 1 and joiner(parts[0].gap) != joiner(parts[1].gap)
    return () if beside and not apart and not contrasted(parts) else parts


def _open_end(parts: Sequence[Mention], total: Mention) -> bool:
    """Whether more is added than has a number, or one number is told of several."""
    if _BESIDE.search(parts[0].gap) or any(_OPEN.search(one.gap) for one in (*parts[1:], total)):
        return True
    return any(_EACH.search(one.gap) for one in parts)


def _added(parts: Sequence[Mention]) -> bool:
    """Whether the second of two numbers is plainly added to the first: 上年结转1件，新收8件."""
    carried = any(_BROUGHT.search(part.gap) for part in parts)
    return len(parts) == _FEWEST and carried and all(part.value > 0 for part in parts)
