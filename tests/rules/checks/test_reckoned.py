"""Numbers of one sentence held against each other: totals, parts, growth and shares."""

from collections.abc import Callable

import pytest

from rules.checks.proportioned import Proportioned
from rules.checks.totalled import Totalled
from rules.results import Breach, Check, Gap, Note
from rules.scene import Scene

Make = Callable[..., Scene]
_S1 = ("section.1",)
BEFORE = Totalled(where=_S1, parts="before", words="totals")
AFTER = Totalled(where=_S1, parts="after", words="openers")
GROWTH = Proportioned(where=_S1, of="growth", words="percents")
SHARE = Proportioned(where=_S1, of="share", words="percents")


def _ended(make: Make, check: Check, text: str) -> str:
    """How the only result ended: note, gap, or the numbers of the breach."""
    (one,) = check.run(make(text))
    if isinstance(one, Breach):
        assert set(one.facts) == check.facts
        return " ".join(format(one.facts[name], "f") for name in sorted(check.facts - {"quote"}))
    return "gap" if isinstance(one, Gap) else "note"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("公开救助信息64条、养老信息37条，合计101条。", "note"),
        ("公开救助信息64条、养老信息37条，合计110条。", "101 110"),
        ("新收5件，上年结转1件，全年应办理6件。", "note"),
        ("新收5件，上年结转1件，本年度共应办8件。", "6 8"),
        ("全年在三个专栏公开信息64条、37条，合计110条。", "101 110"),
        ("公开公告12期、信息64条、简报37条，三项共110条。", "gap"),
        ("公开信息64条、公告12期、简报37条，合计110条。", "gap"),
        ("公开信息64条等，加上简报37条，合计110条。", "gap"),
        ("公开信息约64条、简报37条，合计110条。", "gap"),
        ("公开信息64条，合计110条。", "gap"),
        ("公开信息64条、简报37条，合计约110条。", "gap"),
        ("召开会议64次、培训37次，合计110。", "gap"),
        ("公开信息64条、简报37条。", "gap"),
        ("公开信息（网站64条、微信37条，合计110条）。", "gap"),
        ("公开信息64条、简报37条，合计3-5条。", "gap"),
    ],
)
def test_a_total_behind_its_numbers(scene_of: Make, text: str, ended: str) -> None:
    """It must be the sum of some of them; other units, 等, rough or too few numbers prove nothing."""
    assert _ended(scene_of, BEFORE, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("发布信息73篇，其中公告2篇、动态66篇、通知5篇。", "note"),
        ("发布信息73篇，其中公告2篇、动态86篇、通知5篇。", "93 73"),
        ("发布信息共90条：网站50条、微信30条、微博10条。", "note"),
        ("发布信息共99条：网站50条、微信30条、微博10条。", "90 99"),
        ("发布信息118条：网站50条、微信30条、微博10条。", "note"),
        ("发布信息共99条：网站50条、微信30条、微博等10条。", "note"),
        ("发布信息73篇，其中公告2篇、动态86篇。", "gap"),
        ("发布信息73篇，其中公告2篇，动态89篇，通知5篇。", "note"),
        ("发布信息73篇，其中公告2篇，动态86篇，通知5篇。", "93 73"),
        ("发布信息73篇，其中公告2篇、动态86篇，通知5篇。", "gap"),
        ("发布信息126篇，其中公告50篇，动态21篇，通知91篇。", "162 126"),
        ("发布信息126篇，其中公告50篇，动态21篇，通知40篇。", "note"),
        ("发布信息73篇，其中原创2篇、图解86篇、视频5篇。", "gap"),
        ("发布信息73篇，主要是以下几类，其中公告2篇、动态86篇、通知5篇。", "gap"),
        ("发布信息73篇，其中公告2篇、动态86篇、通知5篇，其中转发4篇。", "gap"),
        ("发布信息近73篇，其中公告2篇、动态86篇、通知5篇。", "gap"),
        ("其中公告2篇、动态86篇、通知5篇。", "gap"),
        ("发布信息73篇，其中主要是公告、动态。", "gap"),
        ("发布信息73篇。", "gap"),
    ],
)
def test_parts_behind_their_whole(scene_of: Make, text: str, ended: str) -> None:
    """Three kinds or more joined by 、 cannot exceed the whole; listed behind a colon after 共 they are all of it."""
    assert _ended(scene_of, AFTER, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("收到留言3件，同比减少2件，下降40%。", "note"),
        ("收到留言3件，同比减少2件，下降60%。", "40 60"),
        ("收到留言141件，同比增长8.5%（上年为130件）。", "note"),
        ("收到留言141件，同比增长18.5%，2022年为130件。", "8.46 18.5"),
        ("收到留言141件，同比增长18.5%，2023年为130件。", "gap"),
        ("较上年（2件）多3件，增长150%。", "note"),
        ("编发简报219期，较2022年的185期增加34期，增幅28.4%。", "18.38 28.4"),
        ("收到留言3件，同比减少2件，下降约60%。", "gap"),
        ("收到留言13件，办结12件，同比增长8.5%。", "gap"),
        ("收到留言3件，培训2次，同比减少2件，下降60%。", "gap"),
        ("收到留言约3件，同比减少2件，下降60%。", "gap"),
        ("收到留言2件，同比增加2件，增长60%。", "gap"),
        ("办结率98%。", "gap"),
        ("收到留言3件，同比减少2件，下降40%；来访4批，减少1批，下降20%。", "note"),
    ],
)
def test_growth_is_reckoned_where_last_year_or_the_change_is_told(scene_of: Make, text: str, ended: str) -> None:
    """Never from numbers that only stand beside it; a semicolon begins a new reckoning."""
    results = list(GROWTH.run(scene_of(text)))
    if len(results) > 1:
        assert {type(one) for one in results} == {Note}
    else:
        assert _ended(scene_of, GROWTH, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("公开信息200条，网站100条，占50%；微信60条，占35%。", ["note", "30 35"]),
        ("公开信息200条，网站100条，占50%；微信60条，占比30.0%。", ["note", "note"]),
        ("公开信息200条，网站100条，占60%；微信60条，占35%。", ["gap"]),
        ("公开信息200条，网站100条，占50%。", ["gap"]),
        ("公开信息200条，网站100条，完成50%；微信60条，完成35%。", ["gap"]),
    ],
)
def test_shares_side_by_side_have_one_whole(scene_of: Make, text: str, ended: list[str]) -> None:
    """What one of them confirms as the whole judges the others; without such a number nothing is judged."""
    found = []
    for one in SHARE.run(scene_of(text)):
        breach = f"{one.facts['expected']:f} {one.facts['found']:f}" if isinstance(one, Breach) else ""
        found.append(breach or ("gap" if isinstance(one, Gap) else "note"))
    assert found == ended


@pytest.mark.parametrize("check", [BEFORE, SHARE])
def test_nothing_but_the_report_is_needed(check: Check) -> None:
    """These checks read the text alone."""
    assert check.needs == frozenset()
