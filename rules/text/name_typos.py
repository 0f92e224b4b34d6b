"""Slips in the own name: one character wrong, left out or doubled, decided before a name is called foreign."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.foreign_names import ForeignName, foreign_names
from rules.text.own_identity import OwnIdentity, own_identity, registered
from rules.text.span import Span

# characters that stand before a short name (由县水务局牵头) or within a sentence, and belong to no name
_GRAMMAR = frozenset(
    "由经请到与和对将报让在向从给为及同按被使跟以省市区州全各本我原该的了是等并则即至比把因据凭靠找问去赴往归属含或且而又也还"
    "亦均皆都仅只会协助随叫派受获驻设有交送致接转商函请示呈，。、；：（(“《\n,;:"
)
_LINKS = frozenset("和与及、的")
# 第一中学 and 第二中学, 城东 and 城西 are two bodies
_TELLING = frozenset("一二三四五六七八九十东西南北中新老上下前后高初")
_TOWNSHIPS = ("街道", "苏木", "镇", "乡")
# who is met, visited or ranked is a neighbour
_OTHERS_BEFORE = (*"与和及同、赴到向邻原的将由《", "学习", "借鉴", "参观")
_OTHERS_BEHIND = (*"、和与等来得第村", "交流", "学习", "联合")
_OWN_BEHIND = (
    "督查室", "办事处", "党工委", "党委", "党政", "专栏", "专页", "专版", "公众号", "便民服务", "综合", "纪工委",
    "纪委", "政务", "政府信息", "信息公开", "无其他", "没有其他", "机关", "领导班子", "人民政府", "政府门户", "页面",
)  # fmt: skip
# 云岭水务局公众号: what a channel is called need not say that it is of a county
_CHANNELS = (
    "网站", "网", "官网", "官方", "门户", "微信", "微博", "公众号", "视频号", "抖音", "今日头条", "头条号", "发布”",
    "新媒体", "”",
)  # fmt: skip
_AREAS, _CHANGED, _FORMERLY = (
    ("县", "区", "旗"),
    ("撤县", "撤市", "设区", "改区", "区划调整"),
    ("原", "旧", "与", "和", "、"),
)
# how townships change their kind, those of which a county may have two of one name, what only they have
_CHANGED_SEATS, _TWO_SEATS = ("撤镇", "撤乡", "改镇", "改街道", "设街道", "设镇", "区划调整"), ("城关", "城郊")
_SEATS = ("人民政府", "政府", "办事处", "党委", "党工委", "党政", "便民服务中心")
_WRONG_SEATS = (("街道办事处",), ("人民政府",))
_NO_AREA = ("区域", "区别", "区分", "区间", "区块", "县志", "区划", "旗下", "旗帜", "县城", "区位")
_HAN = pattern("[\u4e00-\u9fff]")
_LONG = 5
_YEAR = pattern("20[0-9]{2}年(?:度|以来|来)?[，,]?")


def name_typos(context: CheckContext, parts: tuple[str, ...]) -> Iterator[ForeignName]:
    """Every place where the own name is written with one slip, in order."""
    own = context.memo(own_identity)
    place, tail = _county(own), own.main.own
    if not place or len(tail) < 3:  # noqa: PLR2004 - 局, 中心 occur everywhere
        return
    spans = {
        *_before_tail(context.body.text, place, tail),
        *_after_place(context.body.text, place, tail, own.main.core),
    }
    spans |= {*_at_head(context, place), *_other_kind(context.body.text, place)}
    if own.main.township:
        core = own.main.core
        spans |= {*_at_head(context, core), *_alone(context, core), *_other_seat(context.body.text, core)}
    for span in sorted(spans):
        written = context.body.text[span.start : span.end]
        if context.body.within(span.start, parts) and not _is_name(written, own, context):
            yield foreign_names(context, written, span)


def _county(own: OwnIdentity) -> str:
    """The last area of the own place: 沙坡头区 of 中卫市沙坡头区."""
    place = own.main.place
    cut = max((place.rfind(end, 0, len(place) - 1) for end in "省市州"), default=-1)
    return place[cut + 1 :]


def _is_name(written: str, own: OwnIdentity, context: CheckContext) -> bool:
    """Whether it is somebody's real name after all."""
    if any(written in name for name in own.names) or any(registered(context, lambda name: written in name)):
        return True
    return any(written.startswith(term.text) for term in context.lists["counties"].terms)


def _before_tail(text: str, place: str, tail: str) -> Iterator[Span]:
    """The tail stands as it should; the area before it has a slip."""
    at = text.find(tail)
    while at >= 0:
        before = text[max(0, at - len(place)) : at].rpartition("\n")[2]
        if before != place:
            length = _mistyped(before, place, text[max(0, at - len(place) - 1) : max(0, at - len(place))])
            if length and not (before.endswith(place[:-1]) and text.startswith(_CHANNELS, at + len(tail))):
                yield Span(at - length, at + len(tail))
        at = text.find(tail, at + 1)


def _other_kind(text: str, place: str) -> Iterator[Span]:
    """The area as another kind of area: 《锦浦县…办法》 of 锦浦区; what it was before is 原锦浦县, or told of."""
    stem, kind = place[:-1], place[-1]
    for other in _AREAS if kind in _AREAS and len(stem) > 1 and not any(word in text for word in _CHANGED) else ():
        at = text.find(stem + other) if other != kind else -1
        while at >= 0:
            end = at + len(place)
            if text[at - 1 : at] not in _FORMERLY and not text.startswith(_NO_AREA, end - 1):
                yield Span(at, end)
            at = text.find(stem + other, end)


