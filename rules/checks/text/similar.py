"""与别处的文字太像，或者丢了上年的打算。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Gap, Result
from rules.text.copied_text import Copy, forgotten, judged, most_alike, of_last_year, of_neighbours, repeats

_NEEDS = {"self": (), "last": ("previous",), "neighbours": ("neighbours",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """copied：同样的文字占到 share%，或者连续 least 字相同；dropped：上年的打算今年提到的不到 share%。

    单位名称、年份、数字、法规用语先去掉再比；别的单位先报的，才说后报的像它。
    """

    where: Parts
    against: Literal["self", "last", "neighbours"]
    fault: Literal["copied", "dropped"] = "copied"
    share: int = 0
    least: int = 0

    facts: ClassVar[frozenset[str]] = frozenset({"percent", "passage", "other"})

    @property
    def needs(self) -> frozenset[str]:
        """Last year's report or the neighbours, where they are compared with."""
        return frozenset(_NEEDS[self.against])

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach for each repeated passage, or one for the other text that is most alike."""
        if self.against == "self":
            yield from (_breach(copy, (copy.part,)) for copy in repeats(context, self.where, self.least))
        elif self.fault == "dropped":
            lost = forgotten(context, self.where, self.share)
            yield from (_breach(copy, ("section.5",)) for copy in (lost,) if copy)
        else:
            yield from self._copied(context)

    def _copied(self, context: CheckContext) -> Iterator[Result]:
        """A share is judged over all parts together, a passage in each part by itself."""
        groups = [self.where] if self.share else [(part,) for part in self.where]
        texts = [(parts, mine) for parts in groups if (mine := judged(context, parts))]
        if not texts:
            yield Gap(reason="文字太少，没有比对")
        others = of_last_year if self.against == "last" else of_neighbours
        for parts, mine in texts:
            copy = most_alike(context, mine, others(context, parts), self.share, self.least)
            if copy:
                yield _breach(copy, parts)


def _breach(copy: Copy, refs: tuple[str, ...]) -> Breach:
    """A repeated passage is known by its words, since the parts of a report repeat more than one."""
    facts = {"percent": copy.percent, "passage": copy.passage, "other": copy.other}
    return Breach(refs=refs, places=copy.places, facts=facts, excerpt=copy.passage if copy.places else "")
