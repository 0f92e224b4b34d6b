"""写法不合规范：文号、括号、网址、年份、简称、字形、重复、断句、句式、标点、日期、联系方式、金额单位、小数、引用的条款。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Result
from rules.text.evidence import breach
from rules.text.malformed_tokens import SHAPES

Shape = Literal[
    "document_number", "bracket", "url", "year", "short_title", "glyph", "repeat", "cut_off",
    "frame", "numbering", "document_year", "document_twice", "told_otherwise", "punctuation", "date", "contact",
    "money", "fraction", "article", "contradiction",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wellformed:
    """``shapes``：看哪几种写法；每一处报一条，说明毛病（``shape``）。"""

    where: Parts
    shapes: tuple[Shape, ...]

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "shape"})

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each token of wrong shape."""
        for name in self.shapes:
            for span, fault in SHAPES[name](context, self.where):
                yield breach(context, span, shape=fault)
