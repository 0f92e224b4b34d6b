"""正文按申请人类别说的件数与表格各列相符。"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Check, Note, Result
from rules.statements.against import CellComparison, held
from rules.statements.applicants import COLUMNS, applicants
from rules.statements.asked import WHOLES, Asked, asked, cells, totals
from rules.statements.context import of_requests
from rules.statements.cutting import sentences_saying
from rules.statements.flows import row_of
from rules.statements.statement import Statement
from rules.text.evidence import breach
from rules.text.span import Span

_TITLES = dict(zip(COLUMNS, ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"), strict=True))
_CAME = pattern("(?:[全本]年|年内|共|累计|一共)*(?:新收|收到|受理|接到|接收)(?:了|到)?[^0-9]*申请")
_OPENED = pattern("(?:新收|收到)的?(?:政府信息公开)?申请件?[当之]?中，$|(?:从|按)申请人[^，,。]{0,6}(?:看|分|统计)，$")
_REVIEWS, _OF_IT = pattern("复议|诉讼|起诉"), pattern("[，,]其中")
_ALONE, _OTHERS = ("carried", "together"), ("其他组织", "非自然人")
_KINDS, _SEVERAL = "applicant_kinds", 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ByApplicant(Check):
    """自然人几件、企业几件、“均为自然人提出”，应当与第三部分各列相符：按新收、按新收加结转、按办理结果算都可以。"""

    where: Parts

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "expected"})
    word_lists: ClassVar[tuple[str, ...]] = (_KINDS,)
    nothing_to_check: ClassVar[str] = "正文没有按申请人类别写件数，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """At most one breach for the counts of each sentence; a gap where no sentence tells who applied."""
        body = context.body
        others = {body.sentence(hit.start) for hit in body.hits(_KINDS, self.where) if hit.term.text.endswith(_OTHERS)}
        every = sorted({*sentences_saying(context, (_KINDS,), self.where), *others})
        spans = [one for one in every if of_requests(body, one.start)]
        judged = [one for span in spans for one in _sentence(asked(context, span))]
        right = any(isinstance(result, Note) for result, counted, _ in judged if counted)
        yield from (result for result, counted, less in judged if not (counted and less and right))


def _sentence(told: Asked) -> Iterator[tuple[Result, bool, bool]]:
    """(result, whether of counts, whether they are less than the table says)."""
    said = [one for one in applicants(told) if one.flow == "carried" or not _narrowed(told, one.span.start)]
    for one in said:
        if one.quantifier != "count" or one.flow in _ALONE:
            yield from ((result, False, False) for result in _of_words(told.context, one))
    counts = [one for one in said if one.quantifier == "count" and one.flow not in _ALONE]
    counted = [one for one in _once(counts) if not _told_in_parts(told, one, counts)]
    if counted and _of_new(told, counted):
        counted = [replace(one, meanings=one.meanings[:1]) for one in counted]
    if counted:
        yield from _of_counts(told, counted)


def _of_new(told: Asked, counted: Sequence[Statement]) -> bool:
    """Whether they make what came this year, told right before them: 新收6件，自然人5件，企业1件.

    Behind 其中 they need not make it, if every kind is told that came.
    """
    before, new = next(told.counts_before(counted[0].span.start), None), told.context.total(("applications.new.total",))
    made = sum([one.value or Decimal(0) for one in counted], Decimal(0))
    if before is None or before[1] != new.least or row_of(told, before[0]) != "new":
        return False
    came = {f"applicants.{kind}" for kind in COLUMNS if told.context.total(cells(("new",), kind)).least}
    opened = _OF_IT.match(told.context.body.text, before[0].span.end, counted[0].span.end)
    return made == new.least or (opened is not None and came <= {one.topic for one in counted})


def _once(said: Sequence[Statement]) -> Sequence[Statement]:
    """Each kind once, with its greatest count: the others are parts of it (大塘村村民2件，杨林村村民1件)."""
    most: dict[str, Decimal] = {}
    for one in said:
        most[one.topic] = max(most.get(one.topic, Decimal(0)), one.value or Decimal(0))
    return [one for one in said if one.value == most[one.topic]]


def _told_in_parts(told: Asked, one: Statement, counts: Sequence[Statement]) -> bool:
    """Whether a kind is counted place by place, and all its counts are what the table holds."""
    same = [other.value or Decimal(0) for other in counts if other.topic == one.topic]
    return len(same) > 1 and any(told.context.total(way).least == sum(same, Decimal(0)) for way in one.meanings)


def _narrowed(told: Asked, at: int) -> bool:
    """Whether the words before speak of a part: one result (予以公开的12件中), another year, another matter."""
    if _REVIEWS.search(told.context.body.text, told.span.start, at):
        return True
    return any(hit.end <= at for hit in told.groups) or told.elsewhere(at)


def _of_counts(told: Asked, counted: Sequence[Statement]) -> Iterator[tuple[Result, bool, bool]]:
    """Told is what surely speaks of all requests: the counts add up to them, or others among them fit."""
    compared = [held(told.context, one) for one in counted]
    known = totals(told.context, WHOLES)
    if not known or any(not one.totals[0].exact for one in compared):
        return
    wrong = [one for one in compared if one.verdict == "wrong"]
    if len(counted) < _SEVERAL:
        wrong = [one for one in wrong if not one.said.about("applicants.other")]  # of whatever else is counted by kinds
    if not wrong:
        yield Note(text="按申请人类别写的件数与第三部分表格相符"), True, False
        return
    if _sure(told, compared, wrong):
        expected = tuple(f"{_title(one)}{_numbers(one)}件" for one in wrong)
        span = Span(counted[0].span.start, counted[-1].span.end)
        yield breach(told.context, span, expected=expected), True, all(one.less for one in wrong)


def _sure(told: Asked, compared: Sequence[CellComparison], wrong: Sequence[CellComparison]) -> bool:
    """Whether the counts are of all requests."""
    values = [one.said.value or Decimal(0) for one in compared]
    absent = any(_empty(one) for one in wrong if not one.said.about("applicants.other"))
    if absent or (len(compared) == 1 and _of_all(told, compared[0].said.span)):
        return True
    fits = any(one.said.value and one not in wrong for one in compared)
    return len(compared) > 1 and (fits or sum(values, Decimal(0)) in told.wholes)


def _of_all(told: Asked, span: Span) -> bool:
    """Whether the count of one kind is of all that came: 申请16件，其中自然人10件; 收到自然人提出的申请2件."""
    text = told.context.body.text
    came = _CAME.match(text, span.start, span.end) or _OPENED.search(text, told.span.start, span.start)
    return came is not None or told.whole_before(span.end) is True


def _empty(one: CellComparison) -> bool:
    """Whether the table has none of this kind."""
    return all(total.exact and total.least == 0 for total in one.totals)


def _numbers(one: CellComparison) -> str:
    return "或".join(dict.fromkeys(f"{total.least:f}" for total in one.totals[:2]))


def _title(one: CellComparison) -> str:
    return _TITLES[one.said.topic.partition(".")[2]]


def _of_words(context: CheckContext, said: Statement) -> Iterator[Result]:
    """均为自然人提出: what the table holds of each kind, where it holds another."""
    one = held(context, said)
    rows = tuple(dict.fromkeys(ref.rpartition(".")[0] for ref in said.meanings[0]))
    sums = {column: context.total(tuple(f"{row}.{column}" for row in rows)) for column in COLUMNS}
    if not all(total.exact for total in sums.values()) or not any(total.least for total in sums.values()):
        return
    if one.verdict == "wrong":
        expected = tuple(f"{_TITLES[column]}{total.least:f}件" for column, total in sums.items() if total.least)
        yield breach(context, said.span, expected=expected)
    else:
        yield Note(text="正文说的申请人类别与第三部分表格相符")
