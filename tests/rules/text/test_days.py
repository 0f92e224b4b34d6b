"""Days that no calendar has and periods that end before they begin; what goes over the turn of the year is right."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.days import faulty_days

_NO_DAY, _TURNED = "日历上没有这一天", "起止的先后颠倒了"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "5月31日、13月1日、6月0日、二月三十日。",
            [("13月1日", _NO_DAY), ("6月0日", _NO_DAY), ("二月三十日", _NO_DAY)],
        ),
        ("2023年2月29日，2024年2月29日，2月29日。", [("2023年2月29日", _NO_DAY)]),
        ("6月29日至30日，6月30日至31日。", [("6月30日至31日", _NO_DAY)]),
        ("6月3至31日，6月30日、31日。", [("6月3至31日", _NO_DAY), ("6月30日、31日", _NO_DAY)]),
        ("9月10日至8月20日，6月20日到6月5日。", [("9月10日至8月20日", _TURNED), ("6月20日到6月5日", _TURNED)]),
        ("2023年9月1日至2022年9月1日。", [("2023年9月1日至2022年9月1日", _TURNED)]),
        ("2023年9月1日至2024年3月1日，9月1日至次年3月1日，9月1日至2024年3月1日。", []),
        ("12月29日至1月5日自查，10月15日至4月15日供暖。", []),
        ("10月15日至4月15日自查。", [("10月15日至4月15日", _TURNED)]),
        ("2023-02-30，2023.11.30，2023-13-01，1.2023.13.45。", [("2023-02-30", _NO_DAY), ("2023-13-01", _NO_DAY)]),
        ("第一次在12月，最后一次在2月。", [("第一次在12月，最后一次在2月", _TURNED)]),
        ("第一次在12月，最后一次在次年2月；首次在2月，末次在12月。", []),
        ("十月一日至三个月内，本月二百日。", []),
        ("2023年15月，2023年12月。", [("2023年15月", "一年只有十二个月")]),
        ("五季度，第5季度，四季度，2025季度报。", [("五季度", "一年只有四个季度"), ("第5季度", "一年只有四个季度")]),
        ("8月20日收到，7月15日答复。", [("8月20日收到，7月15日答复", "答复的日子在收到之前")]),
        ("8月20日收到，9月15日答复。", []),
        ("7月1日集体讨论通过，7月8日公布，8月10日施行。", []),
        ("7月1日集体讨论通过，6月8日公布，8月10日施行。", [("7月1日集体讨论通过，6月8日公布", _TURNED)]),
        ("6月开展自查，发现错链9处，7月10日前改正。", []),
        ("6月开展自查，发现错链9处，5月10日前改正。", [("6月开展自查，发现错链9处，5月10日前改正", _TURNED)]),
        ("12月1日印发，1月1日起施行；8月1日印发，2024年6月1日施行。", []),
        ("二季度收11件、三季度收9件、三季度收7件。", [("三季度收9件、三季度收7件", "同一个季度写了两次")]),
        ("三季度收9件，三季度最多。", []),
    ],
)
def test_days(context_of: Callable[..., CheckContext], text: str, told: list[tuple[str, str]]) -> None:
    """Each fault with its words."""
    body = context_of(text).body
    here = body.spans(("section.1",))[0]
    found = [(body.text[span.start : span.end], why) for span, why in faulty_days(body) if here.holds(span.start)]
    assert found == told
