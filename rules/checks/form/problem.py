"""读取时报告的问题。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.edition import Edition, Table
from filings.nouns import dataclass
from filings.report import Problem
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result
from rules.engine.triggers import problem_triggers

_NUMERALS = "零一二三四五六"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCheck(Check):
    """读取文件时发现的问题，原样转述。"""

    codes: tuple[str, ...]

    facts: ClassVar[frozenset[str]] = frozenset({"code", "detail"})
    reads_problems: ClassVar[bool] = True

    @property
    def triggers(self) -> frozenset[str]:
        """The problems that it repeats."""
        return problem_triggers(self.codes)

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for every problem of these codes."""
        for problem in context.report.problems:
            if problem.code in self.codes:
                refs, places = _refs(problem, context), (problem.place,) if problem.place else ()
                facts = {"code": problem.code, "detail": problem.message.rstrip("。")}
                yield Breach(refs=refs, facts=facts, places=places)


def _refs(problem: Problem, context: CheckContext) -> tuple[str, ...]:
    """The cells at its place, else the table and section that it names, else nothing: the report as a whole."""
    if problem.place:
        cells = tuple(ref for ref, cell in context.report.cells.items() if cell.place == problem.place)
        if cells:
            return cells
    return tuple(
        ref for table in tables_named(problem, context.form) for ref in (table.key, f"section.{table.section}")
    )


def tables_named(problem: Problem, form: Edition) -> tuple[Table, ...]:
    """The tables whose part a problem names."""
    return tuple(table for table in form.tables if f"第{_NUMERALS[table.section]}部分" in problem.message)
