"""某一部分的字数。"""

import re
from collections.abc import Iterator
from typing import ClassVar

from filings.figure import CellState
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Check, Result
from rules.lexicon.lists import Lists
from rules.text.passage import part_name
from rules.text.topics import topics

_ENDLESS = 1_000_000
_SIGNS = "[\\s、，。；：,.;:（）()一二三四五六0-9]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Check):
    """每一部分（或者第一部分的每个小标题下）的字数不少于 least、不多于 most；有表格的部分不算空。"""

    where: Parts
    least: int = 0
    most: int = _ENDLESS

    facts: ClassVar[frozenset[str]] = frozenset({"part", "count", "least", "most"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """Parts that stand and are too short or too long; a part that is missing is another rule's business."""
        for part in self.where:
            if part == "topics":
                yield from self._topics(context)
            elif part.startswith("section.") and context.report.section(int(part[8:])):
                yield from self._section(part, context)

    def _topics(self, context: CheckContext) -> Iterator[Breach]:
        for topic in context.memo(topics):
            count = len(topic.text)
            if not self.least <= count <= self.most:
                facts = self._facts(topic.heading, count)
                yield Breach(refs=("section.1",), places=(topic.place,), facts=facts, excerpt=topic.heading)

    def _section(self, part: str, context: CheckContext) -> Iterator[Breach]:
        text = context.body.text
        count = sum(s.end - s.start - text.count("\n", s.start, s.end) for s in context.body.spans((part,)))
        empty = self.least > 1 and not _says_something(context, part)
        short = (empty or count < self.least) and not _has_table(part, context)
        if short or count > self.most:
            yield Breach(refs=(part,), facts=self._facts(part_name(part), count))

    def _facts(self, part: str, count: int) -> dict[str, object]:
        return {"part": part, "count": count, "least": self.least, "most": self.most}


def _says_something(context: CheckContext, part: str) -> bool:
    """Whether anything is left of a part without the words that say that there is nothing to say."""
    nothing = context.lists.memo(_nothing, ("nothing_said",))
    return any(not nothing.fullmatch(context.body.text, *span) for span in context.body.spans((part,)))


def _nothing(lists: Lists, names: tuple[str, ...]) -> re.Pattern[str]:
    """The words of the lists, the longest first, and the signs around them."""
    words = sorted((text for name in names for text in lists.texts(name)), key=len, reverse=True)
    return re.compile(f"(?:(?>{'|'.join(map(re.escape, words))}|{_SIGNS}))*+")


def _has_table(part: str, context: CheckContext) -> bool:
    """Whether the table of a section was found: its content then is the table."""
    cells = context.report.cells
    return any(
        ref in cells and cells[ref].state is not CellState.ABSENT
        for table in context.form.tables
        if table.section == int(part[8:])
        for row in table.rows
        for ref in row.refs
    )
