"""What is counted and then listed, and what lasted from one time to another: the number is the one that follows."""

from collections.abc import Callable

import pytest

from rules.checks.text.recounted import Recounted
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Gap

Make = Callable[..., CheckContext]
CHECK = Recounted(where=("section.1",), words="times")


def _ended(context: CheckContext) -> str:
    """gap, note, or what is said and what is counted."""
    results = list(CHECK.run(context))
    told = [f"{one.facts['said']} {one.facts['counted']}" for one in results if isinstance(one, Breach)]
    return "、".join(told) or ("gap" if all(isinstance(one, Gap) for one in results) else "note")


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("召开专题会议2次，分别在3月和10月。", "note"),
        ("召开专题会议3次，分别在3月和10月。", "3 2"),
        ("宣传月（9月21日至9月23日，共3天）设咨询台5个。", "note"),
        ("宣传月（9月21日至9月23日，共5天）设咨询台5个。", "5 3"),
        ("4月28日至5月2日在各村张榜，公示期五天。", "note"),
        ("4月28日至5月2日在各村张榜，公示期七天。", "7 5"),
        ("7月13日至7月19日在大厅开展政策咨询活动，为期10天。", "10 7"),
        ("4月1日至4月8日张榜，公示7天。", "note"),
        ("4月1日至4月30日宣传，其中集中宣传7天。", "gap"),
        ("2月30日至3月8日张榜，公示7天。", "gap"),
        ("宣传日上午9时至11时30分，历时3.5小时。", "3.5 2.5"),
        ("专区8时30分至12时、下午2点半至17时30分开放，每天7小时。", "7 6.5"),
        ("专区8时至17时开放，每天7小时。", "gap"),
        ("汛期（5月至9月）每日发布雨水情，计153期。", "note"),
        ("4月1日至9月30日逐日发布雨水情，共138期。", "138 183"),
        ("13月至9月30日逐日发布雨水情，共138期。", "gap"),
        ("公告经股室、法规股、保密员、分管领导四道审查。", "note"),
        ("公告经股室、法规股、保密员、分管领导五道审查。", "5 4"),
        ("县、乡和村三级联动。", "note"),
        ("县、乡、村两级联动，每月1次。", "2 3"),
        ("畅通线上、线下5种渠道，每月巡查1次。", "gap"),
        ("畅通网站、信函5种渠道，每月巡查1次。", "5 2"),
        ("补贴资金2项共84万元：耕地41万元、种粮43万元。", "note"),
        ("补贴资金3项共84万元：耕地41万元、种粮43万元。", "3 2"),
        ("组织培训6期84人次，其中县直41人次、乡镇43人次。", "gap"),
        ("图文、视频等3类形式每月1次。", "gap"),
        ("上半年完成5类、下半年完成7类，培训1次。", "gap"),
    ],
)
def test_the_number_is_the_one_that_follows(context_of: Make, text: str, ended: str) -> None:
    """Days, hours, issues of every day, items of a list; what is told of some of them proves nothing."""
    assert _ended(context_of(text)) == ended
