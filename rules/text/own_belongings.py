"""What belongs to one body alone, under another's name: its gazette, its account, its office, its document numbers."""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.foreign_names import ForeignName, foreign_names
from rules.text.own_identity import OwnIdentity, own_identity
from rules.text.span import Span

_HAN = "\u4e00-\u9fff"
_GAZETTE = pattern(f"《(?P<name>[{_HAN}]{{1,9}}?(?:自治县|县|区|旗))(?:人民)?政府公报》")
# its own one may be named before: 局公众号“云岭水务”
_ACCOUNT = pattern(
    f"(?P<own>(?:(?<![{_HAN}])|(?<=[用过在])|[本我])局(?:官方|政务)?(?:微信)?公众号)?“(?P<name>[{_HAN}]{{3,9}})”"
    "(?(own)|(?:政务|官方)?(?:微信)?(?:公众号|公众平台|视频号|服务号|订阅号|微博|微信|抖音))"
)
# what others send round or have in common is told of them
_OF_OTHERS = (
    "转发", "联合", "合作", "共同", "同步转", "推荐", "联动", "学习", "县级", "市级", "部门", "关注", "矩阵", "等",
)  # fmt: skip
# who does the work of this report: its own office
_OFFICE = pattern(
    f"由(?P<name>(?:[{_HAN}]{{2,6}}?(?=县|区|旗|市))?[县区旗市]?[{_HAN}]{{2,9}}?(?:局|委员会)办公室)"
    "(?:[^，。；]{0,4})(?:开展|负责|承担|牵头|统一|归口|登记|受理|汇总|初审|审核|组织|把关|实施)"
)
_NUMBERED = pattern(
    f"《(?P<title>[{_HAN}]{{2,40}})》[，,]?(?:文号(?:为|是)?[:：]?|[（(])(?P<name>[{_HAN}]{{2,9}})[〔\\[]20[0-9]{{2}}[〕\\]][0-9]{{1,4}}号"
)
_COMMON = frozenset("管理服务和行政")  # signs that bureaus of all kinds have
_BUREAUS = ("局", "委员会")
_COUNTED = pattern("(?:公开|发布|推送|发|推文|发文)?(?:了|信息)?[0-9]+[条篇期]")
_SHORT = 2  # signs by which a place is called: 云岭 of 云岭县


def other_belongings(context: CheckContext) -> Iterator[ForeignName]:
    """Each of these that bears another name than the own one."""
    own, text = context.memo(own_identity), context.body.text
    if "政府公报》" in text:
        for found in _GAZETTE.finditer(text):
            if own.elsewhere(found["name"]):
                yield foreign_names(context, found["name"], Span(*found.span()))
    if not own.name or not own.place:
        return
    for kind, is_other in (("”", _accounts), ("由", _offices), ("〕", _numbers)):
        if kind in text:
            for found in is_other(context, own):
                yield foreign_names(context, found["name"], Span(*found.span("name")))


def _accounts(context: CheckContext, own: OwnIdentity) -> Iterator[re.Match[str]]:
    """The account of another department, in a report that names the own one too or counts what was published there."""
    if not own.main.core.endswith(_BUREAUS):
        return
    short, fields = own.place[:_SHORT], context.lists.texts("agency_fields")
    told = [found for found in _ACCOUNT.finditer(context.body.text) if found["name"].startswith(short)]
    named = any(_shares(found["name"], own) for found in told)
    for found in told:
        tail = found["name"].removeprefix(own.place.rstrip("县区旗市")).removeprefix(short)
        sentence = context.body.sentence(found.start())
        words = context.body.text[sentence.start : found.start()]
        own_words = named or found["own"] or _COUNTED.match(context.body.text, found.end())
        of_others = _shares(tail, own) or any(word in words for word in _OF_OTHERS)
        if own_words and tail in fields and not of_others:
            yield found


def _shares(name: str, own: OwnIdentity) -> bool:
    """Whether a name has a sign of what the own body is called besides its place."""
    return bool(set(name.removeprefix(own.place[:_SHORT])) & set(own.main.core[:-1]))


def _offices(context: CheckContext, own: OwnIdentity) -> Iterator[re.Match[str]]:
    """The office of another bureau that does what a bureau's own office does."""
    if own.main.core.endswith(_BUREAUS):
        for found in _OFFICE.finditer(context.body.text):
            name = found["name"].removesuffix("办公室")
            if not (own.means(name) or own.superior(name) or _alike(name, own)):
                yield found


def _alike(name: str, own: OwnIdentity) -> bool:
    """Whether it may be a short form of the own name: 县市场监管局."""
    return len(set(name[:-1].removeprefix(own.place)) & set(own.main.core[:-1]) - _COMMON) > 1


def _numbers(context: CheckContext, own: OwnIdentity) -> Iterator[re.Match[str]]:
    """The number of another body at a document that bears the own name: 《沙迳镇河道看护办法》，文号榕府规…."""
    for found in _NUMBERED.finditer(context.body.text):
        if own.main.core and own.main.core in found["title"] and found["name"][0] not in own.name + own.place:
            yield found
