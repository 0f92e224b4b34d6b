"""Steps of one matter whose days stand the other way round; what belongs to two matters, or two years, is right."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.step_order import steps_turned

_ANSWERED = "答复的日子在收到之前"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("8月20日收到，7月15日答复。", [("8月20日收到，7月15日答复", _ANSWERED)]),
        ("8月20日收到，9月15日答复；12月20日收到，1月9日答复。", []),
        (
            "9月5日收到自然人申请1件，内容为中标结果，8月12日予以公开。",
            [("9月5日收到自然人申请1件，内容为中标结果，8月12日予以公开", "予以公开的日子在收到之前")],
        ),
        ("9月5日收到申请1件，内容为方案，9月12日予以公开；9月5日收到申请1件，要求公开8月12日予以公开的方案。", []),
        (
            "1件于2022年12月20日收到，经延期后于2022年2月9日答复。",
            [("2022年12月20日收到，经延期后于2022年2月9日答复", _ANSWERED)],
        ),
        ("1件于2022年12月20日收到，经延期后于2023年2月9日答复；9月5日收到，2024年2月9日答复。", []),
        ("2022年9月5日收到，3月9日答复。2023年9月5日收到，3月9日答复。", [("2023年9月5日收到，3月9日答复", _ANSWERED)]),
        (
            "7月1日集体讨论通过，6月8日公布，8月10日施行。",
            [("7月1日集体讨论通过，6月8日公布", "公布的日子在集体讨论通过之前")],
        ),
        ("7月1日集体讨论通过，7月8日公布，8月10日施行。", []),
        ("6月开展自查，发现错链9处，7月10日前改正。", []),
        (
            "6月开展自查，发现错链9处，5月10日前改正。",
            [("6月开展自查，发现错链9处，5月10日前改正", "改正的日子在自查之前")],
        ),
        ("2月30日收到，1月15日答复。", []),
        ("9月印发通知、6月公开信息。9月印发，6月公开的信息复查。", []),
        ("9月印发后开会，6月公开。", []),
        ("3月。", []),
        ("", []),
    ],
)
def test_steps(context_of: Callable[..., CheckContext], text: str, told: list[tuple[str, str]]) -> None:
    """In a report of 2023: each pair that is turned about, with what is wrong."""
    context = context_of(text)
    found = [(context.body.text[span.start : span.end], why) for span, why in steps_turned(context)]
    assert found == told
