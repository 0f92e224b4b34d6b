"""Lengths of time beside their beginning and end: days of a year, one a day, hours of a day."""

import pytest

from rules.text.durations import lastings
from rules.text.span import Span


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("召开会议3次。", []),
        ("2023年5月1日至5月10日，为期10天。", ["10 10"]),
        ("公示期为5月1日至5月10日，共12天。", ["12 10"]),
        ("5月1日至5月10日共组织活动8天。", []),
        ("6月1日至10月31日每日发布提示，共153期。", ["153 153"]),
        ("6月1日至10月31日每日发布提示，共150期。", ["150 153"]),
        ("培训从9时至11时，共3小时。", ["3 2"]),
        ("上午9:00至11:30共2小时。", ["2 2.5"]),
    ],
)
def test_lengths_beside_their_ends(text: str, told: list[str]) -> None:
    """(said, counted) of each length; activities need not fill the days between which they were."""
    found = lastings(text, Span(0, len(text)), 2023)
    assert [f"{one.said:f} {one.counted:f}" for one in found] == told
