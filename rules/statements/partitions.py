"""UnitNumbers divided once more: 公开412条，网站…。从内容看，防汛134条最多，许可102条次之，其他176条."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, combinations, islice

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.levels import CountLevel
from rules.statements.mentions import Mention, total_of
from rules.statements.opening import by_basis, is_rest, joined, last_mark
from rules.statements.told_of_each import told_of_each
from rules.text.digit_typos import slips_between

_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
# which of them is most is said beside its number, and it is a part like the others
_RANKED = pattern("(?:数量|占比)?(?:最多|次之|其次|居首|居多|再次之?|最少)的?[是为]?")
_SUB_LIST = "其中"
_OF_ALL = pattern(
    "(?:公开|发布|公布)[^，,；;。：:、0-9]{0,4}(?:信息|总数|总量)|信息[^，,；;。：:、0-9]{0,2}(?:总数|总量)|受理|收到|接听|接到"
)
_FEWEST, _MOST = 2, 14
_REACH = 32  # numbers between a whole and what divides it: no reader remembers more, and none should cost more
_NEAR = Decimal("0.25")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """``parts``: the numbers behind 按…分; ``whole``: what they divide; ``sure``: any difference is one."""

    whole: Mention
    parts: tuple[Mention, ...]
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNumbers:
    """The numbers of one unit: ``values`` of all, ``of_all``: those told of all there was."""

    values: frozenset[Decimal]
    of_all: tuple[Mention, ...]


def partitions(level: CountLevel, elsewhere: Callable[[], Mapping[str, UnitNumbers]]) -> Iterator[Partition]:
    """The lists of a level that divide a number told before, whatever stands between the two.

    ``elsewhere``: the numbers of the whole text, where the whole stands if it does not stand here.
    """
    told, known = level.told, dict[int, Sequence[Mention]]()
    for at, first in enumerate(told):
        if by_basis(first.gap) or _begins_quarters(told, at):
            known[at] = _run(told, at)
    for at, parts in known.items():
        if len(parts) < _FEWEST or _right_before(told, at):
            continue
        alone = not any(one.kind == parts[0].kind for one in told[:at])
        others = [run for other, run in known.items() if other != at]
        found = _told_elsewhere(parts, elsewhere()) if alone else _whole(told, at, parts, others)
        if found is not None:
            yield found


def wholes_of(levels: Iterable[CountLevel]) -> Mapping[str, UnitNumbers]:
    """The numbers of a text by what they count, made once for all lists that look for their whole."""
    by_kind: dict[str, list[Mention]] = {}
    for one in (one for level in levels for one in level.told if one.count):
        by_kind.setdefault(one.kind, []).append(one)
    return {
        kind: UnitNumbers(
            values=frozenset([one.value for one in some]),
            of_all=tuple([one for one in some if _OF_ALL.search(one.clause)]),
        )
        for kind, some in by_kind.items()
    }


def _told_elsewhere(parts: Sequence[Mention], others: Mapping[str, UnitNumbers]) -> Partition | None:
    """What is told of all in another paragraph, and divided there as well."""
    alike = others.get(parts[0].kind)
    if alike is None or len(parts) < len(_QUARTERS) or total_of(parts) in alike.values:
        return None
    most = max(one.value for one in parts)
    wholes = [one for one in alike.of_all if one.value > most and _slipped(one, parts)]
    return Partition(whole=wholes[0], parts=tuple(parts), sure=True) if len(wholes) == 1 else None


def begins(told: Sequence[Mention], at: int) -> bool:
    """Whether a number begins a list of its own, which goes with no number right before it."""
    return by_basis(told[at].gap) and not _right_before(told, at)


def _begins_quarters(told: Sequence[Mention], at: int) -> bool:
    """一季度131条、二季度152条、三季度127条、四季度137条: the year and nothing else."""
    run = told[at : at + len(_QUARTERS)]
    return len(run) == len(_QUARTERS) and all(name in one.gap for name, one in zip(_QUARTERS, run, strict=True))


def _right_before(told: Sequence[Mention], at: int) -> bool:
    """Whether the number right before may be the whole: then it is told without this."""
    before = told[at - 1] if at else None
    most = max(one.value for one in told[at : at + 2])
    if before is None or before.kind != told[at].kind or before.value < most:
        return False
    alike = at > 1 and told[at - 2].kind == before.kind and "。" not in before.gap
    return not (alike and "。" in told[at].gap)  # 受理930件，办结922件。从类型看，…: all, or those done


def _run(told: Sequence[Mention], at: int) -> Sequence[Mention]:
    """The numbers that go on as the first does; those of a list within it (其中) are left out."""
    first, run, sign, within, length = told[at], [told[at]], "", False, 0
    for place in range(at + 1, min(len(told), at + 1 + _MOST)):
        one = told_of_each(told[place])
        gap = _RANKED.sub("", one.gap)
        mark = last_mark(gap)
        if "。" in gap or by_basis(gap):
            break
        within = _SUB_LIST in gap or (within and not (mark == sign == "；"))
        if within:
            continue
        if one.kind != first.kind or not one.count or not joined(gap):
            break
        if sign and mark != sign and not length:
            length = len(run)  # another list may begin, unless this one ends with all the others
        sign = sign or mark
        run.append(one)
        length = len(run) if is_rest(gap) or (length and mark == sign) else length
    return run[: length or None] if first.count else ()


def _whole(
    told: Sequence[Mention], at: int, parts: Sequence[Mention], others: Sequence[Sequence[Mention]]
) -> Partition | None:
    """What the parts divide: a number that another list divides too, else the one of which a slip makes their sum."""
    total, taken = total_of(parts), {id(one) for run in others for one in run}
    before = [one for one in told[:at] if one.kind == parts[0].kind and one.count and id(one) not in taken][-_REACH:]
    every = [one.value for one in told if one.kind == parts[0].kind and all(one is not part for part in parts)]
    pairs = [a + b for a, b in combinations([one.value for one in before], 2)]
    sums = {total_of(run) for run in others}
    if total in (*every, *pairs, *sums):
        return None
    most = max(one.value for one in parts)
    wholes = [one for one in before if one.value > most]
    slipped = [one for one in wholes if _slipped(one, parts)]
    divided = [one for one in wholes if one.value in sums or _listed(told[:at], one)]
    if divided and len({one.value for one in divided}) == 1:
        one = divided[0]
        return Partition(
            whole=one, parts=tuple(parts), sure=is_rest(parts[-1].gap) or total > one.value or one in slipped
        )
    if not slipped:
        return None
    near = min(slipped, key=lambda one: abs(one.value - total))
    return Partition(whole=near, parts=tuple(parts), sure=True)


def _slipped(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one slip explains the difference, and it is no great one."""
    off = abs(whole.value - total_of(parts))
    return off <= whole.value * _NEAR and bool(slips_between(whole.value, (one.value for one in parts), whole.step))


def _listed(told: Sequence[Mention], whole: Mention) -> bool:
    """Whether numbers that stand side by side behind it make a whole."""
    behind = list(islice((one for one in told if one.start > whole.start), _REACH))
    return any(
        whole.value in list(accumulate(one.value for one in behind[at:]))[1:]
        for at in range(len(behind))
        if behind[at].kind == whole.kind
    )
