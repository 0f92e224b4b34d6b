"""Parts of a named whole: results of requests, channels, what became of documents."""

from collections.abc import Callable

import pytest

from rules.checks.text.itemised import Itemised
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Gap

Make = Callable[..., CheckContext]
_S1 = ("section.1",)
CHANNELS = Itemised(where=_S1, whole=("shown_words", "information_words"), parts=("channels",), shared="sharing")
RESULTS = Itemised(where=_S1, whole=("came_words", "request_words"), parts=("result_words",), besides="brought_words")
CLEARED = Itemised(where=_S1, whole=("cleared_words", "paper_words"), parts=("kept", "changed", "withdrawn"))


def _ended(check: Itemised, context: CheckContext) -> str:
    """How the only result ended: note, gap, or whole and sum."""
    (one,) = check.run(context)
    if isinstance(one, Breach):
        assert set(one.facts) == check.facts
        return f"{one.facts['whole']} {one.facts['sum']}"
    return "gap" if isinstance(one, Gap) else "note"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("公开信息30条，其中网站20条，微信10条。", "note"),
        ("公开信息30条，其中网站20条，微信11条。", "30 31"),
        ("公开信息30条，其中：网站20条、微信11条。", "30 31"),
        ("公开招生、就业信息30条，其中：网站20条、微信11条。", "30 31"),
        ("公开信息30条，网站20条（图解5条），微信11条。", "30 31"),
        ("公开信息30条，网站20条，微信11条；召开会议3条。", "30 31"),
        ("公开信息30条，网站20条，微信11条，多渠道同步发布。", "note"),
        ("公开信息30条，网站20条，其中首页5条，微信11条。", "gap"),
        ("公开信息30条，网站20余条，微信11条。", "gap"),
        ("公开信息30余条，网站20条，微信11条。", "gap"),
        ("公开信息30条，网站20条，别处11条。", "gap"),
        ("公开信息30条，网站20条，微信11条合计31条。", "gap"),
        ("公开信息30条，网站20条。", "gap"),
        ("公开信息30条，网站20次，微信11次。", "gap"),
        ("网站公开信息30条，微信20条，微博11条。", "gap"),
        ("其中公开信息30条，网站20条，微信11条。", "gap"),
        ("上年公开信息30条，网站20条，微信11条。", "gap"),
        ("2022年公开信息30条，网站20条，微信11条。", "gap"),
        ("全县公开信息30条，网站20条，微信11条。", "gap"),
    ],
)
def test_channels_are_no_more_than_all(context_of: Make, text: str, ended: str) -> None:
    """Only exact numbers of one unit beside a word that names a part, of this report's own whole."""
    assert _ended(CHANNELS, context_of(text)) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("收到公开申请9件，上年结转1件，答复8件，结转下年2件。", "note"),
        ("收到公开申请9件，上年结转1件，答复8件，结转下年3件。", "10 11"),
        ("收到公开申请9件，答复8件，结转下年2件。", "9 10"),
        ("收到公开申请5件，予以公开3件、部分公开1件、不予公开1件，不予公开的1件涉及他人资料。", "note"),
        ("收到公开申请5件，予以公开4件、部分公开1件，部分公开的1件隐去了姓名。", "note"),
        ("收到公开申请5件，予以公开4件、部分公开2件，部分公开的1件隐去了姓名。", "5 6"),
        ("收到公开申请9件，答复9件：予以公开6件、部分公开2件、不予公开1件。", "note"),
        ("收到公开申请9件，答复9件：予以公开6件、部分公开2件、不予公开2件。", "9 10"),
    ],
)
def test_what_came_besides_may_be_added(context_of: Make, text: str, ended: str) -> None:
    """What was carried in is no result; it is added to the whole as far as the parts need it."""
    assert _ended(RESULTS, context_of(text)) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("清理规范性文件52件，保留25件，修改5件，废止21件。", "52 51"),
        ("清理规范性文件52件，保留25件，废止21件。", "note"),
    ],
)
def test_all_kinds_together_make_the_whole(context_of: Make, text: str, ended: str) -> None:
    """Where each kind is told, a difference either way is one; where one is left out, only more than all."""
    assert _ended(CLEARED, context_of(text)) == ended
