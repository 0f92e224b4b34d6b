"""How many villages and communities a township says it has, wherever it says so."""

from collections.abc import Callable
from dataclasses import replace

from filings.agency import Agency
from rules.engine.context import CheckContext
from rules.statements.own_parts import own_parts

Make = Callable[..., CheckContext]
_S1 = ("section.1",)


def _told(context_of: Make, text: str) -> list[list[str]]:
    context = context_of(text)
    township = Agency(code="x", name="云岭县青枫镇人民政府", kind="township")
    context = replace(context, dossier=replace(context.dossier, agency=township))
    return [[f"{one.topic} {one.value:f}" for one in group] for group in own_parts(context, _S1)]


def test_all_of_a_kind_are_held_against_each_other(context_of: Make) -> None:
    """Of villages alone, and of both kinds together where both are counted."""
    assert _told(context_of, "全镇辖16个行政村、3个社区。全镇共有18个村。") == [["parts.村 16", "parts.村 18"]]
    both = _told(context_of, "全镇辖16个行政村、3个社区。召开21个村（社区）会议。")
    assert both == [["parts.村 16", "parts.社区 3", "parts.both 21"]]


def test_some_of_them_and_no_number_are_no_contradiction(context_of: Make) -> None:
    """Five of sixteen villages are a part; what is no numeral is none."""
    assert _told(context_of, "全镇辖16个行政村。在5个村试点。") == []
    assert _told(context_of, "4个村低于平均数，7个村都有专栏，其余4个村无一次。") == []
    assert _told(context_of, "全镇辖26个行政村。两次都是28个村居每个来1人。") == []
    assert _told(context_of, "全镇辖16个行政村。全镇辖十十个村。") == []


def test_only_a_township_is_asked(context_of: Make) -> None:
    """A county's bureau speaks of the villages of all towns."""
    assert own_parts(context_of("全县辖16个行政村。全镇辖18个村。"), _S1) == ()


def test_the_number_may_stand_behind_its_name(context_of: Make) -> None:
    """下辖行政村16个、社区2个: held against the number of both where all of them are meant."""
    assert _told(context_of, "本镇下辖行政村16个、社区2个。18个村（社区）都设公开栏。") == []
    wrong = _told(context_of, "本镇下辖行政村15个、社区2个。18个村（社区）都设公开栏。")
    assert wrong == [["parts.村 15", "parts.社区 2", "parts.both 18"]]
    assert _told(context_of, "本镇下辖行政村十十个。在9个村（社区）试点，下辖社区2个。") == []
