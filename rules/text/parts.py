"""A figure that is told rightly once may be told again in part: of one village, of one kind of application."""

from collections.abc import Iterable
from typing import NamedTuple

from rules.engine.results import Breach, Note, Result


class Judged(NamedTuple):
    """What came of comparing a figure; None: another rule compares it.

    ``of``: what it is a figure of. ``less``: it is less than the table says. ``right``: it is what the table says.
    """

    result: Result | None
    of: str
    less: bool = False
    right: bool = False


def whole_told(compared: Iterable[Judged]) -> list[Result]:
    """The results without those of figures that can be parts of one that is told rightly somewhere."""
    found = list(compared)
    right = {one.of for one in found if one.right or isinstance(one.result, Note)}
    kept = (one for one in found if not (isinstance(one.result, Breach) and one.less and one.of in right))
    return [one.result for one in kept if one.result is not None]
