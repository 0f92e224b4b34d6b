"""How a wrong figure may have come about, most plausible first, in a clerk's words."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from filings.edition import Edition
from filings.figure import CellState, plain
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.suspects.search import Changes

_PLACES = ("个位", "十位", "百位", "千位", "万位", "十万位", "百万位")
_UNLIKELY = 5


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cause:
    """``rank``: 0 for the most plausible; ``text``: what may have happened."""

    rank: int
    text: str


def cause_of(changes: Changes, context: CheckContext) -> Cause:
    """The cause of a set of changes."""
    moved = _moved(changes, context)
    if moved:
        return moved
    causes = [_of_cell(ref, change, context) for ref, change in changes.items()]
    return Cause(rank=sum(one.rank for one in causes), text="；".join(dict.fromkeys(one.text for one in causes)))


def found_value(ref: str, context: CheckContext) -> Decimal:
    """The number in a cell, 0 for a blank."""
    return context.amounts.by_zeros((ref,))


def _of_cell(ref: str, change: Decimal, context: CheckContext) -> Cause:
    found = found_value(ref, context)
    wanted = found + change
    off = f"与合计差{plain(abs(change))}"
    cell = context.cell(ref)
    if cell is not None and cell.state is CellState.INFERRED:
        return Cause(rank=-1, text=f"这一格的数是推定的，{off}")
    if found == -wanted:
        return Cause(rank=1, text="疑似正负号写反")
    return _worded(ref, found, wanted, context) or Cause(rank=_UNLIKELY, text=off)


def _worded(ref: str, found: Decimal, wanted: Decimal, context: CheckContext) -> Cause | None:
    off = f"与合计差{plain(abs(wanted - found))}"
    again = _partial(ref, context)
    if again and found - wanted == again:
        return Cause(rank=0, text=f"部分公开的{plain(again)}件疑似又计入了这一项，部分公开只计部分公开一项")
    if found == 0:
        total = ref.endswith(".total")
        return Cause(rank=0 if total else 2, text=f"{off}，疑似漏填" + ("总计" if total else ""))
    slip = _slip(plain(found), plain(wanted))
    if slip is not None and slip.rank < 1:
        return Cause(rank=slip.rank, text=f"{off}，{slip.text}")
    copied = _copied(ref, found, context)
    if copied:
        return Cause(rank=1, text=f"{off}，{copied}")
    return Cause(rank=slip.rank, text=f"{off}，{slip.text}") if slip is not None else None


def _slip(found: str, wanted: str) -> Cause | None:
    """What one slip of the pen makes of ``wanted``: a digit, two swapped digits, a digit too many or too few."""
    if len(found) == len(wanted):
        wrong = [at for at, (one, other) in enumerate(zip(found, wanted, strict=True)) if one != other]
        if len(wrong) == 1:
            place = len(found) - 1 - wrong[0]
            named = found.isdigit() and place < len(_PLACES)
            return Cause(rank=0 if len(found) > 1 else 3, text=f"疑似{_PLACES[place] if named else '一位数字'}写错")
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and found[wrong[0]] == wanted[wrong[1]]:  # noqa: PLR2004
            swapped = found[wrong[1]] == wanted[wrong[0]]
            return Cause(rank=0, text="疑似相邻两位写颠倒") if swapped else None
        return None
    longer, shorter = (found, wanted) if len(found) > len(wanted) else (wanted, found)
    if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return Cause(rank=1, text="疑似多写一位" if longer == found else "疑似少写一位")
    return None


def _partial(ref: str, context: CheckContext) -> Decimal:
    """The requests answered in part of the same column, for a cell of the groups where they are counted twice."""
    table, _, rest = ref.partition(".")
    row, _, column = rest.rpartition(".")
    if table != "applications" or not row.startswith(("granted", "refused", "unable")):
        return Decimal(0)
    return found_value(f"applications.partial.{column}", context)


def _copied(ref: str, found: Decimal, context: CheckContext) -> str:
    """Where the same figure stands beside the cell, or in the total of its row."""
    total = f"{ref.rpartition('.')[0]}.total"
    if total != ref and found_value(total, context) == found and total in context.form.titles:
        return "与本行总计相同，疑似抄成了总计"
    beside = next((one for one in neighbours(context.form, ref) if found_value(one, context) == found), "")
    return f"与{context.title(beside)}相同，疑似重复填写" if beside else ""


def _moved(changes: Changes, context: CheckContext) -> Cause | None:
    """Two neighbouring cells of which one is too high by what the other lacks: a figure put in the next cell."""
    if len(changes) != 2:  # noqa: PLR2004 - one cell gives, one takes
        return None
    (high, down), (low, up) = sorted(changes.items(), key=lambda one: one[1])
    if down + up or low not in neighbours(context.form, high):
        return None
    whole = found_value(high, context) + down == 0 and found_value(low, context) == 0
    text = f"疑似把{context.title(low)}的{plain(up)}填到了{context.title(high)}"
    return Cause(rank=0 if whole else 2, text=text)


def neighbours(form: Edition, ref: str) -> tuple[str, ...]:
    """The cells left, right, above and below, as printed."""
    return _grid(form).get(ref, ())


@cache
def _grid(form: Edition) -> Mapping[str, tuple[str, ...]]:
    return {ref: _around(form, ref) for ref in form.refs}


def _around(form: Edition, ref: str) -> tuple[str, ...]:
    table = form.table(ref.partition(".")[0])
    rows = [row.refs for row in table.rows]
    at = next(number for number, refs in enumerate(rows) if ref in refs)
    column = rows[at].index(ref)
    beside = [rows[at][c] for c in (column - 1, column + 1) if 0 <= c < len(rows[at])]
    near = [rows[r] for r in (at - 1, at + 1) if 0 <= r < len(rows)]
    return tuple(beside + [refs[column] for refs in near if len(refs) == len(rows[at])])
