"""The county's sum against its units."""

import tomllib
from collections.abc import Callable
from dataclasses import replace

from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.checks.tables.rolled_up import RolledUpCheck
from rules.engine.audit import audit
from rules.engine.facts import written
from rules.engine.results import Breach, Result
from rules.tables.amounts import signed_cells

Ask = Callable[..., list[Result]]

_UNITS = (
    '[{ name = "水务局", values = { "applications.new.total" = 3 } }, '
    '{ name = "教育局", values = { "applications.new.total" = 2 } }]'
)


def _fixes(total: int) -> list[str]:
    given = tomllib.loads(f'agency.kind = "government"\napplications.new.total = {total}\nunits.list = {_UNITS}')
    part = rulebook().only(["G01"])
    active = replace(part, rules=tuple(replace(one, active=True) for one in part.rules))
    return [finding.fix for finding in audit(dossier_of(given, part.by_id["G01"]), active).findings]


def test_a_unit_left_out_is_named() -> None:
    """The one unit whose figure is just the difference is the first to look at."""
    assert [fix.endswith("重复计算的单位：教育局。") for fix in _fixes(3)] == [True]


def test_a_unit_counted_twice_is_named() -> None:
    """A sum that is too high by one unit's figure names that unit."""
    assert [fix.endswith("重复计算的单位：水务局。") for fix in _fixes(8)] == [True]


def test_no_unit_is_accused_without_ground() -> None:
    """Where no single unit explains the difference, none is named."""
    assert [fix.endswith("重复计算的单位：（没有）。") for fix in _fixes(9)] == [True]


def test_a_right_sum_says_nothing() -> None:
    """5 = 3 + 2."""
    assert _fixes(5) == []


def test_a_unit_left_out_altogether_is_one_finding() -> None:
    """All its cells differ; the finding holds them all and names the unit that explains most of them."""
    rows = ("new", "granted", "total")
    cells = {f"applications.{row}.{column}": 1 for row in rows for column in ("natural", "total")}
    mine = {f"applications.{row}": [1, 0, 0, 0, 0, 0, 1] for row in rows}
    units = [{"name": "水务局", "values": cells}, {"name": "教育局", "values": dict.fromkeys(cells, 4)}]
    given = {
        "agency": {"kind": "government"},
        "applications": {name.partition(".")[2]: row for name, row in mine.items()},
        "units": {"list": units},
    }
    (found,) = (
        one for one in audit(dossier_of(given, rulebook().by_id["G01"]), rulebook()).findings if one.rule == "G01"
    )
    assert set(cells) <= set(found.refs)
    assert "另有5格也不符" in found.message
    assert found.fix.endswith("重复计算的单位：教育局。")


_ONE_MISSING = (
    'agency.kind = "government"\n{form}units.list = [{{ name = "水务局", values = {{ "{ref}" = 3 }} }}, '
    '{{ name = "教育局", values = {{ "{ref}" = 1 }} }}, {{ name = "民政局", missing = true }}]\n{own}'
)


def test_a_difference_that_is_not_exact_names_no_unit(ask: Ask) -> None:
    """With a unit still missing, a sum below the others' is surely wrong, by one at least: nobody is singled out."""
    given = _ONE_MISSING.format(form="", ref="applications.new.total", own="applications.new.total = 3")
    breaches = [one for one in ask(RolledUpCheck(each="summable"), given) if isinstance(one, Breach)]
    (facts,) = [one.facts for one in breaches]
    assert (written(facts["right"]), written(facts["difference"]), facts["units"]) == ("至少4", "至少1", ())


def test_a_missing_units_changes_may_be_reductions(ask: Ask) -> None:
    """本年增/减 of a unit that has sent nothing may be negative, so no sum of the others proves the county wrong."""
    ref = "proactive.licences.change"
    assert ref in signed_cells("2019")
    given = _ONE_MISSING.format(form='edition = "2019"\n', ref=ref, own=f'{ref} = "-5"')
    assert not any(isinstance(one, Breach) for one in ask(RolledUpCheck(each="summable"), given))
