"""What a year's report tells of the year before as its own: left over from the last report, or one year off."""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.numbers import SPELT_YEAR
from rules.text.span import Span, standing

Left = tuple[Span, int, str]
_TO = "(?:至|到|—+|－|-|~|～)"
# 自2022年1月1日至12月31日，本镇公开信息…
_WHOLE_YEAR = pattern(
    rf"(?:自|从)?(?P<year>20[0-9]{{2}})年1月1日起?{_TO}(?:(?P<last>20[0-9]{{2}})年|同年|当年)?12月31日止?[，,](?=[^。；;\n]{{0,40}}[0-9一二三四五六七八九十百]+[余多]?[条篇件份次])"
)
# 报告所用数据截至2022年12月31日
_DATA_TO = pattern(
    "(?<![上去]年)(?<![上去]年[末底])(?:数据|统计期限|统计时间)[^，,。；;0-9]{0,8}(?:截至|截止到?|止于)(?P<year>20[0-9]{2})年12月31日"
)
# 现将2022年有关情况报告如下
_PRESENTED = pattern(
    "(?:现|兹|特)?[将就对把][^，,。；;\n0-9]{0,16}(?P<year>20[0-9]{2})年(?:度)?[^，,。；;\n0-9]{0,24}(?:报告|公布|汇报|总结|公开|通报|说明|发布|公示|胪列|报)如下"
)
# 2024年的账，一笔一笔报: what a report begins with
_OPENING = pattern(
    "(?P<year>20[0-9]{2})年(?:度)?的?(?:这一年|公开账|账|家底|成绩单|答卷|情况|工作|公开|事)[^。；;\n0-9]{0,16}?"
    "(?:报告|报|晒|说|讲|算|交代|交|汇报|盘点|列|写|摆|亮|看)(?:出来|清楚|清|给|一|在|如|于|明白|了)?[^，,；;\n0-9]{0,8}。"
)
_SUMMED_UP = pattern("总结[^，,。；;\n0-9]{0,8}(?P<year>20[0-9]{2})年(?:度)?[^，,。；;\n0-9]{0,24}如下")
# 现公布…2022年政府信息公开情况; 将2022年政府信息公开情况公布于后: what the lead announces
_ANNOUNCED = pattern(
    "(?:公布|发布|编制|公开|反映|汇总|将|把|就)[^，,。；;：:《》\n0-9]{0,24}(?P<year>20[0-9]{2})年(?:度)?(?:的)?(?:政府信息公开|政务公开)"
    "(?![^，,。；;\n]{0,24}(?:基础|对照|相比|通知|要点|方案|之后))"
)
_ITS_DAY = (
    "[^，,。；;、\n0-9]{0,6}?(?:于|在)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底|初|份)?)"
    "[^，,。；;、\n0-9]{0,12}?(?:公开|公布|公示)(?![的栏])"
)
_ACCOUNT = "年(?:度)?[^，,。；;、\n0-9]{0,8}"
_BUDGET = pattern(rf"(?P<year>20[0-9]{{2}}){_ACCOUNT}预算{_ITS_DAY}")
_ACCOUNTS = pattern(rf"(?P<year>20[0-9]{{2}}){_ACCOUNT}决算{_ITS_DAY}")
_BOTH = pattern(rf"(?P<year>20[0-9]{{2}}){_ACCOUNT}预算(?:各?[0-9]份)?[和及与、](?P<last>20[0-9]{{2}}){_ACCOUNT}决算")
_OTHER_MATTER = pattern("调整|执行|自查|检查|清理|整改|晚于|迟于|比|较")
# 2023年考核36家单位: done, as it says, in a year that is not the report's
_US = "(?:[我本全](?:[局镇乡县市区委会旗办院年]|街道|单位)|本机关)"
_HEAD = rf"(?:^|(?<=[\n。；;）：:])|(?<=外，))(?:其中)?(?:{_US}(?:各[\u4e00-\u9fff]{{1,4}})?)?"
_WORK = pattern(
    rf"{_HEAD}(?P<year>20[0-9]{{2}})年(?:度)?[，,]?{_US}?(?:共计?|累计|一共|先后|共计)?"
    "(?P<act>考核|组织|召开|举办|开展|受理|收到|办理|公开|主动公开|发布|印发|制发|培训|推送|编发|接受|新增|回应|解读|答复|更新|张贴|开训|办结)"
    "(?:了)?[^，,。；;、的\n0-9]{0,14}(?P<number>[0-9]+)(?P<unit>[余多]?[\u4e00-\u9fff])(?!的|已)"
)
_NOTHING = pattern(  # 水务局2022年度没有收取信息处理费
    rf"{_HEAD}(?:[\u4e00-\u9fff]{{1,9}}(?:局|委|镇|乡|街道|办事处|中心|政府|县|区|市))?(?P<year>20[0-9]{{2}}|{SPELT_YEAR})年(?:度)?(?:{_US}|[^，,。；;的\n0-9]{{0,16}}(?:局|委|会|镇|乡|街道|办|中心|站|院|政府))?[，,]?(?:未|没有|无)(?:向[^，,。；;0-9]{{1,6}})?"
    "(?:收取|发生|产生|发出|收到|收费|行政复议|行政诉讼|因政府信息公开|因信息公开|需要?追究)"
)
_COMPARED = pattern(
    "今年|本年|本期|同期|[比较](?!上年|去年|前|长|多|好|高|大)|[增减升降](?!收)|持平|结转|遗留|立案|整理|归档|补录|清理|历史|档案|转入|[0-9]{4}年"
)
_SIGNS = {ord(digit): sign for digit, sign in zip("123456789", "一二三四五六七八九", strict=True)}
_YEAR_SIGN, _AROUND, _HEAD_REACH, _DIGITS = "年", 60, 12, 4


