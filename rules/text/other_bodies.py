"""Another body of the same county where this one should stand, known by its name alone: no register is needed.

Only what nobody but the own body does is told of it: to act at the head of a clause (云岭县教育局由法规股牵头), to have
a guide to its information edited by this report's body, and a township's own column, hall or station.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.body import Body
from rules.text.common_words import common_words
from rules.text.foreign_names import ForeignName, foreign_names
from rules.text.names import body_name
from rules.text.own_identity import OwnIdentity, own_identity
from rules.text.readings import COMPILED
from rules.text.span import Span, standing

_HAN = "\u4e00-\u9fff"
_ACTS = (
    f"(?=由[{_HAN}]{{2,8}}?(?:股|科|室|大队|办)|(?:全年)?(?:共)?(?:主动公开|(?:公开|发布)(?:各[类项])?(?:政务|政府)?信息)(?!的)|认真|严格(?!执法)|高度重视|坚持|切实|深入|全面|扎实"
    "|(?:按照|依照|依据)《中华人民共和国政府信息公开条例》（以下简称|(?:政府)?信息公开(?:监督|咨询)电话|政府信息公开工作|政务公开工作|20[0-9]{2}年度?政府信息公开(?:工作)?(?:年度)?报告(?:依据|根据|按照|由|编制)"
    "|办公室(?:承担|负责)(?:领导小组)?的?日常工作(?!的)|(?:局长|主任)任(?:政务|政府信息)公开(?:工作)?领导小组组长|(?:党组|党委|领导班子|局务会)[^，。；]{0,6}(?:会议|研究|听取|专题)"
    "|(?:无|没有)其他需要报告|(?:本年度?|全年|20[0-9]{2}年度?)?(?:未|没有)(?:收取|发生|收到)(?:政府)?信息|共?收到政府信息公开申请|新收政府信息公开申请"
    "|将(?:进一步|继续|重点|从|着力|加大|加强|不断|持续|在|对|会同|把))"
)
# what a year is begun with: 2022年，云岭县教育局将增加…
_PLANS = (
    f"{_ACTS[:-1]}|将(?:增加|建立|完善|制定|编制|组织|开展|扩大|优化|推动|推进|每|按)|聚焦|围绕|紧扣|立足|紧盯|着眼)"
)
_ENDS = "局|卫生健康委员会|发展和改革委员会|镇人民政府|乡人民政府|街道办事处"
_LAST_SIGNS = re.compile("局|委员会|人民政府|办事处")  # one of them stands in every end
_BODY = pattern(rf"(?:20[0-9]{{2}}年度?)?(?P<name>[{_HAN}]{{2,16}}?(?:{_ENDS})){_ACTS}")
_OWN_PLAN = pattern(rf"(?P<name>[{_HAN}]{{2,16}}?(?:{_ENDS})){_PLANS}")
_YEAR_BEFORE = ("年，", "年,", "年度，")
_GUIDE = pattern(
    rf"《(?P<name>[{_HAN}]{{2,20}}?(?:局|委员会|人民政府|办事处|中心|镇|乡|街道))"
    "(?:20[0-9]{2}年度?)?(?:政府信息(?:主动)?公开|主动公开|政务公开)[^》\n]{2,20}》"
)
# the column of a township on the county's site, its hall as the subject of a sentence
_COLUMN = pattern(
    rf"网站(?P<name>[{_HAN}]{{2,3}}?(?:镇|乡|街道))(?:政务公开|信息公开|政府信息公开)?(?:专栏|专页|专版|页面|栏目)"
)
_HALL = pattern(
    rf"[由在]?(?P<name>[{_HAN}]{{2}}(?:镇|乡|街道))(?:(?:便民服务中心|党群服务中心|为民服务中心|综合文化站)(?=(?:[一二三]楼)?(?:大厅)?设|建有|配备|开设|摆放)"
    "|党政(?:综合)?办(?:公室)?(?=统一|负责|牵头|为|是|按|每|对)|(?:督查室|纪委|纪工委|党工委)(?=每|按|负责|对|统一|抽查|检查|会议|研究|听取)|(?:政府信息公开|政务公开)(?=工作|专栏|专区))"
)
_WILL = pattern(
    rf"(?:20[0-9]{{2}}年度?+[，,]?)?(?P<name>[{_HAN}]{{2,3}}(?:镇|乡|街道)|[{_HAN}]{{2,8}}管委会)"
    "(?:将(?:进一步|继续|重点|从|着力|加大|加强|不断|持续|在|对|会同|把|完善|扩大|优化|推动|推进|建立|编制|按)"
    "|(?:拟|计划|准备)(?:统一|制定|编制|建立|开展|组织|增|把|在|对|用|每|按|再|完善|推|与)"
    "|在(?:省|市|县|区|旗|州)(?:委|政府)[^，。；]{0,16}(?:领导|指导|部署|支持)|以习近平|坚持(?:以|把|公开)|认真(?:贯彻|落实|学习)|严格(?:按照|落实|执行)|深入(?:贯彻|学习)|高度重视"
    "|(?:共|全年|主动|累计)(?:主动)?公开(?:政府)?信息|(?:没有|未|共)?收到(?:政府)?信息公开申请|得[0-9.]+分|20[0-9]{2}年度?(?:没有|未)(?:收取|发生|其他))"
)
# whom readers are told to turn to; whose office does the work of this report
_TURN_TO = "(?:请(?:与|向|同|和)|联系(?:科室|部门|单位|处室|股室|机构)(?:为|是|：|:))"
_CONTACT = pattern(
    rf"{_TURN_TO}(?P<name>[{_HAN}]{{2,16}}?(?:{_ENDS}))(?:[{_HAN}]{{0,6}}(?:办公室|党政办|办|科|股|室|中心))?(?=[（(，。；]|联系|咨询|反映)"
)
_OFFICE = pattern(
    rf"(?:由|{_TURN_TO})(?P<name>[{_HAN}]{{2,3}}?(?:镇|乡|街道))"
    "(?:党政(?:综合)?办(?:公室)?|党政综合办公室|办公室)(?=统一|负责|牵头|承担|承办|登记|受理|汇总|抽|审|核|检查|编|每|按|逐|专人|集中|一并|归口|组织|安排|印|答复|保管|存|[（(，。；]|联系|咨询|反映)"
)
_TOWNSHIPS = re.compile("镇|乡|街道|管委会|20")  # one of them ends every name of a township; 2024年，临河镇将…
# another county's site, documents or government where the own ones are told of
_PLACE = pattern(
    f"(?:^|(?<=[，。；、：\n（见])|(?<=通过|依托|利用|登录|审核|审查|汇总|清理|全年|按照|执行|落实|围绕|印发|贯彻))在?"
    f"(?P<name>[{_HAN}](?:(?![县区旗市省镇乡])[{_HAN}]){{1,2}}(?:县|区|旗))"
    "(?=(?:人民)?政府(?:门户)?网站|政府门户|人民政府[^，。；]{0,4}(?:印发|部署|要求|办公室的|工作部门|组成部门)|政务公开(?:工作|领导小组|专区|要点)"
    "|行?政?规范性文件|(?:各|全体)(?:单位|部门|乡镇)|政务服务(?:中心|大厅))"
)
_AT_PLACE = pattern("[县区旗](?:人民政府|政府|政务|行?政?规范性文件|各|全体)")  # without it there is none
# what ends a word that stands before 县政府, and no name of a place
_NO_PLACE_SIGNS = frozenset(
    "过托用助录靠绕接合据照好动加受送由同时部一要在以及责括中为注请经从交发行彻守调促织设护新分化级范造年月日向对于和与是有被将把等"
    "各全本我该原邻外两三四五六七八九十个位于家和强整理核查阅写看到名义间内前后上下的了并也均都应需按做成作赴到去来访邀随派"
)
_NO_NAME = frozenset("由并仍责请让把被给报的各")  # 仍由镇党政办, 责成乡党政办, 网站的乡镇栏目
_LEVELS = "县区旗镇乡街道"
_TOLD = frozenset({"all", "section.1", "section.5"})
_MANAGED = "管委会"
_OWN_OR_ALL = re.compile("[我本全各该](?:镇|乡|街道)$")  # 今年我镇, 同时全镇
_OF_ALL = ("人民政府", "办公室")
_NAMESAKE = 6  # signs of a name that is as long as the own one: 医疗保险服务中心 is not 社会保险服务中心
_LONGEST_PLACE = 5  # signs, with 在 before it
_ALIKE = 2  # 县审批局, 县资规局: a short form shares more than one character with the name


def other_bodies(context: CheckContext, parts: tuple[str, ...]) -> Iterator[ForeignName]:
    """Each place where another body of the county stands for this one, in order of the kinds."""
    own = context.memo(own_identity)
    body, told = context.body, tuple(part for part in parts if part in _TOLD)
    known = {body.text[hit.start : hit.end] for hit in body.hits("counties", parts)}  # told as such
    for found in _places(body.text) if own.county else ():
        here = body.within(found.start(), told) and found["name"] not in known
        if here and _is_other_place(found["name"], own) and not _is_word(body, found["name"], "common_words"):
            yield foreign_names(context, found["name"], Span(found.start("name"), found.end()))
    if not own.name or (own.name.endswith(_OF_ALL) and not own.main.township):
        return  # a government and its office tell of all bodies
    no_names = context.lists.texts("no_body_names")
    for found in _named(context):
        span = Span(*found.span("name"))
        if body.within(span.start, told) and _is_other(found["name"], own, no_names):
            yield foreign_names(context, found["name"], span)
    for found in _of_townships(context):
        kind = own.main.township != found["name"].endswith(_MANAGED)
        named = not (
            _NO_NAME.intersection(found["name"]) or _is_word(body, found["name"], "common_words", "report_words")
        )
        if kind and named and body.within(found.start(), told) and _is_other_township(found["name"], own, no_names):
            yield foreign_names(context, found["name"], Span(found.start("name"), found.end()))


def _is_word(body: Body, name: str, *lists: str) -> bool:
    """Whether what stands before 县 or 乡 is a word of some lists: 坚持县政府网站, 明确乡党政办公室负责."""
    return all(name.rstrip(_LEVELS) in common_words(body, known) for known in lists)


def _places(text: str) -> Iterator[re.Match[str]]:
    """The names of places before what an authority has; each is looked for from the sign that ends it."""
    done = 0
    for ended in _AT_PLACE.finditer(text):
        behind = ended.start() + 1
        starts = range(max(done, behind - _LONGEST_PLACE), behind)
        found = next((one for at in starts if (one := _PLACE.match(text, at)) and one.end() == behind), None)
        if found:
            done = behind
            yield found


def _heads(body: Body, signs: re.Pattern[str]) -> Iterator[int]:
    """Where the stretches between two marks begin in which one of some signs stands."""
    starts, last = body.between_marks[0], -1
    for found in signs.finditer(body.text):
        at = bisect_right(starts, found.start()) - 1
        if at != last:
            last = at
            yield starts[at]


def _named(context: CheckContext) -> Iterator[re.Match[str]]:
    """Bodies that act at the head of a clause, then those whose guide was edited."""
    text = context.body.text
    for start in _heads(context.body, _LAST_SIGNS):
        acting = _OWN_PLAN if text.endswith(_YEAR_BEFORE, 0, start) else _BODY
        if found := acting.match(text, start):
            yield found
    for at in standing(text, "《"):
        if text.endswith(context.lists.texts("edited_words"), 0, at) and (found := _GUIDE.match(text, at)):
            yield found
    yield from COMPILED.finditer(text)
    yield from _CONTACT.finditer(text) if "请" in text or "联系" in text else ()


def _of_townships(context: CheckContext) -> Iterator[re.Match[str]]:
    text = context.body.text
    for start in _heads(context.body, _TOWNSHIPS):
        yield from (found for one in (_HALL, _WILL) if (found := one.match(text, start)))
    yield from _COLUMN.finditer(text)
    yield from _OFFICE.finditer(text)


def _is_other(name: str, own: OwnIdentity, no_names: tuple[str, ...]) -> bool:
    """Whether it is a body of the own county that is neither this one, nor its parent, nor above it."""
    place = own.place
    if not place or not name.startswith((place, place[-1])):
        return _is_sister(name, own, no_names)
    if own.means(name) or own.superior(name) or name in own.name or own.main.core in name:
        return False
    core, mine = body_name(name).core, own.main.core
    if len(core) == len(mine) >= _NAMESAKE:
        return sum(one != other for one, other in zip(core, mine, strict=True)) >= _ALIKE
    return own.main.township or len(set(core[:-1]) & set(mine)) < _ALIKE


def _is_sister(name: str, own: OwnIdentity, no_names: tuple[str, ...]) -> bool:
    """Whether both are townships of one county: 临河镇人民政府 in the report of 青枫镇."""
    core = body_name(name).core
    named = body_name(name).township and core != name and len(core) <= len("某某街道") and not core.startswith(no_names)
    return named and own.main.township and own.main.core not in core


def _is_other_place(name: str, own: OwnIdentity) -> bool:
    """Whether it reads like the name of another county."""
    return own.elsewhere(name) and not _NO_PLACE_SIGNS.intersection(name[:-1])


def _is_other_township(name: str, own: OwnIdentity, no_names: tuple[str, ...]) -> bool:
    if name.endswith(_MANAGED):
        return own.main.core.endswith(_MANAGED) and name[:_ALIKE] not in own.name and not name.startswith(no_names)
    return not name.endswith(own.main.core) and not name.startswith(no_names) and not _OWN_OR_ALL.search(name)
