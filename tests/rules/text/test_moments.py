"""Days as the text names them, the weekdays beside them, and days that follow from others."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.moments import moments
from rules.text.reckoned_days import reckoned_days
from rules.text.weekdays import odd_weekdays

Make = Callable[..., CheckContext]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9月7日、9月底、12月中旬。", ["0-9-7", "0-9-0底", "0-12-0"]),
        ("二〇二四年三月五日，2022年12月。", ["2024-3-5", "2022-12-0"]),
        ("上年5月1日，次年1月，当年6月30日。", ["0-5-1上", "0-1-0次", "0-6-30本"]),
        ("6月18日至19日、21日，6月3至5日。", ["0-6-18", "0-6-19", "0-6-21", "0-6-3", "0-6-5"]),
        ("3个月，十三月，13月1日，6月、7日内。", ["0-6-0"]),
        ("无。", []),
    ],
)
def test_moments(context_of: Make, text: str, told: list[str]) -> None:
    """Year, month and day of each, and how its year is told."""
    near = {-1: "上", 0: "本", 1: "次", None: ""}
    context = context_of(text)
    here = context.body.spans(("section.1",))[0]
    found = [
        f"{one.year}-{one.month}-{one.day}{'底' if one.last else ''}{near[one.near]}"
        for one in context.memo(moments)
        if here.holds(one.start)
    ]
    assert found == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9月7日（星期四），9月8日（星期五）。", []),
        ("9月7日（星期二）。", [("9月7日（星期二", "2023年9月7日是星期四")]),
        ("9月10日星期天。", []),
        ("培训在6月14日至15日（周四至周五）。", [
            ("6月14日至15日（周四至周五", "2023年6月14日是星期三"), ("15日（周四至周五", "2023年6月15日是星期四"),
        ]),
        ("（周二）9月7日开会。", [("周二）9月7日", "2023年9月7日是星期四")]),
        ("“5·12”防灾减灾日（星期四）。", [("5·12”防灾减灾日（星期四", "2023年5月12日是星期五")]),
        ("2月30日（星期四），2.30（周四）。", []),
        ("2月24日、9月8日公开，两天都是星期四。", [
            ("2月24日、9月8日公开，两天都是星期四", "2023年2月24日是星期五"),
            ("9月8日公开，两天都是星期四", "2023年9月8日是星期五"),
        ]),
        ("1月20日（星期六）公布，上年5月10日（星期二）开会，上年开会的9月9日（星期五）。", []),
        ("2022年开会的9月9日（星期五），比9月8日（星期三）晚。", [("9月8日（星期三", "2023年9月8日是星期五")]),
        ("5月8日召开，每周五更新。", []),
        ("5月8日召开。", []),
    ],
)  # fmt: skip
def test_weekdays(context_of: Make, text: str, told: list[tuple[str, str]]) -> None:
    """In a report of 2023: each weekday that is wrong, with the right one."""
    context = context_of(text)
    body = context.body
    assert [(body.text[span.start : span.end], why) for span, why in odd_weekdays(context)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("自6月1日起施行，有效期5年，至2028年5月31日止。", []),
        ("自6月1日起施行，有效期5年，至2029年5月31日止。", ["满5年是2028年6月，写的是2029年5月"]),
        ("有效期5年，自2023年5月1日起至2028年4月30日止。", []),
        ("有效期5年，自2023年5月1日起至2026年4月30日止。", ["满5年是2028年5月，写的是2026年4月"]),
        ("自6月1日起施行，有效期两年，有效期至2026年5月31日。", ["满2年是2025年6月，写的是2026年5月"]),
        ("有效期5年，至2029年5月31日止；自6月1日起施行，2029年5月31日前复审，有效期5年。", []),
        ("会议6月1日召开，文件有效期5年，至2029年5月31日止。", []),
        ("2月30日起施行，有效期5年，至2029年2月30日止。", []),
        ("8月18日公示，较上年8月25日提前7天，比上年8月25日早7天。", []),
        ("8月18日公示，较上年8月25日推迟7天。", ["应当是提前7天"]),
        ("9月1日公示，较上年8月25日推迟5天。", ["应当是推迟7天"]),
        ("8月18日公示，较上年8月25日多7天；8月18日公示，较8月25日推迟7天；8月18日公示，较上年2月30日提前7天。", []),
        ("8月18日公示，较上年8月18日推迟7天；8月18日公示，较上年8月25日7天。", []),
        ("8月公示，较上年8月25日推迟7天；公示较上年8月25日推迟7天。", []),
    ],
)
def test_days_that_follow_from_others(context_of: Make, text: str, told: list[str]) -> None:
    """In a report of 2023: what each day should be."""
    assert [why for _, why in reckoned_days(context_of(text))] == told
