"""What a contact line carries of its area: the site's domain, the postcode, the area code of the phone."""

import re
from collections.abc import Iterator

from filings.agency import Jurisdiction
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.foreign_names import ForeignName, foreign_names
from rules.text.own_identity import own_identity
from rules.text.span import Span

_HOST = pattern(r"(?<![@A-Za-z0-9.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$")
_SITE_END = ".gov.cn"
_POSTCODE = pattern(r"(?:邮编|邮政编码|邮码)[:：为是]?(?P<code>\d+)")
_PHONE = pattern(r"(?<!\d)[（(]?(?P<code>0\d{2,3})[)）]?[-—–－―]?\d{7,8}(?!\d)")
_OWN_SITE = pattern(r"(?:人民政府|政府)(?:门户|公众信息|信息)?网(?:站)?[^。；]{0,12}$")
_POSTCODE_DIGITS, _SAME_POST_AREA = 6, 4
_BEFORE = 40


def foreign_domains(scene: CheckContext, parts: tuple[str, ...], area: Jurisdiction) -> Iterator[ForeignName]:
    """A domain given as the own government's site and not among those of the area."""
    own = tuple(domain.lower().removeprefix("www.") for domain in area.domains)
    for host, span in _hosts(scene, parts):
        before = scene.body.text[max(scene.body.sentence(span.start).start, span.start - _BEFORE) : span.start]
        if _names_own_site(before, scene) and not any(host == one or host.endswith("." + one) for one in own):
            yield foreign_names(scene, host, span)


def _hosts(scene: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """Every government host in the parts, in small letters."""
    text, limits = scene.body.text, scene.body.spans(parts)
    at = text.find(_SITE_END)
    while at >= 0:
        found = _HOST.search(text, max(0, at - _BEFORE), at)
        if found and any(limit.holds(at) for limit in limits):
            span = Span(found.start(), at + len(_SITE_END))
            yield text[span.start : span.end].lower(), span
        at = text.find(_SITE_END, at + 1)


def _names_own_site(before: str, scene: CheckContext) -> bool:
    """Whether the words before an address say that it is the own county's site, not that of a city or province."""
    site = _OWN_SITE.search(before)
    place = scene.memo(own_identity).place
    return site is not None and place != "" and before[: site.start()].endswith((place, place[-1]))


def foreign_postcodes(scene: CheckContext, parts: tuple[str, ...], area: Jurisdiction | None) -> Iterator[ForeignName]:
    """A postcode without six digits, or of a post area that is not the own one."""
    known = tuple(code[:_SAME_POST_AREA] for code in area.postcodes) if area else ()
    for found in _found(_POSTCODE, scene, parts):
        code = found["code"]
        if len(code) != _POSTCODE_DIGITS or (known and not code.startswith(known)):
            yield foreign_names(scene, found["code"], Span(*found.span()))


def foreign_area_codes(scene: CheckContext, parts: tuple[str, ...], area: Jurisdiction | None) -> Iterator[ForeignName]:
    """An area code that is not the own one."""
    known = area.area_codes if area else ()
    for found in _found(_PHONE, scene, parts) if known else ():
        if found["code"] not in known:
            yield foreign_names(scene, found["code"], Span(*found.span()))


def _found(pattern: re.Pattern[str], scene: CheckContext, parts: tuple[str, ...]) -> Iterator[re.Match[str]]:
    for span in scene.body.spans(parts):
        yield from pattern.finditer(scene.body.text, span.start, span.end)
