"""How it is told that something has been cleared away: what, when, on whose word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from filings.civil import civil_day
from filings.retention import CLEARED, PurgeRecord, RecordKind


def cleared_lines(purged: Iterable[PurgeRecord]) -> Iterator[str]:
    """A line for each kind, year, day and basis, with the number of rows."""
    rows: Counter[tuple[str, int, str, str, str]] = Counter()
    for one in purged:
        rows[one.kind.label, one.year, f"{civil_day(one.at)}", one.basis, one.by] += one.rows
    for (label, year, day, basis, by), number in rows.items():
        yield f"{CLEARED}　{label}　{year}年{number}行（{day}，依据：{basis}，经办{by}）"


def cleared_sentence(purged: Sequence[PurgeRecord]) -> str:
    """Of one filing: what was cleared away of it, when, on whose word; ``""`` when nothing was."""
    if not purged:
        return ""
    labels = [kind.label for kind in RecordKind if any(one.kind is kind for one in purged)]
    last = purged[-1]
    return f"{'、'.join(labels)}{CLEARED}（{civil_day(last.at)}，依据：{last.basis}）"
