"""How far a sum may be off, where some of its numbers are rounded more than others: 8642份、1.2万份，合计2.06万份."""

from collections.abc import Collection
from decimal import Decimal

from filings.patterns import pattern
from rules.statements.mentions import Mention

_POINT = pattern("[.．]")


def slack(numbers: Collection[Mention]) -> Decimal:
    """Half the worth of the last digit of each that is rounded more than the most exact; 0 where all are alike.

    2万元 without a point is taken as it stands.
    """
    least = min((one.step for one in numbers), default=Decimal(0))
    return sum((one.step / 2 for one in numbers if one.step > least and _POINT.search(one.written)), Decimal(0))
