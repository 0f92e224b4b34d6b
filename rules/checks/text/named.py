"""写到的名称属于本单位、本地。"""

from collections.abc import Iterator
from typing import ClassVar, Literal
from unicodedata import normalize

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Gap, Result
from rules.text.contact import foreign_area_codes, foreign_domains, foreign_postcodes
from rules.text.foreign_names import ForeignName, foreign_bodies, foreign_contacts, foreign_places, joint_reports
from rules.text.name_typos import name_typos
from rules.text.other_bodies import other_bodies
from rules.text.own_belongings import other_belongings
from rules.text.own_identity import own_identity, title_name, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """where 里的名称是本单位、本地的：absent 没写，foreign 是别人的，misspelt 写错，joint 两家合一。"""

    where: Parts
    what: tuple[Literal["agency", "place", "domain", "postcode", "area_code"], ...]
    fault: Literal["absent", "foreign", "misspelt", "joint"]

    facts: ClassVar[frozenset[str]] = frozenset({"found", "own", "quote"})

    @property
    def needs(self) -> frozenset[str]:
        """The agency for its name, the register for the area's domains."""
        if "domain" in self.what:
            return frozenset({"register"})
        return (
            frozenset({"agency"})
            if self.fault in ("foreign", "misspelt") and "postcode" not in self.what
            else frozenset()
        )

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach for each name that is not right, each name once."""
        if self.fault == "absent":
            yield from _absent(context)
            return
        if "domain" in self.what and context.dossier.register and not context.dossier.register.jurisdiction.domains:
            yield Gap(reason="名录没有登记本县网站的域名，没有核对")
            return
        seen: set[str] = set()
        for strange in self._strange(context):
            if strange.found not in seen:
                seen.add(strange.found)
                yield _breach(strange, self._own(context))

    def _strange(self, context: CheckContext) -> Iterator[ForeignName]:
        register = context.dossier.register
        area = register.jurisdiction if register else None
        match self.fault:
            case "misspelt":
                yield from name_typos(context, self.where)
            case "joint":
                yield from joint_reports(context)
            case _ if self.where == ("contact",) and "agency" in self.what:
                yield from foreign_contacts(context)
            case _:
                if "agency" in self.what:
                    yield from foreign_bodies(context, self.where)
                    yield from other_bodies(context, self.where)
                    yield from other_belongings(context)
                if "place" in self.what:
                    yield from foreign_places(context, self.where)
                if "domain" in self.what and area:
                    yield from foreign_domains(context, self.where, area)
                if "postcode" in self.what:
                    yield from foreign_postcodes(context, self.where, area)
                if "area_code" in self.what:
                    yield from foreign_area_codes(context, self.where, area)

    def _own(self, context: CheckContext) -> object:
        """What should stand there."""
        register = context.dossier.register
        if register and not {"agency", "place"}.intersection(self.what):
            area = register.jurisdiction
            return area.domains if "domain" in self.what else (*area.postcodes, *area.area_codes)
        return context.memo(own_identity).name


def _absent(context: CheckContext) -> Iterator[Result]:
    """A title that names another body, or none."""
    title, own, name = context.memo(title_of).text, context.memo(own_identity), context.memo(title_name)
    # a title is read with its brackets made narrow: …经济区（东片）管理委员会
    written = [normalize("NFKC", one) for one in own.names]
    if not title:
        yield Gap(reason="没有读到标题")
    elif not name or not (not own.names or own.means(name) or any(one in title for one in written)):
        facts = {"found": name, "own": own.name or "单位全称", "quote": title}
        yield Breach(refs=("title",), facts=facts)


def _breach(strange: ForeignName, own: object) -> Breach:
    facts = {"found": strange.found, "own": own, "quote": strange.quote}
    return Breach(refs=(strange.part,), places=(strange.place,), facts=facts, excerpt=strange.quote)
