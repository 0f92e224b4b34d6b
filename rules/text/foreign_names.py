"""Names in a text that belong to another body or another county; superior bodies and laws are never among them."""

import re
from collections.abc import Iterator

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.names import body_name, same_body, same_place
from rules.text.other_subjects import other_subjects
from rules.text.own_identity import OwnIdentity, own_identity, registered, title_of
from rules.text.readings import announced, contact_agencies
from rules.text.span import Span

_HEAD = pattern(r"(?:[（(][一二三四五六七八九十]+[）)])?(?:\d{4}年(?:度|以来|来)?[，,]?)?")
_REACH = 60
_FAR_ABOVE = ("部", "厅", "省人民政府")
_MINISTRY = (
    "民政部|教育部|财政部|公安部|司法部|水利部|商务部|农业农村部|自然资源部|生态环境部|交通运输部|文化和旅游部|应急管理部"
    "|住房和城乡建设部|人力资源和社会保障部|退役军人事务部|工业和信息化部|科学技术部"
)
_DOES = "组织|统筹|推进|推动|指导|开展|做好|协调|督促|加强|规范"
_OF_OTHERS = pattern(
    f"(?P<who>{_MINISTRY})(?:政府信息公开|政务公开|信息公开)工作"
    f"|(?:^|(?<=[，。；\n]))(?P<actor>{_MINISTRY})(?:办公厅|办公室)?(?:认真|坚持|严格|高度重视|切实|深入|扎实|全年|统一负责|主动公开)"
    f"|(?:{_DOES})(?:{_DOES})?(?P<province>全省)(?:各级)?(?:行政机关)?(?:做好|开展)?(?:政府)?(?:信息|政务)公开"
    "|(?P<ours>我省)(?:政府)?(?:信息|政务)公开工作"
)
_OF_CITIES = pattern(
    f"(?:{_DOES})(?:{_DOES})?(?P<city>全市)(?:各级)?(?:行政机关)?(?:做好|开展)?(?:政府)?(?:信息|政务)公开"
)
# one of them stands in all of these
_HINTS_ABOVE = (*(f"部{sign}" for sign in "政信办认坚严高切深扎全统主"), "全省", "我省", "全市")
# what those above decide, ask for or examine may be told of
_TOLD_OF = pattern(
    "要求|部署|通知|会议|意见|按照|根据|贯彻|考核|评估|(?<![全我])省政府|省委|国务院|培训|文件|规定|精神|通报|印发|省厅|示范|试点|先进|排名|名列"
)
# the office of a township that readers are told to turn to
_INNER_OFFICE = pattern(r"(人民政府|街道办事处).{0,6}(?:办公室|办|科|股|站|中心)$")
_JOINT = pattern(r"(?:人民政府|政府)(?:和|及其|及|与|、|暨|[（(])[\u4e00-\u9fff]{0,8}?(?:政府)?办公室")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignName:
    """``found``: the name that is not the own one; ``quote``: with what stands around it."""

    found: str
    quote: str
    part: str
    place: str


def foreign_contacts(context: CheckContext) -> Iterator[ForeignName]:
    """Bodies that readers are told to turn to and that are neither this one, nor within it, nor above it."""
    own = context.memo(own_identity)
    for reading in contact_agencies(context):
        name = str(reading.value)
        if _is_foreign(name, own, context):
            yield ForeignName(found=name, quote=name, part=reading.ref, place=reading.place)


def _is_foreign(name: str, own: OwnIdentity, context: CheckContext) -> bool:
    body = _INNER_OFFICE.sub(r"\1", name)
    if not own.name or any(own.means(one) or own.superior(one) for one in (name, body)):
        return False
    other = body_name(body)
    if own.elsewhere(other.place) or other.township:
        return True
    return len(other.core) > 2 and any(registered(context, lambda one: same_body(body, one)))  # noqa: PLR2004 - 局 names nobody


