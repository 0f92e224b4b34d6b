"""A small report in Word that is right but for what is changed: what is filed at the pages."""

from collections.abc import Mapping
from dataclasses import replace

from samples.forms import Draft, write
from schemas.editions import edition

CULPRIT = "applications.total.natural"
WRONG = {CULPRIT: "70"}  # one figure that breaks three sums
_BALANCED = {"new": 7, "granted": 7, "total": 7}


def small_report(
    changed: Mapping[str, str] | None = None, agency: str = "试验县财政局", year: int = 2025,
    texts: Mapping[int, tuple[str, ...]] | None = None,
) -> bytes:  # fmt: skip
    """The document. ``changed``: figures by cell address; ``texts``: by section."""
    rows = {f"applications.{row}.{column}": str(n) for row, n in _BALANCED.items() for column in ("natural", "total")}
    values = {**dict.fromkeys(edition("2021").refs, "0"), **rows, **(changed or {})}
    draft = Draft(edition="2021", values=values, agency=agency, year=year, signed_on=f"{year + 1}年1月18日")
    return write(replace(draft, texts=texts) if texts is not None else draft, "docx")
