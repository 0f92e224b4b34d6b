"""Slips in the own name: one character wrong, left out or doubled, decided before a name is called foreign."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.foreign_names import ForeignName, foreign_names
from rules.text.one_off import are_alike, one_off, stands_alone
from rules.text.own_identity import OwnIdentity, own_identity, registered
from rules.text.span import Span, standing

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
_LONG, _STEM = 5, 3
_NAME, _OPENING = pattern("[\u4e00-\u9fff]+"), ("", *"，。；：,;\n")
# a county of one people or several, whose names may leave out 族
_AUTONOMOUS = pattern(
    "(?P<stem>[\u4e00-\u9fff]{2,5}?)(?:(?:蒙古|回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇"
    "|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|裕固|独龙|鄂伦春|各)族?)+自治[县旗]"
)
_YEAR = pattern("20[0-9]{2}年(?:度|以来|来)?[，,]?")


def name_typos(context: CheckContext, parts: tuple[str, ...]) -> Iterator[ForeignName]:
    """Every place where the own name is written with one slip, in order."""
    own = context.memo(own_identity)
    place, tail = _county(own), own.main.own
    if not place or len(tail) < 3:  # noqa: PLR2004 - 局, 中心 occur everywhere
        return
    text, core = context.body.text, own.main.core
    spans = {*_before_tail(text, place, tail), *_at_head(context, place), *_other_kind(text, place)}
    if own.main.township:
        spans |= {*_at_head(context, core), *_alone(text, core), *_other_seat(text, core)}
    if len(core) >= _LONG:
        spans |= set(_after_place(text, place, tail))
    more = {*_other_peoples(text, place), *_stem_slips(context, (place, core if own.main.township else ""))}
    spans |= {one for one in more if not any(known.start < one.end and one.start < known.end for known in spans)}
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
    """The tail stands as it should; the area before it has a slip, or one sign too few."""
    whole, long = place + tail, len(place) > 2  # noqa: PLR2004 - a county of two signs, 县 among them, is told by the first
    for start, at in one_off(text, whole):
        told = long or (at == 0 and text[max(0, start - 1) : start] in _OPENING)
        if 0 <= at < len(place) and told and text[start + at].isalpha() and text[start + at] not in _GRAMMAR:
            yield Span(start, start + len(whole))
    for short in {place[:at] + place[at + 1 :] for at in range(1, len(place))} if long else ():
        for start in standing(text, short + tail):
            end = start + len(short + tail)
            if short != place[:-1] or not text.startswith(_CHANNELS, end):
                yield Span(start, end)


def _other_kind(text: str, place: str) -> Iterator[Span]:
    """The area as another kind of area: 《锦浦县…办法》 of 锦浦区; what it was before is 原锦浦县, or told of."""
    stem, kind = place[:-1], place[-1]
    for other in _AREAS if kind in _AREAS and len(stem) > 1 and not any(word in text for word in _CHANGED) else ():
        for at in standing(text, stem + other) if other != kind else ():
            if text[at - 1 : at] not in _FORMERLY and not text.startswith(_NO_AREA, at + len(stem)):
                yield Span(at, at + len(place))


def _other_peoples(text: str, place: str) -> Iterator[Span]:
    """白沙苗族土家族自治县 of 白沙苗族侗族自治县."""
    own = _AUTONOMOUS.match(place)
    for at in standing(text, own["stem"]) if own else ():
        found = _AUTONOMOUS.match(text, at)
        if found and own and found["stem"] == own["stem"] and found[0] != place:
            yield Span(*found.span())


def _stem_slips(context: CheckContext, names: tuple[str, ...]) -> Iterator[Span]:
    """The own place with a sign that looks or sounds alike, or two swapped: “大美白土冈” of 白土岗镇; 云领县."""
    text, kinds = context.body.text, frozenset("街道镇乡县区旗市苏木")
    for stem in {name[:_STEM] for name in names if len(name) >= _STEM}:
        for start, at in one_off(text, stem):
            slip = at < 0 or (are_alike(context, stem[at] + text[start + at]) and stands_alone(context, start + at))
            apart = text.endswith(_OTHERS_BEFORE, 0, start) or text.startswith(_OTHERS_BEHIND, start + _STEM)
            near = not kinds.isdisjoint(stem) and (apart or stem[at] in kinds)
            if slip and not near and text.count(text[start : start + _STEM]) == 1:
                yield Span(start, start + _STEM)


def _at_head(context: CheckContext, place: str) -> Iterator[Span]:
    """The area at the head of a sentence, where the report speaks of itself (2023年，云领县以…), with a slip."""
    text, own_work, size = context.body.text, context.lists.texts("own_work"), len(place)
    for start, at in one_off(text, place) if size > 2 else ():  # noqa: PLR2004
        first = context.body.sentence(start).start
        head = _YEAR.match(text, first)
        told = start == (head.end() if head else first) and text.startswith(own_work, start + size)
        if 0 <= at < size - 1 and told and text[start + at] not in _GRAMMAR:
            yield Span(start, start + size)


def _alone(text: str, core: str) -> Iterator[Span]:
    """A township's name by itself with one wrong sign: 青桐镇专页 of 青槐镇, 城西街道督查室 of 城东街道.

    Neighbours of two signs may differ in one: a short name must be followed by what belongs to its own body.
    """
    size = len(core) - len(next(end for end in _TOWNSHIPS if core.endswith(end)))
    for start, at in one_off(text, core) if size > 1 else ():
        behind = start + len(core)
        told = size > 2 and not text.startswith(_OTHERS_BEHIND, behind)  # noqa: PLR2004 - 云峰, 云岭 may be two
        apart = not text.endswith(_OTHERS_BEFORE, 0, start) and (told or text.startswith(_OWN_BEHIND, behind))
        if 0 <= at < size and apart and text[start + at].isalpha() and text[start + at] not in _GRAMMAR:
            yield Span(start, behind)


def _other_seat(text: str, core: str) -> Iterator[Span]:
    """The own name with what another kind of township is called: 石榴坊镇人民政府, 石榴坊街道人民政府 of 石榴坊街道."""
    end = next(end for end in _TOWNSHIPS if core.endswith(end))
    stem, changed = core[: -len(end)], any(word in text for word in _CHANGED_SEATS)
    others = [] if changed or len(stem) < 2 or stem in _TWO_SEATS else [one for one in _TOWNSHIPS if one != end]  # noqa: PLR2004 - 城镇
    for written in (*(stem + other for other in others), core):
        for at in standing(text, written):
            behind = at + len(written)
            seats = _WRONG_SEATS[end == "街道"] if written == core else _SEATS
            seat = next((one for one in seats if text.startswith(one, behind)), "")
            if seat and text[at - 1 : at] not in _FORMERLY:
                yield Span(at, behind + len(seat))


def _after_place(text: str, place: str, tail: str) -> Iterator[Span]:
    """The area stands as it should; a long name after it has a slip."""
    for at in standing(text, place):
        start = at + len(place)
        ends = (one + 1 for one in range(start + 1, start + len(tail) + _LONG) if text[one : one + 1] == tail[-1])
        end = min(ends, key=lambda one: abs(one - start - len(tail)), default=start)
        written, agreed = text[start:end], text.startswith("（以下简称", end)
        own = text.startswith(tail, start) or text[at - 1 : at] in _FORMERLY
        if not own and written[:1] == tail[0] and _NAME.fullmatch(written) and _is_slip(written, tail, agreed=agreed):
            yield Span(at, end)


def _is_slip(written: str, name: str, *, agreed: bool) -> bool:
    """One sign changed, left out or doubled, or a part put in; where a short form is agreed, any part but 和."""
    steps = [one for one in SequenceMatcher(None, name, written, autojunk=False).get_opcodes() if one[0] != "equal"]
    out = "".join(name[start:end] for _, start, end, _, _ in steps)
    put = "".join(written[start:end] for _, _, _, start, end in steps)
    if agreed and not _LINKS.issuperset(out + put):  # of a short form signs are left out in several places
        return bool(put) or (len(steps) == 1 and len(written) >= _LONG)
    if len(out) == len(put) or not put:
        return len(out) == 1 and (_LINKS if out != put and not put else _LINKS | _TELLING).isdisjoint(out + put)
    return not out and (len(put) > 1 or put * 2 in written)
