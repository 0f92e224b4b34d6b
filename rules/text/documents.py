"""Documents with their numbers held against each other and against the year in which the report says they were made."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.own_identity import own_identity
from rules.text.span import Span

Fault = tuple[Span, str]
# 《…办法》（云财规〔2024〕1号）, 《…办法》，文号云财规〔2024〕1号
_DOCUMENT = pattern(
    "《(?P<title>[^《》\n]{2,80})》(?P<between>[（(]|[，,（(]?(?:其)?(?:发文)?(?:文号|字号)(?:为|是|系)?[：:]?)"
    "(?P<sign>[\u4e00-\u9fff]{1,10})〔(?P<year>20[0-9]{2})〕(?P<number>[0-9]{1,4})号"
)
_OF_YEAR = pattern("(20[0-9]{2})年(?:度)?[^0-9]*(?:要点|计划|安排|方案|考核)")
_INNER = pattern("〈(?P<title>[^〈〉]+)〉的?(?:通知|决定|公告)$")
_SAME = pattern("(?:上述|前述|该|此|这份|这件)的?$")
_SAID, _KEPT = 4, 24  # signs of 上述的; documents before one with which it is compared
_SHORTEST = 6  # signs of a short title that two documents hardly share
_KINDS = ("通知", "意见", "方案", "办法", "规定", "细则", "公告", "决定", "函", "要点")
_ISSUING, _SHARED = ("通知", "公告", "决定", "令"), 6  # signs that two titles have in common
_NUMBERED = pattern("〔(20[0-9]{2})〕([0-9]{1,4})号")
_BARE = pattern(
    "(?<![（(])(?P<sign>[\u4e00-\u9fff]{1,10})〔(?P<year>20[0-9]{2})〕(?P<number>[0-9]{1,4})号(?![^《》\n]{0,20}》)"
)
_SHORT_REFERENCE = pattern("(?:^|(?<=[，,。；;\n])|(?<=该)|(?<=上述))(?P<number>[0-9]{1,4})号文件?(?![书本])")
# made this year, as it is told
_WHEN = "(?:今年|本年度?|全年|年内|当年|同年|年初|[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底|初|份)?)"
_BODY = "(?:[我本][局镇乡县市区委会旗办院]|街道|局|镇|乡|[我本]单位|本机关|镇政府|乡政府|办事处|县政府|局党组|局办公室)"
_MADE = pattern(
    rf"(?:^|(?<=[，,。；;：:\n、（(]))(?:[（(]?[一二三四五六七八九十0-9]{{1,2}}[）)、.．])?(?:{_WHEN}[，,]?)*{_BODY}?(?:{_WHEN}[，,]?)*(?:共|先后|正式|还|又|于)?(?:新)?"
    "(?:制发|印发|出台|制定|制定出台|制定印发|制定并印发|公布|发布|颁布)(?:了)?"
    "(?:[^，,。；;、《》0-9]{0,8}规范性文件)?(?:[0-9一二两三四五六七八九]{1,2}[件份部个])?(?:，即|，为|[：:，,]|即|为|是|（|，分别是|，分别为|，包括)?$"
)
_COUNTED = pattern("[0-9一二两三四五六七八九]{1,2}[件份部]规范性文件[：:，,](?:[^《》。]{0,6})$")
_THEN = pattern(
    r"[）)]?[，,]?(?:已|于|自)?(?P<year>(?:20[0-9]{2}年|次年|上年|去年))?(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:[0-9一二三四五六七八九十]{1,3}日|[上中下]旬|底|初|份)?(?:正式)?起?(?:印发|公布|出台|发布|制发|施行|实施|签发)"
)
_OTHERS = pattern(
    "按照|根据|依据|依照|落实|执行|贯彻|转发|学习|宣传|对照|参照|对《|废止|评估|清理|失效|到期|修订|修改|原《|解读|公开《|的$|20[0-9]{2}年"
)
_AFTER = pattern(
    r"[）)]?(?:的?(?:评估|解读|后评估|宣传|培训|修订|规定|要求|精神|同时废止)|[，,]?(?:同时|予以|已|并)?(?:废止|失效))"
)
_LISTED = pattern("[）)](?:、|和|及|以及|与|，|；另一件是|；一件是|；二是|；)(?:另一件)?(?:是|为)?$")
_JANUARY = pattern("(?<![0-9])1月|一月|年初")
_GENERIC = frozenset("政府办发规函字文党委通民人社令公告〔〕")
_FORMAT, _REACH = "国办公开办函", 40


class NumberedDocument(NamedTuple):
    """``sign``: its issuer's 代字; ``start`` and ``end``: from its title to its number; ``made``: this year."""

    title: str
    sign: str
    year: int
    number: str
    start: int
    end: int
    made: bool

    @property
    def written(self) -> str:
        """Its number as it is written."""
        return f"{self.sign}〔{self.year}〕{self.number}号"


