"""Of which number a share is: those told before it, those of tables, and the one that is clearly meant."""

from calendar import isleap
from collections.abc import Iterator, Sequence
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.asked import WHOLES, cells, rows_of, totals
from rules.statements.context import of_requests, year_meant
from rules.statements.mentions import Mention, total_of
from rules.statements.opening import excluding
from rules.statements.share_rows import listed_up_to, pairs, rows_with
from rules.statements.shares import Share
from rules.text.digit_typos import slip
from rules.text.span import Span

_PLAN = pattern("计划|目标|任务|预算")
_ALL = ("总数", "总量", "全部", "全年", "总", "合计")
_EVERY = pattern("全[县区市镇乡部年]|总量|总数|数量|总计|总")
_SCOPE = pattern("全([县区市州旗省国镇乡])|系统")
_TOWNS = ("township", "subdistrict")
_SCOPES: dict[str | None, tuple[str, ...]] = {
    **dict.fromkeys("县区市州旗", ("government",)),
    "镇": _TOWNS,
    "乡": _TOWNS,
    "省": (),
    "国": (),
    None: (),
}
_TOTAL = pattern("共|总|计|全年|全部")
_TABLE_TWO = pattern("许可|处罚|强制|复议|诉讼|热线|工单|建议|提案|信件|来信")
_RESULTS = ("result_groups", "reason_names", "applicant_kinds")
_ANSWERS = ("granted", "partial")
_OF_YEAR = pattern("全年(?:的|总天数|天数)?")
_OF_ANSWERED = pattern("(?:全部|全年)?(?:已|年内)?(?:办结|答复)的?(?:申请)?(?:总|件)?(?:数|量|件数)?")
_SENTENCES, _LEAST, _NAME, _AHEAD = 2, 10, 2, 60


