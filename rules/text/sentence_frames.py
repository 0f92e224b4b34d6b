"""Sentences that end otherwise than they begin, or miss their verb: 本报告根据…编制本报告, 请与办公室（电话…）。"""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span

_Fault = tuple[Span, str]
_REPORT = "本(?:年度)?(?:工作)?(?:报告|年报)"
# one sign of each stands in every sentence of its kind
_FRAMES = (
    (
        "编制本",
        pattern(f"{_REPORT}是?(?:依据|根据|按照|遵照)[^。；;\n]{{4,200}}编制{_REPORT}"),
        "一句里说了两次“本报告”，请删去一处",
    ),
    (
        "成",
        pattern(
            "(?:内容|全文|报告|年报)(?:主要)?(?:包括|包含|分为)[^。；;由\n]{12,220}?(?:部分|方面|内容)(?:组成|构成)"
        ),
        "“包括”和“组成”是两种说法，请用一种",
    ),
    (
        "余",
        pattern("(?<![0-9.,，:：万千百十/-])[1-9]余(?=[件条次项篇人户份场期个名家宗起])"),
        "“余”写在整十、整百的数后面",
    ),
    (
        "信息公开",
        pattern("公开(?:各类|各项)?(?:政府|政务)?信息公开(?:共计|共|累计|合计|总计|达)?[0-9]+余?[条件篇份项]"),
        "“公开”说了两次",
    ),
)
_TURN_TO = pattern(
    "(?:疑问|意见|建议|问题)[^。；;\n]{0,12}[，,]?(?:敬请|请|可)(?:及时|直接)?[与同跟](?P<whom>[^。；;\n]{4,160})(?=[。；;\n])"
)
_ASIDE = pattern("（[^（）]*）|\\([^()]*\\)|联系(?:人|电话|方式|地址)")
_LONGEST = 40
_BEHIND_NAME = pattern("[（(，,：:]")
_VERBS = ("联系", "联络", "咨询", "沟通", "接洽", "反映", "反馈", "商量")


def broken_frames(context: CheckContext, parts: tuple[str, ...]) -> Iterator[_Fault]:
    """Each such sentence of the parts, with what is wrong in it."""
    text = context.body.text
    for place in context.body.spans(parts):
        for sign, frame, fault in _FRAMES:
            if sign in text:
                for found in frame.finditer(text, place.start, place.end):
                    start = max(found.start(), found.end() - _LONGEST)
                    yield Span(max(start, text.rfind("《", start, found.end())), found.end()), fault
        for found in _TURN_TO.finditer(text, place.start, place.end):
            whom = _ASIDE.sub("", found["whom"])
            if not any(verb in whom for verb in _VERBS):
                name = _BEHIND_NAME.split(found["whom"], 1)[0]
                yield Span(found.start("whom") - 1, found.start("whom") + len(name)), "后面漏了“联系”"
