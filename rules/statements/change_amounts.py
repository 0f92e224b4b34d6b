"""What follows from a statement of change: by how much it differs, and by what share."""

from decimal import Decimal
from itertools import accumulate

from rules.statements.mentions import Mention
from rules.statements.number_change import NumberChange
from rules.text.digit_typos import slip


def offs(change: NumberChange) -> list[Decimal]:
    """By how much each that it may be now differs from what it was."""
    return [now.value - change.base.value for now in change.nows] if change.base else []


def one_slip(base: Mention, now: Mention, signed: Decimal) -> bool:
    """Whether one slip explains that the difference of two numbers is not the one written."""
    off = now.value - base.value
    return (
        off == -signed
        or bool(slip(abs(signed), abs(off), now.step))
        or bool(slip(now.value, base.value + signed, now.step))
        or bool(slip(base.value, now.value - signed, base.step))
    )


def of_last(change: NumberChange) -> list[Decimal]:
    """What the difference may be in per cent of what it was, where that follows from what it is now."""
    values = [now.value for now in change.nows]
    lasts = [value - change.signed for value in (*values, *accumulate(values))]
    return [change.signed * 100 / last for last in lasts if last > 0]
