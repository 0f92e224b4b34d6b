"""Numbers that one slip of the pen turns into each other, and how often that happens by chance."""

from collections.abc import Iterable
from decimal import Decimal

_TEN_THOUSAND = 10_000
# of 900 true slips of others 40 are further apart, of the numbers wrongly held together one in two
_FAR = Decimal("2.5")


def slip(found: Decimal, wanted: Decimal, step: Decimal = Decimal(1)) -> str:
    """How a wanted number may have become the one found: ``swap`` (381 and 318), ``digit`` (28 and 38), ``length``.

    ``length``: one digit too many or too few (30 and 130); ``exchange``: two digits apart changed places (17392 and
    19372). ``""``: in no such way. ``step``: what the last digit is
    worth, so that 28.3万 has three digits. ``unit``: 元 for 万元, or 万元 for 亿元.
    """
    if wanted in (found * _TEN_THOUSAND, found / _TEN_THOUSAND) and found:
        return "unit"
    one, other = _digits(found, step), _digits(wanted, step)
    if not one or not other or one == other:
        return ""
    if len(one) != len(other):
        return "length" if _one_more(*sorted((one, other), key=len)) else ""
    wrong = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 1:
        return "digit"
    first, second = wrong[0], wrong[-1]
    if len(wrong) != 2 or (one[first], one[second]) != (other[second], other[first]):  # noqa: PLR2004 - two changed places
        return ""
    return "swap" if second == first + 1 else "exchange"


def slips_between(whole: Decimal, parts: Iterable[Decimal], step: Decimal = Decimal(1)) -> frozenset[str]:
    """How one slip in the whole or in one of the parts explains that they do not add up; empty if none does."""
    row = list(parts)
    total = sum(row, Decimal(0))
    pairs = ((whole, total), *((part, part - total + whole) for part in row))
    return frozenset(filter(None, (slip(found, wanted, step) for found, wanted in pairs if wanted > 0)))


def far_apart(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are so unlike that they may well be of different things: no slip, no lost digit or unit.

    A digit for another counts as a slip only in a number of two digits or more whose first stays: 318 and 818 are far.
    """
    low, high = sorted((abs(one), abs(other)))
    if not low or high <= low * _FAR:  # nought is what two numbers alike make: 78件，比上年末的78件净增5件
        return False
    step = min(Decimal(1), *(Decimal((0, (1,), int(value.as_tuple().exponent))) for value in (low, high)))
    return slip(low, high, step) not in {"length", "unit", "swap", "exchange"}


def _digits(value: Decimal, step: Decimal) -> str:
    scaled = value / step
    return f"{scaled:.0f}" if scaled == scaled.to_integral() and scaled > 0 else ""


def _one_more(short: str, long: str) -> bool:
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
