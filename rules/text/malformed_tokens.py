"""Tokens of wrong shape: each reader yields where they stand and what is wrong with them, in a clerk's words."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.body import Body
from rules.text.cited_articles import wrong_articles
from rules.text.contact import odd_contacts
from rules.text.contradictions import contradictions
from rules.text.days import faulty_days
from rules.text.documents import odd_documents
from rules.text.fractions import odd_fractions
from rules.text.law_days import wrong_law_days
from rules.text.legal_limits import beyond_limits
from rules.text.marks import document_faults, odd_decrees, odd_numbers, unpaired
from rules.text.money import odd_amounts
from rules.text.numbering import misnumbered
from rules.text.reckoned_days import reckoned_days
from rules.text.repeated import listed_twice, said_twice
from rules.text.repeats import repeats
from rules.text.sentence_frames import broken_frames
from rules.text.span import Span
from rules.text.step_order import left_open, steps_turned
from rules.text.tokens import years
from rules.text.told_otherwise import told_otherwise
from rules.text.weekdays import odd_weekdays

Fault = tuple[Span, str]
_Reader = Callable[[CheckContext, tuple[str, ...]], Iterator[Fault]]

_HALF_SIGNS = ",;:?!."
_HALF_WIDTH = pattern(rf"[{_HALF_SIGNS}](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff]|(?<=;)\n)")
_FULL_WIDTH = ("，", "；", "：")
# 3O0条, l2件, 3１2条
_MIXED_DIGITS = pattern(
    "[0-9][lOoI](?=[0-9件条次项篇人份])|[lOI](?<![A-Za-z][lOI])(?=[0-9]+[件条次项篇人份])|[0-9][０-９]|[０-９][0-9]"
)
# kana, Hangul, radicals, bopomofo, private use, compatibility forms: never in a simplified Chinese text
_FOREIGN = pattern(
    "[\u2e80-\u2fdf\u2ff0-\u2fff\u3040-\u30fa\u30fc-\u312f\u3130-\u31ff\uac00-\ud7af\ue000-\uf8ff\uf900-\ufaff\ufffd]"
)
_HEADS = pattern(r"[（(]?(?:[一二三四五六七八九十]+[）)、]|[一二三四五六七八九十]是|\d+[.．、)）])")
# 目前现行有效的规范性文件。: a sentence that ends where its number should stand
_NO_NUMBER = pattern(
    "(?:^|(?<=[，,。；;\n]))((?:目前|现|截至[^，,。；;\n]{2,12}[，,]|年末|年底)(?:现行|继续|仍然)?有效的?(?:行政)?规范性文件(?:共|共有|有|为|数量)?)(?=[。；;\n]|$)"
)
# 公众号关注人数达到，: a count whose number was left out
_NO_COUNT = pattern(
    "(?:人数|数量|总数|总量|访问量|阅读量|点击量|浏览量|关注量|粉丝数|条数|件数|金额|满意率|办结率|公开率)(?:达到?|为|共|约|超过|是)(?=[，,。；;\n])"
)
# 未经审核的信息得对外发布: the 不 was lost
_ALLOWED = pattern(
    "(?:未经|没有经过|未通过|未按规定)[^，,。；;\n]{2,14}?(?:的|信息|内容|稿件|一律|均)(?:得|可|可以|允许)(?:擅自|随意|对外)?(?:发布|公开|上网|推送|上传)"
)
_COUNTED = "规范性文件"
_ENDS_WORD = pattern(
    "[人员长书期栏表簿师组点队卡册库部](?![员民次间限示期击面织名子会门分署])"
)  # 申请|申请人, 信息|信息员, 公示|公示期, 支部|支部书记
# 2023年, 2023版, 2023条, 2023中国…大会
_NO_YEAR_WORD = frozenset(
    "年版级号届财冬世中国际博奥亚杯赛至到件条次项篇人户份场期个名家宗起元万亿余多例本部册张页段只台辆则批吨亩米公"
)
_COUNTERS = frozenset("件户村事人案项条次日月周年季份本页册")
_PAUSES, _STOPS = frozenset("，。；：、"), frozenset("。；：！？")
_SHORT_TITLES = ("《政府信息公开条例》", "《条例》")
_DEFINED = ("中华人民共和国政府信息公开条例", "简称《条例》", "简称“《条例》”", "简称条例", "简称“条例”")


def _url(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    for hit in context.body.hits("broken_urls", parts):
        yield Span(hit.start, hit.end), f"网址写错了，应当是“{hit.term.instead}”"


def _year(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """A year that heads a sentence, followed at once by a comma, the own one also by a word: 2019，通过…, 2022依托…."""
    text = context.body.text
    for year, span in years(context.body, parts):
        if text[max(0, span.start - 1) : span.start] not in ("", "\n", "。"):
            continue
        behind = text[span.end : span.end + 1]
        own = year == context.report.year and "\u4e00" <= behind <= "\u9fff" and behind not in _NO_YEAR_WORD
        if own or behind in ("，", ","):
            yield span, "年份后面缺“年”字"


def _short_title(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """The Regulation called by its short name before its full name or the short form was given."""
    text = context.body.text
    spans = context.body.spans(parts)
    found = [at for span in spans for name in _SHORT_TITLES if (at := text.find(name, span.start, span.end)) >= 0]
    if not found:
        return
    first = min(found)
    start = min(span.start for span in spans)
    if not any(name in text[start:first] for name in _DEFINED) and "实施" not in text[first - 2 : first]:
        yield Span(first, text.index("》", first) + 1), "法规名称第一次出现要写全称"


def _glyph(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """Each sign once: look-alikes and forms of the list, then signs of other scripts."""
    body, seen = context.body, set()
    for hit in body.hits("glyphs", parts):
        if hit.term.text not in seen:
            seen.add(hit.term.text)
            yield Span(hit.start, hit.end), f"应当是“{hit.term.instead}”" if hit.term.instead else "不是规范汉字"
    for place in body.spans(parts):
        for found in _FOREIGN.finditer(body.text, place.start, place.end):
            if found[0] not in seen:
                seen.add(found[0])
                yield Span(*found.span()), "不是规范汉字"


def _repeat(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    body = context.body
    for span in repeats(body.text):
        word = body.text[span.start : span.end]
        twice = Span(span.start - len(word), span.end)
        if (
            not _one_by_one(body.text, twice.start, word)
            and body.within(twice.start, parts)
            and not _allowed(body, word, twice)
        ):
            yield twice, f"“{word}”重复了"
    yield from said_twice(body, parts)
    yield from listed_twice(body, parts)


def _one_by_one(text: str, at: int, word: str) -> bool:
    """Whether it comes back on purpose: 一项一项, 申请件一件一袋, 每村每月; or begins a word: 大队|大队长."""
    behind = at + 2 * len(word)
    if word[0] == "一" or word[-1] == "每" or _ENDS_WORD.match(text, behind):
        return True
    if word == "年度" and text.startswith(("报告", "预算", "决算", "计划", "考核"), behind):
        return True  # 上一年度|年度报告
    return word[-1] == "一" and (word[0] in _COUNTERS or text.startswith(word[0], behind))


def _allowed(body: Body, word: str, twice: Span) -> bool:
    """Whether two words met (政务公开公开栏), or one is said twice on purpose."""
    known = [term.text for term in body.lists["repeats_allowed"].terms if word + word in term.text]
    return any(body.text.startswith(one, twice.start - one.index(word + word)) for one in known)


def _cut_off(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """A paragraph that ends in a comma or begins with one, unless its neighbour goes on: pages cut paragraphs."""
    text = context.body.text
    for place in context.body.spans(parts):
        start = place.start
        for line in text[place.start : place.end].split("\n")[:-1]:
            end = start + len(line)
            if _is_open(context, place, end):
                first = max(start, end - 24, *(text.rfind(sign, start, end - 1) + 1 for sign in "，。；"))
                yield Span(first, end), "这一段没有写完"
            if line[:1] in _PAUSES and (start == place.start or text[start - 2] in _STOPS):
                yield Span(start, min(end, start + 12)), "这一段以标点开头，前面可能漏了字"
            start = end + 1
        for found in _NO_NUMBER.finditer(text, place.start, place.end) if _COUNTED in text else ():
            yield Span(*found.span(1)), "后面没有写数字"
        for found in _NO_COUNT.finditer(text, place.start, place.end):
            yield Span(*found.span()), "后面没有写数字"
        for found in _ALLOWED.finditer(text, place.start, place.end):
            yield Span(*found.span()), "意思说反了，可能漏了“不”字"


def _is_open(context: CheckContext, place: Span, end: int) -> bool:
    """Whether the paragraph that ends here goes on nowhere."""
    text, here = context.body.text, context.body.passage(end).part
    last = end + 1 >= place.end or context.body.passage(end + 1).part != here
    if text[end - 1 : end] in ("：", ":"):
        return last and here in ("section.5", "section.6")  # elsewhere a table or the next part may follow
    return text[end - 1 : end] in ("，", "、", ",") and (last or _HEADS.match(text, end + 1) is not None)


def _punctuation(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """Half-width marks between Chinese characters in a text that uses full-width ones: the first, with their number."""
    text = context.body.text
    for place in context.body.spans(parts):
        for odd in _MIXED_DIGITS.finditer(text, *place):
            yield Span(max(place.start, odd.start() - 2), odd.end() + 1), "数字里夹了字母，或者全角、半角混用"
    marked = [sign for sign in _HALF_SIGNS if sign in text]
    places = context.body.spans(parts) if marked else ()
    found = [m for place in places for m in _HALF_WIDTH.finditer(text, place.start, place.end)]
    if found and any(sign in text for sign in _FULL_WIDTH):
        at = found[0].start()
        line = context.body.paragraph(at)
        yield Span(max(line.start, at - 6), min(line.end, at + 7)), f"中文里夹了半角标点，共{len(found)}处"


def _document_year(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    yield from odd_numbers(context, parts)
    yield from odd_decrees(context, parts)


def _law(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    yield from wrong_articles(context, parts)
    yield from beyond_limits(context, parts)


def _date(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    finders = (odd_weekdays, steps_turned, left_open, reckoned_days, wrong_law_days) if context.report.year else ()
    told = (faulty_days(context.body, context.report.year), *(find(context) for find in finders))
    for span, fault in chain.from_iterable(told):
        if context.body.within(span.start, parts):
            yield span, fault


SHAPES: Mapping[str, _Reader] = {
    "document_number": document_faults,
    "document_year": _document_year,
    "document_twice": odd_documents,
    "told_otherwise": told_otherwise,
    "bracket": unpaired,
    "url": _url,
    "year": _year,
    "short_title": _short_title,
    "glyph": _glyph,
    "repeat": _repeat,
    "cut_off": _cut_off,
    "frame": broken_frames,
    "numbering": misnumbered,
    "punctuation": _punctuation,
    "date": _date,
    "contact": odd_contacts,
    "money": odd_amounts,
    "fraction": odd_fractions,
    "article": _law,
    "contradiction": contradictions,
}