class ShareWholes:
    """The numbers of which one share may be."""

    def __init__(
        self, context: CheckContext, told: Sequence[Mention], share: Share, parts: frozenset[int] = frozenset()
    ) -> None:
        self.context, self.told, self.share, self.parts = context, told, share, parts
        self.values = part_values(told, share)
        self.before = [one for one in reversed(told) if self._before(one)]
        self.loosely = [one for one in self.before if share.of and self._is_named(one, one.gap)]
        self.named = [one for one in self.loosely if self._is_named(one, one.label)]

    def _before(self, one: Mention) -> bool:
        share = self.share
        return one.start < share.rate.start and one.kind == share.part.kind and one.count and one not in share.parts

    def _is_named(self, one: Mention, words: str) -> bool:
        """Whether the words of the share name this whole: 新收申请480件 … 占新收件的85.8%.

        A number less than the part is no whole, unless it is a plan, which may be surpassed.
        """
        named, may_be = (
            _EVERY.sub("", self.share.of),
            one.value >= self.share.value or _PLAN.search(self.share.of) is not None,
        )
        return may_be and any(named[at : at + _NAME] in words for at in range(len(named) - _NAME + 1))

    def confirmed(self) -> list[Mention]:
        """The numbers before of which it is the share, where its words name none."""
        if self.share.of or self.share.rate.step > 1:
            return []
        return [one for one in self.before if one.value > self.share.value and self.share.means(one.value)]

    def right(self) -> bool:
        """Whether it is the share of the number that it names, else of any that may be meant."""
        if (fixed := self._fixed()) is not None:
            return any(self.share.means(fixed, value) for value in self.values)
        if self.named:
            return any(self.share.means(one.value, value) for one in self.named for value in self.values)
        return any(self.share.means(whole, value) for value in self.values for whole in self._possible(value))

    def _possible(self, value: Decimal) -> Iterator[Decimal]:
        share = self.share
        alike = [one for one in self.told if one.kind == share.part.kind and self._may_be_whole(one)]
        yield from (one.value for one in alike if one.value >= value and one.value > 0)
        yield from (total for total in pairs(self.told, share.part.kind) if total > value)
        if share.rate.step <= 1:  # 六成 would agree with one of them by chance
            yield from (total for total in rows_with(self.told, share.part) if total > 0)
            # 局机关252条，学校（共5所）360条；学校占58.8%，局机关占41.2%: of both
            yield from (value + one.value for one in alike if one.sentence == share.part.sentence and value >= _LEAST)
            if self._of_requests():
                yield from (total for total in totals(self.context, WHOLES) if total > 0)

    def _may_be_whole(self, one: Mention) -> bool:
        """A number told before, or soon after as a total: 网站占六成，全年共340条."""
        return one.start < self.share.rate.start or (
            one.start < self.share.rate.start + _AHEAD and _TOTAL.search(one.label) is not None
        )

    def _of_requests(self) -> bool:
        share, body = self.share, self.context.body
        return share.part.kind in "件宗份" and of_requests(body, share.part.start)

    def meant(self) -> Decimal | None:
        """The one whole that is clearly meant, if there is one."""
        if self._of_another_body():
            return None
        if (fixed := self._fixed()) is not None:
            return fixed
        named = self.named or self.loosely
        if named:
            return named[0].value if len({one.value for one in named}) == 1 else None
        of_all = _is_all(self.share.of)
        if self.share.of and not of_all:
            return None
        if not of_all and (pair := self._of_pair()) is not None:
            return pair
        wholes = [one for one in (self.before if of_all else self._near()) if one.value > self.share.value]
        slipped = [one.value for one in wholes if self._slipped(one)]
        if len(slipped) == 1:
            return slipped[0]
        if len({one.value for one in wholes}) == 1 and wholes[0].value >= _LEAST and not of_all:
            return wholes[0].value
        table = self._of_table()
        if table is not None or self.share.of:
            return table
        here = [one.value for one in wholes if one.sentence == self.share.part.sentence]
        return max(here) if here and max(here) >= _LEAST else None

    def _fixed(self) -> Decimal | None:
        """The whole that is named and not told: 占全年 of days, 占办结数 of what table three has."""
        share, context = self.share, self.context
        if share.part.kind == "天" and _OF_YEAR.fullmatch(share.of) and context.report.year:
            return Decimal(366 if isleap(context.report.year) else 365)
        if not _OF_ANSWERED.fullmatch(share.of) or not self._of_requests():
            return None
        figures = {row: context.total(cells(rows_of(context, row))) for row in (*_ANSWERS, "total")}
        known = [one.least for one in figures.values() if one.exact]
        if len(known) < len(figures):
            return None
        granted, partial, whole = known
        return whole if whole and self.values & {granted, partial, granted + partial} else None

    def _of_pair(self) -> Decimal | None:
        """Both of two kinds that leave nothing out: 原创615篇，转载65篇，原创占比90.4%."""
        part = self.share.part
        here = [one for one in self.told if one.kind == part.kind and one.sentence == part.sentence and one.count]
        at = here.index(part) if part in here else -1
        for pair in (here[at : at + 2], here[max(0, at - 1) : at + 1]):
            if at >= 0 and excluding(pair) and pair[-1].end <= self.share.rate.start:
                return total_of(pair)
        return None

    def _of_another_body(self) -> bool:
        """占全县办理总量的8.3% in the report of a bureau."""
        agency = self.context.agency
        other = _SCOPE.search(self.share.of)
        return other is not None and agency is not None and agency.kind not in _SCOPES[other[1]]

    def _of_table(self) -> Decimal | None:
        """All requests, where the part is plainly one of them by result or by applicant."""
        share, context = self.share, self.context
        sentence = context.body.sentence(share.part.start)
        words = context.body.text[sentence.start : share.rate.start]
        if not self._of_requests() or _TABLE_TWO.search(words) or year_meant(context, sentence, share.part.start):
            return None
        clause = Span(share.part.start - len(share.part.label), share.part.end + len(share.part.tail))
        if not any(context.body.holds(name, clause) for name in _RESULTS):
            return None
        wholes = [total for total in totals(context, WHOLES) if total >= share.value]
        return min(wholes, key=lambda one: abs(share.value * 100 / one - share.rate.value)) if wholes else None

    def _near(self) -> list[Mention]:
        """Those told in its sentence and the two before; nearest first."""
        near = [one for one in self.before if one.sentence >= self.share.part.sentence - _SENTENCES]
        return [one for one in near if one.start not in self.parts]  # 438个，占四成；365个，占三分之一: of neither

    def _slipped(self, whole: Mention) -> bool:
        rate = self.share.rate
        places = max(0, -int(rate.step.as_tuple().exponent))
        wanted = round(self.share.value * 100 / whole.value, places)
        return rate.step <= 1 and bool(slip(rate.value, wanted, rate.step))


def part_values(counts: Sequence[Mention], share: Share) -> set[Decimal]:
    """What the part may be: the number itself, or the list that ends with it; 前者52件，后者10件，占62% both."""
    if len(share.parts) > 1:
        return {share.value}
    at = counts.index(share.part)
    both = counts[at - 1 : at + 1] if at and "后者" in share.part.gap and "前者" in counts[at - 1].gap else [share.part]
    return {share.value, listed_up_to(counts, share.part), total_of(both)}


def _is_all(named: str) -> bool:
    """Whether words such as 总数 name the whole: any number may be the total of all."""
    return named in _ALL or "总" in named or "全" in named
