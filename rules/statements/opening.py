"""What the words before, between and behind the parts of a whole say of the list: opened, all told, closed, vague."""

from collections.abc import Sequence

from filings.patterns import pattern
from rules.statements.mentions import Mention

_MARK = pattern("[、，,；;]")
_FULL = {",": "，", ";": "；"}
_ITEM = pattern(
    "(?:^|[；;。，,：:、])[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)]|[；;。，,：:][一二三四五六七八九十]是|[；;。：:][0-9]{1,2}[.．、]"
)
_LINK = pattern("和|及|与|以及")
# what is compared, added up or spoken of by itself is no part of the whole before it
_NO_PART = pattern(
    "同比|[比较与]20|[比较]上|[比较]去|[上年期][年]?[初末]|所以|因此|不能|上年|去年|上一年|增加|减少|增长|下降|增至|减至|降[至为]|其中|合计|共计|总计|[，,；;、]共|平均|均$|"
    "每|最|结转|转入|[两二三四](?:者|项|类)(?:共|合)|(?<!规划|工作)计划(?!类)|超过|之多|(?<!分)以上|加上|连同|另有?$|没有一?$|无一?$"
)
_OWN_TOTAL = pattern("(?<=[^，,；;、：:。和及]{4})(?:合计|共计|总计)$")
_VIEW = "划分|来看|来说|来讲|而言|而论|言之|区分|分|看|论|计|归类|统计|排列|排序|分布"
_BY_KIND = f"(?:[按从就以依]|按照|依照|分)[^，,。；;：:]{{1,10}}(?:{_VIEW})"
# 按季度：, 就内容而言，, 分渠道看，: behind a mark, and nothing else in its clause
_BASIS = pattern(
    f"(?:^|[，,；;。：:、）)])(?:若|如|再|又)?(?:{_BY_KIND}为?[，,：:]|[按依分][^，,。；;：:0-9领管]{{1,8}}(?:为|如下)?[：:])"
    # 评定优秀13家、良好24家、一般7家
    "|(?:^|[，,；;。：:、）)])(?:年度|年终)?(?:考核|评定|评议|评估|测评|评价|考评)?(?:结果|等次)?(?:评定|评为|确定|为)*(?:优秀|好)(?:等次|等级|档次|的|单位|为|有)*$"
)
# announces all the parts there are
# 三类内部事务信息 and 四类过程性信息 are names
_ALL = pattern(f"(?:{_BY_KIND}|分布|构成)[，,：:]|(?:分别|依次)[为是有]?|[两二三四五六七八]类(?!内部事务|过程性)")
_COMPOSED = pattern("^[^，,；;、。]{0,6}(?:构成|组成)")
_KINDS = pattern(
    "其中|[中里][，,：:]|[中里]有|内[含有]|包括|包含|涵盖|(?:^|[，,；;（(])含|^[^，,。；;：:、0-9]{0,6}(?<![初高集])中$|(?:方式|渠道|形式|类型|种类)[有为是]|以[^，,。；;]{1,10}(?:最多|居多|为主)[，,][为达有]?|[：:]"
)
_AND_SO_ON = "等(?!其他|方式|渠道|途径|形式|各类|部门|类|业务|事项)|主要(?!领导|负责|同志)|重点|(?<![包，,（(])含|如|例"
_VAGUE_ALL = pattern(_AND_SO_ON)
_VAGUE = pattern(_AND_SO_ON + "|涉及|同时|采用(?!邀请)|转载|原创|转发|重复")
_SO_ON_BEHIND = pattern("[^，,；;。、]{0,6}等")
_GROUPED = pattern("(?<=[及和与][^，,；;、。])[^，,；;、。]{0,6}等$")  # 公报及公示栏等615条, as the last
_GROUP_NAME = pattern("等(?=[^，,；;。、0-9]{2,8}$)")  # 公告、批文等征地信息137条, where 其他 is told as well
_OVERLAP = pattern("多种形式|多种方式|多个渠道|重复计|重叠|交叉|兼有|同时计")
_EACH = pattern("[各每均][^，,；;、。]{0,2}$")
# 其中 before the parts that a bracket holds
_OPENED = pattern("(?:其中(?:有)?|含|包括|包含)[，,：:]?")
_HEAD = pattern(
    "[，,：:（(。]?(?:其中|包括|包含|内含|内有|含|涵盖|具体(?:为|是|包括))|：|[^，,。；;]{0,6}[中里][，,：:]|[^，,。；;：:、0-9]{0,6}(?<![初高集])中$|[，,][^，,。；;：:0-9]{0,14}："
)
_CLOSED = pattern(f"[，,：:（(。]?(?:其中[，,：:]?)?(?:(?:分别|依次)[为是有]|{_BY_KIND}[，,：:])")
# 其他处理 is a row of table three, no rest of a list
_LEFT = pattern("(?:其他(?!处理)|其余|余下|剩余|剩下)[^，,；;。]{0,24}$")
# what is left over leaves nothing out
_REST = pattern("(?:^|[，,；;、])(?:其余|余下|剩余|剩下)[^，,；;。]{0,24}$")
_ANSWERED = ("答复", "回复")
_ALL_DONE = pattern(
    "[，,](?:没有一|无一)[个件条]?(?:搁置|积压|遗漏|拖延|超期|被?退回)|[，,][件条个]{2}有(?:回音|着落|答复|回复)|[，,](?:均|都|全部|已全部|均已|都已)[^，,。]{0,6}(?:办结|答复|回复|办理)|[，,](?:办结|答复|回复|办复)率(?:为|达|达到)?100[%％]"
)
_ANSWERED_ALL = pattern(
    "^[，,][^，,。；;：:]{0,6}(?:均|都|全部|[件条个]{2})(?:已|有|得到|作了)?(?:回音|回复|答复|办结|回应)[了过]?[：:，,]"
)
_RECEIVED = pattern("收到|受理|接到|接收")
_TIMES = pattern(
    "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|上|下)(?:月份?|季度|半年|月[0-9]{1,2}日)[^0-9]{0,4}$|第[一二三四五六七八九十][批期次轮场]$"
)
_CONTRASTS = (
    ("上半年", "下半年"), ("线上", "线下"), ("网上", "线下"), ("网上", "网下"), ("线下", "在线"), ("在线", "线下"),
    ("线下", "线上"), ("线下", "网"), ("前一", "后一"), ("第一", "第二"), ("集中", "分散"), ("城镇", "农村"),
    ("个人", "单位"), ("自然人", "法人"), ("由依申请公开转", "维持"), ("一类是", "一类是"), ("同意", "退回"),
    ("通过", "退回"), ("采纳", "未采纳"), ("合格", "不合格"), ("机关", "基层"), ("原创", "转载"), ("原创", "转发"),
    ("专职", "兼职"), ("公办", "民办"), ("城市", "农村"), ("春季", "秋季"),
    ("采用", "退回"), ("采用", "未采用"), ("已", "未"), ("国内", "国外"), ("正常", "滞后"), ("正常", "异常"),
    ("及时", "滞后"), ("有效", "无效"), ("达标", "不达标"), ("准予", "不予"), ("同意", "不同意"), ("立行立改", "限期"),
    ("一次", "补考"), ("一次", "补训"), ("合格", "补考"), ("合格", "补训"), ("到会", "请假"), ("到场", "请假"),
    ("实到", "请假"), ("参加", "请假"), ("出席", "请假"), ("到会", "缺席"), ("实到", "缺席"),
    ("参加", "缺席"), ("出席", "缺席"),
    ("完好", "损坏"), ("完好", "破损"), ("正常", "停用"), ("规范", "瑕疵"), ("按月", "按季"),
    ("当月", "次月"), ("按时", "迟报"),
    ("按时", "逾期"), ("按期", "逾期"), ("按期", "超期"), ("有效", "失效"), ("成交", "流拍"), ("好评", "差评"),
)  # fmt: skip
_FIRST_WORDS = pattern("|".join(sorted({one for one, _ in _CONTRASTS})))
# 汛期61期，汛期之外12期; 采暖期41条，非采暖期12条
_BEST = pattern("(?:优秀|优良|优|好)(?:等次|等级|档次?|的)?$")
_OUTSIDE = pattern("^(?:非(?P<other>[^，,；;。、0-9]{2,6})|(?P<out>[^，,；;。、0-9]{2,8}?)[之以]外)(?:的|发布|公开)*$")
_DENIALS, _NEW = ("不", "未", "无"), ("新增", "新建", "新设", "新装")
# 非常满意11875次，不满意5次: others stand between
_DEGREES = pattern("[不未无]|满意|非常|比较|基本|十分|[很较]")
_NEGATED = pattern("[不未非][^，,；;。]*")
_NOT_NAMING = pattern("[，,；;、。：:的了“”]|信息|公开|政府|全年|我局|本年|办理|行政")
_ENDS = frozenset("，,；;")
_PAIR, _NAME = 2, 3


