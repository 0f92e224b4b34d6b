"""Names of public bodies: their place and their own part, and when two names mean one body."""

import re
from functools import lru_cache

from filings.nouns import dataclass
from filings.patterns import pattern

_HAN = "\u4e00-\u9fff"
_INNER = f"(?:(?!县|区|旗|镇|乡|省|市)[{_HAN}])"
_STEPS = (
    re.compile(rf"[{_HAN}]{{2,7}}?(?:省|自治区)"),
    re.compile(rf"(?:(?!县|区|旗|省|市)[{_HAN}]){_INNER}{{1,6}}?(?:市|自治州|地区|盟)"),
    re.compile(rf"(?:(?!县|区|旗|省|市)[{_HAN}]){_INNER}{{0,8}}?(?:自治县|县|自治旗|旗|区|市)"),
)
# words that end like a place and are none
_NO_PLACES = (
    "城市", "社区", "园区", "景区", "库区", "灌区", "矿区", "林区", "小区", "辖区", "片区", "地区", "县区", "市区",
    "都市",
    "全县", "全市", "全区", "我县", "我市", "我区", "本县", "本市", "本区", "各县", "各市", "各区", "该县", "该市",
    "该区", "保护区",
)  # fmt: skip
_LEVEL = pattern(r"^[省市县区旗州]")
_SEAT = pattern(r"(?:人民政府|政府|办事处)$")
_COMMITTEE, _SENT_BY = pattern("委员会$"), pattern("^(?:人民)?政府(?=.)")  # 卫生健康委; 某区人民政府某街道办事处
_TOWNSHIP = pattern(r"(?:街道|镇|乡|苏木)$")
# what the name of a body ends with
_PEOPLES = "族自治"
_OFFICES = {"人民政府办公室", "政府办公室", "政府办", "人民政府办"}  # 县政府办
BODY_ENDS = (
    "人民政府", "办事处", "委员会", "管委会", "办公室", "中心", "分局", "支队", "大队", "总队", "街道", "公司",
    "学院", "学校", "医院",
    "联合会", "总工会", "研究所", "监测站", "服务站", "林场", "农场", "局", "厅", "院", "馆", "镇", "乡", "政府",
    "苏木",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyName:
    """A name taken apart. ``place``: 云岭县, with what stands above it, ``""`` if none; ``own``: 水务局.

    ``core``: the own part without 人民政府 or 办事处, with 委 for 委员会, ``""`` for a county's own government.
    """

    place: str
    own: str
    core: str

    @property
    def township(self) -> bool:
        """Whether it is a township, a town or a street."""
        return _TOWNSHIP.search(self.core) is not None


@lru_cache(maxsize=4096)
def body_name(name: str) -> BodyName:
    """Take a name apart. Never raises."""
    at = 0
    for step in _STEPS:
        found = step.match(name, at)
        if found and found[0] not in _NO_PLACES:
            at = found.end()
    own = name[at:]
    bare = _SEAT.sub("", own if at else _LEVEL.sub("", own)).replace("管理委员会", "管委会")
    core = _COMMITTEE.sub("委", bare)
    return BodyName(place=name[:at], own=own, core=_SENT_BY.sub("", core) if _TOWNSHIP.search(core) else core)


def same_body(one: str, other: str) -> bool:
    """Whether two names can mean one body: short forms and left-out places count as the same."""
    a, b = body_name(one), body_name(other)
    return same_place(a.place, b.place) and (_same_own(a.core, b.core) or {a.core, b.core} <= _OFFICES)


def same_place(one: str, other: str) -> bool:
    """Whether two places can be one: one of them may leave out what stands above it, or be left out.

    An autonomous county also goes by its name without the people: 肃南县.
    """
    return one.endswith(other) or other.endswith(one) or _shortened(one, other) or _shortened(other, one)


def _shortened(full: str, short: str) -> bool:
    """Whether one is the other without 某族自治."""
    return _PEOPLES in full and len(short) > 2 and full[-1] == short[-1] and short[:-1] in full.partition(_PEOPLES)[0]  # noqa: PLR2004 - 县 alone names none


def is_body(name: str) -> bool:
    """Whether it reads like the full name of a body."""
    return len(name) > 2 and name.endswith(BODY_ENDS)  # noqa: PLR2004 - the shortest such name is 县政府


def _same_own(one: str, other: str) -> bool:
    """Equal, or one leaves out characters of the other: 卫健局 of 卫生健康局."""
    short, long = sorted((one, other), key=len)
    if not short:
        return not long
    rest = iter(long)
    return short[-1] == long[-1] and short[0] == long[0] and all(sign in rest for sign in short)
