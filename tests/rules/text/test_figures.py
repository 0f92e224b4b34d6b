"""Figures that a text names, and what they speak of."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.agency import Agency, Jurisdiction, Register
from rules.engine.context import CheckContext
from rules.text.figures import Mention, mentions
from rules.text.parting import is_whole, parts_of
from rules.text.scopes import outside

Make = Callable[..., CheckContext]
_PART = ("section.1",)


def found(scene: CheckContext, name: str = "received") -> list[Mention]:
    """The figures of a list in section one."""
    return list(mentions(scene.body, name, _PART))


def numbers(scene: CheckContext, name: str = "received") -> Iterator[int]:
    """Their values."""
    return (int(mention.quantity.value) for mention in found(scene, name))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("全年共收到政府信息公开申请21件。", [21]),
        ("收到7件政府信息公开申请。", [7]),
        ("收到公民提出的政府信息公开申请共计7件。", [7]),
        ("收到政府信息公开申请（含上年结转1件）19件。", [19]),
        ("收到《办法》规定的政府信息公开申请3份。", [3]),
        ("（二）依申请公开。收到申请3件。", [3]),
        ("收到行政许可申请3件。", []),
        ("收到政府信息公开申请，召开会议3次。", []),
        ("收到公开申请、建议3件。", []),
        ("收到政府信息公开申请若干件。", []),
        ("收到政府信息公开申请3天。", []),
        ("收到3件由县里几家企业和一位村民分别当面递交来的关于修路的公开申请。", []),
    ],
)
def test_figures_are_found_by_their_templates(scene_of: Make, text: str, values: list[int]) -> None:
    """Words before and behind the number must fit; brackets and titles do not come between."""
    assert list(numbers(scene_of(text))) == values


def test_figures_stand_in_order_and_only_in_the_part(scene_of: Make) -> None:
    """Each number once, as the text goes; other parts are not looked at."""
    scene = scene_of("收到政府信息公开申请3件，新收公开申请2件。")
    assert list(numbers(scene)) == [3, 2]
    assert list(mentions(scene.body, "received", ("section.5",))) == []
    assert list(numbers(scene)) == [3, 2]


def test_a_word_beside_may_be_needed(scene_of: Make) -> None:
    """办结 alone may speak of anything; with 公开申请 in the sentence it speaks of requests."""
    assert list(numbers(scene_of("办件量大，已办结5件。"), "answered")) == []
    assert list(numbers(scene_of("收到公开申请5件，已办结5件。"), "answered")) == [5]


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("全年收到公开申请5件。", False),
        ("收到公开申请5件，其中网上3件。", False),
        ("2023年收到公开申请5件。", False),
        ("收到公民、法人和其他组织提出的公开申请5件。", False),
        ("其中收到公开申请5件。", True),
        ("通过网站，收到公开申请5件。", True),
        ("收到网上提交的公开申请5件。", True),
        ("召开会议，通过网络收到公开申请5件。", True),
        ("通报情况，各部门收到公开申请5件。", True),
        ("全县收到公开申请5件。", True),
        ("2022年收到公开申请5件。", True),
        ("累计收到公开申请5件。", True),
        ("（一）截至12月，收到公开申请5件。", True),
        ("办理信访收到公开申请5件。", True),
        ("开展网上公开，全年收到公开申请5件。", False),
    ],
)
def test_scope_words_are_read_first(scene_of: Make, text: str, *, silent: bool) -> None:
    """A word governs its clause, at the head of a sentence the sentence, 其中 all that follows."""
    scene = scene_of(text)
    [mention] = [one for one in found(scene) if one.quantity.value == 5]
    assert bool(outside(scene, mention)) is silent


def test_the_whole_county_is_the_governments_own(scene_of: Make) -> None:
    """全县 is another body's figure for a department, the whole for the government."""
    scene = scene_of("全县收到公开申请5件。", kind="government")
    assert outside(scene, found(scene)[0]) == ""


def test_another_agency_of_the_register_is_another_body(scene_of: Make) -> None:
    """A figure beside another agency's name is not this agency's; its own name is no reason."""
    other = Agency(code="b", name="云岭县教育局", kind="department")
    own = Agency(code="x", name="云岭县水务局", kind="department")
    register = Register(jurisdiction=Jurisdiction(code="1", name="云岭县"), agencies=(own, other))
    theirs = scene_of("云岭县教育局收到公开申请5件。", register=register)
    mine = scene_of("云岭县水务局收到公开申请5件。", register=register)
    assert outside(theirs, found(theirs)[0]) == "说的不是本单位自己的数"
    assert outside(mine, found(mine)[0]) == ""


def test_an_agency_without_register_entry_goes_by_the_report(scene_of: Make) -> None:
    """Where nobody said which agency it is, the name in the report is its own."""
    own = Agency(code="x", name="云岭县水务局", kind="department")
    register = Register(jurisdiction=Jurisdiction(code="1", name="云岭县"), agencies=(own,))
    scene = scene_of("云岭县水务局收到公开申请5件。", register=register)
    scene = CheckContext(dossier=replace(scene.dossier, agency=None), edition=scene.edition, lists=scene.lists)
    assert outside(scene, found(scene)[0]) == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("公开信息30条，其中网站20条，微信10条。", [20, 10]),
        ("公开信息30条，其中：网站20条、微信10条。", [20, 10]),
        ("公开信息30条，网站20条（图解5条），微信10条。", [20, 10]),
        ("公开信息30条，网站20条，微信10条；召开会议3条。", [20, 10]),
        ("公开信息30条，网站20条，其中首页5条，微信10条。", None),
        ("公开信息30条，网站20余条，微信10条。", None),
        ("公开信息30条，网站20条，别处10条。", None),
        ("公开信息30条，网站20条。", None),
        ("公开信息30条，网站20次，微信10次。", None),
    ],
)
def test_parts_of_a_whole(scene_of: Make, text: str, parts: list[int] | None) -> None:
    """Only exact numbers of the same unit beside a word that names a part; anything else is doubt."""
    scene = scene_of(text)
    parting = parts_of(scene, found(scene, "published")[0], ("channels",))
    assert (None if parting is None else [int(part) for part in parting.parts]) == parts


def test_a_part_is_no_whole(scene_of: Make) -> None:
    """A figure beside a part word, behind 其中, or a rough one is not taken for a total."""
    for text in ("网站公开信息20条。", "其中公开信息20条。", "公开信息20余条。"):
        scene = scene_of(text)
        assert not any(is_whole(scene, mention, ("channels",)) for mention in found(scene, "published"))
    scene = scene_of("公开信息20条。")
    assert is_whole(scene, found(scene, "published")[0], ("channels",))


_WORDS = st.lists(
    st.sampled_from(
        ["收到", "公开申请", "5", "件", "，", "。", "（", "）", "《", "》", "其中", "上年结转", "网站", "信息", "条",
         "、", "；", "占", "50%", "全县", "2022年", "未收到", "行政复议", "办结率", "三个方面", "一是", "十二", "\n"]
    ),
    max_size=40,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_WORDS)
def test_any_text_is_read_without_failing(scene_of: Make, words: list[str]) -> None:
    """No order of words makes the readers fail; what they find lies in its clause and its sentence."""
    scene = scene_of("".join(words) or "。")
    for name in ("received", "published"):
        for mention in found(scene, name):
            assert mention.sentence.start <= mention.clause.start <= mention.span.start
            assert mention.span.end <= mention.clause.end <= mention.sentence.end
            outside(scene, mention)
            parts_of(scene, mention, ("channels",))
