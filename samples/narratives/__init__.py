"""Reports written by hand, in words other than the generator's: a text, the few figures of its tables, and slips.

Generator and rules were made side by side; these were not. ``slips``: what is written, what a slip puts there, and the
rules of which one should tell it (none: known to be missed). ``true``: rules whose complaint about the text as it is
written is right. Those of ``authors_*.toml`` were written by others, who had seen no rule and not each other's texts.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

APPLICANTS = ("natural", "business", "research", "charity", "legal", "other")
_REVIEW = ("upheld", "corrected", "other", "pending")
_GROUPS = ("reconsideration", "litigation_direct", "litigation_after")
_FLOW = ("new", "carried_in", "carried_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A false figure. ``find``: words of the text; ``put``: what stands there instead; ``rules``: who may tell."""

    find: str
    put: str
    rules: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """A hand-written report. ``given``: it and its tables as an example gives them (``rules.book_io.examples``).

    ``source``: the file it stands in; ``true``: the rules that complain about it and are right.
    """

    name: str
    source: str
    true: frozenset[str]
    text: tuple[str, ...]
    given: Mapping[str, Any]
    slips: tuple[Slip, ...]

    def with_slip(self, slip: Slip) -> Mapping[str, Any]:
        """The same with a false figure in its text."""
        put = {name: _put(said, slip) for name, said in self.given["section"].items()}
        return {**self.given, "section": put}


def _put(said: str | Sequence[str], slip: Slip) -> str | list[str]:
    """A section with the slip put in, wherever it stands."""
    if isinstance(said, str):
        return said.replace(slip.find, slip.put)
    return [paragraph.replace(slip.find, slip.put) for paragraph in said]


@cache
def narratives() -> tuple[Narrative, ...]:
    """All of them, in the order of their files."""
    return narratives_in(files(__name__).iterdir())


def narratives_in(folder: Iterable[Traversable]) -> tuple[Narrative, ...]:
    """The texts of the TOML files among some files, in the order of their names."""
    sources = sorted((one for one in folder if one.name.endswith(".toml")), key=lambda one: one.name)
    found = ((one.name.removesuffix(".toml"), tomllib.loads(one.read_text(encoding="utf-8"))) for one in sources)
    return tuple(_narrative(report, name) for name, data in found for report in data["report"])


def _narrative(report: Mapping[str, Any], source: str) -> Narrative:
    text = tuple(report["text"])
    five = {"5": report["five"]} if "five" in report else {}
    return Narrative(
        name=f"{report['agency']}{report['year']}",
        source=source,
        true=frozenset(report.get("true", ())),
        text=text,
        given={
            "year": report["year"],
            "edition": report.get("edition", "2021"),
            "agency": {"name": report["agency"], "kind": report.get("kind", "department")},
            "section": {"1": list(text), "6": report["six"], **five},
            **tables(report["tables"]),
        },
        slips=tuple(Slip(find=find, put=put, rules=frozenset(*rules)) for find, put, *rules in report["slips"]),
    )


def tables(said: str) -> dict[str, Any]:
    """The cells that a few lines stand for; rows and columns are summed here, so they hold.

    ``natural: new 5, granted 5`` a column of table 三; ``reconsideration: upheld 1`` a group of table 四; any other
    name a row of table 二 with its cells.
    """
    columns: dict[str, dict[str, int]] = {}
    cells: dict[str, Any] = {"applications": {}, "review": {}, "proactive": {}}
    for line in said.strip().splitlines():
        name, _, written = line.partition(":")
        if name in APPLICANTS:
            columns[name] = _column(_counted(written), line)
        elif name in _GROUPS:
            group = [_counted(written).get(column, 0) for column in _REVIEW]
            cells["review"][name] = [*group, sum(group)]
        else:
            cells["proactive"][name] = written.split()
    for row in sorted({row for column in columns.values() for row in column}):
        numbers = [columns.get(applicant, {}).get(row, 0) for applicant in APPLICANTS]
        group_name, _, part = row.partition(".")
        into = cells["applications"].setdefault(group_name, {}) if part else cells["applications"]
        into[part or group_name] = [*numbers, sum(numbers)]
    return cells


def _column(counts: dict[str, int], line: str) -> dict[str, int]:
    """The counts of an applicant with their total. ValueError where they do not balance."""
    total = sum(count for row, count in counts.items() if row not in _FLOW)
    if counts["new"] + counts.get("carried_in", 0) != total + counts.get("carried_out", 0):
        raise ValueError(f"does not balance: {line}")
    return {**counts, "total": total}


def _counted(said: str) -> dict[str, int]:
    return {row: int(count) for row, count in (pair.split() for pair in said.split(","))}
