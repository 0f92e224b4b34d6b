"""Figures of table four: few cases, most of them upheld, pending ones told again the year after."""

from collections.abc import Mapping
from random import Random

Figures = Mapping[str, int]

_OUTCOMES = {"upheld": 70, "corrected": 4, "other": 14, "pending": 12}
_PARTS = tuple(_OUTCOMES)


def review(random: Random, requests: int, year: int, before: Figures | None) -> Figures:
    """Table four for so many new requests. From 2024 nearly every suit follows a reconsideration."""
    earlier = before or {}
    reconsidered = _cases(random, requests, 0.05) + earlier.get("review.reconsideration.pending", 0)
    seen = reconsidered + earlier.get("review.reconsideration.total", 0)
    cases = {
        "reconsideration": reconsidered,
        "litigation_direct": (_cases(random, requests, 0.02) if year < 2024 else 0)  # noqa: PLR2004 - the law of 2024
        + earlier.get("review.litigation_direct.pending", 0),
        "litigation_after": min(seen, _cases(random, seen, 0.3) + earlier.get("review.litigation_after.pending", 0)),
    }
    figures: dict[str, int] = {}
    for row, count in cases.items():
        parts = _judged(random, count, requests if row == "reconsideration" else count)
        figures |= {f"review.{row}.{part}": parts[part] for part in _PARTS}
        figures[f"review.{row}.total"] = count
    return figures


def _cases(random: Random, of: int, share: float) -> int:
    return sum(random.random() < share for _ in range(min(of, 600)))


def _judged(random: Random, count: int, of: int) -> dict[str, int]:
    """Decisions set aside stay below one in twenty: more is rare, and told in the report."""
    drawn = random.choices(_PARTS, weights=list(_OUTCOMES.values()), k=count)
    parts = {part: drawn.count(part) for part in _PARTS}
    spare = max(0, parts["corrected"] - of // 20)
    return parts | {"corrected": parts["corrected"] - spare, "upheld": parts["upheld"] + spare}
