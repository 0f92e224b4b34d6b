"""正文说的申请件数和办理结果与第三部分表格相符。"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Check, Gap, Note, Result
from rules.statements.against import CellComparison, quote
from rules.statements.asked import cells, rows_of
from rules.statements.requests import LISTS, told_requests
from rules.text.evidence import breach

_TITLES = {
    "granted": "予以公开", "partial": "部分公开", "refused": "不予公开", "unable": "无法提供", "rejected": "不予处理",
    "other": "其他处理",
}  # fmt: skip
_FLOWS = {
    "new": "本年新收（或者加上年结转）", "accepted": "本年新收（或者加上年结转）", "carried_in": "上年结转",
    "due": "本年新收与上年结转合计", "answered": "办理结果总计", "handled": "办理结果总计",
    "carried_out": "结转下年度", "carried": "上年结转、结转下年度",
}  # fmt: skip
_NOT_ACCEPTED = (
    *(f"rejected.{at}" for at in range(1, 6)),
    *(f"unable.{at}" for at in range(1, 4)),
    *(f"other.{at}" for at in range(1, 4)),
)
Told = Literal["received", "answered", "carried", "results", "situations", "flows", "none", "done", "last"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested(Check):
    """正文写的申请件数，应当等于表格对应的行的总计；说的只是一部分、说不清说的是什么的，不比。

    ``told``：received 收到的，answered 办结的，carried 结转的，results 各类结果，situations 具体情形和不带件数的结果，
    flows 没有写明是申请的，none 说没有收到的，done 说全部办结的，last 上年的件数。
    """

    where: Parts
    told: Told

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected", "item", "held"})
    word_lists: ClassVar[tuple[str, ...]] = LISTS
    nothing_to_check: ClassVar[str] = "正文没有这样写申请件数，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Last year's report, where it is compared."""
        return frozenset({"previous"} if self.told == "last" else ())

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each statement that fits no sum; a gap where none could be compared."""
        mine = context.memo(_by_rule).get(self.told, ())
        mine = [one for one in mine if context.body.within(one.said.span.start, self.where)]
        results = [_result(context, one) for one in mine]
        compared = [one for one in results if not isinstance(one, Gap)]
        yield from compared or results


def _by_rule(context: CheckContext) -> Mapping[str, list[CellComparison]]:
    """The statements by the rule that judges them."""
    found: dict[str, list[CellComparison]] = {}
    for one in context.memo(told_requests):
        found.setdefault(_rule_of(context, one), []).append(one)
    return found


def _rule_of(context: CheckContext, one: CellComparison) -> Told:
    said = one.said
    _, sort, row = said.topic.split(".", 2)
    if sort in ("none", "done", "last"):
        return "none" if sort == "none" else "done" if sort == "done" else "last"
    if sort in ("reason", "joint"):
        return "situations"
    if sort == "result":
        return "results" if said.named and said.quantifier == "count" else "situations"
    if row in ("carried_in", "carried_out", "carried"):
        words = context.body.text[said.span.start : said.span.end]
        return "carried" if "结转" in words and said.quantifier == "count" else "flows"
    if row in ("answered", "handled"):
        return "answered"
    return "received" if said.named else "flows"


def _result(context: CheckContext, one: CellComparison) -> Result:
    said = one.said
    if one.verdict == "open" or (said.narrowed and one.verdict == "right"):
        return Gap(reason="表格对应的格没有数字，或者说的只是一部分，没有比对")
    row = said.topic.split(".", 2)[2]
    if said.about("requests.none", "requests.done"):
        row = f"{row}.total"
    if one.verdict == "right":
        return Note(text=f"正文说的与第三部分表格{_item(context, row)}相符")
    if row == "accepted" and one.less and _may_be_left(context):
        return Gap(reason="正文写的受理件数少于收到件数，可能不含未补正的申请，没有比对")
    return breach(
        context, quote(context, said.span), found=said.value if said.value is not None else "",
        expected=one.expected, item=_item(context, row), held=_beside(context, row),
    )  # fmt: skip


def _item(context: CheckContext, row: str) -> str:
    """What messages call what a statement is about."""
    if row in _FLOWS:
        return _FLOWS[row]
    if row.endswith(".total"):
        return context.title(f"applications.{row}")
    if row == "granted+partial":
        return "第三部分表格“予以公开”和“部分公开”合计"
    if row in _TITLES:
        return f"第三部分表格“{_TITLES[row]}”合计"
    return f"{context.title(f'applications.{row}')}行总计"


def _beside(context: CheckContext, row: str) -> str:
    """What the other rows hold under which the cases may have been put."""
    if row in _FLOWS or row == "granted+partial" or row.endswith(".total"):
        return ""
    others = [*_TITLES] if row in _TITLES else rows_of(context, row.partition(".")[0])
    sums = ((one, _sum(context, one)) for one in others if one != row)
    told = [f"{_short(context, one)}{value:f}件" for one, value in sums if value > 0]
    return f"（另有{'、'.join(told)}）" if told else ""


def _sum(context: CheckContext, row: str) -> Decimal:
    return context.total(cells(rows_of(context, row) if row in _TITLES else (row,))).least


def _short(context: CheckContext, row: str) -> str:
    return _TITLES.get(row) or context.title(f"applications.{row}").rpartition("“")[2].rstrip("”")


def _may_be_left(context: CheckContext) -> bool:
    """Whether some of what came in may never have been accepted: not mended in time, or not dealt with at all."""
    if context.range("applications.carried_out.total").most > 0:
        return True
    rows = (f"applications.{row}" for row in _NOT_ACCEPTED)
    return any(context.range(f"{row}.total").most > 0 for row in rows if row in context.form.titles)
