"""Limits of the Regulation told otherwise: an extension of 30 working days, a third party's 30, a yearly report's day.

Articles 26 (20 working days to publish what was made), 30 (7 to ask for correction), 32 (15 for a third party), 33 (20,
and 20 more at most), 49 (31 January, governments 31 March).
"""

import re
from collections.abc import Iterator
from itertools import chain

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.cited_articles import of_regulation
from rules.text.numbers import numeral
from rules.text.span import Span

_N2 = "(?P<most>[0-9]{1,3}|[一二三四五六七八九十]{1,4})"
_N = "(?P<days>[0-9]{1,3}|[一二三四五六七八九十]{1,4})"
_EXTENDED = pattern(
    "延[长期](?:了|的)?(?:答复)?(?:办理)?(?:的)?(?:时间|期限|时限)?[^，,。；;、0-9一二三四五六七八九十超过]{0,8}?"
    f"(?<!第){_N}个工作日"
)
_THIRD = pattern(
    f"第三方(?!机构|评估|公司|平台|测评|检|单位|审|鉴定|运维|服务)[^。；;]{{0,40}}?{_N}个工作日(?:之内|以内|内)[^，,。；;]{{0,6}}?(?:回复|反馈|提出|答复|回[话函音]|来函|表示|书面|同意|不同意)"
)
_ASKED = pattern(
    f"(?<![第0-9]){_N}个工作日(?:之|以)?内[^，,。；;、0-9]{{0,10}}?(?:一次性|(?:告知|通知|书面|发出?|作出)[^，,。；;、0-9]{{0,6}}补正)"
)
_TO_ASK = pattern(
    f"补正(?:(?:告知|通知)书?(?!之日|后)[^。；;]{{0,20}}?|(?!后|材料|之|完|申请|答复|内容)[^。；;0-9]{{0,20}}?){_N}个工作日(?:之|以)?内(?:作出|发|送达|书面|一次|告知|通知)"
)
_SIGNS, _UNIT = "[^，,。；;、0-9一二三四五六七八九十]", "(?:个工作日|个自然日|个月|日|天)"
# 补正告知均未超过条例规定的5个工作日
_ASKED_BY_LAW = pattern(
    f"补正(?:告知|通知)[^。；;]{{0,24}}?(?:条例》?所?(?:规定|要求)|法定)的?(?!(?:7|七|15|20|二十)个){_N}{_UNIT}(?!内?[^，,。；;]{{0,4}}答复)"
)
_IN_DAYS = pattern(
    "(?:收到(?:政府信息公开)?申请|申请之日)[^，,。；;0-9]{0,8}，?(?P<days>20|二十)(?:个自然日|日|天)[之以]?内[^，,。；;、0-9]{0,6}答复"
)
# 答复期限严格执行自收到申请之日起15个工作日的规定
_BY_RULE = pattern(
    f"答复[^，,。；;、0-9补征对县局办]{{0,16}}?(?:收到[^，,。；;0-9]{{0,8}})?申请之日起[，,]?(?!20|二十|40|四十){_N}个工作日(?:[之以]?内)?的(?:规定|要求)(?![^。；;\n]{{0,20}}(?:压缩|缩短|提前|自定|承诺|早于|短于|比))"
)
_ALL_BEYOND = pattern(
    "(?:延长|办理|答复|办结|时间|期限|时限|用时|时长)[^，,。；;0-9]{0,8}(?:均|都|全部)超过了?(?:20|二十)个工作日"
)
_EXCUSED = pattern("延[期长]|第三方|权利人|征求|补正|逾期|超期|违|教训|扣除|以内|复议|建议|信访")
_MAY = "(?:可|有权|载明|写明|注明|途径)[^。；;]{0,40}?"


