"""What to say of a relation that blanks leave undecided: it holds with zeros, or nobody can tell."""

from rules.amounts import Amounts
from rules.equation import Gap
from rules.results import Note


def undecided(amounts: Amounts, refs: tuple[str, ...], holds: bool, title: str = "") -> Gap | Note:  # noqa: FBT001
    """A note where the relation ``holds`` with 0 for every blank, else the gap. Unread cells are never taken for 0."""
    unread = amounts.unread(refs)
    if unread:
        return unread
    name = f"“{title}”" if title else ""
    if holds:
        return Note(text=f"{name}空格按0成立")
    return Gap(reason=f"{name}有空格，填什么数才对无法判断", refs=refs)
