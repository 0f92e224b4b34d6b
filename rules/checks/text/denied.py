"""正文说没有（或者全部办完），表格里却有数。"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rules.engine.context import Scene
from rules.engine.parameters import Cells, Parts, Terms
from rules.engine.results import Gap, Result
from rules.tables.addresses import expand
from rules.text.figures import phrases
from rules.text.quoting import breach
from rules.text.scopes import speaks_of_own


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Words that say there is none, and the cells that must then be 0."""

    says: Terms
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """正文有这种说法时，对应的各格之和应当是0。反过来（表格是0、正文没说）不算错。"""

    where: Parts
    denials: tuple[Denial, ...]
    scopes: Terms = "scopes"

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "item", "value"})
    silence: ClassVar[str] = "正文没有这种说法，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words that say there is none."""
        return frozenset(denial.says for denial in self.denials)

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each denial whose cells are certainly above 0."""
        said = False
        for denial in self.denials:
            for _, span in phrases(scene.body, denial.says, self.where):
                if speaks_of_own(scene, span, self.scopes):
                    said = True
                    total = scene.total(cells := expand(scene.form, denial.cells))
                    if total.least > 0:
                        yield breach(scene, span, item=tuple(scene.title(cell) for cell in cells), value=total)
                    elif total.unknown:
                        yield Gap(reason=f"{scene.title(cells[0])}没有读到数字，没有核对", refs=cells)
        if not said:
            yield Gap(reason=self.silence)
