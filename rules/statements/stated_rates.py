"""A rate that the text states by name, with the counts of its sentence: 收到8件，办结7件，办结率87.5%."""

from collections.abc import Sequence
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.mentions import Mention

ALL = 100
_REACH, _NEAR = 8, 30
_DENIED = pattern("[未不]$")
_FILLING = pattern("[，,、；;：:（）()的]|总体|全年|本年度?|按期|按时|及时|综合|平均|其|均|实现|做到|达到|到|群众|全部")
_EVERY = pattern(
    "(?:全部|全都|悉数|均)(?:已|都|按期|依法|及时|如期)*(?P<verb>[^，,。；;：:0-9]{2,4})[，,](?P<name>[^，,。；;：:0-9]{2,6}率)(?:为|达|达到|是)?$"
)
OUTCOMES = ("纠正率", "纠错率", "维持率")
_OF_CLOSED = pattern("(?:已结|审结|结案)(?:的|复议|行政复议|案件)*(?:被)?(?:纠正率|纠错率|维持率)")
_CLOSED = pattern("(?:已结|审结|结案)(?:案件)?$")
# 满意度问卷141份 counts no one who is content
_NOT_SAID = pattern("满意(?:度|率|程度|调查|测评|问卷|评价表)")
_OPEN = pattern(
    "结转(?:(?:至|到|入)?(?:下|次|20|二)|$)|转(?:入|至|到)?(?:下|次|20|二)|尚在|未办结|尚未|在办|继续办理|正在办理"
)
_REST = pattern("(?:余下?|剩下?|尚有|还有|仍有|另有|另)的?$")
_BROUGHT = pattern("(?:上年度?|去年|上一年度?)[^，,；;。]{0,4}(?:结转|转[来入])")
# 合格率由上年的97.1%上升到…; 差错率低于1%
_OF_BEFORE = pattern("[由从比较](?:上年|去年|上一年|20[0-9]{2}年)[^，,。；;]{0,4}$|(?:[低高少小大]于|超过|控制在)$")
_OVERALL = pattern("总体|综合|基本")
_OF_DUE = pattern("期|时|应|法定")
_OF_REQUESTS = ("办结率", "答复率", "办理率")
_ANSWERED = ("答复", "回复", "办复", "办结", "已办")
_PRESENT = ("到会", "参会", "实到", "参加", "参训")
# what a count must say to be what a rate is reckoned from
_DONE = {
    "办结": ("办结", "已办", "办完"),
    "办理": ("办结", "已办", "办完"),
    "答复": _ANSWERED,
    "回复": _ANSWERED,
    "办复": _ANSWERED,
    "回应": ("回应", "回复", "答复"),
    **{
        verb: (verb,)
        for verb in (
            "采纳",
            "整改",
            "解读",
            "公开",
            "合格",
            "通过",
            "公示",
            "完成",
            "审结",
            "采用",
            "化解",
            "纠正",
            "满意",
            "差错",
        )
    },
    "成功": ("成功", "达成", "调解", "化解"),
    "回收": ("回收", "收回"),
    "收回": ("收回", "回收"),
    "完结": ("完结", "完成"),
    "纠错": ("纠错", "纠正"),
    "接通": ("接通", "接听"),
    "正确": ("正确", "答对"),
    **dict.fromkeys(("到会", "参会", "参训"), _PRESENT),
}
# what comes in, and what says nothing of the matter that is counted
_COMING = pattern("收到|接到|收集|征集|受理|接收|办理|承办|梳理|排查|发现")
_FILLER = pattern(
    "其中|主动|共计?|累计|全年|年内|本年度?|20[0-9]{2}年|各类|有关|相关|已经?|均|全部|按期|按时|及时|依法|到位|完成|完毕|了|的|率"
)
_AT_END = pattern("[^，,；;。：:、“”‘’（）()]*$")
# beds are counted in one unit, who sleeps in them in another
_OTHER_UNITS = {"入住率": "张"}