def _at_head(context: CheckContext, place: str) -> Iterator[Span]:
    """The area at the head of a sentence, where the report speaks of itself (2023年，云领县以…), with a slip."""
    text, own_work = context.body.text, context.lists.texts("own_work")
    for sentence in context.body.sentences(("section.1", "section.5")) if len(place) > 2 else ():  # noqa: PLR2004
        head = _YEAR.match(text, sentence.start)
        at = head.end() if head else sentence.start
        written = text[at : at + len(place)] if text.startswith(own_work, at + len(place)) else ""
        wrong = [sign for sign, right in zip(written, place, strict=False) if sign != right]
        if len(wrong) == 1 and len(written) == len(place) and written[-1] == place[-1] and wrong[0] not in _GRAMMAR:
            yield Span(at, at + len(place))


def _alone(context: CheckContext, core: str) -> Iterator[Span]:
    """A township's name by itself with one wrong sign: 青桐镇专页 of 青槐镇, 城西街道督查室 of 城东街道.

    Neighbours of two signs may differ in one: a short name must be followed by what belongs to its own body.
    """
    text, end = context.body.text, next(end for end in _TOWNSHIPS if core.endswith(end))
    name = core[: -len(end)]
    at = text.find(end, len(name)) if len(name) > 1 else -1
    while at >= 0:
        start, behind = at - len(name), at + len(end)
        wrong = [sign for sign, right in zip(text[start:at], name, strict=True) if sign != right]
        told = len(name) > 2 and not text.startswith(_OTHERS_BEHIND, behind)  # noqa: PLR2004 - 云峰, 云岭 may be two
        if len(wrong) == 1 and _HAN.match(wrong[0]) and wrong[0] not in _GRAMMAR:
            apart = text.endswith(_OTHERS_BEFORE, 0, start)
            if not apart and (told or text.startswith(_OWN_BEHIND, behind)):
                yield Span(start, behind)
        at = text.find(end, at + 1)


def _other_seat(text: str, core: str) -> Iterator[Span]:
    """The own name with what another kind of township is called: 石榴坊镇人民政府, 石榴坊街道人民政府 of 石榴坊街道."""
    end = next(end for end in _TOWNSHIPS if core.endswith(end))
    stem, changed = core[: -len(end)], any(word in text for word in _CHANGED_SEATS)
    others = [] if changed or len(stem) < 2 or stem in _TWO_SEATS else [one for one in _TOWNSHIPS if one != end]  # noqa: PLR2004 - 城镇
    for written in (*(stem + other for other in others), core):
        at = text.find(written)
        while at >= 0:
            behind = at + len(written)
            seats = _WRONG_SEATS[end == "街道"] if written == core else _SEATS
            seat = next((one for one in seats if text.startswith(one, behind)), "")
            if seat and text[at - 1 : at] not in _FORMERLY:
                yield Span(at, behind + len(seat))
            at = text.find(written, behind)


def _mistyped(before: str, place: str, outside: str) -> int:
    """How many characters before the tail are the misspelt area, 0 if they are none."""
    if len(before) == len(place):
        wrong = [at for at, sign in enumerate(place) if before[at] != sign]
        if len(wrong) == 1 and _may_be_typo(before, place, wrong[0], outside):
            return len(place)
    short = before[1:] if len(before) == len(place) else before
    if len(place) > 2 and any(short == place[:at] + place[at + 1 :] for at in range(1, len(place))):  # noqa: PLR2004
        return len(short)
    return 0


def _may_be_typo(before: str, place: str, at: int, outside: str) -> bool:
    if before[at] in _GRAMMAR or not "\u4e00" <= before[at] <= "\u9fff":
        return False
    if len(place) > 2:  # noqa: PLR2004 - a county of two characters besides 县 is told by the other one
        return True
    return at == 0 and outside in ("", "，", "。", "；", "：", ",", ";", "\n")


def _after_place(text: str, place: str, tail: str, core: str) -> Iterator[Span]:
    """The area stands as it should; a long name after it has a slip."""
    if len(core) < _LONG:
        return
    at = text.find(place)
    while at >= 0:
        start = at + len(place)
        for length in (len(tail), len(tail) - 1, len(tail) + 1):
            if text[start : start + len(tail)] != tail and _one_off(text[start : start + length], tail):
                yield Span(at, start + length)
                break
        at = text.find(place, at + 1)


def _one_off(found: str, name: str) -> bool:
    """One character changed, left out, or written twice; ends must agree, links such as 和 may come and go."""
    if found[:1] != name[0] or found[-1:] != name[-1]:
        return False
    if len(found) == len(name):
        wrong = [(sign, right) for sign, right in zip(found, name, strict=True) if sign != right]
        return (
            len(wrong) == 1 and not (_LINKS | _TELLING).intersection(wrong[0]) and "\u4e00" <= wrong[0][0] <= "\u9fff"
        )
    short, long = sorted((found, name), key=len)
    left_out = [at for at in range(1, len(long) - 1) if long[:at] + long[at + 1 :] == short]
    if not left_out or long[left_out[0]] in _LINKS:
        return False
    return found == short or long[left_out[0]] in (long[left_out[0] - 1], long[left_out[0] + 1])
