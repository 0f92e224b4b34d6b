"""Words said twice in other ways than next to each other, and items listed twice."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from filings.patterns import pattern
from rules.lexicon.lists import Lists
from rules.text.body import Body
from rules.text.common_words import common_words
from rules.text.repeats import signs_twice
from rules.text.span import Span

# …… may be typed as full stops
_TWO_MARKS = pattern("[，、；：,;。](?:[，、；：,;]|(?<!。)。|(?<=。)(?<!。。)。(?!。))")
_MAY = "可以|可|应当|应|能够|能|将|须|需要"
_MAY_TWICE = pattern(
    f"(?:{_MAY})([\u4e00-\u9fff]{{2}})(?:{_MAY})\\1|可以可(?!能|行|靠|持|追|控)|应当应(?!对|用|急|答|邀|聘|诉|届|变|付|有)|能够能|需要需(?!要|求)"
)
# 近40余条, 约40条左右: one says what the other says already
# a number with 约 before it and 余 or 左右 behind it, or with 余 and 左右
_ROUGH_TWICE = pattern(
    "(?:约|近|大约|将近)[0-9]+[万千百]?(?:[余多][\u4e00-\u9fff]|[条件篇次人份户]多|[\u4e00-\u9fff]{1,2}左右)"
    "|[0-9]+[万千百]?[余多][\u4e00-\u9fff]{1,2}左右"
    "|(?:不少于|不低于|至少|最少|超过)[0-9.]+[万千百亿]?[\u4e00-\u9fff%％]{0,3}(?:以上|及以上)"
    "|(?:不超过|不多于|不高于|最多|至多)[0-9.]+[万千百亿]?[\u4e00-\u9fff%％]{0,4}(?:以下|以内|之内)"
)
_ITEM_ENDS = "，,；;：:（）()\n"
# 通过政府网站、微信公众号、政府网站发布信息: what stands around the first and the last item of a row
_LEAD_IN, _DONE_THERE = (
    pattern("^.*(?:通过|依托|利用|借助|包括|涵盖|涉及|公开|公示|发布|坚持|保障|设置|设立|开设|严把|的)(?=..)"),
    pattern("(?:发布|推送|公示(?![栏牌屏墙窗])|公布|公开信息|的|[一二三四五六七八九十两0-9]+[个类种项级道大件]).*$"),
)
_PAUSES = "，。；：、,;"
_LEAST_ITEM, _LEAST_HEAD, _LEAST_CLAUSE, _AROUND = 2, 8, 4, 20
_NEXT_TO, _LEAST_SENTENCE, _MANY = 6, 18, 4
# signs that stand twice in a row where two words meet that are not common (耕地|地力, 广播|播发), or where names do
_MEETING = frozenset(
    "县市区镇乡村户校院局所站组处室厅部委办馆中人大小多少再又一二三四五六七八九十〇零百个于对为在和是了到以由把将与等后前上下外里"
    "年月日时长会员件条次万元项号段章节款级层天家事地法习播路房任提网税票账车库社费证案课"
)
_APART = frozenset("，。；：、（）“”《》\n的了在和是与对为由以将及或并从把被到等也都均已未不,.;:()0123456789")


def said_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """的的, 可通过可以通过, 近40余条, a clause twice in a row."""
    for hit in body.hits("doubled_signs", parts):
        yield _around(body, hit.start, hit.end), f"“{hit.term.text}”重复了"
    yield from _signs_twice(body, parts)
    yield from _clauses_twice(body, parts)
    yield from _sentences_twice(body, parts)
    for place in body.spans(parts):
        for doubled in (_TWO_MARKS, _MAY_TWICE):
            for found in doubled.finditer(body.text, place.start, place.end):
                signs = found[0]
                both = not signs[0].isalpha() and signs[0] != signs[1]
                yield (
                    _around(body, *found.span()),
                    f"“{signs[0]}”和“{signs[1]}”连着写了" if both else f"“{signs}”重复了",
                )
        for found in _ROUGH_TWICE.finditer(body.text, place.start, place.end):
            rough = not found[0].startswith(("不", "至", "最", "超"))
            yield Span(*found.span()), "大约的意思说了两次" if rough else "同一个意思说了两次"


def _signs_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """自取取, 的内内容: a sign that is no end of the word before it or no beginning of the one behind."""
    text = body.text
    for at in signs_twice(text):
        sign = text[at]
        if not body.within(at, parts):
            continue
        if _doubled_in_phrase(body, at):
            yield _around(body, at, at + 2), f"“{sign}”重复了"
            continue
        if sign in _MEETING:
            continue
        known = common_words(body)
        listed = sign * 2 in known or sign * 2 in body.lists.texts("doubled_signs")
        if not listed and _is_slip(known, text[at - 1 : at], sign, text[at + 2 : at + 3]):
            yield _around(body, at, at + 2), f"“{sign}”重复了"


def _doubled_in_phrase(body: Body, at: int) -> bool:
    """Whether a usual phrase stands around two equal signs, if one of them is taken out: 规范性性文件."""
    text = body.text
    for phrase, place in body.lists.memo(_phrases_by_sign, ("usual_phrases",)).get(text[at], ()):
        start = at - place
        if start >= 0 and text.startswith(phrase[:place], start) and text.startswith(phrase[place:], at + 1):
            return True
    return False


def _phrases_by_sign(lists: Lists, names: tuple[str, ...]) -> Mapping[str, list[tuple[str, int]]]:
    """Sign -> the phrases that hold it within, each with its place there."""
    found: dict[str, list[tuple[str, int]]] = {}
    for phrase in (text for name in names for text in lists.texts(name)):
        for place in range(1, len(phrase) - 1):  # at its ends another word may meet it: 主动公开|开展
            found.setdefault(phrase[place], []).append((phrase, place))
    return found


def _is_slip(known: frozenset[str], before: str, sign: str, behind: str) -> bool:
    """Whether one of two equal signs ends or begins a word and the other one stands by itself between them."""
    ends, begins = before + sign in known, sign + behind in known
    if ends == begins:
        return False
    return behind in _APART if ends else before in _APART


def _around(body: Body, start: int, end: int) -> Span:
    """A stretch with its clause on both sides, as far as it is short."""
    line, text = body.paragraph(start), body.text
    first = max(line.start, start - _AROUND, *(text.rfind(sign, line.start, start) + 1 for sign in _PAUSES))
    last = min(line.end, end + _AROUND)
    return Span(first, min([last, *(at for sign in _PAUSES if (at := text.find(sign, end, last)) >= 0)]))


def _clauses_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """加强领导，加强领导: with nothing but a sign of a pause between them."""
    starts, words = body.between_marks
    for at, (one, other) in enumerate(pairwise(words)):
        if one == other and len(one) >= _LEAST_CLAUSE and "\n" not in body.text[starts[at] : starts[at + 1]]:
            span = Span(starts[at], starts[at + 1] + len(other))
            if not one[-1].isdigit() and body.within(span.start, parts):
                yield span, f"“{one}”接连写了两次"


def _sentences_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """A sentence that stands twice in a row, or a long one twice in its part; W16 tells of whole passages."""
    sentences = [(body.text[one.start : one.end], one) for one in body.sentences(parts)]
    if len({words for words, _ in sentences}) == len(sentences):
        return
    seen: set[tuple[str, str]] = set()
    before = ""
    for words, sentence in sentences:
        here = (body.passage(sentence.start).part, words)
        if words == before and len(words) >= _NEXT_TO:
            yield sentence, "这句话前面刚写过"
        elif here in seen and len(words) >= _LEAST_SENTENCE:
            yield sentence, "这句话前面写过"
        seen.add(here)
        before = words


def listed_twice(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """An item that stands twice in one row joined by 、, whole, or as the beginning of a longer one right behind it."""
    for place in body.spans(parts):
        start = place.start
        rows = body.text[place.start : place.end]
        for sign in _ITEM_ENDS:
            rows = rows.replace(sign, "。")
        for row in rows.split("。"):
            if "、" in row:
                yield from _items_twice(row, start)
            start += len(row) + 1


def _items_twice(row: str, at: int) -> Iterator[tuple[Span, str]]:
    seen: set[str] = set()
    before = ""
    items = row.split("、")
    least = _LEAST_ITEM if len(items) >= _MANY else _LEAST_ITEM + 1  # 教育、医疗、教育 may be meant
    for number, item in enumerate(items):
        headed = len(before) >= _LEAST_HEAD and item.startswith(before)
        named = item.partition("等")[0]
        named = _LEAD_IN.sub("", named) if number == 0 else named.removeprefix("通过").removeprefix("利用")
        named = _DONE_THERE.sub("", named) if number == len(items) - 1 else named
        twice = named in seen and named.isalpha() and len(named) >= (_LEAST_ITEM if named == before else least)
        if headed or twice:
            yield Span(at, at + len(item)), f"“{before if headed else named}”列了两次"
        seen.update((item, named))
        before, at = item, at + len(item) + 1
