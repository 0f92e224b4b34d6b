"""Lengths of time beside their beginning and end: days of a year, one a day, hours of a day."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.durations import lastings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("召开会议3次。", []),
        ("2023年5月1日至5月10日，为期10天。", ["10 10"]),
        ("公示期为5月1日至5月10日，共12天。", ["12 10"]),
        ("5月1日至5月10日共组织活动8天。", []),
        ("6月1日至10月31日每日发布提示，共153期。", ["153 153"]),
        ("6月1日至10月31日每日发布提示，共150期。", ["150 153"]),
        ("6月30日至6月1日，共30天；5月1日开放，6月30日停用，共61天。", ["61 61"]),
        ("3月1日至12月31日，停机检修共3天；9月1日至9月30日，双休日除外，共21天。", []),
        ("停用6天，11月4日停，11月20日恢复；公示7天（5月6日至5月12日）。", ["6 17", "7 7"]),
        ("自4月1日起执行，至12月底共8个月；4月至12月共8个月；4月15日至6月14日，历时两个月。", ["8 9", "8 8", "2 2"]),
        ("1998年至2018年共20年，1998年至2018年共25年，2021年至2023年四年间。", ["20 20", "25 21", "4 3"]),
        ("2月30日至3月1日，共3天。", []),
        ("培训从9时至11时，共3小时。", ["3 2"]),
        ("上午9:00至11:30共2小时。", ["2 2.5"]),
    ],
)
def test_lengths_beside_their_ends(context_of: Callable[..., CheckContext], text: str, told: list[str]) -> None:
    """(said, counted) of each length; activities need not fill the days between which they were."""
    context = context_of(text)
    found = lastings(context, context.body.spans(("section.1",))[0])
    assert [f"{one.said:f} {one.counted:f}" for one in found] == told
