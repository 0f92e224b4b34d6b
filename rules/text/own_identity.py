"""Whose report it is: every name it may go by, its place, and which other names in a text are not its own."""

from collections.abc import Callable, Iterator

from filings.nouns import dataclass
from filings.patterns import pattern
from filings.title import Title, parse_title
from rules.cached import cached
from rules.engine.context import CheckContext
from rules.text.names import BodyName, body_name, is_body, same_body, same_place

_YEAR_FIRST = pattern(r"^[^年]{4}年度?")
_COUNTY = pattern(r"(?:自治县|县|旗|区)$")
_SUPERIOR = pattern(r"^(?:[省市县区旗])?(?:人民政府|政府|委|党委)?(?:办公室|办公厅|办|政务公开办公室|信息公开办公室)?$")
_OFFICE_WORDS = ("政务公开", "政府信息公开", "政府办", "政务服务", "大数据")


@dataclass(frozen=True)
class OwnIdentity:
    """The names of the agency whose report it is: of the register, of its title, and those it had."""

    names: tuple[str, ...]
    area: str

    @property
    def name(self) -> str:
        """The main name, ``""`` when nobody knows it."""
        return self.names[0] if self.names else ""

    @cached
    def main(self) -> BodyName:
        """The main name taken apart."""
        return body_name(self.name)

    @cached
    def place(self) -> str:
        """The county or district it belongs to: 云岭县."""
        return self.main.place or self.area

    def means(self, name: str) -> bool:
        """Whether a name can mean this agency, an office within it included."""
        return any(same_body(name, own) or self._within(name, own) for own in self.names)

    @staticmethod
    def _within(name: str, own: str) -> bool:
        inner, whole = body_name(name), body_name(own)
        return len(whole.core) > 1 and whole.core in inner.core and same_place(inner.place, whole.place)

    def superior(self, name: str) -> bool:
        """Whether it is a body above: a government, its office, the office in charge, or anything of a wider area."""
        other = body_name(name)
        if other.own.startswith(("省", "自治区", "国务院", "国家")) or (self.county and other.own.startswith("市")):
            return True
        if other.place and not self._same_level(other.place):
            return True
        near = not other.place or same_place(other.place, self.place)
        return near and (_SUPERIOR.match(other.own) is not None or any(word in other.own for word in _OFFICE_WORDS))

    @property
    def county(self) -> bool:
        """Whether it belongs to a county or a district, or is one."""
        return _COUNTY.search(self.place) is not None

    def _same_level(self, place: str) -> bool:
        """Only a county beside a county can be told to be another area; a city or province may stand above."""
        return self.county and _COUNTY.search(place) is not None and not place.endswith("自治区")

    def elsewhere(self, place: str) -> bool:
        """Whether a place is another county."""
        return bool(place and self.place) and self._same_level(place) and not same_place(place, self.place)


def title_of(context: CheckContext) -> Title:
    """The title taken apart; ``context.memo(title_of)`` shares it between rules."""
    return parse_title(context.report.title or "")


def title_name(context: CheckContext) -> str:
    """The body that the title names, before its year or behind it, ``""`` if none."""
    title = context.memo(title_of)
    before = title.text.partition(title.subject)[0] if title.subject else ""
    return title.agency or _YEAR_FIRST.sub("", before)


def own_identity(context: CheckContext) -> OwnIdentity:
    """Whose report it is; ``context.memo(own_identity)`` shares it between rules."""
    agency, register = context.dossier.agency, context.dossier.register
    title = context.memo(title_name)
    names = agency.all_names() if agency else ()
    names = (*names, *context.dossier.previous_names, *((title,) if not names and is_body(title) else ()))
    area = register.jurisdiction.name if register else ""
    return OwnIdentity(tuple(dict.fromkeys(name for name in names if name)), area)


def registered(context: CheckContext, fits: Callable[[str], bool]) -> Iterator[str]:
    """The names of other agencies of the register that fit, without this one and those above it."""
    register = context.dossier.register
    own, code = context.memo(own_identity), context.agency.code if context.agency else ""
    for agency in register.agencies if register else ():
        for name in agency.all_names() if agency.code != code else ():
            if fits(name) and not own.means(name) and not own.superior(name):
                yield name