def _remedy(name: str, right: str, act: str) -> re.Pattern[str]:
    """申请行政复议的期限为60日; 可在6个月内提起行政诉讼."""
    told, within = f"行政{name}的?(?:申请|起诉)?期限[为是：:]?", f"(?<![0-9第一二三四五六七八九十])(?!{right})"
    return pattern(f"(?:{told}{within}{_N}{_UNIT}|{_MAY}{within}{_N2}{_UNIT}[之以]?内{_SIGNS}{{0,16}}?{act})")


_FORMED = pattern(
    f"(?:信息[^，,。；;]{{0,6}}?(?:形成|变更)[^，,。；;0-9一二三四五六七八九十]{{0,8}}|形成(?:或者?变更)?之日起)[，,]?{_N}个工作日(?:之|以)?内[^，,。；;]{{0,8}}(?:公开|公布|发布|上网|上传)"
)
_LETTER = pattern(f"征求意见[书函]之日起[，,]?{_N}个工作日")
_STATUTORY = pattern(
    f"(?:法定的?|条例》?(?:所)?(?:规定|要求)的)(?:答复)?(?:期限|时限)?{_N}个工作日"
    f"|(?:超过|超出|在|用到){_N2}个工作日的?(?:法定|条例规定)的?(?:答复)?(?:期限|时限)"
)
_SET = frozenset({7, 15, 20, 40})  # all that the Regulation counts in working days
_NO_UNIT = pattern(
    "(?:条例》?|条)(?:所)?(?:规定|要求)的(?P<days>20|二十|15|十五)[日天](?:答复)?(?:期限|时限|之?内|以内)"
)
_LONGEST = pattern(f"(?:最长|最慢|最久)(?:的?[一1]件)?[^，,。；;、0-9一二三四五六七八九十]{{0,8}}{_N}个工作日")
_IN_TIME = pattern(
    "(?:均|都|全部)[^，,。；;0-9]{0,4}(?:法定|规定)[^，,。；;0-9]{0,6}(?:期限|时限)|(?:无|没有|未)[^，,。；;0-9]{0,6}(?:超期|逾期|超过|延期|延长)"
)
_NO_DELAY = pattern("(?:无|没有|未|不)[^，,。；;0-9]{0,6}(?:延[期长]|逾期|超期)")
_DELAYED = pattern("延[期长]|第三方|权利人|征求|补正")
_OF_REQUESTS = pattern("申请|答复|信息公开|《条例》")
_BY_DAY = pattern(
    "(?:(?P<year>20[0-9]{2})年)?(?P<month>[1-6])月(?P<day>[0-9]{1,2})日(?:之|以)?前[^，,。；;0-9]{0,16}?(?:公布|发布|公开(?!工作))(?!的)[^。；;0-9]{0,30}?(?:年度报告|本报告|年报)"
)
# 县政府的上一年度报告在2024年4月30日前向社会公布
_REPORT_BY_DAY = pattern(
    "(?P<report>(?:本|上一?)年度(?:年度)?报告|本报告|信息公开(?:工作)?(?:年度报告|年报)|(?<![^的府局])年度报告)[^，,。；;\n0-9]{0,30}?"
    "(?:(?P<year>20[0-9]{2})年|[每次]年)?(?P<month>[1-6])月(?P<day>[0-9]{1,2})日(?:之|以)?前[^，,。；;0-9]{0,12}?(?:公布|发布|公开(?!工作))(?!的)"
)
_CITED, _THIS = pattern("条例|第四十九条|法定"), pattern("本(?:年度)?报告")
_DEPARTMENTS = pattern("(?<!主管)部门(?!年度报告)|各单位")
_GOVERNMENTS = pattern("人民政府|[县市区本级]政府(?!部门|工作部门|各部门|信息|网)|主管部门")
_LATE = pattern("逾期|晚|迟|补|延|未|没有")
_OTHER_MATTER = pattern(
    "复议|诉讼|提案|建议|信访|方案|办案|合同|许可|审批|公示|工期|招标|整改|热线|工单|投诉|承诺|自定|压缩|缩短|提速|更短"
)
_REPORT = pattern("年度报告|本报告|信息公开[^，,。；;]{0,6}年报")
_OTHER_REPORT = pattern("企业|决算|预算|统计|审计|纳税|财务|法治|主体|个体|社会组织|乡镇|街道|各[镇乡]")
# 法定的公布期限为1月31日; 未超过1月31日的法定期限
_DUE = pattern(
    "(?P<legal>(?:法定|(?:条例》?|第四十九条)(?:所)?规定)的?(?:公布|报送|发布|公开)?(?:期限|时限|时间|日期|截止日期?|最后期限)?(?:[（(]|为|是|即|的)?)?"
    "(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?(legal)|的?(?:法定|条例》?规定)的?(?:公布|报送|发布|公开|最后)?(?:期限|时限|时间|日期))"
)
_OTHERS = pattern("部门|单位|政府(?!信息公开|网|门户)")
_TO_CORRECT = "告知补正的期限是7个工作日（条例第三十条）"
_REMEDIES = (
    (_remedy("复议", "60[日天]|六十[日天]", "申请(?:行政)?复议(?!机关)"), "申请行政复议的期限是60日"),
    (
        _remedy("诉讼", "[6六]个月|15[日天]|十五[日天]", "提起(?:行政)?诉讼"),
        "提起行政诉讼的期限是6个月",
    ),
)
_LIMITS = (
    (_EXTENDED, 20, "延长答复最多20个工作日（条例第三十三条）"),
    (_THIRD, 15, "第三方答复的期限是15个工作日（条例第三十二条）"),
    (_LETTER, 15, "第三方答复的期限是15个工作日（条例第三十二条）"),
    (_ASKED, 7, _TO_CORRECT),
    (_TO_ASK, 7, _TO_CORRECT),
    (_ASKED_BY_LAW, 0, _TO_CORRECT),
    (_IN_DAYS, 0, "条例规定的是20个工作日"),
    (_BY_RULE, 0, "条例规定的是20个工作日（第三十三条）"),
    (_NO_UNIT, 0, "条例规定的是工作日"),
    (_FORMED, 20, "主动公开的期限是20个工作日（条例第二十六条）"),
)
_ANSWER, _NEAR = 20, 300
_DAY_OF = {True: ((3, 31), "3月31日"), False: ((1, 31), "1月31日")}


