"""Linear relations between cells, and the places where one could not be run."""

from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """A relation of two sums: ``left`` equals (``=``) or does not exceed (``<=``) ``right``.

    Two relations are not linear and take ``bounds``: ``implies`` (above, least): where ``left`` is above the first,
    ``right`` must reach the second; ``share`` (base, percent): where ``right`` reaches the first, ``left`` must not
    exceed that many percent of it.

    Addresses may start with ``last.`` or ``units.``; a cell is named once. ``item`` is the key of what ``each`` ranges
    over, ``title`` what messages call it.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: str = "="
    item: str = ""
    title: str = ""
    bounds: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place where the rule could not be run, and why, in Chinese. ``refs`` as in Breach."""

    reason: str
    refs: tuple[str, ...] = ()
