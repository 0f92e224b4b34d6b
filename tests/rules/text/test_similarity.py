"""Texts are compared without names, years, numbers and the words of the law; measured on made-up reports."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.text.similarity import bare, longest, may_share, most_shared, repeated, shared, sketch, without, without_more

_WHO = [
    "窗口人员",
    "分管负责人",
    "档案室",
    "各股室",
    "值班员",
    "法规股",
    "政策股",
    "村级联络员",
    "督查组",
    "信息员",
    "财务股",
    "宣传员",
]
_WHEN = [
    "逐月",
    "每季度",
    "开春后",
    "汛期前",
    "年底",
    "接到来信后",
    "会议结束当天",
    "每逢赶集",
    "文件印发次日",
    "暑期",
    "秋收时",
    "下班前",
]
_DID = [
    "核对台账",
    "张贴图表",
    "回访来电人",
    "整理旧档",
    "清点栏目",
    "翻译成方言",
    "拍摄短片",
    "答复询问",
    "走进集市讲解",
    "撤下过时页面",
    "汇编问答",
    "登门说明",
]
_WHAT = [
    "水价调整",
    "学位安排",
    "危房改造",
    "补贴发放",
    "路灯更换",
    "垃圾清运",
    "药品目录",
    "河道巡查",
    "公交改线",
    "种子检测",
    "摊位抽签",
    "养老床位",
]


def report(seed: int, name: str = "云岭县水务局", year: int = 2023) -> str:
    """A made-up section of about thirty sentences; the same seed says the same things of another body and year."""
    draw = random.Random(seed)
    lines = [
        f"{year}年，{name}{draw.choice(_WHEN)}由{draw.choice(_WHO)}{draw.choice(_DID)}，"
        f"涉及{draw.choice(_WHAT)}{draw.randint(2, 99)}件，"
        f"{draw.choice(_WHO)}{draw.choice(_WHEN)}再{draw.choice(_DID)}。"
        for _ in range(30)
    ]
    return "".join(lines)


def compared(text: str, name: str) -> str:
    """A report as it is compared."""
    return without(bare(text, ("政府信息公开",)).text, (name, "云岭县"))


def test_no_name_is_left_by_taking_out_another() -> None:
    """A name within itself goes as well, so that taking out the names once more changes nothing."""
    assert without("公开云云岭县岭县信息", ("云岭县",)) == "公开信息"
    assert without_more("公开云水岭县岭县信息", ("岭县",), ("水",)) == "公开云信息"


def test_unrelated_reports_stay_far_below_the_threshold() -> None:
    """Of sixty pairs written from the same small stock of phrases, the most alike shares far less than 90 %."""
    texts = [compared(report(seed), "云岭县水务局") for seed in range(12)]
    shares = [shared(one, other) for at, one in enumerate(texts) for other in texts[at + 1 :]]
    assert max(shares) < 70
    assert not any(longest(one, other, 100) for at, one in enumerate(texts) for other in texts[at + 1 :])


@pytest.mark.parametrize("seed", range(5))
def test_a_copy_with_name_and_year_exchanged_is_whole(seed: int) -> None:
    """Exchanging the name, the years and the numbers hides nothing."""
    mine = compared(report(seed), "云岭县水务局")
    copy = re.sub(r"\d+件", "7件", report(seed, "云岭县教育局", 2022))
    theirs = compared(copy, "云岭县教育局")
    assert may_share(mine, theirs, 90)
    assert shared(mine, theirs) >= 95
    assert longest(mine, theirs, 100) is not None


@pytest.mark.parametrize("seed", range(5))
def test_a_copy_with_some_words_changed_is_still_found(seed: int) -> None:
    """One changed word in every third sentence leaves more than nine tenths in common, and the filter lets it by."""
    draw = random.Random(seed)
    sentences = report(seed).split("。")
    changed = [s[:-2] + draw.choice(_DID)[:2] if at % 3 == 0 and s else s for at, s in enumerate(sentences)]
    mine, theirs = (compared(text, "云岭县水务局") for text in (report(seed), "。".join(changed)))
    assert may_share(mine, theirs, 90)
    assert shared(mine, theirs) >= 90


def test_a_half_new_report_is_not_a_copy() -> None:
    """Half old, half new: below the threshold."""
    mine = compared(report(1)[:700] + report(2)[700:], "云岭县水务局")
    assert shared(mine, compared(report(1), "云岭县水务局")) < 90


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("（一）主动公开。2023年度公开86条。", "公开条"),
        ("一是快，二是准。", "快准"),
        ("《条例》（第20条）", "条例第条"),
        ("", ""),
    ],
)
def test_signs_numbers_and_fixed_words_are_taken_out(text: str, left: str) -> None:
    """What every report shares does not count."""
    assert bare(text, ("主动公开",)).text == left


@given(st.text(alphabet="甲乙丙丁，。12年", max_size=60))
def test_every_character_leads_back_to_the_text(text: str) -> None:
    """The compared text consists of characters of the text, each at its own place."""
    found = bare(text, ("甲乙",))
    assert "".join(text[found.origin(at)] for at in range(len(found.text))) == found.text
    assert "甲乙" not in text or len(found.text) < len(text)


@given(st.text(alphabet="甲乙丙", max_size=50), st.text(alphabet="甲乙丙", max_size=50), st.integers(2, 12))
def test_the_longest_passage_is_common_and_long_enough(one: str, other: str, least: int) -> None:
    """What is quoted stands in both texts and is as long as asked."""
    found = longest(one, other, least)
    if found:
        start, end = found
        assert one[start:end] in other
        assert end - start >= least
    else:
        assert not any(one[at : at + 2 * least] in other for at in range(len(one) - 2 * least + 1))


def test_a_clause_that_is_long_enough_needs_nothing_around_it() -> None:
    """One long clause put twice among other words is found, with nothing before or behind it the same."""
    clause = "逐月核对台账并且张贴图表"
    text = f"春天，{clause}，很好。夏天；{clause}；不好。"
    assert list(repeated(text, len(clause))) == [(text.index(clause), text.rindex(clause), len(clause))]


def test_a_passage_within_a_paragraph_is_found_twice() -> None:
    """The second place is told with the first; paragraphs are not crossed, passages do not overlap."""
    line = "全年受理来电一千二百件，办结一千一百件，正在办理一百件，回访满意度逐月提高。"
    assert list(repeated(f"甲：{line}\n乙说{line}", 30)) == [(2, len(line) + 5, len(line))]
    assert list(repeated(f"{line}\n另一件事。", 30)) == []
    short = "更新栏目内容，公开信息八十六条"
    assert [list(repeated(f"{short}。甲。{short}；乙。", least)) for least in (15, 20)] == [[(0, 18, 15)], []]
    assert len(list(repeated(f"{line}\n{line}\n{line}", 30))) == 2


@given(
    st.lists(
        st.sampled_from(["公开信息八十六条", "解读文件十二件", "回应关切三次", "更新栏目", "，", "。", "\n"]),
        max_size=40,
    )
)
def test_repeated_passages_are_equal_and_apart(pieces: list[str]) -> None:
    """Both places hold the same words, the second after the first has ended."""
    text = "".join(pieces)
    for first, second, length in repeated(text, 12):
        assert text[first : first + length] == text[second : second + length]
        assert length >= 12
        assert second >= first + length
        assert "\n" not in text[first : first + length]


def test_an_empty_text_shares_nothing() -> None:
    """There is nothing to accuse."""
    assert shared("", "甲乙丙丁戊") == 0
    assert longest("", "甲乙", 2) is None


@given(st.text(alphabet="甲乙丙丁", max_size=80), st.text(alphabet="甲乙丙丁", max_size=80))
def test_a_sketch_never_promises_too_little(one: str, other: str) -> None:
    """What a text can share by the other's sketch is never less than it shares; with itself it is all."""
    assert most_shared(one)(sketch(other)) >= shared(one, other)
    assert most_shared(one)(sketch(one)) == shared(one, one)


def test_a_sketch_tells_long_texts_apart() -> None:
    """Of two texts of report length that have a quarter in common, it says that they cannot share nine tenths."""
    chance = random.Random(1)
    alphabet = [chr(code) for code in range(0x5000, 0x5A00)]
    same, *own = ("".join(chance.choices(alphabet, k=length)) for length in (1200, 3500, 3500))
    one, other = (each + same for each in own)
    assert shared(one, other) <= most_shared(one)(sketch(other)) < 90
    assert len(sketch(one)) == 1024
