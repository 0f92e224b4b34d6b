"""What to say where blanks leave a relation undecided: it holds with zeros, nobody can tell, or nothing was written."""

from typing import cast

from rules.engine.context import CheckContext
from rules.engine.results import Check, Note
from rules.tables.amounts import Amounts
from rules.tables.equation import Gap
from rules.tables.linear import HasEquations, equations_of

NOTHING_WRITTEN = "要核对的各格全部空着，没有可以核对的数"


def undecided(amounts: Amounts, refs: tuple[str, ...], holds: bool, title: str = "") -> Gap | Note:  # noqa: FBT001
    """A note where the relation ``holds`` with 0 for every blank, else the gap. Unread cells are never taken for 0."""
    unread = amounts.unread(refs)
    if unread:
        return unread
    name = f"“{title}”" if title else ""
    if holds:
        return Note(text=f"{name}空格按0成立")
    return Gap(reason=f"{name}有空格，填什么数才对无法判断", refs=refs)


def is_empty(check: Check, context: CheckContext) -> bool:
    """Whether a check adds up figures and not one of those that it reads is written: then nothing was compared."""
    if not hasattr(check, "equations"):
        return False
    amounts = context.amounts
    equations = equations_of(cast("HasEquations", check), context.form.id, single=amounts.single)
    refs = dict.fromkeys(ref for one in equations for ref in (*one.left, *one.right))
    return bool(refs) and all(amounts.range(ref).blank for ref in refs)
