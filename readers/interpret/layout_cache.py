"""Tables whose layout was read before: the same labels at the same places give the same cells, whatever the figures.

A template is learnt by reading the layout with figures that add up to nothing, so that no sum can have decided. It is
used only where nothing around the tables could have been taken for a label; all other documents are read anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate

from filings.edition import Edition
from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell, Label
from readers.blocks import ColumnCells, Grid
from readers.interpret import forms
from readers.interpret.align import Vocabulary, align, exact, exactly, is_like
from readers.interpret.found import Tables
from readers.interpret.grids import Positions
from readers.interpret.header import read_header
from readers.interpret.labels import figure_of
from readers.interpret.layouts import GridColumns, GridLayout
from readers.interpret.lazy_mapping import LazyMapping
from readers.interpret.tables import read_tables
from readers.interpret.tokens import Token, Tokens, tokenise
from readers.interpret.torn import is_torn
from schemas.editions import edition

_MAKERS = (forms.proactive, forms.applications, forms.review)
_FEWEST = 10**11  # no two figures of the trial add up to a third
_SEEN = 64
_TEMPLATES = 64
_READ = frozenset({CellState.NUMBER, CellState.BLANK, CellState.SLASH, CellState.TEXT})

Spot = tuple[int, int]
"""(which of the grids, which of its cells)."""


@dataclass(frozen=True, slots=True)
class Template:
    """Where the cells, labels and ends of the tables stand, in the order in which they are read.

    ``cells``: address, whether it is money, spot. ``missing``: for each vocabulary, the labels that are not there.
    """

    cells: tuple[tuple[str, bool, Spot], ...]
    labels: tuple[tuple[str, Spot], ...]
    extents: Mapping[str, tuple[Spot, Spot]]
    missing: tuple[frozenset[int], ...]


class LayoutCache:
    """Which layouts came before; a layout that came twice is worth a template."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, tuple[GridLayout, ...]]] = set()
        self._learnt = lru_cache(maxsize=_TEMPLATES)(_learnt)

    def template(self, form: Edition, layouts: tuple[GridLayout, ...]) -> Template | None:
        """The template of a document's grids; None when they are new, or when labels alone do not tell."""
        key = form.id, layouts
        if key in self._seen:
            return self._learnt(form.id, layouts)
        if len(self._seen) >= _SEEN:
            self._seen.clear()
        self._seen.add(key)
        return None


def known_tables(layouts: LayoutCache, document: Tokens, form: Edition) -> Tables | None:
    """The tables, by what was learnt of their layout; None where they must be read."""
    grids = list(document.grids.values())
    if not grids or any(grid.doubtful for _, grid in grids):
        return None
    template = layouts.template(form, tuple(grid.layout for _, grid in grids))
    if template is None or _interferes(document, template, form):
        return None
    return _filled(template, grids)


def _filled(template: Template, grids: Sequence[tuple[int, GridColumns]]) -> Tables:
    columns = [(grid.texts, grid.places) for _, grid in grids]
    starts = [start for start, _ in grids]
    return Tables(
        cells=LazyMapping(partial(_cells, template, columns)),
        labels=LazyMapping(partial(_labels, template, columns)),
        extents={
            table: (starts[first[0]] + first[1], starts[last[0]] + last[1])
            for table, (first, last) in template.extents.items()
        },
    )


_Columns = Sequence[tuple[Sequence[str], Sequence[str]]]
"""Texts and places of each grid."""


def _cells(template: Template, columns: _Columns) -> Iterator[tuple[str, Cell]]:
    for ref, money, (which, at) in template.cells:
        texts, places = columns[which]
        figure = figure_of(texts[at], money=money)
        yield ref, Cell(raw=texts[at], state=figure.state, value=figure.value, place=places[at])


def _labels(template: Template, columns: _Columns) -> Iterator[tuple[str, Label]]:
    for key, (which, at) in template.labels:
        texts, places = columns[which]
        yield key, Label(raw=texts[at], place=places[at])


def _interferes(document: Tokens, template: Template, form: Edition) -> bool:
    """Whether a text outside of the tables could be taken for one of their labels."""
    tokens = document.tokens
    bodies, starts = _words(form.id)
    near = [at for at, token in document.worded if token.body in bodies or token.body[:2] in starts]
    for maker, missing in zip(_MAKERS, template.missing, strict=True):
        words = maker(form.id)
        if near and any(True for _ in exact(words, tokens, near)):
            return True
        if missing and is_like(words, tokens, (at for at, _ in document.worded), missing):
            return True
    return False


@cache
def _words(form: str) -> tuple[frozenset[str], frozenset[str]]:
    """The labels of all tables, and how they begin."""
    words = [maker(form) for maker in _MAKERS]
    return frozenset().union(*(one.bodies for one in words)), frozenset().union(*(one.starts for one in words))


