"""Articles of the Regulation cited for what they do not say: 根据《条例》第二十四条和《…信息处理费管理办法》."""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Term
from rules.text.numbers import chinese, numeral
from rules.text.span import Span

_HAN = "[一二三四五六七八九十]{1,3}"
_CITED = pattern(
    f"第(?P<article>[二三四]?十{{1}}[一二三四五六七八九]?)条(?:第[（(]?(?P<item>{_HAN})[）)]?项(?P<more>[、和及])?)?"
)
# 第三十条规定的十七个工作日
_DAYS = pattern(f"(?:规定的?|要求的?|明确的?|所定的?|的)+(?P<days>[0-9]{{1,2}}|{_HAN})个工作日")
_OF_ARTICLE = {26: (20,), 30: (7,), 32: (15,), 33: (20,), 34: (15,)}
_ANSWERS = frozenset({14, 15, 16, 24, 25, *range(27, 43)})  # articles on requests; the others speak of many things
_LAW = pattern("《([^《》\n]*)》")
_ENDS = pattern("[。；;\n]|第[二三四]?十[一二三四五六七八九]?条|依据|根据|按照")
_OPEN = 20  # the article whose items are told apart
_REACH = 30


def wrong_articles(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Every citation whose clause speaks of what another article holds, with what is known of it."""
    text = context.body.text
    for place in context.body.spans(parts):
        for found in _CITED.finditer(text, place.start, place.end):
            if _of_regulation(context, found.start()) and (why := _why(context, found)):
                end = _behind(text, found.end())
                yield Span(found.start(), min(end, found.end() + _REACH)), why


def _of_regulation(context: CheckContext, at: int) -> bool:
    """Whether no other law is named before it in its sentence."""
    sentence = context.body.sentence(at)
    laws = _LAW.findall(context.body.text, sentence.start, at)
    return not laws or laws[-1] == "条例" or laws[-1].endswith("信息公开条例")


def _behind(text: str, at: int) -> int:
    """Where what is told of a citation ends: at its second comma, a stop or the next citation."""
    found = _ENDS.search(text, at)
    end = found.start() if found else len(text)
    comma = text.find("，", at + 1, end)
    return comma if comma >= 0 else end


def _why(context: CheckContext, found: re.Match[str]) -> str:
    text, article = context.body.text, int(chinese(found["article"]) or 0)
    days = _DAYS.match(text, found.end())
    if days and article in _OF_ARTICLE:
        told = int(numeral(days["days"]) or 0)
        right = _OF_ARTICLE[article]
        return "" if told in right else f"条例第{found['article']}条规定的是{right[0]}个工作日"
    item = f"{_OPEN}.{chinese(found['item'])}" if found["item"] and article == _OPEN else ""
    if found["more"] or not (item or article in _ANSWERS):
        return ""
    told_of = text[found.end() : min(_behind(text, found.end()), found.end() + _REACH)]
    topics = [term for term in context.lists["article_topics"].terms if term.text in told_of and _fits(term, item)]
    if not topics or any((item or str(article)) in term.sort.split("、") for term in topics):
        return ""
    return f"“{topics[0].text}”在条例的第{_written(topics[0].sort)}，请核对条款"


def _fits(term: Term, item: str) -> bool:
    """Whether a topic is told apart by the items of article 20, as the citation is, or by articles."""
    return term.sort.startswith(f"{_OPEN}.") == bool(item)


def _written(sort: str) -> str:
    """20.8 -> 二十条第（八）项, 42 -> 四十二条."""
    article, _, item = sort.partition("、")[0].partition(".")
    digits = "〇一二三四五六七八九"
    ten, one = divmod(int(article), 10)
    name = f"{digits[ten] if ten > 1 else ''}十{digits[one] if one else ''}条"
    return f"{name}第（{digits[int(item)]}）项" if item else name
