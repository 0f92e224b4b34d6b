"""What a list is of: its whole, another thing told behind it, or things of which the number is one."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, takewhile

from filings.patterns import pattern
from rules.statements.breakdown import Breakdown
from rules.statements.mentions import Mention, total_of
from rules.statements.opening import excluding, is_rest, joiner
from rules.text.digit_typos import slips_between

# a channel of its own behind a full stop: 公开102条。定期维护公众号，发布原创102条，转发205条
_MEDIA = "公众号|微信|微博|抖音|视频号|新媒体|账号|客户端|APP|头条"
_CHANNEL = pattern(_MEDIA)
# 年报4件，公示公告中：土地158件、…: another noun than that of the whole
_WAY = pattern(f"{_MEDIA}|网站|公开栏|公示栏|广播|电视|电台|展板|大厅|窗口")
_NAMED_WHOLE = pattern("[，,；;。]([^，,。；;：:、0-9]{2,20})[中里][，,：:]")
_ANY_WHOLE = pattern("其$|方式|渠道|途径|类型|内容|形式|来源|对象|结果|主体|申请|办件|事项|信息|这|上述|以上")
# 发布动态133条，发布文件82条: one beside the other
_VERB = pattern(
    "^[，,；;](发布|公开|公布|推送|转发|发放|召开|组织|开展|举办|受理|收到|办理|答复|制发|印发|编制|报送|更新)"
)
_OUT_OF_IT = pattern("[中里内][，,：:]")
_JOINED = pattern("[和及与]其他[^，,；;。、]{0,24}$")
_ITEM = pattern("[，,；;、][^，,；;。：:、0-9]{2,12}")
_FLOW = pattern("收|受理|结转|转|办|答|其中|另|还|已|未|增|减|加|比|退|采纳|整改|完成|回复|有|为|公开|发布|参加|到")
_LISTS, _ENDS = frozenset("、和及"), frozenset("；;")
# 评出好的5个、较好的3个、一般的1个; 90分以上的15个，80分至89分的6个
_GRADE = pattern(
    "(?:优秀|优良|良好|较好|好|一般|中等|(?:基本|不)?合格|较差|差|[0-9]分及?以[上下]|[0-9]分?[至到—～][0-9]+分)(?:等次|等级|档次|档|的|为|有)*$"
)
_LINKED = pattern("[、和与及]")
_FEWEST, _SEVERAL, _LONG, _MOST = 2, 3, 12, 40


def in_full(one: Breakdown) -> bool:
    """Whether the list reads as one of all there is: it names what was nothing, or 其他 before its end."""
    inner = one.parts[1:-1]
    # 行政许可、行政处罚和其他权力40条 is an item of its own
    return len(one.parts) > _SEVERAL and any(
        not part.value or (is_rest(part.gap) and not _JOINED.search(part.gap)) for part in inner
    )


def graded_over(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether more have one of several grades than there are; each has but one."""
    alone = len(parts) >= _SEVERAL and not _LINKED.search(whole.clause)  # 8个村和4个社区: both are graded
    return alone and total_of(parts) > whole.value and all(_GRADE.search(part.gap) for part in parts)


def of_another(one: Breakdown) -> bool:
    """Whether the words in front of the parts speak of something else than the whole."""
    opener = one.parts[0].gap
    if "。" in opener and excluding(one.parts) and _CHANNEL.search(opener):
        return True
    if "分别" in opener and _WAY.search(one.whole.clause) and _WAY.search(opener):
        return True  # 网站发布320条，微博、微信分别发布110条、280条: ways beside each other
    named = _NAMED_WHOLE.search(opener)
    if named is None or _ANY_WHOLE.search(named[1]):
        return False
    noun = named[1]
    return not any(noun[at : at + 2] in one.whole.gap for at in range(len(noun) - 1))


def of_several(told: Sequence[Mention], one: Breakdown) -> bool:
    """Whether the parts take up several numbers: 甲112件，乙22件。甲以现场为主，92件；乙以网上为主，14件."""
    first, *others = one.parts
    name = _ends(one.whole)
    if name and name in first.gap and not _OUT_OF_IT.search(first.gap) and any("；" in part.gap for part in others):
        return True
    alike = [other for other in told if other.kind == first.kind and other.start != one.whole.start]
    before = [_ends(other) for other in alike if other.start < first.start]
    return any(name and name in part.gap for name in before for part in others)


def _ends(one: Mention) -> str:
    """The words that name what a number counts, where they are long enough to know them again."""
    name = one.label.removeprefix("其中")
    return name if _SEVERAL <= len(name) <= _LONG else ""


def peers(one: Breakdown) -> bool:
    """Whether the number that would be the whole is told as its parts are: 发布动态133条，发布文件82条."""
    verb = _VERB.search(one.parts[0].gap)
    return verb is not None and verb[1] in one.whole.gap and "共" not in one.whole.gap


def goes_on(told: Sequence[Mention], one: Breakdown) -> bool:
    """Whether the list goes on behind its last part, and is short without it.

    In another unit (图解21篇、视频9篇、新闻发布会4场), or behind the rest of one group (…、其他文件52条；动态150条).
    """
    at = next((at for at, other in enumerate(told) if other.start == one.parts[-1].start), len(told) - 1)
    more, short = told[at + 1 : at + 1 + _MOST], one.whole.value - one.total
    if not more or short <= 0:
        return False
    if more[0].gap[:1] in _LISTS and more[0].kind != one.whole.kind:
        return True
    behind = [*takewhile(lambda other: "。" not in other.gap and other.count, more)]
    if short in accumulate(other.value for other in behind):
        return True
    grouped = is_rest(one.parts[-1].gap) and more[0].gap[:1] in _ENDS and more[0].kind == one.whole.kind
    slips = slips_between(one.whole.value, (part.value for part in one.parts), one.step)
    return grouped and more[0].value < short and not slips


def sums_of(parts: Sequence[Mention]) -> set[Decimal]:
    """What two or more of the numbers make: those joined alike the last so many of them, else any of them."""
    if len(parts) >= _SEVERAL and (all("、" in part.gap for part in parts[1:]) or _plain_list(parts)):
        return {total_of(parts[at:]) for at in range(len(parts) - 1)}
    made: dict[Decimal, int] = {Decimal(0): 0}
    for part in parts:
        for value, many in list(made.items()):
            made[value + part.value] = max(made.get(value + part.value, 0), many + 1)
    return {value for value, many in made.items() if many >= _FEWEST}


def _plain_list(parts: Sequence[Mention]) -> bool:
    """Whether nothing but names stands between the numbers: 林木采伐195件，使用林地41件，野生动物27件."""
    return len({joiner(part.gap) for part in parts[1:]}) == 1 and all(
        _ITEM.fullmatch(part.gap) and not _FLOW.search(part.gap) for part in parts[1:]
    )


def ends_with_rest(told: Sequence[Mention]) -> bool:
    """Whether the numbers parted by ； run on to 其他类: then 其中 opens all of them."""
    last = told[0]
    for one in told[1:_LONG]:
        if joiner(one.gap) != "；" or one.kind != last.kind:
            break
        last = one
    return is_rest(last.gap)
