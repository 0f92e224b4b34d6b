"""Yearly reports told of as done within the year of which they tell: 本报告经2024年1月16日局党组会议审定."""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.span import Span

_OWN_DATE = pattern("(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月[0-9]{1,2}日")
_DECIDED = pattern(
    "[^。；;\n0-9]{0,14}?(?:审定|审议|审签|审核|通过|定稿|签发|编制完成|编成|公布|发布|报送|形成|印发|上网|挂网|公开(?!条例|工作|规定))"
)
_SIGNED = pattern("(?:^|人民政府|局|委员会|办公室|中心|办事处|管委会|大队)$")
_THIS_REPORT = pattern("本(?:年度)?报告|本年报|这份(?:年度)?报告|年度(?:工作)?报告")


def early_reports(body: Body, place: Span, own: int) -> Iterator[Span]:
    """Reports of this year, of any field, with a day of this year; its first month is taken for the next one's."""
    yield from _reported_early(body.text, place, own)
    yield from _decided_early(body, place, own)


def _reported_early(text: str, place: Span, own: int) -> Iterator[Span]:
    """The yearly report of another field told as published while its year went on: 3月公布《公积金2025年年度报告》."""
    early = re.compile(
        rf"(?<![年0-9])[2-9]月[^，,。；;、\n0-9《]{{0,8}}(?:公开|公布|发布)了?《(?![^》\n]*公开)[^》\n0-9]{{0,20}}{own}年(?:年?度|年)[^》\n]{{0,12}}报告》"
    )
    own_early = re.compile(
        rf"(?<![年0-9])[1-4]月(?:[0-9]{{1,2}}日)?(?:（[^（）]{{3}}）)?[^，,。；;、\n0-9《年]{{0,8}}(?:公开|公布|发布|报送|上传)了?《?{own}年?(?:年度|度)"
        "(?:政府信息公开)?(?:工作)?(?:年度)?报告"
        rf"|{own}年(?:年?度)?(?:政府)?信息公开(?:工作)?(?:年度)?报告》?[^。；;\n0-9]{{0,8}}[于在](?:{own}年|今年)[1-3]月[^。；;\n]{{0,60}}公[开布]"
    )
    others = early.finditer(text, place.start, place.end) if "报告》" in text else ()
    for found in (*others, *own_early.finditer(text, place.start, place.end)):
        if not re.search(f"[将拟]|计划|次年|明年|{own + 1}年", text[place.start : found.start()].rpartition("。")[2]):
            yield Span(*found.span())


def _decided_early(body: Body, place: Span, own: int) -> Iterator[Span]:
    """This report told, or signed, as of a day within its year: 本报告经2024年1月16日局党组会议审定."""
    text = body.text
    for found in _OWN_DATE.finditer(text, place.start, place.end) if f"{own}年1月" in text else ():
        if int(found["year"]) != own or int(found["month"]) != 1:
            continue
        line, sentence = body.paragraph(found.start()), body.sentence(found.start())
        if text[found.end() : line.end].strip() == "" and _SIGNED.search(text[line.start : found.start()]):
            yield Span(*found.span())
            continue
        told = text[sentence.start : found.start()]
        others = str(own - 1) in told or re.search("[上去前]一?年|起(?!草)", told)
        decided = None if others or not _THIS_REPORT.search(told) else _DECIDED.match(text, found.end())
        if decided:
            yield Span(found.start(), decided.end())
