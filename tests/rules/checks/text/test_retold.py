"""A number that is told twice is the same number."""

from collections.abc import Callable

import pytest

from rules.checks.text.retold import Retold
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Gap, Result

Make = Callable[..., CheckContext]
Told = Callable[..., list[Result]]
TOLD = Retold(where=("section.1",))


def _ended(context: CheckContext) -> str:
    """How the check ended: gap, same, or what differs."""
    (one,) = TOLD.run(context)
    if isinstance(one, Breach):
        assert set(one.facts) == TOLD.facts
        return "、".join(one.facts["values"])  # type: ignore[arg-type]
    return "gap" if isinstance(one, Gap) else "same"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        (
            "全年共收到政府信息公开申请3件。共收到政府信息公开申请5件。",
            "“全年共收到政府信息公开申请3件”、“共收到政府信息公开申请5件”",
        ),
        ("全年共收到政府信息公开申请3件。共收到政府信息公开申请3件。", "same"),
        ("全年共收到政府信息公开申请3件，其中网上收到政府信息公开申请1件。", "gap"),
        ("全年共收到政府信息公开申请3件，上年共收到政府信息公开申请5件。", "gap"),
        ("全年共收到政府信息公开申请3件，共收到政府信息公开申请近50件。", "gap"),
        ("全年共收到政府信息公开申请3件，收到征地类政府信息公开申请2件。", "gap"),
        ("全年共收到政府信息公开申请6件。收到自然人提出的政府信息公开申请5件。", "gap"),
        (
            "全年共收到政府信息公开申请6件。收到公民、法人和其他组织的政府信息公开申请5件。",
            "“全年共收到政府信息公开申请6件”、“收到公民、法人和其他组织的政府信息公开申请5件”",
        ),
        ("全年主动公开政府信息423条。我局公开各类信息432条。", "“全年主动公开政府信息423条”、“我局公开各类信息432条”"),
        ("全年主动公开政府信息423条。公开招生信息57条。", "gap"),
        ("全年主动公开政府信息423条。上年公开政府信息57条。", "gap"),
        ("现行有效行政规范性文件3件。现行有效规范性文件5件。", "“现行有效行政规范性文件3件”、“现行有效规范性文件5件”"),
    ],
)
def test_a_number_told_twice_is_one_number(context_of: Make, text: str, ended: str) -> None:
    """Only whole, exact numbers of this year and of one topic are compared."""
    assert _ended(context_of(text)) == ended


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("全镇7个社区均设专栏。机关和8个社区的信息员参加培训。", ("“全镇7个社区”", "“8个社区”")),
        ("7个社区设专栏，7个社区配专人，8个社区更新。", ("“7个社区”", "“8个社区”")),
        ("全镇7个社区均设专栏。其中5个社区新建。", None),
        ("辖14个行政村、3个社区。19个村（社区）建立台账。", ("“辖14个行政村”", "“3个社区”", "“19个村（社区）”")),
        ("辖16个行政村、3个社区。19个村（社区）建立台账。", None),
        ("全镇十六个村。辖区17个村建立台账。", ("“全镇十六个村”", "“辖区17个村”")),
    ],
)
def test_there_are_no_more_villages_than_all(told: Told, text: str, values: tuple[str, ...] | None) -> None:
    """A township's own villages and communities: fewer may be a part, more than all are one too many."""
    given = f'agency.name = "云岭县青枫镇人民政府"\nagency.kind = "township"\nsection.1 = "{text}"'
    assert next((one.facts["values"] for one in told(TOLD, given) if isinstance(one, Breach)), None) == values


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("建成公开专区178个。对187个公开专区巡查一遍。", "“建成公开专区178个”、“对187个公开专区”"),
        ("建成公开专区178个，对187个公开专区巡查一遍。", "gap"),
        ("建成公开专区178个。上年有公开专区187个。", "gap"),
        ("建成公开专区178个。接待群众187个。", "gap"),
        ("更新滞后57个，滞后的55个已整改。", "“更新滞后57个”、“滞后的55个已整改”"),
        ("更新滞后57个，滞后的57个已整改，采纳60条，未采纳的5条已答复。", "gap"),
        ("建成公开专区78个。对87个公开专区巡查一遍。", "gap"),
    ],
)
def test_two_digits_that_changed_places(context_of: Make, text: str, ended: str) -> None:
    """Of one thing, in two sentences, of a hundred and more: no other numbers are so alike by chance."""
    assert _ended(context_of(text)) == ended


def test_what_each_channel_published_is_not_compared(context_of: Make) -> None:
    """A heading that names a channel narrows all that stands under it, whatever sign it ends with."""
    assert (
        _ended(context_of("1.政府网站。", "全年公开政府信息40条。", "2.微信公众号。", "全年公开政府信息90条。"))
        == "gap"
    )
    assert (
        _ended(context_of("1.公开情况。", "全年公开政府信息40条。", "2.总体情况。", "全年公开政府信息90条。")) != "gap"
    )
