"""同一件事在几处说得一样。"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result
from rules.text.names import same_body
from rules.text.own_identity import OwnIdentity, own_identity
from rules.text.passage import part_name
from rules.text.readings import READERS, Reading
from rules.text.self_reference import self_references

_BRACKETS = pattern(r"[（(][^（）()]*[)）]")
_STREET = frozenset({"街道", "办"})

Name = Literal[
    "title.year", "lead.year", "period.year", "folder.year", "title.agency", "lead.agency", "closing.agency",
    "self", "section.1.fee", "section.6.fee",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing(Check):
    """readings 里各处读到的说法应当一致。"""

    readings: tuple[Name, ...]

    facts: ClassVar[frozenset[str]] = frozenset({"values", "places"})
    nothing_to_check: ClassVar[str] = "能比对的说法不到两处，没有比对"

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach for readings that do not agree; with fewer than two there is nothing to compare."""
        readings = list(self._read(context))
        if len(readings) < 2:  # noqa: PLR2004 - one is compared with nothing
            yield Gap(reason=self.nothing_to_check)
        elif differing := _differing(readings, context.memo(own_identity)):
            yield _breach(differing)

    def _read(self, context: CheckContext) -> Iterator[Reading]:
        for name in self.readings:
            yield from self_references(context) if name == "self" else READERS[name](context)


def _differing(group: list[Reading], own: OwnIdentity) -> list[Reading]:
    """The first reading and those that differ from it, each value once; empty when all agree."""
    same = _sameness(group[0].value, own)
    kept = [group[0]]
    for reading in group[1:]:
        if not any(same(reading.value, one.value) for one in kept):
            kept.append(reading)
    return kept if len(kept) > 1 else []


def _sameness(value: object, own: OwnIdentity) -> Callable[[object, object], bool]:
    if isinstance(value, int | Decimal):
        return lambda one, other: one == other
    return lambda one, other: _same_name(str(one), str(other), own)


def _same_name(one: str, other: str, own: OwnIdentity) -> bool:
    a, b = _BRACKETS.sub("", one), _BRACKETS.sub("", other)
    return a == b or {a, b} == _STREET or (len(a) > 2 and (same_body(a, b) or (own.means(a) and own.means(b))))  # noqa: PLR2004 - 局, 中心 are kinds, not names


def _breach(differing: list[Reading]) -> Breach:
    """A year that is not the same everywhere concerns the whole report: no other place can be judged before."""
    years = isinstance(differing[0].value, int)
    facts = {
        "values": tuple(reading.says for reading in differing),
        "places": tuple(dict.fromkeys(part_name(reading.ref) for reading in differing if reading.ref != "submission")),
    }
    return Breach(
        refs=() if years else tuple(dict.fromkeys(reading.ref for reading in differing)),
        places=tuple(reading.place for reading in differing if reading.place),
        facts=facts,
    )
