"""What a contact line carries of its area: the site's domain, the postcode, the area code of the phone."""

import re
import unicodedata
from collections.abc import Iterator

from filings.agency import Jurisdiction
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.foreign_names import ForeignName, foreign_names
from rules.text.own_identity import own_identity
from rules.text.span import Span, standing

_HOST = pattern(r"(?<![@A-Za-z0-9.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$")
_SITE_END = ".gov.cn"
_POSTCODE = pattern(r"(?:邮编|邮政编码|邮码)[:：为是]?(?P<code>\d+)")
_PHONE = pattern(r"(?<!\d)[（(]?(?P<code>0\d{2,3})[)）]?[-—–－―]?\d{7,8}(?!\d)")
# 电话：0399-321668; a number with an area code and a sign between them
_DIALLED = pattern(
    r"(?:电话|传真)[^0-9\n。；;]{0,8}(?P<whole>[（(]?(?P<code>0[0-9]{2,3})(?:[)）][-—–－―]*|[-—–－―]+)(?P<number>[0-9]+))(?![0-9*])"
)
_CALLED = pattern("电话|拨打|热线|致电")
_NUMBER = pattern(
    r"(?<![0-9.])(?:[（(]?0[0-9]{2,3}[)）]?[-—–－―]?)?(?P<number>[2-9][0-9]{6,7})(?![0-9.件条次元人户个份号年页册吨亩万%％])"
)
_ADDRESSED = pattern(r"(?:邮箱|E-?mail|e-?mail|邮件地址)(?:地址)?(?:[:：]|为|是)(?P<mail>[A-Za-z0-9._@＠\-]+)")
_SHORT_CODE, _LONG_NUMBER = 3, 8
_READABLE, _DASHES = 10, tuple("-—–－―")  # blanks are gone: longer ones are two numbers side by side
_OWN_SITE = pattern(r"(?:人民政府|政府)(?:门户|公众信息|信息)?网(?:站)?[^。；]{0,12}$")
_POSTCODE_DIGITS, _SAME_POST_AREA = 6, 4
_BEFORE = 40


def foreign_domains(context: CheckContext, parts: tuple[str, ...], area: Jurisdiction) -> Iterator[ForeignName]:
    """A domain given as the own government's site and not among those of the area."""
    own = tuple(domain.lower().removeprefix("www.") for domain in area.domains)
    for host, span in _hosts(context, parts):
        before = context.body.text[max(context.body.sentence(span.start).start, span.start - _BEFORE) : span.start]
        if _names_own_site(before, context) and not any(host == one or host.endswith("." + one) for one in own):
            yield foreign_names(context, host, span)


def _hosts(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """Every government host in the parts, in small letters."""
    text, limits = context.body.text, context.body.spans(parts)
    for at in standing(text, _SITE_END):
        found = _HOST.search(text, max(0, at - _BEFORE), at)
        if found and any(limit.holds(at) for limit in limits):
            span = Span(found.start(), at + len(_SITE_END))
            yield text[span.start : span.end].lower(), span


def _names_own_site(before: str, context: CheckContext) -> bool:
    """Whether the words before an address say that it is the own county's site, not that of a city or province."""
    site = _OWN_SITE.search(before)
    place = context.memo(own_identity).place
    return site is not None and place != "" and before[: site.start()].endswith((place, place[-1]))


def foreign_postcodes(
    context: CheckContext, parts: tuple[str, ...], area: Jurisdiction | None
) -> Iterator[ForeignName]:
    """A postcode without six digits, or of a post area that is not the own one."""
    known = tuple(code[:_SAME_POST_AREA] for code in area.postcodes) if area else ()
    for found in _found(_POSTCODE, context, parts):
        code = found["code"]
        if len(code) != _POSTCODE_DIGITS or (known and not code.startswith(known)):
            yield foreign_names(context, found["code"], Span(*found.span()))


def foreign_area_codes(
    context: CheckContext, parts: tuple[str, ...], area: Jurisdiction | None
) -> Iterator[ForeignName]:
    """An area code that is not the own one."""
    known = area.area_codes if area else ()
    for found in _found(_PHONE, context, parts) if known else ():
        if found["code"] not in known:
            yield foreign_names(context, found["code"], Span(*found.span()))


def _found(pattern: re.Pattern[str], context: CheckContext, parts: tuple[str, ...]) -> Iterator[re.Match[str]]:
    for span in context.body.spans(parts):
        yield from pattern.finditer(context.body.text, span.start, span.end)


def odd_contacts(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Postcodes, telephone numbers and mail addresses with a wrong number of digits or without what they need."""
    text = context.body.text
    yield from _swapped_phones(context)
    for place in context.body.spans(parts):
        for found in _POSTCODE.finditer(text, place.start, place.end):
            digits, behind = len(found["code"]), text[found.end() : found.end() + 1]
            if digits != _POSTCODE_DIGITS and digits <= _READABLE and behind not in _DASHES:
                yield Span(*found.span()), f"邮政编码是6位数字，这里是{digits}位"
        for found in _DIALLED.finditer(text, place.start, place.end):
            yield from _odd_phone(found)
        for found in _ADDRESSED.finditer(text, place.start, place.end):
            if fault := _odd_mail(found["mail"]):
                yield Span(*found.span("mail")), fault


def _swapped_phones(context: CheckContext) -> Iterator[tuple[Span, str]]:
    """One number told twice anywhere, two of its digits the other way round the second time."""
    text, known = context.body.text, list[str]()
    for place in context.body.spans(("all",)) if _CALLED.search(text) else ():
        for found in _NUMBER.finditer(text, place.start, place.end):
            number = found["number"]
            twin = next((one for one in known if one != number and _is_swapped(one, number)), "")
            if twin and number not in known:
                yield Span(*found.span("number")), f"前面写的是“{twin}”，有两个数字颠倒了"
            known.append(number)


def _is_swapped(one: str, other: str) -> bool:
    """Whether they are alike but for two neighbours that changed places."""
    odd = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) and len(odd) == 2 and odd[1] == odd[0] + 1 and sorted(one) == sorted(other)  # noqa: PLR2004


def _odd_phone(found: re.Match[str]) -> Iterator[tuple[Span, str]]:
    """What is wrong with a number that has an area code: 7 or 8 digits behind it, 8 behind a code of three digits."""
    digits = len(found["number"])
    least = _LONG_NUMBER if len(found["code"]) == _SHORT_CODE else _LONG_NUMBER - 1
    if not least <= digits <= _LONG_NUMBER and digits <= _READABLE:
        expected = f"{_LONG_NUMBER}位" if least == _LONG_NUMBER else f"{least}位或者{_LONG_NUMBER}位"
        yield Span(found.start("whole"), found.end("number")), f"区号后面的电话号码应当是{expected}，这里是{digits}位"


def _odd_mail(written: str) -> str:
    mail = unicodedata.normalize("NFKC", written)
    if mail.count("@") != 1:
        return "邮箱地址里应当有一个“@”"
    host = mail.partition("@")[2]
    return "" if "." in host.strip(".") and not host.endswith(".con") else "邮箱地址“@”后面的域名不完整"
