"""Ways in which conversion and tired hands damage a table: each changes the parts of a report, seeded."""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

from filings.figure import CellState, read_figure
from samples.writers.parts import Part, PlainTable, Spot

Rows = list[list[Spot]]
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_APPLICATIONS = 7


def damage(parts: Sequence[Part], kind: str, random: Random) -> tuple[Part, ...]:
    """The parts with one kind of damage, see ``KINDS``. Paragraphs stay as they are."""
    tables = [[list(row) for row in part.rows] for part in parts if isinstance(part, PlainTable)]
    KINDS[kind](tables, random)
    changed = iter(tables)
    return tuple(
        PlainTable(tuple(map(tuple, next(changed)))) if isinstance(part, PlainTable) else part for part in parts
    )


def is_number(spot: Spot) -> bool:
    """Whether a cell holds a number."""
    return read_figure(spot.text, money=True).state is CellState.NUMBER


def _with(spot: Spot, text: str) -> Spot:
    return Spot(text, rows=spot.rows, columns=spot.columns)


def _figures(change: Callable[[str], str]) -> Callable[[list[Rows], Random], None]:
    def apply(tables: list[Rows], _random: Random) -> None:
        for row in (row for table in tables for row in table):
            row[:] = [_with(spot, change(spot.text)) if is_number(spot) else spot for spot in row]

    return apply


def _labels(change: Callable[[str, Random], str], least: int = 6) -> Callable[[list[Rows], Random], None]:
    def apply(tables: list[Rows], random: Random) -> None:
        for row in (row for table in tables for row in table):
            for at, spot in enumerate(row):
                if len(spot.text) >= least and not is_number(spot) and random.random() < 0.3:  # noqa: PLR2004
                    row[at] = _with(spot, change(spot.text, random))

    return apply


def _one_row(change: Callable[[list[Spot], Random], None]) -> Callable[[list[Rows], Random], None]:
    def apply(tables: list[Rows], random: Random) -> None:
        change(random.choice(_rows(tables[1])), random)

    return apply


def _rows(table: Rows) -> Rows:
    return [row for row in table if sum(map(is_number, row)) >= _APPLICATIONS]


def _typo(text: str, random: Random) -> str:
    at = random.randrange(2, len(text))
    return f"{text[:at]}某{text[at + 1 :]}"


def _other_number(text: str, random: Random) -> str:
    return re.sub(r"^\d\.", f"{random.randrange(1, 9)}.", text)


def _unlabelled(row: list[Spot], _random: Random) -> None:
    row[:] = [spot if is_number(spot) else _with(spot, "") for spot in row]


def _extra(row: list[Spot], random: Random) -> None:
    row.insert(len(row) - random.randrange(_APPLICATIONS), Spot(random.choice(("0", "5", "12"))))


def _two_extra(row: list[Spot], random: Random) -> None:
    _extra(row, random)
    _extra(row, random)


def _missing(row: list[Spot], random: Random) -> None:
    del row[-random.randrange(1, _APPLICATIONS + 1)]


def _three_missing(row: list[Spot], random: Random) -> None:
    for _ in range(3):
        del row[-random.randrange(1, 5)]


def _written(text: str) -> Callable[[list[Spot], Random], None]:
    def change(row: list[Spot], random: Random) -> None:
        row[-random.randrange(1, _APPLICATIONS + 1)] = Spot(text)

    return change


def _split(row: list[Spot], random: Random) -> None:
    at = len(row) - random.randrange(1, _APPLICATIONS + 1)
    text = row[at].text
    if len(text) > 1:
        row[at : at + 1] = [Spot(text[:1]), Spot(text[1:])]


def _row_gone(tables: list[Rows], random: Random) -> None:
    single = [row for row in _rows(tables[1]) if all(spot.rows == 1 for spot in row)]
    tables[1].remove(random.choice(single))


def _swapped(tables: list[Rows], random: Random) -> None:
    at = random.randrange(8, 12)
    first, second = tables[1][at], tables[1][at + 1]
    if len(first) == len(second):
        tables[1][at], tables[1][at + 1] = second, first


def _shifted(tables: list[Rows], random: Random) -> None:
    for row in random.sample(_rows(tables[1]), 5):
        last = max(at for at, spot in enumerate(row) if not is_number(spot))
        row.append(Spot(""))
        row.insert(last + 1, Spot(""))


def _new_row(tables: list[Rows], random: Random) -> None:
    at = tables[1].index(random.choice(_rows(tables[1])))
    tables[1].insert(at + 1, [Spot("9.另行说明的其他情形"), *(Spot(str(random.randrange(9))) for _ in range(7))])


def _parent_number(tables: list[Rows], _random: Random) -> None:
    for row in tables[1]:
        at = next((at for at, spot in enumerate(row) if spot.text.startswith("（三）不予公开")), None)
        if at is not None:
            row.insert(at + 1, Spot("4"))


def _review_missing(tables: list[Rows], random: Random) -> None:
    row = tables[2][-1]
    for _ in range(random.randrange(1, 6)):
        del row[random.randrange(len(row))]


def _review_extra(tables: list[Rows], random: Random) -> None:
    row = tables[2][-1]
    row.insert(random.randrange(len(row)), Spot("0"))


def _proactive_rows(tables: list[Rows]) -> Rows:
    return [row for row in tables[0] if len(row) > 1 and is_number(row[-1])]


def _proactive_missing(tables: list[Rows], random: Random) -> None:
    del random.choice(_proactive_rows(tables))[-1]


def _proactive_extra(tables: list[Rows], random: Random) -> None:
    row = random.choice(_proactive_rows(tables))
    row.insert(random.randrange(1, len(row) + 1), Spot("3"))


def _nothing(_tables: list[Rows], _random: Random) -> None:
    """Leave the report as it is."""


KINDS: Mapping[str, Callable[[list[Rows], Random], None]] = {
    "nothing": _nothing,
    "full-width digits": _figures(lambda text: text.translate(_WIDE)),
    "thousands commas": _figures(lambda text: f"{int(text):,}" if text.isdigit() else text),
    "blank within a label": _labels(lambda text, _: f"{text[: len(text) // 2]} {text[len(text) // 2 :]}"),
    "line break within a label": _labels(lambda text, _: f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}", 9),
    "slip in a label": _labels(_typo),
    "label without its number": _labels(lambda text, _: re.sub(r"^(?:\d\.|（.）|.、)", "", text)),
    "label with another number": _labels(_other_number),
    "row without a label": _one_row(_unlabelled),
    "one figure too many": _one_row(_extra),
    "two figures too many": _one_row(_two_extra),
    "one figure too few": _one_row(_missing),
    "three figures too few": _one_row(_three_missing),
    "blank cell": _one_row(_written("")),
    "stroke in a cell": _one_row(_written("/")),
    "words in a cell": _one_row(_written("若干")),
    "figure cut in two": _one_row(_split),
    "row gone": _row_gone,
    "rows swapped": _swapped,
    "blanks around rows": _shifted,
    "row that the form lacks": _new_row,
    "number beside a parent": _parent_number,
    "review too few": _review_missing,
    "review too many": _review_extra,
    "proactive too few": _proactive_missing,
    "proactive too many": _proactive_extra,
}
