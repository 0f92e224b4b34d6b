"""Who acts and has another place's name, known or not: 桃源镇依照…, 绣江县水务局对2023年…, 全市15个乡镇."""

import re
from collections.abc import Iterator
from itertools import pairwise

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.common_words import common_words
from rules.text.own_identity import OwnIdentity, own_identity
from rules.text.span import Span

_LEVELS = ("街道", "镇", "乡", "苏木", "县", "旗", "区", "市")
_ACTS = (
    "(?:20[0-9]{2}年(?:度)?)?[，,]?(?:依照|按照|遵照|坚持|将(?!近)|认真|严格|全面|始终|高度重视|紧紧|紧扣|深入|积极|切实|持续|不断|进一步|扎实|对20[0-9]{2}年"
    "|主动公开|公开信息|共公开|共收到|收到政府)"
)
_OUR = pattern(
    rf"(?<![^，,。；;：\n])(?:20[0-9]{{2}}年(?:度)?[，,])?(?P<name>[我本](?P<level>[县区旗]))(?:{_ACTS}|着力|着眼|聚焦|拟|计划|共|全年|各)"
)
_CHANGED = ("撤县", "撤市", "设区", "改区", "区划调整")
_NO_NAME = frozenset("我本全各县市区镇乡该其两多部些个级外邻兄友周原新旧由经向对和与及在是为把将让从每某此")
_WHOLE = pattern(
    "全(?P<level>[县区市旗])(?:(?:共|现)?(?:有|辖)?[0-9]{1,3}个(?:乡镇|镇|乡|街道|单位|部门|行政村|村|社区)(?![中里镇])"
    "|(?<=[县区旗]政府办公室是全.)(?:政务公开|政府信息公开))"
)
_OFFICE = pattern(
    "(?<![^，,。；;：\n])(?P<level>[县区市旗])政府(?:办公室)?(?=将(?!我|本|其|[^，,。；;\n]{0,12}(?:列为|纳入|确定|作为|评为)))"
)


def other_subjects(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """(name, where it stands) of each that acts as only this body would."""
    own, text = context.memo(own_identity), context.body.text
    named = _pattern(own)
    for place in context.body.spans(parts):
        for one in named.finditer(text, place.start, place.end) if named else ():
            # one that is named twice is told of on purpose; 今后镇里, 重点镇 are words
            if _is_own(own, one["place"]) or text.count(one["place"]) > 1:
                continue
            if not any("".join(two) in common_words(context.body, "report_words") for two in pairwise(one["place"])):
                yield one["name"], Span(*one.span("name"))
    yield from _of_other_levels(context, own, parts)
    yield from _own_areas(context, own, parts)


def _own_areas(context: CheckContext, own: OwnIdentity, parts: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """我县将着力… in the report of a district; an autonomous region and a zone of a county are 我区 as well."""
    text, level = context.body.text, own.place[-1:]
    if not own.county or any(word in text for word in _CHANGED):
        return
    for place in context.body.spans(parts):
        for found in _OUR.finditer(text, place.start, place.end):
            zone = found["level"] == "区" and ("自治区" in text or "区" in own.name)
            if found["level"] != level and not zone:
                yield found["name"], Span(*found.span("name"))


def _pattern(own: OwnIdentity) -> re.Pattern[str] | None:
    """Names of the kind of this body's: its level, and what it is called behind the place."""
    level = next((one for one in _LEVELS if own.name.removesuffix("人民政府").removesuffix("办事处").endswith(one)), "")
    tail = "" if level else own.main.own
    of = level or next((one for one in _LEVELS if own.place.endswith(one)), "")
    if not of or (not level and len(tail) < 3):  # noqa: PLR2004 - 局 names nobody
        return None
    return re.compile(
        rf"(?<![^，,。；;：\n])(?:20[0-9]{{2}}年(?:度)?[，,])?(?P<name>(?P<place>[\u4e00-\u9fff]{{2,3}}{of}){re.escape(tail)}){_ACTS}"
    )


def _is_own(own: OwnIdentity, place: str) -> bool:
    return place in own.name or place in own.place or own.place.endswith(place) or not _NO_NAME.isdisjoint(place[:-1])


def _of_other_levels(context: CheckContext, own: OwnIdentity, parts: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """全市15个乡镇, 县政府办公室是全市政务公开工作的…, 市政府办公室将 in the report of a county's government."""
    government = context.agency is not None and context.agency.kind == "government"
    for place in context.body.spans(parts) if own.county else ():
        offices = _OFFICE.finditer(context.body.text, *place) if government else ()
        for found in (*_WHOLE.finditer(context.body.text, *place), *offices):
            if found["level"] != own.place[-1:]:
                yield found[0], Span(*found.span())
