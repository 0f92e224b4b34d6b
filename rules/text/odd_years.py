"""Years that cannot be meant in a report of its year: kept from an older report, or written one year off."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.early_reports import early_reports
from rules.text.left_over_years import left_over
from rules.text.planned_years import next_years, planned
from rules.text.span import Span
from rules.text.tokens import spelt_years, years

_COUNTED = (
    "[^，,。；;\\n0-9]{0,20}(?:公开|发布|推送|收到|受理|入库|归集|办理|答复|关注)[^，,。；;\\n0-9]{0,12}"
    "[0-9]+[余多]?[条篇件份户个人]"
)
_STILL = "(?:[^，,。；;\\n0-9]{0,8}(?:尚未|仍在|尚在|正在|未)(?:审结|审理|办结|办理|答复))"
_DAY_COUNTED = (
    "(?:(?P<year>20[0-9]{2})年)?(?:(?P<month>[1-9]|1[0-2])月(?:底|末|份|[0-9]{1,2}日)?|年?底|年?末)[，,]?"
    f"(?:{_COUNTED}|{_STILL})"
)
_UP_TO = pattern("(?:截至|截止)(?:到|至)?" + _DAY_COUNTED)
_TILL = pattern("到(?<![截达]到)(?=20)" + _DAY_COUNTED)
# 2025年1月至11月共主动公开
_MOST_OF_YEAR = pattern(
    "(?:(?P<year>20[0-9]{2})年)1月(?:份|1日)?(?:至|到|—+|－|-|~|～)(?P<month>9|10|11)月(?:份|底|末|[0-9]{1,2}日)?[，,]?(?:共计?|累计|合计)?"
    f"{_COUNTED}"
)
_PART_ONLY = pattern(
    "(?:(?P<year>20[0-9]{2})年)?(?:上半年|前三季度|一至三季度|前三个季度|1(?:月份?)?(?:至|到|—+|－|-|~|～)(?:9|10|11)月份?)[，,]?"
    f"(?:[我本全][\u4e00-\u9fff]{{1,3}})?(?:共计?|累计|合计)?{_COUNTED}"
)
_REST = pattern("下半年|四季度|第四季|全年|12月|1[12]月|[后余][两二三]个?月|其余|剩余|年底|年末|同期")
_LACKED = pattern(
    "年度?(?:政府信息公开|政务公开)?(?:工作)?中?存在的?(?:主要|突出)?(?:问题|不足)(?![^。\n]{0,30}(?:已|整改|得到|解决|基本))"
)
_SAME_AS_OWN = pattern("年度?的?(?:同期|相比|增|减|上升|下降|提高|降低|多|少|[0-9]+[余多]?[万条件篇份次个])")
_OWN_REPORT = pattern("年?度?(?:年度)?报告(?:中|里)?(?:所|中)?(?:列出?|指出|提出|提到|反映|查摆|查找)的?“?")
_PLAN = pattern("20[0-9]{2}年是?(?:实施)?“?十(?P<plan>[三四五])五”?(?:规划)?的?(?P<end>开局|收官)之?年")
_OF_NEW_YEAR = pattern("[比较]年初")  # beside what stood at the beginning of the year its end is meant
_NEARLY = pattern("2(?:[1-9][0-9]{2}|0[0-9]|0[0-9]{3})年")
_NO_YEAR = pattern("(?<![0-9.])(?:2[1-9][0-9]{2}|20[0-9]|20[0-9]{3})年(?=[，,我本全度]|[0-9]{1,2}月)")
_TO_YEAR = pattern("20[0-9]{2}年?(?:至|到|—|－|-|~|～)")
_FROM_TO = pattern("(?<![0-9])(?P<first>20[0-9]{2})年?(?:至|到|—+|－|-|~|～)(?P<last>20[0-9]{2})年")
_PUT_OFF, _TO_BE_DONE = (
    ("列入", "纳入", "转入", "移至", "推迟到", "推迟至", "延至", "顺延至", "结转"),
    pattern("年(?:度)?[^，,。；;的\n]{0,12}(?=[，,。；;\n]|$)"),
)
_LEFT_OVER = pattern(  # 办结47件，另3件结转2023年
    "(?:(?:另|其余|剩余|余|尚有|还有)(?:外|下)?的?[0-9]+件|办结[0-9]+件[，,、])(?:已)?(?:结转|转入|转到|转至)(?:至|到)?$"
)
_COME_OVER = pattern("上年|上年度|去年|原有|跨年")
_PLANS = {"三": 2016, "四": 2021, "五": 2026}
_LASTS, _MIDDLE, _NOT_YET = 4, 6, "，写的年份还没有到"
_ITS_ACTS = "度?[，,]?(?:[我本全].{1,3}?)?(?:已(?:完成|开展|建成|办结)|共?(?:完成|开展|举办|组织)了)"
# what is gone, and ends no later than its report: 旧稿自2019年至2023年凡2460条
_GONE = pattern("旧稿|历年|往年|存量|历史|归档|整理|制发的|发布的|形成的|印发的")
_TERMS = pattern("规划|计划|方案|行动|目标|合同|协议|聘|任期|有效|届|拟|将|保管")
_AHEAD = pattern(
    "规划|计划|目标|纲要|远景|方案|期限|有效|到期|届满|预计|力争|建成|完成|实现|版|前|底|起|止|任期|学年|贷款|合同|承包"
)
_BESIDE = 16  # characters behind it in which something may be compared
_RANGE = "-—~～－至到、/"
_YEAR_IN_NUMBER = pattern("[〔\\[［](?P<year>20[0-9]{2})[〕\\]］][0-9]{1,4}号")


class OddYear(NamedTuple):
    """Where a year is written that cannot be meant, and why, to follow 这份报告是2023年度的."""

    span: Span
    year: int
    why: str = ""


def odd_years(body: Body, parts: tuple[str, ...], own: int) -> Iterator[OddYear]:
    """What no report of a year can say of it, by kind, each in the order of the text."""
    for place in body.spans(parts):
        for span in (*_part_of_year(body, place, own), *_most_of_year(body.text, place, own)):
            yield OddYear(span, own, "，数字应当到年底")
        for span in _swapped(body.text, place, own):
            yield OddYear(span, own, f"，{own}年的决算第二年才有")
        for span in early_reports(body, place, own):
            yield OddYear(span, own, f"，{own}年的年度报告第二年才有")
        yield from _plan_years(body.text, place)
        yield from _impossible(body.text, place, own)
        for span, year in next_years(body, place, own):
            yield OddYear(span, year, f"，下一年是{own + 1}年")
        for left in left_over(body, place, own):
            yield OddYear(*left)
    for year, span in years(body, parts):
        yield from _of_one_year(body, year, span, own)
    for year, span in chain(years(body, parts), spelt_years(body, parts)):
        yield from (OddYear(words, year, why) for words, why in planned(body, year, span, own))


def _impossible(text: str, place: Span, own: int) -> Iterator[OddYear]:
    """Years with a digit wrong, ranges that run backwards, what is told of years to come."""
    for found in _NO_YEAR.finditer(text, place.start, place.end) if _NEARLY.search(text) else ():
        yield OddYear(Span(*found.span()), own, "，年份的数字不对")
    for found in _FROM_TO.finditer(text, place.start, place.end) if _TO_YEAR.search(text) else ():
        if found["first"] > found["last"]:
            yield OddYear(Span(*found.span()), int(found["last"]), "，起止的年份颠倒了")
    yield from _to_come(text, place, own)


def _to_come(text: str, place: Span, own: int) -> Iterator[OddYear]:
    """Years behind the report's, told as over: 旧稿自2019年至2025年, 截至2025年底收到, 2025年已完成."""
    for found in _FROM_TO.finditer(text, place.start, place.end) if _TO_YEAR.search(text) else ():
        before = text[place.start : found.start()].rpartition("。")[2]
        told = before + text[found.start() : place.end].partition("。")[0]
        if int(found["last"]) > own and _GONE.search(told) and not _TERMS.search(told):
            yield OddYear(Span(*found.span()), int(found["last"]), _NOT_YET)
    for found in _UP_TO.finditer(text, *place):
        if (int(found["year"] or own), int(found["month"] or 12)) > (own + 1, _MIDDLE):
            yield OddYear(Span(*found.span()), int(found["year"] or own), _NOT_YET)
    ahead = re.compile(f"(?<=[于和、及]){own + 1}年(?:印发|制定|出台|制发)|{own + 1}年{_ITS_ACTS}")
    for found in ahead.finditer(text, place.start, place.end) if f"{own + 1}年" in text else ():
        if not re.search("[将拟]|计划|预计", text[place.start : found.start()].rpartition("。")[2]):
            yield OddYear(Span(*found.span()), own + 1, _NOT_YET)
    for found in _YEAR_IN_NUMBER.finditer(text, place.start, place.end):
        if int(found["year"]) > own + 1:
            yield OddYear(Span(*found.span()), int(found["year"]), "，文号的年份在报告写成以后")


