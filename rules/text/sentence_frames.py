"""Sentences that end otherwise than they begin, or miss their verb: 本报告根据…编制本报告, 请与办公室（电话…）。"""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span

_Fault = tuple[Span, str]
_REPORT = "本(?:年度)?(?:工作)?(?:报告|年报)"
# a sign that stands in every sentence of its kind, what is wrong in it, and the sentence
_FRAMES = (
    ("编制本", "一句里说了两次“本报告”，请删去一处",
     pattern(f"{_REPORT}是?(?:依据|根据|按照|遵照)[^。；;\n]{{4,200}}编制{_REPORT}")),
    ("成", "“包括”和“组成”是两种说法，请用一种",
     pattern("(?:内容|全文|报告|年报)(?:主要)?(?:包括|包含|分为)[^。；;由\n]{12,220}?(?:部分|方面|内容)(?:组成|构成)")),
    ("余", "“余”写在整十、整百的数后面",
     pattern("(?<![0-9.,，:：万千百十/-])(?:[0-9]{2,})?[1-9]余(?=[件条次项篇人户份场期个名家宗起册])")),
    ("信息公开", "“公开”说了两次",
     pattern("公开(?:各类|各项)?(?:政府|政务)?信息公开(?:共计|共|累计|合计|总计|达)?[0-9]+余?[条件篇份项]")),
    ("关于印发", "印发文件的通知，名称后面漏了“的通知”",
     pattern("《[^《》\n]{0,40}关于印发[^《》\n]{2,60}(?<!通知|决定|公告|的函|批复|通报|命令)(?<!通知[（(]..[)）])》(?!的?(?:通知|决定|公告|函))")),
    ("条例》", "第几条漏了“第”字",
     pattern("条例》[二三四五]?十[一二三四五六七八九]?条(?=的?(?:规定|要求|明确|所列)|[、及和])")),
    ("国务院令", "书名号里要写条例的名称", pattern("《(?:中华人民共和国)?国务院令第?[0-9]{3}号》")),
    ("在", "“在”后面漏了“下”字",
     pattern("在(?<=[，,。；;：:\n]在)[^，,。；;0-9得取受获强]{2,20}的(?:正确领导|坚强领导|领导|(?:精心|具体)?指导|(?:大力)?支持|帮助|关心|统筹)(?=[，,])")),
    ("部分", "“由”后面漏了“组成”", pattern("(?:报告|年报)由[^。；;编制包写责第]{6,200}?部分(?:内容)?(?=[。；;\n])")),
    ("件次", "人数不论“件次”", pattern("(?:参加人数|参训|参会|培训|听课)[^。；;\n件]{0,40}?[0-9]+件次")),
    ("", "这一句没有写完",
     pattern("(?:(?:发放|分发|下发|延伸|覆盖|落实|推送|细化|公开|张贴)到|形成“[^“”\n]{2,20}”的"
             "|(?:力争|努力|确保)把[^，,。；;\n的换改变成]{2,14}的)(?=[；;。\n])")),
    ("其中", "这一句没有写完", pattern("[，,；;]其中[0-9一两二三四五六七八九]{1,4}[件条个次份](?=[。；\n])")),
    ("", "量词写了两个", pattern("[0-9一两](?:[件份篇场期][条份篇件]|[条项篇份]件|个[条篇份场])(?=[，,。；;、）)\n])")),
)  # fmt: skip
# a clause that ends in a sign behind which something must follow: 确保发布的信息不，
_BROKEN_OFF = pattern(
    "(?:[不把被及与进和](?<=[\u4e00-\u9fff]{3})|[，；]把)(?=[，。；\n,;])(?<![普涉顾触企]及)(?<![之总温缓平祥谐调中共永泰太义仁人兴亲维饱祥随融万春元清德安宁顺]和)(?<![参给]与)(?<![推改促跟先引演共增行前并奋精递迈突挺跃长激后]进)"
)
_TURN_TO = pattern(
    "(?:疑问|意见|建议|问题)[^。；;\n]{0,12}[，,]?(?:敬请|(?<!申)请|可)(?:及时|直接)?[与同跟](?P<whom>[^。；;\n]{4,160})(?=[。；;\n])"
)
_ASIDE = pattern("（[^（）]*）|\\([^()]*\\)|联系(?:人|电话|方式|地址)")
_LONGEST, _SHORT = 40, 8
_BEHIND_NAME = pattern("[（(，,：:]")
_VERBS = ("联系", "联络", "咨询", "沟通", "接洽", "反映", "反馈", "商量", "商洽", "面谈", "对接", "询问")


def broken_frames(context: CheckContext, parts: tuple[str, ...]) -> Iterator[_Fault]:
    """Each such sentence of the parts, with what is wrong in it."""
    text = context.body.text
    for place in context.body.spans(parts):
        for sign, fault, frame in _FRAMES:
            if sign in text:
                for found in frame.finditer(text, place.start, place.end):
                    start = max(found.start(), found.end() - _LONGEST)
                    yield Span(max(start, text.rfind("《", start, found.end())), found.end()), fault
        for found in _BROKEN_OFF.finditer(text, place.start, place.end):
            near = max(0, found.start() - _SHORT)
            start = max(near, *(text.rfind(sign, near, found.start()) + 1 for sign in "\n。；"))
            yield Span(start, found.end()), "这一句没有写完"
        for found in _TURN_TO.finditer(text, place.start, place.end):
            whom = _ASIDE.sub("", found["whom"])
            if not any(verb in whom for verb in _VERBS):
                name = _BEHIND_NAME.split(found["whom"], 1)[0]
                yield Span(found.start("whom") - 1, found.start("whom") + len(name)), "后面漏了“联系”"
