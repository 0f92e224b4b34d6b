"""Figures of table three: every column a flow of requests, every total added up."""

from collections.abc import Mapping
from random import Random

from schemas.editions import edition

Figures = Mapping[str, int]

_COLUMNS = {"natural": 84, "business": 9, "research": 1, "charity": 1, "legal": 3, "other": 2}
_RESULTS = {
    "granted": 42, "partial": 7, "refused.1": 1, "refused.2": 1, "refused.3": 1, "refused.4": 2, "refused.5": 1,
    "refused.6": 2, "refused.7": 3, "refused.8": 1, "unable.1": 22, "unable.2": 4, "unable.3": 2, "rejected.1": 4,
    "rejected.2": 2, "rejected.3": 1, "rejected.4": 1, "rejected.5": 1, "other": 3, "other.1": 3, "other.2": 1,
    "other.3": 2,
}  # fmt: skip
_ENOUGH = 10  # requests: with fewer, one that stays open over the year's end would be odd
_LATE = 0.05  # of the requests arrive in the last weeks and stay open


def applications(random: Random, form: str, requests: int, before: Figures | None) -> Figures:
    """Table three with about so many new requests; carried in is what was carried out ``before``."""
    rows = edition(form).groups["applications.leaves"]
    new = _spread(random, _about(random, requests), _COLUMNS)
    figures: dict[str, int] = {}
    for column in _COLUMNS:
        carried_in = before.get(f"applications.carried_out.{column}", 0) if before else 0
        carried_out = _open(random, new[column]) if sum(new.values()) >= _ENOUGH else 0
        results = _spread(random, new[column] + carried_in - carried_out, {row: _RESULTS[row] for row in rows})
        done = sum(results.values())
        flow = {"new": new[column], "carried_in": carried_in, "total": done, "carried_out": carried_out}
        figures |= {f"applications.{row}.{column}": count for row, count in (flow | results).items()}
    for row in ("new", "carried_in", "total", "carried_out", *rows):
        figures[f"applications.{row}.total"] = sum(figures[f"applications.{row}.{column}"] for column in _COLUMNS)
    return figures


def _about(random: Random, requests: int) -> int:
    """Most years are like the others, some are not."""
    return round(requests * random.lognormvariate(0, 0.35))


def _open(random: Random, new: int) -> int:
    return sum(random.random() < _LATE for _ in range(min(new, 400)))


def _spread(random: Random, count: int, weights: Mapping[str, int]) -> dict[str, int]:
    found = dict.fromkeys(weights, 0)
    for key in random.choices(list(weights), weights=list(weights.values()), k=count):
        found[key] += 1
    return found
