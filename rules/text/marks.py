"""Marks that belong together: brackets, quotation marks, and the marks of a document number."""

import re
from collections.abc import Iterator
from itertools import accumulate

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span
from rules.text.tokens import document_numbers

_BRACKET = pattern("[（()）《》〈〉〔〕【】［］]")
_PAIRS = {"（": "）", "(": "）", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "［": "］"}
_CLOSING = {")": "）", **{sign: sign for sign in _PAIRS.values()}}
_WHOLES = tuple(opened + closed for opened, closed in _PAIRS.items() if opened != "(")
_CALLED = {"）": "括号", "》": "书名号", "〉": "书名号"}
_YEAR = pattern("20[0-9]{2}年?")
_EMPTY = pattern(r"（\s*）|\(\s*\)|[：:](?=[）)])|https?://(?=[）)，。])")
_QUOTES = pattern("[“”]")
# 1）, 一): a sign that numbers an item has no other half
_NUMBERING = pattern("(?:^|[\n。；;：:，,、\\s])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z①-⑳])$")
_LONGEST, _PAUSES = 24, "，。；！？"
_YEARS = pattern("[函发办字文]\\s?20[0-9]{2}")
_NO_YEAR_BRACKETS = pattern(r"[\u4e00-\u9fff]{2,9}[函发办字文]\s?20[0-9]{2}(?:年|[-—])?\s?第?[0-9]{1,4}\s?号")
_DECREE = pattern("令[（(〔\\[]?(?:20[0-9]{2}年?[）)〕\\]]?)?第\\s?[0-9]{1,4}\\s?条")
# 〔15〕27号, 〔2021年〕2号, 〔2023〕01号
_ODD_NUMBER = pattern(
    r"[〔\[（(](?<=[\u4e00-\u9fff][发办函规字文通][〔\[（(])\s?"
    r"(?:(?:(?P<year>[0-9]{2,3}|[0-9]{5})|(?P<sign>20[0-9]{2}年))\s?[〕\]）)]\s?[0-9]{1,4}|20[0-9]{2}[〕\]）)](?P<nought>0[0-9]{1,3}))\s?号"
)
_NO_NUMBER = pattern(r"〔(?<=[\u4e00-\u9fff][发办函规字文通]〔)20[0-9]{2}〕\s?号")
_ORDINAL = pattern(r"〔20[0-9]{2}〕第[0-9]{1,4}号")
_NO_SIGN = pattern(r"〔(?<=[\u4e00-\u9fff][发办函规字文通]〔)20[0-9]{2}〕[0-9]{1,4}(?![0-9号、和及至\-—~])")
_REGULATION = pattern(
    "信息公开条例》?(?:[^。；;\n《]|《条例》){0,24}?(?P<decree>(?:(?:中华人民共和国)?国务院令|国令)第?(?P<number>[0-9]{3})号)"
)
_ITS_DECREES = ("711", "492")  # the one in force; the older one is told as such
_ISSUING = pattern("[\u4e00-\u9fff]{2,10}$")
_NUMBERS_OF_FORMAT = ("〔2021〕30号", "〔2019〕60号")  # equally long
_FORMAT = pattern(
    "([\u4e00-\u9fff]{6})(?=〔2021〕30号|〔2019〕60号)|(?<![\u4e00-\u9fff])(国办公[\u4e00-\u9fff]{1,3})(?=〔2021〕30号|〔2019〕60号)"
)
_FORMAT_NUMBER = pattern("报告格式》?[^。；\n]{0,6}[（(]国办公开办函〔(20[0-9]{2})〕([0-9]{1,3})号")
_NO_SIGN_OF_DECREE = pattern("国务院令第?[0-9]{3}(?![0-9号条])|国务院第?[0-9]{3}号(?!令)")
_ARTICLE = pattern("公开条例》?(?:（[^（）\n]{1,20}）)?第[一二三四五六七八九十]{1,4}(?:号|款(?=规定|要求|、|，|和))")
# 根据条例第三十二条，现公布年度报告: the article before 2019; 第四十九条 and 第五十条 say what a report is
_BASIS = pattern(
    "(?:根据|依据|按照|依照)《(?:中华人民共和国)?政府信息公开条例》(?:（[^（）\n]{1,20}）)?(?P<articles>第[一二三四五六七八九十]{1,4}条(?:[、和]第[一二三四五六七八九十]{1,4}条)?)"
    "的?(?:规定|要求)?[，,](?:现|特|由)?[^。；，,《》\n]{0,24}(?:公布|编制|发布|制作)(?:了|本)?[^。；，,《》\n]{0,20}年度?(?:政府信息公开)?(?:工作)?年?度?报告"
)
_IN_FORCE = 2019  # the year from whose report on the articles are those of today
_OLD_ARTICLES = ("第三十一条", "第三十二条", "第三十七条")
_NOTICE = pattern("国办公开办函〔(20[0-9]{2})〕([0-9]{2})号")
_NOTICES = {"30": "2021", "60": "2019"}  # the two forms
_ISSUERS = "发办函规字文通"
_ISSUER, _ALIKE = "国办公开办函", 4


