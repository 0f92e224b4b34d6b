"""A filing with a readable copy beside it: the sealed file stays the filing, the figures are those of the copy."""

from collections.abc import Iterator
from dataclasses import replace

from filings import place, problems
from filings.figure import plain
from filings.patterns import pattern
from filings.report import Cell, Problem, Report

READABLE = "readable"
"""The role of the copy among the documents of a filing."""
_NAMED = pattern(r"(?P<stem>.+?)[\s._-]*[（(\[]?可读(?:文件|文本|版)?[）)\]]?")
_OF_THE_FILE = frozenset({problems.HIDDEN_DATA, problems.FORMAT_MISMATCH})
_MOST_TOLD = 3
_ANOTHER = 3  # cells that differ beside agency or year: no letter misread in a scan, but another report


def stem_of_sealed(stem: str) -> str:
    """The name, without its ending, of the sealed file that a copy stands beside; "" for the name of no copy.

    报告（可读）, 报告.可读 and 报告-可读文件 are copies of 报告.
    """
    found = _NAMED.fullmatch(stem)
    return found["stem"] if found else ""


def read_beside(sealed: Report, copy: Report) -> Report:
    """What counts of a sealed file and its readable copy, each as it was read. Never raises.

    Text, figures and their places are those of the copy; of the sealed file stays what it carries beside its pages.
    What both show otherwise is told, and so is a sealed file of which no figure could be read to be compared. A copy
    that is no report, or the report of another agency or year, counts for nothing, and is told.
    """
    if not any(cell.value is not None for cell in copy.cells.values()):
        reason = next((one.message for one in copy.problems), "里面没有统计表的数字。")
        message = f"另附的可读文件没有采用：{reason}核对的仍是盖章的文件，请重新另附。"
        return replace(sealed, problems=(*sealed.problems, Problem(code=problems.COPY_UNUSED, message=message)))
    if (others := list(_named(sealed, copy))) and len(_differing(sealed, copy)) >= _ANOTHER:
        why = f"它像是另一份报告：{'；'.join(others)}，数字也不一样。"
        message = f"另附的可读文件没有采用，{why}核对的仍是盖章的文件，请重新另附。"
        return replace(sealed, problems=(*sealed.problems, Problem(code=problems.COPY_UNUSED, message=message)))
    kept = tuple(one for one in sealed.problems if one.code in _OF_THE_FILE)
    return replace(copy, problems=(*copy.problems, *kept, *_compared(sealed, copy)))


def _compared(sealed: Report, copy: Report) -> Iterator[Problem]:
    read = [ref for ref, cell in sealed.cells.items() if cell.value is not None]
    if not read:
        yield Problem(
            code=problems.COPY_ALONE,
            message="盖章的文件里没有能读出来的数字，核对的是另附的可读文件，没有和盖章的文件比对；请对照盖章的文件看一遍。",
        )
    named = list(_named(sealed, copy))
    differing = _differing(sealed, copy)
    if named or differing:
        told = [*named, *map(_both, *zip(*differing[:_MOST_TOLD], strict=True))] if differing else named
        count = f"共{len(differing)}格数字不一样；" if len(differing) > 1 else ""
        yield Problem(
            code=problems.COPY_DIFFERS,
            message=f"盖章的文件和另附的可读文件写的不一样：{'；'.join(told)}。{count}核对用的是可读文件里的，"
            "两份应当完全一致，请改正后重新报送。",
            place=differing[0][1].place if differing else "",
        )


def _differing(sealed: Report, copy: Report) -> list[tuple[Cell, Cell]]:
    """The cells that could be read in both and are not the same."""
    pairs = [
        (cell, copy.cells[ref]) for ref, cell in sealed.cells.items() if cell.value is not None and ref in copy.cells
    ]
    return [(one, other) for one, other in pairs if other.value is not None and one.value != other.value]


def _named(sealed: Report, copy: Report) -> Iterator[str]:
    """Agency and year, where they differ."""
    for what, one, other in (("单位", sealed.agency, copy.agency), ("年度", sealed.year, copy.year)):
        if one and other and one != other:
            yield f"{what}一处是{one}，另一处是{other}"


def _both(sealed: Cell, copy: Cell) -> str:
    where = f"（{place.describe(copy.place)}）" if copy.place else ""
    return f"盖章的文件是{plain(sealed.value)}，可读文件是{plain(copy.value)}{where}"
