"""UnitNumbers and the parts told behind them: 公开381条，其中网站200条、微信181条."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.breakdown import BY, Breakdown, set_apart
from rules.statements.levels import CountLevel, levels
from rules.statements.list_matter import ends_with_rest, graded_over
from rules.statements.mentions import Mention, tells_again
from rules.statements.opening import (
    by_basis,
    enumerated,
    excluding,
    is_rest,
    itemised,
    joined,
    joiner,
    leaves_nothing,
    names_all,
    names_kinds,
    opens,
    opens_bracket,
    tells_all,
)
from rules.statements.partitions import UnitNumbers, begins, partitions, wholes_of
from rules.statements.told_of_each import told_of_each
from rules.text.digit_typos import slips_between

# what came over from last year has no parts of its own
_ADDED = pattern("(?:结转|转来|转入)[^，,；;。]{0,40}$")
# what a bracket tells of another year is no part: 增加1件（2021年分别为7件、2件）
_BEFORE = pattern("^[^，,；;。]{0,8}(?:[由从较比原]|上年|去年|前年|同期|上一年|年初|20[0-9]{2}年)")
_COUNTED = pattern("([两二三四五六七八])(?:个|类|项|种|次|期|场|大|块|者|家)")
_COUNTS = {sign: value for value, sign in enumerate("二三四五六七八", 2)} | {"两": 2}
_DIFFERENCE = pattern("(?:增加|减少|多|少|净增|净减|增|减)了?$")
_ONLY_NAMES = pattern("[：:][、，,]*[；;]")  # 制发2件：《…》《…》；废止1件: titles are no numbers, and the list is over
# 问题58个，其中网站20个，已整改55个: what was done with all of them
_SINCE = pattern("[，,；;](?:现|目前|年内|年底前)?(?:已|均已|都已|全部)")
_OLDER = pattern("上年|去年|往年|结转|转[来入]|20[0-9]{2}年")
# 公开信息276条，其中动态216条，目录50条，向市政府报送100条: what is sent to others is another matter
_SENT = pattern("向[^，,；;。、]{1,14}(?:报送|上报|报告|移交|推送|供稿|投稿)")
_OF_REST, _OF_MONTH = (
    pattern("其余|余下|剩余|剩下"),
    pattern(
        "(?:[0-9一二三四五六七八九十]月份?各?|[一二三四1-4]季度|[上下]半年)(?:[只仅共又再各为是有了]|分别|依次|公开|发布)*$"
    ),
)
_NESTED = pattern("其中(?!：)|[，,（(](?:内[有含]|含|包括|包含)(?!：)")
_MOST, _FEWEST, _SEVERAL = 40, 2, 5
_CLOSE = 50  # all but the fiftieth part
_PARTS = ("section.1", "section.5")


def breakdowns(context: CheckContext, level: CountLevel) -> Sequence[Breakdown]:
    """Every whole of a level with the numbers behind it that may be its parts; made once."""
    known = context.memo(_known)
    if id(level) not in known:  # levels are made once as well, and last as long
        known[id(level)] = (*_breakdowns(level), *_divided(context, level))
    return known[id(level)]


def _known(_context: CheckContext) -> dict[int, Sequence[Breakdown]]:
    return {}


def _breakdowns(level: CountLevel) -> Iterator[Breakdown]:
    if level.holder is not None:
        yield from _bracketed(level, level.holder)
        return
    told = level.told
    for at in range(len(told) - _FEWEST):
        found = _behind(level, at) if told[at].kind == told[at + 1].kind else _across(level, at)
        if found is not None and set_apart(told, at, found):
            yield found


def _across(level: CountLevel, at: int) -> Breakdown | None:
    """7个村各设公示点1处，其中2个村新建，其余5个村翻新: all the parts, behind a number of another unit."""
    first, pair = level.told[at + 1], level.told[at + 1 : at + 3]
    if "。" in first.gap or not (("其中" in first.gap and is_rest(pair[-1].gap)) or excluding(pair)):
        return _behind(level, at)
    for place in range(at, 0, -1):
        if "。" in level.told[place].gap:
            break
        one = level.told[place - 1]
        if one.kind == first.kind:
            values = [part.value for part in pair]
            told = one.count and (one.value >= max(values) or slips_between(one.value, values))
            return _behind(level, at, one) if told else None
    return _behind(level, at)


def _elsewhere(context: CheckContext) -> Mapping[str, UnitNumbers]:
    return wholes_of(levels(context, _PARTS))


def _divided(context: CheckContext, level: CountLevel) -> Iterator[Breakdown]:
    """Lists whose whole does not stand right before them."""
    if level.holder is not None:
        return
    for one in partitions(level, lambda: context.memo(_elsewhere)):
        after, behind = level.after(one.parts[-1]), level.behind(one.parts[-1])
        yield Breakdown(whole=one.whole, parts=one.parts, form="all", closed=one.sure, after=after, behind=behind)


def _bracketed(level: CountLevel, whole: Mention) -> Iterator[Breakdown]:
    """137所中小学（小学84所、初中31所、…）: a bracket with nothing but such numbers holds all the parts."""
    told = level.told
    if len(told) < _FEWEST or any(one.kind != whole.kind or not one.count for one in told):
        return
    if _BEFORE.search(told[0].gap) or _DIFFERENCE.search(whole.gap):
        return
    opened, first = opens_bracket(told[0].gap)
    if joined("，" + first) and all(joined(one.gap) for one in told[1:]):
        closed = not opened or is_rest(told[-1].gap)
        yield Breakdown(
            whole=whole,
            parts=told,
            form="all" if closed else "kinds",
            closed=closed,
            after=level.after(told[-1]),
            bracketed=True,
        )


def _behind(level: CountLevel, at: int, named: Mention | None = None) -> Breakdown | None:
    """The parts behind a number, of it or of the one that is ``named``."""
    told = level.told
    first = told[at + 1]
    if not (first.count or first.at_least) or first.gap.count("。") > 1 or not opens(first.gap) or begins(told, at + 1):
        return None
    if _ONLY_NAMES.search(first.gap) or (told[at].value == 1 and not told[at].label):
        return None  # 一件属于过程性信息；无法提供5件，4件…: an item of a list
    whole, run = named or _whole(told, at), _run(told, at + 1)
    if len(run) < _FEWEST or not whole.count or first.kind != whole.kind or _ADDED.search(whole.gap):
        return None
    parts = tuple(run[: _length(run, whole)])
    if named is None and _is_item(whole, parts, told):
        return None
    whole = _swapped(told[:at], whole, parts) or whole
    after, behind = level.after(parts[-1]), level.behind(parts[-1])
    closed = leaves_nothing(whole, parts, behind) and (whole in (told[at], named) or not excluding(parts))
    closed = closed or (itemised(parts) and not _more(told[at + 1 + len(parts) :], parts[-1]))
    every = closed or tells_all(whole, parts, after) or graded_over(whole, parts)
    return Breakdown(
        whole=whole,
        parts=parts,
        form="all" if every else "kinds" if names_kinds(first.gap) else "beside",
        closed=closed,
        after=after,
        behind=behind,
    )


def _is_item(whole: Mention, parts: Sequence[Mention], told: Sequence[Mention]) -> bool:
    """Whether the number before is itself one of those told, or those behind it go on: 3月25条，4月23条，5月26条."""
    first, last = parts[0], parts[-1]
    if whole.label and all(one.label.endswith(whole.label) for one in parts):
        return True  # 公开19件，部分公开5件，不公开5件
    if _OF_REST.search(whole.clause) or (_OF_MONTH.search(whole.label) and _OF_MONTH.search(first.clause)):
        return True
    if "。" in first.gap:  # 第二类部分公开1件。第三类不予公开11件
        return whole.value < max(one.value for one in parts)
    return "；" in last.gap and any(
        "；" in one.gap and one.start > last.start and (one.sentence, one.kind) == (last.sentence, last.kind)
        for one in told
    )


def _swapped(before: Sequence[Mention], whole: Mention, parts: Sequence[Mention]) -> Mention | None:
    """受理312件，办结286件，其中民事214件、刑事71件: the number before, if two figures changed places."""
    if "其中" not in parts[0].gap or "。" in parts[0].gap or "。" in whole.gap:
        return None
    values = [part.value for part in parts]
    if sum(values) == whole.value or not before or before[-1].kind != whole.kind or not before[-1].count:
        return None
    return before[-1] if "swap" in slips_between(before[-1].value, values, whole.step) else None


def _more(told: Sequence[Mention], last: Mention) -> bool:
    """Whether the sentence goes on to another number of the unit."""
    return any((one.kind, one.sentence) == (last.kind, last.sentence) for one in told)


def _whole(told: Sequence[Mention], at: int) -> Mention:
    """The number right before the parts, or the one that the words name: 行政处罚按门类分，…."""
    here, first, pair = told[at], told[at + 1], told[at + 1 : at + 3]
    most = max([one.value for one in pair])
    apart = not first.gap.startswith("、")  # 优秀10个、合格31个、不合格1个: one list
    if apart and here.value < most and all(one.kind == here.kind for one in pair) and excluding(pair):
        # 抽检5280批次，依次为1206批次、…；合格5159批次、不合格121批次
        return next((one for one in reversed(told[:at]) if one.kind == first.kind and one.value >= most), here)
    named = BY.search(first.gap) if "按" in first.gap or "从" in first.gap else None
    if named is None:
        return here
    before = (one for one in reversed(told[: at + 1]) if one.kind == first.kind and named[1][-4:] in one.gap)
    return next(before, here)


def _run(told: Sequence[Mention], at: int) -> list[Mention]:
    """The numbers that go on as the first part does, in its sentence."""
    first = told[at]
    nested = _NESTED.search(first.gap) is not None and not first.gap.startswith("。其中")
    run, item = [told_of_each(first)], enumerated(first.gap)
    for place, said in enumerate(told[at + 1 : at + _MOST + 1], at + 2):
        one = told_of_each(said)
        behind = told[place].gap if place < len(told) else ""
        alike = one.kind == first.kind and (one.count or one.at_least) and "。" not in one.gap
        # 收到9件，其中8件按期答复，另1件延期
        other = one.gap.endswith("，另") and "其中" in first.gap and not _OLDER.search(one.tail)
        alike = alike and (other or joined(one.gap, behind))
        alike = alike and not tells_again(run[-1], one)
        # 不合格27批次，…，27批次已公布: the same once more
        again = one.label == "" and one.mark == "，" and one.value == run[-1].value
        alike = alike and (not again or (one.value == 1 and run[0].gap[-1:] in "：:"))
        alike = alike and not (_SINCE.match(one.gap) and not _SINCE.search(first.gap))
        alike = alike and not (_SENT.search(one.gap) and not _SENT.search(first.gap))
        alike = alike and (item or not enumerated(one.gap)) and not by_basis(one.gap)
        # 无法提供43件，其中不掌握36件；不予处理9件
        if not alike or ("；" in one.gap and nested and not ends_with_rest(told[at:])):
            break
        run.append(one)
    return run


def _length(run: Sequence[Mention], whole: Mention) -> int:
    """How many are parts: as many as announced, as many as make the whole, else as far as the marks stay the same."""
    announced = [_COUNTS[sign] for sign in _COUNTED.findall(run[0].gap)]
    if announced and _FEWEST <= announced[-1] <= len(run) and names_all(run[0].gap):
        return announced[-1]
    marks = [joiner(one.gap) for one in run[1:]]
    sums = list(accumulate(one.value for one in run))
    if whole.value in sums[1:]:
        exactly = sums.index(whole.value, 1) + 1
        if exactly == len(run) or marks[exactly - 1] != "、":
            return exactly
    if len(run) >= _SEVERAL and set(marks) <= {"，", "、"} and abs(sums[-1] - whole.value) * _CLOSE <= whole.value:
        return len(run)  # 615条。其中，简介32条，政策52条、通知15条: signs change, and still these are all
    change = next((at for at, mark in enumerate(marks) if mark != marks[0]), len(marks))
    if marks[change : change + 1] == ["；"]:
        return change + 1  # 网络97件、信函48件；自然人143件、其他2件: another list begins
    rest = next((at for at, one in enumerate(run) if is_rest(one.gap)), change)
    return max(change, rest) + 1
