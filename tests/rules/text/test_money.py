"""An amount in 元 beside others in 万元: told where it has as many digits, left alone where it may be what it says."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.money import odd_amounts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("春季528.7万元，秋季560.7元。", ["秋季560.7元"]),
        ("春季528.7万元，秋季560.7万元。", []),
        ("春季528.7万元，秋季560元。", []),
        ("春季528.7万元，人均560.7元。", []),
        ("收费386.7元，拨付1.2万元。", []),
        ("收费386.7元。", []),
        ("公开信息86条。", []),
    ],
)
def test_odd_amounts(context_of: Callable[..., CheckContext], text: str, told: list[str]) -> None:
    """One decimal and about as many digits is a unit left out."""
    context = context_of(text)
    found = odd_amounts(context, ("section.1",))
    assert [context.body.text[span.start : span.end] for span, _ in found] == told
