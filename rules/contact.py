"""What a contact line carries of its area: the site's domain, the postcode, the area code of the phone."""

import re
from collections.abc import Iterator

from filings.agency import Jurisdiction
from rules.foreign import Strange
from rules.own import own_of
from rules.scene import Scene
from rules.text.span import Span

_DOMAIN = re.compile(
    r"(?<![A-Za-z0-9.@-])(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.gov\.cn)(?![A-Za-z0-9-])", re.IGNORECASE
)
_POSTCODE = re.compile(r"(?:邮编|邮政编码|邮码)[:：为是]?(?P<code>\d+)")
_PHONE = re.compile(r"(?<!\d)[（(]?(?P<code>0\d{2,3})[)）]?[-—–－―]?\d{7,8}(?!\d)")
_OWN_SITE = re.compile(r"(?:人民政府|政府)(?:门户|公众信息|信息)?网(?:站)?[^。；]{0,12}$")
_POSTCODE_DIGITS, _SAME_POST_AREA = 6, 4
_BEFORE = 40


def strange_domains(scene: Scene, parts: tuple[str, ...], area: Jurisdiction) -> Iterator[Strange]:
    """A domain given as the own government's site and not among those of the area."""
    text = scene.body.text
    if "gov.cn" not in text.lower():
        return
    own = tuple(domain.lower().removeprefix("www.") for domain in area.domains)
    for span in scene.body.spans(parts):
        for found in _DOMAIN.finditer(text, span.start, span.end):
            host = found["host"].lower()
            before = text[max(scene.body.sentence(found.start()).start, found.start() - _BEFORE) : found.start()]
            if _names_own_site(before, scene) and not any(host == one or host.endswith("." + one) for one in own):
                yield _strange(scene, found)


def _names_own_site(before: str, scene: Scene) -> bool:
    """Whether the words before an address say that it is the own county's site, not that of a city or province."""
    site = _OWN_SITE.search(before)
    place = scene.once(own_of).place
    return site is not None and place != "" and before[: site.start()].endswith((place, place[-1]))


def strange_postcodes(scene: Scene, parts: tuple[str, ...], area: Jurisdiction | None) -> Iterator[Strange]:
    """A postcode without six digits, or of a post area that is not the own one."""
    known = tuple(code[:_SAME_POST_AREA] for code in area.postcodes) if area else ()
    for found in _found(_POSTCODE, scene, parts):
        code = found["code"]
        if len(code) != _POSTCODE_DIGITS or (known and not code.startswith(known)):
            yield _strange(scene, found, "code")


def strange_area_codes(scene: Scene, parts: tuple[str, ...], area: Jurisdiction | None) -> Iterator[Strange]:
    """An area code that is not the own one."""
    known = area.area_codes if area else ()
    for found in _found(_PHONE, scene, parts) if known else ():
        if found["code"] not in known:
            yield _strange(scene, found, "code")


def _found(pattern: re.Pattern[str], scene: Scene, parts: tuple[str, ...]) -> Iterator[re.Match[str]]:
    for span in scene.body.spans(parts):
        yield from pattern.finditer(scene.body.text, span.start, span.end)


def _strange(scene: Scene, found: re.Match[str], group: str | int = 0) -> Strange:
    body, span = scene.body, Span(*found.span())
    return Strange(
        found=found[group],
        quote=body.written(span.start, span.end),
        part=body.passage(span.start).part,
        place=body.place(span.start, span.end),
    )