def joiner(gap: str) -> str:
    """The sign that joins a number to the one before; a word such as 和 is as good as 、."""
    found = _MARK.search(gap)
    mark = found[0] if found else "、"
    return _FULL.get(mark, mark)


def last_mark(gap: str) -> str:
    """The last sign between two numbers, 、 where there is none."""
    return joiner("".join(_MARK.findall(gap))[-1:])


def joined(gap: str, behind: str = "") -> bool:
    """Whether a number is joined to the one before as one part to another; ``behind``: the words up to the next one.

    Where the list goes on with the same sign, 共计 before a number adds up nothing of it: 公告公示共计203条，其他142条.
    """
    if behind and joiner(behind) == joiner(gap):
        gap = _OWN_TOTAL.sub("", gap)
    return (_MARK.search(gap) or _LINK.match(gap)) is not None and not _NO_PART.search(gap)


def enumerated(gap: str) -> bool:
    """Whether a number begins another item: （2）, 二是."""
    return _ITEM.search(gap) is not None


def opens(gap: str) -> bool:
    """Whether the words between two numbers can lead from a whole to its first part."""
    kinds = _KINDS.search(gap)
    if not (kinds or _MARK.search(gap) or _ALL.search(gap)):
        return False
    return not _NO_PART.search(gap[: kinds.start()] + gap[kinds.end() :] if kinds else gap)