def _of_one_year(body: Body, year: int, span: Span, own: int) -> Iterator[OddYear]:
    sentence = body.sentence(span.start)
    if _is_its_own_measure(body.text, year, span, sentence):
        yield OddYear(Span(span.start - 1, _clause_end(body, span)), year, f"，这句话说的就是{year}年，和自己比")
    elif year >= own and _is_compared(body.text, span, sentence, itself=year == own):
        yield OddYear(Span(span.start - 1, max(span.end + 1, _clause_end(body, span))), year)
    elif year == own and body.passage(span.start).part == "section.5":
        if _OWN_REPORT.match(body.text, span.end):  # what a report lists itself was not put right before it
            yield OddYear(Span(span.start, _clause_end(body, span)), year, "，说的是以前的报告")
    elif year == own - 1 and body.passage(span.start).part == "section.5" and _LACKED.match(body.text, span.end):
        yield OddYear(Span(span.start, _clause_end(body, span)), year)
    elif year <= own and _is_put_off(body.text, year, span, sentence, own):
        when = "当年" if year == own else "以前的年份"
        yield OddYear(Span(span.start - 2, _clause_end(body, span)), year, f"，往后安排的事写成了{when}")
    elif year > own + 1 and body.passage(span.start).part == "section.1" and _happened(body, span, sentence):
        yield OddYear(Span(span.start, _clause_end(body, span)), year, _NOT_YET)


