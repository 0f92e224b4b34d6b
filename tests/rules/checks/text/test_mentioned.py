"""A number of the text against the table: who is compared, who is not, and what is said."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from rules.checks.text.mentioned import Figure, Mentioned
from rules.engine.context import Scene
from rules.engine.facts import OneOf
from rules.engine.results import Breach, Gap, Note, Result

Make = Callable[..., Scene]
_NEW, _IN = "applications.new.total", "applications.carried_in.total"
_CHECK = Mentioned(where=("section.1",), figures=(Figure(says="received", any_of=((_NEW,), (_NEW, _IN))),))


def run(scene: Scene, check: Mentioned = _CHECK) -> list[Result]:
    """All results."""
    return list(check.run(scene))


def test_either_reading_passes_and_is_named(scene_of: Make) -> None:
    """收到 is 新收, or 新收 with 上年结转; the note says which held."""
    [new] = run(scene_of("收到公开申请5件。", cells={_NEW: 5, _IN: 1}))
    [both] = run(scene_of("收到公开申请6件。", cells={_NEW: 5, _IN: 1}))
    assert isinstance(new, Note)
    assert isinstance(both, Note)
    assert "上年结转" not in new.text
    assert "上年结转" in both.text


def test_a_figure_that_fits_none_is_a_breach(scene_of: Make) -> None:
    """The breach quotes the clause, names both readings and where it stands; its excerpt holds no number."""
    [found] = run(scene_of("全年共收到公开申请7件。", cells={_NEW: 5, _IN: 1}))
    assert isinstance(found, Breach)
    assert found.refs == ("section.1",)
    assert found.places == ("P10+0:11",)
    assert found.facts["quote"] == "全年共收到公开申请7件"
    assert found.facts["found"] == 7
    assert isinstance(found.facts["expected"], OneOf)
    assert "7" not in found.excerpt
    assert set(found.facts) == Mentioned.facts


def test_a_long_clause_is_quoted_from_the_words_that_count(scene_of: Make) -> None:
    """A clause of more than forty characters is cut at the template's first word."""
    long = "在上级部门的关心指导和全体干部职工的共同努力下经过认真细致的工作我局全年一共"
    [found] = run(scene_of(f"{long}收到公开申请7件。"))
    assert isinstance(found, Breach)
    assert found.facts["quote"] == "收到公开申请7件"


@pytest.mark.parametrize("text", ["召开会议3次。", "收到公开申请近7件。", "其中收到公开申请7件。"])
def test_what_cannot_be_compared_is_a_gap(scene_of: Make, text: str) -> None:
    """Nothing said, a rough number, a part: the rule was not run, and says so."""
    [found] = run(scene_of(text))
    assert isinstance(found, Gap)


def test_a_compared_figure_outweighs_a_silent_one(scene_of: Make) -> None:
    """One figure compared is enough for the rule to have been run."""
    assert [type(one) for one in run(scene_of("收到公开申请5件。其中收到公开申请3件。", cells={_NEW: 5}))] == [Note]


def test_accepted_requests_may_be_fewer(scene_of: Make) -> None:
    """受理 may leave out requests never put right, so fewer is doubt; more is a breach."""
    [fewer] = run(scene_of("受理公开申请4件。", cells={_NEW: 5, "applications.other.1.total": 1}))
    [none] = run(scene_of("受理公开申请4件。", cells={_NEW: 5}))
    [more] = run(scene_of("受理公开申请6件。", cells={_NEW: 5}))
    assert isinstance(fewer, Gap)
    assert isinstance(none, Breach)
    assert isinstance(more, Breach)


def test_a_cell_without_number_proves_nothing(scene_of: Make) -> None:
    """A blank may be anything: no breach and no pass."""
    scene = scene_of("收到公开申请4件。")
    cells = {ref: cell for ref, cell in scene.report.cells.items() if ref != _NEW}
    [found] = run(scene_of("收到公开申请4件。", report={"cells": cells}))
    assert isinstance(found, Gap)


def test_a_ceiling_may_not_be_exceeded(scene_of: Make) -> None:
    """Money in 元 is held against cells in 万元."""
    check = Mentioned(
        where=("section.1",),
        figures=(Figure(says="fee_collected", any_of=(("proactive.fees.amount",),)),),
        ceiling=True,
    )
    fees = {"proactive.fees.amount": 1}
    assert isinstance(run(scene_of("收取信息处理费9000元。", cells=fees), check)[0], Note)
    assert isinstance(run(scene_of("收取信息处理费1.2万元。", cells=fees), check)[0], Gap)
    assert isinstance(run(scene_of("收取信息处理费12000元。", cells=fees), check)[0], Breach)


def test_last_years_figures_need_last_years_report() -> None:
    """Addresses of last year make the rule need that report."""
    check = Mentioned(where=("all",), figures=(Figure(says="received", any_of=(("last." + _NEW,),)),), about="last")
    assert check.needs == {"previous"}
    assert _CHECK.needs == frozenset()


def test_last_years_figures_must_say_so(scene_of: Make) -> None:
    """A figure of this year is not held against last year's report."""
    scene = scene_of("收到公开申请7件。上年收到公开申请9件。")
    last = replace(scene.dossier, previous=scene_of("甲。", cells={_NEW: 9}).report)
    check = Mentioned(where=_CHECK.where, figures=(Figure(says="received", any_of=(("last." + _NEW,),)),), about="last")
    [note] = run(Scene(dossier=last, edition=scene.edition, lists=scene.lists), check)
    assert isinstance(note, Note)
