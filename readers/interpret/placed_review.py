"""The fifteen figures of table four by their place: under the heading of part four, whatever is left of its header.

They are taken only where nothing but words of the header stands between them, where words that stand before a run of
figures do not say another order, and where each of the three sums holds.
"""

import re
from collections.abc import Iterator, Sequence

from filings.edition import SectionForm, Table
from filings.figure import CellState
from filings.nouns import dataclass
from filings.patterns import pattern
from readers.interpret.labels import body, figure_of
from readers.interpret.tokens import Token

_SIZE = 15
_GROUP = 5
_REACH = 120  # tokens below the heading
_TOP = pattern(r"^\s*[一二三四五六七][、.．]")


@dataclass(frozen=True, slots=True)
class FoundReview:
    """``slots``: the fifteen, as token indexes, in the order of the form. ``first``: of the words and figures."""

    slots: tuple[int, ...]
    first: int


def under_heading(tokens: Sequence[Token], table: Table, section: SectionForm) -> FoundReview | None:
    """The only such fifteen figures; None where there are none, or several."""
    found = [one for at in _headings(tokens, section) if (one := _below(tokens, at, table))]
    return found[0] if len(found) == 1 else None


def _headings(tokens: Sequence[Token], section: SectionForm) -> Iterator[int]:
    words = {body(text) for text in (section.wording, *section.variants, *section.keywords)}
    for at, token in enumerate(tokens):
        if token.number in (0, section.number) and token.body in words and token.grid_row < 0:
            yield at


def _below(tokens: Sequence[Token], heading: int, table: Table) -> FoundReview | None:
    words = _words(table)
    runs: list[list[int]] = []
    labels: list[str] = []  # the last words before each run
    last = ""
    first = -1
    for at in range(heading + 1, min(len(tokens), heading + 1 + _REACH)):
        token = tokens[at]
        if not token.text:
            continue
        if token.figure and token.certain:
            if last or not runs:
                runs.append([])
                labels.append(last)
                last = ""
            runs[-1].append(at)
        elif not token.body or _TOP.match(token.text) or words.sub("", token.body):
            break
        else:
            last = token.body
        first = at if first < 0 else first
    slots = tuple(at for run in runs for at in run)
    if len(slots) != _SIZE or not _in_order(runs, labels, table) or not _adds_up(tokens, slots):
        return None
    return FoundReview(slots, first)


def _words(table: Table) -> re.Pattern[str]:
    labels = {body(text) for row in table.rows for text in (row.label, row.parent) if text}
    labels |= {body(text) for row in table.rows for one in row.columns for text in (one.label, *one.aliases)}
    return re.compile("|".join(sorted(map(re.escape, labels), key=len, reverse=True)))


def _in_order(runs: Sequence[Sequence[int]], labels: Sequence[str], table: Table) -> bool:
    """Whether the words before each run say the place that its figures have in the form."""
    begin = 0
    for run, label in zip(runs, labels, strict=True):
        row = table.rows[begin // _GROUP]
        columns = [body(column.label) for column in row.columns]
        right = {columns[-1], body(row.label), body(row.parent) + body(row.label)} if len(run) > 1 else set()
        if len(run) in (_GROUP, 2 * _GROUP, _SIZE) and begin % _GROUP == 0:
            right |= {body(row.parent), ""}
            fits = label in right or label.endswith((body(row.label), columns[-1]))
        elif len(run) == 1:
            fits = label.endswith(columns[begin % _GROUP])
        else:
            return False
        if not fits:
            return False
        begin += len(run)
    return True


def _adds_up(tokens: Sequence[Token], slots: Sequence[int]) -> bool:
    figures = [figure_of(tokens[at].text) for at in slots]
    if any(one.state is not CellState.NUMBER or one.value is None for one in figures):
        return False
    values = [one.value or 0 for one in figures]
    groups = [values[start : start + _GROUP] for start in range(0, _SIZE, _GROUP)]
    return all(sum(group[:-1]) == group[-1] for group in groups)
