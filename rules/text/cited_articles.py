"""Articles of the Regulation cited for what they do not say: 根据《条例》第二十四条和《…信息处理费管理办法》."""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Term
from rules.text.article_frames import RESTS, framed
from rules.text.numbers import chinese, numeral
from rules.text.own_identity import own_identity
from rules.text.span import Span

_HAN = "[一二三四五六七八九十]{1,3}"
_TENS = "[二三四五六七八九]?十[一二三四五六七八九]?"
_CITED = pattern(f"第(?P<article>{_TENS})条(?:第[一二三四]款)?(?:第[（(]?(?P<item>{_HAN})[）)]?项(?P<more>[、和及])?)?")
# 第三十条规定的十七个工作日
_DAYS = pattern(f"(?:关于|规定的?|要求的?|明确的?|所定的?|的)+(?P<days>[0-9]{{1,2}}|{_HAN})个工作日")
_OF_ARTICLE = {26: (20,), 30: (7,), 32: (15,), 33: (20,), 34: (15,)}
_ANSWERS = frozenset({14, 15, 16, 24, 25, *range(27, 43)})  # articles on requests; the others speak of many things
_LAW = pattern("《([^《》\n]*)》")
_ENDS = pattern(f"[。；;\n]|第{_TENS}条|依据|根据|按照")
_CITES = pattern("(?:依据|根据|按照)?[《第]")
_AS_RULED = pattern("的?(?:规定|要求)[，,]")  # 第三十三条规定，经负责人同意延长
_OPEN, _KINDS = 20, 36  # the articles whose items are told apart
_LAST = 56
_ITEMS = {20: 15, 29: 3, 31: 3, 36: 7, 50: 5, 53: 3}  # how many items an article has; the others have none
_REACH, _BEFORE, _NEAR = 30, 60, 300
_NAMED = "条例", "条例》", "《条例》）", "“条例”）"
_OTHER_LAW = "法", "则", "办法", "规定", "法》", "则》"
_RESTS = pattern(RESTS)
# what the answers of the table rest on, by article; nothing is asked where something was given in part
_ROWS = {14: ("refused.1", "refused.2", "refused.3"), 15: ("refused.4",), 16: ("refused.5", "refused.6", "refused.7")}
_ROWS |= {35: ("rejected.4",), 39: ("rejected.1", "rejected.3")}
_REFUSED = pattern("(?=.*[0-9一两]件).*(?:不|未)予?(?:公开|处理)")
_OTHERWISE = pattern(
    "[上去前往历]年|20[0-9]{2}年|部分|区分|培训|学习|讲|审查|对照|如|若|的，|情形|凡|应当|不得|复议|诉讼"
)
_GROUPS = {"refused.": 8, "rejected.": 5}
# 第四十六条、第四十七条进行考核: what is told behind the last may be of any of them
_JOINED = pattern(f"(?:第{_TENS}条(?:第[^，,。；;、]{{1,6}}[款项])?(?:[、和及与]|以及))+$")
_BODIES = ("局", "办公", "部门", "中心", "科", "股", "处室", "委", "馆", "站", "大队", "窗口")
_DONE = pattern("[^，,。；;\n]{0,4}(?:作出|所作|制发|发出)的")  # 第三十六条作出的答复开展考核: those are assessed
_OF_TIME = pattern("期限|时限|时间|计算|日内")
_NO_LAW = pattern("《(?:中华人民共和国[^《》\n]{0,4}(?:政务公开|政务信息)[^《》\n]{0,6}|政务公开)条例》")
_OTHERS_ARTICLE = pattern(
    "《(?:中华人民共和国)?(?:行政(?:许可|处罚|强制|复议|诉讼)法|公务员法|信访工作条例)》第十[四五六]条[^，,。；;\n]{0,6}不予公开"
)


