"""Statements of change: what it was, what it is, by how much and by what share, whichever of the four are written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rules.statements.change_words import (
    ALL_OF_IT,
    ARRIVED,
    BACK,
    BASE,
    BEFORE,
    BROUGHT,
    BY,
    BY_SIGN,
    FROM,
    ITEM,
    LEGAL,
    MERGED,
    NONE,
    NOW,
    RATE,
    SAID,
    SIGN,
    SIGNS,
    TO,
    YEAR_BY_YEAR,
)
from rules.statements.mentions import Mention
from rules.statements.number_change import NumberChange

_LINKS = ("、", "和", "及", "与")
_NEAR, _REACH = 16, 60  # characters before a number that are looked at


def changes(told: Sequence[Mention], own: int) -> Iterator[NumberChange]:
    """The changes that the numbers of a paragraph tell, each once."""
    used: set[int] = set()
    for at, one in enumerate(told):
        if one.start not in used and one.count:
            found = _moved(told, at) or _of_item(told, at, own) or _from_base(told, at, own)
            if found is None and one.depth and _one_of_bases(told, at) and is_base(one, own):
                yield from _of_row(told, at, own)
            if found is not None:
                used.update(part.start for part in (found.base, found.by, found.rate) if part is not None)
                yield found
    for at, one in enumerate(told):
        if one.start not in used and one.count:
            alone = _alone(told, at, own, used)
            if alone is not None:
                yield alone


def _word(pattern: re.Pattern[str], one: Mention) -> bool | None:
    """The way that the words before a number tell, None where they tell of no change."""
    if one.written.startswith("翻"):
        return True
    if one.rate is not None and one.gap.endswith(SIGNS):
        signed = BY_SIGN.search(one.gap)
        return None if signed is None else bool(signed["up"])
    near = one.gap[-_NEAR:].removesuffix("的")  # 由58项增至64项，增加的6项为…
    said = pattern.search(near if pattern is SAID else one.gap.removesuffix("的")) if SIGN.search(near) else None
    return None if said is None or (one.gap.endswith(ARRIVED) and one.rate is None) else bool(said["up"])


def _from_base(told: Sequence[Mention], at: int, own: int) -> NumberChange | None:
    """996条，比2024年的940条增加56条，增长6%; 同比增长6%（2024年为940条）; 2022年为560条，2023年为612条，增加52条."""
    base = told[at]
    if not is_base(base, own) or _one_of_bases(told, at) or ITEM.search(base.gap):
        return None
    ends, nows = at, numbers_before(told, at, own)
    if at + 1 < len(told) and _is_now(told[at + 1], base, own):
        nows, ends = (told[at + 1],), at + 1
    if not nows and NONE.search(base.gap):  # 没有收到申请，较上年的2件减少2件
        nows = (replace(base, value=Decimal(0), start=base.start - len(base.gap), end=base.start),)
    by, rate = _behind(told, ends)
    if by is not None and "延" in by.gap and LEGAL.search(base.gap):
        return None  # 比法定的20个工作日延长10个工作日: of the one that was put off
    behind = told[ends + 2] if by is not None and ends == at and ends + 2 < len(told) else None
    if behind is not None and NOW.match(behind.gap) and behind.kind == base.kind and behind.count:
        nows = (behind,)  # 与上年的62件相比，来信减少18件，为44件
    if BACK.match(base.gap):  # 同比增加18条（2023年为910条），增长2.0%
        before = _back(told, at)
        by, rate = by or before[0], rate or before[1]
    if not nows and by is None and rate is not None:  # a sentence before tells what it is now
        if (now := _only_before(told, at, own)) is not None:
            return _change(base, (now,), None, rate)
        return _change(base, numbers_before(told, at, own, back=1), None, rate, apart=True)
    if not nows and by is not None:  # 公开43条。上年公开38条，增加5条
        return _change(base, numbers_before(told, at, own, back=1), by, rate, apart=True)
    return _change(base, nows, by, rate)


def _of_item(told: Sequence[Mention], at: int, own: int) -> NumberChange | None:
    """许可418项；处罚事项上一年187项，本年增加20项，增长10.7%: what stands before ； is of another item."""
    by, rate = _behind(told, at) if ITEM.search(told[at].gap) and is_base(told[at], own) else (None, None)
    return _change(told[at], (), by, rate) if by is not None and rate is not None else None


def _only_before(told: Sequence[Mention], at: int, own: int) -> Mention | None:
    """The only number that last year's goes with, in the sentences before: 总量912条。上年总量960条，本年减少5%."""
    if not ALL_OF_IT.search(told[at].gap):
        return None
    back = range(1, told[at].sentence + 1)
    some = [one for far in back for one in numbers_before(told, at, own, back=far)]
    some = [one for one in some if "总量" in one.gap or "总数" in one.gap] or some
    return some[0] if len(some) == 1 else None


def _one_of_bases(told: Sequence[Mention], at: int) -> bool:
    """Whether a bracket tells several numbers of the year before: 诉讼增加1件（2021年分别为7件、2件）."""
    behind = told[at + 1] if at + 1 < len(told) else None
    alike = behind is not None and behind.depth == told[at].depth > 0 and behind.kind == told[at].kind
    return alike and behind is not None and behind.gap.startswith(_LINKS)


def _of_row(told: Sequence[Mention], at: int, own: int) -> Iterator[NumberChange]:
    """复议减少2件，诉讼增加1件（2021年分别为7件、2件）: what they are now stands somewhere before."""
    end = at + 1
    while end < len(told) and told[end].gap in _LINKS and told[end].kind == told[at].kind:
        end += 1
    bys = told[max(0, 2 * at - end) : at]
    if len(bys) == end - at and all(_word(SAID, by) is not None and by.kind == told[at].kind for by in bys):
        nows = tuple(now for far in range(told[at].sentence + 1) for now in numbers_before(told, at, own, back=far))
        for base, by in zip(told[at:end], bys, strict=True):
            yield from filter(None, [_change(base, nows, by, None, apart=True)])