def odd_documents(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """A document told with two numbers, two with one, of another year than it was made in or than is known."""
    text = context.body.text
    if "〔" not in text:
        return
    documents = [one for place in context.body.spans(parts) for one in _documents(context, place)]
    seen: set[int] = set()
    for find in (_known, _told_twice, _of_other_years, _other_signs):
        for span, why in find(context, documents):
            if span.start not in seen:
                seen.add(span.start)
                yield span, why
    for place in context.body.spans(parts) if documents else ():
        yield from _bare_references(text, place, documents)
    for place in context.body.spans(parts) if "号文" in text else ():
        yield from _short_references(text, place)


def _documents(context: CheckContext, place: Span) -> Iterator[NumberedDocument]:
    text, before = context.body.text, None
    for found in _DOCUMENT.finditer(text, place.start, place.end):
        listed = before is not None and before.made and _LISTED.fullmatch(text, before.end, found.start())
        made = not _AFTER.match(text, found.end()) if listed else _is_made(context, found)
        before = NumberedDocument(
            found["title"], found["sign"], int(found["year"]), found["number"], found.start(), found.end(), made
        )
        yield before


def _is_made(context: CheckContext, found: re.Match[str]) -> bool:
    """Whether the words before or behind say that it was made in the report's year."""
    text, own = context.body.text, context.report.year or 0
    first = max(text.rfind(sign, 0, found.start()) for sign in "。；;\n") + 1
    near = max(first, found.start() - _REACH)
    before = text[near : found.start()]
    told = before.replace(f"{own}年", "")
    if _OTHERS.search(told) or _AFTER.match(text, found.end()):
        return False
    year = int(found["year"])
    if year == own - 1 and _JANUARY.search(before):
        return False
    then = _THEN.match(text, found.end())
    if then and (then["year"] in (None, f"{own}年")):
        return not (year == own - 1 and then["month"] in ("1", "一"))
    return bool(_MADE.search(told) or _COUNTED.search(told))


def _bare(title: str) -> str:
    inner = _INNER.search(title)
    return inner["title"] if inner else title


def _told_twice(context: CheckContext, documents: Sequence[NumberedDocument]) -> Iterator[Fault]:
    """One title with two numbers, one number with two titles, a number of another year than its title."""
    text = context.body.text
    for at, one in enumerate(documents):
        of_year = _OF_YEAR.search(one.title)
        before = documents[max(0, at - _KEPT) : at]
        other = next((other for other in before if _is_same(text, other, one)), None)
        twin = next((other for other in before if other.written == one.written), None)
        if other and other.written != one.written:
            yield Span(one.start, one.end + 1), f"前面写的文号是“{other.written}”"
        elif of_year and abs(int(of_year[1]) - one.year) > 1:
            yield Span(one.start, one.end + 1), f"这份文件是{of_year[1]}年的，文号的年份是{one.year}年"
        elif twin and not (other or _is_issued(one.title, twin.title) or _is_issued(twin.title, one.title)):
            yield Span(one.start, one.end + 1), f"前面《{twin.title}》写的也是这个文号"


def _is_issued(one: str, other: str) -> bool:
    """Whether one is the other, or what the other sent out under its own number: a format with 关于…的通知."""
    if _bare(one) in other:
        return True
    starts = range(len(one) - _SHARED + 1) if other.endswith(_ISSUING) and not one.endswith(_ISSUING) else ()
    return any(one[at : at + _SHARED] in other for at in starts)


def _is_same(text: str, former: NumberedDocument, latter: NumberedDocument) -> bool:
    """Whether a title names the same document again: in full, or by its last words."""
    one, other = _bare(former.title), _bare(latter.title)
    again = _SAME.search(text, max(0, latter.start - _SAID), latter.start) is not None
    if other == one:
        return again or len(one) > len(max(_KINDS, key=len))
    return one.endswith(other) and (again or len(other) >= _SHORTEST)


def _of_other_years(context: CheckContext, documents: Sequence[NumberedDocument]) -> Iterator[Fault]:
    own = context.report.year
    for one in documents if own else ():
        if one.made and one.year != own:
            yield Span(one.start, one.end + 1), f"写的是{own}年的文件，文号的年份是{one.year}年"


def _known(context: CheckContext, documents: Sequence[NumberedDocument]) -> Iterator[Fault]:
    """A well-known document with another year or another number; what others made of it has another sign."""
    terms = [(term, re.split("[〔〕]", term.instead[:-1])) for term in context.lists["known_documents"].terms]
    for one in documents:
        for term, (sign, year, number) in terms if one.sign.startswith(("国办", "国务院")) else ():
            slip = (str(one.year) == year) != (one.number == number)
            told = context.body.passage(one.start).part == "lead" and sign == _FORMAT  # there by the rule on its basis
            if slip and not told and one.sign.endswith(sign) and term.text in one.title and context.applies(term):
                yield Span(one.start, one.end + 1), f"这份文件的文号是“{term.instead}”"


def _other_signs(context: CheckContext, documents: Sequence[NumberedDocument]) -> Iterator[Fault]:
    """A document of the agency's own making under a sign that shares nothing with its name, unless all are so."""
    own = context.memo(own_identity)
    made = [one for one in documents if one.made]
    odd = [one for one in made if not any(sign in own.name for sign in one.sign if sign not in _GENERIC)]
    if own.name and odd and (own.main.township or len(odd) < len(made)):
        for one in odd:
            yield Span(one.start, one.end), f"发文代字“{one.sign}”里没有本单位名称的字"


def _bare_references(text: str, place: Span, documents: Sequence[NumberedDocument]) -> Iterator[Fault]:
    """澜交〔2024〕24号文件配发图解, where only 澜交〔2024〕42号 is told with its title: two digits changed places."""
    titled: dict[tuple[str, str], dict[str, NumberedDocument]] = {}  # by year and digits, whatever their order
    for one in documents:
        titled.setdefault((str(one.year), "".join(sorted(one.number))), {})[one.written] = one
    whole = sorted((one.start, one.end) for one in documents)
    for found in _BARE.finditer(text, place.start, place.end):
        at = bisect_right(whole, (found.start(), len(text))) - 1
        inside = at >= 0 and found.start() < whole[at][1]
        digits = titled.get((found["year"], "".join(sorted(found["number"]))), {})
        signs = [one for one in digits.values() if found["sign"].endswith(one.sign)]
        alike = [one for one in signs if one.number != found["number"]]
        if not inside and len(alike) == len(signs) == 1:
            start = found.end("sign") - len(alike[0].sign)
            yield Span(start, found.end()), f"前面写的文号是“{alike[0].written}”"


def _short_references(text: str, place: Span) -> Iterator[Fault]:
    """38号文件 where only 28号 is named: a slip of one digit, or two that changed places."""
    numbers = {found[2]: found[0] for found in _NUMBERED.finditer(text, place.start, place.end)}
    for found in _SHORT_REFERENCE.finditer(text, place.start, place.end):
        alike = [number for number in numbers if _is_slip(number, found["number"])]
        if found["number"] not in numbers and alike:
            yield Span(*found.span()), f"前面写的文号是“{numbers[alike[-1]]}”"


def _is_slip(one: str, other: str) -> bool:
    odd = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and (len(odd) == 1 or (len(odd) > 1 and sorted(one) == sorted(other)))