def wrong_articles(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Every citation whose clause speaks of what another article holds, with what is known of it."""
    text = context.body.text
    for place in context.body.spans(parts):
        for found in _CITED.finditer(text, place.start, place.end):
            if of_regulation(context, found.start()) and (why := _why(context, found)):
                end = _behind(text, found.end())
                yield Span(found.start(), min(end, found.end() + _REACH)), why
        for found in _NO_LAW.finditer(text, *place):
            yield Span(*found.span()), "没有这部条例，应当是《中华人民共和国政府信息公开条例》"
        for found in _OTHERS_ARTICLE.finditer(text, *place):
            yield Span(*found.span()), "不予公开的情形在政府信息公开条例的第十四条至第十六条"


def of_regulation(context: CheckContext, at: int) -> bool:
    """Whether no other law is named before it in its sentence."""
    sentence = context.body.sentence(at)
    if context.body.text.endswith(_OTHER_LAW, sentence.start, at):
        return False
    laws = _LAW.findall(context.body.text, sentence.start, at)
    return not laws or laws[-1] == "条例" or laws[-1].endswith("信息公开条例")


def _behind(text: str, at: int) -> int:
    """Where what is told of a citation ends: at its second comma, a stop or the next citation."""
    found = _ENDS.search(text, at)
    end = found.start() if found else len(text)
    ruled = _AS_RULED.match(text, at)
    comma = text.find("，", ruled.end() if ruled else at + 1, end)
    if comma < 0 and found and text.startswith("，", at) and _CITES.match(text, found.start()):
        return at  # 第十五条，涉及案卷的依第十六条: the clause is the next one's
    return comma if comma >= 0 else end


def _is_named(context: CheckContext, at: int) -> bool:
    """Whether the Regulation itself is named before it in its sentence."""
    sentence = context.body.sentence(at)
    laws = _LAW.search(context.body.text, sentence.start, at)
    return laws is not None or context.body.text.endswith(_NAMED, sentence.start, at)


def _why(context: CheckContext, found: re.Match[str]) -> str:
    text, article = context.body.text, int(chinese(found["article"]) or 0)
    named = _is_named(context, found.start())
    if named and (why := _no_such(article, found["item"])):
        return why
    days = _DAYS.match(text, found.end())
    if days and (named or article in _OF_ARTICLE):
        return _days_of(article, found["article"], int(numeral(days["days"]) or 0))
    by_item = bool(found["item"]) and article == _OPEN
    if found["more"] or not (by_item or named or article in _ANSWERS):
        return ""
    cited = _names(found) | _joined_with(text, found.start())
    name, sort = framed(text, *found.span())
    if name and not cited & set(sort.split("、")):
        return f"“{name}”在条例的第{_written(sort)}，请核对条款"
    done = _DONE.match(text, found.end())
    told_of = text[found.end() : min(done.end() if done else _behind(text, found.end()), found.end() + _REACH)]
    topics = _topics(context, told_of, by_item=by_item)
    if not (topics or _OF_TIME.search(told_of)):
        topics = _topics(context, _before(context, found), by_item=by_item)
    if any(cited & set(term.sort.split("、")) for term in topics) or not topics:
        return _against_table(context, found, article)
    return f"“{topics[0].text}”在条例的第{_written(topics[0].sort)}，请核对条款"


def _against_table(context: CheckContext, found: re.Match[str], article: int) -> str:
    """What is wrong where requests were refused on an article, and the table has them refused on others."""
    text, sentence = context.body.text, context.body.sentence(found.start())
    first, last = max(sentence.start, found.start() - _NEAR), min(sentence.end, found.end() + _NEAR)
    start = max(first, text.rfind("；", first, found.start()) + 1)
    end = stop if (stop := text.find("；", found.end(), last)) >= 0 else last
    told = text[start:end]
    rests = _RESTS.search(text, max(start, found.start() - _BEFORE), found.start())
    if not rests or not _REFUSED.match(told) or _OTHERWISE.search(told) or _CITED.search(text, found.end(), end):
        return ""
    if article not in _ROWS or context.edition is None or context.range("applications.partial.total").most:
        return ""
    group = _ROWS[article][0][:-1]
    rows = [f"{group}{at}" for at in range(1, _GROUPS[group] + 1)]
    there = [ref for ref in rows if context.range(f"applications.{ref}.total").most]
    if not there or set(there) & set(_ROWS[article]):
        return ""
    return f"第三部分表格里没有这一条的，有“{context.title('applications.' + there[0])}”，请核对条款"


def _names(found: re.Match[str]) -> set[str]:
    """What the list calls a citation: 30; 20.5; 36.6 and 36, each of its items where none is named."""
    article, item = int(chinese(found["article"]) or 0), found["item"]
    items = [int(chinese(item) or 0)] if item else range(1, _ITEMS[_KINDS] + 1) if article == _KINDS else []
    whole = set() if item and article == _OPEN else {str(article)}
    return whole | {f"{article}.{one}" for one in items}


def _joined_with(text: str, at: int) -> set[str]:
    """The articles that are named in one row before it."""
    joined = _JOINED.search(text, max(0, at - _BEFORE), at)
    return set().union(*map(_names, _CITED.finditer(joined[0]))) if joined else set()


def _no_such(article: int, item: str | None) -> str:
    """Articles behind the last one, items of an article that has none or not so many."""
    if article > _LAST:
        return "条例一共五十六条"
    if item and article not in _ITEMS:
        return "这一条没有分项，请核对条款"
    return "这一条没有这么多项，请核对条款" if item and int(chinese(item) or 0) > _ITEMS[article] else ""


def _days_of(article: int, written: str, told: int) -> str:
    """What is wrong with the working days that an article is said to set."""
    right = _OF_ARTICLE.get(article)
    if right is None:
        return f"条例第{written}条没有规定几个工作日"
    return "" if told in right else f"条例第{written}条规定的是{right[0]}个工作日"


def _before(context: CheckContext, found: re.Match[str]) -> str:
    """What a single citation of its sentence rests on, where it is told before it."""
    text, at = context.body.text, found.start()
    sentence = context.body.sentence(at)
    rests = _RESTS.search(text, max(sentence.start, at - _BEFORE), at)
    if rests is None:
        return ""
    near = max(sentence.start, at - _BEFORE)
    first = max(text.rfind(sign, near, at) for sign in "；;：:") + 1
    told = text[max(first, near) : rests.start()]
    told = "，".join(told.rstrip("，均").split("，")[-2:])  # its own clause and the one before
    return "" if _CITED.search(told) else told


def _topics(context: CheckContext, words: str, *, by_item: bool) -> list[Term]:
    """What the words speak of that is at home in some article, or item of the article on what is published."""
    for name in context.memo(own_identity).names:
        words = words.replace(name, "")
    terms = context.lists["article_topics"].terms
    return [one for one in terms if _is_told(one.text, words) and one.sort.startswith(f"{_OPEN}.") == by_item]


def _is_told(topic: str, words: str) -> bool:
    """Whether a topic is spoken of, and not only a body that has its name: 信访局, 档案馆."""
    at = words.find(topic)
    while at >= 0 and words.startswith(_BODIES, at + len(topic)):
        at = words.find(topic, at + 1)
    return at >= 0


def _written(sort: str) -> str:
    """20.8 -> 二十条第（八）项, 42 -> 四十二条."""
    article, _, item = sort.partition("、")[0].partition(".")
    digits = "〇一二三四五六七八九"
    ten, one = divmod(int(article), 10)
    name = f"{digits[ten] if ten > 1 else ''}十{digits[one] if one else ''}条"
    return f"{name}第（{'十' * (len(item) > 1)}{digits[int(item[-1])]}）项" if item else name
