"""某一部分的字数。"""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from filings.figure import CellState
from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Check, Result
from rules.text.passage import part_name
from rules.text.span import Span
from rules.text.topics import topics

_ENDLESS = 1_000_000
# the words with which a part says that it has nothing to say: 存在问题：无。改进情况：无。
_NOTHING = pattern(
    "(?:(?>一切|[\\s、，。；：,.;:（）()一二三四五六0-9]|本单位|本机关|我单位|我们|[我本][局镇乡办委]|我街道|我中心|本?年度?|政府信息公开|政务公开|"
    "工作(?:中|方面)?|经(?:认真|全面)?自查|通过自查|自查|目前|现阶段|暂时|截至|年底|各项|总体|"
    "存在的?(?:主要|突出)?问题|主要问题|问题|及|和|需要?改进(?:的(?:地方|方面|问题|事项))?|改进(?:情况|措施|工作)?|情况|不存在|尚未发现|未发现|没有发现|"
    "暂无|暂未发现|没有|未|无需?|暂|不足|因此|所以|故|的|也|均|都|已|"
    "方面|开展|运行|正常|良好|较好|平稳|有序|顺利|继续|保持|下一步|将|此类|任何|其他|需要|地方))*+"
)


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
        empty = self.least > 1 and not _says_something(text, context.body.spans((part,)))
        short = (empty or count < self.least) and not _has_table(part, context)
        if short or count > self.most:
            yield Breach(refs=(part,), facts=self._facts(part_name(part), count))

    def _facts(self, part: str, count: int) -> dict[str, object]:
        return {"part": part, "count": count, "least": self.least, "most": self.most}


def _says_something(text: str, spans: Iterable[Span]) -> bool:
    """Whether anything is left of a part without the words that say that there is nothing to say."""
    return any(not _NOTHING.fullmatch(text, span.start, span.end) for span in spans)


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
