"""The fifteen figures of table four by their place: under the heading of part four, whatever is left of its header.

They are taken only where nothing but words of the header stands between them, and where the words before each run of
figures say which cells they are, or say nothing. Where they do not say all of it, each of the three sums must hold.
"""

from collections.abc import Iterator, Sequence

from filings.edition import SectionForm, Table
from filings.figure import CellState
from filings.nouns import dataclass
from readers.interpret.labels import body, figure_of
from readers.interpret.review_names import RESULTS, Name, kinds_of, names_in
from readers.interpret.tokens import Token

_SIZE = 15
_KINDS = _SIZE // RESULTS
_REACH = 120  # tokens below the heading
_LONGEST = 300  # characters of words before figures
_FORM = tuple(range(RESULTS))
_ALL = Name(result=RESULTS - 1)


@dataclass(frozen=True, slots=True)
class FoundReview:
    """``slots``: the fifteen, as token indexes, in the order of the form. ``first``: of the words and figures.

    ``is_proved``: the words say all of it, or the three sums hold.
    """

    slots: tuple[int, ...]
    first: int
    is_proved: bool

    @property
    def extent(self) -> tuple[int, int]:
        """The first and the last token."""
        return self.first, max(self.slots)

    @property
    def is_reordered(self) -> bool:
        """Whether the words say another order than that of the form."""
        return list(self.slots) != sorted(self.slots)


@dataclass(frozen=True, slots=True)
class _FigureRun:
    """Figures with no words between them, and the names that stand before the first."""

    names: tuple[Name, ...]
    figures: list[int]

    @property
    def kinds(self) -> tuple[int, ...]:
        """The kinds of case in their order."""
        return kinds_of(self.names)

    @property
    def results(self) -> tuple[int, ...]:
        """The results in their order."""
        return tuple(name.result for name in self.names if name.result is not None)


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
    runs = _without_sums(_runs(tokens, heading))
    order = _order(runs)
    if order is None or len(table.rows) != _KINDS:
        return None
    slots = tuple(at for _, at in sorted(zip(order, (at for run in runs for at in run.figures), strict=True)))
    first = next(at for at in range(heading + 1, len(tokens)) if tokens[at].text)
    return FoundReview(slots, first, _says_all(runs) or _adds_up(tokens, slots))


def _runs(tokens: Sequence[Token], heading: int) -> list[_FigureRun]:
    """The figures below a heading up to words that are no part of the table; words may be cut over several lines."""
    runs: list[_FigureRun] = []
    words = ""
    for at in range(heading + 1, min(len(tokens), heading + 1 + _REACH)):
        token = tokens[at]
        if not (token.figure and token.certain):
            words += body(token.text)
            if len(words) > _LONGEST:
                break
            continue
        if words or not runs:
            names = names_in(words)
            if names is None:
                break
            runs.append(_FigureRun(names, []))
            words = ""
        runs[-1].figures.append(at)
    return runs


def _says_all(runs: Sequence[_FigureRun]) -> bool:
    """Whether every kind and, for each kind or for all of them, every result is named."""
    names = [name for run in runs for name in run.names]
    return (
        len({name.kind for name in names} - {None}) == _KINDS and len({one.result for one in names} - {None}) == RESULTS
    )


def _without_sums(runs: list[_FigureRun]) -> list[_FigureRun]:
    """The runs without a last row of what all kinds come to."""
    every = [run for run in runs if len(run.figures) == RESULTS]
    return runs[:-1] if len(runs) == len(every) == _KINDS + 1 and runs[-1].names == (_ALL,) else runs


Order = tuple[int, ...]
"""For each figure, as they stand there, its place in the form."""


def _order(runs: Sequence[_FigureRun]) -> Order | None:
    """Which cells the figures are; None where the words say it of too few, of too many, or twice."""
    sizes = [len(run.figures) for run in runs]
    if sum(sizes) != _SIZE:
        return None
    if all(size % RESULTS == 0 for size in sizes):
        order = _rows(runs)
    elif sizes == [_KINDS] * RESULTS:
        order = _turned(runs)
    elif sizes == [1] * _SIZE:
        order = _single(runs)
    else:
        return None
    return order if order is not None and set(order) == set(range(_SIZE)) else None


def _rows(runs: Sequence[_FigureRun]) -> Order | None:
    """Each run is one kind, or several after each other, with all five results."""
    order: list[int] = []
    header = _FORM
    for run in runs:
        count, begin = len(run.figures) // RESULTS, len(order) // RESULTS
        kinds = run.kinds or tuple(range(begin, begin + count))
        if len(kinds) < count and begin + count == _KINDS:  # the kinds of the form that are said stand in its order
            kinds = tuple(range(begin, _KINDS)) if list(kinds) == sorted(kinds) and min(kinds) >= begin else ()
        results = run.results or header
        if len(kinds) != count or len(results) not in (RESULTS, len(run.figures)):
            return None
        header = results[:RESULTS]
        groups = results if len(results) == len(run.figures) else results * count
        order += [kinds[at // RESULTS] * RESULTS + result for at, result in enumerate(groups)]
    return tuple(order)


def _turned(runs: Sequence[_FigureRun]) -> Order | None:
    """Each run is one result of all three kinds, which stand in a row above the first."""
    kinds = runs[0].kinds or tuple(range(_KINDS))
    if len(kinds) != _KINDS or any(run.kinds for run in runs[1:]) or any(len(run.results) != 1 for run in runs):
        return None
    return tuple(kind * RESULTS + run.results[0] for run in runs for kind in kinds)


def _single(runs: Sequence[_FigureRun]) -> Order | None:
    """Each figure behind its own result; a kind stands before its first."""
    order: list[int] = []
    kind = -1
    for at, run in enumerate(runs):
        if len(run.results) != 1 or len(run.kinds) > 1 or run.names[-1].result is None:
            return None
        kind = run.kinds[0] if run.kinds else at // RESULTS if kind < 0 or not runs[0].kinds else kind
        order.append(kind * RESULTS + run.results[0])
    return tuple(order)


def _adds_up(tokens: Sequence[Token], slots: Sequence[int]) -> bool:
    figures = [figure_of(tokens[at].text) for at in slots]
    if any(one.state is not CellState.NUMBER or one.value is None for one in figures):
        return False
    values = [one.value or 0 for one in figures]
    groups = [values[start : start + RESULTS] for start in range(0, _SIZE, RESULTS)]
    return all(sum(group[:-1]) == group[-1] for group in groups)