def foreign_bodies(context: CheckContext, parts: tuple[str, ...]) -> Iterator[ForeignName]:
    """Another body that stands where this one should: its namesake in another county, or as the one who acts."""
    yield from _namesakes(context, parts)
    yield from _actors(context)
    yield from _far_above(context, parts)
    for name, span in other_subjects(context, parts):
        yield foreign_names(context, name, span)


def _namesakes(context: CheckContext, parts: tuple[str, ...]) -> Iterator[ForeignName]:
    own, text = context.memo(own_identity), context.body.text
    tails = [tail for tail in (own.main.own, own.main.core) if len(tail) > 2]  # noqa: PLR2004 - 局, 中心 name nobody
    for county, span in _counties(context, parts):
        tail = next((tail for tail in tails if text.startswith(tail, span.end)), "")
        if tail:
            yield foreign_names(context, county + tail, Span(span.start, span.end + len(tail)))


def _far_above(context: CheckContext, parts: tuple[str, ...]) -> Iterator[ForeignName]:
    """A ministry, or the whole province, whose disclosure this report tells of as if it were its own."""
    own, text = context.memo(own_identity), context.body.text
    if own.name.endswith(_FAR_ABOVE) or not any(words in text for words in _HINTS_ABOVE):
        return
    for place in context.body.spans(parts):
        for found in _OF_OTHERS.finditer(text, place.start, place.end):
            yield from _unless_told_of(context, found)
        for found in _OF_CITIES.finditer(text, place.start, place.end) if own.county else ():
            yield from _unless_told_of(context, found)


def _unless_told_of(context: CheckContext, found: re.Match[str]) -> Iterator[ForeignName]:
    sentence = context.body.sentence(found.start())
    if found.groupdict().get("actor") or not _TOLD_OF.search(context.body.text, sentence.start, sentence.end):
        name = next(name for name in found.groups() if name)
        yield foreign_names(context, name, Span(*found.span()))


def _actors(context: CheckContext) -> Iterator[ForeignName]:
    """A registered body that acts in the first sentence of section one or five."""
    if context.agency is not None and context.agency.kind == "government":
        return  # a government's report speaks of all of them
    text = context.body.text
    for span in context.body.spans(("section.1",)) + context.body.spans(("section.5",)):
        head = _HEAD.match(text, span.start)
        at = head.end() if head else span.start
        sentence = text[at : at + _REACH]
        for name in registered(context, sentence.startswith):
            if sentence.startswith(context.lists.texts("acting_words"), len(name)):
                yield foreign_names(context, name, Span(at, at + len(name)))


def foreign_places(context: CheckContext, parts: tuple[str, ...]) -> Iterator[ForeignName]:
    """The authorities or the site of another county."""
    text = context.body.text
    for county, span in _counties(context, parts):
        after = next((word for word in context.lists.texts("authorities") if text.startswith(word, span.end)), "")
        if after:
            yield foreign_names(context, county, Span(span.start, span.end + len(after)))


def _counties(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """Other counties that the text names; only a county's or district's own report can mistake one for its own."""
    own = context.memo(own_identity)
    for hit in context.body.hits("counties", parts):
        name = hit.term.text
        if own.elsewhere(name) and not any(same_place(body_name(one).place, name) for one in own.names):
            yield name, Span(hit.start, hit.end)


def joint_reports(context: CheckContext) -> Iterator[ForeignName]:
    """A title or an announcement that names a government and its office together."""
    title = context.memo(title_of)
    found = _JOINT.search(title.agency)
    if found:
        yield ForeignName(found=found[0], quote=title.text, part="title", place=context.report.places.get("title", ""))
    for name, _, place in context.memo(announced):
        found = _JOINT.search(name)
        if found:
            yield ForeignName(found=found[0], quote=name, part="lead", place=place)


def foreign_names(context: CheckContext, name: str, span: Span) -> ForeignName:
    """A name at a span of the body's text."""
    body = context.body
    return ForeignName(
        found=name,
        quote=body.written(span.start, span.end),
        part=body.passage(span.start).part,
        place=body.place(span.start, span.end),
    )
