"""Figures of table two in either form, continued from the year before."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

Figures = Mapping[str, Decimal]

_CENT = Decimal("0.01")
_DRIFT = 0.25  # how far decisions of a steady office move from year to year, as a lognormal sigma
_TAKEN_OVER = 0.04  # of the offices without decisions begin with them the year after
_MEDIANS = {"licences": 400, "services": 900, "penalties": 90, "coercion": 12}
_DECIDES = {"government": 1.0, "department": 0.6, "township": 0.35, "subdistrict": 0.3, "institution": 0.05}
_LARGE = {"government": 20.0}


def proactive(random: Random, form: str, kind: str, before: Figures | None) -> Figures:
    """Table two of a body of some kind; documents in force and items continue those ``before`` where the form does."""
    make: Callable[[Random, str, Figures], dict[str, Decimal]] = _since_2021 if form == "2021" else _since_2019
    return make(random, kind, before or {})


def _since_2021(random: Random, kind: str, before: Figures) -> dict[str, Decimal]:
    issued = _few(random, kind)
    valid_before = before.get("proactive.normative.valid", _few(random, kind) * random.randint(2, 6))
    repealed = Decimal(random.randint(0, int(valid_before) // 4)) if random.random() < 0.35 else Decimal(0)  # noqa: PLR2004
    figures = {f"proactive.regulations.{column}": Decimal(0) for column in ("issued", "repealed", "valid")}
    figures |= {"proactive.normative.issued": issued, "proactive.normative.repealed": repealed}
    figures["proactive.normative.valid"] = valid_before + issued - repealed
    for row in ("licences", "penalties", "coercion"):
        figures[f"proactive.{row}.decisions"] = _decisions(random, row, kind, before)
    earlier = before.get("proactive.fees.amount")
    fees = _like(random, earlier) if earlier is not None else _fees(random, kind)
    return figures | {"proactive.fees.amount": fees.quantize(_CENT)}


def _since_2019(random: Random, kind: str, before: Figures) -> dict[str, Decimal]:
    made, known = _few(random, kind), before.get("proactive.normative.public_total")
    total = (known if known is not None else _few(random, kind) * random.randint(1, 6)) + made
    figures = {f"proactive.regulations.{column}": Decimal(0) for column in ("made", "made_public", "public_total")}
    figures |= {"proactive.normative.made": made, "proactive.normative.made_public": made}
    figures["proactive.normative.public_total"] = total
    for row in ("licences", "services", "penalties", "coercion", "fees"):
        figures |= _items(random, row, kind, before)
    count = Decimal(random.choice((0, 0, 1, 3, 8, 25)))
    amount = sum((_fee(random) for _ in range(int(count))), Decimal(0))
    return figures | {"proactive.procurement.count": count, "proactive.procurement.amount": amount}


def _items(random: Random, row: str, kind: str, before: Figures) -> dict[str, Decimal]:
    earlier = before.get(f"proactive.{row}.before")
    decisions = _decisions(random, row, kind, before) if row != "fees" else Decimal(0)
    if earlier is not None:
        items = earlier + before[f"proactive.{row}.change"]
    else:
        items = Decimal(random.choice((0, 5, 21, 73, 240)) if row == "fees" or decisions else 0)
    if decisions and not items:
        items, earlier = (items, earlier) if earlier is not None else (Decimal(7), None)
        decisions = decisions if items else Decimal(0)
    change = Decimal(random.randint(-int(items) // 5, int(items) // 4)) if random.random() < 0.4 else Decimal(0)  # noqa: PLR2004
    change = max(change, 1 - items) if items else change
    figures = {f"proactive.{row}.before": items, f"proactive.{row}.change": change}
    return figures if row == "fees" else figures | {f"proactive.{row}.decisions": decisions}


def _decisions(random: Random, row: str, kind: str, before: Figures) -> Decimal:
    earlier = before.get(f"proactive.{row}.decisions")
    if earlier:
        return _like(random, earlier).to_integral_value()
    idle = earlier is not None and random.random() > _TAKEN_OVER
    if idle or random.random() > _DECIDES[kind]:
        return Decimal(0)
    return Decimal(1 + round(_MEDIANS[row] * _LARGE.get(kind, 1.0) * random.lognormvariate(-0.7, 1.2)))


def _like(random: Random, earlier: Decimal) -> Decimal:
    return earlier * Decimal(str(round(random.lognormvariate(0, _DRIFT), 3)))


def _few(random: Random, kind: str) -> Decimal:
    most = 12 if kind == "government" else 4
    return Decimal(random.choice((0, 0, 1, 2, random.randint(0, most))))


def _fees(random: Random, kind: str) -> Decimal:
    return _fee(random) if random.random() < _DECIDES[kind] / 2 else Decimal(0)


def _fee(random: Random) -> Decimal:
    return Decimal(str(round(random.lognormvariate(4, 1.6) + 0.01, 2)))