def unpaired(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Brackets, titles and quotation marks without their other half or crossing each other, and empty brackets."""
    text = context.body.text
    for place in context.body.spans(parts):
        yield from ((_around(text, at, place), why) for at, why in sorted(_odd_brackets(text, place)))
        for found in _EMPTY.finditer(text, place.start, place.end):
            yield _around(text, found.end() - 1, place), "括号里是空的" if found[0][-1] in "）)" else "后面是空的"
        yield from ((_around(text, at, place), why) for at, why in _odd_quotes(text, place))


def _odd_brackets(text: str, place: Span) -> Iterator[tuple[int, str]]:
    waiting: list[tuple[int, str]] = []  # where each one opened, and the sign that closes it
    odd: list[tuple[int, str]] = []
    if _paired("".join(_BRACKET.findall(text, place.start, place.end))):
        return
    found = [(one.start(), one[0]) for one in _BRACKET.finditer(text, place.start, place.end)]
    signs = iter(zip(found, [*found, (place.end, "")][1:], strict=True))
    for (at, sign), (_, behind) in signs:
        if sign in _PAIRS:
            waiting.append((at, _PAIRS[sign]))
            continue
        closed = _CLOSING[sign]
        if waiting and waiting[-1][1] == closed:
            waiting.pop()
        elif len(waiting) > 1 and waiting[-2][1] == closed and _CLOSING.get(behind) == waiting[-1][1]:
            yield at, f"{_called(closed)}和{_called(waiting[-1][1])}交叉了"
            del waiting[-2:]
            next(signs)
        elif any(one == closed for _, one in waiting):
            while (left := waiting.pop())[1] != closed:
                odd.append(left)
        elif waiting and _YEAR.fullmatch(text, waiting[-1][0] + 1, at):
            waiting.pop()  # (2021〕30号: what is wrong with a document's number is said where it is read
        elif not (closed == "）" and _NUMBERING.search(text[max(place.start, at - 5) : at])):
            odd.append((at, closed))
    yield from ((at, f"{_called(closed)}没有配对") for at, closed in (*waiting, *odd))


def _paired(signs: str) -> bool:
    """Whether nothing is left of some brackets when those that stand within each other are taken out pair by pair."""
    signs, before = signs.replace("(", "（").replace(")", "）"), -1
    while len(signs) != before:
        before = len(signs)
        for pair in _WHOLES:
            signs = signs.replace(pair, "")
    return not signs


def _called(closed: str) -> str:
    return _CALLED.get(closed) or f"括号{next(sign for sign in _PAIRS if _PAIRS[sign] == closed)}{closed}"


def _odd_quotes(text: str, place: Span) -> Iterator[tuple[int, str]]:
    """The first mark of a paragraph that closes what is not open, or opens what is not closed."""
    if '"' in text[place.start : place.end]:
        return  # straight marks and curved ones may pair with each other
    start = place.start
    for line in text[place.start : place.end].split("\n"):
        quoted = "“" in line or "”" in line
        marks = [(start + found.start(), found[0]) for found in _QUOTES.finditer(line)] if quoted else []
        if marks and not _balanced([sign for _, sign in marks]):
            turned = [at for number, (at, sign) in enumerate(marks) if sign != "“”"[number % 2]]
            yield turned[0] if turned else marks[-1][0], "引号没有配对" if len(marks) % 2 else "引号的方向反了"
        start += len(line) + 1


def _balanced(signs: list[str]) -> bool:
    depths = list(accumulate(1 if sign == "“" else -1 for sign in signs))
    return min(depths) >= 0 and depths[-1] == 0


def _around(text: str, at: int, place: Span) -> Span:
    """A mark with the words of its clause on both sides, as far as they are short, within its paragraph."""
    first = max(place.start, text.rfind("\n", place.start, at) + 1, at - _LONGEST)
    first = max(first, *(text.rfind(sign, first, at) + 1 for sign in _PAUSES))
    line = text.find("\n", at, place.end)
    last = min(line if line >= 0 else place.end, at + _LONGEST)
    stops = [stop + 1 for sign in _PAUSES if (stop := text.find(sign, at + 1, last)) >= 0]
    return Span(first, min([last, *stops]))


def odd_numbers(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Document numbers whose year lacks digits or brackets, or whose number is amiss; the report's article."""
    text = context.body.text
    for found, span in document_numbers(context.body, tuple(part for part in parts if part != "lead")):
        if (found["open"], found["close"]) != ("〔", "〕") and text[found.start("open") - 1] in _ISSUERS:
            yield span, "文号的年份应当用六角括号〔〕"
    for place in context.body.spans(parts):
        for found in _ODD_NUMBER.finditer(text, place.start, place.end):
            why = "年份要写四位" if found["year"] else "年份后面不写“年”" if found["sign"] else "序号前面不补“0”"
            yield _with_issuer(text, found), f"文号的{why}"
        for found in _ORDINAL.finditer(text, place.start, place.end):
            yield _with_issuer(text, found), "文号的序号前面不加“第”字"
        for found in _NO_NUMBER.finditer(text, place.start, place.end):
            yield _with_issuer(text, found), "文号缺序号"
        for found in _NO_SIGN.finditer(text, place.start, place.end):
            yield _with_issuer(text, found), "文号的序号后面缺“号”字"
        yield from _old_articles(context, place)
        for found in _without_brackets(text, place):
            if context.body.passage(found.start()).part != "lead":  # there every fault of its numbers is told
                yield Span(*found.span()), "文号的年份没有写在六角括号〔〕里"


def odd_decrees(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Decrees amiss behind the lead, where they are told as its basis."""
    for place in context.body.spans(tuple(part for part in parts if part != "lead")):
        yield from _wrong_decrees(context.body.text, place)


def _old_articles(context: CheckContext, place: Span) -> Iterator[tuple[Span, str]]:
    """The article that a report is made by, where it is not the one of today's Regulation."""
    for found in _BASIS.finditer(context.body.text, place.start, place.end):
        wrong = "第五十条" not in found["articles"] and found["articles"].endswith(_OLD_ARTICLES)
        if wrong and (context.report.year or 0) >= _IN_FORCE:
            yield Span(*found.span("articles")), "年度报告的内容由条例第五十条规定"


def _without_brackets(text: str, place: Span) -> Iterator[re.Match[str]]:
    """Document numbers with a year that stands in no brackets, looked for where an issuer is followed by one at all."""
    if _YEARS.search(text, place.start, place.end):
        yield from _NO_YEAR_BRACKETS.finditer(text, place.start, place.end)


def _with_issuer(text: str, found: re.Match[str]) -> Span:
    issuer = _ISSUING.search(text, max(text.rfind("\n", 0, found.start()) + 1, found.start() - 10), found.start())
    return Span(issuer.start() if issuer else found.start(), found.end())


def document_faults(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Document numbers whose year or number is not written as the standard says, and a slip in the format's own."""
    text = context.body.text
    for found, span in document_numbers(context.body, parts):
        if (found["open"], found["close"]) != ("〔", "〕"):
            yield span, "文号的年份应当用六角括号〔〕"
        elif found["number"].startswith("第"):
            yield span, "文号的序号前不写“第”"
    for place in context.body.spans(parts):
        for found in _without_brackets(text, place):
            yield Span(*found.span()), "文号的年份没有写在六角括号〔〕里"
        yield from _wrong_decrees(text, place)
        yield from _wrong_notices(text, place)


def _wrong_notices(text: str, place: Span) -> Iterator[tuple[Span, str]]:
    """A slip in the number of the notice that brought the format."""
    for found in _NOTICE.finditer(text, place.start, place.end):
        if found[2] in _NOTICES and _NOTICES[found[2]] != found[1]:
            yield Span(*found.span()), f"{found[2]}号的年份是{_NOTICES[found[2]]}年"
    for found in _FORMAT_NUMBER.finditer(text, place.start, place.end):
        if found[2] not in _NOTICES:
            yield Span(*found.span()), "年度报告格式的文号是“国办公开办函〔2021〕30号”"
    for found in (
        _FORMAT.finditer(text, place.start, place.end) if any(one in text for one in _NUMBERS_OF_FORMAT) else ()
    ):
        same = sum(one == other for one, other in zip(found[0], _ISSUER, strict=False))
        if _ALIKE <= same < len(_ISSUER) or (found[2] and found[2] != _ISSUER):
            yield Span(found.start(), found.end() + len(_NUMBERS_OF_FORMAT[0])), f"这个文号的发文代字是“{_ISSUER}”"


def _wrong_decrees(text: str, place: Span) -> Iterator[tuple[Span, str]]:
    """A decree counted in articles, and the Regulation with the number of another decree."""
    for found in _DECREE.finditer(text, place.start, place.end):
        yield _around(text, found.end() - 1, place), "国务院令按号编，应当写“第…号”"
    for found in _NO_SIGN_OF_DECREE.finditer(text, place.start, place.end):
        yield _around(text, found.end() - 1, place), "应当写“国务院令第711号”"
    for found in _ARTICLE.finditer(text, place.start, place.end):
        yield _around(text, found.end() - 1, place), "条例分条，应当写“第…条”"
    for found in _REGULATION.finditer(text, place.start, place.end):
        if found["number"] not in _ITS_DECREES:
            yield Span(*found.span("decree")), "条例是国务院令第711号公布的"