def opens_bracket(gap: str) -> tuple[bool, str]:
    """(whether a bracket begins with 其中, the words behind it)."""
    found = _OPENED.match(gap)
    return found is not None, gap[found.end() :] if found else gap


def names_kinds(gap: str) -> bool:
    """Whether the words say that what follows are parts: 其中."""
    return _KINDS.search(gap) is not None


def names_all(gap: str) -> bool:
    """Whether the words say that what follows are all the parts: 分别为, 两类."""
    return _ALL.search(gap) is not None


def at_once(gap: str) -> bool:
    """Whether the words right behind a whole announce its parts."""
    return _HEAD.match(gap) is not None


def by_basis(gap: str) -> bool:
    """Whether the words say by what the numbers behind them divide their whole: 按渠道分，."""
    return _BASIS.search(gap) is not None


def is_rest(gap: str) -> bool:
    """Whether a part is all the others there are: 其他类, 其余."""
    return _LEFT.search(gap) is not None


def leaves_nothing(whole: Mention, parts: Sequence[Mention], behind: str) -> bool:
    """Whether the form of the list leaves nothing out: 分别为, 按…分, 包括 … 其他类, 上半年 … 下半年."""
    opener, last = parts[0].gap, parts[-1].gap
    if _REST.search(last) and "。" not in opener and whole.value > max(part.value for part in parts):
        return True
    one_verb = all(part.gap.endswith(_ANSWERED) for part in parts)
    if last.endswith("，另"):
        return True  # 其中8件按期答复，另1件延期: joined within 其中 alone
    if _CLOSED.match(opener) or (is_rest(last) and (names_kinds(opener) or one_verb)) or excluding(parts):
        return True
    done = _ALL_DONE.match(behind) or _ANSWERED_ALL.match(opener)
    return one_verb and _RECEIVED.search(whole.gap) is not None and done is not None


