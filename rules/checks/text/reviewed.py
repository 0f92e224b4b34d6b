"""正文说的行政复议、行政诉讼件数和结果与表格相符。"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.facts import OneOf
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Check, Gap, Note, Result
from rules.statements.against import CellComparison, held, judged, quote
from rules.statements.context import subject
from rules.statements.review_said import COLUMNS, LAWSUITS, cells
from rules.statements.reviews import LISTS, reviews
from rules.statements.statement import Refs, Statement
from rules.text.evidence import breach
from rules.text.span import Span

_ROWS = {"reconsideration": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after": "复议后起诉"}
_COLUMNS = dict(zip(COLUMNS, ("结果维持", "结果纠正", "其他结果", "尚未审结"), strict=True))
_ABOUT_OWN = ("信息公开", "依申请公开", "公开申请")
_OCCURRED = ("发生", "新发生", "共发生", "引发")
_JOINT = pattern("合计|总计|相加|[共总][^同]|两[项类者]")
_HEADED = pattern(
    "[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．][^。，0-9]{0,14}(?:复议|诉讼|救济)"
    "|[^。，0-9]{0,14}(?:复议|诉讼|救济)[^。，：:0-9]{0,6}[：:。，]"
)
# what those who asked were answered; not what the agency writes to who decides on its case
_ANSWER = pattern("(?<!复议)(?<!应诉)(?<!诉讼)(?<!举报)(?<!信访)(?<!处理)答复(?!通知|意见|[0-9])|答复书")
_OF_SOME = pattern("其中|又|再|不服|后|直接|另|还|仍")  # 其中1件不服，提起行政诉讼
_FEWEST = 2
Told = Literal["number", "outcome", "none", "zero"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Check):
    """复议几件、诉讼几件、维持纠正各几件、“均维持”“无一被纠正”、怎样起诉的，应当与第四部分表格相符。

    ``told``：number 写明因信息公开的件数，outcome 其余的件数、结果和起诉方式，none “没有行政复议”，
    zero “复议：无”等其余说法。
    """

    where: Parts
    told: Told

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "item", "expected"})
    word_lists: ClassVar[tuple[str, ...]] = LISTS
    nothing_to_check: ClassVar[str] = "正文没有这样写复议、诉讼，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each statement that the table contradicts; a gap where nothing is said."""
        for one in context.memo(_held):
            if _rule_of(context, one) == self.told and context.body.within(one.said.span.start, self.where):
                yield _result(context, one)


def _rule_of(context: CheckContext, one: CellComparison) -> Told:
    said = one.said
    words = context.body.text[said.span.start : said.span.end]
    if said.quantifier == "none":
        return "none" if said.named and "行政" in words else "zero"
    if not said.about("reviews.total") or not said.value:
        return "outcome"
    clause = quote(context, said.span)
    return "number" if "信息公开" in context.body.text[clause.start : clause.end] else "outcome"


def _held(context: CheckContext) -> tuple[CellComparison, ...]:
    """Every statement about the agency's own cases beside its cells."""
    every = context.memo(reviews)
    apart = any(
        one.value and one.about("reviews.total") and _rows(one)[1:] == () and _rows(one)[0] in LAWSUITS
        for said in every
        for one in said
    )
    told = every if apart else (tuple(_of_both_ways(context, one) for one in said) for said in every)
    return tuple(judged(context, (one for said in told for one in _paragraph(context, said))))


def _of_both_ways(context: CheckContext, said: Statement) -> Statement:
    """行政诉讼1件 is of all, however they were brought, where no way is counted by itself."""
    body = context.body
    if not said.value or not said.about("reviews.total") or _rows(said) != LAWSUITS:
        return said
    before = body.text[body.sentence(said.span.start).start : said.span.end]
    return said if _OF_SOME.search(before) else replace(said, meanings=said.meanings[:1])


def _paragraph(context: CheckContext, said: Sequence[Statement]) -> Iterator[CellComparison]:
    """The statements of a paragraph that speak of the cases in the table, and not of a few of them."""
    alone = {_column(one) for one in said if _rows(one) == ("reconsideration",) and one.value}
    joint = min((one.span.start for one in said if _is_joint(context, one)), default=None)
    reviewed = any("reconsideration" in _rows(one) for one in said)
    compared = [
        _with_all(
            context, held(context, one),
            apart=not reviewed or (_column(one) in alone and (joint is None or one.span.start < joint)),
        )
        for one in said
    ]  # fmt: skip
    totals = [one for one in compared if one.said.about("reviews.total") and one.said.value]
    known = any(one.verdict == "right" for one in totals) or _several_right(compared)
    whole: set[Refs] = set()  # whose total was told: fewer after it are some of these
    some: set[Refs] = set()
    for one in compared:
        rows = one.said.meanings[0]
        if one in totals:
            some.discard(rows)
            if one.verdict == "right":
                whole.add(rows)
            elif rows in whole and (one.said.value or 0) < max(total.least for total in one.totals):
                some.add(rows)
        spoken = one.said.value == 0 or known or _own(context, one.said) or _occurred(context, one, compared)
        if spoken and _total_refs(one.said) not in some:
            yield one