def beyond_limits(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Each place that tells a limit which the Regulation does not set, with what it sets."""
    text, hits = context.body.text, context.body.hits("wrong_terms", parts)
    known = {at for hit in hits if context.applies(hit.term) for at in range(hit.start, hit.end)}  # told by W28
    for place in context.body.spans(parts):
        told = chain(
            _too_long(context, place),
            _said_otherwise(context, place),
            *(_day_of_report(context, found) for found in _DUE.finditer(text, *place)),
            *(_published_by(context, found) for found in _BY_DAY.finditer(text, *place)),
            *(_published_by(context, found) for found in _REPORT_BY_DAY.finditer(text, *place)),
        )
        for span, why in told:
            if known.isdisjoint(signs := range(*span)):
                known.update(signs)
                yield span, why


def _near(found: re.Match[str], around: Span) -> Span:
    """As much of a sentence or paragraph as stands near, however long it is."""
    return Span(max(around.start, found.start() - _NEAR), min(around.end, found.end() + _NEAR))


def _too_long(context: CheckContext, place: Span) -> Iterator[tuple[Span, str]]:
    """Working days beyond what is set, and what is called legal though nothing sets it."""
    text = context.body.text
    for limit, most, why in _LIMITS:
        for found in limit.finditer(text, place.start, place.end):
            start = context.body.clause(found.start()).start
            past = (numeral(found["days"]) or 0) > most and of_regulation(context, found.start())
            if past and not _OTHER_MATTER.search(text, start, found.end()):
                yield Span(*found.span()), why
    for found in _STATUTORY.finditer(text, place.start, place.end):
        here = (text, *_near(found, context.body.sentence(found.start())))
        days = int(numeral(found["days"] or found["most"]) or 0)
        if days not in _SET and _OF_REQUESTS.search(*here) and not _OTHER_MATTER.search(*here):
            yield Span(*found.span()), "条例规定的答复期限是20个工作日（第三十三条）"
    for found in _LONGEST.finditer(text, place.start, place.end):
        sentence, paragraph = (
            _near(found, one) for one in (context.body.sentence(found.start()), context.body.paragraph(found.start()))
        )
        told = text[sentence.start : sentence.end]
        whole = _NO_DELAY.sub("", text[paragraph.start : paragraph.end])
        beyond = (numeral(found["days"]) or 0) > _ANSWER and _IN_TIME.search(told)
        if beyond and not _DELAYED.search(whole) and not _OTHER_MATTER.search(told):
            yield Span(*found.span()), "答复期限是20个工作日（条例第三十三条），不延期的不会更长"


def _said_otherwise(context: CheckContext, place: Span) -> Iterator[tuple[Span, str]]:
    """All beyond the limit, where none can be meant; other days than are set to go on to a review or a court."""
    text = context.body.text
    for found in _ALL_BEYOND.finditer(text, *place):
        sentence = context.body.sentence(found.start())
        around = f"{text[sentence.start : found.start()]}，{text[found.end() : sentence.end]}"
        if not _EXCUSED.search(_NO_DELAY.sub("", around)):
            yield Span(*found.span()), "条例规定的期限是20个工作日，可能漏了“未”字"
    for remedy, why in _REMEDIES:
        yield from ((Span(*found.span()), why) for found in remedy.finditer(text, *place))


def _published_by(context: CheckContext, found: re.Match[str]) -> Iterator[tuple[Span, str]]:
    """A yearly report that is said to be due, or published, by a day behind the one that is set for its author.

    Named before its day only where the Regulation is cited beside it; no report is out before its year has ended.
    """
    text, sentence = context.body.text, _near(found, context.body.sentence(found.start()))
    start = max(sentence.start, text.rfind("；", sentence.start, found.start()) + 1)
    before, words = text[start : found.start()], text[start : sentence.end].partition("；")[0]
    if found["year"] == str(context.report.year) and _THIS.search(found[0]):
        yield Span(*found.span()), "本年度的报告在次年公布"
        return
    own = context.agency.kind if context.agency else ""
    report = found.groupdict().get("report", "")
    if _DEPARTMENTS.search(f"{before.rpartition('，')[2]}{report}"):
        government = False
    elif own == "government" or _GOVERNMENTS.search(words):
        government = True
    else:
        government = own != "department"
    (month, day), right = _DAY_OF[government]
    late = (int(found["month"]), int(found["day"])) > (month, day)
    told_of_both = (government is False and "1月31日" in before) or (report and not _CITED.search(words))
    if late and not told_of_both and not _LATE.search(words) and not _OTHER_REPORT.search(words):
        yield Span(*found.span()), f"公布年度报告的期限是{right}（条例第四十九条）"


def _day_of_report(context: CheckContext, found: re.Match[str]) -> Iterator[tuple[Span, str]]:
    """The day of the yearly report: of departments 31 January, of governments 31 March."""
    agency, text = context.agency, context.body.text
    (month, day), right = _DAY_OF[agency is not None and agency.kind == "government"]
    sentence = context.body.sentence(found.start())
    words = text[sentence.start : found.end()]
    if (int(found["month"]), int(found["day"])) == (month, day) or not _REPORT.search(words):
        return
    whose = words if (found["month"], found["day"]) in (("1", "31"), ("3", "31")) else words.rpartition("，")[2]
    if not _OTHERS.search(whose) and not _OTHER_REPORT.search(words):
        yield Span(*found.span()), f"公布年度报告的期限是{right}（条例第四十九条）"