def _is_put_off(text: str, year: int, span: Span, sentence: Span, own: int) -> bool:
    """Whether what was left over is put off to a year that is gone: 另外2条列入2022年工作计划."""
    told = text[sentence.start : span.start]
    if year == own:
        left = _LEFT_OVER.search(told) and not _COME_OVER.search(told)
        return bool(left) and _TO_BE_DONE.match(text, span.end) is not None
    put_off = told.endswith(_PUT_OFF) and not any(str(year - back) in told for back in range(4))
    return put_off and _TO_BE_DONE.match(text, span.end) is not None and "上年" not in told


def _clause_end(body: Body, span: Span) -> int:
    return min(max(body.clause(span.start).end, span.end + 1), span.end + 20)


def _happened(body: Body, span: Span, sentence: Span) -> bool:
    """Whether a year to come is told of as something that is: no plan, no term, no range, no title."""
    text = body.text
    if (
        text[span.end : span.end + 1] != "年"
        or text[span.end + 1] in _RANGE
        or text[span.start - 1] in _RANGE + "（(〔["
    ):
        return False
    in_title = text.rfind("《", sentence.start, span.start) > text.rfind("》", sentence.start, span.start)
    return not in_title and not _AHEAD.search(text, sentence.start, sentence.end)


def _part_of_year(body: Body, place: Span, own: int) -> Iterator[Span]:
    """What was published or received up to a month before the end of the year: 截至6月底推送信息92篇.

    Or up to the end of the year before (截至2022年12月31日收到…), where nothing is compared and this year not named.
    """
    text = body.text
    told = [one.finditer(text, place.start, place.end) for one in (_UP_TO, _TILL)]
    for found in chain.from_iterable(told):
        whole_year, sentence = found["month"] in ("12", None), body.sentence(found.start())
        said = _OF_NEW_YEAR.split(text[sentence.start : min(sentence.end, found.end() + _BESIDE)])[0]
        stale = (
            found["year"] == str(own - 1) and whole_year and not re.search(f"{own}年|比|较|增|原|结转|上年|去年", said)
        )
        if stale or (not whole_year and found["year"] in (None, str(own))):
            first = max(place.start, *(text.rfind(sign, place.start, found.start()) + 1 for sign in "。；，\n"))
            yield Span(first, found.end())


