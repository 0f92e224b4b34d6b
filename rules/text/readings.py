"""Readings: one thing as it is said in different places of a report, with the place where each was read."""

import re
from collections.abc import Callable, Iterator, Mapping

from filings.figure import squeeze
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.title import written_year
from rules.engine.context import CheckContext
from rules.statements.proactive import proactive
from rules.text.names import body_name, is_body
from rules.text.own_identity import own_identity, title_name, title_of
from rules.text.periods import periods

_YEAR = r"(?P<year>(?:19|20)\d{2}|[二两][〇○零一二三四五六七八九]{3})年度?"
_SUBJECT = r"(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:工作)?报告"
# followed by these, it is the title of a notice or form, not this report
_OTHER = r"(?!的?通知|格式|编制|撰写|填报|模板|的?要求|的?意见|有关|发布工作|的?解释)"
_ANNOUNCED = pattern(_SUBJECT + _OTHER)
_BEFORE = pattern(rf"(?P<name>[\u4e00-\u9fff（）()]*?)(?:{_YEAR})?$")
_NOW, _REACH = pattern("现(?:公布|发布|公开|将|予)[^。；，]*$"), 44
# 2024年度我局政府信息公开年度报告: the year is no part of the name, and 我局 names nobody
_YEARLY = pattern("^(?:年度|年)?(?:[我本][局镇乡办委县院站所会]|我单位|本单位|本机关)?")
# 本报告由…编制, 本报告根据《条例》规定，由…编制
COMPILED = pattern(
    r"(?:本报告|年度报告|报告)(?:(?:根据|依据|按照)[^。；\n]{4,60}[，,])?由(?P<name>[\u4e00-\u9fff]{3,30}?)[，,]?(?:根据|依据|按照|负责|编制|编写|汇总|撰写)"
)
_CONTACT = pattern(
    r"(?:请(?:直接)?(?:与|和|同|向|联系|致电|咨询)|联系(?:单位|部门|机构)[:：])(?P<name>[\u4e00-\u9fff]{2,30}?)(?:联系|咨询|反映|索取|[（(，,。:：])"
)
_LEADING = pattern(
    r"^.*(?:公布|发布|公开|编制|编写|形成|撰写|现将|报告是|报告为|根据|按照|要求|关于|做好|及时|完成|报送|印发|向社会|，|、)(?:了|的)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``value``: what is compared; ``says``: how a message quotes it; ``ref``: the part it stands in."""

    value: object
    says: str
    ref: str
    place: str = ""


Reader = Callable[[CheckContext], Iterator[Reading]]


def _title_year(context: CheckContext) -> Iterator[Reading]:
    year = context.memo(title_of).year
    if year:
        yield Reading(value=year, says=f"标题是{year}年", ref="title", place=context.report.places.get("title", ""))


def _lead_year(context: CheckContext) -> Iterator[Reading]:
    """The years of this report that the lead names: 公布本局2023年政府信息公开工作年度报告."""
    for _, year, place in context.memo(announced):
        if year:
            yield Reading(value=year, says=f"开头说明是{year}年", ref="lead", place=place)


def _period_year(context: CheckContext) -> Iterator[Reading]:
    for period in context.memo(periods)[:1]:
        if period.whole_year:
            year = period.first[0]
            yield Reading(value=year, says=f"统计期限是{year}年", ref="lead", place=period.place)


def _folder_year(context: CheckContext) -> Iterator[Reading]:
    year = context.dossier.folder_year
    if year:
        yield Reading(value=year, says=f"报送的是{year}年度", ref="submission")


def _title_agency(context: CheckContext) -> Iterator[Reading]:
    name = context.memo(title_name)
    if is_body(name) or body_name(name).place:
        yield Reading(value=name, says=f"标题是“{name}”", ref="title", place=context.report.places.get("title", ""))


def announced(context: CheckContext) -> tuple[tuple[str, int | None, str], ...]:
    """(whose, of which year, place) of the reports that the lead announces: what stands before 政府信息公开…报告.

    A lead may stand in section one: 现公布云岭县水务局2023年政府信息公开工作年度报告.
    """
    return tuple(
        (_LEADING.sub("", before["name"]), written_year(before["year"] or ""), passage.place)
        for passage in (*context.body.paragraphs("lead"), *context.body.paragraphs("section.1")[:1])
        for found in _ANNOUNCED.finditer(passage.text)
        if not _in_title(passage.text, found)
        and (before := _BEFORE.search(passage.text, max(0, found.start() - _REACH), found.start()))
        and (passage.part == "lead" or _NOW.search(passage.text, max(0, before.start() - _REACH), found.start()))
    )


def _in_title(text: str, found: re.Match[str]) -> bool:
    """Whether it is a part of a longer title: 《关于做好2022年政府信息公开工作年度报告编制工作的通知》."""
    opened = text.rfind("《", 0, found.start())
    return opened > text.rfind("》", 0, found.start()) and not text.startswith("》", found.end())


def _compiled(context: CheckContext) -> Iterator[tuple[str, str]]:
    """Who compiled the report; an office within the body, or above it, speaks for the body itself."""
    own = context.memo(own_identity)
    for passage in context.body.paragraphs("lead"):
        for found in COMPILED.finditer(passage.text):
            if not own.means(found["name"]) and not own.superior(found["name"]):
                yield found["name"], passage.place


def _lead_agency(context: CheckContext) -> Iterator[Reading]:
    told = [(name, place) for name, _, place in context.memo(announced)]
    for name, place in (*told, *_compiled(context)):
        bare = _YEARLY.sub("", name.strip("（）()"))
        if is_body(bare) and _is_named(bare):
            yield Reading(value=bare, says=f"开头说明是“{bare}”", ref="lead", place=place)


def _is_named(name: str) -> bool:
    """More than 本局 or 办公室: it names a place, or a body by a name of its own."""
    parts = body_name(name)
    return bool(parts.place) or (len(parts.core) > 2 and not parts.core.endswith("办公室"))  # noqa: PLR2004 - 局 names nobody


def _closing_agency(context: CheckContext) -> Iterator[Reading]:
    name = context.report.signed_by
    if name:
        place = context.report.closing[0].place if context.report.closing else ""
        yield Reading(value=squeeze(name), says=f"落款是“{name}”", ref="closing", place=place)


def contact_agencies(context: CheckContext) -> Iterator[Reading]:
    """The bodies that the lead and the contact lines tell readers to turn to."""
    for passage in context.paragraphs(("lead", "closing", "section.6")):
        for found in _CONTACT.finditer(passage.text):
            yield Reading(value=found["name"], says=f"“{found['name']}”", ref=passage.part, place=passage.place)


def _fees(part: str) -> Reader:
    def read(context: CheckContext) -> Iterator[Reading]:
        for one in context.memo(proactive):
            if one.about("money.handling") and context.body.within(one.span.start, (part,)):
                quote, place = context.body.written(*one.span), context.body.place(*one.span)
                yield Reading(value=one.value, says=f"“{quote}”", ref=part, place=place)

    return read


READERS: Mapping[str, Reader] = {
    "title.year": _title_year,
    "lead.year": _lead_year,
    "period.year": _period_year,
    "folder.year": _folder_year,
    "title.agency": _title_agency,
    "lead.agency": _lead_agency,
    "closing.agency": _closing_agency,
    "contact.agency": contact_agencies,
    "section.1.fee": _fees("section.1"),
    "section.6.fee": _fees("section.6"),
}