class StatedRate:
    """A rate with the counts before it in its sentence, of the unit of the last one that says what was done.

    ``behind``: the counts of its sentence behind it.
    """

    def __init__(self, name: str, figure: Mention, before: Sequence[Mention], behind: Sequence[Mention] = ()) -> None:
        self.figure, self.name = figure, name
        self.denied = _DENIED.search(figure.clause.partition(name)[0]) is not None
        known = (word for verb, also in _DONE.items() if verb in name for word in also)
        self.verbs = tuple(known) or (name[-3:-1],)  # 接通率: what says 接通
        self.clause = _FILLING.sub("", figure.clause.partition(name)[0])
        counts = [one for one in before if one.rate is None]
        done = [one for one in counts if self.says_done(one)]
        kinds = (done[-1].kind, _OTHER_UNITS.get(name, "")) if done else ()
        self.told = [one for one in counts if one.kind in kinds]
        self.done = next((one for one in reversed(self.told[1:]) if self.says_done(one)), None)
        self._behind = [one for one in behind if one.rate is None and one.kind in kinds]

    def says_done(self, one: Mention) -> bool:
        """Whether the words of a count say that this was done."""
        words = _NOT_SAID.sub("", words_of(one))
        return any(word in words for word in self.verbs)

    def of_another(self, one: Mention) -> bool:
        """Whether a count is of another matter than what was done: 发布信息620条；回复网友咨询598条，回复率…."""
        if self.done is None or one is self.done:
            return False
        done, base = _matter(self.done.gap, self.verbs), words_of(one)
        clause = _FILLER.sub("", self.clause)
        modified = len(clause) > 1 and clause in words_of(self.done) and clause not in base
        if modified or not (pairs := _pairs(done)):
            return modified  # 收到来信120件，其中网上办结60件，网上办结率…: of what was handed in there
        shared = [pair for pair in pairs if pair in base]
        came = _COMING.search(one.gap) is not None
        parted = "其中" in self.done.gap or (self.done.gap.startswith(("；", ";")) and not came)
        if parted and len(shared) < len(pairs):
            return True  # 公开信息43条，其中公开公文2条，公开率…: a kind of them
        own = _matter(one.gap, ())
        return not shared and len(own) > 1 and not own.endswith(done[-1])  # 抽查265家，完成检查261家: the same

    def all_done(self, context: CheckContext) -> bool:
        """Whether the clause before says that all was done: 应公开的68家已全部公开，公开率…."""
        before = context.body.text[max(0, self.figure.start - _NEAR) : self.figure.start].rpartition("。")[2]
        said = _EVERY.search(before)
        return said is not None and said["name"] == self.name and any(said["verb"].endswith(one) for one in self.verbs)

    def left(self, context: CheckContext) -> Mention | None:
        """What contradicts a rate of all requests: 办结率100%，余下1件结转下年; none where it is of those due."""
        if self.name not in _OF_REQUESTS or self.denied or _OF_DUE.search(self.figure.clause):
            return None
        end = context.body.sentence(self.figure.start).end
        for one in (*self.told, *self._behind):
            words = words_of(one)
            rest = _REST.search(one.gap) is not None and _OPEN.search(context.body.text, one.end, end) is not None
            if one.count and one.value and (rest or _OPEN.search(words)) and not _BROUGHT.search(words):
                return one
        return None

    @property
    def of_closed(self) -> bool:
        """Whether it is said to be of the cases that were closed: 已审结案件的纠正率."""
        return self.name in OUTCOMES and _OF_CLOSED.search(self.figure.clause) is not None

    @property
    def closed(self) -> Mention | None:
        """How many are closed, where the rate is said to be of these: 已结案件纠正率."""
        if self.name not in OUTCOMES or self.denied or not _OF_CLOSED.search(self.figure.clause):
            return None
        closed = [one for one in self.told if _CLOSED.search(one.label)]
        return (
            closed[0] if len(closed) == 1 and self.done is not None and closed[0].value >= self.done.value > 0 else None
        )

    @property
    def of_others(self) -> bool:
        """Whether the words before it name a base that no count names: 政策文件多形式解读率, 总体满意率."""
        said = "".join(map(words_of, self.told))
        overall = _OVERALL.search(self.figure.clause)
        if "满意" in self.verbs and overall and overall[0] not in said:
            return True
        return any(self.clause[at : at + 2] not in said for at in range(len(self.clause) - 1))

    @property
    def together(self) -> list[Decimal]:
        """All who are said to be content, where they are told in several: 满意132份、基本满意6份."""
        done = [one.value for one in self.told if self.says_done(one)] if "满意" in self.verbs else []
        return [sum(done[at:], Decimal(0)) for at in range(len(done) - 1)]


def stated_rate(names: Sequence[str], told: Sequence[Mention], at: int) -> StatedRate | None:
    """The rate that a percentage is said to be, None for another share."""
    one = told[at]
    if _OF_BEFORE.search(one.clause):
        return None
    name = next((name for name in names if name in one.clause), "")
    here = [other for other in told if other.sentence == one.sentence and other is not one]
    before, behind = ([other for other in here if (other.start > one.start) is later] for later in (False, True))
    return StatedRate(name, one, before, behind) if name else None


def words_of(one: Mention) -> str:
    """All that is said of a count."""
    return one.gap + one.tail[:_REACH]


def _matter(gap: str, verbs: Sequence[str]) -> str:
    """What the words right before a count name beside what was done with it: 群众留言 of 办结群众留言."""
    words = _AT_END.search(gap)
    said = words[0] if words else ""
    verb = next((verb for verb in verbs if verb in said), "")
    if verb:
        said = said.partition(verb)[2]
    elif verbs:
        return ""
    return _FILLER.sub("", _COMING.sub("", said))


def _pairs(words: str) -> list[str]:
    """Every two signs that stand together."""
    return [words[at : at + 2] for at in range(len(words) - 1)]