def left_over(body: Body, place: Span, own: int) -> Iterator[Left]:
    """(words, year, why): periods, announcements, accounts and work of another year than the report's."""
    text = body.text
    for found in _WHOLE_YEAR.finditer(text, place.start, place.end) if "1月1日" in text else ():
        year, last = int(found["year"]), int(found["last"] or found["year"])
        if abs(year - own) == 1 and last == year:
            yield Span(*found.span()), year, ""
    for found in _DATA_TO.finditer(text, place.start, place.end) if "12月31日" in text else ():
        if int(found["year"]) == own - 1:
            yield Span(*found.span()), own - 1, ""
    yield from presented(body, place, own)
    yield from _opening(body, place, own)
    yield from _accounts(text, place, own)
    yield from _work(text, place, own)


def _opening(body: Body, place: Span, own: int) -> Iterator[Left]:
    """The year before as what the first paragraph of section one gives account of, where it names no other year."""
    part = next(iter(body.spans(("section.1",))), None)
    if part is None or not place.holds(part.start):
        return
    first = body.text[part.start : body.paragraph(part.start).end]
    found = _OPENING.search(first) if f"{own - 1}年" in first and f"{own}年" not in first else None
    if found and int(found["year"]) == own - 1 and not _COMPARED.search(found[0][_DIGITS:]):
        yield Span(part.start + found.start(), part.start + found.end()), own - 1, ""


def presented(body: Body, place: Span, own: int) -> Iterator[Left]:
    """What is announced as the report of another year: 现将2022年情况报告如下; in the lead 现公布2022年…."""
    lead = body.passage(place.start).part == "lead"
    for one in (*((_PRESENTED, _SUMMED_UP) if "如下" in body.text else ()), *((_ANNOUNCED,) if lead else ())):
        for found in one.finditer(body.text, place.start, place.end):
            if abs(int(found["year"]) - own) == 1:
                yield Span(*found.span()), int(found["year"]), ""


def _accounts(text: str, place: Span, own: int) -> Iterator[Left]:
    """Budgets are published in their own year, accounts in the next one."""
    for one, due, name in ((_BUDGET, own, "预算"), (_ACCOUNTS, own - 1, "决算")):
        for found in one.finditer(text, place.start, place.end) if name in text else ():
            if int(found["year"]) == due - 1 and not _OTHER_MATTER.search(found[0]):
                yield Span(*found.span()), int(found["year"]), f"，{own}年公开的应当是{due}年的{name}"
    for found in _BOTH.finditer(text, place.start, place.end) if "决算" in text else ():
        if found["year"] == found["last"] and int(found["year"]) in (own - 1, own):
            yield Span(*found.span()), int(found["year"]), f"，{own}年公开的应当是{own}年的预算、{own - 1}年的决算"


def _work(text: str, place: Span, own: int) -> Iterator[Left]:
    """Work of the year before with its figures, where nothing is compared, listed by years or taken over."""
    for name in _spelt(own - 1) if "二" in text else (str(own - 1),):
        for at in standing(text, f"{name}{_YEAR_SIGN}", place.start, place.end):
            yield from _work_at(text, place, at, own)


def _spelt(year: int) -> tuple[str, ...]:
    """2022, 二〇二二, 二○二二, 二零二二."""
    return (str(year), *(str(year).translate(_SIGNS | {ord("0"): zero}) for zero in "〇○零"))


def _work_at(text: str, place: Span, at: int, own: int) -> Iterator[Left]:
    start = max(place.start, at - _HEAD_REACH)  # what heads it is short
    found = _WORK.search(text, start, at + _AROUND)
    if found and found.start("year") == at and not _is_compared(text, found):
        yield Span(*found.span()), own - 1, ""
    nothing = _NOTHING.search(text, start, at + _AROUND)
    if nothing and nothing.start("year") == at:
        end = min(stop for sign in "。\n" if (stop := text.find(sign, nothing.end())) >= 0)
        if not _COMPARED.search(text, nothing.end(), end):
            yield Span(*nothing.span()), own - 1, ""


def _is_compared(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence measures against another year, or the same is counted nearby for another one."""
    end = text.find("。", found.end())
    sentence = text[found.end("year") + 1 : end if end >= 0 else len(text)]
    before = text[max(0, found.start() - _AROUND) : found.start()]
    behind = text[found.end() : found.end() + _AROUND]
    again = re.compile(f"{found['act']}[^，,。；;0-9]{{0,8}}[0-9]+{found['unit'][:1]}")
    listed = f"{int(found['year']) + 1}年" in before.rpartition("。")[2]
    return bool(_COMPARED.search(sentence) or listed or again.search(before) or again.search(behind))