def _learnt(name: str, layouts: tuple[GridLayout, ...]) -> Template | None:
    """The template of these grids, None where more than the labels decides how they are read. ``name``: of the form."""
    form = edition(name)
    if any(not layout.figures or not layout.figures[-1] for layout in layouts):
        return None  # a label at the end of a grid may go on in the text below
    blocks = [_trial(layout, number) for number, layout in enumerate(layouts)]
    tokens = tokenise(blocks).tokens.all()
    words = [maker(form.id) for maker in _MAKERS]
    missing = [_missing(one, tokens) for one in words]
    if None in missing or not _has_whole_header(form, tokens):
        return None
    found = read_tables(tokens, Positions(blocks), form)
    if len(found.extents) < len(_MAKERS) or found.extras or found.surplus or found.problems:
        return None
    if not _are_whole_rows(form, tokens, found):
        return None
    return _template(form, layouts, found, tuple(one for one in missing if one is not None))


def _trial(layout: GridLayout, number: int) -> Grid:
    """The layout with figures that differ, and with numbers for places."""
    first = number * 1_000_000
    cells = enumerate(zip(layout.masks, layout.figures, strict=True), first)
    texts = [str(_FEWEST + at) if figure else text for at, (text, figure) in cells]
    places = [str(first + at) for at in range(len(texts))]
    return Grid(cells=ColumnCells(layout.shape, texts, places), place=f"T{number}", certain=layout.certain)


def _missing(words: Vocabulary, tokens: Sequence[Token]) -> frozenset[int] | None:
    """The labels that are not there; None where one of the others is not exact, or something is like a missing one."""
    chain = exactly(words, tokens)
    if chain is None:
        return None
    missing = frozenset(range(len(words.wanted))) - frozenset(chain)
    taken = {at for hit in exact(words, tokens, range(len(tokens))) for at in range(hit.start, hit.end + 1)}
    if missing and is_like(words, tokens, (at for at in range(len(tokens)) if at not in taken), missing):
        return None
    return missing


def _has_whole_header(form: Edition, tokens: Sequence[Token]) -> bool:
    """Whether every label above the applications table stands there, in the same grid."""
    rows = align(forms.applications(form.id), tokens)
    header = read_header(tokens, form.table("applications"), form.id, rows)
    blocks = {tokens[at].block for at in header.stops} | {tokens[hit.start].block for hit in rows.values()}
    return len(header.stops) == len(forms.header(form.id).wanted) and len(blocks) == 1


def _are_whole_rows(form: Edition, tokens: Sequence[Token], found: Tables) -> bool:
    """Whether every row of figures stands whole between its label and the end of the printed row."""
    at = {token.place: index for index, token in enumerate(tokens)}
    for line, label in _lines(form):
        if line[0] not in found.cells:
            continue
        cells = [found.cells[ref] for ref in line]
        if any(cell.place not in at or cell.state not in _READ or is_torn(cell.raw) for cell in cells):
            return False
        places = [at[cell.place] for cell in cells]
        before = at.get(found.labels[label].place) if label else places[0] - 1
        row, last = tokens[places[0]].row, places[-1]
        if before != places[0] - 1 or places != list(range(places[0], last + 1)) or tokens[last].row != row:
            return False
        if (tokens[before].row == row) != bool(label) or (last + 1 < len(tokens) and tokens[last + 1].row == row):
            return False
    return True


def _lines(form: Edition) -> Iterator[tuple[tuple[str, ...], str]]:
    """The cells of each printed row, and the key of its label, ``""`` if it has none."""
    for name in ("proactive", "applications"):
        yield from ((row.refs, row.address) for row in form.table(name).rows)
    yield tuple(ref for row in form.table("review").rows for ref in row.refs), ""


def _template(
    form: Edition, layouts: Sequence[GridLayout], found: Tables, missing: tuple[frozenset[int], ...]
) -> Template | None:
    money = {
        ref: column.money
        for table in form.tables
        for row in table.rows
        for ref, column in zip(row.refs, row.columns, strict=True)
    }
    ends = list(accumulate((len(layout.masks) for layout in layouts), initial=0))
    masks = [mask for layout in layouts for mask in layout.masks]

    def spot(place: str) -> Spot:
        return divmod(int(place), 1_000_000)

    def of_token(index: int) -> Spot:
        which = max(number for number, start in enumerate(ends[:-1]) if start <= index)
        return which, index - ends[which]

    for label in found.labels.values():
        which, at = spot(label.place)
        if masks[ends[which] + at] != label.raw:
            return None  # cut over several cells
    return Template(
        cells=tuple((ref, money[ref], spot(cell.place)) for ref, cell in found.cells.items()),
        labels=tuple((key, spot(label.place)) for key, label in found.labels.items()),
        extents={table: (of_token(first), of_token(last)) for table, (first, last) in found.extents.items()},
        missing=missing,
    )
