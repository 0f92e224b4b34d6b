"""一句话里分列的数加起来等于总数。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Cells, Parts, Terms, TermsList
from rules.engine.results import Gap, Note, Result
from rules.tables.addresses import expand
from rules.text.figures import Mention, mentions
from rules.text.parting import Parting, is_whole, parts_of
from rules.text.quoting import breach


@dataclass(frozen=True, slots=True, kw_only=True)
class Itemised:
    """``differs``：分列数多于总数，或者各类列全了却不等；``incomplete``：分列数少于总数，可能没有列全。

    ``unless``：分列数等于表格里的这些和时不算错（例如办理结果含上年结转的件数）。
    ``shared``：句里有这些词的（例如多渠道同步发布），一件可以算在几类里，多于总数不算错。
    ``besides``：不是分列数、而是总数之外另加的一类（例如上年结转），加不加都可以。
    """

    where: Parts
    whole: Terms
    parts: TermsList
    sums: Literal["differs", "incomplete"] = "differs"
    unless: tuple[Cells, ...] = ()
    besides: Terms = ""
    shared: Terms = ""

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "whole", "sum", "difference"})
    silence: ClassVar[str] = "正文没有写明总数和分列数，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words of the whole."""
        return frozenset({self.whole})

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """A breach for each sentence whose parts do not add up; a gap where no sentence gives parts."""
        silent = True
        for mention in mentions(scene.body, self.whole, self.where):
            parting = None
            if is_whole(scene, mention, self.parts):
                parting = parts_of(scene, mention, self.parts, self.besides)
            if parting is not None:
                silent = False
                yield self._judge(scene, mention, parting)
        if silent:
            yield Gap(reason=self.silence)

    def _judge(self, scene: CheckContext, mention: Mention, parting: Parting) -> Result:
        whole, total = mention.quantity.value, parting.total
        if total > whole:
            whole = max(whole, min(total, whole + parting.added))
        broken = total > whole or (total < whole and parting.complete)
        if self.sums == "incomplete":
            broken = total < whole and not parting.complete
        if broken and self.shared and scene.body.holds(self.shared, mention.sentence):
            broken = False
        if broken and not any(_equals(scene, cells, parting) for cells in self.unless):
            facts = {"whole": whole, "sum": total, "difference": abs(total - whole)}
            return breach(scene, parting.span, **facts)
        return Note(text=f"分列数合计{total:f}，总数{whole:f}")


def _equals(scene: CheckContext, cells: tuple[str, ...], parting: Parting) -> bool:
    total = scene.total(expand(scene.form, cells))
    return total.least <= parting.total <= total.most
