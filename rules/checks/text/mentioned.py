"""正文里写的一个数与表格相符。"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from filings.figure import plain
from rules.engine.context import Scene
from rules.engine.facts import OneOf
from rules.engine.parameters import Cells, Parts, Terms, TermsList
from rules.engine.results import Gap, Note, Result
from rules.tables.addresses import expand, prefix_of
from rules.tables.ranges import Range
from rules.text.applied import of_a_part
from rules.text.figures import Mention, mentions, phrases
from rules.text.parts import Judged, whole_told
from rules.text.pieces import pieces
from rules.text.quoting import breach, quoted
from rules.text.scopes import last_year, outside, speaks_of_own

# the rows of applications that an agency may say it did not accept
_NOT_ACCEPTED = (
    *(f"rejected.{at}" for at in range(1, 6)),
    *(f"unable.{at}" for at in range(1, 4)),
    *(f"other.{at}" for at in range(1, 4)),
)
_WAN = Decimal(10_000)  # the tables count money in 万元


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the text and the sums of cells that it may stand for; ``none``: the words that say 0."""

    says: Terms
    any_of: tuple[Cells, ...]
    none: Terms = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """正文写的数，应当等于表格里的某一种算法；``ceiling``：不得超过。``whole``：其中前面有这些总数的，其中也比。

    ``results``：办理结果的叫法；前面刚说的是别的一部分申请有几件的，不比。
    """

    where: Parts
    figures: tuple[Figure, ...]
    scopes: Terms = "scopes"
    whole: TermsList = ()
    results: Terms = ""
    about: Literal["this", "last"] = "this"
    ceiling: bool = False

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    silence: ClassVar[str] = "正文没有写这个数，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Last year's report, where an address reads it."""
        reads = {prefix_of(cell) for figure in self.figures for cells in figure.any_of for cell in cells}
        return frozenset({"previous"}) if "last" in reads else frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words of the figures."""
        return frozenset(name for figure in self.figures for name in (figure.says, figure.none) if name)

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each figure that fits no sum; a gap where none could be compared."""
        results = [result for figure in self.figures for result in self._figure(figure, scene)]
        compared = [result for result in results if not isinstance(result, Gap)]
        yield from compared or results or [Gap(reason=self.silence)]

    def _figure(self, figure: Figure, scene: Scene) -> Iterator[Result]:
        """What a figure's mentions give. Told rightly once, it may be told again in part."""
        yield from whole_told((*self._mentions(figure, scene), *self._denials(figure, scene)))

    def _mentions(self, figure: Figure, scene: Scene) -> Iterator[Judged]:
        sums: tuple[Range, ...] = ()
        for mention in mentions(scene.body, figure.says, self.where):
            sums = sums or tuple(scene.total(expand(scene.form, cells)) for cells in figure.any_of)
            if reason := self._silent(scene, mention):
                said = scene.body.written(mention.span.start, mention.span.end)
                right = any(mention.quantity.value == total.least for total in sums if total.exact)
                yield Judged(Gap(reason=f"正文“{said}”{reason}，没有比对"), "told", right=right)
            else:
                less = not self.ceiling and all(mention.quantity.value < total.least for total in sums)
                yield Judged(self._compare(figure, scene, mention, sums), "told", less=less)

    def _silent(self, scene: Scene, mention: Mention) -> str:
        rounded = mention.quantity.unit == "元" and not self.ceiling
        if mention.quantity.rough or not (mention.quantity.exact or rounded):
            return "写的是约数"
        if self.about == "last":
            return last_year(scene, mention)
        return outside(scene, mention, self.scopes, self.whole) or self._of_a_part(scene, mention)

    def _of_a_part(self, scene: Scene, mention: Mention) -> str:
        if not self.results:
            return ""
        told = pieces(scene, mention.sentence, self.results)
        return "只说了其中一部分" if of_a_part(scene, told, mention.span.start, mention.quantity.value) else ""

    def _compare(self, figure: Figure, scene: Scene, mention: Mention, sums: tuple[Range, ...]) -> Result:
        scale = _WAN if mention.quantity.unit == "元" else Decimal(1)
        found, step = mention.quantity.value / scale, mention.quantity.step / scale
        fits = [at for at, total in enumerate(sums) if self._fits(found, total, step if scale > 1 else Decimal(0))]
        if not fits:
            if mention.term.sort == "at_most" and all(found < total.least for total in sums) and _may_be_left(scene):
                return Gap(reason="正文写的受理件数少于收到件数，可能不含未补正的申请，没有比对")
            return breach(scene, quoted(mention), found=found, expected=OneOf(sums))
        if not sums[fits[0]].exact:
            return Gap(reason="表格对应的格没有数字，没有比对")
        names = "、".join(scene.title(cell) for cell in expand(scene.form, figure.any_of[fits[0]]))
        return Note(text=f"正文写的{plain(found)}与{names}相符")

    def _denials(self, figure: Figure, scene: Scene) -> Iterator[Judged]:
        """What says that there is none is a figure as well: 0."""
        for _, span in phrases(scene.body, figure.none, self.where) if figure.none else ():
            sums = tuple(scene.total(expand(scene.form, cells)) for cells in figure.any_of)
            if speaks_of_own(scene, span, self.scopes) and all(total.least > 0 for total in sums):
                clause = scene.body.clause(span.start)
                yield Judged(breach(scene, clause, found=Decimal(0), expected=OneOf(sums)), "told")

    def _fits(self, found: Decimal, total: Range, step: Decimal) -> bool:
        """``step``: money may be rounded or cut off to what its last digit is worth."""
        if self.ceiling:
            return found <= total.most
        return total.least <= found <= total.most or (total.exact and abs(found - total.least) < step)


def _may_be_left(scene: Scene) -> bool:
    """Whether some of what came in may never have been accepted: not mended in time, or not dealt with at all."""
    if scene.range("applications.carried_out.total").most > 0:
        return True
    rows = [f"applications.{row}.total" for row in _NOT_ACCEPTED if f"applications.{row}" in scene.form.titles]
    return any(scene.range(row).most > 0 for row in rows)