def _is_now(one: Mention, base: Mention, own: int) -> bool:
    words = one.label
    if one.kind != base.kind or not one.count or _word(SAID, one) is not None:
        return False
    return f"{own}年" in words or "今年" in words or "本年" in words


def _moved(told: Sequence[Mention], at: int) -> NumberChange | None:
    """由8600人增至10320人, 从31项变为33项; 14个栏目并成10个，少了4个."""
    base = told[at]
    if at + 1 >= len(told):
        return None
    now, merged = told[at + 1], not FROM.search(base.gap)
    said = (MERGED if merged else TO).match(now.gap)
    if not said or now.kind != base.kind or not now.count:
        return None
    by, rate = _behind(told, at + 1)
    found = _change(base, (now,), by, rate)
    turned = bool(re.search("[变调]", now.gap))
    way = None if turned else bool(re.search("[增升涨上扩提]", now.gap))
    if merged and (found is None or found.by is None):
        return None
    if found is None or (found.by is not None and way not in (None, found.up) and not _of_these(found)):
        return NumberChange(base=base, nows=(now,), by=None, rate=None, up=way, rate_up=None)
    return found if found.by is not None else replace(found, up=way)


def _of_these(change: NumberChange) -> bool:
    """Whether a difference told the wrong way is of these two numbers, and no number of what is new: 新增4个."""
    by, base = change.by, change.base
    turned = base is not None and change.signed == base.value - change.nows[0].value
    return by is not None and turned and "新" not in by.gap


def _change(
    base: Mention | None, nows: tuple[Mention, ...], by: Mention | None, rate: Mention | None, **how: bool
) -> NumberChange | None:
    if by is None and rate is None:
        return None
    return NumberChange(
        base=base, nows=nows, by=by, rate=rate, up=_word(SAID, by) if by else None,
        rate_up=_word(SAID, rate) if rate else None, **how,
    )  # fmt: skip


def _behind(told: Sequence[Mention], at: int) -> tuple[Mention | None, Mention | None]:
    """The difference and the share right behind a number, in either order."""
    by = rate = None
    for one in told[at + 1 : at + 3]:
        if one.rate is None and by is None and one.kind == told[at].kind and one.count and _word(BY, one) is not None:
            by = one
        elif one.rate is not None and rate is None and _word(RATE, one) is not None:
            rate = one
        else:
            break
    return by, rate


def _back(told: Sequence[Mention], at: int) -> tuple[Mention | None, Mention | None]:
    """The difference and the share right before what it was: 同比增加24件，增长25%（2024年为96件）."""
    by = rate = None
    for one in reversed(told[max(0, at - 2) : at]):
        way = _word(SAID, one)
        if way is None or one.sentence != told[at].sentence:
            break
        if one.rate is None and by is None and one.kind == told[at].kind:
            by = one
        elif one.rate is not None and rate is None and by is None:
            rate = one
        else:
            break
    return by, rate


def _alone(told: Sequence[Mention], at: int, own: int, used: set[int]) -> NumberChange | None:
    """A difference and its share, where what it was is not written: 232条，同比增长16%，净增32条."""
    by = told[at]
    if _word(SAID, by) is None:
        return None
    if at > 1 and (pair := YEAR_BY_YEAR.search(told[at - 2].gap)) and _word(BY, by) is not None:
        base, now = told[at - 2 : at]  # 2022年、2023年分别170期、164期，同比减少6期
        next_year = int(pair[2]) == int(pair[1]) + 1 == own
        if next_year and now.gap in ("、", "和", "与", "及") and {base.kind, now.kind} == {by.kind}:
            return _change(base, (now,), by, _behind(told, at - 1)[1])
    rate = next((one for one in told[at + 1 : at + 2] if one.rate and _word(RATE, one) is not None), None)
    if rate is None and at and told[at - 1].rate and told[at - 1].start not in used:
        before = told[at - 1]
        rate = before if _word(BY, by) is not None and _word(SAID, before) is not None else None
    here = [one for one in told[:at] if (one.sentence, one.kind) == (by.sentence, by.kind) and one.start not in used]
    if rate is None or rate.sentence != by.sentence or any(is_base(one, own) for one in here):
        return None
    return _change(None, numbers_before(told, at, own), by, rate)


def numbers_before(told: Sequence[Mention], at: int, own: int, back: int = 0) -> tuple[Mention, ...]:
    """The exact numbers of the unit before a number, nearest first; no changes, no other years.

    Those of its sentence, or of the one that is ``back`` sentences before it.
    """
    one = told[at]
    return tuple(
        before
        for before in reversed(told[:at])
        if before.sentence == one.sentence - back
        and before.kind == one.kind
        and before.count
        and not is_base(before, own)
        and _word(SAID, before) is None
    )


def is_base(one: Mention, own: int) -> bool:
    """Whether a number is told of the year before, or of another one."""
    if BEFORE.search(one.gap[-_REACH:]):
        return _word(SAID, one) is None  # 比上年末增加3000人: by so many
    found = BASE.search(one.gap[-_REACH:])
    if found is None and one.rate is None and LEGAL.search(one.gap):
        return True  # 比法定的20个工作日少
    if found is None or "以来" in one.gap or _word(SAID, one) is not None:
        return False
    return not (found["year"] and int(found["year"]) >= own) and BROUGHT.search(found[0]) is None
