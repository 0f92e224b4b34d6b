"""The values that a check names, and how each is written in a sentence and in JSON."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from filings.figure import plain
from filings.nouns import dataclass
from rules.tables.ranges import INFINITY, Range

_WEEKEND = {5: "（星期六）", 6: "（星期日）"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """Alternatives: 18或19."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SignedChange:
    """A change that is told by its way: 减少14, 增加7.5%. ``value``: below 0 where it goes down."""

    value: Decimal
    unit: str = ""
    ways: tuple[str, str] = ("增加", "减少")


def difference(left: Range, right: Range) -> Range:
    """How far two sums that share no value lie apart: at least this much, exactly so when both are exact."""
    gap = max(left.least - right.most, right.least - left.most)
    exact = left.exact and right.exact
    return Range(gap, gap if exact else INFINITY)


def written(value: object) -> str:
    """A fact as it stands in a sentence. A date at a weekend carries its weekday, since clerks ask."""
    match value:
        case Range():
            return _range(value)
        case OneOf():
            return "或".join(dict.fromkeys(written(one) for one in value.values))
        case SignedChange():
            way = value.ways[value.value < 0]
            return f"{way}{plain(abs(value.value))}{value.unit}" if value.value else "没有变化"
        case date():
            return f"{value.year}年{value.month}月{value.day}日{_WEEKEND.get(value.weekday(), '')}"
        case Decimal():
            return plain(value)
        case tuple() | list():
            return "、".join(written(one) for one in value) or "（没有）"
        case _:
            return str(value)


def _range(value: Range) -> str:
    if value.exact:
        return plain(value.least)
    if value.most == INFINITY:
        return "至少" + plain(value.least) if value.least != -INFINITY else "不能确定"
    return "至多" + plain(value.most)


def as_json(value: object) -> object:
    """A fact as it stands in the audit's JSON: exact amounts as numbers, ranges with their bounds."""
    match value:
        case Range():
            if value.exact:
                return as_json(value.least)
            return {"least": _bound(value.least), "most": _bound(value.most)}
        case Decimal():
            return int(value) if value == value.to_integral() else float(value)
        case OneOf():
            return [as_json(one) for one in value.values]
        case SignedChange():
            return as_json(value.value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [as_json(one) for one in value]
        case Mapping():
            return {str(key): as_json(one) for key, one in value.items()}
        case _:
            return value


def _bound(value: Decimal) -> object:
    return as_json(value) if value.is_finite() else None