def _most_of_year(text: str, place: Span, own: int) -> Iterator[Span]:
    """What was done from January to autumn, where nothing tells of the months that are left."""
    for found in _MOST_OF_YEAR.finditer(text, place.start, place.end):
        rest = re.search(
            f"{int(found['month']) + 1}月|12月|四季度|[后余][两二三]个?月|其余|剩余|年底|年末",
            text[found.end() : place.end],
        )
        if int(found["year"]) == own and not rest:
            yield Span(*found.span())
    for found in _PART_ONLY.finditer(text, place.start, place.end):
        if found["year"] in (None, str(own)) and not _REST.search(text, place.start, place.end):
            yield Span(*found.span())


def _swapped(text: str, place: Span, own: int) -> Iterator[Span]:
    """The budget of last year beside the accounts of this one, which do not exist before the next."""
    named = r"年度?[^，,。；;、\n0-9]{0,8}"
    both = re.compile(
        rf"{own - 1}{named}预算[^。\n]{{0,20}}?{own}{named}决算|{own}{named}决算[^。\n]{{0,20}}?{own - 1}{named}预算"
    )
    yield from (Span(*found.span()) for found in both.finditer(text, place.start, place.end))
    # the accounts of this year, told as published before it was over
    closed = re.compile(
        rf"(?:公开|公布|公示)了?[^，,。；;、\n0-9]{{0,8}}{own}年度?(?:部门|单位|财政|政府|全县|本级|收支)*决算"
    )
    yield from (Span(*found.span()) for found in closed.finditer(text, place.start, place.end))


def _plan_years(text: str, place: Span) -> Iterator[OddYear]:
    """A plan that begins or ends in another year than the one that is named: 2020年是“十四五”开局之年."""
    for found in _PLAN.finditer(text, place.start, place.end):
        year = _PLANS[found["plan"]] + (_LASTS if found["end"] == "收官" else 0)
        if int(found[0][:4]) != year:
            yield OddYear(
                Span(*found.span()), int(found[0][:4]), f"，{year}年才是“十{found['plan']}五”的{found['end']}之年"
            )


def _is_compared(text: str, span: Span, sentence: Span, *, itself: bool) -> bool:
    """Whether something is measured against that year (比2025年增加, 与2025年相比): nobody can against a later one.

    ``itself``: the year of the report, against which a sentence that names the next one may measure.
    """
    if text[span.end : span.end + 1] != "年":
        return False
    if itself and (
        not _SAME_AS_OWN.match(text, span.end)
        or str(int(text[span.start : span.end]) + 1) in text[sentence.start : sentence.end]
    ):
        return False
    if text.endswith(("比", "较"), sentence.start, span.start):
        return True
    return text.endswith(("与", "同", "和"), sentence.start, span.start) and "相比" in text[span.end : sentence.end]


def _is_its_own_measure(text: str, year: int, span: Span, sentence: Span) -> bool:
    """Whether a sentence that tells of a year measures against that year: 2022年公开86条，比2022年增加11条."""
    begins = text.startswith(f"{year}年", sentence.start) and text.endswith(("比", "较"), sentence.start, span.start)
    turned = text[sentence.start : span.start].rstrip("比较").endswith(f"{year + 1}年")  # …30条，2023年比2022年
    return begins and not turned and _SAME_AS_OWN.match(text, span.end) is not None
