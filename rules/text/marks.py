"""Marks that belong together: brackets, quotation marks, and the marks of a document number."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span
from rules.text.tokens import document_numbers

_BRACKET = pattern("[（()）]")
_OPEN = "（("
_EMPTY = pattern(r"（\s*）|\(\s*\)")
_QUOTES = pattern("[“”]")
# 1）, 一): a sign that numbers an item has no other half
_NUMBERING = pattern("(?:^|[\n。；;：:，,、\\s])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z①-⑳])$")
_LONGEST = 12
_NO_YEAR_BRACKETS = pattern(r"[\u4e00-\u9fff]{2,9}[函发办字文]\s?20[0-9]{2}(?:年|[-—])?\s?第?[0-9]{1,4}\s?号")
_DECREE = pattern("令[（(〔\\[]?(?:20[0-9]{2}年?[）)〕\\]]?)?第\\s?[0-9]{1,4}\\s?条")
# 〔15〕27号, 〔2021年〕2号, 〔2023〕01号
_ODD_NUMBER = pattern(
    r"(?<=[\u4e00-\u9fff][发办函规字文通])[〔\[（(]\s?"
    r"(?:(?:(?P<year>[0-9]{2,3}|[0-9]{5})|(?P<sign>20[0-9]{2}年))\s?[〕\]）)]\s?[0-9]{1,4}|20[0-9]{2}[〕\]）)](?P<nought>0[0-9]{1,3}))\s?号"
)
_ISSUING = pattern("[\u4e00-\u9fff]{2,10}$")
_FORMAT = pattern("([\u4e00-\u9fff]{6})(?=〔2021〕30号)")
_ISSUER, _ALIKE = "国办公开办函", 4


def unpaired(scene: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Brackets and quotation marks without their other half in a part, and brackets that hold nothing."""
    text = scene.body.text
    for place in scene.body.spans(parts):
        yield from ((_around(text, at, place), "括号没有配对") for at in _odd_brackets(text, place))
        for found in _EMPTY.finditer(text, place.start, place.end):
            yield _around(text, found.end() - 1, place), "括号里是空的"
        yield from ((_around(text, at, place), "引号没有配对") for at in _odd_quotes(text, place))


def _odd_brackets(text: str, place: Span) -> Iterator[int]:
    waiting: list[int] = []
    odd: list[int] = []
    for found in _BRACKET.finditer(text, place.start, place.end):
        at = found.start()
        if found[0] in _OPEN:
            waiting.append(at)
        elif waiting:
            waiting.pop()
        elif not _NUMBERING.search(text[max(place.start, at - 5) : at]):
            odd.append(at)
    yield from sorted((*waiting, *odd))


def _odd_quotes(text: str, place: Span) -> Iterator[int]:
    """One mark too many in a paragraph: the closing ones without an opening one, or the opening ones left open."""
    if '"' in text[place.start : place.end]:
        return  # straight marks and curved ones may pair with each other
    start = place.start
    for line in text[place.start : place.end].split("\n"):
        marks = [(start + found.start(), found[0]) for found in _QUOTES.finditer(line)]
        if len(marks) % 2:
            odd = [at for number, (at, sign) in enumerate(marks) if sign != "“”"[number % 2]]
            yield odd[0] if odd else marks[-1][0]
        start += len(line) + 1


def _around(text: str, at: int, place: Span) -> Span:
    """A mark with the words before it and behind it, within its paragraph."""
    first = max(place.start, text.rfind("\n", place.start, at) + 1, at - _LONGEST)
    last = text.find("\n", at, place.end)
    return Span(first, min(last if last >= 0 else place.end, at + _LONGEST))


def odd_numbers(scene: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Document numbers whose year has not four digits or whose number begins with a nought."""
    for place in scene.body.spans(parts):
        for found in _ODD_NUMBER.finditer(scene.body.text, place.start, place.end):
            why = "年份要写四位" if found["year"] else "年份后面不写“年”" if found["sign"] else "序号前面不补“0”"
            issuer = _ISSUING.search(scene.body.text, max(place.start, found.start() - 10), found.start())
            yield Span(issuer.start() if issuer else found.start(), found.end()), f"文号的{why}"


def document_faults(scene: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Document numbers whose year or number is not written as the standard says, and a slip in the format's own."""
    text = scene.body.text
    for found, span in document_numbers(scene.body, parts):
        if (found["open"], found["close"]) != ("〔", "〕"):
            yield span, "文号的年份应当用六角括号〔〕"
        elif found["number"].startswith("第"):
            yield span, "文号的序号前不写“第”"
    for place in scene.body.spans(parts):
        for found in _NO_YEAR_BRACKETS.finditer(text, place.start, place.end):
            yield Span(*found.span()), "文号的年份没有写在六角括号〔〕里"
        for found in _DECREE.finditer(text, place.start, place.end):
            yield _around(text, found.end() - 1, place), "国务院令按号编，应当写“第…号”"
        for found in _FORMAT.finditer(text, place.start, place.end):
            same = sum(one == other for one, other in zip(found[1], _ISSUER, strict=True))
            if _ALIKE <= same < len(_ISSUER):
                yield Span(found.start(), found.end() + len("〔2021〕30号")), f"这个文号的发文代字是“{_ISSUER}”"
