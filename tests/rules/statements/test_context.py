"""Sentences cut at every mark: what is counted in a segment, what it is about, and whose figures it tells."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.statements.asked import asked
from rules.statements.context import elsewhere, of_requests, subject, year_meant
from rules.statements.cutting import cut
from rules.text.numbers import year_of

Make = Callable[..., CheckContext]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("自然人两件、商业企业一件", [[2], [1]]),
        ("直接起诉2件和复议后起诉1件", [[2], [1]]),
        ("公开１，２３４件（不掌握3件）", [[1234], [3]]),
        ("收到5件,120条信息", [[5], [120]]),
        ("用时3个工作日、自然人27名", [[], [27]]),
        ("复议和诉讼的案卷", [[]]),
    ],
)
def test_a_sentence_is_cut_at_every_mark(context_of: Make, text: str, counts: list[list[int]]) -> None:
    """Each segment with its own counts; thousands are not torn apart, 和 parts only what is counted."""
    context = context_of(text + "。")
    start = context.body.text.index(text)
    found = cut(context, context.body.sentence(start))
    assert [[int(count.value) for count in segment.counts] for segment in found] == counts


def test_a_sentence_is_about_the_heading_above_it(context_of: Make) -> None:
    """The nearest heading of the part, unless the paragraph has its own."""
    context = context_of("（二）依申请公开情况", "受理19件。", "（三）复议情况。复议1件。")
    assert subject(context.body, context.body.text.index("受理19")).startswith("（二）依申请公开情况")
    assert "依申请" not in subject(context.body, context.body.text.index("复议1"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("三、申请办理。受理7件。", True),
        ("全年受理申请7件，不掌握3件。", True),
        ("（二）依申请政务服务事项。受理7件。", False),
        ("全年受理7件。", False),
    ],
)
def test_applications_are_known_by_heading_or_words(context_of: Make, text: str, meant: bool) -> None:  # noqa: FBT001
    """A heading that names them, or a paragraph that tells of asking and results."""
    context = context_of(text)
    assert of_requests(context.body, context.body.text.index("受理")) is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("自然人2件", False),
        ("县直部门收到自然人2件", True),
        ("办理热线工单35件，其中自然人2件", True),
        ("办理热线工单35件，收到申请3件，自然人2件", False),
        ("上年，收到3件，自然人2件", True),
        ("上年结转1件，自然人2件", False),
    ],
)
def test_scope_words_govern_what_follows(context_of: Make, text: str, meant: bool) -> None:  # noqa: FBT001
    """Their clause, the sentence they head, and what is counted behind another matter that is counted."""
    context = context_of(text + "。")
    at = context.body.text.index("自然人")
    assert elsewhere(context, context.body.sentence(at), at, "claim_scopes") is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("2022年收到自然人2件", True), ("2022年结转1件，自然人2件", False), ("2023年收到自然人2件", False)],
)
def test_another_year_is_seen(context_of: Make, text: str, meant: bool) -> None:  # noqa: FBT001
    """A year other than the report's, unless something is carried over from it."""
    context = context_of(text + "。")
    at = context.body.text.index("自然人")
    assert (year_meant(context, context.body.sentence(at), at) == 2022) is meant


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("收到7件，公开2件", None),
        ("收到7件，其中公开2件", True),
        ("延期3件，其中公开2件", False),
        ("办结的3件中，公开2件", False),
        ("收到7件。其中，公开2件", True),
        ("其中，公开2件", False),
    ],
)
def test_parts_are_those_of_what_was_counted_last(context_of: Make, text: str, whole: bool | None) -> None:  # noqa: FBT001
    """Of all applications, of a few, or of nothing that is known."""
    context = context_of(text + "。", cells={"applications.new.total": 7})
    at = context.body.text.index("公开2")
    assert asked(context, context.body.sentence(at)).whole_before(at) is whole


def test_brackets_hang_on_what_stands_before_them(context_of: Make) -> None:
    """However deep they stand, and though one of them is never closed."""
    context = context_of("无法提供6件（不掌握5件（企业2件）、制作1件），不予处理1件。" + "（" * 200 + "公开1件。")
    found = cut(context, context.body.sentence(context.body.text.index("无法")))
    assert [(segment.words, found[segment.holder].words if segment.holder >= 0 else "") for segment in found] == [
        ("无法提供6件", ""), ("不掌握5件", "无法提供6件"), ("企业2件", "不掌握5件"), ("制作1件", "无法提供6件"),
        ("不予处理1件", ""),
    ]  # fmt: skip
    assert [segment.words for segment in cut(context, context.body.sentence(context.body.text.index("公开1")))] == [
        "公开1件"
    ]


@pytest.mark.parametrize("written", ["2023", "２０２３", "二〇二三", "二零二三", "二○二三"])
def test_years_are_read_however_written(written: str) -> None:
    """Arabic, full-width and Chinese digits."""
    assert year_of(written) == 2023
