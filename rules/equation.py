"""Linear relations between cells, and the places where one could not be run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """A linear relation: the sum of ``left`` equals (``=``) or does not exceed (``<=``) that of ``right``.

    Addresses may start with ``last.`` or ``units.``; a cell is named once. ``item`` is the key of what ``each`` ranges
    over, ``title`` what messages call it.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: str = "="
    item: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place where the rule could not be run, and why, in Chinese. ``refs`` as in Breach."""

    reason: str
    refs: tuple[str, ...] = ()