def _total_refs(said: Statement) -> Refs:
    return tuple(f"{ref.rpartition('.')[0]}.total" for ref in said.meanings[0])


def _with_all(context: CheckContext, one: CellComparison, *, apart: bool) -> CellComparison:
    """Lawsuits may be told with the reviews: 复议、诉讼合计4件, 维持3件. ``apart``: not the reviews, told alone."""
    said, column = one.said, _column(one.said)
    rows = _rows(said)
    if one.verdict != "wrong" or not set(rows) & set(LAWSUITS):
        return one
    if not said.value:
        single = said.quantifier == "all" and any(_all_of(context, row, column) for row in rows)
        return CellComparison(said=said, verdict="right", totals=one.totals) if single else one
    ways = () if apart else ((*_ROWS,), tuple(dict.fromkeys(("reconsideration", *rows))))
    if any(context.total(cells(way, column)).least == said.value for way in ways):
        return CellComparison(said=said, verdict="right", totals=one.totals)
    return one


def _all_of(context: CheckContext, row: str, column: str) -> bool:
    """Whether every case of a row ended in one way: 均维持 behind both kinds of lawsuits may speak of one."""
    value, total = (context.total(cells((row,), one)) for one in (column, "total"))
    return column != "total" and value.exact and value.least > 0 and value.least == total.least


def _occurred(context: CheckContext, one: CellComparison, every: Sequence[CellComparison]) -> bool:
    """发生行政复议1件、未发生行政诉讼: whose cases these are is as plain as that there are none of the others."""
    began = context.body.text.startswith(_OCCURRED, one.said.span.start)
    return began and any(other.said.quantifier == "none" and other.verdict == "right" for other in every)


def _is_joint(context: CheckContext, said: Statement) -> bool:
    """Whether it is of reviews and lawsuits together."""
    return _JOINT.search(context.body.text, said.span.start, said.span.end) is not None


def _column(said: Statement) -> str:
    return said.topic.split(".")[1]


def _rows(said: Statement) -> Refs:
    return tuple(said.topic.split(".")[2].split("+"))


def _several_right(every: Sequence[CellComparison]) -> bool:
    """维持5件、其他结果2件: who tells two outcomes rightly tells of these cases."""
    right = {one.said.topic for one in every if one.verdict == "right" and one.said.value}
    return len(right) >= _FEWEST


def _own(context: CheckContext, said: Statement) -> bool:
    """Whether the words around say that these are cases about the agency's own disclosure."""
    body, at = context.body, said.span.start
    words = subject(body, at)
    if any(word in words for word in _ABOUT_OWN) or _HEADED.match(words):
        return True
    county = context.agency is not None and context.agency.kind == "government"
    if body.within(at, ("section.5",)) and not county and not said.about("reviews.total"):
        return True
    sentence = body.sentence(at)
    return _ANSWER.search(body.text, sentence.start, sentence.end) is not None or _of_one(context, sentence)


def _of_one(context: CheckContext, sentence: Span) -> bool:
    """Whether someone who asked is told to have gone on, and the table has such cases."""
    told = context.body.text.find("申请人", sentence.start, sentence.end) >= 0
    return told and context.total(cells((*_ROWS,), "total")).least > 0


def _result(context: CheckContext, one: CellComparison) -> Result:
    if one.verdict == "open":
        return Gap(reason="第四部分表格对应的格没有数字，没有比对")
    if one.verdict == "right":
        return Note(text="正文说的复议、诉讼与第四部分表格相符")
    said, rows, column = one.said, _rows(one.said), _column(one.said)
    held_rows = [row for row in rows if said.value or context.total(cells((row,), column)).least] or rows
    item = "、".join(_ROWS[row] for row in held_rows)
    if said.quantifier == "all":
        return _of_all(context, said, rows, item)
    title = f"“{_COLUMNS[column]}”" if column in _COLUMNS else "总计"
    span = quote(context, said.span) if said.about("reviews.total") and said.value else said.span
    values = tuple(dict.fromkeys(total.least for total in one.totals if total.exact))
    return breach(context, span, item=f"“{item}”{title}", expected=OneOf(values))


def _of_all(context: CheckContext, said: Statement, rows: Refs, item: str) -> Breach:
    """A claim about all of them, beside every figure above 0 that it is about; a row is named once."""
    figures = {
        (row, column): value
        for row in (LAWSUITS if said.about("reviews.total") else rows)
        for column in _COLUMNS
        if (value := context.total(cells((row,), column)).least) > 0
    }
    named = {row for row, _ in figures}
    if len(named) == 1:
        figured = "、".join(f"{_COLUMNS[column]}{value:f}件" for (_, column), value in figures.items())
        return breach(context, said.span, item=f"“{_ROWS[named.pop()]}”", expected=figured)
    figured = "、".join(f"“{_ROWS[row]}”{_COLUMNS[column]}{value:f}件" for (row, column), value in figures.items())
    return breach(context, said.span, item="" if figures else f"“{item}”", expected=figured or "0件")
