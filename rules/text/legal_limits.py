"""Limits of the Regulation told otherwise: an extension of 30 working days, a third party's 30, a yearly report's day.

Articles 32 (15 working days for a third party), 33 (20 more at most), 49 (31 January, governments 31 March).
"""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.numbers import numeral
from rules.text.span import Span

_N = "(?P<days>[0-9]{1,3}|[一二三四五六七八九十]{1,4})"
_EXTENDED = pattern(
    "延[长期](?:了|的)?(?:答复)?(?:办理)?(?:的)?(?:时间|期限|时限)?[^，,。；;、0-9一二三四五六七八九十超过]{0,8}?"
    f"{_N}个工作日"
)
_THIRD = pattern(
    f"第三方(?!机构|评估|公司|平台|测评|检|单位|审|鉴定|运维|服务)[^。；;]{{0,40}}?{_N}个工作日(?:之内|以内|内)[^，,。；;]{{0,6}}?(?:回复|反馈|提出|答复|回话|表示|书面|同意|不同意)"
)
_OTHER_MATTER = pattern("复议|诉讼|提案|建议|信访|方案|办案|合同|许可|审批|公示|工期|招标|整改|热线|工单|投诉")
_REPORT = pattern("年度报告|本报告|信息公开[^，,。；;]{0,6}年报")
_OTHER_REPORT = pattern("企业|决算|预算|统计|审计|纳税|财务")
_DUE = pattern(
    "(?:法定|(?:条例》?|第四十九条)(?:所)?规定)的?(?:公布|报送|发布|公开)?(?:期限|时限|时间|日期|截止日期?|最后期限)?(?:[（(]|为|是|即|的)?"
    "(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
)
_OTHERS = pattern("部门|单位|政府")
_LIMITS = (
    (_EXTENDED, 20, "延长答复最多20个工作日（条例第三十三条）"),
    (_THIRD, 15, "第三方答复的期限是15个工作日（条例第三十二条）"),
)
_DAY_OF = {True: ((3, 31), "3月31日"), False: ((1, 31), "1月31日")}


def beyond_limits(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Each place that tells a limit which the Regulation does not set, with what it sets."""
    text = context.body.text
    for place in context.body.spans(parts):
        for limit, most, why in _LIMITS if text.find("个工作日", *place) >= 0 else ():
            for found in limit.finditer(text, place.start, place.end):
                days = numeral(found["days"]) or 0
                start = context.body.clause(found.start()).start
                if days > most and not _OTHER_MATTER.search(text, start, found.end()):
                    yield Span(*found.span()), why
        for found in _DUE.finditer(text, place.start, place.end):
            yield from _day_of_report(context, found)


def _day_of_report(context: CheckContext, found: re.Match[str]) -> Iterator[tuple[Span, str]]:
    """The day of the yearly report: of departments 31 January, of governments 31 March."""
    agency, text = context.agency, context.body.text
    (month, day), right = _DAY_OF[agency is not None and agency.kind == "government"]
    sentence = context.body.sentence(found.start())
    words = text[sentence.start : found.end()]
    if (int(found["month"]), int(found["day"])) == (month, day) or not _REPORT.search(words):
        return
    if not _OTHERS.search(words.rpartition("，")[2].replace("政府信息公开", "")) and not _OTHER_REPORT.search(words):
        yield Span(*found.span()), f"公布年度报告的期限是{right}（条例第四十九条）"