def itemised(parts: Sequence[Mention]) -> bool:
    """Whether each part begins its clause: 收到3件，都是村民提的：两件问补贴；一件问用地."""
    return parts[0].gap[-1:] in ("：", ":") and all(part.gap[-1:] in _ENDS for part in parts[1:])


def tells_all(whole: Mention, parts: Sequence[Mention], after: str) -> bool:
    """Whether the words say that these are all the parts, though a slip of one word may leave one out."""
    opener = parts[0].gap
    if names_all(opener) or ("由" in opener and _COMPOSED.search(after)) or contrasted(parts):
        return True
    return _named_in(whole, parts) or (whole.gap.endswith("共") and "：" in opener and "其中" not in opener)


def contrasted(parts: Sequence[Mention]) -> bool:
    """Whether each part excludes the others: 上半年 and 下半年, or months."""
    return excluding(parts) or (len(parts) > _PAIR and all(_TIMES.search(part.gap) for part in parts))


def excluding(parts: Sequence[Mention]) -> bool:
    """Whether parts are told by words that exclude each other: 合格, 不合格; 采纳, 部分采纳, 未采纳; 优秀…."""
    if len(parts) > _PAIR and _BEST.search(parts[0].gap):
        parts = parts[-_PAIR:]
    elif len(parts) == _PAIR + 1 and "部分" in parts[1].gap:
        parts = (parts[0], parts[-1])
    if len(parts) != _PAIR:
        return False
    one, other = parts
    outside = _OUTSIDE.match(other.label)
    grown = one.gap.endswith("其中原有") and other.gap.startswith(_NEW, 1)
    if grown or _contrast(one.gap, other.gap) or (outside and (outside["other"] or outside["out"]) in one.gap):
        return True
    # 13人到会，2人请假: the words follow their number
    words = one.label or one.tail, other.label or other.tail
    if _denies(*words) or _denies(*reversed(words)):
        return True
    return not (one.label and other.label) and _contrast(_NEGATED.sub("", words[0]), words[1])


def _denies(one: str, other: str) -> bool:
    """Whether the second denies what the first says: 41户符合条件，7户不符合条件; 有回复, 未回复."""
    denied = other[1 : 1 + _PAIR] if other[:1] in _DENIALS else ""
    return len(denied) == _PAIR and denied in one and not _DEGREES.search(one)


def _contrast(one: str, other: str) -> bool:
    return _FIRST_WORDS.search(one) is not None and any(a in one and b in other for a, b in _CONTRASTS)


def vague(parts: Sequence[Mention], after: str, behind: str, *, certain: bool = False) -> bool:
    """Whether not all parts are told, or they overlap, or one number is told of several: 案卷、查询事项各1件."""
    gaps = [_KINDS.sub("", parts[0].gap, count=1), *(part.gap for part in parts[1:])]
    gaps = [_GROUP_NAME.sub("", gap) for gap in gaps] if is_rest(gaps[-1]) else gaps
    words = _GROUPED.sub("", "".join(gaps))
    certain = certain or contrasted(parts) or _REST.search(parts[-1].gap) is not None
    if (_VAGUE_ALL if certain else _VAGUE).search(words) or _SO_ON_BEHIND.match(after):
        return True
    return _OVERLAP.search(behind) is not None or any(_EACH.search(part.gap) for part in parts)


def _named_in(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the words before the whole name every part: 许可和处罚共20件，许可12件，处罚8件."""
    if whole.value <= max(part.value for part in parts):
        return False
    common = set.intersection(*(set(part.gap) for part in parts))
    return all(
        any(name in whole.gap and not _NOT_NAMING.search(name) and not set(name) <= common for name in _names(part.gap))
        for part in parts
    )


def _names(words: str) -> list[str]:
    return [words[at : at + _NAME] for at in range(len(words) - _NAME + 1)]
